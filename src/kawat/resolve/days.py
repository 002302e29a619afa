"""Expressions of time resolved to days, against the day on which the report was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kawat.records import Finding, Sentence, Time, TimeExpression
from kawat.stage import ReportText, stage

from .calendar import Days, phase_of
from .moments import FORMS, Context, Meaning, Named, clock_of
from .nearest import Parts

if TYPE_CHECKING:
    from kawat.language import Language

# a wider interval of writing gives no day to count from
_WIDEST_REFERENCE = 3
# how far back in the text the day may stand that "two weeks later" or "at 8 p.m." counts from
_REMEMBERED = 700
_NAMES_A_DAY = {"day", "weekday", "holiday", "unit", "back"}
# those that name a month, a quarter or a year to count from: "in 2014 ... a year later"
_NAMES_A_MONTH = {"month", "quarter", "year"}
_FROM_NAMED = {"back", "clock", "hours"}
# words beside a day that stretch it to the day of the report
_STRETCHED = {"open", "phase"}
_HALF_YEARS = {"h1": "-H1", "h2": "-H2"}


@stage(version="2", needs=[TimeExpression, Finding, Sentence], makes=[Time])
def days(report: ReportText, language: Language) -> Iterator[Time]:
    """Say which days the report's expressions of time mean, counted from the day it was written."""
    reference = reference_day(report)
    ends = _ends_of_writing(report)
    inside = _Inside(report)
    memory = _Memory()
    for expression in report[TimeExpression]:
        start = expression.at[0].start
        named, around = memory.at(start)
        context = Context(reference, named, expression.tense, around)
        meaning = resolve(expression, context)
        if meaning is None:
            continue
        if ends and (meaning.days is None or "open" in expression.parts):
            meaning = _agreed(expression, context, ends) or meaning
        if inside.has(start):
            counted_from = named or reference if expression.form in _FROM_NAMED else reference
            yield _time(expression, meaning, counted_from)
        memory.take(expression, meaning)


class _Memory:
    """What the text has named last: a day, and a day, month or year."""

    def __init__(self) -> None:
        self._day: tuple[date, int] | None = None
        self._around: tuple[Named, int] | None = None

    def at(self, start: int) -> tuple[date | None, Named | None]:
        """What is remembered at a place; nothing that stands too far before it."""
        near = start - _REMEMBERED
        day = self._day[0] if self._day and self._day[1] >= near else None
        return day, self._around[0] if self._around and self._around[1] >= near else None

    def take(self, expression: TimeExpression, meaning: Meaning) -> None:
        start = expression.at[0].start
        # until when something goes on is no day of the story
        if meaning.days is None or expression.parts.get("open") == "until":
            return
        day = meaning.days.first
        if meaning.grain in ("day", "hour", "minute") and expression.form in _NAMES_A_DAY:
            self._day = day, start
            self._around = Named(day), start
        elif meaning.grain in _NAMES_A_MONTH and expression.form in _NAMES_A_MONTH:
            self._around = Named(day, meaning.grain), start


def _ends_of_writing(report: ReportText) -> tuple[date, date] | None:
    """The first and last day on which a report may have been written, when they are too far apart for one."""
    written = report.written
    if written is None or reference_day(report) is not None:
        return None
    return date.fromisoformat(written.first), date.fromisoformat(written.last)


def _agreed(expression: TimeExpression, context: Context, ends: tuple[date, date]) -> Meaning | None:
    """What an expression means if it means the same whether written on the first day or on the last."""
    first, last = (resolve(expression, context._replace(day=day)) for day in ends)
    if first is None or last is None or first.timex != last.timex or not (first.days and last.days):
        return None
    if first.days != last.days and not expression.parts.keys() & _STRETCHED:
        return None
    return first._replace(days=first.days.joined(last.days), relative=False, score=min(first.score, 0.8))


def reference_day(report: ReportText) -> date | None:
    """The day from which a report counts, None when it is not known closely enough."""
    written = report.written
    if written is None:
        return None
    first, last = date.fromisoformat(written.first), date.fromisoformat(written.last)
    # what was written on one of two days was mostly written on the day of the news
    return first if (last - first).days < _WIDEST_REFERENCE else None


def resolve(expression: TimeExpression, context: Context) -> Meaning | None:
    """What an expression means in a context; None when there is no such day."""
    try:
        return _narrowed(FORMS[expression.form](expression.parts, context), expression.parts, context)
    except (ValueError, OverflowError):
        # 30 February, or outside of the calendar
        return None


class _Inside:
    """Whether a place is in a sentence of the report; everything is when the report has none."""

    def __init__(self, report: ReportText) -> None:
        self._spans = sorted(span for sentence in report[Sentence] for span in sentence.at)
        self._starts = [span.start for span in self._spans]

    def has(self, start: int) -> bool:
        before = bisect_right(self._starts, start) - 1
        return not self._spans or (before >= 0 and start < self._spans[before].end)


def _time(expression: TimeExpression, meaning: Meaning, anchor: date | None) -> Time:
    opened = expression.parts.get("open")
    length = meaning.timex.startswith("P") and not meaning.timex.endswith("_REF")
    return Time(
        report=expression.report,
        at=expression.at,
        sort="duration" if length and not meaning.days and expression.sort == "date" else expression.sort,
        timex=meaning.timex,
        value=meaning.days.period if meaning.days else None,
        grain=meaning.grain,
        anchor=anchor.isoformat() if anchor and meaning.relative and meaning.days else None,
        open="since" if opened == "since" else "until" if opened == "until" else None,
        made=days.made(expression.made.rule, meaning.score),
    )


def _narrowed(meaning: Meaning, parts: Parts, context: Context) -> Meaning:
    """The meaning with what stands beside the day: its part, the time of day, 'early', 'since'."""
    found = meaning.days
    if found and "phase" in parts and meaning.grain != "day":
        found = _phased(found, str(parts["phase"]), meaning.grain, context.day)
    if found and "open" in parts and context.day:
        # since an age is since its end
        begun = Days(found.last, found.last) if "era" in parts and parts["open"] == "since" else found
        found = _opened(begun, str(parts["open"]), context.day)
    timex = _HALF_YEARS.get(str(parts.get("phase")), "") if meaning.grain == "year" else ""
    meaning = meaning._replace(days=found, timex=meaning.timex + timex)
    return _timed(meaning, parts) if meaning.grain == "day" else meaning


def _phased(found: Days, phase: str, grain: str, day: date | None) -> Days:
    if day is not None and phase == "earlier" and found.first <= day:
        return Days(found.first, min(found.last, day))
    if day is not None and phase == "later" and found.last >= day:
        return Days(max(found.first, day), found.last)
    return phase_of(found, {"earlier": "start", "later": "end"}.get(phase, phase), grain)


def _opened(found: Days, opened: str, day: date) -> Days:
    if opened == "since":
        return Days(found.first, max(found.last, day))
    return Days(min(day, found.first), found.last) if found.last >= day else found


def _timed(meaning: Meaning, parts: Parts) -> Meaning:
    """The time of day after the day; an interval has none."""
    if "/" in meaning.timex or not parts.keys() & {"hour", "part"}:
        return meaning
    if "hour" not in parts:
        return meaning._replace(timex=f"{meaning.timex}T{parts['part']}")
    grain = "minute" if "minute" in parts else "hour"
    return meaning._replace(timex=f"{meaning.timex}T{clock_of(parts)}", grain=grain)
