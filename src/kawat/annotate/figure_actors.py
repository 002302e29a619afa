"""Whose the counted things of a figure are."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import Language
from kawat.records import Name, Span
from kawat.stage import ReportText
from kawat.text import Word

from .figure_tree import FigureTree, base
from .quantity import COUNTRIES, Quantity

# how many words may stand between a number and its owner
_HOLDING_REACH = 5
_MODIFIERS = 2


class FigureActors:
    """Finds the actors around the quantities of one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._text = report.text
        self._words = report.words
        self._language = language
        self._small_words = language.figures
        self._own = tuple(language.grammar.get("own", ()))
        self._table = language.counting
        self._by = language.grammar.get("by", frozenset())
        # who is known by an office only is what is counted: 'two officials' are no officials of the official
        known = [
            (span, name) for name in report[Name] if name.actor and "/" not in name.actor for span in name.at
        ]
        self._names = sorted(known, key=lambda pair: pair[0])

    def holder(self, quantity: Quantity, sentence: Span, tree: FigureTree | None) -> tuple[Span, str | None]:
        """The phrase, with the owner's name where that follows the noun, and the owner."""
        span, counted = quantity.span, quantity.counted
        if counted is None or counted.measure or counted.compound:
            return span, None
        inside = next(self._between(quantity.number.span.end, span.end), None)
        if inside:
            return span, inside[1].actor
        if self._language.modifier_follows_noun:
            following = self._following(counted.last, span.end, tree)
            if following:
                return Span(span.start, following[0].end), following[1].actor
        noun = tree.top(span) if tree else None
        by_tree = (
            self._of_name(tree, noun) or self._who_holds(tree, noun) if tree and noun is not None else None
        )
        return span, by_tree or self._owner_before(quantity, sentence, tree)

    def _of_name(self, tree: FigureTree, noun: int) -> str | None:
        """The state or organisation that a noun is of: 'troops of Russia', 'pasukan dari Rusia'."""
        for child in tree.below(noun, "nmod"):
            cases = [tree.nodes[case].at for case in tree.below(child, "case")]
            if any(self._fold(case) in self._table.owned for case in cases):
                return self._named(tree, child)
        return None

    def _who_holds(self, tree: FigureTree, noun: int) -> str | None:
        """The one who has or sends what is counted, also by a verb of the passive."""
        first = tree.first(noun)
        verb, relation = tree.nodes[first].head, tree.nodes[first].relation
        if verb < 0 or not self._is_holding(tree.nodes[verb].at):
            return None
        if relation == "obj":
            subject = tree.subject(verb)
            return self._named(tree, subject) if subject is not None else None
        if base(tree.nodes[first]) != "nsubj":
            return None
        for child in tree.below(verb, "obl"):
            cases = [tree.nodes[case].at for case in tree.below(child, "case")]
            if any(self._fold(case) in self._by for case in cases) or (not cases and child == verb + 1):
                return self._named(tree, child)
        return None

    def _is_holding(self, verb: Span) -> bool:
        return self._fold(verb) in self._small_words.holding | self._table.holding

    def _named(self, tree: FigureTree, index: int) -> str | None:
        """The state or organisation that a noun of the tree names."""
        at = tree.nodes[index].at
        named = (name for span, name in self._names if span.overlaps(at) and name.sort != "person")
        return next((name.actor for name in named), None)

    def _fold(self, span: Span) -> str:
        return self._text[span.start : span.end].casefold()

    def _between(self, start: int, end: int) -> Iterator[tuple[Span, Name]]:
        return ((span, name) for span, name in self._names if start <= span.start and span.end <= end)

    def _following(self, index: int, end: int, tree: FigureTree | None) -> tuple[Span, Name] | None:
        """The name after a noun, with modifiers between them: 'tentara Rusia', 'kapal perang besar Rusia'."""
        for word in self._words[index : index + _MODIFIERS + 1]:
            if not self._text[end : word.start].isspace():
                return None
            named = next((pair for pair in self._names if pair[0].start == word.start), None)
            if named:
                return named if named[1].sort != "person" else None
            if not word.text.islower() or word.fold in self._small_words.stop or _is_verb(tree, word):
                return None
            end = word.end
        return None

    def _owner_before(self, quantity: Quantity, sentence: Span, tree: FigureTree | None) -> str | None:
        """The last state or organisation before a phrase when the words between make the things its own."""
        start = quantity.span.start
        named = [pair for pair in self._between(sentence.start, start) if self._may_own(pair)]
        if not named:
            return None
        span, name = named[-1]
        between = [word.fold for word in self._words.inside(Span(span.end, start))]
        table = self._small_words
        owned = between[-1:] and (between[-1] in table.own_before or set(between) <= table.possessive)
        holding = len(between) <= _HOLDING_REACH and not table.holding.isdisjoint(between[-1:])
        its = any(word.fold in table.own_before for word in self._words.inside(quantity.span))
        suffixed = bool(self._own) and self._text.endswith(self._own, start, quantity.span.end)
        joined = quantity.unit == "members" and quantity.of == COUNTRIES
        return name.actor if owned or holding or its or suffixed or joined else None

    def _may_own(self, named: tuple[Span, Name]) -> bool:
        """Whether a name is of a state or organisation and no mere place: not 'in Ukraine'."""
        index = self._words.range(named[0]).start
        before = [word.fold for word in self._words[max(0, index - 2) : index]]
        if before and before[-1] in self._small_words.determiners:
            before.pop()
        return named[1].sort != "person" and (not before or before[-1] not in self._language.grammar["in"])


def _is_verb(tree: FigureTree | None, word: Word) -> bool:
    inside = tree.at(Span(word.start, word.end)) if tree else []
    return tree is not None and any(tree.nodes[index].upos == "VERB" for index in inside)
