"""The day on which a figure held, where its sentence says one: 'as of Friday', 'hingga Selasa'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kawat.language import Language
from kawat.records import Period, Span, Time
from kawat.stage import ReportText

from .figure_tree import FigureTree, base
from .quantity import TIME_UNITS, Quantity

_LONGEST = 3


class _Held(NamedTuple):
    """An expression of time with the words before it that make it the day of a figure."""

    span: Span
    day: str


class FigureDays:
    """The days of the figures of one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._words = report.words
        self._as_of = frozenset(tuple(words.split()) for words in language.counting.as_of)
        self._latest = report.written.last if report.written else None
        self._times = [span for time in report[Time] for span in time.at]
        self._held = list(self._find(report))

    def day(self, quantity: Quantity, sentence: Span, tree: FigureTree | None) -> str | None:
        """The day on which a quantity was what it is said to be. What lasts has none."""
        if quantity.unit in TIME_UNITS:
            return None
        for held in self._held:
            if sentence.contains(held.span) and _tells(held, quantity, tree):
                return held.day
        return None

    def _find(self, report: ReportText) -> Iterator[_Held]:
        for time in report[Time]:
            day = self._single(time.value)
            start = self._introduced(time.at[0]) if day else None
            if day and start is not None:
                yield _Held(Span(start, time.at[0].end), day)

    def _single(self, period: Period | None) -> str | None:
        """The one day of a time that is not to come: 'until Friday' may tell of plans."""
        if period is None or period.first != period.last:
            return None
        return period.last if self._latest is None or period.last <= self._latest else None

    def _introduced(self, time: Span) -> int | None:
        """Where the words for 'as of' begin, at the beginning of an expression of time or before it."""
        first = self._words.range(time).start
        for at in (first, *range(first - 1, max(-1, first - _LONGEST - 1), -1)):
            for length in range(1, _LONGEST + 1):
                # the words end within the expression or right before it
                if at + length >= first and self._is_as_of(at, length) and not self._ends_range(at):
                    start: int = self._words[at].start
                    return start
        return None

    def _is_as_of(self, first: int, length: int) -> bool:
        words = self._words[first : first + length]
        joined = all(self._words.joined(index) for index in range(first + 1, first + len(words)))
        return joined and tuple(word.fold for word in words) in self._as_of

    def _ends_range(self, index: int) -> bool:
        """Whether a time stands right before, as in 'from Monday until Tuesday'."""
        return index > 0 and any(span.end == self._words[index - 1].end for span in self._times)


def _tells(held: _Held, quantity: Quantity, tree: FigureTree | None) -> bool:
    """Whether the clause that the day stands in also has the quantity."""
    if tree is None:
        return True
    noun, inside = tree.top(quantity.span), tree.at(held.span)
    above = [index for index in inside if tree.nodes[index].head not in inside]
    if noun is None or not above:
        return False
    clause = tree.nodes[above[-1]].head
    while clause >= 0 and base(tree.nodes[clause]) == "xcomp":
        clause = tree.nodes[clause].head
    return clause < 0 or tree.is_under(noun, clause)
