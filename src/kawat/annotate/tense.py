"""Whether the words around an expression of time tell of what has happened or of what is to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from kawat.records import Span
from kawat.text import Phrases, Words

Tense = Literal["past", "future"]

_REACH_BEFORE = 14
_REACH_AFTER = 10
# a verb mostly stands before the time
_AFTER_COUNTS = 1.5
# "U.S. officials", "Mr. Roe"
_ABBREVIATION = 2
_ENDS_CLAUSE = frozenset('.;:!?“”"()–—\n')


class _Sign(NamedTuple):
    pattern: str
    tense: Tense


class Tenses:
    """Reads the tense around a place from a language's words for it (`[around]` of `times.toml`)."""

    def __init__(self, around: Mapping[str, list[str]]) -> None:
        signs = [_Sign(pattern, "past") for pattern in around.get("past", ())]
        signs += [_Sign(pattern, "future") for pattern in around.get("future", ())]
        self._signs = Phrases(signs)
        self._dividers = frozenset(around.get("dividers", ()))
        self._past_endings = tuple(around.get("past_endings", ()))
        self._not_past = frozenset(around.get("not_past", ()))
        self._hanging = frozenset(around.get("hanging", ()))

    def around(self, words: Words, span: Span) -> Tense | None:
        """The tense of the sign nearest to the span in its clause, None when there is none."""
        inside = words.range(span)
        before = range(self._clause_start(words, inside.start), inside.start)
        near = [(inside.start - last + 1.0, tense) for _, last, tense in self._in(words, before)]
        after = range(inside.stop, self._clause_end(words, inside.stop))
        # "they will meet on Monday, he said", but "on Monday, they will meet"
        within = _to_comma(words, after) if near else after
        behind = self._in(words, within)
        if near:
            # "they met on Monday to discuss it" tells of a meeting that was
            behind = (sign for sign in behind if words[sign[0]].fold not in self._hanging)
        near += [((first - inside.stop + 1) * _AFTER_COUNTS, tense) for first, _, tense in behind]
        return min(near, default=(0.0, None))[1]

    def _in(self, words: Words, within: range) -> Iterator[tuple[int, int, Tense]]:
        index = within.start
        while index < within.stop:
            hit = self._signs.at(words, index, within.stop)
            if hit:
                yield hit.first, hit.last, hit.rule.tense
            elif self._past_endings and self._ends_as_past(words[index].fold):
                yield index, index + 1, "past"
            index = hit.last if hit else index + 1

    def _ends_as_past(self, word: str) -> bool:
        return len(word) > 4 and word.endswith(self._past_endings) and word not in self._not_past

    def _clause_start(self, words: Words, index: int) -> int:
        lowest = max(0, index - _REACH_BEFORE)
        while index > lowest and not _parted(words, index) and words[index - 1].fold not in self._dividers:
            index -= 1
        return index

    def _clause_end(self, words: Words, index: int) -> int:
        highest = min(len(words), index + _REACH_AFTER)
        while index < highest and not _parted(words, index) and words[index].fold not in self._dividers:
            index += 1
        return index


def _to_comma(words: Words, within: range) -> range:
    """The words up to the first that stands after a comma."""
    gaps = ((index, words.text[words[index - 1].end : words[index].start]) for index in within)
    return range(within.start, next((index for index, gap in gaps if "," in gap), within.stop))


def _parted(words: Words, index: int) -> bool:
    """Whether a clause ends between the word at `index` and the one before it."""
    if not 0 < index < len(words):
        return True
    before = words[index - 1]
    gap = words.text[before.end : words[index].start]
    if gap == " " or (gap.startswith(".") and len(before.text) <= _ABBREVIATION):
        return False
    return not _ENDS_CLAUSE.isdisjoint(gap)
