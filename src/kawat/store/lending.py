"""Keeping which reports got their day from others, and by what they got it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kawat.records import Report, Written

from .linking import SqlLinking
from .values import Meeting


class SqlLending(SqlLinking):
    """What dating reports by others does on a connection."""

    def as_read(self, report: str) -> Report:
        """A report as it was read by itself, whatever day others lend it."""
        no = self._no(report)
        row = self._rows("SELECT own FROM lent WHERE report = ?", (no,)).fetchone()
        told = self._report(no)
        if row is None:
            return told
        own = None if row[0] is None else msgspec.json.decode(row[0], type=Written)
        return msgspec.structs.replace(told, written=own)

    def is_lent(self, report: str) -> bool:
        """Whether a report has its day from others."""
        return bool(self._value("SELECT count(*) FROM lent WHERE report = ?", self._no(report)))

    def set_lent(self, report: str, own: Written | None, by: str | None) -> None:
        """Note that a report has its day from others."""
        cells = (
            self._no(report),
            None if own is None else msgspec.json.encode(own).decode(),
            None if by is None else self._no(by),
        )
        with self.transaction():
            self._rows("DELETE FROM lent WHERE report = ?", cells[:1])
            self._rows("INSERT INTO lent VALUES (?, ?, ?)", cells)

    def lent_by(self, report: str) -> Sequence[str]:
        """The reports that have their day from this one."""
        sql = "SELECT r.id FROM lent l JOIN report r ON r.no = l.report WHERE l.lender = ? ORDER BY r.id"
        return [id for (id,) in self._rows(sql, (self._no(report),))]

    def set_meetings(self, report: str, meetings: Iterable[Meeting]) -> None:
        """Put these meetings in place of all that a report tells."""
        no = self._no(report)
        with self.transaction():
            self._rows("DELETE FROM meeting WHERE report = ?", (no,))
            self._connection.executemany(
                "INSERT INTO meeting VALUES (?, ?, ?, ?, ?)",
                [(one.pair, one.day or "", no, one.event, one.told) for one in meetings],
            )

    def meetings_of(self, report: str) -> Sequence[Meeting]:
        """What a report tells, or asks for, in order of pairs."""
        sql = "SELECT pair, day, event, told FROM meeting WHERE report = ? ORDER BY pair, day, event"
        rows = self._rows(sql, (self._no(report),))
        return [Meeting(report, pair, day or None, event, told) for pair, day, event, told in rows]

    def meeting_days(self, pair: str) -> tuple[str, str] | None:
        """The first and the last day on which a pair is told to have met."""
        # two look-ups in the index: together they would read all of the pair
        first, last = (
            self._value(f"SELECT {which}(day) FROM meeting WHERE pair = ? AND day > ''", pair)
            for which in ("min", "max")
        )
        return (first, last) if first else None

    def meetings(self, pair: str) -> Sequence[Meeting]:
        """Who tells on which day a pair met."""
        sql = (
            "SELECT r.id, m.pair, m.day, m.event, m.told FROM meeting m JOIN report r ON r.no = m.report"
            " WHERE m.pair = ? AND m.day > '' ORDER BY r.id, m.event"
        )
        return [Meeting(*row) for row in self._rows(sql, (pair,))]

    def asking(self, pair: str) -> Sequence[str]:
        """The reports that would learn their day from the day on which a pair met."""
        sql = (
            "SELECT DISTINCT r.id FROM meeting m JOIN report r ON r.no = m.report"
            " WHERE m.pair = ? AND m.day = '' ORDER BY r.id"
        )
        return [id for (id,) in self._rows(sql, (pair,))]
