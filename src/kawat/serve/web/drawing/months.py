"""Months of days, for a calendar: what is due on each, and what is due somewhere within the month."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from kawat.ask.commitments import Undertaking

_CLOSE_DAYS = 3
_MOST_MONTHS = 24


class Square(msgspec.Struct, frozen=True):
    """A day of a month; `within` is false for days of the months beside it."""

    day: str
    number: int
    within: bool
    due: tuple[Undertaking, ...]


class Month(msgspec.Struct, frozen=True):
    """A month in weeks from Monday; `sometime`: due within it, on a day that is not known."""

    first: str
    weeks: tuple[tuple[Square, ...], ...]
    sometime: tuple[Undertaking, ...]


def months(lines: Iterable[Undertaking], most: int = _MOST_MONTHS) -> tuple[Month, ...]:
    """The months in which something is due, earliest first; a span of up to four days stands at each."""
    days: dict[date, list[Undertaking]] = defaultdict(list)
    vague: dict[tuple[int, int], list[Undertaking]] = defaultdict(list)
    for line in lines:
        due = line.record.due
        if due is None:
            continue
        first, last = date.fromisoformat(due.first), date.fromisoformat(due.last)
        if (last - first).days > _CLOSE_DAYS:
            vague[last.year, last.month].append(line)
            continue
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            days[date.fromordinal(ordinal)].append(line)
    known = sorted({(day.year, day.month) for day in days} | set(vague))[:most]
    return tuple(_month(year, month, days, vague[year, month]) for year, month in known)


def _month(year: int, month: int, days: dict[date, list[Undertaking]], sometime: list[Undertaking]) -> Month:
    weeks = tuple(
        tuple(
            Square(
                day.isoformat(),
                day.day,
                day.month == month,
                tuple(days.get(day, ())) if day.month == month else (),
            )
            for day in week
        )
        for week in calendar.Calendar().monthdatescalendar(year, month)
    )
    return Month(date(year, month, 1).isoformat(), weeks, tuple(sometime))
