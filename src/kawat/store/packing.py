"""The roll-up by weeks as sheets of numbers, so that a matrix is counted at once and not row by row."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import chain

from .connection import marks
from .lookup import Lookup
from .weeks import WeekSheet

_WEEKS = """WITH RECURSIVE weeks(week) AS (
    SELECT min(week) FROM week_event UNION ALL
    SELECT (SELECT min(week) FROM week_event WHERE week > weeks.week) FROM weeks WHERE week IS NOT NULL
) SELECT week FROM weeks WHERE week IS NOT NULL"""
_CELLS = """SELECT t.no, s.no, a.no, r.no, w.origin, w.n FROM week_event w
    JOIN word t ON t.word = w.type JOIN word s ON s.word = w.status
    JOIN word a ON a.word = w.actor JOIN word r ON r.word = w.recipient WHERE w.week = ?
    ORDER BY w.type, w.status, w.actor, w.recipient, w.origin"""

# a sheet of a busy week has some hundred kilobytes
_AT_ONCE = 16


class Packing(Lookup):
    """Packs weeks on a connection, and reads them."""

    def week_sheets(self, since: str | None = None, until: str | None = None) -> Iterator[WeekSheet]:
        """The weeks from one to another as sheets, both included; undated events only without either."""
        weeks = [
            week
            for (week,) in self._rows(_WEEKS)
            if (since is None or week >= since) and (until is None or "1" <= week <= until)
        ]
        for first in range(0, len(weeks), _AT_ONCE):
            some = weeks[first : first + _AT_ONCE]
            sql = f"SELECT week, cells FROM week_sheet WHERE week IN ({marks(some)})"
            packed = dict(self._rows(sql, some))
            for week in some:
                yield WeekSheet(week, packed[week] if week in packed else self._packed(week))

    def words(self) -> Mapping[int, str]:
        """The words that the numbers of a sheet stand for."""
        return dict(self._rows("SELECT no, word FROM word").fetchall())

    def pack_weeks(self) -> None:
        """Pack the weeks that have changed."""
        for week in self.unpacked_weeks():
            self._rows("INSERT INTO week_sheet VALUES (?, ?)", (week, self._packed(week)))

    def unpacked_weeks(self) -> list[str]:
        """The weeks that have changed since they were packed."""
        sql = f"{_WEEKS} AND NOT EXISTS (SELECT 1 FROM week_sheet s WHERE s.week = weeks.week)"
        return [week for (week,) in self._rows(sql)]

    def _packed(self, week: str) -> bytes:
        columns = zip(*self._rows(_CELLS, (week,)).fetchall(), strict=True)
        return array("i", chain.from_iterable(columns)).tobytes()
