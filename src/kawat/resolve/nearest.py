"""Which of several days is meant by words that name it without its year, month or week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from .calendar import shifted, unit_around

Parts = dict[str, int | str]
Tense = Literal["past", "future"]

# a date that is near stays, whatever the words around it say
_NEAR_DAYS = 60
_NEAR_MONTHS = 1


def tense_of(parts: Parts, tense: Tense | None) -> Tense | None:
    """The tense that decides: words of the expression itself come before those around it."""
    if parts.get("open") == "since" or parts.get("tense") == "past":
        return "past"
    if parts.get("tense") == "future":
        return "future"
    if parts.get("open") == "until" or parts.get("tense") == "ahead":
        return tense or "future"
    return tense


def day_of_year(parts: Parts, day: date, tense: Tense | None) -> date:
    """A day and month without a year: the nearest to `day`, if weekday and tense do not say otherwise.

    Raises ValueError for a day that no year has.
    """
    return one_of(_in_years(int(parts["month"]), int(parts["day"]), day), parts, day, tense)


def one_of(dates: list[date], parts: Parts, day: date, tense: Tense | None) -> date:
    """Of one day in several years that nearest to `day`, if weekday and tense do not say otherwise."""
    if parts.get("when") == "past":
        return _last_before(dates, day)
    if parts.get("when") == "future":
        return _first_after(dates, day)
    fitting = [d for d in dates if abs((d - day).days) < 366 and d.isoweekday() == parts.get("weekday")]
    if len(fitting) == 1:
        return fitting[0]
    nearest = min(dates, key=lambda d: abs((d - day).days))
    away = (nearest - day).days
    if tense == "future" and away < -_NEAR_DAYS:
        return _first_after(dates, day)
    if tense == "past" and away > _NEAR_DAYS:
        return _last_before(dates, day)
    return nearest


def _in_years(month: int, day: int, around: date) -> list[date]:
    """That day of the years around; 29 February only in those that have it."""
    found = []
    for year in range(max(1, around.year - 4), min(9999, around.year + 4) + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    # raises for a day that no year has
    return found or [date(around.year, month, day)]


def _first_after(dates: list[date], day: date) -> date:
    return min((d for d in dates if d >= day), default=dates[-1])


def _last_before(dates: list[date], day: date) -> date:
    return max((d for d in dates if d <= day), default=dates[0])


def day_of_month(number: int, day: date, tense: Tense | None) -> date:
    """A day of which only the number is named: of the month that brings it nearest."""
    found = []
    for step in (-1, 0, 1):
        try:
            found.append(shifted(day.replace(day=1), "month", step).replace(day=number))
        except ValueError:
            continue
    sides = {"future": [d for d in found if d >= day], "past": [d for d in found if d <= day]}
    return min(sides.get(tense or "") or found, key=lambda d: abs((d - day).days))


def weekday(number: int, parts: Parts, day: date, tense: Tense | None) -> date:
    """A weekday (Monday is 1): the report's own, else the last one or, of what is to come, the next."""
    if "week" in parts:
        monday = unit_around(shifted(day, "week", int(parts["week"])), "week").first
        return monday + timedelta(days=number - 1)
    ahead = (number - day.isoweekday()) % 7
    if parts.get("tense") == "past":
        return day - timedelta(days=7 - ahead)
    if parts.get("tense") == "future":
        return day + timedelta(days=ahead or 7)
    if ahead == 0 or tense_of(parts, tense) == "future":
        return day + timedelta(days=ahead)
    return day - timedelta(days=7 - ahead)


def months_ahead(month: int, parts: Parts, now: int, tense: Tense | None, *, near: int = _NEAR_MONTHS) -> int:
    """How many months from now a month lies that is named without its year.

    `near`: how many months it may lie behind and still be meant where the words tell of what is to come.
    """
    ahead = (month - now) % 12
    if parts.get("tense") == "past":
        return ahead - 12
    if parts.get("tense") == "future":
        return ahead or 12
    nearest = ahead if ahead < 6 else ahead - 12
    decided = tense_of(parts, tense)
    if decided == "future" and nearest < -near:
        return ahead
    if decided == "past" and nearest > _NEAR_MONTHS:
        return ahead - 12
    return nearest


def weekend(parts: Parts, day: date, tense: Tense | None) -> int:
    """How many weeks ahead the weekend is: that of this week on its days and of what is to come, else -1."""
    if parts.get("tense") == "past":
        return -1
    return 0 if day.isoweekday() >= 6 or tense_of(parts, tense) == "future" else -1
