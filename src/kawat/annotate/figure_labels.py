"""What a figure counts, in English: the noun and its kind, what is measured, what became of the persons."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import Language
from kawat.records import Span
from kawat.stage import ReportText

from .counted import CountedFinder
from .figure_tree import FigureTree, base
from .quantity import PERSONS, TIME_UNITS, Quantity

# what stands between a length of time and what lasts so long: 'talks lasting 90 minutes'
_OF_VERB = frozenset({"obj", "obl", "xcomp"})
_COMPOUND = frozenset({"compound", "amod", "nmod"})
_LONGEST_THING = 3
_SHORTEST = 3


class FigureLabels:
    """Labels the quantities of one report."""

    def __init__(self, report: ReportText, language: Language, finder: CountedFinder) -> None:
        self._text = report.text
        self._words = report.words
        self._finder = finder
        self._table = language.counting
        self._after = language.modifier_follows_noun
        self._stop = language.figures.stop

    def label(self, quantity: Quantity, owner: str | None, tree: FigureTree | None) -> str | None:
        """What is counted, with its owner when known: 'ballistic missiles', 'troops of Russia killed'."""
        of, noun = self._table.things.get(quantity.of, quantity.of), self._noun(quantity, tree)
        if tree and noun is not None and quantity.counted and quantity.counted.row and of:
            of = " ".join([*self._kinds(tree, noun, quantity.span, of), of])
        if tree and noun is not None and not of:
            of = self._measured(tree, noun, quantity) or ""
        if owner and of:
            # 'African countries' are no countries of African countries
            of = owner if owner.casefold().endswith(of) else f"{of} of {owner}"
        return f"{of} {self._fate(tree, noun, quantity)}".strip() or None

    def _noun(self, quantity: Quantity, tree: FigureTree | None) -> int | None:
        return tree.top(quantity.span) if tree else None

    def _kinds(self, tree: FigureTree, noun: int, span: Span, label: str) -> Iterator[str]:
        """The modifiers of the counted noun, in the phrase or right beside it, that make it another thing."""
        # where modifiers follow, they stand behind the phrase: 'dua rudal balistik'
        beside = tree.below(noun, *_COMPOUND) if self._after else []
        for index in sorted({*tree.at(span), *beside}):
            node = tree.nodes[index]
            kind = self._table.modifiers.get(self._fold(tree, index))
            if kind and base(node) in _COMPOUND and kind not in label and tree.is_under(index, noun):
                yield kind

    def _measured(self, tree: FigureTree, noun: int, quantity: Quantity) -> str | None:
        """What a unit measures: of '2 million tonnes of grain' the grain, of a '50-minute call' the call."""
        counted = quantity.counted
        if counted is not None and counted.compound:
            unit = self._words.range(tree.nodes[noun].at).start
            return self._thing(tree, noun) if unit > counted.first else None
        for child in self._behind(tree, noun, quantity.span):
            cases = [self._fold(tree, case) for case in tree.below(child, "case")]
            # 'in the region' is where, 'in humanitarian aid' is what
            small = self._small_words(quantity.unit, placed=bool(tree.below(child, "det")))
            if (cases and cases[0] in small) or (not cases and self._after):
                return self._thing(tree, child)
        return self._governing(tree, noun, quantity)

    def _small_words(self, unit: str, *, placed: bool) -> frozenset[str]:
        """The words that may tie a thing to a unit."""
        if unit == "percent":
            return self._table.part_of
        money = (unit == "count" or unit.isupper()) and not placed
        return self._table.measured | self._table.given_in if money else self._table.measured

    def _behind(self, tree: FigureTree, noun: int, span: Span) -> Iterator[int]:
        """What may be the thing after a measure: what hangs on it, or begins or governs what follows it."""
        for index in tree.at(span):
            for child in tree.below(index, "nmod"):
                start, cases = tree.nodes[child].at.start, tree.below(child, "case")
                if start >= span.end and (cases or start == span.end + 1):
                    yield child
        follows = (
            tree.at(Span(span.end + 1, span.end + 2)) if self._text[span.end : span.end + 1] == " " else []
        )
        for first in follows[:1]:
            head = tree.nodes[first].head
            if base(tree.nodes[first]) == "case" and head > first:
                yield head
            elif tree.nodes[noun].head == first or (self._after and self._alike(tree, noun, first)):
                yield first

    def _alike(self, tree: FigureTree, noun: int, other: int) -> bool:
        """Whether two words are the same to the same verb, as a measure and its thing may be to the model."""
        one, another = tree.nodes[noun], tree.nodes[other]
        return (one.head, one.relation) == (another.head, another.relation)

    def _governing(self, tree: FigureTree, noun: int, quantity: Quantity) -> str | None:
        """The thing before a measure: 'bantuan senilai Rp1 triliun', 'talks lasting 90 minutes'."""
        head = tree.nodes[noun].head
        if quantity.unit not in TIME_UNITS:
            return self._valued(quantity)
        if head < 0 or tree.below(noun, "case"):
            return None
        relation = base(tree.nodes[noun])
        if relation == "nmod" and self._after and head < noun:
            return self._thing(tree, head, known=True)
        lasting = relation in _OF_VERB and base(tree.nodes[head]) == "acl"
        return self._thing(tree, tree.nodes[head].head, known=self._after) if lasting else None

    def _valued(self, quantity: Quantity) -> str | None:
        """The known thing right before an amount: 'bantuan sebesar', 'aid worth'."""
        last = self._words.range(Span(quantity.span.start, quantity.span.start)).start
        for first in range(max(0, last - _LONGEST_THING), last):
            thing = self._table.things.get(self._words[first].fold)
            kinds = [self._table.modifiers.get(word.fold, "") for word in self._words[first + 1 : last]]
            between = self._text[self._words[first].end : quantity.span.start]
            known = sum(map(bool, kinds)) >= len(kinds) - 1 and between.replace(" ", "a").isalpha()
            if thing and known and not any(w.fold in self._stop for w in self._words[first + 1 : last]):
                return " ".join([*filter(None, kinds), thing])
        return None

    def _thing(self, tree: FigureTree, index: int, *, known: bool = False) -> str | None:
        """A noun with its kind, in English where the tables know it; with `known` only then."""
        node, word = tree.nodes[index], self._fold(tree, index)
        if node.upos != "NOUN" or not word.isalpha() or len(word) < _SHORTEST:
            return None
        # '80% of the country' is not of countries
        many = self._after or node.features.get("Number") != "Sing"
        listed = self._finder.listed(self._words, node.at) if many else None
        if listed and listed.unit in TIME_UNITS:
            return None
        of = self._table.things.get(word) or (listed.of if listed else "")
        if known and not of:
            return None
        if listed and of == listed.of:
            return of
        kinds = (self._table.modifiers.get(self._fold(tree, i), "") for i in tree.below(index, *_COMPOUND))
        return " ".join([*(kind for kind in kinds if kind), of or word])

    def _fate(self, tree: FigureTree | None, noun: int | None, quantity: Quantity) -> str:
        """What became of the persons counted, by the words beside them or the verb that governs them."""
        if quantity.fate or quantity.unit != PERSONS or tree is None or noun is None:
            return quantity.fate
        first = tree.first(noun)
        node = tree.nodes[first]
        if node.head < 0:
            return ""
        verb = tree.nodes[node.head].at
        if base(node) == "nsubj" and (node.relation == "nsubj:pass" or not tree.below(node.head, "obj")):
            return self._finder.fate(self._words, verb, "after")
        if base(node) != "obj" or (first == noun and self._counts_another(tree, node.head, quantity)):
            return ""
        return self._table.fates.get(self._fold(tree, node.head)) or self._finder.fate(
            self._words, verb, "before"
        )

    def _counts_another(self, tree: FigureTree, verb: int, quantity: Quantity) -> bool:
        """Whether another number stands between the verb and a quantity: 'killed 39 of 48 passengers'."""
        between = tree.at(Span(tree.nodes[verb].at.end, max(tree.nodes[verb].at.end, quantity.span.start)))
        return any(tree.nodes[index].upos == "NUM" for index in between)

    def _fold(self, tree: FigureTree, index: int) -> str:
        at = tree.nodes[index].at
        return self._text[at.start : at.end].casefold()
