"""The telling words of a sentence: whether each is denied or not yet done, and who is said to do it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from kawat.language import Language
from kawat.records import Span, Status, Tree
from kawat.text import Words

_TELLING = frozenset({"VERB", "NOUN", "ADJ"})
# words that say by themselves nothing, and are about what hangs from them
_SMALL = frozenset({"AUX", "PART", "ADV", "DET", "SCONJ", "ADP", "CCONJ", "PRON", "INTJ"})
# what a word of status that is a verb or noun speaks of, and how far that reaches on
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "csubj", "csubj:pass", "obj", "acl", "advcl", "nmod", "nsubj:pass"}
)
_ON = frozenset({"xcomp", "obj", "acl", "conj"})
# a stronger word wins over a weaker one: "denied that it will attack"
_WEIGHT: dict[Status, int] = {
    "denied": 6, "conditional": 5, "called-for": 4, "alleged": 3, "planned": 2, "ongoing": 1, "happened": 0,
}  # fmt: skip
_DOERS = frozenset({"nsubj", "csubj"})
_AGENTS = frozenset({"obl:agent"})
_CLAUSES = ("acl", "advcl", "ccomp", "parataxis")


class Term(msgspec.Struct, frozen=True):
    """A telling word: its lemma, place and tag, and what words of status make of it.

    `denied`: it is said not to be so, `outright` when no other word stands between. `open`: it is planned,
    asked for or possible. `by`: the words that say so, as lemmas. `status`: it is such a word itself.
    `light`: it says little by itself.
    `doers`: the places of those who do it. `main`: a clause hangs on it; `core`: one without
    which the sentence says something else. `objects`: the places of those to whom or which it is done.
    """

    lemma: str
    at: Span
    upos: str
    denied: bool = False
    outright: bool = False
    open: bool = False
    by: tuple[str, ...] = ()
    status: bool = False
    doers: tuple[Span, ...] = ()
    main: bool = False
    core: bool = False
    light: bool = False
    objects: tuple[Span, ...] = ()


_OPEN: frozenset[Status] = frozenset({"conditional", "called-for", "planned"})
_CORE = frozenset({"root", "ccomp", "xcomp", "parataxis", "conj"})
_OBJECTS = frozenset({"obj", "nsubj:pass"})
_MAIN = frozenset({"root", "ccomp", "xcomp", "conj", "parataxis", "advcl", "acl", "acl:relcl", "csubj"})


def terms(tree: Tree, text: str, language: Language) -> tuple[Term, ...]:
    """The telling words of a sentence of a text, in order."""
    return tuple(_Reading(tree, text, language).terms())


class _Reading:
    """A tree, with what hangs from each word."""

    def __init__(self, tree: Tree, text: str, language: Language) -> None:
        self.words = tree.words
        self.span = tree.at[0]
        self.text = text[self.span.start : self.span.end]
        self.language = language
        self.below: dict[int, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            self.below[word.head].append(index)
        self.told: set[int] = set()
        self.status: dict[int, list[tuple[Status, str]]] = defaultdict(list)
        self.outright: set[int] = set()
        marks = list(self._marks())
        self.told = {index for _, hit in marks for index in hit}
        for status, hit in marks:
            by = " ".join(self.words[index].lemma for index in hit)
            direct = self._scope(status, hit)
            if status == "denied":
                self.outright |= direct
            for index in self._reach(status, direct):
                self.status[index].append((status, by))

    def terms(self) -> Iterator[Term]:
        for index, word in enumerate(self.words):
            if word.upos in _TELLING or word.relation == "root":
                told = self.status.get(index, [])
                yield Term(
                    lemma=word.lemma.casefold(),
                    at=word.at,
                    upos=word.upos,
                    denied=any(status == "denied" for status, _ in told),
                    open=any(status in _OPEN for status, _ in told),
                    by=tuple(dict.fromkeys(by for status, by in told)),
                    status=index in self.told,
                    doers=tuple(self._doers(index)),
                    main=word.relation in _MAIN,
                    core=self._is_core(index),
                    outright=index in self.outright,
                    light=self._light(index),
                    objects=tuple(self._objects(index)),
                )

    def _is_core(self, index: int) -> bool:
        """Whether a word is what the sentence is about, not circumstance, and says something by itself."""
        word = self.words[index]
        if self._light(index):
            return False
        that = self.language.grammar.get("that", frozenset())
        said = any(self.words[i].lemma.casefold() in that for i in self.below[index])
        return word.relation in _CORE or (word.relation in _MAIN and said)

    def _light(self, index: int) -> bool:
        """Whether a word says only that something is, happens or is done."""
        return self.words[index].lemma.casefold() in self.language.grammar.get("light", frozenset())

    def _marks(self) -> Iterator[tuple[Status, list[int]]]:
        """The words of status, as indices of words of the tree."""
        starts = [word.at.start - self.span.start for word in self.words]
        for hit in self.language.find_status.find(Words(self.text)):
            found = [i for i, start in enumerate(starts) if hit.span.start <= start < hit.span.end]
            if found and hit.rule.status in (*_OPEN, "denied"):
                yield hit.rule.status, found

    def _scope(self, status: Status, hit: Sequence[int]) -> set[int]:
        """The words that words of status speak of outright."""
        inside = set(hit)
        heads = [index for index in hit if self.words[index].head not in inside]
        reached: set[int] = set()
        for index in heads:
            word = self.words[index]
            if word.upos in _SMALL:
                reached |= self._from_small(index, status)
            else:
                reached |= {i for i in self.below[index] if self.words[i].relation in _COMPLEMENTS}
                # 'no plans to attack': the denied word itself stands among the words of status
                if len(hit) > 1:
                    reached.add(index)
        light = [index for index in reached if self._light(index)]
        things = {i for index in light for i in self.below[index] if self.words[i].relation == "obj"}
        none = self._told_of(reached | things) if status == "denied" and light else set()
        return reached | things | none

    def _told_of(self, things: set[int]) -> set[int]:
        """What is told of things that there are none of: 'there are no data that leaked'."""
        nouns = [index for index in things if self.words[index].upos == "NOUN"]
        return {i for index in nouns for i in self.below[index] if self.words[i].relation.startswith("acl")}

    def _reach(self, status: Status, direct: set[int]) -> set[int]:
        """These words and what they are about."""
        reached = set(direct)
        waiting = list(reached)
        while waiting:
            index = waiting.pop()
            new = {i for i in self.below[index] if self._goes_on(index, i, status)} - reached
            reached |= new
            waiting += new
        return reached

    def _from_small(self, index: int, status: Status) -> set[int]:
        head = self.words[index].head
        if head < 0:
            return set()
        reached = {head}
        # 'there is no change', 'no tanks are in the streets'
        word = self.words[head]
        if status == "denied" and self.words[index].upos == "DET" and word.head >= 0:
            reached.add(word.head)
        return reached

    def _goes_on(self, above: int, below: int, status: Status) -> bool:
        relation = self.words[below].relation
        if relation == "conj":
            same = self.words[below].upos == self.words[above].upos
            return status != "denied" or (same and not self._against(below))
        if relation == "ccomp" and above in self.told:
            # 'denied that it plans to keep it'
            return True
        return relation in _ON or (relation == "nmod" and self.words[above].upos == "NOUN")

    def _against(self, index: int) -> bool:
        """Whether a word is set against the one before: 'not to start one, but to prevent one'."""
        but = self.language.grammar.get("but", frozenset())
        return any(self.words[i].lemma.casefold() in but for i in self.below[index])

    def _doers(self, index: int) -> Iterator[Span]:
        """The places of the subjects of a verb, of a passive of its agents; of a bare verb its governor's."""
        seen: set[int] = set()
        while index >= 0 and index not in seen:
            seen.add(index)
            below = [(i, self.words[i].relation) for i in self.below[index]]
            agents = [i for i, relation in below if relation in _AGENTS or self._by(i, relation)]
            passive = any(relation == "nsubj:pass" for _, relation in below)
            found = agents if passive else [i for i, relation in below if relation in _DOERS]
            relative = self.words[index].relation == "acl:relcl"
            if relative and not passive and all(self.words[i].upos == "PRON" for i in found):
                # 'Russia, which has massed ...'
                found = [self.words[index].head]
            if found or passive:
                yield from (span for i in found for span in self._phrase(i))
                return
            if self.words[index].relation not in ("xcomp", "conj", "advcl"):
                return
            index = self.words[index].head

    def _objects(self, index: int) -> Iterator[Span]:
        """The places of what is done to, with all that belongs to it."""
        for i in self.below[index]:
            if self.words[i].relation in _OBJECTS:
                yield from self._phrase(i)

    def _by(self, index: int, relation: str) -> bool:
        words = self.language.grammar.get("by", frozenset())
        cases = (self.words[i] for i in self.below[index] if self.words[i].relation == "case")
        return relation == "obl" and any(word.lemma.casefold() in words for word in cases)

    def _phrase(self, index: int) -> Iterator[Span]:
        """The words of a phrase, without the clauses in it."""
        yield self.words[index].at
        for below in self.below[index]:
            if not self.words[below].relation.startswith(_CLAUSES):
                yield from self._phrase(below)
