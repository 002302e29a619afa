"""A report, or a text that is checked, with all that is asked of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from kawat.language import Language
from kawat.link.claims.amounts import Counted
from kawat.link.claims.completed import figures
from kawat.link.context import Context
from kawat.records import Event, Figure, Period, Quote, Record, Sentence, Span, Time, Tree, Zone
from kawat.store import View
from kawat.text import Words

from .telling import Telling, Uttered, Who
from .terms import Term, terms

# how many sentences before and after a passage may hold what it says only by a pronoun
_AROUND = 2
_LENGTH, _MINUTES = ("hours", "minutes"), 60
# so many letters may stand between them: 'and'
_BETWEEN = 3
_TITLES = frozenset({"title", "duplicate-title"})
_DIGITS = re.compile(r"\d")


class Reader(Protocol):
    """Reads sentences as the pipeline does: ask knows no pipeline, so that who asks hands one in."""

    def language(self, code: str) -> Language | None:
        """The data of a language, None when it has no folder."""

    def trees(self, text: str, sentences: Sequence[Span], language: str) -> Sequence[Tree]:
        """The sentences of a text as the language model reads them; none in a language new to it."""


class Text:
    """A report, or a text that is checked, with all that is asked of its sentences."""

    def __init__(self, view: View, report: str, reader: Reader) -> None:
        self.context = Context(view, report)
        self.report = report
        self.text = self.context.text
        self._view, self.reader = view, reader
        self._tellings: dict[Span, Telling] = {}
        self._terms: dict[Span, tuple[Term, ...]] = {}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return tuple(sorted(self._view.records(Sentence, report=self.report), key=lambda one: one.at))

    @cached_property
    def cues(self) -> tuple[Span, ...]:
        """The words by which something is said to be said."""
        return tuple(quote.cue for quote in self.context.quotes if quote.cue)

    @cached_property
    def _figures(self) -> tuple[Counted, ...]:
        return tuple(self._joined(part.features for part in figures(self._view, self.report)))

    def _joined(self, counted: Iterable[Counted]) -> Iterator[Counted]:
        """The figures in order, lengths of time that stand together as one: 'an hour and 40 minutes'."""
        last: Counted | None = None
        for one in counted:
            if last and (last.unit, one.unit) == _LENGTH:
                gap = self.text[last.at[-1].end : one.at[0].start]
                if len(gap.strip()) <= _BETWEEN and "," not in gap:
                    low, high = last.low * _MINUTES + one.low, last.high * _MINUTES + one.high
                    at = (*last.at, *one.at)
                    last = msgspec.structs.replace(last, low=low, high=high, unit=one.unit, at=at)
                    continue
            if last:
                yield last
            last = one
        if last:
            yield last

    @cached_property
    def _times(self) -> Sequence[Time]:
        return self._view.records(Time, report=self.report)

    @cached_property
    def _figure_ids(self) -> dict[tuple[Span, ...], str]:
        return {figure.at: figure.id for figure in self._view.records(Figure, report=self.report)}

    @cached_property
    def _languages(self) -> dict[Span, str]:
        return {one.at[0]: one.language for one in self.sentences}

    def is_title(self, span: Span) -> bool:
        """Whether a place lies in a title."""
        zones = (zone for zone in self._view.records(Zone, report=self.report) if zone.role in _TITLES)
        return any(at.overlaps(span) for zone in zones for at in zone.at)

    def sentence(self, span: Span) -> Span:
        """The sentence in which a place lies; the place itself when in none."""
        return self.context.sentence(span)

    def around(self, span: Span) -> Span:
        """A sentence with those next to it."""
        places = [one.at[0] for one in self.sentences]
        if span not in places:
            return span
        at = places.index(span)
        return Span(places[max(0, at - _AROUND)].start, places[at : at + _AROUND + 1][-1].end)

    def telling(self, span: Span) -> Telling:
        """What the sentence at a place says."""
        if span not in self._tellings:
            self._tellings[span] = self._read(span)
        return self._tellings[span]

    def terms(self, span: Span) -> tuple[Term, ...]:
        """The telling words of the sentence at a place; none in a language without a model."""
        if span not in self._terms:
            self.parse([span])
        return self._terms[span]

    def parse(self, spans: Iterable[Span]) -> None:
        """Have the telling words of these sentences at hand."""
        for span in dict.fromkeys(spans):
            if span not in self._terms:
                code = self._language(span)
                language = self.reader.language(code)
                trees = self.reader.trees(self.text, [span], code) if language else ()
                found = terms(trees[0], self.text, language) if trees and language else ()
                self._terms[span] = found

    def names(self, span: Span) -> tuple[Who, ...]:
        """Who and what is named in a stretch of the text."""
        return tuple(self._who(name) for name in self.context.names if _inside(name, span))

    def who(self, actor: str | None, at: Span | None) -> Who | None:
        """Somebody by id, else by the words that stand for him; None for nobody."""
        if actor is None and at is None:
            return None
        known = self.context.actors.get(actor or "")
        words = " ".join(self.text[at.start : at.end].split()) if at else known.name if known else actor or ""
        sort = known.sort if known else "other"
        return Who(actor, self.context.state(actor), words, at or Span(0, 1), sort)

    def known_as(self, actor: str) -> tuple[str, ...]:
        """The names of an actor in this text."""
        known = self.context.actors.get(actor)
        if known is None:
            return ()
        return (known.name, *(form for forms in known.names.values() for form in forms))

    def data(self, span: Span) -> Language | None:
        """The data of the language in which the sentence at a place is written."""
        return self.reader.language(self._language(span))

    def quotes(self, span: Span) -> tuple[Uttered, ...]:
        """What is said in a stretch of the text, or whose words of saying stand there."""
        return tuple(
            self._uttered(quote) for quote in self.context.quotes if _touches(quote, quote.cue, span)
        )

    def _language(self, span: Span) -> str:
        found = self._languages.get(span)
        within = (code for one, code in self._languages.items() if one.overlaps(span))
        return found or next(within, None) or self.context.report.language or ""

    def _who(self, name: Record) -> Who:
        actor = getattr(name, "actor", None)
        words = self.context.words(name.at[0])
        return Who(actor, self.context.state(actor), words, name.at[0], name.sort, name.head)  # type: ignore[attr-defined]

    def _uttered(self, quote: Quote) -> Uttered:
        return Uttered(
            quote.id,
            " ".join(self.context.words(span) for span in quote.at),
            self.who(quote.speaker_actor, quote.speaker),
            quote.form != "indirect",
            quote.act in ("deny", "reject"),
            quote.at,
            self.who(quote.addressee_actor, None),
        )

    def _read(self, span: Span) -> Telling:
        times = tuple(time for time in self._times if _inside(time, span) and time.sort in ("date", "time"))
        events = tuple(event for event in self.context.events if event.trigger.overlaps(span))
        counted = tuple(one for one in self._figures if span.contains(one.at[0]))
        counted = tuple(one for one in counted if not any(_crosses(one.at, time.at) for time in times))
        names, quotes = self.names(span), self.quotes(span)
        # 'Antara 3 dan 20 Februari' names no agency
        names = tuple(
            who for who in names if not any(who.at.overlaps(at) for time in times for at in time.at)
        )
        taken = [*(at for one in counted for at in one.at), *(at for time in times for at in time.at)]
        taken += [name.at for name in names if name.sort != "other"]
        ids = [self._figure_ids[one.at] for one in counted if one.at in self._figure_ids]
        return Telling(
            report=self.report,
            at=span,
            text=self.context.words(span),
            language=self._language(span),
            names=names,
            times=times,
            days=tuple(self._days(times, events, counted, span)),
            written=self.context.written,
            figures=counted,
            numbers=tuple(self._numbers(span, taken)),
            quotes=quotes,
            events=events,
            records=(*(quote.id for quote in quotes), *(event.id for event in events), *ids),
        )

    def _days(
        self, times: Iterable[Time], events: Iterable[Event], counted: Iterable[Counted], span: Span
    ) -> Iterator[Period]:
        yield from (time.value for time in times if time.value)
        yield from (event.when for event in events if event.when and event.dated != "report")
        yield from (Period(one.as_of, one.as_of) for one in counted if one.as_of)
        yield from (
            quote.said for quote in self.context.quotes if quote.said and _touches(quote, quote.cue, span)
        )

    def _numbers(self, span: Span, taken: Sequence[Span]) -> Iterator[str]:
        """The words with digits that nothing else was made of: '2' of Nord Stream 2."""
        for word in Words(self.text[span.start : span.end]):
            at = Span(span.start + word.start, span.start + word.end)
            if _DIGITS.search(word.text) and not any(at.overlaps(other) for other in taken):
                yield word.text


def raw(text: Text, span: Span) -> str:
    """The characters at a place, as they were received."""
    return text.text[span.start : span.end]


def words_at(text: Text, span: Span) -> str:
    """The characters at a place on one line."""
    return " ".join(raw(text, span).split())


def _inside(record: Record, span: Span) -> bool:
    return any(span.contains(one) for one in record.at)


def _touches(record: Record, cue: Span | None, span: Span) -> bool:
    return any(span.overlaps(one) for one in record.at) or (cue is not None and cue.overlaps(span))


def _crosses(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in left for other in right)
