"""Days, weeks, months and longer: which days they have, how far they are apart, how TIMEX3 writes them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from kawat.records import Period

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_PER_DAY = {"hour": 24, "minute": 1440, "second": 86400}
# 1 Muharram of the year 1, less what the formula counts
_ISLAMIC_EPOCH = 1948440 - 385 - 1721425
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
    # "a while" is of no unit
    "while": ("P", "X"),
}
# its mean length in days
_ISLAMIC_YEAR = 354 + 11 / 30
# half of a unit in a smaller one, in which the whole unit has that many
_HALVES = {
    "minute": ("second", 60),
    "hour": ("minute", 60),
    "day": ("hour", 24),
    "year": ("month", 12),
    "decade": ("year", 10),
    "century": ("year", 100),
}
# the same where TIMEX3 knows no smaller unit to write it in: to the day
_ROUGH_HALVES = {"week": ("day", 7), "month": ("day", 30), "quarter": ("day", 91)}
# the days of a week that are its beginning, middle and end, Monday being 0
_WEEK_PHASES = {"start": (0, 2), "mid": (1, 3), "end": (3, 6)}
_THIRDS = {"start": 0, "mid": 1, "end": 2}
_HALF_PHASES = {"h1": 0, "h2": 1}
# weeks counted within a month, from its first day; the last one back from its last
_WEEKS = {"w1": 0, "w2": 7, "w3": 14, "w4": 21}
_LAST_WEEK = "w-1"


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
    if unit == "month" and phase in _WEEKS:
        first = days.first + _WEEKS[phase] * _DAY
        return Days(first, first + 6 * _DAY)
    if unit == "month" and phase == _LAST_WEEK:
        return Days(days.last - 6 * _DAY, days.last)
    if unit == "week" and phase in _WEEK_PHASES:
        begin, end = _WEEK_PHASES[phase]
        return Days(days.first + begin * _DAY, days.first + end * _DAY)
    if phase in _HALF_PHASES:
        return _section(days, _HALF_PHASES[phase], 2, unit)
    return _section(days, _THIRDS[phase], 3, unit) if phase in _THIRDS else days


def _section(days: Days, index: int, sections: int, unit: str) -> Days:
    """One of so many equal sections of days, that of a year in whole months."""
    if unit == "year":
        months = 12 // sections
        begins = days.first.year * 12 + index * months
        return Days(_month_start(begins), _month_start(begins + months) - _DAY)
    length = (days.last - days.first).days + 1
    first = days.first + (length * index // sections) * _DAY
    return Days(first, days.first + (length * (index + 1) // sections - 1) * _DAY)


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


def duration(number: int | str, unit: str, *, half: bool = False) -> str:
    """A length of time in TIMEX3: `P2M`, `PT50M`, `PXD` for an unknown number, `P1Y6M` with a half more."""
    before, after = _CODES[unit]
    if not half:
        return f"{before}{number}{after}"
    if unit not in _HALVES:
        return f"{before}{number}.5{after}"
    smaller, parts = _HALVES[unit]
    rest = duration(parts // 2, smaller)
    if not number:
        return rest
    return f"{before}{number}{after}{rest.removeprefix(before)}"


def with_half(number: int, unit: str) -> tuple[int, str]:
    """So many of a unit and half of one, in whole numbers of a smaller unit: 18 months for 1.5 years."""
    if unit not in _HALVES and unit not in _ROUGH_HALVES:
        return number, unit
    smaller, parts = _HALVES.get(unit) or _ROUGH_HALVES[unit]
    return number * parts + parts // 2, smaller


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    century, golden = year // 100, year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    days = epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114
    return date(year, days // 31, days % 31 + 1)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; the sighting of the moon may decide for the one beside it."""
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day
    return date.fromordinal(days + _ISLAMIC_EPOCH)


def islamic_year(day: date) -> int:
    """The Islamic year that a day is in, give or take a day at its ends."""
    return int((day.toordinal() - islamic(1, 1, 1).toordinal()) / _ISLAMIC_YEAR) + 1
