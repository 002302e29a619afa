"""Days, weeks, months and longer: which days they have, how far they are apart, how TIMEX3 writes them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from kawat.records import Period

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_PER_DAY = {"hour": 24, "minute": 1440, "second": 86400}
_CODES = {
    "second": ("PT", "S"),
    "minute": ("PT", "M"),
    "hour": ("PT", "H"),
    "day": ("P", "D"),
    "week": ("P", "W"),
    "month": ("P", "M"),
    "quarter": ("P", "Q"),
    "year": ("P", "Y"),
    "decade": ("P", "DE"),
    "century": ("P", "CE"),
}
# the days of a week that are its beginning, middle and end, Monday being 0
_WEEK_PHASES = {"start": (0, 2), "mid": (1, 3), "end": (3, 6)}
_THIRDS = {"start": 0, "mid": 1, "end": 2}


class Days(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def period(self) -> Period:
        return Period(self.first.isoformat(), self.last.isoformat())

    def joined(self, other: Days) -> Days:
        return Days(min(self.first, other.first), max(self.last, other.last))


def unit_around(day: date, unit: str) -> Days:
    """The week, month, quarter, year, decade or century of a day; for shorter units the day itself."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + 6 * _DAY)
    if unit not in _MONTHS:
        return Days(day, day)
    months = _MONTHS[unit]
    index = day.year * 12 + day.month - 1
    begins = index - index % months
    return Days(_month_start(begins), _month_start(begins + months) - _DAY)


def _month_start(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def shifted(day: date, unit: str, number: int) -> date:
    """The day that many units later (earlier when negative), the last of its month where it has no such day.

    Hours and shorter count as whole days, rounded up, less than a day as none. Raises OverflowError or
    ValueError outside of the calendar.
    """
    if unit in _MONTHS:
        index = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
        start = _month_start(index)
        return start.replace(day=min(day.day, calendar.monthrange(start.year, start.month)[1]))
    return day + timedelta(days=_in_days(number, unit))


def _in_days(number: int, unit: str) -> int:
    if unit in _PER_DAY:
        days = -(-abs(number) // _PER_DAY[unit]) if abs(number) >= _PER_DAY[unit] else 0
        return days if number >= 0 else -days
    return number * (7 if unit == "week" else 1)


def phase_of(days: Days, phase: str, unit: str) -> Days:
    """The beginning, middle or end of a week, month, year ...: Monday to Wednesday, the first third ..."""
    if phase not in _THIRDS:
        return days
    if unit == "week":
        begin, end = _WEEK_PHASES[phase]
        return Days(days.first + begin * _DAY, days.first + end * _DAY)
    third = _THIRDS[phase]
    if unit == "year":
        begins = days.first.year * 12 + third * 4
        return Days(_month_start(begins), _month_start(begins + 4) - _DAY)
    length = (days.last - days.first).days + 1
    first = days.first + (length * third // 3) * _DAY
    return Days(first, days.first + (length * (third + 1) // 3 - 1) * _DAY)


def timex_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the week, month, year ... around a day."""
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    written = {
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }
    return written.get(unit, day.isoformat())


def duration(number: int | str, unit: str) -> str:
    """A length of time in TIMEX3: `P2M`, `PT50M`, `PXD` for an unknown number."""
    before, after = _CODES[unit]
    return f"{before}{number}{after}"
