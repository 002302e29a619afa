"""Expressions of time resolved to days, against the day on which the report was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kawat.records import Finding, Sentence, Time, TimeExpression
from kawat.stage import ReportText, stage

from .calendar import Days, phase_of
from .moments import FORMS, Context, Meaning
from .nearest import Parts

if TYPE_CHECKING:
    from kawat.language import Language

# a wider interval of writing gives no day to count from
_WIDEST_REFERENCE = 3
# how far back in the text the day may stand that "two weeks later" or "at 8 p.m." counts from
_REMEMBERED = 700
_NAMES_A_DAY = {"day", "weekday", "holiday", "unit", "back"}
_FROM_NAMED = {"back", "clock"}
_AFTER_NOON = {"AF", "EV", "NI"}


@stage(version="1", needs=[TimeExpression, Finding, Sentence], makes=[Time])
def days(report: ReportText, language: Language) -> Iterator[Time]:
    """Say which days the report's expressions of time mean, counted from the day it was written."""
    reference = reference_day(report)
    inside = _Inside(report)
    named: date | None = None
    named_at = 0
    for expression in report[TimeExpression]:
        start = expression.at[0].start
        if start - named_at > _REMEMBERED:
            named = None
        meaning = resolve(expression, Context(reference, named, expression.tense))
        if meaning is None:
            continue
        if inside.has(start):
            counted_from = named or reference if expression.form in _FROM_NAMED else reference
            yield _time(expression, meaning, counted_from)
        if meaning.days and meaning.grain == "day" and expression.form in _NAMES_A_DAY:
            named, named_at = meaning.days.first, start


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
        found = _opened(found, str(parts["open"]), context.day)
    meaning = meaning._replace(days=found)
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
    hour, minute = _hour(parts), int(parts.get("minute", 0))
    grain = "minute" if "minute" in parts else "hour"
    return meaning._replace(timex=f"{meaning.timex}T{hour:02}:{minute:02}", grain=grain)


def _hour(parts: Parts) -> int:
    hour, meridiem = int(parts["hour"]), parts.get("meridiem")
    if meridiem == "am" and hour == 12:
        return 0
    afternoon = meridiem == "pm" or (parts.get("part") in _AFTER_NOON and hour > 0)
    return hour + 12 if afternoon and hour < 12 else hour
