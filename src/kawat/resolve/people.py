"""The persons of a report as a pronoun may mean them: where, in which part of the sentence, how present."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kawat.language import Language
from kawat.records import Mention, Name, Node, Quotation, Sentence, Span, Tree
from kawat.stage import ReportText

# how present a person is by the relation of the name to its verb; others are least
_WEIGHTS = {
    "nsubj": 4.0, "nsubj:pass": 4.0, "csubj": 4.0, "root": 3.5, "parataxis": 3.5, "vocative": 2.0,
    "obj": 2.5, "iobj": 2.5, "obl:agent": 3.0, "ccomp": 3.0, "dislocated": 3.5, "conj": 2.5,
}  # fmt: skip
_LEAST = 1.6
_AGENT, _ACCORDING = 3.0, 4.0
# of who stands in a clause that hangs on another
_BELOW = 0.9
# relations by which a name's words hang on each other, or on another name for the same person
_SAME = ("flat", "appos", "compound", "goeswith")
# a clause that may have its subject from the one it hangs on
_SHARES = ("conj", "xcomp")
_PREPOSITIONS = ("to_whom", "towards", "with", "by", "topic")
_SUBORDINATE = ("advcl", "acl", "ccomp", "xcomp", "csubj")


@dataclass(frozen=True)
class Person:
    """A person in the text. `key` is the actor, or the words where none is known.

    `verb` is the word that governs the phrase, `argument` whether it does so without a preposition.
    """

    at: Span
    key: str
    actor: str | None
    sentence: int
    weight: float
    verb: Span | None = None
    argument: bool = False
    topic: bool = False
    speaks: bool = False
    subject: bool = False
    gender: str = ""
    quotation: int | None = None
    body: bool = False


class Layout:
    """Sentences, trees and quotations of a report, asked by place."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self.report = report
        self.language = language
        self.sentences = sorted(sentence.at[0] for sentence in report[Sentence])
        self._starts = [span.start for span in self.sentences]
        self._trees = {tree.at[0].start: tree for tree in report[Tree]}
        self.quotations = [quotation.at[0] for quotation in report[Quotation]]

    def sentence(self, start: int) -> int:
        """The number of the sentence at a place, or of the last before it."""
        return max(0, bisect_right(self._starts, start) - 1)

    def tree(self, sentence: int) -> Tree | None:
        """The tree of a sentence by its number."""
        return self._trees.get(self._starts[sentence]) if self._starts else None

    def quotation(self, start: int) -> int | None:
        """The number of the quotation that holds a place."""
        inside = (i for i, span in enumerate(self.quotations) if span.start <= start < span.end)
        return next(inside, None)

    @cached_property
    def speaking(self) -> frozenset[int]:
        """Where words of saying begin."""
        hits = self.language.find_cues.find(self.report.words)
        return frozenset(
            word.start
            for hit in hits
            if hit.rule.sort == "verb"
            for word in self.report.words[hit.first : hit.last]
        )

    @cached_property
    def sourced(self) -> frozenset[int]:
        """Which words follow 'according to': their indices."""
        hits = self.language.find_cues.find(self.report.words)
        return frozenset(hit.last for hit in hits if hit.rule.sort == "according")


