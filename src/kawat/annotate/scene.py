"""A sentence with what earlier stages found in it, asked by word: what quotes and events look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import Generic

from kawat.language import Cue, Language, StatusWord, Trigger
from kawat.records import (
    Actor,
    ModelAttribution,
    ModelEvent,
    Name,
    Paragraph,
    Period,
    Quotation,
    Quote,
    R,
    Sentence,
    Span,
    Time,
    Tree,
)
from kawat.stage import ReportText
from kawat.text import Hit, Words, trim


class Scene:
    """One sentence: its words by index, and the names, times, quotations and cues in it."""

    def __init__(self, stage: Scenes, sentence: Sentence) -> None:
        self._stage = stage
        self.report = stage.report
        self.language = stage.language
        self.grammar = stage.language.grammar
        self.words: Words = stage.report.words
        self.sentence = sentence
        self.span = sentence.at[0]
        self.inside = self.words.range(self.span)
        self.names = stage.names.within(self.span)
        self.times = stage.times.within(self.span)
        self.quotations = stage.quotations.touching(self.span)
        self.told = stage.told
        # as the language model reads it; None where the model does not know the language
        self.tree = stage.trees.get(sentence.id)
        self._heads: dict[Span, Span | None] = {}

    @property
    def attributions(self) -> tuple[ModelAttribution, ...]:
        """What the language model sees said in the sentence."""
        return self.tree.attributions if self.tree else ()

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The states that are spoken of: those of the sentence first, then those of the report, in order."""
        return tuple(dict.fromkeys((*self._countries(self.names), *self._stage.countries)))

    def country(self, actor: str) -> str | None:
        """The state that an actor is or acts for, by the registry or by the office that the report tells."""
        return self._stage.country(actor)

    def _countries(self, names: Sequence[Name]) -> Iterator[str]:
        for name in names:
            country = self.language.registry.country(name.actor) if name.actor else None
            if country:
                yield country

    @property
    def events(self) -> tuple[ModelEvent, ...]:
        """What the language model sees done in the sentence."""
        return self.tree.events if self.tree else ()

    def head_of(self, span: Span) -> Span | None:
        """The word of a phrase that the rest of it hangs from; None without a tree."""
        if span not in self._heads:
            self._heads[span] = self._head_of(span)
        return self._heads[span]

    def _head_of(self, span: Span) -> Span | None:
        nodes = self.tree.words if self.tree else ()
        for node in nodes:
            outside = node.head < 0 or not span.contains(nodes[node.head].at)
            if span.contains(node.at) and outside and node.upos != "PUNCT":
                return node.at
        return None

    def relation_of(self, span: Span) -> str:
        """How a phrase hangs from the rest of the sentence, without subtype; '' without a tree."""
        head = self.head_of(span)
        nodes = self.tree.words if self.tree else ()
        return next((node.relation.partition(":")[0] for node in nodes if node.at == head), "")

    def hangs(self, span: Span, governor: Span) -> bool:
        """Whether a phrase hangs from a word of another: 'in September' from 'said'."""
        head = self.head_of(span)
        nodes = self.tree.words if self.tree else ()
        heads = (nodes[node.head].at for node in nodes if node.at == head and node.head >= 0)
        return any(governor.contains(at) for at in heads)

    @cached_property
    def cues(self) -> list[Hit[Cue]]:
        """Words of saying."""
        return list(self.language.find_cues.find(self.words, self.inside))

    @cached_property
    def triggers(self) -> list[Hit[Trigger]]:
        """Words that show an event."""
        return list(self.language.find_triggers.find(self.words, self.inside))

    @cached_property
    def status_words(self) -> list[Hit[StatusWord]]:
        """Words that say whether something happened, is planned, feared or denied."""
        return list(self.language.find_status.find(self.words, self.inside))

    @cached_property
    def day_before(self) -> Period | None:
        """The days that a sentence before in the same paragraph named last: a story goes on where it was."""
        return self._stage.day_before(self.span)

    def from_word(self, first: int) -> Scene:
        """The scene from word `first` on, for what has its subject there."""
        rest = copy(self)
        rest.inside = range(first, self.inside.stop)
        rest.span = Span(self.words[first].start, self.span.end)
        rest.names = [name for name in self.names if name.at[0].start >= rest.span.start]
        return rest

    def fold(self, index: int) -> str:
        """The case-folded word, '' outside of the sentence."""
        return self.words[index].fold if self.inside.start <= index < self.inside.stop else ""

    def is_a(self, index: int, *kinds: str) -> bool:
        """Whether the word is in one of these lists of `grammar.toml`."""
        word = self.fold(index)
        return bool(word) and any(word in self.grammar[kind] for kind in kinds)

    def is_pair(self, index: int, kind: str) -> bool:
        """Whether the word and the next are together in that list of `grammar.toml`: 'each other'."""
        return f"{self.fold(index)} {self.fold(index + 1)}" in self.grammar[kind]

    def gap(self, index: int) -> str:
        """The characters between word `index` and the word before it."""
        start = self.words[index - 1].end if index > self.inside.start else self.span.start
        end = self.words[index].start if index < self.inside.stop else self.span.end
        return self.report.text[start:end]

    def index_at(self, position: int) -> int:
        """The index of the word that holds a position, of the next one where none does."""
        index = self.words.range(Span(position, max(position + 1, self.span.end))).start
        holds = index > 0 and self.words[index - 1].end > position
        return index - 1 if holds else index

    def quoted(self, position: int) -> bool:
        """Whether a position stands between quotation marks."""
        return any(q.at[0].start <= position < q.at[0].end for q in self.quotations)

    def bracketed(self, name: Name) -> bool:
        """Whether a name stands alone in brackets, as the agency of a dateline: it does nothing there."""
        start, end = name.at[0]
        text = self.report.text
        return text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")

    def speech_at(self, position: int) -> str | None:
        """The id of the direct quote that holds a position, None outside of direct speech."""
        for quote in self.direct:
            if any(span.start <= position < span.end for span in quote.at):
                return quote.id
        return None

    @cached_property
    def direct(self) -> list[Quote]:
        """Direct quotes that have words in this sentence; none before quotes have been found."""
        return [q for q in self.told if q.form == "direct" and any(span.overlaps(self.span) for span in q.at)]

    @cached_property
    def _title_words(self) -> frozenset[int]:
        hits = self.language.find_titles.find(self.words, self.inside)
        return frozenset(index for hit in hits for index in range(hit.first, hit.last))

    def governed(self, name: Name) -> bool:
        """Whether a preposition stands before a name: it does nothing: 'in Ukraine', 'dengan Putin'."""
        index = self.index_at(name.at[0].start) - 1
        while index > self.inside.start and self.is_a(index, "articles"):
            index -= 1
        return self.is_a(index, "in", "towards", "of", "with", "by", "to_whom", "between", "about")

    def in_title(self, index: int) -> bool:
        """Whether a word is part of an office as worded."""
        return index in self._title_words

    def name_at(self, index: int) -> Name | None:
        """The name that covers a word."""
        start = self.words[index].start
        return next((name for name in self.names if name.at[0].start <= start < name.at[0].end), None)

    def time_at(self, index: int) -> Time | None:
        """The expression of time that covers a word."""
        start = self.words[index].start
        return next((time for time in self.times if time.at[0].start <= start < time.at[0].end), None)

    def trimmed(self, start: int, end: int) -> Span | None:
        """The span without blanks and loose punctuation at its ends."""
        return trim(self.report.text, Span(start, end), ",;:–—-.") if start < end else None


