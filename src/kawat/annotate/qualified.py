"""The words that make a figure less or more than exact: 'about', 'at least', 'or more'."""

from __future__ import annotations

from kawat.language import Language, QualifierRow
from kawat.records import Span
from kawat.text import Hit, Phrases, Words

from .figure_tree import FigureTree

_LONGEST = 5
_MOST = 3


class Qualifiers:
    """The qualifiers of a language."""

    def __init__(self, language: Language) -> None:
        self._before = Phrases(row for row in language.qualifiers if row.place == "before")
        self._after = Phrases(row for row in language.qualifiers if row.place == "after")
        self._about = language.grammar.get("about", frozenset())

    def around(
        self, words: Words, span: Span, inside: range, tree: FigureTree | None
    ) -> tuple[Span, QualifierRow | None]:
        """A phrase with the qualifiers before and after it, and the one that says most."""
        start, row = self.before(words, span.start, inside, tree)
        hit = self.after(words, span.end, inside)
        if hit:
            return Span(start, hit.span.end), row or hit.rule
        return Span(start, span.end), row

    def after(self, words: Words, end: int, inside: range) -> Hit[QualifierRow] | None:
        """Words that qualify right after a number or its noun: 'or more'."""
        index = words.range(Span(end, end)).start
        if index >= inside.stop or words.text[end : words[index].start] not in (" ", "-"):
            return None
        return self._after.at(words, index, inside.stop)

    def before(
        self, words: Words, start: int, inside: range, tree: FigureTree | None
    ) -> tuple[int, QualifierRow | None]:
        """Where a phrase begins with the qualifiers before it, and the first of them that says something."""
        found = None
        for _ in range(_MOST):
            index = words.range(Span(start, start)).start
            if index <= inside.start or words.text[words[index - 1].end : start].strip(" \n\u00a0"):
                break
            firsts = range(max(inside.start, index - _LONGEST), index)
            hits = (self._before.at(words, first, index) for first in firsts)
            hit = next((hit for hit in hits if hit and hit.last == index), None)
            if hit is None or self._is_topic(words, hit, tree):
                break
            start = hit.span.start
            if found is None or not found.qualifier:
                found = hit.rule
        return start, found

    def _is_topic(self, words: Words, hit: Hit[QualifierRow], tree: FigureTree | None) -> bool:
        """Whether the word is a preposition, as in 'they talked about hundreds of them'."""
        if tree is None or hit.last - hit.first > 1 or words[hit.first].fold not in self._about:
            return False
        nodes = [tree.nodes[index] for index in tree.at(hit.span)]
        return any(node.upos == "ADP" and node.relation == "case" for node in nodes)
