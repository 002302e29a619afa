"""Figures in a report: how many of what, how exactly, whose, and according to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kawat.language import Language, QualifierRow
from kawat.records import Figure, Name, Sentence, Span, Time, TimeExpression, Tree, Zone, ZoneRole
from kawat.stage import ReportText, stage

from .counted import CountedFinder
from .figure_actors import FigureActors
from .figure_checks import Checks, CheckWords
from .figure_days import FigureDays
from .figure_joins import joined
from .figure_labels import FigureLabels
from .figure_sources import FigureSources
from .figure_tree import FigureTree, FigureTrees
from .numbers import Number, NumberReader
from .qualified import Qualifiers
from .quantity import COUNTRIES, PEOPLE, PERSONS, Counted, Quantity

# headings repeat what the report says, and the other zones are no report
_COUNTED_IN: frozenset[ZoneRole] = frozenset({"lede", "body", "ai-summary"})
_LISTED, _VAGUE, _PLAIN, _BARE = 0.9, 0.8, 0.6, 0.4
# a number below needs some noun to say something
_TELLING = 100
_NO_NOUN = {"VERB", "AUX", "ADP", "ADV", "PRON", "CCONJ", "SCONJ", "PART", "DET"}
# digits that are part of a longer word: '20mph', 'a 300-strong crowd'
_GOES_ON = re.compile(r"[-‐‑]?[^\W\d_]")
_OTHER_CUSTOM = re.compile(r"\b\d{1,3}[.,]\d{3}\b(?![.,]\d)")


@stage(version="2", needs=[Zone, Sentence, Tree, Name, TimeExpression, Time], makes=[Figure])
def figures(report: ReportText, language: Language) -> Iterator[Figure]:
    """Find quantities: a number with its qualifier and noun, whose they are, who says so and as of when."""
    reader, around = FigureReader(report, language), _Around(report, language)
    for sentence in report[Sentence]:
        for span in sentence.at:
            tree = around.trees.of(span)
            for quantity in reader.quantities(span, tree):
                yield around.figure(report, quantity, span, tree)


class _Around:
    """What surrounds the quantities of a report: trees, owners, sources, days."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self.trees = FigureTrees(report)
        self._name = language.registry.name
        self._owners = FigureActors(report, language)
        self._sources = FigureSources(report, language)
        self._days = FigureDays(report, language)
        self._labels = FigureLabels(report, language, _tables(language).counted)

    def figure(
        self, report: ReportText, quantity: Quantity, sentence: Span, tree: FigureTree | None
    ) -> Figure:
        """The record of a quantity."""
        span, holder = self._owners.holder(quantity, sentence, tree)
        owner = self._name(holder) if holder else None
        return Figure(
            report=report.id,
            at=(span,),
            made=figures.made(quantity.rule, quantity.score),
            low=quantity.number.low,
            high=quantity.number.high,
            unit=quantity.unit,
            of=self._labels.label(quantity, owner, tree),
            qualifier=(quantity.qualifier and quantity.qualifier.qualifier) or None,
            holder_actor=holder,
            according_to_actor=self._sources.source(quantity, sentence, tree),
            as_of=self._days.day(quantity, sentence, tree),
        )


class _Tables:
    """The finders of a language, made once."""

    def __init__(self, language: Language) -> None:
        words = language.figures
        self.counted = CountedFinder(language)
        self.numbers = NumberReader(words, self.counted.prefixes)
        self.qualifiers = Qualifiers(language)
        self.checks = CheckWords(language)
        self.words = words


@lru_cache(maxsize=32)
def _tables(language: Language) -> _Tables:
    return _Tables(language)


