"""What in a text tells when it was written: each clue allows some days and says why.

A firm clue cannot be otherwise (the weekday of a date, the offices of `terms.py`); a loose one is how news is
mostly written (an event of the first sentence is of that day or the day before).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kawat.records import Sentence, Span, TimeExpression, Zone
from kawat.stage import ReportText

Interval = tuple[date, date]

EARLIEST, LATEST = date(1990, 1, 1), date(2035, 12, 31)
ALL_DAYS: tuple[Interval, ...] = ((EARLIEST, LATEST),)

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# a date without its year is at most so many days away
_HALF_YEAR = 183
# how long before or after it a date without a year is mostly named
_USUAL_BEFORE, _USUAL_AFTER = 31, 92
# "on Monday, 3 May": days after which one no longer names the weekday, nor begins with it
_WEEK_LASTS = 6
# an event of the first sentences with its weekday is of that day or the day before
_LEDE_LASTS = 1
_LEDE_CHARACTERS = 600
# so many characters after a year a date without one is still of that year
_SAME_YEAR = 100


class Clue(NamedTuple):
    """The days that some words allow, the reason in plain English, and how sure that is.

    `names_day`: the words date the news itself. `office`: the clue is an office held.
    """

    reason: str
    at: tuple[Span, ...]
    days: tuple[Interval, ...]
    firm: bool = False
    names_day: bool = False
    office: bool = False


def both(left: Sequence[Interval], right: Sequence[Interval]) -> tuple[Interval, ...]:
    """The days that are in both, as intervals in order."""
    found = ((max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) <= min(b, d))
    return tuple(sorted(found))


def allows(days: Iterable[Interval], day: date, slack: int = 0) -> bool:
    """Whether a day is among the intervals, or at most `slack` days beside one."""
    margin = timedelta(days=slack)
    return any(first - margin <= day <= last + margin for first, last in days)


def time_clues(report: ReportText) -> Iterator[Clue]:
    """What the report's expressions of time say about the day of writing."""
    yield from _embedded(report)
    lede = lede_of(report)
    year: TimeExpression | None = None
    for expression in _told(report):
        at = expression.at[0]
        if _in_year_before(expression, year):
            continue
        year = expression if expression.parts.get("year") and expression.tense != "future" else year
        # "since 3 May" is not the day of the news
        early = "open" not in expression.parts and any(span.overlaps(at) for span in lede)
        words = " ".join(report.slice(at).split())
        yield from _clues_of(expression, words, early)


def _in_year_before(expression: TimeExpression, year: TimeExpression | None) -> bool:
    """Whether a date without a year is of the past year named just before: 'in 2014. On 27 February ...'."""
    bare = expression.form == "day" and not expression.parts.keys() & {"year", "year2", "weekday"}
    return bare and year is not None and expression.at[0].start - year.at[0].end <= _SAME_YEAR


def _embedded(report: ReportText) -> Iterator[Clue]:
    """Messages and pictures that are shown are older than the text that shows them."""
    shown = [span for zone in report[Zone] if zone.role in ("embed", "caption") for span in zone.at]
    for expression in report[TimeExpression]:
        day = full_day(expression)
        if day and EARLIEST <= day <= LATEST and any(span.overlaps(expression.at[0]) for span in shown):
            words = " ".join(report.slice(expression.at[0]).split())
            yield Clue(f"what is shown in it is of '{words}'", expression.at, ((day, LATEST),), firm=True)


def full_day(expression: TimeExpression) -> date | None:
    """The day of a full date."""
    if expression.form != "day" or not {"year", "month", "day"} <= expression.parts.keys():
        return None
    return _date(*(int(expression.parts[name]) for name in ("year", "month", "day")))


def _clues_of(expression: TimeExpression, words: str, early: bool) -> Iterator[Clue]:
    parts = expression.parts
    if expression.form in ("day", "range") and "day" in parts and "month" in parts:
        if "year" in parts or "year2" in parts:
            yield from _full_date(expression, words, early)
        else:
            yield from _date_without_year(expression, words, early)
    elif expression.form == "year":
        yield from _year(expression, words)
    elif expression.form == "month" and "year" in parts:
        yield from _month_of_year(expression, words)
    elif expression.form == "month" and not parts.keys() & {"year_shift", "tense", "phase", "week"}:
        yield from _month(expression, words)


def _full_date(expression: TimeExpression, words: str, early: bool) -> Iterator[Clue]:
    parts = expression.parts
    day = _date(int(parts.get("year", parts.get("year2", 0))), int(parts["month"]), int(parts["day"]))
    if day is None or not EARLIEST <= day <= LATEST:
        return
    if expression.tense == "future":
        yield Clue(f"'{words}' is still to come", expression.at, ((EARLIEST, day),))
        return
    past = Clue(
        f"'{words}' is told as past", expression.at, ((day, LATEST),), firm=expression.tense == "past"
    )
    yield past
    yield from _dated(expression, words, [day], early)


