"""What each form of expression of time means, counted from a day. One function a form, in `FORMS`.

The forms and parts are those of `languages/<code>/times.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from . import nearest
from .calendar import (
    Days,
    duration,
    easter,
    islamic,
    islamic_year,
    shifted,
    timex_of,
    unit_around,
    with_half,
)
from .nearest import Parts, Tense, months_ahead, tense_of

# "in the coming days"
_VAGUE_DAYS = 7
_VAGUE = "X"
_UNKNOWN_UNIT = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}
_HOURS = {"hour", "minute", "second"}
_AFTER_NOON = {"AF", "EV", "NI"}
# "a year later" is seldom so to the day
_ROUGH = {"year", "decade", "century"}
# from the finest to the coarsest
_GRAINS = ("day", "week", "month", "quarter", "year", "decade", "century")
# "the third-quarter loss that it expects to report" is of a quarter that has just ended
_NEAR_QUARTER = 4
# a day of the moon's calendar may be one day earlier or later
_BY_THE_MOON = 0.6
# the first month, in the northern half of the earth
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Meaning(NamedTuple):
    """What an expression comes to. `relative`: counted from a day that the expression does not name."""

    timex: str
    days: Days | None
    grain: str
    relative: bool = True
    score: float = 1.0


class Named(NamedTuple):
    """What was named before an expression: a day, or the first day of a month or year."""

    day: date
    grain: str = "day"


class Context(NamedTuple):
    """What an expression is resolved against: the report's day, the tense, what was named last before it.

    `named`: the day named last; `around`: the day, month or year named last.
    """

    day: date | None
    named: date | None = None
    tense: Tense | None = None
    around: Named | None = None


def _one_day(day: date, *, relative: bool = True, score: float = 1.0) -> Meaning:
    return Meaning(day.isoformat(), Days(day, day), "day", relative, score)


def _whole(day: date, unit: str, *, relative: bool = True, score: float = 1.0) -> Meaning:
    return Meaning(timex_of(day, unit), unit_around(day, unit), unit, relative, score)


def _day(parts: Parts, context: Context) -> Meaning:
    if "month" not in parts:
        return _day_of_month(int(parts["day"]), context)
    if "year" in parts:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        return _one_day(day, relative=False, score=_agreement(day, parts))
    if context.day is None:
        return Meaning(f"XXXX-{parts['month']:02}-{parts['day']:02}", None, "day")
    if "year_shift" in parts:
        year = context.day.year + int(parts["year_shift"])
        day = date(year, int(parts["month"]), int(parts["day"]))
    else:
        day = nearest.day_of_year(parts, context.day, tense_of(parts, context.tense))
    return _one_day(day, score=_agreement(day, parts))


def _agreement(day: date, parts: Parts) -> float:
    """Less sure when the day is not the weekday that was named with it."""
    return 1.0 if parts.get("weekday") in (None, day.isoweekday()) else 0.5


def _day_of_month(number: int, context: Context) -> Meaning:
    if context.day is None:
        return Meaning(f"XXXX-XX-{number:02}", None, "day")
    return _one_day(nearest.day_of_month(number, context.day, context.tense), score=0.7)


def _weekday(parts: Parts, context: Context) -> Meaning:
    if context.day is None:
        return Meaning(f"XXXX-WXX-{parts['weekday']}", None, "day")
    return _one_day(nearest.weekday(int(parts["weekday"]), parts, context.day, context.tense), score=0.9)


def _month(parts: Parts, context: Context) -> Meaning:
    month = int(parts["month"])
    if "year" in parts:
        return _whole(date(int(parts["year"]), month, 1), "month", relative=False)
    if context.day is None:
        return Meaning(f"XXXX-{month:02}", None, "month")
    if "year_shift" in parts or "week" in parts:
        return _whole(date(context.day.year + int(parts.get("year_shift", 0)), month, 1), "month")
    ahead = months_ahead(month, parts, context.day.month, context.tense)
    return _whole(shifted(context.day, "month", ahead), "month", score=0.9)


def _year(parts: Parts, context: Context) -> Meaning:
    return _whole(date(int(parts["year"]), 1, 1), "year", relative=False)


def _decade(parts: Parts, context: Context) -> Meaning:
    return _whole(date(int(parts["decade"]), 1, 1), "decade", relative=False)


def _century(parts: Parts, context: Context) -> Meaning:
    return _whole(date(int(parts["century"]) * 100 - 50, 1, 1), "century", relative=False)


def _quarter(parts: Parts, context: Context) -> Meaning:
    month = int(parts["quarter"]) * 3
    if "year" in parts:
        return _whole(date(int(parts["year"]), month, 1), "quarter", relative=False)
    if context.day is None:
        return Meaning(f"XXXX-Q{parts['quarter']}", None, "quarter")
    now = unit_around(context.day, "quarter").last.replace(day=1)
    ahead = months_ahead(month, parts, now.month, context.tense, near=_NEAR_QUARTER)
    return _whole(shifted(now, "month", ahead), "quarter", score=0.8)


def _semester(parts: Parts, context: Context) -> Meaning:
    half = int(parts["semester"])
    year = parts.get("year", context.day.year if context.day else None)
    if year is None:
        return Meaning(f"XXXX-H{half}", None, "year")
    first = date(int(year), 1 if half == 1 else 7, 1)
    days = Days(first, shifted(first, "month", 6) - timedelta(days=1))
    return Meaning(f"{first.year:04}-H{half}", days, "quarter", "year" not in parts)


def _season(parts: Parts, context: Context) -> Meaning:
    code = str(parts["season"])
    month = _SEASONS[code]
    if "year" in parts:
        first = date(int(parts["year"]), month, 1)
    elif context.day:
        ahead = months_ahead(month, parts, context.day.month, context.tense)
        first = shifted(context.day, "month", ahead).replace(day=1)
    else:
        return Meaning(f"XXXX-{code}", None, "quarter")
    last = shifted(first, "month", 3) - timedelta(days=1)
    return Meaning(f"{first.year:04}-{code}", Days(first, last), "quarter", "year" not in parts, 0.6)


def _unit(parts: Parts, context: Context) -> Meaning:
    return _counted(parts, context.day)


def _counted(parts: Parts, day: date | None) -> Meaning:
    if "half" in parts and parts["number"] != _VAGUE:
        number, smaller = with_half(int(parts["number"]), str(parts["unit"]))
        parts = {"number": number, "unit": smaller, "direction": parts["direction"]}
    unit, steps = str(parts["unit"]), _steps(parts)
    if steps == _VAGUE:
        return Meaning("PAST_REF" if parts.get("direction") == -1 else "FUTURE_REF", None, unit)
    if day is None:
        return Meaning(_UNKNOWN_UNIT.get(unit, "XXXX"), None, unit)
    return _whole(shifted(day, unit, int(steps)), "day" if unit in _HOURS else unit)


def _steps(parts: Parts) -> int | str:
    """How many units to go: -2 for 'two weeks ago', X when it is not said."""
    if "shift" in parts:
        return parts["shift"]
    return _VAGUE if parts["number"] == _VAGUE else int(parts["number"]) * int(parts["direction"])


def _back(parts: Parts, context: Context) -> Meaning:
    """Counted from what was named last: 'that day', 'the next week' whole, 'two weeks later' to the day."""
    unit, steps = str(parts["unit"]), _steps(parts)
    base = _base(unit, context)
    if base is None and "shift" not in parts and parts["direction"] == 1:
        # later than something that the text does not date: only how much later is known
        return _duration(parts, context)
    day = base.day if base else context.day
    grain = base.grain if base else "day"
    if "shift" in parts or day is None or steps == _VAGUE or (unit in _ROUGH and grain in ("day", "year")):
        return _counted(parts, day)._replace(score=0.6)
    return _whole(shifted(day, unit, int(steps)), grain, score=0.6)


def _later(parts: Parts, context: Context) -> Meaning:
    """As `_back`; what has happened cannot be later than the report, so that another day was meant."""
    found = _back(parts, context)
    if "number" not in parts or context.day is None or context.tense != "past" or found.days is None:
        return found
    if found.days.first <= context.day:
        return found
    return _back(parts, context._replace(named=None, around=None))


def _base(unit: str, context: Context) -> Named | None:
    """What to count from in that unit: days and weeks not from the month or year that was named."""
    if context.around and _coarseness(context.around.grain) <= _coarseness(unit):
        return context.around
    return Named(context.named) if context.named else None


def _coarseness(unit: str) -> int:
    return _GRAINS.index(unit) if unit in _GRAINS else 0


def _ahead(parts: Parts, context: Context) -> Meaning:
    """'In two weeks': that time from now where something is to come, else how long it took."""
    if context.tense == "future":
        return _counted({**parts, "direction": 1}, context.day)
    return _duration(parts, context)


def _within(parts: Parts, context: Context) -> Meaning:
    """'Within two weeks': the days up to then where something is to come, else how long it took."""
    if context.tense == "future":
        return _span({**parts, "direction": 1}, context)
    return _duration(parts, context)


def _span(parts: Parts, context: Context) -> Meaning:
    unit, number = str(parts["unit"]), parts["number"]
    timex = _length(parts)
    if "half" in parts and number != _VAGUE:
        number, unit = with_half(int(number), unit)
    steps = _VAGUE_DAYS if number == _VAGUE and unit == "day" else number
    if context.day is None or steps == _VAGUE:
        return Meaning(timex, None, unit)
    there = shifted(context.day, unit, int(steps) * int(parts["direction"]))
    found = Days(context.day, context.day).joined(Days(there, there))
    return Meaning(timex, found, unit, True, 0.5 if number == _VAGUE else 0.9)


def _weekend(parts: Parts, context: Context) -> Meaning:
    if context.day is None:
        return Meaning("XXXX-WXX-WE", None, "week")
    steps = int(parts["shift"]) if "shift" in parts else nearest.weekend(parts, context.day, context.tense)
    monday = unit_around(shifted(context.day, "week", steps), "week").first
    found = Days(monday + timedelta(days=5), monday + timedelta(days=6))
    return Meaning(f"{timex_of(monday, 'week')}-WE", found, "week", True, 0.8)


def _holiday(parts: Parts, context: Context) -> Meaning:
    kind, _, place = str(parts["holiday"]).rpartition(":")
    if not kind:
        month, day = place.split("-")
        return _day({**parts, "month": int(month), "day": int(day)}, context)
    if context.day is None and "year" not in parts:
        return Meaning("XXXX-XX-XX", None, "day")
    return _movable(kind, place, parts, context)


def _movable(kind: str, place: str, parts: Parts, context: Context) -> Meaning:
    """A holiday that is on another day each year, of the year named or of the one that brings it nearest."""
    around = date(int(parts["year"]), 7, 1) if "year" in parts else context.day or date.min
    dates = _MOVABLE[kind](place, around)
    if "year" in parts:
        found = next(day for day in dates if day.year == parts["year"])
    else:
        found = nearest.one_of(dates, parts, around, tense_of(parts, context.tense))
    score = _BY_THE_MOON if kind == "islamic" else 0.8
    return _one_day(found, relative="year" not in parts, score=score)


def _of_easter(place: str, around: date) -> list[date]:
    years = range(around.year - 1, around.year + 2)
    return [easter(year) + timedelta(days=int(place)) for year in years]


def _of_islam(place: str, around: date) -> list[date]:
    month, day = (int(number) for number in place.split("-"))
    middle = islamic_year(around)
    return [islamic(year, month, day) for year in range(middle - 2, middle + 3)]


_MOVABLE: dict[str, Callable[[str, date], list[date]]] = {"easter": _of_easter, "islamic": _of_islam}


def _range(parts: Parts, context: Context) -> Meaning:
    """From the one end to the other; what only one end says holds for both."""
    second = _second(parts)
    first = {name: value for name, value in parts.items() if not name.endswith("2") and name != "part"}
    first.update({"year": second["year"]} if "year" in second and "month" in first else {})
    kind = next(name for name in ("day", "weekday", "month", "year") if name in second)
    left, right = _ends(kind, first, {**first, **second}, context)
    timex = f"{left.timex}/{right.timex}"
    if left.days is None or right.days is None:
        return Meaning(timex, None, left.grain)
    score = min(left.score, right.score)
    return Meaning(timex, left.days.joined(right.days), left.grain, left.relative or right.relative, score)


def _ends(kind: str, first: Parts, second: Parts, context: Context) -> tuple[Meaning, Meaning]:
    left, right = FORMS[kind](first, context), FORMS[kind](second, context)
    if left.days and right.days and right.days.first < left.days.first:
        # "from Friday to Monday": the second is the one after the first
        later = FORMS[kind](second, context._replace(day=left.days.last, tense="future"))
        if later.days and later.days.first > left.days.first:
            return left, later
    return left, right


def _clock(parts: Parts, context: Context) -> Meaning:
    day = context.named or context.day
    # "in the evening" without a day may be that of any day
    any_day = "hour" not in parts and context.named is None and context.tense is None
    return _one_day(day, score=0.6) if day and not any_day else Meaning("XXXX-XX-XX", None, "day")


def _hours(parts: Parts, context: Context) -> Meaning:
    """From one time of a day to another, of the next day when it is earlier."""
    day = context.named or context.day
    first, last = clock_of(parts), clock_of({**parts, **_second(parts)})
    if day is None:
        return Meaning(f"XXXX-XX-XXT{first}/XXXX-XX-XXT{last}", None, "minute")
    end = day + timedelta(days=last < first)
    return Meaning(f"{day}T{first}/{end}T{last}", Days(day, end), "minute", True, 0.6)


def _hour_of(parts: Parts) -> int:
    """The hour of the day, 0 to 24, of one by the twelve-hour clock too."""
    hour, meridiem = int(parts["hour"]), parts.get("meridiem")
    if meridiem == "am" and hour == 12:
        return 0
    afternoon = meridiem == "pm" or (parts.get("part") in _AFTER_NOON and hour > 0)
    return hour + 12 if afternoon and hour < 12 else hour


def clock_of(parts: Parts) -> str:
    """A time of day in TIMEX3, with its distance from Greenwich where the text names the zone."""
    return f"{_hour_of(parts):02}:{int(parts.get('minute', 0)):02}{parts.get('zone', '')}"


def _second(parts: Parts) -> Parts:
    return {name.removesuffix("2"): value for name, value in parts.items() if name.endswith("2")}


def _now(parts: Parts, context: Context) -> Meaning:
    found = Days(context.day, context.day) if context.day else None
    return Meaning(str(parts["ref"]), found, "day", True, 0.4)


def _vague(parts: Parts, context: Context) -> Meaning:
    return Meaning(str(parts["ref"]), None, "day", True, 0.4)


def _era(parts: Parts, context: Context) -> Meaning:
    first, last = (int(year) for year in str(parts["era"]).split("-"))
    return Meaning(f"{first}/{last}", Days(date(first, 1, 1), date(last, 12, 31)), "year", False, 0.5)


def _duration(parts: Parts, context: Context) -> Meaning:
    return Meaning(_length(parts), None, str(parts["unit"]), relative=False)


def _length(parts: Parts) -> str:
    return duration(parts["number"], str(parts["unit"]), half="half" in parts)


def _set(parts: Parts, context: Context) -> Meaning:
    if "ref" in parts:
        return Meaning(str(parts["ref"]), None, "day", relative=False)
    if "weekday" in parts:
        return Meaning(f"XXXX-WXX-{parts['weekday']}", None, "day", relative=False)
    if "month" in parts:
        return Meaning(f"XXXX-{parts['month']:02}", None, "month", relative=False)
    return _duration({"number": 1, **parts}, context)


FORMS: dict[str, Callable[[Parts, Context], Meaning]] = {
    "day": _day,
    "weekday": _weekday,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "semester": _semester,
    "season": _season,
    "unit": _unit,
    "back": _later,
    "ahead": _ahead,
    "within": _within,
    "span": _span,
    "weekend": _weekend,
    "holiday": _holiday,
    "range": _range,
    "clock": _clock,
    "hours": _hours,
    "now": _now,
    "vague": _vague,
    "era": _era,
    "duration": _duration,
    "set": _set,
}
