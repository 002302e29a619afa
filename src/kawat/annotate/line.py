"""The words of one sentence, asked by index: which small words, offices and acts they belong to."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from kawat.language import Language
from kawat.records import NameSort, Span
from kawat.text import Words

# no phrase of a name goes over these
_STOP = re.compile(r"[.;:!?()\[\]“”\"«»\n—–]")
# most words between an office and whose it is or who holds it
_LINK = 3
# no office, and no name of a state, has its word farther from its first than this
_REACH = 3


@dataclass(frozen=True)
class Found:
    """A name in a sentence, as words `first` up to but not including `last`.

    `actors` are those that the registry knows by it, none when only the language model sees it.
    """

    first: int
    last: int
    sort: NameSort
    form: str
    actors: tuple[str, ...] = ()
    score: float = 1.0

    @property
    def words(self) -> range:
        """The indices of its words."""
        return range(self.first, self.last)


class Line:
    """One sentence as a range of the report's words."""

    def __init__(self, words: Words, language: Language, inside: range) -> None:
        self.words = words
        self.language = language
        self.grammar = language.grammar
        self.inside = inside

    def fold(self, index: int) -> str:
        """The case-folded word, '' outside of the sentence."""
        return self.words[index].fold if index in self.inside else ""

    def is_a(self, index: int, *kinds: str) -> bool:
        """Whether the word is in one of these lists of `grammar.toml`."""
        word = self.fold(index)
        return bool(word) and any(word in self.grammar[kind] for kind in kinds)

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return self.words[index].text[0].isupper()

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to the end of word last-1."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def before(self, index: int) -> str:
        """The characters between a word and the one before it."""
        return self.words.text[self.words[index - 1].end : self.words[index].start]

    def is_possessive(self, index: int) -> bool:
        """Whether the word is the 's of the word before it."""
        return self.language.is_possessive(self.words, index)

    def linked(self, last: int, first: int, allowed: Set[str], *, comma: bool = False) -> bool:
        """Whether only `allowed` words, and no stop, lie between word last-1 and word first."""
        if first < last or first - last > _LINK:
            return False
        between = self.words.text[self.words[last - 1].end : self.words[first].start]
        if _STOP.search(between) or ("," in between and not comma):
            return False
        return all(self.words[i].fold in allowed for i in range(last, first))

    def in_office(self, index: int) -> bool:
        """Whether the word is part of an office as worded."""
        titles = (self.language.find_titles.at(self.words, i, self.inside.stop) for i in self._back(index))
        return any(hit and hit.first <= index < hit.last for hit in titles)

    def in_phrase(self, index: int) -> bool:
        """Whether the word is part of an office, or begins a word of saying."""
        return (
            self.in_office(index)
            or self.language.find_cues.at(self.words, index, self.inside.stop) is not None
        )

    def in_state(self, index: int) -> bool:
        """Whether the word is part of the name of a state or organisation."""
        hits = (self.language.find_names.at(self.words, i, self.inside.stop) for i in self._back(index))
        return any(
            hit
            and hit.first <= index < hit.last
            and self.language.registry.name_sort(hit.rule.actors[0]) != "person"
            for hit in hits
        )

    def says_or_does(self, index: int) -> bool:
        """Whether the word is part of a verb of saying or of an act."""
        if index >= self.inside.stop:
            return False
        starts = range(max(self.inside.start, index - 2), index + 1)
        cues = (self.language.find_cues.at(self.words, i, self.inside.stop) for i in starts)
        if any(hit and hit.rule.sort == "verb" and hit.first <= index < hit.last for hit in cues):
            return True
        triggers = (self.language.find_triggers.at(self.words, i, self.inside.stop) for i in starts)
        return any(hit and hit.rule.frame != "noun" and hit.first <= index < hit.last for hit in triggers)

    def _back(self, index: int) -> range:
        return range(max(self.inside.start, index - _REACH), index + 1)
