"""Whether two bodies are copies of one text: by runs of words that both have, or sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Self

from kawat.link.meaning import Meanings
from kawat.link.spread import batches
from kawat.records import Sentence, Zone
from kawat.store import Links

from .alignment import Alignment, align
from .shingles import Text, share

_TEXTS_AT_HAND, _SHINGLES_AT_HAND = 64, 8_192
# what a sentence means takes 4 kB, with what it means together with the next: 65 MB in all
_SENTENCES_AT_HAND = 16_384
_ALIGNED_AT_ONCE = 256
# a figure, whichever signs group its digits
_FIGURE = re.compile(r"\d(?:[.,\u00a0\u202f' ]?\d)*")
_NO_DIGIT = re.compile(r"\D")
# 60.000 may be 60 thousand in the other text
_THOUSANDS = re.compile(r"(?:000)+\Z")
# below so many sentences with figures in both, what does not agree may be how a translator writes them
_AGREEING, _TELLING = 0.5, 3
_REPEATED = 3


class Bodies:
    """The texts of reports and the meanings of bodies in a store, the last ones kept at hand.

    `new`: those that are compared for the first time.
    """

    def __init__(self, new: Set[str] = frozenset()) -> None:
        self._new = new
        self.text = lru_cache(_TEXTS_AT_HAND)(self._text)
        self.shingles = lru_cache(_SHINGLES_AT_HAND)(lambda id: self.text(id).shingles)
        self._alike = lru_cache(1)(self._aligned)
        self._meanings: dict[str, Meanings] = {}
        self._sentences = 0

    def on(self, links: Links) -> Self:
        """The same, that looks up here what is not at hand."""
        self.links = links
        return self

    def _text(self, id: str) -> Text:
        records = self.links.records
        return Text(
            self.links.as_read(id),
            self.links.text(id),
            records(Zone, report=id),
            records(Sentence, report=id),
        )

    def of(self, digest: str) -> Text:
        """The text of a report with that body."""
        return self.text(self.links.first_copies([digest])[digest])

    def _take(self, digests: Sequence[str]) -> None:
        """Have what the sentences of these bodies mean at hand."""
        if self._meanings.keys() >= {*digests}:
            return
        if self._sentences > _SENTENCES_AT_HAND:
            self._meanings.clear()
            self._sentences = 0
        missing = [digest for digest in digests if digest not in self._meanings]
        found = self.links.meanings(missing)
        new = {digest: Meanings(found.get(digest, b"")) for digest in missing}
        self._meanings |= new
        self._sentences += sum(map(len, new.values()))

    def containing(self, digest: str, containment: float) -> Mapping[str, float]:
        """The bodies with so many runs of words in common with this one, and the share that is common.

        Of two that are both new only those of larger digest: the other finds the same.
        """
        # a short part of a long text may be near it by no band of words, but has whole sentences of it
        repeating = (other for other, said in self._alike(digest).items() if said.repeated >= _REPEATED)
        near = {*self._others(digest, self.links.near(digest)), *repeating}
        first = self.links.first_copies([digest, *near])
        mine = self.shingles(first[digest])
        shares = {other: share(mine, self.shingles(first[other])) for other in sorted(near)}
        return {other: common for other, common in shares.items() if common >= containment}

    def saying_again(self, digest: str) -> Mapping[str, float]:
        """The bodies that say the sentences of this one in order, in whatever words, and the share."""
        found = self._alike(digest).items()
        return {other: said.share for other, said in found if self._made_from(digest, other, said)}

    def _aligned(self, digest: str) -> Mapping[str, Alignment]:
        found: dict[str, Alignment] = {}
        for some in batches(self._others(digest, self.links.alike(digest)), _ALIGNED_AT_ONCE):
            self._take([digest, *some])
            found |= {other: self._align(digest, other) for other in some}
        return found

    def _others(self, digest: str, found: Iterable[str]) -> Iterator[str]:
        return (other for other in found if other > digest or other not in self._new)

    def said_again(self, left: str, right: str) -> Alignment | None:
        """How the sentences of two bodies go together; None when no text was made from the other."""
        found = self._align(left, right)
        return found if self._made_from(left, right, found) else None

    def _align(self, left: str, right: str) -> Alignment:
        # always the same way round, so that ties are broken alike
        first, second = sorted((left, right))
        self._take((first, second))
        found = align(self._meanings[first], self._meanings[second])
        return found if left == first else found.turned()

    def _made_from(self, left: str, right: str, found: Alignment) -> bool:
        return found.copied and _figures_agree(self.of(left), self.of(right), found)


def _figures_agree(left: Text, right: Text, alignment: Alignment) -> bool:
    """Whether sentences that go together have the same figures: a daily report says the same of each day."""
    agreeing, of = agreement(left, right, alignment)
    return of < _TELLING or agreeing >= _AGREEING * of


def agreement(left: Text, right: Text, alignment: Alignment) -> tuple[int, int]:
    """In how many pairs all figures of the one are in the other, and how many have figures in both."""
    both = [
        (mine, theirs)
        for pair in alignment.pairs
        if (mine := _figures(left, pair.left, pair.lefts))
        and (theirs := _figures(right, pair.right, pair.rights))
    ]
    return sum(1 for mine, theirs in both if mine <= theirs or theirs <= mine), len(both)


def _figures(text: Text, first: int, number: int) -> frozenset[str]:
    return frozenset(_each_figure(text, first, number))


def _each_figure(text: Text, first: int, number: int) -> Iterator[str]:
    for words in text.sentences[first : first + number]:
        span = text.span(words.start, words.stop)
        for figure in _FIGURE.findall(text.text[span.start : span.end]):
            yield _THOUSANDS.sub("", _NO_DIGIT.sub("", figure)).lstrip("0")
