"""Figures in a report: how many of what, how exactly, whose, and according to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kawat.language import Language, QualifierRow
from kawat.records import Figure, Name, Sentence, Span, TimeExpression, Zone, ZoneRole
from kawat.stage import ReportText, stage
from kawat.text import Hit, Phrases

from .counted import COUNTRIES, PEOPLE, PERSONS, TIME_UNITS, Counted, CountedFinder, Quantity
from .figure_actors import FigureActors
from .numbers import Number, NumberReader

# headings repeat what the report says, and the other zones are no report
_COUNTED_IN: frozenset[ZoneRole] = frozenset({"lede", "body", "ai-summary"})
_LISTED, _VAGUE, _PLAIN, _BARE = 0.9, 0.8, 0.6, 0.4
# a number below needs a listed noun when in words; one below the other needs some noun to say something
_SMALL = 10
_TELLING = 100
_LONGEST_QUALIFIER = 5
_MOST_QUALIFIERS = 3
_LONGEST_LABEL = 2
_OTHER_CUSTOM = re.compile(r"\b\d{1,3}[.,]\d{3}\b(?![.,]\d)")


@stage(version="1", needs=[Zone, Sentence, Name, TimeExpression], makes=[Figure])
def figures(report: ReportText, language: Language) -> Iterator[Figure]:
    """Find quantities: a number with its qualifier and counted noun, whose they are, and who says so."""
    reader = FigureReader(report, language)
    actors = FigureActors(report, language)
    for sentence in report[Sentence]:
        for span in sentence.at:
            for quantity in reader.quantities(span):
                yield _figure(report, quantity, actors, span)


def _figure(report: ReportText, quantity: Quantity, actors: FigureActors, sentence: Span) -> Figure:
    span, holder = actors.holder(quantity, sentence)
    return Figure(
        report=report.id,
        at=(span,),
        made=figures.made(quantity.rule, quantity.score),
        low=quantity.number.low,
        high=quantity.number.high,
        unit=quantity.unit,
        of=actors.label(quantity, holder) or None,
        qualifier=(quantity.qualifier and quantity.qualifier.qualifier) or None,
        holder_actor=holder,
        according_to_actor=actors.source(quantity, sentence),
    )


class _Tables:
    """The finders of a language, made once."""

    def __init__(self, language: Language) -> None:
        words = language.figures
        self.counted = CountedFinder(language)
        self.numbers = NumberReader(words, self.counted.prefixes)
        self.qualifiers_before = Phrases(row for row in language.qualifiers if row.place == "before")
        self.qualifiers_after = Phrases(row for row in language.qualifiers if row.place == "after")
        self.labels = _word_lists(words.label)
        self.placing_after = _word_lists(words.placing_after)


@lru_cache(maxsize=32)
def _tables(language: Language) -> _Tables:
    return _Tables(language)


def _word_lists(phrases: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.casefold().split()) for phrase in phrases)


class FigureReader:
    """Reads the quantities worded in one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._text = report.text
        self._words = report.words
        self._tables = _tables(language)
        self._small_words = language.figures
        left_out = (zone for zone in report[Zone] if zone.role not in _COUNTED_IN)
        self._left_out = [span for zone in left_out for span in zone.at]
        self._names = [span for name in report[Name] for span in name.at]
        self._placed = [
            span for time in report[TimeExpression] if time.sort != "duration" for span in time.at
        ]

    def quantities(self, sentence: Span) -> Iterator[Quantity]:
        """The quantities in a sentence, from left to right, none overlapping another."""
        if any(span.overlaps(sentence) for span in self._left_out):
            return
        inside, end = self._words.range(sentence), sentence.start
        for number in self._tables.numbers.find(self._text, sentence):
            quantity = self._quantity(number, inside) if number.span.start >= end else None
            # a sign between two numbers belongs to the first: '5 $ 10'
            if quantity and quantity.span.start >= end:
                end = quantity.span.end
                yield quantity

    def _quantity(self, number: Number, inside: range) -> Quantity | None:
        span = number.span
        if any(other.overlaps(span) for other in self._placed + self._names):
            return None
        currency = self._tables.counted.prefix(self._text, span)
        if currency:
            row, start = currency
            span, qualifier = self._qualified(Span(start, span.end), inside)
            return Quantity(span, number, row.unit, row.of, row.id, _LISTED, qualifier)
        if number.digits and self._is_label(span.start, inside):
            return None
        return self._of_noun(number, inside)

    def _of_noun(self, number: Number, inside: range) -> Quantity | None:
        """The figure that a number makes with the words around it, if it makes one."""
        span, qualifier = self._qualified(number.span, inside)
        counted = self._tables.counted.after(self._words, number, span.end, inside.stop)
        if counted is None:
            return self._uncounted(span, number, qualifier, inside)
        if counted.unit == PERSONS:
            number = self._whole(number)
        if not self._counts(number, counted, inside):
            return None
        span = Span(span.start, counted.end)
        hit = self._qualifier_after(span.end, inside)
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
        if self._text[span.end : span.end + 1].isalpha() or number.may_be_year or number.low < 1:
            return None
        before = self._tables.counted.before(self._words, inside, span.start)
        if before:
            of, fate = (PEOPLE, before.of) if before.unit == PERSONS else (before.of, "")
            return Quantity(span, number, before.unit, of, before.id, _VAGUE, qualifier, fate=fate)
        if number.high >= _TELLING and (number.large or number.vague or (qualifier and qualifier.qualifier)):
            return Quantity(span, number, "count", "", "", _BARE, qualifier)
        return None

    def _counts(self, number: Number, counted: Counted, inside: range) -> bool:
        """Whether a number and its noun say how many, not when, how old, which or 'one of them'."""
        after = self._folds(counted.last, inside.stop)
        if (after[:1] and after[0] in self._small_words.label_after) or self._is_age(number, counted):
            return False
        in_words = not number.digits and not number.vague and number.high < _SMALL
        if counted.row is None:
            return not in_words and not number.may_be_year and not self._ends_name(number, inside)
        if counted.unit != PERSONS and not number.large and self._ends_name(number, inside):
            return False
        if number.low < 1 and not number.digits:
            return counted.measure
        if (
            in_words
            and not counted.compound
            and (number.low < counted.row.least or self._points_back(number, after))
        ):
            return False
        if counted.unit in TIME_UNITS:
            placed = number.vague or number.may_be_year or self._is_placed(number, after)
            return counted.compound or not placed
        return not number.may_be_year or counted.measure or self._may_be_persons(number, counted)

    def _may_be_persons(self, number: Number, counted: Counted) -> bool:
        """Whether digits like a year's count persons, not as in 'the 2016 candidates'."""
        before = self._word_before(number)
        small = self._small_words.article | self._small_words.determiners
        return counted.unit == PERSONS and small.isdisjoint(before)

    def _word_before(self, number: Number) -> list[str]:
        index = self._index(number.span.start)
        return self._folds(max(0, index - 1), index)

    def _points_back(self, number: Number, after: list[str]) -> bool:
        """Whether a small number only points to things told before: 'the two leaders'."""
        words = self._small_words
        before = not words.definite.isdisjoint(self._word_before(number))
        return before or not words.definite_after.isdisjoint(after[:1])

    def _is_placed(self, number: Number, after: list[str]) -> bool:
        """Whether a length of time only says when: 'the past two months', 'two weeks ago'."""
        if not self._small_words.placing_before.isdisjoint(self._word_before(number)):
            return True
        return any(tuple(after[:length]) in self._tables.placing_after for length in (1, 2))

    def _is_label(self, start: int, inside: range) -> bool:
        """Whether the words before a number make it a name: 'Resolution 2202', 'article 5', 'aged 54'."""
        index = self._index(start)
        if index <= inside.start or self._text[self._words[index - 1].end : start].strip(" .-"):
            return False
        before = self._folds(max(inside.start, index - _LONGEST_LABEL), index)
        return any(tuple(before[i:]) in self._tables.labels for i in range(len(before)))

    def _is_age(self, number: Number, counted: Counted) -> bool:
        """Whether years stand between commas or in brackets behind a name: 'Budi, 51 tahun,'."""
        before = self._text[max(0, number.span.start - 3) : number.span.start].rstrip()
        if counted.unit != "years" or before[-1:] not in (",", "(") or not before[:1].isalpha():
            return False
        return self._text[counted.end : counted.end + 1] in (",", ")")

    def _ends_name(self, number: Number, inside: range) -> bool:
        """Whether a capitalised word that names no actor or day stands right before: 'Leopard 2 tanks'."""
        index = self._index(number.span.start)
        if index <= inside.start + 1 or not number.digits:
            return False
        word = self._words[index - 1]
        before = Span(word.start, word.end)
        if not word.text[0].isupper() or self._text[word.end : number.span.start] not in (" ", "-"):
            return False
        return not any(known.overlaps(before) for known in self._names + self._placed)

    def _qualified(self, span: Span, inside: range) -> tuple[Span, QualifierRow | None]:
        """A phrase with the qualifiers before and after it, and the one that says most."""
        start, row = self._qualifiers_before(span.start, inside)
        hit = self._qualifier_after(span.end, inside)
        if hit:
            return Span(start, hit.span.end), row or hit.rule
        return Span(start, span.end), row

    def _qualifier_after(self, end: int, inside: range) -> Hit[QualifierRow] | None:
        """Words that qualify right after a number or its noun: 'or more'."""
        index = self._index(end)
        if index >= inside.stop or self._text[end : self._words[index].start] not in (" ", "-"):
            return None
        return self._tables.qualifiers_after.at(self._words, index, inside.stop)

    def _qualifiers_before(self, start: int, inside: range) -> tuple[int, QualifierRow | None]:
        """Where a phrase begins with the qualifiers before it, and the first of them that says something."""
        found = None
        for _ in range(_MOST_QUALIFIERS):
            index = self._index(start)
            if index <= inside.start or self._text[self._words[index - 1].end : start].strip(" \n\u00a0"):
                break
            firsts = range(max(inside.start, index - _LONGEST_QUALIFIER), index)
            hits = (self._tables.qualifiers_before.at(self._words, first, index) for first in firsts)
            hit = next((hit for hit in hits if hit and hit.last == index), None)
            if hit is None:
                break
            start = hit.span.start
            if found is None or not found.qualifier:
                found = hit.rule
        return start, found

    def _index(self, position: int) -> int:
        """The index of the first word that starts at or after a character."""
        return self._words.range(Span(position, position)).start

    def _folds(self, first: int, last: int) -> list[str]:
        return [word.fold for word in self._words[first : min(last, first + 2)]]
