"""Writing down which reports are copies of which, and the roll-up that counts them."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from kawat.records import (
    Event,
    Family,
    Record,
    encode,
    kind_of,
)

from .connection import T, WritableConnection, inserting
from .plans import at_most
from .reading import SqlView
from .schema import TABLES, day_cells, label_of
from .tallies import Tally, tallies
from .values import NEAR, UNDATED_DAYS, Body, Meaning, Shared
from .weeks import Cell, cells

# bodies whose codes are compared at once: some SQLite takes no more than 999 parameters
_SCANNED = 900
# the days of a body, by its reports; bodies written about then
_DAYS = "SELECT d.days FROM report r JOIN body_days d ON d.report = r.no WHERE r.body = :no"
_BESIDE = f"SELECT DISTINCT body FROM body_days WHERE days IN ({_DAYS})"
_SENTENCES = "INSERT INTO {0} (body, {1}) VALUES (?, ?) ON CONFLICT (body) DO UPDATE SET {1} = excluded.{1}"
# a key, and the sentence that has it
_KEY = struct.Struct("<iB")
_PARTY = ("kind", "actor", "position", "no", "side", "day_to", "label")


class SqlLinking(SqlView):
    """What linking does on a connection."""

    _connection: WritableConnection

    def __init__(self, connection: WritableConnection, as_of: str | None = None) -> None:
        super().__init__(connection, as_of)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept at its end, or nothing of it."""
        return self._connection.transaction()

    def attempt(self, work: Callable[[], T]) -> T:
        """What `work` does, as one transaction, done again when the store was gone meanwhile."""
        return self._connection.attempt(work)

    def linking(self) -> AbstractContextManager[None]:
        """Nobody else links meanwhile."""
        return self._connection.alone()

    def unlinked(self, limit: int = -1) -> Sequence[str]:
        """The reports not yet compared with the others."""
        sql = f"SELECT id FROM report WHERE NOT linked ORDER BY no{at_most(limit)}"
        return [id for (id,) in self._rows(sql)]

    def body(self, report: str) -> Body | None:
        """The body of a report, or None."""
        sql = "SELECT digest, words, bands FROM body WHERE no = (SELECT body FROM report WHERE no = ?)"
        row = self._rows(sql, (self._no(report),)).fetchone()
        return Body(row[0], row[1], _unpacked(row[2])) if row else None

    def set_body(self, report: str, body: Body, days: Iterable[int] = (UNDATED_DAYS,)) -> None:
        """Remember which body a report has, and when it was written."""
        no = self._no(report)
        with self.transaction():
            old = self._value("SELECT body FROM report WHERE no = ?", no)
            new = self._body_no(body.digest) or self._put_body(body)
            before = {one: self._days_of(one) for one in (old, new) if one is not None}
            self._rows("UPDATE report SET body = ? WHERE no = ?", (new, no))
            self._rows("DELETE FROM body_days WHERE report = ?", (no,))
            self._connection.executemany(
                "INSERT INTO body_days VALUES (?, ?, ?)", [(stretch, new, no) for stretch in set(days)]
            )
            if old is not None and not self._value("SELECT count(*) FROM report WHERE body = ?", old):
                self._forget_body(old)
            for one, known in before.items():
                if known not in (set(), self._days_of(one)):
                    # what was found by the days that it had is looked for anew
                    self._forget_pairs(one)
                    self._rows("UPDATE report SET linked = FALSE WHERE body = ?", (one,))

    def _days_of(self, body: int) -> set[int]:
        """The stretches of days in which the reports with a body were written."""
        return {days for (days,) in self._rows(_DAYS, {"no": body}).fetchall()}

    def copies(self, digest: str) -> Sequence[str]:
        """The reports that have a body with that digest."""
        sql = "SELECT id FROM report WHERE body = ? ORDER BY id"
        return [id for (id,) in self._rows(sql, (self._body_no(digest),))]

    def compared(self, digest: str) -> bool:
        """Whether a report with that body has been compared with the others."""
        sql = "SELECT 1 FROM report WHERE body = ? AND linked LIMIT 1"
        return self._value(sql, self._body_no(digest)) is not None

    def near(self, digest: str) -> Sequence[str]:
        """The digests of other bodies with enough bands in common."""
        bands = self._bands(digest)
        if not bands:
            return []
        rows = self._rows(
            "SELECT b.digest FROM band JOIN body b ON b.no = band.body"
            f" WHERE hash IN ({_marks(bands)}) AND b.digest != ?"
            " GROUP BY b.digest HAVING count(*) >= ? ORDER BY b.digest",
            (*bands, digest, NEAR),
        )
        return [other for (other,) in rows]

    def set_meaning(self, digest: str, meaning: Meaning) -> None:
        """Remember what the sentences of a body mean."""
        no = self._body_no(digest)
        with self.transaction():
            self._forget_keys(no)
            self._rows(_SENTENCES.format("sentence_code", "codes"), (no, meaning.codes))
            keys = b"".join(_KEY.pack(*key) for key in meaning.keys)
            self._rows("UPDATE sentence_code SET keys = ? WHERE body = ?", (keys, no))
            self._connection.executemany(
                "INSERT INTO sentence_key VALUES (?, ?, ?)",
                [(key, no, code) for key, code in meaning.keyed.items()],
            )
            self._rows(_SENTENCES.format("meaning", "vectors"), (no, meaning.vectors))

    def meaning(self, digest: str) -> Meaning | None:
        """What the sentences of a body mean, or None."""
        row = self._rows(
            "SELECT codes, vectors, keys FROM body b JOIN meaning m ON m.body = b.no"
            " JOIN sentence_code c ON c.body = b.no WHERE digest = ?",
            (digest,),
        ).fetchone()
        return Meaning(row[0], row[1], _keys(row[2])) if row else None

    def alike(self, digest: str) -> Sequence[str]:
        """The digests of other bodies with sentences that have codes like those of this one's sentences."""
        # numpy takes a tenth of a second to load, and most commands only read
        from .codes import ALIKE_SHARE, FAR_SHARE

        no = self._body_no(digest)
        row = self._rows("SELECT codes, keys FROM sentence_code WHERE body = ?", (no,)).fetchone()
        if row is None:
            return []
        mine = Meaning(row[0], b"", _keys(row[1]))
        beside = [body for (body,) in self._rows(_BESIDE, {"no": no}) if body != no]
        keyed = [body for body in self._keyed(mine) if body != no]
        found = {*self._alike(mine, beside, ALIKE_SHARE), *self._alike(mine, keyed, FAR_SHARE)}
        return sorted(self._value("SELECT digest FROM body WHERE no = ?", body) for body in found)

    def _keyed(self, mine: Meaning) -> Sequence[int]:
        """The numbers of the bodies with a sentence like one of these, found by a key of both."""
        from .codes import keyed

        codes = mine.keyed
        sql = f"SELECT body, key, code FROM sentence_key WHERE key IN ({_marks(codes)})"
        return keyed(codes, self._rows(sql, (*codes,)).fetchall()) if codes else []

    def _alike(self, mine: Meaning, bodies: Sequence[int], share: float) -> Iterator[int]:
        """Which of these bodies have codes like mine for a share of their sentences."""
        from .codes import alike

        for first in range(0, len(bodies), _SCANNED):
            some = bodies[first : first + _SCANNED]
            sql = f"SELECT body, codes FROM sentence_code WHERE body IN ({_marks(some)})"
            yield from alike(mine.codes, self._rows(sql, some).fetchall(), share)

    def shares(self, digest: str, of: Shared = "words") -> Mapping[str, float]:
        """The bodies known to have words, or sentences, in common with this one, and the share of them."""
        sql = (
            "SELECT b.digest, p.share FROM pair p JOIN body b ON b.no = p.other WHERE p.body = ? AND p.of = ?"
            " ORDER BY p.other"
        )
        return dict(self._rows(sql, (self._body_no(digest), of)).fetchall())

    def set_shares(self, digest: str, shares: Mapping[str, float], of: Shared = "words") -> None:
        """Remember which bodies have words or sentences in common with this one."""
        no = self._body_no(digest)
        with self.transaction():
            pairs = [(no, self._body_no(other), of, share) for other, share in shares.items()]
            both = pairs + [(other, no, of, share) for _, other, of, share in pairs]
            self._connection.executemany(
                "INSERT INTO pair VALUES (?, ?, ?, ?)"
                " ON CONFLICT (body, other, of) DO UPDATE SET share = excluded.share",
                both,
            )

    def _bands(self, digest: str) -> tuple[int, ...]:
        return _unpacked(self._value("SELECT bands FROM body WHERE digest = ?", digest))

    def _body_no(self, digest: str) -> int | None:
        return cast("int | None", self._value("SELECT no FROM body WHERE digest = ?", digest))

    def _put_body(self, body: Body) -> int:
        bands = _packed(body.bands)
        no = self._insert_numbered("body", digest=body.digest, words=body.words, bands=bands)
        self._connection.executemany(
            "INSERT INTO band VALUES (?, ?) ON CONFLICT DO NOTHING", ((hash, no) for hash in body.bands)
        )
        return no

    def _forget_body(self, no: int) -> None:
        bands = _unpacked(self._value("SELECT bands FROM body WHERE no = ?", no))
        self._connection.executemany(
            "DELETE FROM band WHERE hash = ? AND body = ?", ((hash, no) for hash in bands)
        )
        self._forget_pairs(no)
        self._forget_keys(no)
        for table in ("sentence_code", "meaning"):
            self._rows(f"DELETE FROM {table} WHERE body = ?", (no,))
        self._rows("DELETE FROM body WHERE no = ?", (no,))

    def _forget_pairs(self, no: int) -> None:
        others = self._rows("SELECT other, body FROM pair WHERE body = ?", (no,)).fetchall()
        self._connection.executemany("DELETE FROM pair WHERE body = ? AND other = ?", others)
        self._rows("DELETE FROM pair WHERE body = ?", (no,))

    def _forget_keys(self, no: int | None) -> None:
        keys = _keys(self._value("SELECT keys FROM sentence_code WHERE body = ?", no) or b"")
        self._connection.executemany(
            "DELETE FROM sentence_key WHERE key = ? AND body = ?", [(key, no) for key, _ in keys]
        )

    def set_families(self, reports: Iterable[str], families: Iterable[Family]) -> None:
        """Put these families in place of all that these reports were in, and note the reports as linked."""
        origins = {self._no(report): self._no(report) for report in reports}
        with self.transaction():
            for no in origins:
                self._rows("DELETE FROM family WHERE report = ?", (no,))
            for family in families:
                centre = self._no(family.report)
                self._insert("family", id=family.id, report=centre, json=encode(family).decode())
                origins |= {self._no(member): centre for member in family.reports}
            for no, origin in origins.items():
                self._set_origin(no, origin)
        self._visible.forget()

    def _set_origin(self, no: int, origin: int) -> None:
        before = self._origin(no)
        if before != origin:
            counted = cells(self._of(Event, no))
            self._count(before, counted, -1)
            self._count(origin, counted, 1)
            told = self._tallies_of(no)
            self._tally_from(before, told, -1)
            self._tally_from(origin, told, 1)
            # what it is counted in has to be counted again
            self._rows("UPDATE report SET joined = FALSE WHERE no = ?", (no,))
        self._rows("UPDATE report SET origin = ?, linked = TRUE WHERE no = ?", (origin, no))

    def _origin(self, no: int) -> int:
        return int(self._value("SELECT origin FROM report WHERE no = ?", no))

    def _insert(self, table: str, **cells: Any) -> None:
        self._rows(inserting(table, [*cells]), tuple(cells.values()))

    def _insert_numbered(self, table: str, **cells: Any) -> int:
        """Put in a row, and say which number it has got."""
        return cast(int, self._value(f"{inserting(table, [*cells])} RETURNING no", *cells.values()))

    def _count(self, origin: int, counted: Counter[Cell], sign: int) -> None:
        """Add the cells to the roll-up, or with sign -1 take them out."""
        words = {word for cell in counted for word in cell[1:]}
        self._connection.executemany(
            "INSERT INTO word (word) VALUES (?) ON CONFLICT DO NOTHING", ((w,) for w in sorted(words))
        )
        self._connection.executemany(
            "DELETE FROM week_sheet WHERE week = ?", {(cell.week,) for cell in counted}
        )
        self._connection.executemany(
            "INSERT INTO week_event VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (week, type, status, actor, recipient, origin)"
            " DO UPDATE SET n = week_event.n + excluded.n",
            ((*cell, origin, sign * n) for cell, n in counted.items()),
        )
        if sign < 0:
            self._connection.executemany(
                "DELETE FROM week_event WHERE week = ? AND type = ? AND status = ? AND actor = ?"
                " AND recipient = ? AND origin = ? AND n = 0",
                ((*cell, origin) for cell in counted),
            )

    def _put_parties(self, sides: Iterable[tuple[int, Record, Mapping[str, str]]]) -> None:
        """Note who takes part in records, given with their numbers."""
        self._connection.put("party", _PARTY, [row for one in sides for row in _party_rows(*one)])

    def _forget_parties(self, kind: str, no: int, position: str, actors: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM party WHERE kind = ? AND actor = ? AND position = ? AND no = ?",
            ((kind, actor, position, no) for actor in actors),
        )

    def _tallies_of(self, no: int) -> Counter[Tally]:
        """What is counted of a report in the store."""
        found = (*(record for kind in TABLES for record in self._of(kind, no)), *self._actors_of(no))
        return tallies(self._report(no), found)

    def _tally(self, origin: int, counted: Counter[Tally], sign: int) -> None:
        """Count one report of an origin, or with sign -1 take it out."""
        self._connection.executemany(
            "INSERT INTO tally (of, owner, label, n, reports) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (of, owner, label) DO UPDATE"
            " SET n = tally.n + excluded.n, reports = tally.reports + excluded.reports",
            ((*tally, sign * n, sign) for tally, n in counted.items()),
        )
        self._tally_from(origin, counted, sign)
        if sign < 0:
            self._connection.executemany(
                "DELETE FROM tally WHERE of = ? AND owner = ? AND label = ? AND reports = 0", counted
            )

    def _tally_from(self, origin: int, counted: Iterable[Tally], sign: int) -> None:
        """Count a report as of this origin, or with sign -1 no more."""
        which = "(SELECT no FROM tally WHERE of = ? AND owner = ? AND label = ?)"
        self._connection.executemany(
            f"INSERT INTO tally_origin VALUES ({which}, ?, ?)"
            " ON CONFLICT (tally, origin) DO UPDATE SET reports = tally_origin.reports + excluded.reports",
            ((*tally, origin, sign) for tally in counted),
        )
        if sign < 0:
            self._connection.executemany(
                f"DELETE FROM tally_origin WHERE tally = {which} AND origin = ? AND reports = 0",
                ((*tally, origin) for tally in counted),
            )


def _party_rows(no: int, record: Record, sides: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    kind, cells = kind_of(type(record)), day_cells(record)
    position, last, label = cells["position"], cells["day_to"], label_of(record)
    return ((kind, actor, position, no, side, last, label) for actor, side in sides.items())


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _keys(packed: bytes) -> tuple[tuple[int, int], ...]:
    return tuple((key, sentence) for key, sentence in _KEY.iter_unpack(packed))


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}i", *numbers)


def _unpacked(numbers: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(numbers) // 4}i", numbers)