class Phrase:
    """A noun phrase or pronoun in the tree of its sentence."""

    def __init__(self, layout: Layout, at: Span) -> None:
        self.layout = layout
        self.at = at
        self.number = layout.sentence(at.start)
        self.tree = layout.tree(self.number)

    @cached_property
    def top(self) -> int | None:
        """The word of the phrase that hangs on none of the others."""
        if self.tree is None:
            return None
        words = self.tree.words
        inside = [index for index, word in enumerate(words) if self.at.overlaps(word.at)]
        index = next((i for i in inside if words[i].head not in inside), None)
        for _ in range(4):
            if index is None or words[index].head < 0:
                break
            same = words[index].relation.startswith(_SAME)
            if not same and not self._is_suffixed(words[index], words[words[index].head]):
                break
            index = words[index].head
        return index

    def _is_suffixed(self, word: Node, above: Node) -> bool:
        """Whether a pronoun hangs on the preposition that it is written with: 'kepadanya'."""
        if word.upos != "PRON" or word.token != above.token:
            return False
        grammar = self.layout.language.grammar
        fold = self.layout.report.slice(above.at).casefold()
        return above.upos == "ADP" or any(fold in grammar[name] for name in _PREPOSITIONS)

    @property
    def node(self) -> Node | None:
        return self.tree.words[self.top] if self.tree and self.top is not None else None

    @property
    def relation(self) -> str:
        return self.node.relation if self.node else ""

    @cached_property
    def governor(self) -> Node | None:
        """The word that the phrase hangs on, of 'A and B' that of A."""
        index = self.top
        while self.tree and index is not None and self.tree.words[index].relation == "conj":
            index = self.tree.words[index].head
        if self.tree is None or index is None or self.tree.words[index].head < 0:
            return None
        return self.tree.words[self.tree.words[index].head]

    @cached_property
    def verbs(self) -> tuple[frozenset[Span], frozenset[Span]]:
        """Where its verb is, and those that share their subject with it: 'Roe came and saw him'."""
        if self.tree is None or self.governor is None:
            return frozenset(), frozenset()
        words = self.tree.words
        index, shared = words.index(self.governor), set()
        while words[index].head >= 0 and words[index].relation.startswith(_SHARES):
            if any(word.head == index and word.relation.startswith("nsubj") for word in words):
                break
            index = words[index].head
            shared.add(words[index].at)
        return frozenset([self.governor.at]), frozenset(shared)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """The words that stand before the phrase to tell its part in the sentence."""
        if self.tree is None:
            return frozenset()
        words = self.tree.words
        return frozenset(
            self.layout.report.slice(word.at).casefold()
            for word in words
            if word.head == self.top and word.relation == "case"
        )

    @cached_property
    def above(self) -> tuple[Span, ...]:
        """Where the words are below which the phrase hangs, the nearest first, its own verb left out."""
        found: list[Span] = []
        if self.tree and self.governor:
            index = self.tree.words.index(self.governor)
            while self.tree.words[index].head >= 0:
                index = self.tree.words[index].head
                found.append(self.tree.words[index].at)
        return tuple(found)

    @cached_property
    def clause(self) -> Span | None:
        """Where the verb is to which a possessor's noun belongs: 'Roe sold a house and his car'."""
        if self.tree is None or self.governor is None:
            return None
        node, words = self.governor, self.tree.words
        while node.head >= 0 and node.relation.startswith(("conj", "nmod", *_SAME)):
            node = words[node.head]
        return words[node.head].at if node.head >= 0 else None

    @property
    def joined_to(self) -> Span | None:
        """Where the word is to which the phrase's noun is joined: 'Roe' of 'Roe and her aides'."""
        owned = self.governor
        if self.tree is None or owned is None or owned.relation != "conj":
            return None
        return self.tree.words[owned.head].at

    @property
    def subject(self) -> bool:
        return self.relation.startswith("nsubj")

    @property
    def speaks(self) -> bool:
        """Whether it is the subject of a word of saying, or the source of what is told."""
        verb = self.governor
        said = self.subject and verb is not None and verb.at.start in self.layout.speaking
        # not who speaks in what another tells
        return (said and verb is not None and not verb.relation.startswith("ccomp")) or self.is_source

    @property
    def is_source(self) -> bool:
        """'according to Roe', 'menurut menteri itu'."""
        first = self.layout.report.words.range(self.at).start
        articles = self.layout.language.grammar["articles"]
        while first and self.layout.report.words[first - 1].fold in articles:
            first -= 1
        return first in self.layout.sourced

    @property
    def topic(self) -> bool:
        """'about Roe', 'mengenai menteri itu': not who speaks there."""
        return not self.prepositions.isdisjoint(self.layout.language.grammar["topic"])

    @property
    def weight(self) -> float:
        """How present it is, by its part in the sentence."""
        grammar = self.layout.language.grammar
        if self.node is None:
            return 3.0
        if self.is_source:
            return _ACCORDING
        if not self.prepositions.isdisjoint(grammar["by"]):
            return _AGENT
        weight = _WEIGHTS.get(self.relation, _LEAST) if not self.prepositions else _LEAST
        verb = self.governor
        return weight * _BELOW if verb and verb.relation.startswith(_SUBORDINATE) else weight


