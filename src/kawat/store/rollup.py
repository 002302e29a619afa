"""The roll-ups: what is counted beforehand as reports come and go, by weeks, by who takes part, by labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, cast

from kawat.records import Record, kind_of

from .accounts import month_of
from .connection import T, WritableConnection, inserting
from .reading import SqlView
from .schema import TABLES, day_cells, label_of
from .tallies import Tally, tallies
from .weeks import Cell

_PARTY = ("kind", "actor", "position", "no", "side", "day_to", "label")


class SqlRollup(SqlView):
    """Roll-ups on a connection that may write."""

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

    def _count_days(self, accounts: Iterable[int], day: str, sign: int) -> None:
        """Count a report, written by this day at the latest, for the accounts of it; with -1 no more."""
        each = [(account, *span) for account in accounts for span in (("month", month_of(day)), ("day", day))]
        self._connection.executemany(
            "INSERT INTO account_day VALUES (?, ?, ?, ?)"
            " ON CONFLICT (account, span, days) DO UPDATE SET n = account_day.n + excluded.n",
            ((*one, sign) for one in each),
        )
        if sign < 0:
            self._connection.executemany(
                "DELETE FROM account_day WHERE account = ? AND span = ? AND days = ? AND n = 0", each
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
