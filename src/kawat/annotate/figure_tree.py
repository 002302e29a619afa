"""A sentence as a tree, asked about the figures in it: what governs a counted noun, and what it governs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from kawat.records import Node, Span, Tree
from kawat.stage import ReportText

# how many clauses without a subject of their own may lend that of the clause above
_LENDING = 2
_LENT = frozenset({"conj", "advcl", "xcomp"})
_NOUNS = frozenset({"NOUN", "PROPN", "SYM", "NUM", "X"})
_LONGEST_COMPOUND = 3
_MODIFIERS = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "PUNCT", "SYM", "NUM", "VERB"})


def base(node: Node) -> str:
    """The relation of a node without what narrows it: nsubj for nsubj:pass."""
    return node.relation.partition(":")[0]


class FigureTree:
    """The words of one sentence, by index, with what stands above and below each."""

    def __init__(self, tree: Tree) -> None:
        self.nodes = tree.words
        self._starts = [node.at.start for node in self.nodes]
        self._children: list[list[int]] = [[] for _ in self.nodes]
        for index, node in enumerate(self.nodes):
            if node.head >= 0:
                self._children[node.head].append(index)

    def at(self, span: Span) -> list[int]:
        """The nodes with characters in a span."""
        first = max(0, bisect_left(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [index for index in range(first, last) if self.nodes[index].at.overlaps(span)]

    def up(self, index: int) -> Iterator[int]:
        """A node, what governs it, and so on to the root."""
        while index >= 0:
            yield index
            index = self.nodes[index].head

    def is_under(self, index: int, above: int) -> bool:
        """Whether a node is another or stands below it."""
        return above in self.up(index)

    def below(self, index: int, *relations: str) -> list[int]:
        """What a node governs by one of these relations; by any when none is given."""
        children = self._children[index]
        return [child for child in children if not relations or base(self.nodes[child]) in relations]

    def first(self, index: int) -> int:
        """The first of the things joined with a node: of 'soldiers, tanks and guns' the soldiers."""
        while base(self.nodes[index]) == "conj":
            index = self.nodes[index].head
        return index

    def top(self, span: Span) -> int | None:
        """The noun that all of a phrase hangs on, so far as no verb of the phrase governs it."""
        inside = self.at(span)
        nouns = [index for index in inside if self.nodes[index].upos in _NOUNS]
        if not nouns:
            return None
        index = nouns[-1]
        while (head := self.nodes[index].head) in inside and self.nodes[head].upos in _NOUNS:
            index = head
        return index

    def subject(self, index: int) -> int | None:
        """The subject of a verb, its own or that of the clause which it continues."""
        for _ in range(_LENDING + 1):
            subjects = self.below(index, "nsubj", "csubj")
            if subjects:
                return subjects[0]
            if base(self.nodes[index]) not in _LENT:
                return None
            index = self.nodes[index].head
        return None

    def hull(self, index: int) -> Span:
        """From the first to the last character of all that a node governs."""
        start, end = self.nodes[index].at
        for child in self._children[index]:
            below = self.hull(child)
            start, end = min(start, below.start), max(end, below.end)
        return Span(start, end)

    def counted(self, number: Span) -> int | None:
        """The noun to the right that a number counts, when all between them belongs to that noun."""
        inside = self.at(number)
        if not inside:
            return None
        last = inside[-1]
        heads = {self.nodes[i].head for i in inside if base(self.nodes[i]) == "nummod"} - set(inside)
        noun = next(iter(heads)) if len(heads) == 1 else -1
        if noun <= last or self.nodes[noun].upos not in ("NOUN", "PROPN"):
            return None
        between = range(last + 1, noun)
        own = all(self.is_under(i, noun) and self.nodes[i].upos in _MODIFIERS for i in between)
        return noun if own else None

    def compound_head(self, index: int) -> int | None:
        """The last noun of the compound that a word begins: of '11-minute voice recording' the recording."""
        head = index
        while base(self.nodes[head]) in ("compound", "amod") and self.nodes[head].head > head:
            head = self.nodes[head].head
        if head - index > _LONGEST_COMPOUND or self.nodes[head].upos not in ("NOUN", "PROPN"):
            return None
        between = self.nodes[index + 1 : head]
        return head if all(node.upos in ("NOUN", "PROPN", "ADJ") for node in between) else None


class FigureTrees:
    """The trees of a report, each made on first use."""

    def __init__(self, report: ReportText) -> None:
        self._trees = {tree.at[0]: tree for tree in report[Tree]}
        self._made: dict[Span, FigureTree] = {}

    def of(self, sentence: Span) -> FigureTree | None:
        """The tree of the sentence that stands there; None when the model reads no such language."""
        if sentence not in self._made and sentence in self._trees:
            self._made[sentence] = FigureTree(self._trees[sentence])
        return self._made.get(sentence)