class FigureReader:
    """Reads the quantities worded in one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._text = report.text
        self._words = report.words
        self._tables = _tables(language)
        left_out = (zone for zone in report[Zone] if zone.role not in _COUNTED_IN)
        self._left_out = [span for zone in left_out for span in zone.at]
        self._names = [span for name in report[Name] for span in name.at]
        self._placed = [
            span for time in report[TimeExpression] if time.sort != "duration" for span in time.at
        ]
        self._checks = Checks(self._words, self._tables.checks, self._names + self._placed)
        # of the sentence that is being read
        self._tree: FigureTree | None = None

    def quantities(self, sentence: Span, tree: FigureTree | None = None) -> Iterator[Quantity]:
        """The quantities in a sentence, from left to right, none overlapping another."""
        self._tree = tree
        if not any(span.overlaps(sentence) for span in self._left_out):
            single = self._single(sentence)
            yield from joined(self._words, single, self._tables.words, self._tables.counted)

    def _single(self, sentence: Span) -> Iterator[Quantity]:
        inside, end = self._words.range(sentence), sentence.start
        for number in self._tables.numbers.find(self._text, sentence):
            quantity = self._quantity(number, inside, end) if number.span.start >= end else None
            # a sign between two numbers belongs to the first: '5 $ 10'
            if quantity and quantity.span.start >= end:
                end = quantity.span.end
                yield quantity

    def _quantity(self, number: Number, inside: range, end: int) -> Quantity | None:
        """The figure that a number makes behind a character where another may end."""
        span = number.span
        if any(other.overlaps(span) for other in self._placed + self._names):
            return None
        currency = self._tables.counted.prefix(self._text, span)
        if currency:
            row, start = currency
            span, qualifier = self._qualified(Span(start, span.end), inside)
            return Quantity(span, number, row.unit, row.of, row.id, _LISTED, qualifier)
        # the 'jam' of 'dua jam 30 menit' belongs to the hours
        labelled = number.digits and end + 1 < span.start and self._checks.is_label(span.start, inside)
        quantity = None if labelled and not number.large else self._of_noun(number, inside)
        # 'ke 34.000 kaki' is a height, 'nomor 34.000' a name
        return quantity if not labelled or (quantity and quantity.counted) else None

    def _of_noun(self, number: Number, inside: range) -> Quantity | None:
        """The figure that a number makes with the words around it, if it makes one."""
        span, qualifier = self._qualified(number.span, inside)
        counted = self._counted(number, span.end, inside)
        if counted is None:
            return self._uncounted(span, number, qualifier, inside)
        times = self._tables.words.times.get(self._words[counted.last - 1].fold)
        if counted.row is None and times:
            # 'fifteen US billions': a number parted from what it is multiplied by
            number = number._replace(low=number.low * times, high=number.high * times, large=True)
            return Quantity(Span(span.start, counted.end), number, "count", "", "", _BARE, qualifier)
        if counted.unit == PERSONS:
            number = self._whole(number)
        if not self._checks.counts(number, counted, inside):
            return None
        span = Span(span.start, counted.end)
        hit = self._tables.qualifiers.after(self._words, span.end, inside)
        if hit and self._text[hit.span.end : hit.span.end + 1] != " ":
            span, qualifier = Span(span.start, hit.span.end), qualifier or hit.rule
        before = self._tables.counted.before(self._words, inside, span.start)
        unit, of, fate, score = counted.unit, counted.of, counted.fate, _LISTED
        if before and before.unit == PERSONS == unit:
            fate = fate or before.of
        elif before and before.unit != PERSONS and of == COUNTRIES:
            unit = before.unit
        if counted.row is None:
            score = _PLAIN
            if any(name.start == self._words[counted.first].start for name in self._names):
                unit, of = PERSONS, PEOPLE
        elif number.vague:
            score = _VAGUE
        return Quantity(span, number, unit, of, counted.rule, score, qualifier, counted, fate)

    def _qualified(self, span: Span, inside: range) -> tuple[Span, QualifierRow | None]:
        return self._tables.qualifiers.around(self._words, span, inside, self._tree)

    def _counted(self, number: Number, end: int, inside: range) -> Counted | None:
        """What stands after a number: a listed noun within reach, else what the tree says that it counts."""
        counted = self._tables.counted.after(self._words, number, end, inside.stop)
        if self._tree is None or (_GOES_ON.match(self._text, end) and not counted):
            return counted
        if counted and counted.compound:
            return self._with_whole_head(self._tree, counted)
        noun = self._tree.counted(number.span)
        if counted and counted.row and (noun is None or not self._describes(self._tree, counted, noun)):
            return counted
        if noun is None:
            return None if counted and self._is_no_noun(self._tree, counted) else counted
        own = [self._tree.nodes[i].at for i in self._tree.below(noun, "compound") if i < noun]
        at = self._tree.nodes[noun].at
        farther = self._tables.counted.by_tree(self._words, end, at, own=[*own, at])
        return farther if counted is None or (farther and farther.row) else counted

    def _describes(self, tree: FigureTree, counted: Counted, noun: int) -> bool:
        """Whether a listed noun only describes the one that is counted: 'anti-aircraft systems'."""
        last = self._words[counted.last - 1]
        heads = {tree.nodes[index].head for index in tree.at(Span(last.start, last.end))}
        return tree.nodes[noun].at.start >= counted.end and noun in heads

    def _is_no_noun(self, tree: FigureTree, counted: Counted) -> bool:
        """Whether the tree sees a verb or a small word where the shape of words suggests a noun."""
        last = self._words[counted.last - 1]
        tags = {tree.nodes[index].upos for index in tree.at(Span(last.start, last.end))}
        return tags <= _NO_NOUN

    def _with_whole_head(self, tree: FigureTree, counted: Counted) -> Counted:
        """A compound up to its head: not the '11-minute voice' of a recording."""
        first = self._words[counted.first]
        inside = tree.at(Span(first.start, first.end))
        head = tree.compound_head(inside[-1]) if inside else None
        if head is None or tree.nodes[head].at.end <= counted.end:
            return counted
        end = tree.nodes[head].at.end
        return counted._replace(end=end, last=self._words.range(Span(counted.end, end)).stop)

    def _whole(self, number: Number) -> Number:
        """A number of persons, read as thousands where it was written after the other language's custom.

        Nobody counts soldiers to three decimals: '100,000 tentara' was left standing by a translation.
        """
        written = self._text[number.span.start : number.span.end]
        if number.large or not number.digits or not _OTHER_CUSTOM.search(written):
            return number
        return number._replace(low=number.low * 1000, high=number.high * 1000, large=True)

    def _uncounted(
        self, span: Span, number: Number, qualifier: QualifierRow | None, inside: range
    ) -> Quantity | None:
        """The figure that a number makes without a noun: 'killing 300', 'reached 465,000'."""
        if _GOES_ON.match(self._text, span.end) or number.may_be_year or number.low < 1:
            return None
        before = self._tables.counted.before(self._words, inside, span.start)
        if before:
            of, fate = (PEOPLE, before.of) if before.unit == PERSONS else (before.of, "")
            return Quantity(span, number, before.unit, of, before.id, _VAGUE, qualifier, fate=fate)
        if number.high >= _TELLING and (number.large or number.vague or (qualifier and qualifier.qualifier)):
            return Quantity(span, number, "count", "", "", _BARE, qualifier)
        return None
