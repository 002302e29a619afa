"""Reads the figures of a report out of a store as they are compared: who gives them, when, beside whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from kawat.link.context import Context
from kawat.link.hints import phrases
from kawat.link.joins import Candidate
from kawat.records import Figure, Period, Span
from kawat.store import View
from kawat.text import Words

from .amounts import Counted, thing_of

# how many words may stand between those that say that a number is expected and the number
_AHEAD_WORDS = 4
# how many times as large a number without a noun may be as the one before it that has one
_SAME_KIND = 5


def figures(view: View, report: str) -> Iterator[Candidate[Counted]]:
    """The figures of a report with what is compared of them, without keys."""
    records = sorted(view.records(Figure, report=report), key=lambda figure: figure.at)
    if not records:
        return
    context = Context(view, report)
    worded: list[_Worded] = []
    for figure in records:
        worded.append(_with_noun(figure, worded, context))
    for one in worded:
        yield Candidate(one.figure.id, (), _counted(one.figure, context, _owners(one, worded, context)))


class _Worded(NamedTuple):
    """A figure with the noun that it counts, and the figure beside which that noun stands."""

    figure: Figure
    source: Figure


def _with_noun(figure: Figure, before: Sequence[_Worded], context: Context) -> _Worded:
    """A bare number counts what the one before it in its sentence, or the sentence before, counts."""
    known = next((one for one in reversed(before) if one.figure.of and one.figure.unit == "persons"), None)
    if known is None or figure.of or figure.unit != "count" or not _may_follow(known.figure, figure, context):
        return _Worded(figure, figure)
    holder = figure.holder_actor or known.figure.holder_actor
    named = msgspec.structs.replace(figure, unit=known.figure.unit, of=known.figure.of, holder_actor=holder)
    return _Worded(named, known.source)


def _may_follow(before: Figure, figure: Figure, context: Context) -> bool:
    gap = context.text[before.at[0].end : figure.at[0].start]
    sentences = sum(before.at[0].end <= one.start <= figure.at[0].start for one in context.sentences)
    small, large = sorted((before.high, figure.high))
    return "\n" not in gap and sentences <= 1 and 0 < large <= _SAME_KIND * small


def _owners(one: _Worded, worded: Sequence[_Worded], context: Context) -> tuple[str, ...]:
    """Whose a figure may be that has no holder: that of the nearest figure of its kind, else those around.

    A sentence that names others, and not him, speaks of other things.
    """
    if one.figure.holder_actor:
        return ()
    sentence, start = context.sentence(one.source.at[0]), one.figure.at[0].start
    kind, named = thing_of(one.figure.of), context.around(context.sentence(one.figure.at[0]))
    held = [other.figure for other in worded if other.figure.holder_actor]
    alike = [other for other in held if kind and thing_of(other.of) == kind]
    if not alike:
        return context.around(context.neighbourhood(sentence))
    nearest = min(alike, key=lambda other: (abs(other.at[0].start - start), other.at)).holder_actor
    return (nearest,) if nearest and (nearest in named or not named) else ()


def _counted(figure: Figure, context: Context, owners: tuple[str, ...]) -> Counted:
    span = figure.at[0]
    sentence = context.sentence(span)
    by = figure.according_to_actor or context.speaker(span)
    day = figure.as_of or context.day_behind(span)
    # whose a figure is may stand a sentence before or after it
    return Counted(
        report=figure.report,
        at=figure.at,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        of=figure.of,
        thing=thing_of(figure.of),
        qualifier=figure.qualifier,
        holder=figure.holder_actor,
        by=by,
        days=Period(day, day) if day else context.long_ago(sentence, span) or context.written,
        as_of=day,
        language=context.report.language or "",
        text=context.words(sentence),
        around=context.around(sentence),
        owners=owners,
        deeds=context.deeds(span),
        expected=_expected(context, sentence, span),
        state=context.state(by),
        outlet=context.outlet(by),
        score=figure.made.score,
    )


def _expected(context: Context, sentence: Span, span: Span) -> bool:
    """Whether the words before a number say that it is yet to come: 'could reach 150,000'."""
    words = Words(context.text[sentence.start : span.end])
    figure = len(words.inside(Span(span.start - sentence.start, span.end - sentence.start)))
    within = range(max(0, len(words) - figure - _AHEAD_WORDS), len(words))
    return any(True for _ in phrases("ahead", context.report.language or "").find(words, within))
