"""Writing down which records of several reports tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from kawat.records import Linked, Record, Story, decode, encode, kind_of

from .lending import SqlLending
from .parties import parties
from .plans import at_most
from .schema import WHOLES, day_cells
from .values import Part, Tie


class SqlParts(SqlLending):
    """What joining does on a connection."""

    def unjoined(self, limit: int = -1) -> Sequence[str]:
        """The reports whose records have not yet been joined with those of others."""
        sql = f"SELECT id FROM report WHERE linked AND NOT joined ORDER BY no{at_most(limit)}"
        return [id for (id,) in self._rows(sql)]

    def set_joined(self, reports: Iterable[str]) -> None:
        """Note that the records of these reports have been joined."""
        with self.transaction():
            for report in reports:
                self._rows("UPDATE report SET joined = TRUE WHERE id = ?", (report,))

    def set_parts(self, kind: type[Record], report: str, parts: Iterable[Part]) -> None:
        """Put these parts in place of all that a report had for wholes of this kind."""
        name, no = kind_of(kind), self._no(report)
        with self.transaction():
            self._drop_wholes_of(name, no)
            for number, keys in self._rows(
                "SELECT no, keys FROM part WHERE kind = ? AND report = ?", (name, no)
            ).fetchall():
                self._forget_part(number, name, _keys(keys))
            self._rows("DELETE FROM part WHERE kind = ? AND report = ?", (name, no))
            for part in parts:
                keys = sorted(set(part.keys))
                number = self._insert_numbered(
                    "part",
                    kind=name,
                    id=part.id,
                    report=no,
                    keys=encode(keys).decode(),
                    features=part.features,
                )
                self._connection.put(
                    "part_key", ("key", "kind", "part"), [(key, name, number) for key in keys]
                )

    def _forget_part(self, number: int, name: str, keys: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM part_key WHERE key = ? AND kind = ? AND part = ?",
            ((key, name, number) for key in keys),
        )
        others = self._rows("SELECT other, part FROM tie WHERE part = ?", (number,)).fetchall()
        self._connection.executemany("DELETE FROM tie WHERE part = ? AND other = ?", others)
        self._rows("DELETE FROM tie WHERE part = ?", (number,))

    def _drop_wholes_of(self, name: str, no: int) -> None:
        """Drop the wholes that have a part of the report, or one tied to such a part: those go loose."""
        sql = (
            "SELECT whole FROM part WHERE kind = :name AND report = :no AND whole > '' UNION"
            " SELECT o.whole FROM part p JOIN tie t ON t.part = p.no JOIN part o ON o.no = t.other"
            " WHERE p.kind = :name AND p.report = :no AND o.whole > ''"
        )
        self._drop(name, [whole for (whole,) in self._rows(sql, {"name": name, "no": no})])
        sql = (
            "UPDATE part SET whole = NULL WHERE no IN"
            " (SELECT t.other FROM part p JOIN tie t ON t.part = p.no WHERE p.kind = ? AND p.report = ?)"
        )
        self._rows(sql, (name, no))

    def loosen(self, kind: type[Record], parts: Iterable[str]) -> None:
        """Have these parts, and those of one whole with them, looked at again."""
        name, ids = kind_of(kind), encode(list(parts)).decode()
        with self.transaction():
            sql = (
                "SELECT DISTINCT whole FROM part WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
                " AND whole > ''"
            )
            self._drop(name, [whole for (whole,) in self._rows(sql, (name, ids)).fetchall()])
            sql = (
                "UPDATE part SET whole = NULL WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
                " AND whole = ''"
            )
            self._rows(sql, (name, ids))

    def loose(self, kind: type[Record]) -> Sequence[str]:
        """The parts that have not been looked at since they or a part of their whole changed."""
        sql = "SELECT id FROM part WHERE kind = ? AND whole IS NULL ORDER BY id"
        return [id for (id,) in self._rows(sql, (kind_of(kind),))]

    def parts(self, kind: type[Record], ids: Iterable[str]) -> Sequence[Part]:
        """The parts with these ids, in the order given."""
        sql = (
            "SELECT p.id, r.id, p.keys, p.features FROM json_each(?) j"
            " CROSS JOIN part p ON p.kind = ? AND p.id = j.value CROSS JOIN report r ON r.no = p.report"
        )
        wanted = list(ids)
        rows = self._rows(sql, (encode(wanted).decode(), kind_of(kind)))
        found = {id: Part(id, report, _keys(keys), features) for id, report, keys, features in rows}
        return [found[id] for id in wanted if id in found]

    def parts_of(self, kind: type[Record], report: str) -> Sequence[str]:
        """The ids of a report's parts."""
        sql = "SELECT id FROM part WHERE kind = ? AND report = ? ORDER BY no"
        return [id for (id,) in self._rows(sql, (kind_of(kind), self._no(report)))]

    def mates(self, kind: type[Record], keys: Iterable[str]) -> Sequence[str]:
        """The parts that are looked up under one of these keys."""
        wanted = encode(sorted(set(keys))).decode()
        sql = (
            "SELECT DISTINCT p.id FROM json_each(?) j JOIN part_key k ON k.key = j.value AND k.kind = ?"
            " JOIN part p ON p.no = k.part ORDER BY p.id"
        )
        return [id for (id,) in self._rows(sql, (wanted, kind_of(kind)))]

    def ties(self, kind: type[Record], part: str) -> Mapping[str, Tie]:
        """The parts known to belong together with this one."""
        sql = (
            "SELECT o.id, t.score, t.why FROM part p JOIN tie t ON t.part = p.no"
            " JOIN part o ON o.no = t.other WHERE p.kind = ? AND p.id = ? ORDER BY t.other"
        )
        return {id: Tie(score, why) for id, score, why in self._rows(sql, (kind_of(kind), part))}

    def scores(self, kind: type[Record], part: str) -> Mapping[str, float]:
        """The parts that may be of one whole with this one, and how sure that is."""
        sql = (
            "SELECT o.id, t.score FROM part p JOIN tie t ON t.part = p.no"
            " JOIN part o ON o.no = t.other WHERE p.kind = ? AND p.id = ? AND t.score > 0"
            " ORDER BY t.other"
        )
        return dict(self._rows(sql, (kind_of(kind), part)).fetchall())

    def set_ties(self, kind: type[Record], part: str, ties: Mapping[str, Tie]) -> None:
        """Remember which parts belong together with this one."""
        name = kind_of(kind)
        no = self._part_no(name, part)
        rows = [(no, self._part_no(name, other), tie.score, tie.why) for other, tie in ties.items()]
        rows += [(other, no, score, why) for no, other, score, why in rows]
        with self.transaction():
            self._connection.executemany(
                "INSERT INTO tie VALUES (?, ?, ?, ?)"
                " ON CONFLICT (part, other) DO UPDATE SET score = excluded.score, why = excluded.why",
                rows,
            )

    def vectors(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Of the sentences with these keys the vectors that are kept."""
        found = (
            self._rows("SELECT key, vector FROM vector WHERE key = ?", (key,)).fetchone() for key in keys
        )
        return dict(row for row in found if row)

    def set_vectors(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep the vectors of sentences."""
        with self.transaction():
            self._connection.executemany(
                "INSERT INTO vector VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET vector = excluded.vector",
                vectors.items(),
            )

    def least(self, kind: type[Record], part: str) -> float:
        """The score that ties must have to count between this part and others."""
        return float(self._value("SELECT least FROM part WHERE kind = ? AND id = ?", kind_of(kind), part))

    def set_wholes(
        self, kind: type[Record], parts: Iterable[str], wholes: Iterable[Record], *, least: float = 0.0
    ) -> None:
        """Put these wholes in place of all that have one of the parts."""
        name = kind_of(kind)
        with self.transaction():
            ids = list(parts)
            sql = "SELECT whole FROM part WHERE kind = ? AND id = ? AND whole > ''"
            self._drop(name, {whole for part in ids for (whole,) in self._rows(sql, (name, part))})
            for part in ids:
                self._rows(
                    "UPDATE part SET whole = '', least = ? WHERE kind = ? AND id = ?", (least, name, part)
                )
            for whole in wholes:
                self._put_whole(name, whole)

    def _put_whole(self, name: str, whole: Record) -> None:
        columns = {column: cell(whole) for column, cell in WHOLES[type(whole)].columns.items()}
        row = {"id": whole.id, "report": self._no(whole.report), **day_cells(whole), **columns}
        number = self._insert_numbered(name, **row, json=encode(whole).decode())
        members = _members(whole)
        for member in members:
            self._rows("UPDATE part SET whole = ? WHERE kind = ? AND id = ?", (whole.id, name, member))
        self._rows(
            "INSERT INTO whole_id VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, part = excluded.part",
            (whole.id, name, members[0]),
        )
        self._put_parties([(number, whole, parties(whole))])

    def _drop(self, name: str, wholes: Iterable[str]) -> None:
        for whole in wholes:
            self._rows("UPDATE part SET whole = NULL WHERE whole = ? AND whole > ''", (whole,))
            sql = f"DELETE FROM {name} WHERE id = ? RETURNING no, position, json"
            for number, position, json in self._rows(sql, (whole,)).fetchall():
                self._forget_parties(name, number, position, parties(cast(Record, decode(json))))

    def _part_no(self, name: str, id: str) -> int:
        return int(self._value("SELECT no FROM part WHERE kind = ? AND id = ?", name, id))


def _keys(cell: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(cell, type=list[str]))


def _members(whole: Record) -> Sequence[str]:
    return whole.reports if isinstance(whole, Story) else whole.members if isinstance(whole, Linked) else ()
