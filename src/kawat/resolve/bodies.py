"""Which state or body 'the alliance', 'the rebels' or 'pemerintah' means: the most present of its class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import log

from kawat.language import BodyNoun
from kawat.records import Mention, Name, Span, Tree
from kawat.text import Hit

from .groups import Groups, known_by_place
from .people import Phrase

# how many sentences back one is looked for, and how much more present than any other it must be
_REACH = 20
_MARGIN = 0.3
# for each time named before (of its logarithm): the army is that of the state that the report is about
_OFTEN = 1.0
# words that may stand between 'the' and the noun, or the noun and 'itu': 'the regional alliance'
_BETWEEN = 1
# relations by which whose it is hangs from the noun: then the phrase names it itself
_OWNING = frozenset({"nmod", "amod", "compound", "flat", "appos", "det", "acl", "nummod", "conj"})


class Bodies:
    """Nouns for states and bodies, in the order of the text; each found one counts for the next."""

    def __init__(self, groups: Groups, known: Sequence[Span] = ()) -> None:
        self.groups = groups
        self.layout = groups.layout
        self.language = groups.layout.language
        self.words = groups.layout.report.words
        self._named = sorted(
            [
                *known,
                *(mention.at[0] for mention in self.layout.report[Mention]),
                *(name.at[0] for name in self.layout.report[Name]),
            ]
        )

    def all(self) -> Iterator[tuple[Span, str, bool]]:
        """Where a noun stands for one, which one it is, and whether it heads its phrase."""
        for hit in self.language.find_bodies.find(self.words):
            if not self._is_definite(hit) or self._says_itself(hit.span):
                continue
            actor = self._meant(hit)
            if actor:
                yield hit.span, actor, self._heads(hit)

    def _heads(self, hit: Hit[BodyNoun]) -> bool:
        """Whether the noun stands for itself, and does not only say whose: 'the group's spokesman'."""
        if self.language.is_possessive(self.words, hit.last):
            return False
        phrase = Phrase(self.layout, hit.span)
        return not phrase.relation.startswith("nmod") or bool(phrase.prepositions)

    def _is_definite(self, hit: Hit[BodyNoun]) -> bool:
        """'the alliance', 'aliansi itu': one that was named; some nouns need no such word."""
        before = range(max(0, hit.first - 1 - _BETWEEN), hit.first)
        after = range(hit.last, min(len(self.words), hit.last + 1 + _BETWEEN))
        grammar = self.language.grammar
        if hit.rule.bare:
            near = self.words[hit.first - 1].fold if hit.first else ""
            return near not in grammar["indefinite"]
        if any(self.words[index].fold in grammar["the"] for index in before) and not grammar["this_one"]:
            return True
        return any(self.words[index].fold in grammar["this_one"] for index in after)

    def _says_itself(self, at: Span) -> bool:
        """Whether the noun is part of a name, or whose it is hangs from it: 'the government of Freedonia'."""
        tree = self.layout.tree(self.layout.sentence(at.start))
        if tree is None or any(span.overlaps(at) for span in self._named):
            return True
        nouns = {index for index, node in enumerate(tree.words) if at.overlaps(node.at)}
        owners = (
            index
            for index, node in enumerate(tree.words)
            if index not in nouns
            and (node.upos == "PROPN" or any(span.contains(node.at) for span in self._named))
        )
        return any(_belongs(tree, index, nouns) for index in owners)

    def _meant(self, hit: Hit[BodyNoun]) -> str | None:
        number = self.layout.sentence(hit.span.start)
        near = [
            person
            for person in self.groups.bodies(hit.rule.classes)
            if person.at.end <= hit.span.start and number - person.sentence <= _REACH
        ]
        known = known_by_place(near, number)
        ranked = sorted(
            ((one.weight + _OFTEN * log(len(one.places)), actor) for actor, one in known.items()),
            reverse=True,
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]


def _belongs(tree: Tree, index: int, nouns: Collection[int]) -> bool:
    """Whether a word hangs from one of the nouns by relations that tell whose or which it is."""
    while tree.words[index].head >= 0 and tree.words[index].relation.partition(":")[0] in _OWNING:
        index = tree.words[index].head
        if index in nouns:
            return True
    return False
