"""Who is meant by an office alone: 'the minister', 'juru bicara Kremlin', 'a senior US official'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kawat.clean.summary import dateline
from kawat.language import Language
from kawat.records import Mention, Paragraph, Period, Quotation, Sentence, Span
from kawat.stage import ReportText
from kawat.titles import is_called, is_held_by_many, is_unnamed, may_stand_for, role

from .persons import Persons

_ROLE_SCORE = 0.6
# of an official of whom only the dateline says where: 'WASHINGTON - ... a senior official said'
_DATELINE_SCORE = 0.4
# a dateline stands in one of the first paragraphs
_DATELINE_REACH = 12
# how far, in characters, 'German' may stand before 'sources': 'German government sources'
_BESIDE = 14
# how far, in characters, a possessor may stand before: 'Roe came. His spokesman left'
_NEAR = 300
_OPEN = (None, 0.3)


class Called(NamedTuple):
    """Somebody whom the report calls by an office, and where; no actor when it does not say for whom."""

    start: int
    title: str
    of: str | None
    actor: str | None


class Offices:
    """Remembers who is called what; looks up the rest in the registry."""

    def __init__(self, report: ReportText, language: Language, persons: Persons) -> None:
        self.report = report
        self.language = language
        self.registry = language.registry
        self.persons = persons
        self.period: Period | None = report.written.period if report.written else None
        self._sentences = [sentence.at[0] for sentence in report[Sentence]]
        self._paragraphs = [paragraph.at[0] for paragraph in report[Paragraph]]
        self._called: list[Called] = []
        self._met: list[tuple[int, str]] = []

    def meet(self, mention: Mention, actor: str) -> None:
        """Remember where the report names a person, and by which office."""
        self._met.append((mention.at[0].start, actor))
        self.call(mention, actor)

    def call(self, mention: Mention, actor: str | None) -> None:
        """Remember that the report gives somebody this office."""
        if mention.office and not mention.former:
            self._called.append(Called(mention.at[0].start, mention.office, mention.of, actor))
            self._called.sort(key=lambda called: called.start)

    def holder(self, mention: Mention) -> tuple[str | None, float]:
        """Who is meant: by the report's own words first, then by the offices of the day, then a role."""
        actor, score = self._holder(mention)
        if actor or not self._is_plural(mention):
            self.call(mention, actor)
        return actor, score

    def _holder(self, mention: Mention) -> tuple[str | None, float]:
        title, plural = mention.office, self._is_plural(mention)
        if not title or (plural and not is_unnamed(title) and not (mention.of and is_held_by_many(title))):
            return _OPEN
        if mention.former:
            return self._formerly(title, mention)
        named = None if plural else self._named_before(title, mention)
        if named:
            return named
        of = mention.of or self._of_possessor(mention) or self._nearby_state(mention)
        if not of and not is_held_by_many(title):
            of = self._country_of_last(mention)
        words = [word.fold for word in self.report.words.inside(mention.at[0])]
        acts_as = role(title, mention.body, words, self.language.grammar)
        if not of and is_unnamed(title) and self._dateline and not self._of_body(mention):
            return f"{self._dateline}/{acts_as}", _DATELINE_SCORE
        if not of:
            return _OPEN
        holders = self.registry.holders(title, of, self.period, mention.body)
        if len(holders) == 1 and self.period and not plural:
            return holders[0], 0.7 if mention.of else 0.5
        return f"{of}/{acts_as}", _ROLE_SCORE

    def _named_before(self, title: str, mention: Mention) -> tuple[str | None, float] | None:
        """The one whom the report called by this office last, or by one that 'the minister' may stand for."""
        start, definite = mention.at[0].start, self._is_definite(mention)
        before = [called for called in reversed(self._called) if called.start < start]
        country = None if mention.of or is_held_by_many(title) else self._country_of_last(mention)
        if country:
            # 'the president' is that of whoever says so
            own = [
                called.actor
                for called in before
                if called.actor and called.title == title and self._acts_for(called, country)
            ]
            holders = own[:1] or self.registry.holders(title, country, self.period)
            if len(holders) == 1 and self.period:
                return holders[0], 0.6
        if definite:
            known = [
                called
                for called in before
                if self._acts_for(called, mention.of)
                and not self._is_quoted(Span(called.start, called.start + 1))
            ]
            # 'the official' is rather one whom the report calls so than the adviser
            for fits in (is_called, may_stand_for):
                for called in known:
                    if fits(title, called.title):
                        return (called.actor, 0.6) if called.actor else _OPEN
        if is_held_by_many(title):
            return None
        # one introduced further down, as after a headline, when no one before is meant
        after = [called for called in self._called if called.start > start] if mention.of else []
        for called in (*before, *after):
            if called.actor and called.title == title and (called.of == mention.of or mention.of is None):
                return called.actor, 0.8
        return None

    @cached_property
    def _dateline(self) -> str | None:
        """The state of the place that the report is sent from: 'WASHINGTON, Jan 21 -'."""
        for paragraph in self._paragraphs[:_DATELINE_REACH]:
            match = dateline(self.report.slice(paragraph))
            parts = match["place"].split(",") if match else ()
            countries = (self.language.countries.get(part.strip().casefold()) for part in parts)
            country = next(filter(None, countries), None)
            if country:
                return country
        return None

    def _of_possessor(self, mention: Mention) -> str | None:
        """For whom the person acts who was named last before 'his spokesman', 'juru bicaranya'."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        grammar, start = self.language.grammar, mention.at[0].start
        before = words[indices.start - 1].fold if indices.start else ""
        owned = words[indices.stop - 1].fold.endswith(tuple(grammar["own"]))
        if not owned and before not in grammar["his"] | grammar["her"]:
            return None
        near = [actor for place, actor in sorted(self._met) if start - _NEAR <= place < start]
        return self.registry.country(near[-1], self.period) if near else None

    def _country_of_last(self, mention: Mention) -> str | None:
        """For whom the person acts who was named last in the sentence: 'Ushakov said the president ...'."""
        start = mention.at[0].start
        sentence = next((span for span in self._sentences if span.start <= start < span.end), None)
        near = [actor for place, actor in sorted(self._met) if sentence and sentence.start <= place < start]
        return self.registry.country(near[-1], self.period) if near else None

    def _acts_for(self, called: Called, of: str | None) -> bool:
        own = self.registry.country(called.actor, self.period) if called.actor else None
        return of is None or of in (called.of, own)

    def _formerly(self, title: str, mention: Mention) -> tuple[str | None, float]:
        """'the former president': one who held it, and whom the report names."""
        held = [
            actor
            for actor in self.persons
            for term in self.registry.offices_of(actor)
            if term.title == title
            and (mention.of in (None, term.of))
            and not (self.period and term.held(self.period))
        ]
        held = list(dict.fromkeys(held))
        return (held[0], 0.6) if len(held) == 1 and not self._is_plural(mention) else _OPEN

    def _is_quoted(self, span: Span) -> bool:
        """Whether it is said by another: whom they speak of the report itself has not introduced."""
        return any(quotation.at[0].contains(span) for quotation in self.report[Quotation])

    def _is_definite(self, mention: Mention) -> bool:
        """'the minister', 'menteri itu': one who was named before."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        before = words[indices.start - 1].fold if indices.start else ""
        after = words[indices.stop].fold if indices.stop < len(words) else ""
        grammar = self.language.grammar
        if before in grammar["the"]:
            return True
        last = words[indices.stop - 1].fold
        # 'sumber tersebut' may be one phrase of its own
        shown = after in grammar["this_one"] or last in grammar["this_one"]
        return shown and before not in grammar["articles"]

    def _is_plural(self, mention: Mention) -> bool:
        """'ministers', 'para menteri', 'both presidents': more than one."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        grammar, figures = self.language.grammar, self.language.figures
        first = indices.start - 1
        if any(i >= 0 and words[i].fold in grammar["plural"] for i in (first, first - 1)):
            return True
        for hit in self.language.find_titles.find(words, indices):
            noun = next((i for i in range(hit.first, hit.last) if words[i].fold in grammar["of"]), hit.last)
            fold = words[noun - 1].fold
            return fold.endswith(figures.plural_endings) and not fold.endswith(figures.not_plural)
        return False

    def _nearby_state(self, mention: Mention) -> str | None:
        """The state or organisation just before the mention, or the first subject of its sentence."""
        start = mention.at[0].start
        sentence = next((span for span in self._sentences if span.start <= start < span.end), None)
        if sentence is None:
            return None
        before = list(self._bodies(sentence.start, start))
        beside = [other for other in before if start - other.at[0].end <= _BESIDE]
        heads = [other for other in before if other.head]
        near = beside[-1:] or heads
        return near[0].actors[0] if near else self._of_ministry(mention)

    def _is_sender(self, body: Mention) -> bool:
        """Whether a name stands in the dateline."""
        return any(
            paragraph.contains(body.at[0])
            and (match := dateline(self.report.slice(paragraph))) is not None
            and body.at[0].end <= paragraph.start + match.end()
            for paragraph in self._paragraphs[:_DATELINE_REACH]
        )

    def _of_body(self, mention: Mention) -> bool:
        """'the alliance official': whose it is the noun before tells."""
        first = self.report.words.range(mention.at[0]).start
        before = self.language.find_bodies.at(self.report.words, first - 1) if first else None
        return before is not None and before.last == first

    def _of_ministry(self, mention: Mention) -> str | None:
        """'a source close to the ministry': the state of the ministry that was named last."""
        grammar, words = self.language.grammar, self.report.words
        indices = words.range(mention.at[0])
        own = {word.fold for word in words[indices.start : indices.stop + 5]} & grammar["ministry"]
        start = mention.at[0].start
        before, after = self._bodies(0, start), self._bodies(start, len(self.report.text))
        for other in (*reversed(list(before)), *after) if own else ():
            around = words.range(other.at[0])
            near = words[max(0, around.start - 3) : around.stop + 3]
            if own & {word.fold for word in near}:
                return other.actors[0]
        return None

    def _bodies(self, start: int, end: int) -> Iterator[Mention]:
        """States and organisations named between two places, in order, without who sends the report."""
        for other in sorted(self.report[Mention], key=lambda other: other.at[0]):
            inside = other.sort != "person" and other.actors and start <= other.at[0].start < end
            if inside and not self._is_sender(other):
                yield other
