"""What stands around a place in a report: sentence, names, quotes, events, days."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kawat.records import Event, Name, Period, Quote, Record, Report, Sentence, Span, Time
from kawat.store import View

from .members import actors_of, days_from, state_of

# how far the days of a figure must lie behind those of its report for the report to look back
_LONG_AGO = 14
# how many sentences away whose a figure is may stand
_NEAR = 2
# how many characters may stand between a figure and the day that it is given for: ' on January 30'
_BEHIND = 12
# where a clause may end within its sentence
_BORDER = re.compile(r"[,;:]\s|\s[-–—]+\s")


class Context:
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

    def clause(self, quote: Quote) -> str:
        """What a quote says; where that is a torn clause, the whole one with the words for the saying.

        'Freedonia of planning an attack' goes on from 'accused', 'that it plans an attack' does not.
        """
        cue, said = quote.cue, quote.at[0]
        torn = cue is not None and quote.form != "direct" and not self.text[cue.end : said.start].strip()
        if cue is None or not torn or cue.end >= said.start:
            return " ".join(self.words(span) for span in quote.at)
        start = min(cue.start, quote.speaker.start) if quote.speaker else cue.start
        whole = self.sentence(cue)
        borders = [border.end() for border in _BORDER.finditer(self.text, whole.start, start)]
        return self.words(Span(max([whole.start, *borders]), quote.at[-1].end))

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
        ago = days_from(times[0].value.last, self.written.first)
        return times[0].value if ago > _LONG_AGO else None


def _within(record: Record, span: Span) -> bool:
    return any(span.contains(one) for one in record.at)


def _length(quote: Quote) -> int:
    return sum(span.end - span.start for span in quote.at)
