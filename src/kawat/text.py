"""Received text: words with their places, and phrases looked up in them. Offsets are code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar, overload

from .records import Span

# a plus ends a word that would be another without it: OPEC+
_WORD = re.compile(r"[^\W_]+(?:(?<=[^\W\d_]{2})\+(?!\w))?")
# what may stand between two words of one phrase: "U.S", "AS-Rusia", "P5+1", "Ukraine's",
# "the Workers' Party", a line wrapped once
_INNER_GAP = re.compile(r"(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[-‐‑+/]|[.'’] ?)\Z")
# what a word of a pattern may end in without meaning it: "Mr.", "Workers'"
_OUTER = ".,'’"
_ANY = "_"
_SOME = ".."
# how many words `..` may stand for
_SOME_MOST = 3


class Word(NamedTuple):
    start: int
    end: int
    text: str
    fold: str


class Words(Sequence[Word]):
    """The words of a text in order: runs of letters and digits; an apostrophe or hyphen ends a word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [
            Word(m.start(), m.end(), m.group(), m.group().casefold()) for m in _WORD.finditer(text)
        ]
        self._starts = [word.start for word in self._words]

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...

    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        return self._words[index]

    def range(self, span: Span) -> range:
        """The indices of the words that start inside the span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def inside(self, span: Span) -> list[Word]:
        """The words that start inside the span."""
        indices = self.range(span)
        return self._words[indices.start : indices.stop]

    def joined(self, index: int) -> bool:
        """Whether word `index` continues a phrase of the word before it: no comma, stop or blank line."""
        gap = self.text[self._words[index - 1].end : self._words[index].start]
        return gap == " " or _INNER_GAP.match(gap) is not None


class Patterned(Protocol):
    @property
    def pattern(self) -> str: ...


P = TypeVar("P", bound=Patterned)


class Hit(NamedTuple, Generic[P]):
    """A pattern found: the words from `first` up to but not including `last`, and their span."""

    rule: P
    span: Span
    first: int
    last: int


class Phrases(Generic[P]):
    """Finds phrases of a word list in a text.

    A pattern is words separated by blanks. In it `a|b` is either word, `stem*` any word with that
    beginning, `_` any one word and `..` up to three words. Alternatives of the whole pattern are
    separated by ` / `. At its end `+by` must follow, and `++to` follow after up to three words, without
    being part of the hit. Of several that match from one word, the one with most words is taken.
    """

    def __init__(self, rules: Iterable[P], *, fold: bool = True) -> None:
        self._fold = fold
        self._by_word: dict[str, list[_Pattern[P]]] = defaultdict(list)
        self._by_stem: dict[str, list[_Pattern[P]]] = defaultdict(list)
        for rule in rules:
            for alternative in rule.pattern.split(" / "):
                own, _, ahead = alternative.partition(" +")
                self._index(_Pattern(_tokens(own, fold), _ahead(ahead, fold), rule))

    def _index(self, pattern: _Pattern[P]) -> None:
        for word in pattern.tokens[0].words:
            self._by_word[word].append(pattern)
        for stem in pattern.tokens[0].stems:
            self._by_stem[stem].append(pattern)

    def find(self, words: Words, within: range | None = None) -> Iterator[Hit[P]]:
        """All hits in `within` (all words when None), from left to right, none overlapping another."""
        within = range(len(words)) if within is None else within
        index = within.start
        while index < within.stop:
            hit = self.at(words, index, within.stop)
            if hit is None:
                index += 1
            else:
                yield hit
                index = hit.last

    def at(self, words: Words, index: int, stop: int | None = None) -> Hit[P] | None:
        """The longest phrase that begins at word `index`, or None."""
        stop = len(words) if stop is None else stop
        best: Hit[P] | None = None
        most = (0, 0)
        for pattern in self._candidates(words[index]):
            last = self._match(pattern.tokens, 1, words, index + 1, stop)
            if (
                last
                and (last, len(pattern.ahead)) > most
                and self._match(pattern.ahead, 0, words, last, stop)
            ):
                most = (last, len(pattern.ahead))
                best = Hit(pattern.rule, Span(words[index].start, words[last - 1].end), index, last)
        return best

    def _candidates(self, word: Word) -> Iterator[_Pattern[P]]:
        form = word.fold if self._fold else word.text
        if form in self._by_word:
            yield from self._by_word[form]
        if self._by_stem:
            for length in range(2, len(form) + 1):
                if form[:length] in self._by_stem:
                    yield from self._by_stem[form[:length]]

    def _match(self, tokens: list[_Token], at: int, words: Words, index: int, stop: int) -> int:
        """The index after the last word when tokens[at:] match from word `index`, else 0."""
        if at == len(tokens):
            return index
        token = tokens[at]
        if token.gap:
            for skip in range(_SOME_MOST + 1):
                if skip and (index + skip > stop or not words.joined(index + skip - 1)):
                    return 0
                last = self._match(tokens, at + 1, words, index + skip, stop)
                if last:
                    return last
            return 0
        if index >= stop or not words.joined(index):
            return 0
        form = words[index].fold if self._fold else words[index].text
        if token.fits(form):
            return self._match(tokens, at + 1, words, index + 1, stop)
        return 0


class _Pattern(NamedTuple, Generic[P]):
    """One alternative of a rule's pattern: its tokens, and those that must follow it."""

    tokens: list[_Token]
    ahead: list[_Token]
    rule: P


class _Token(NamedTuple):
    words: frozenset[str]
    stems: tuple[str, ...]
    any: bool
    gap: bool

    def fits(self, form: str) -> bool:
        return self.any or form in self.words or (bool(self.stems) and form.startswith(self.stems))


def _ahead(pattern: str, fold: bool) -> list[_Token]:
    """The tokens of what must follow; a second plus lets words stand before it."""
    return _tokens(f"{_SOME} {pattern[1:]}" if pattern.startswith("+") else pattern, fold)


def _tokens(pattern: str, fold: bool) -> list[_Token]:
    tokens = []
    for part in pattern.split():
        if part == _SOME:
            tokens.append(_Token(frozenset(), (), False, True))
            continue
        alternatives = [(a.casefold() if fold else a).strip(_OUTER) for a in part.split("|")]
        stems = tuple(a[:-1] for a in alternatives if a.endswith("*"))
        plain = [a for a in alternatives if not a.endswith("*") and a != _ANY]
        pieces = [_WORD.findall(a) for a in plain]
        if len(plain) == 1 and not stems and len(pieces[0]) > 1:
            # "U.S." or "sama-sama" is several words of a text
            tokens += [_Token(frozenset([piece]), (), False, False) for piece in pieces[0]]
        else:
            tokens.append(_Token(frozenset(plain), stems, _ANY in alternatives, False))
    return tokens


def trim(text: str, span: Span, extra: str = "") -> Span | None:
    """The span without white space and characters of `extra` at its ends; None if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return Span(start, end) if start < end else None


def lines(text: str) -> Iterator[Span]:
    """The non-blank lines of a text, without their ends and outer white space."""
    start = 0
    for part in text.splitlines(keepends=True):
        span = trim(text, Span(start, start + len(part)))
        if span:
            yield span
        start += len(part)
