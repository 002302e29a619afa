"""A report as its commitments and their outcomes are read from it: clauses, sentences, who is named, days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from kawat.link.members import actors_of, state_of
from kawat.records import Event, Name, Period, Quote, Sentence, Span, Time
from kawat.store import View

from .wording import Wording, wording

# a report that may be of more days than this does not say when
_MOST_DAYS = 7
# a day with which a sentence begins, so many characters from its start, is that of all it tells
_OPENING = 15
# how many days before a report what it looks back to lies at least
_LONG_AGO = 14


class Telling:
    """One report with its records at hand, and the looking up that several rules need."""

    def __init__(self, view: View, report: str) -> None:
        told = view.report(report)
        self.report = report
        self.language = told.language or ""
        self.quotes = view.records(Quote, report=report)
        self.events = view.records(Event, report=report)
        self._view = view
        self._actors = actors_of(view, report)
        written = told.written.period if told.written else None
        self.written = written if written and length(written) <= _MOST_DAYS else None

    @property
    def wording(self) -> Wording | None:
        return wording(self.language)

    @cached_property
    def text(self) -> str:
        return self._view.text(self.report)

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        return sorted(self._view.records(Sentence, report=self.report), key=lambda one: one.at[0])

    @cached_property
    def names(self) -> Sequence[Name]:
        return self._view.records(Name, report=self.report)

    @cached_property
    def times(self) -> Sequence[Time]:
        return self._view.records(Time, report=self.report)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.at[0].start for sentence in self.sentences]

    def words(self, spans: Iterable[Span]) -> str:
        """The words of the spans in one line."""
        return " ".join(" ".join(self.text[span.start : span.end] for span in spans).split())

    def gist(self, spans: Iterable[Span]) -> str:
        """The words without the names of actors: two clauses with the same names seem near otherwise."""
        kept = [(span.start, span.end) for span in spans]
        for name in self.names:
            if name.actor:
                kept = [part for piece in kept for part in _without(piece, name.at[0])]
        return " ".join(" ".join(self.text[start:end] for start, end in kept).split())

    def sentence(self, place: int) -> Sentence | None:
        """The sentence in which a character stands."""
        index = bisect_right(self._starts, place) - 1
        return self.sentences[index] if index >= 0 else None

    def before(self, place: int, sentences: int) -> Span:
        """From so many sentences before the one of a character to its end."""
        if not self.sentences:
            return Span(0, place + 1)
        index = max(0, bisect_right(self._starts, place) - 1)
        first, last = self.sentences[max(0, index - sentences)], self.sentences[index]
        return Span(first.at[0].start, last.at[0].end)

    def named(self, within: Span) -> frozenset[str]:
        """The states, and other actors of no state, that are named there."""
        return self.states(name.actor for name in self.names if within.contains(name.at[0]))

    def things(self, within: Span) -> frozenset[str]:
        """What has a name of several words there and is no actor: 'nord stream 2'."""
        kept = (
            one for one in self.names if one.sort == "other" and not one.actor and within.contains(one.at[0])
        )
        return frozenset(
            words.casefold() for words in map(self.words, (one.at for one in kept)) if " " in words
        )

    def state(self, actor: str) -> str:
        """The state that an actor is or acts for."""
        return state_of(self._actors, actor) or actor

    def states(self, actors: Iterable[str | None]) -> frozenset[str]:
        return frozenset(self.state(actor) for actor in actors if actor)

    def is_power(self, actor: str) -> bool:
        """Whether an actor is a state or organisation, or acts for one."""
        return self.state(actor) != actor or self._sort(actor) != "person"

    def _sort(self, actor: str) -> str | None:
        known = self._actors.get(actor)
        return known.sort if known else None

    def persons(self, actors: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The actors that act for a state but are not it, each with the state."""
        return tuple(sorted({(one, self.state(one)) for one in actors if self.state(one) != one}))

    def days(self, spans: Iterable[Span]) -> list[Time]:
        """What places something in time there, and is known as days."""
        spans = list(spans)
        return [one for one in self.times if one.value and any(span.contains(one.at[0]) for span in spans)]

    def told_on(self, days: Period | None, place: Span) -> Period | None:
        """The days, when they are few, else those of the report; of what its sentence looks back to, those.

        None when these are many: 'In 2009, Freedonia invited all parties' is no news of the day.
        """
        known = self.short(days)
        if known is None or self.written is None or known.last < self.written.first:
            return known
        back = self._looks_back(place)
        return known if back is None else back if length(back) <= _MOST_DAYS else None

    def _looks_back(self, place: Span) -> Period | None:
        """The days long before the report with which a sentence begins, before a place in it."""
        sentence = self.sentence(place.start)
        if sentence is None or self.written is None:
            return None
        start = sentence.at[0].start
        for one in self.times:
            at = one.at[0]
            opens = at.start - start <= _OPENING or self.text[at.end : at.end + 1] == ","
            if (
                one.sort == "date"
                and one.value
                and not one.open
                and start <= at.start < place.start
                and opens
            ):
                long_ago = Period(one.value.last, self.written.first)
                return (
                    one.value
                    if one.value.last < self.written.first and length(long_ago) > _LONG_AGO
                    else None
                )
        return None

    def short(self, days: Period | None) -> Period | None:
        """The days, when they are few; else those in which the report was written."""
        return days if days and length(days) <= _MOST_DAYS else self.written


def _without(piece: tuple[int, int], hole: Span) -> list[tuple[int, int]]:
    start, end = piece
    if hole.end <= start or end <= hole.start:
        return [piece]
    return [part for part in ((start, hole.start), (hole.end, end)) if part[0] < part[1]]


def length(days: Period) -> int:
    """From the first day to the last."""
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days
