"""Which body 'the Accord' or 'Liga itu' means: the one named before whose name has that noun at its head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kawat.records import Name, Span

from .groups import Groups
from .people import Phrase

# how many sentences back the full name stands
_REACH = 20
# a noun of fewer letters is too often another's
_LEAST_LETTERS = 4


class Named(NamedTuple):
    """A body by its full name: where, and which one."""

    at: Span
    actor: str


class ShortNames:
    """The nouns by which a report goes on calling a body that it has named in full."""

    def __init__(self, groups: Groups) -> None:
        self.layout = groups.layout
        self.language = groups.layout.language
        self.words = groups.layout.report.words
        self._registry = groups.layout.language.registry
        self._names = sorted(self.layout.report[Name], key=lambda name: name.at[0])

    def all(self) -> Iterator[tuple[Span, str, bool]]:
        """Where such a noun stands, which body it is, and whether it heads its phrase."""
        full = self._by_noun()
        taken = {index for name in self._names if name.actor for index in self.words.range(name.at[0])}
        for index, word in enumerate(self.words):
            known = full.get(word.fold)
            if known and index not in taken and self._is_definite(index) and not self._goes_on(index):
                at = Span(word.start, word.end)
                before = [named for named in known if self._is_near(named.at, at)]
                if before:
                    yield at, before[-1].actor, self._heads(index)

    def _by_noun(self) -> Mapping[str, list[Named]]:
        """The bodies by the noun at the head of their full names."""
        found: dict[str, list[Named]] = {}
        for name in self._names:
            if name.actor and self._registry.sort(name.actor) != "state" and name.sort == "organisation":
                noun = self._noun(name.at[0])
                if noun:
                    found.setdefault(noun, []).append(Named(name.at[0], name.actor))
        return found

    def _noun(self, at: Span) -> str | None:
        """'Accord' of 'Meridian Accord', 'Court' of 'Court for Claims', 'Liga' of 'Liga Timur'."""
        words = self.words.inside(at)
        if len(words) < 2 or any(word.text.isupper() for word in words):
            return None
        if not words[-1].text[0].isupper():
            # no name but a group in plain words: 'Western leaders'
            return None
        small = (i for i, word in enumerate(words) if i and not word.text[0].isupper())
        last = next(small, len(words)) - 1
        noun = words[0 if self.language.modifier_follows_noun else last].fold
        return noun if len(noun) >= _LEAST_LETTERS else None

    def _is_definite(self, index: int) -> bool:
        grammar = self.language.grammar
        if grammar["this_one"]:
            return index + 1 < len(self.words) and self.words[index + 1].fold in grammar["this_one"]
        return index > 0 and self.words[index - 1].fold in grammar["the"]

    def _goes_on(self, index: int) -> bool:
        """Whether a capital follows: 'the Accord Bank' is another."""
        after = index + 1
        return after < len(self.words) and self.words.joined(after) and self.words[after].text[0].isupper()

    def _is_near(self, full: Span, at: Span) -> bool:
        number = self.layout.sentence(at.start)
        return full.end <= at.start and number - self.layout.sentence(full.start) <= _REACH

    def _heads(self, index: int) -> bool:
        """Whether the noun stands for itself, and does not only say whose: 'the Accord's envoy'."""
        if self.language.is_possessive(self.words, index + 1):
            return False
        at = Span(self.words[index].start, self.words[index].end)
        phrase = Phrase(self.layout, at)
        return not phrase.relation.startswith(("nmod", "compound")) or bool(phrase.prepositions)
