"""Writing down which records of several reports tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, cast

import msgspec

from kawat.records import Linked, Record, Story, decode, encode, kind_of

from .connection import marks
from .lending import SqlLending
from .parties import parties
from .plans import at_most
from .schema import WHOLES, day_cells
from .values import Part, Remade, Tie

# vectors that are looked up in one question
_LOOKED_UP = 256
# the ties of given parts
_TIED = (
    "FROM json_each(?) j CROSS JOIN part p ON p.kind = ? AND p.id = j.value"
    " CROSS JOIN tie t ON t.part = p.no CROSS JOIN part o ON o.no = t.other"
)


class SqlParts(SqlLending):
    """What joining does on a connection."""

    def unjoined(self, limit: int = -1) -> Sequence[str]:
        """The reports whose records have not yet been joined with those of others."""
        sql = f"SELECT id FROM report WHERE linked AND NOT joined ORDER BY no{at_most(limit)}"
        return [id for (id,) in self._rows(sql)]

    def set_joined(self, reports: Iterable[str], *, joined: bool = True) -> None:
        """Note that the records of these reports have been joined, or are to be."""
        with self.transaction():
            # what was added anew, or judged, while it was being joined is to be linked first
            self._connection.executemany(
                "UPDATE report SET joined = ? WHERE id = ? AND linked",
                ((joined, report) for report in reports),
            )

    def set_parts(self, kind: type[Record], parts: Mapping[str, Sequence[Part]]) -> None:
        """Put the parts of each of these reports in place of all that it had for wholes of this kind."""
        if not parts:
            return
        name, reports = kind_of(kind), self._numbers_of(parts)
        new = [(reports[report], part) for report, some in parts.items() for part in some]
        with self.transaction():
            self._forget_parts(name, list(reports.values()))
            numbers = self._connection.numbers("part", len(new)) if new else ()
            rows, found_by = [], []
            for number, (no, part) in zip(numbers, new, strict=True):
                own = sorted(set(part.keys))
                rows.append((number, name, part.id, no, encode(own).decode(), part.features))
                found_by += [(key, name, number) for key in own]
            self._connection.put("part", ("no", "kind", "id", "report", "keys", "features"), rows)
            self._connection.put("part_key", ("key", "kind", "part"), found_by)

    def _numbers_of(self, reports: Iterable[str]) -> Mapping[str, int]:
        """The numbers of the reports with these ids. Raises NotFound."""
        ids = list(reports)
        sql = "SELECT id, no FROM report WHERE id IN (SELECT value FROM json_each(?))"
        found = dict(self._rows(sql, (encode(ids).decode(),)).fetchall())
        return {id: found[id] if id in found else self._no(id) for id in ids}

    def _forget_parts(self, name: str, reports: Sequence[int]) -> None:
        """Forget the parts of reports, given by their numbers."""
        among = f"kind = ? AND report IN ({marks(reports)})"
        old = self._rows(f"SELECT no, report, keys FROM part WHERE {among}", (name, *reports)).fetchall()
        for no in sorted({no for _, no, _ in old}):
            self._drop_wholes_of(name, no)
        for number, _, keys in old:
            self._forget_part(number, name, _keys(keys))
        if old:
            self._rows(f"DELETE FROM part WHERE {among}", (name, *reports))

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

    def mates(self, kind: type[Record], keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The parts that are looked up under each of these keys."""
        found: dict[str, list[str]] = {key: [] for key in keys}
        sql = (
            "SELECT k.key, p.id FROM json_each(?) j CROSS JOIN part_key k ON k.key = j.value AND k.kind = ?"
            " CROSS JOIN part p ON p.no = k.part"
        )
        for key, id in self._rows(sql, (encode([*found]).decode(), kind_of(kind))):
            found[key].append(id)
        return found

    def ties(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, Mapping[str, Tie]]:
        """The parts known to belong together with each of these."""
        found: dict[str, dict[str, Tie]] = {part: {} for part in parts}
        sql = f"SELECT p.id, o.id, t.score, t.why {_TIED} ORDER BY t.part, t.other"
        for id, other, score, why in self._rows(sql, (encode([*found]).decode(), kind_of(kind))):
            found[id][other] = Tie(score, why)
        return found

    def decided_by(self, kind: type[Record], parts: Iterable[str]) -> Set[str]:
        """The parts for which one of these is evidence, and nothing more."""
        sql = f"SELECT DISTINCT o.id {_TIED} WHERE t.score = 0"
        return {id for (id,) in self._rows(sql, (encode([*parts]).decode(), kind_of(kind)))}

    def scores(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        """The parts that may be of one whole with each of these, and how sure that is."""
        sql = f"SELECT p.id, o.id, t.score {_TIED} WHERE t.score > 0 ORDER BY t.part, t.other"
        found: dict[str, dict[str, float]] = {part: {} for part in parts}
        for id, other, score in self._rows(sql, (encode([*found]).decode(), kind_of(kind))):
            found[id][other] = score
        return found

    def set_ties(self, kind: type[Record], ties: Mapping[str, Mapping[str, Tie]]) -> None:
        """Remember which parts belong together with each of these."""
        ids = sorted({*ties, *(one for some in ties.values() for one in some)})
        with self.transaction():
            known = self._part_numbers(kind_of(kind), ids)
            rows: dict[tuple[int, int], Tie] = {}
            for part, others in ties.items():
                for other, tie in others.items():
                    rows[known[part], known[other]] = rows[known[other], known[part]] = tie
            self._connection.executemany(
                "INSERT INTO tie VALUES (?, ?, ?, ?)"
                " ON CONFLICT (part, other) DO UPDATE SET score = excluded.score, why = excluded.why",
                [(*pair, *tie) for pair, tie in rows.items()],
            )

    def vectors(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Of the sentences with these keys the vectors that are kept."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _LOOKED_UP):
            some = wanted[start : start + _LOOKED_UP]
            sql = f"SELECT key, vector FROM vector WHERE key IN ({', '.join('?' * len(some))})"
            found.update(self._rows(sql, some).fetchall())
        return found

    def set_vectors(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep the vectors of sentences."""
        with self.transaction():
            self._connection.executemany(
                "INSERT INTO vector VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET vector = excluded.vector",
                vectors.items(),
            )

    def least(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, float]:
        """The score that ties must have to count between each of these parts and others."""
        sql = "SELECT id, least FROM part WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
        return dict(self._rows(sql, (kind_of(kind), encode([*parts]).decode())).fetchall())

    def set_wholes(self, kind: type[Record], remade: Iterable[Remade]) -> None:
        """Put what parts make now in place of all wholes that have one of them."""
        name, given = kind_of(kind), list(remade)
        new = [whole for one in given for whole in one.wholes]
        with self.transaction():
            ids = encode([id for one in given for id in one.parts]).decode()
            sql = (
                "SELECT DISTINCT whole FROM part WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
                " AND whole > ''"
            )
            self._drop(name, [whole for (whole,) in self._rows(sql, (name, ids)).fetchall()])
            self._connection.executemany(
                "UPDATE part SET whole = '', least = ? WHERE kind = ? AND id = ?",
                ((one.least, name, id) for one in given for id in one.parts),
            )
            if new:
                self._put_wholes(name, new)

    def _put_wholes(self, name: str, wholes: Sequence[Record]) -> None:
        numbers = self._connection.numbers(name, len(wholes))
        reports = self._numbers_of({whole.report for whole in wholes})
        rows = [
            self._row(number, reports[whole.report], whole)
            for number, whole in zip(numbers, wholes, strict=True)
        ]
        self._connection.put(name, [*rows[0]], [[*row.values()] for row in rows])
        self._connection.executemany(
            "UPDATE part SET whole = ? WHERE kind = ? AND id = ?",
            ((whole.id, name, member) for whole in wholes for member in _members(whole)),
        )
        self._connection.executemany(
            "INSERT INTO whole_id VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, part = excluded.part",
            ((whole.id, name, _members(whole)[0]) for whole in wholes),
        )
        self._put_parties([(no, whole, parties(whole)) for no, whole in zip(numbers, wholes, strict=True)])

    def _row(self, number: int, report: int, whole: Record) -> dict[str, Any]:
        columns = {column: cell(whole) for column, cell in WHOLES[type(whole)].columns.items()}
        own = {"no": number, "id": whole.id, "report": report}
        return {**own, **day_cells(whole), **columns, "json": encode(whole).decode()}

    def _drop(self, name: str, wholes: Sequence[str]) -> None:
        if not wholes:
            return
        ids = encode(wholes).decode()
        sql = "UPDATE part SET whole = NULL WHERE whole IN (SELECT value FROM json_each(?)) AND whole > ''"
        self._rows(sql, (ids,))
        sql = f"DELETE FROM {name} WHERE id IN (SELECT value FROM json_each(?)) RETURNING no, position, json"
        for number, position, json in self._rows(sql, (ids,)).fetchall():
            self._forget_parties(name, number, position, parties(cast(Record, decode(json))))

    def _part_numbers(self, name: str, ids: Sequence[str]) -> Mapping[str, int]:
        sql = "SELECT id, no FROM part WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
        return dict(self._rows(sql, (name, encode(ids).decode())).fetchall())


def _keys(cell: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(cell, type=list[str]))


def _members(whole: Record) -> Sequence[str]:
    return whole.reports if isinstance(whole, Story) else whole.members if isinstance(whole, Linked) else ()
