"""What in a text tells when it was written: each clue allows some days and says why.

A firm clue cannot be otherwise (an office held, the weekday of a date); a loose one is how news is mostly
written (an event of the first sentence is of that day or the day before).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kawat.records import Mention, Sentence, Span, TimeExpression, Zone
from kawat.stage import ReportText

if TYPE_CHECKING:
    from kawat.registry import Office, Registry

Interval = tuple[date, date]

EARLIEST, LATEST = date(1990, 1, 1), date(2035, 12, 31)
ALL_DAYS: tuple[Interval, ...] = ((EARLIEST, LATEST),)

# worded alike
_ALIKE = frozenset({"spokesperson", "press-secretary"})
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# a date without its year is at most so many days away
_HALF_YEAR = 183
# how long before or after it a date without a year is mostly named
_USUAL_BEFORE, _USUAL_AFTER = 31, 90
# "on Monday, 3 May": days after which one no longer names the weekday, nor begins with it
_WEEK_LASTS = 6
# an event of the first sentences with its weekday is of that day or the day before
_LEDE_LASTS = 1
_LEDE_CHARACTERS = 600


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


def office_clues(report: ReportText, registry: Registry) -> list[Clue]:
    """For each person named in an office, the days on which it was held; the most mentioned person first."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mention in report[Mention]:
        if mention.sort == "person" and mention.office and mention.actors:
            spans[mention.actors[0], mention.office].append(mention.at[0])
    clues = []
    for (person, title), at in sorted(spans.items(), key=lambda item: -len(item[1])):
        titles = _ALIKE if title in _ALIKE else {title}
        terms = [term for term in registry.offices_of(person) if term.title in titles]
        if terms:
            clues.append(
                Clue(_held(registry.name(person), terms), tuple(at), _terms(terms), firm=True, office=True)
            )
    return clues


def _held(name: str, terms: Sequence[Office]) -> str:
    periods = ", ".join(f"{term.first or '?'} to {term.last or 'now'}" for term in terms)
    return f"{name} is named as {terms[0].title.replace('-', ' ')} of {terms[0].of}: {periods}"


def _terms(terms: Iterable[Office]) -> tuple[Interval, ...]:
    found = ((_first_day(term.first), _last_day(term.last)) for term in terms)
    return both(ALL_DAYS, tuple(found))


def _first_day(written: str) -> date:
    return date.fromisoformat((written + "-01-01")[:10]) if written else EARLIEST


def _last_day(written: str) -> date:
    if not written:
        return LATEST
    if len(written) == 7:
        return (date.fromisoformat(written + "-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat((written + "-12-31")[:10])


def time_clues(report: ReportText) -> Iterator[Clue]:
    """What the report's expressions of time say about the day of writing."""
    lede = lede_of(report)
    for expression in _told(report):
        at = expression.at[0]
        # "since 3 May" is not the day of the news
        early = "open" not in expression.parts and any(span.overlaps(at) for span in lede)
        words = " ".join(report.slice(at).split())
        yield from _clues_of(expression, words, early)


def _clues_of(expression: TimeExpression, words: str, early: bool) -> Iterator[Clue]:
    parts = expression.parts
    if expression.form in ("day", "range") and "day" in parts and "month" in parts:
        if "year" in parts or "year2" in parts:
            yield from _full_date(expression, words, early)
        else:
            yield from _date_without_year(expression, words, early)
    elif expression.form == "year":
        yield from _year(expression, words)
    elif expression.form == "month" and not parts.keys() & {"year", "year_shift", "tense", "phase", "week"}:
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
    told = expression.tense == "past" or expression.parts.get("open") == "since"
    yield Clue(f"'{words}' is told as past", expression.at, ((date(year, 1, 1), LATEST),), firm=told)


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
