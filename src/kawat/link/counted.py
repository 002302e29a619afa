"""Reads the figures of a report out of a store as they are compared: who gives them, when, beside whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from kawat.records import Event, Figure, Name, Period, Quote, Record, Report, Sentence, Span, Time
from kawat.store import View
from kawat.text import Words

from .amounts import Counted, thing_of
from .hints import phrases
from .joins import Candidate
from .members import actors_of, state_of

# how far the days of a figure must lie behind those of its report for the report to look back
_LONG_AGO = 14
# how many sentences away whose a figure is may stand
_NEAR = 2
# how many words may stand between those that say that a number is expected and the number
_AHEAD_WORDS = 4
# how many characters may stand between a figure and the day that it is given for: ' on January 30'
_BEHIND = 12
# how many times as large a number without a noun may be as the one before it that has one
_SAME_KIND = 5


class Scene:
    """A report, to look up what stands around a place in it."""

    def __init__(self, view: View, report: str) -> None:
        self.report: Report = view.report(report)
        self.text = view.text(report)
        self.sentences = [span for record in view.records(Sentence, report=report) for span in record.at]
        self.names = view.records(Name, report=report)
        self.quotes = view.records(Quote, report=report)
        self.events = view.records(Event, report=report)
        self.written = self.report.written.period if self.report.written else None
        self.actors = actors_of(view, report)
        self._times = view.records(Time, report=report)

    def state(self, actor: str | None) -> str | None:
        """The state that an actor is or acts for, as this report knows it."""
        return state_of(self.actors, actor)

    def states(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The states of several actors, each once, in order."""
        return tuple(sorted({state for actor in actors if (state := self.state(actor))}))

    def outlet(self, actor: str | None) -> str | None:
        """The name of an actor that is a medium: what it reports, others only hand on."""
        known = self.actors.get(actor or "")
        return known.name if known and known.cls == "media" else None

    def sentence(self, span: Span) -> Span:
        """The sentence that a place lies in; the place itself when in none."""
        return next((one for one in self.sentences if one.overlaps(span)), span)

    def neighbourhood(self, sentence: Span) -> Span:
        """A sentence with those just before and after it."""
        if sentence not in self.sentences:
            return sentence
        at = self.sentences.index(sentence)
        return Span(self.sentences[max(0, at - _NEAR)].start, self.sentences[at : at + _NEAR + 1][-1].end)

    def words(self, span: Span) -> str:
        """The characters of a place, in one line."""
        return " ".join(self.text[span.start : span.end].split())

    def around(self, span: Span) -> tuple[str, ...]:
        """The actors named in a place, each once, in order of their ids."""
        inside = (name.actor for name in self.names if name.actor and _within(name, span))
        return tuple(sorted(set(inside)))

    def speaker(self, span: Span) -> str | None:
        """Who says what stands at a place: of quotes inside one another the innermost with a speaker."""
        holding = [
            quote
            for quote in self.quotes
            if quote.speaker_actor and any(at.contains(span) for at in quote.at)
        ]
        innermost = min(holding, key=_length, default=None)
        return innermost.speaker_actor if innermost else None

    def deeds(self, span: Span) -> tuple[str, ...]:
        """The types of the events that a place is part of."""
        return tuple(sorted({event.type for event in self.events if any(a.contains(span) for a in event.at)}))

    def day_behind(self, span: Span) -> str | None:
        """The day that stands right behind a place: '100,000 on January 30'."""
        for time in self._times:
            gap = time.at[0].start - span.end
            if 0 <= gap <= _BEHIND and time.value and time.value.first == time.value.last:
                return time.value.first
        return None

    def long_ago(self, sentence: Span, span: Span) -> Period | None:
        """The days before a place in a sentence that looks back: 'in April last year it had been 126,000'."""
        before = Span(sentence.start, span.start)
        times = [time for time in self._times if time.sort == "date" and _within(time, before)]
        if len(times) != 1 or self.written is None or times[0].value is None or times[0].open:
            return None
        last = date.fromisoformat(times[0].value.last) + timedelta(days=_LONG_AGO)
        return times[0].value if last.isoformat() < self.written.first else None