class _Shelf(Generic[R]):
    """Records in the order of their places."""

    def __init__(self, records: Sequence[R]) -> None:
        self._records = sorted(records, key=lambda record: record.at[0])
        self._starts = [record.at[0].start for record in self._records]

    def within(self, span: Span) -> list[R]:
        """The records that begin inside the span."""
        return self._records[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def touching(self, span: Span) -> list[R]:
        """The records that overlap the span."""
        before = self._records[: bisect_left(self._starts, span.end)]
        return [record for record in before if record.at[0].end > span.start]


class Scenes:
    """All sentences of a report as scenes, in order."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self.report = report
        self.language = language
        self.names = _Shelf(report[Name])
        self.times = _Shelf(report[Time])
        self.quotations = _Shelf(report[Quotation])
        # the quotes of the whole report; none while they are still being looked for
        self.told = report[Quote]
        self.trees = {tree.sentence: tree for tree in report[Tree]}
        self.all = [Scene(self, sentence) for sentence in report[Sentence]]
        self._ends = [scene.span.end for scene in self.all]

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The states that the report speaks of, those named most often first."""
        registry = self.language.registry
        named = (registry.country(name.actor) for name in self.report[Name] if name.actor)
        return tuple(country for country, _ in Counter(filter(None, named)).most_common())

    def country(self, actor: str) -> str | None:
        """The state that an actor is or acts for, by the registry or by the office that the report tells."""
        return self.language.registry.country(actor) or self._acting_for.get(actor)

    def day_before(self, span: Span) -> Period | None:
        """The days named last before a span in its paragraph."""
        index = bisect_right(self._paragraphs, span.start)
        start = self._paragraphs[index - 1] if index else span.start
        named = self._dated[bisect_left(self._days, start) : bisect_left(self._days, span.start)]
        return named[-1].value if named else None

    @cached_property
    def _paragraphs(self) -> list[int]:
        return sorted(paragraph.at[0].start for paragraph in self.report[Paragraph])

    @cached_property
    def _dated(self) -> list[Time]:
        dated = (time for time in self.report[Time] if time.value and time.sort in ("date", "time"))
        return sorted(dated, key=lambda time: time.at[0])

    @cached_property
    def _days(self) -> list[int]:
        return [time.at[0].start for time in self._dated]

    @cached_property
    def _acting_for(self) -> dict[str, str]:
        return {actor.id: actor.country for actor in self.report[Actor] if actor.country}

    def at(self, position: int) -> Scene:
        """The sentence of a position, the next one where it stands between two."""
        return self.all[min(bisect_right(self._ends, position), len(self.all) - 1)]