def _dated(expression: TimeExpression, words: str, dates: Sequence[date], early: bool) -> Iterator[Clue]:
    """A past day that the news names so that it cannot be long ago: by its weekday, or first of all."""
    weekday = "weekday" in expression.parts
    if "open" in expression.parts or not (weekday or early):
        return
    if weekday and early:
        reason, lasts = f"the news is of '{words}': written on that day or the day after", _LEDE_LASTS
    else:
        how = "with its weekday" if weekday else "first of all"
        reason, lasts = f"'{words}' is named {how}: written within that week", _WEEK_LASTS
    yield Clue(reason, expression.at, _around(dates, 0, lasts), names_day=weekday and early)


def _date_without_year(expression: TimeExpression, words: str, early: bool) -> Iterator[Clue]:
    parts = expression.parts
    weekday = parts.get("weekday")
    dates = [
        day
        for day in _every_year(int(parts["month"]), int(parts["day"]))
        if weekday in (None, day.isoweekday())
    ]
    before = 0 if expression.tense == "past" or (early and expression.tense is None) else _HALF_YEAR
    after = 0 if expression.tense == "future" else _HALF_YEAR
    if weekday is not None and dates:
        years = ", ".join(str(day.year) for day in dates)
        reason = f"'{words}': {_WEEKDAYS[int(weekday) - 1]} is right in {years}"
        yield Clue(reason, expression.at, _around(dates, before, after), firm=True)
    if after and not before:
        yield from _dated(expression, words, dates, early)
    if expression.tense:
        reason = f"'{words}' has no year: it is {'still to come' if before else 'not long past'}"
        usual = _HALF_YEAR if parts.get("open") == "since" else _USUAL_AFTER
        days = _around(dates, min(before, _USUAL_BEFORE), min(after, usual))
        yield Clue(reason, expression.at, days)


def _year(expression: TimeExpression, words: str) -> Iterator[Clue]:
    year = int(expression.parts["year"])
    if expression.tense == "future" or expression.parts.get("open") == "until" or not 1990 <= year <= 2035:
        return
    since = expression.parts.get("open") == "since"
    yield Clue(f"'{words}' is told as past", expression.at, ((date(year, 1, 1), LATEST),), firm=since)


def _month_of_year(expression: TimeExpression, words: str) -> Iterator[Clue]:
    first = _date(int(expression.parts["year"]), int(expression.parts["month"]), 1)
    if first and EARLIEST <= first <= LATEST and expression.tense == "past":
        firm = expression.parts.get("open") != "until"
        yield Clue(f"'{words}' is told as past", expression.at, ((first, LATEST),), firm=firm)


def _month(expression: TimeExpression, words: str) -> Iterator[Clue]:
    starts = _every_year(int(expression.parts["month"]), 1)
    if expression.tense == "future" or expression.parts.get("open") == "until":
        days = tuple((_after(start, -_USUAL_AFTER), _after(start, -1)) for start in starts)
        yield Clue(f"'{words}' is still to come", expression.at, days)


def weekday_clue(report: ReportText) -> tuple[int, TimeExpression] | None:
    """The weekday on which the news of the first sentences happened, when only a weekday is named there."""
    lede = lede_of(report)
    for expression in _told(report):
        if expression.form != "weekday" or expression.tense == "future" or "week" in expression.parts:
            continue
        if "tense" not in expression.parts and any(span.overlaps(expression.at[0]) for span in lede):
            return int(expression.parts["weekday"]), expression
    return None


def lede_of(report: ReportText) -> list[Span]:
    """The first two sentences of the report proper; the first characters when it has no sentences."""
    lede = [span for zone in report[Zone] if zone.role == "lede" for span in zone.at]
    body = lede or [span for zone in report[Zone] if zone.role == "body" for span in zone.at]
    sentences = [sentence.at[0] for sentence in report[Sentence]]
    inside = [span for span in sentences if not body or any(span.overlaps(zone) for zone in body)]
    return inside[:2] or body[:1] or [Span(0, _LEDE_CHARACTERS)]


def _told(report: ReportText) -> Iterator[TimeExpression]:
    """The expressions in sentences of the report, all when it has none."""
    spans = [sentence.at[0] for sentence in report[Sentence]]
    for expression in report[TimeExpression]:
        if not spans or any(span.overlaps(expression.at[0]) for span in spans):
            yield expression


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _every_year(month: int, day: int) -> list[date]:
    found = (_date(year, month, day) for year in range(EARLIEST.year, LATEST.year + 1))
    return [each for each in found if each]


def _after(day: date, number: int) -> date:
    return day + timedelta(days=number)


def _around(dates: Iterable[date], before: int, after: int) -> tuple[Interval, ...]:
    return both(ALL_DAYS, [(_after(day, -before), _after(day, after)) for day in dates])