class People:
    """All persons named in a report, in order; each pronoun that is understood joins them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._mentions = {mention.at[0]: mention for mention in layout.report[Mention]}
        self.named = sorted(self._all(), key=lambda person: person.at)
        self.bodies = sorted(self._bodies(), key=lambda person: person.at)

    def _all(self) -> Iterator[Person]:
        for name in self.layout.report[Name]:
            mention = self._mentions.get(name.at[0])
            if name.sort == "person" and (name.actor or (mention and self._is_somebody(mention))):
                yield self.person(name, mention)

    def _is_somebody(self, mention: Mention) -> bool:
        """Whether a mention without an actor still is one person, whom no pronoun after it passes over."""
        if mention.form != "office":
            return True
        phrase, words = Phrase(self.layout, mention.at[0]), self.layout.report.words
        first = words.range(mention.at[0]).start
        several = any(
            word.fold in self.layout.language.grammar["plural"] for word in words[max(0, first - 2) : first]
        )
        return phrase.subject and not several and bool(phrase.node) and not _is_plural(phrase)

    def _bodies(self) -> Iterator[Person]:
        """States and organisations that stand for themselves."""
        registry = self.layout.language.registry
        for name in self.layout.report[Name]:
            actor = name.actor or ""
            if name.head and (actor in registry.states or actor in registry.organisations):
                phrase = Phrase(self.layout, name.at[0])
                yield replace(self.place(phrase, name.at[0], actor, actor, ""), body=True)

    def person(self, name: Name, mention: Mention | None) -> Person:
        """A named person with the part of the sentence that the name has."""
        at = name.at[0]
        title = mention.title if mention else None
        whole = Span(min(at.start, title.start), max(at.end, title.end)) if title else at
        phrase = Phrase(self.layout, whole)
        words = self.layout.report.slice(at)
        return self.place(phrase, at, name.actor or words, name.actor, self._gender(name.actor, words, whole))

    def place(self, phrase: Phrase, at: Span, key: str, actor: str | None, gender: str) -> Person:
        """A person by a phrase that means them."""
        verb = phrase.governor
        return Person(
            at=at,
            key=key,
            actor=actor,
            sentence=phrase.number,
            weight=phrase.weight,
            verb=verb.at if verb else None,
            argument=not phrase.prepositions
            and phrase.relation.partition(":")[0] in ("nsubj", "obj", "iobj"),
            topic=phrase.topic,
            speaks=phrase.speaks,
            subject=phrase.subject,
            gender=gender,
            quotation=self.layout.quotation(at.start),
        )

    def _gender(self, actor: str | None, words: str, phrase: Span) -> str:
        """By the registry, a title ('spokeswoman', 'Mrs'), or how others with that first name are known."""
        language = self.layout.language
        known = language.registry.persons.get(actor or "")
        if known and known.gender:
            return known.gender
        indices = self.layout.report.words.range(phrase)
        near = self.layout.report.words[max(0, indices.start - 1) : indices.stop]
        for gender in ("male", "female"):
            if any(word.fold in language.grammar[gender] for word in near):
                return gender[0]
        return self._first_names.get(words.split()[0].casefold(), "")

    @cached_property
    def _first_names(self) -> dict[str, str]:
        """The gender of first names that all who bear them in the registry share."""
        found: dict[str, set[str]] = {}
        for person in self.layout.language.registry.persons.values():
            found.setdefault(person.name.split()[0].casefold(), set()).add(person.gender)
        return {first: next(iter(genders)) for first, genders in found.items() if len(genders) == 1}


def _is_plural(phrase: Phrase) -> bool:
    return phrase.node is not None and phrase.node.features.get("Number") == "Plur"