def figures(view: View, report: str) -> Iterator[Candidate[Counted]]:
    """The figures of a report with what is compared of them, without keys."""
    records = sorted(view.records(Figure, report=report), key=lambda figure: figure.at)
    if not records:
        return
    scene = Scene(view, report)
    worded: list[_Worded] = []
    for figure in records:
        worded.append(_with_noun(figure, worded, scene))
    for one in worded:
        yield Candidate(one.figure.id, (), _counted(one.figure, scene, _owners(one, worded, scene)))


class _Worded(NamedTuple):
    """A figure with the noun that it counts, and the figure beside which that noun stands."""

    figure: Figure
    source: Figure


def _with_noun(figure: Figure, before: Sequence[_Worded], scene: Scene) -> _Worded:
    """A bare number counts what the one before it in its sentence, or the sentence before, counts."""
    known = next((one for one in reversed(before) if one.figure.of and one.figure.unit == "persons"), None)
    if known is None or figure.of or figure.unit != "count" or not _may_follow(known.figure, figure, scene):
        return _Worded(figure, figure)
    holder = figure.holder_actor or known.figure.holder_actor
    named = msgspec.structs.replace(figure, unit=known.figure.unit, of=known.figure.of, holder_actor=holder)
    return _Worded(named, known.source)


def _may_follow(before: Figure, figure: Figure, scene: Scene) -> bool:
    gap = scene.text[before.at[0].end : figure.at[0].start]
    sentences = sum(before.at[0].end <= one.start <= figure.at[0].start for one in scene.sentences)
    small, large = sorted((before.high, figure.high))
    return "\n" not in gap and sentences <= 1 and 0 < large <= _SAME_KIND * small


def _owners(one: _Worded, worded: Sequence[_Worded], scene: Scene) -> tuple[str, ...]:
    """Whose a figure may be that has no holder: that of the nearest figure of its kind, else those around.

    A sentence that names others, and not him, speaks of other things.
    """
    if one.figure.holder_actor:
        return ()
    sentence, start = scene.sentence(one.source.at[0]), one.figure.at[0].start
    kind, named = thing_of(one.figure.of), scene.around(scene.sentence(one.figure.at[0]))
    held = [other.figure for other in worded if other.figure.holder_actor]
    alike = [other for other in held if kind and thing_of(other.of) == kind]
    if not alike:
        return scene.around(scene.neighbourhood(sentence))
    nearest = min(alike, key=lambda other: (abs(other.at[0].start - start), other.at)).holder_actor
    return (nearest,) if nearest and (nearest in named or not named) else ()


def _counted(figure: Figure, scene: Scene, owners: tuple[str, ...]) -> Counted:
    span = figure.at[0]
    sentence = scene.sentence(span)
    by = figure.according_to_actor or scene.speaker(span)
    day = figure.as_of or scene.day_behind(span)
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
        days=Period(day, day) if day else scene.long_ago(sentence, span) or scene.written,
        as_of=day,
        language=scene.report.language or "",
        text=scene.words(sentence),
        around=scene.around(sentence),
        owners=owners,
        deeds=scene.deeds(span),
        expected=_expected(scene, sentence, span),
        state=scene.state(by),
        outlet=scene.outlet(by),
        score=figure.made.score,
    )


def _expected(scene: Scene, sentence: Span, span: Span) -> bool:
    """Whether the words before a number say that it is yet to come: 'could reach 150,000'."""
    words = Words(scene.text[sentence.start : span.end])
    figure = len(words.inside(Span(span.start - sentence.start, span.end - sentence.start)))
    within = range(max(0, len(words) - figure - _AHEAD_WORDS), len(words))
    return any(True for _ in phrases("ahead", scene.report.language or "").find(words, within))


def _within(record: Record, span: Span) -> bool:
    return any(span.contains(one) for one in record.at)


def _length(quote: Quote) -> int:
    return sum(span.end - span.start for span in quote.at)
