"""Whether a number says how many: not when, how old, which, or part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from kawat.language import Language
from kawat.records import Span
from kawat.text import Words

from .numbers import Number
from .quantity import PERSONS, TIME_UNITS, Counted

# a number below needs a listed noun when in words
_SMALL = 10
_LONGEST_LABEL = 2


class CheckWords:
    """The words of a language that make a number something else."""

    def __init__(self, language: Language) -> None:
        self.small = language.figures
        self.no_length_of = language.counting.no_length_of
        self.nations = language.counting.nations
        self.labels = _word_lists(self.small.label)
        self.placing_after = _word_lists(self.small.placing_after)


class Checks:
    """What speaks against a number of one report; `known`: its names, and what places something in time."""

    def __init__(self, words: Words, table: CheckWords, known: Sequence[Span]) -> None:
        self._words = words
        self._table = table
        self._known = known

    def counts(self, number: Number, counted: Counted, inside: range) -> bool:
        """Whether a number and its noun say how many, not when, how old, which or 'one of them'."""
        after = self._folds(counted.last, inside.stop)
        if (after[:1] and after[0] in self._table.small.label_after) or self._is_age(number, counted):
            return False
        if counted.compound and self._words[counted.last - 1].fold in self._table.no_length_of:
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
        if in_words and number.high == 1 and self._words[counted.last - 1].fold in self._table.nations:
            return False
        if counted.unit in TIME_UNITS:
            placed = number.vague or number.may_be_year or self._is_placed(number, after)
            return counted.compound or not placed
        return not number.may_be_year or counted.measure or self._may_be_persons(number, counted)

    def _may_be_persons(self, number: Number, counted: Counted) -> bool:
        """Whether digits like a year's count persons, not as in 'the 2016 candidates'."""
        before = self._word_before(number)
        small = self._table.small.article | self._table.small.determiners
        return counted.unit == PERSONS and small.isdisjoint(before)

    def _word_before(self, number: Number) -> list[str]:
        index = self._index(number.span.start)
        return self._folds(max(0, index - 1), index)

    def _points_back(self, number: Number, after: list[str]) -> bool:
        """Whether a small number only points to things told before: 'the two leaders'."""
        words = self._table.small
        before = not words.definite.isdisjoint(self._word_before(number))
        return before or not words.definite_after.isdisjoint(after[:1])

    def _is_placed(self, number: Number, after: list[str]) -> bool:
        """Whether a length of time only says when: 'the past two months', 'two weeks ago'."""
        if not self._table.small.placing_before.isdisjoint(self._word_before(number)):
            return True
        return any(tuple(after[:length]) in self._table.placing_after for length in (1, 2))

    def is_label(self, start: int, inside: range) -> bool:
        """Whether the words before a number make it a name: 'Resolution 2202', 'article 5', 'aged 54'."""
        index = self._index(start)
        if index <= inside.start or self._words.text[self._words[index - 1].end : start].strip(" .-"):
            return False
        before = self._folds(max(inside.start, index - _LONGEST_LABEL), index)
        return any(tuple(before[i:]) in self._table.labels for i in range(len(before)))

    def _is_age(self, number: Number, counted: Counted) -> bool:
        """Whether years stand between commas or in brackets behind a name: 'Budi, 51 tahun,'."""
        before = self._words.text[max(0, number.span.start - 3) : number.span.start].rstrip()
        if counted.unit != "years" or before[-1:] not in (",", "(") or not before[:1].isalpha():
            return False
        return self._words.text[counted.end : counted.end + 1] in (",", ")")

    def _ends_name(self, number: Number, inside: range) -> bool:
        """Whether a capitalised word that names no actor or day stands right before: 'Leopard 2 tanks'."""
        index = self._index(number.span.start)
        if index <= inside.start + 1 or not number.digits:
            return False
        word = self._words[index - 1]
        before = Span(word.start, word.end)
        if not word.text[0].isupper() or self._words.text[word.end : number.span.start] not in (" ", "-"):
            return False
        return not any(known.overlaps(before) for known in self._known)

    def _index(self, position: int) -> int:
        """The index of the first word that starts at or after a character."""
        return self._words.range(Span(position, position)).start

    def _folds(self, first: int, last: int) -> list[str]:
        return [word.fold for word in self._words[first : min(last, first + 2)]]


def _word_lists(phrases: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.casefold().split()) for phrase in phrases)
