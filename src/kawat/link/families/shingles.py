"""What of a report is compared with other reports: its words without wrapper, and the passages it shares."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from kawat.link import meaning
from kawat.records import Passage, Report, Sentence, Span, Zone
from kawat.store import NEAR, Body
from kawat.text import Word, Words, trim

from .alignment import FEWEST

Shingles = npt.NDArray[np.int64]

REPORT_ROLES = frozenset({"title", "lede", "body"})
"""The zones that are report, not wrapper."""
SHINGLE_WORDS = 5
PASSAGE_WORDS = 8
"""The shortest run of common words that counts as a passage."""
SHORT = 20
"""Below so many shingles only copies word for word are found: chance and set phrases weigh too much."""
# Two bodies are compared when 2 of 64 bands agree. Measured on 300 made-up texts of 150 to 800 words a case:
# of copies cut to 60 % it finds all, cut to 30 % 98 %, set into 800 words of other text 96 %.
BANDS, ROWS, SEED = 64, 2, 1
SENTENCE_WORDS = 3
"""The shortest sentence whose meaning is compared."""
# for a report whose sentences nobody has told apart: to a stop with a blank behind it, or the end of the line
_PIECE = re.compile(r"\S[^\n]*?(?:[.!?…。！？]+[\"'”’»)]*(?=\s|\Z)|(?=\s*(?:\n|\Z)))")


class Text:
    """A report's body: the words of its title, lede and body zones; of all its text, when it has no zones."""

    def __init__(
        self, report: Report, text: str, zones: Sequence[Zone], sentences: Sequence[Sentence] = ()
    ) -> None:
        self.report = report
        self.text = text
        self.zones = zones
        self.spans = _spans(text, zones)
        self._told = [span for sentence in sentences for span in sentence.at]
        self.words: list[Word] = []
        # indices of words that do not follow on the word before: wrapper stands between
        self.breaks: set[int] = set()
        self._all = Words(text)
        self._read()

    def _read(self) -> None:
        for before, span in zip((None, *self.spans), self.spans, strict=False):
            if before and self.text[before.end : span.start].strip():
                self.breaks.add(len(self.words))
            self.words += self._all.inside(span)

    @cached_property
    def shingles(self) -> Shingles:
        """All runs of five words, case folded, hashed: alike within this process only."""
        return np.unique(np.fromiter(map(hash, self._shingles()), np.int64))

    def _shingles(self) -> Iterator[str]:
        folds = [word.fold for word in self.words]
        return _runs(folds, min(SHINGLE_WORDS, len(folds))) if folds else iter(())

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The words of each sentence long enough to be compared by what it means."""
        ends = [*self._beginnings, len(self.words)]
        every = (range(*pair) for pair in pairwise(ends))
        return tuple(words for words in every if len(words) >= SENTENCE_WORDS)

    @cached_property
    def _beginnings(self) -> list[int]:
        """The words with which a sentence begins, or what stands between two."""
        spans = self._told or [Span(*piece.span()) for piece in _PIECE.finditer(self.text)]
        starts = [word.start for word in self.words]
        edges = {bisect_left(starts, edge) for span in spans for edge in span}
        return sorted((edges | self.breaks | {0}) - {len(starts)})

    def folded(self, words: range) -> str:
        """Some of its words, case folded."""
        return " ".join(word.fold for word in self.words[words.start : words.stop])

    def body(self) -> Body:
        """What the store remembers of it: all of it follows from its words and where sentences begin."""
        ends = [*self._beginnings, len(self.words)]
        folded = "\n".join(self.folded(range(*pair)) for pair in pairwise(ends))
        said = folded if self.words else f"nothing in {self.report.id}"
        digest = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
        return Body(digest, len(self.words), self._bands())

    def meanings(self) -> bytes:
        """What its sentences mean, packed; nothing when they are too few to tell a copy by."""
        told = [self.folded(words) for words in self.sentences]
        return meaning.pack(told) if len(told) >= FEWEST else b""

    def _bands(self) -> tuple[int, ...]:
        if len(self.shingles) >= SHORT:
            return _bands(set(self._shingles()))
        whole = self.folded(range(len(self.words))).encode()
        return _signed(zlib.crc32(whole, band) for band in range(NEAR)) if whole else ()

    def same_body(self, other: Text) -> bool:
        """Whether the two bodies have the same words."""
        return [word.fold for word in self.words] == [word.fold for word in other.words]

    def same_words(self, other: Text) -> bool:
        """Whether the two received texts have the same words, wrapper and all."""
        return [word.fold for word in self._all] == [word.fold for word in other._all]

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` up to but not including word `last`."""
        return Span(self.words[first].start, self.words[last - 1].end)


def share(left: Shingles, right: Shingles) -> float:
    """Which part of the shingles of the shorter body the longer one has too."""
    fewer = min(len(left), len(right))
    return len(np.intersect1d(left, right, assume_unique=True)) / fewer if fewer else 0.0


def passages(left: Text, right: Text) -> tuple[Passage, ...]:
    """The longest runs of common words, in the order in which they stand in `right`."""
    return tuple(Passage(left.span(i, i + n), right.span(j, j + n)) for i, j, n in _common(left, right))


def _common(left: Text, right: Text) -> Iterator[tuple[int, int, int]]:
    """Where runs begin in both, and of how many words they are."""
    places = defaultdict(list)
    for index, run in enumerate(_runs([word.fold for word in left.words], PASSAGE_WORDS)):
        places[run].append(index)
    runs = list(_runs([word.fold for word in right.words], PASSAGE_WORDS))
    j = 0
    while j < len(runs):
        length, i = max(((_length(left, i, right, j), -i) for i in places.get(runs[j], ())), default=(0, 0))
        if length >= PASSAGE_WORDS:
            yield -i, j, length
        j += max(1, length)


def _length(left: Text, i: int, right: Text, j: int) -> int:
    """How many words from these two on are the same, without a break in either."""
    length = 0
    while (
        i + length < len(left.words)
        and j + length < len(right.words)
        and left.words[i + length].fold == right.words[j + length].fold
        and not (length and (i + length in left.breaks or j + length in right.breaks))
    ):
        length += 1
    return length


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    return (" ".join(words[index : index + length]) for index in range(len(words) - length + 1))


def _bands(shingles: Iterable[str]) -> tuple[int, ...]:
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update(list(shingles))
    digest = struct.pack(f"<{BANDS * ROWS}I", *sketch.digest())
    size = 4 * ROWS
    # the number of the band goes in too: only the same band of another body can agree
    return _signed(zlib.crc32(digest[band * size : (band + 1) * size], band) for band in range(BANDS))


def _signed(hashes: Iterable[int]) -> tuple[int, ...]:
    numbers = list(hashes)
    return struct.unpack(f"<{len(numbers)}i", struct.pack(f"<{len(numbers)}I", *numbers))


def _spans(text: str, zones: Sequence[Zone]) -> tuple[Span, ...]:
    if not zones:
        whole = trim(text, Span(0, len(text)))
        return (whole,) if whole else ()
    spans = sorted(span for zone in zones if zone.role in REPORT_ROLES for span in zone.at)
    # zones may lie in one another (a lede in a body): each character counts once
    outer: list[Span] = []
    for span in spans:
        if outer and span.start < outer[-1].end:
            outer[-1] = Span(outer[-1].start, max(span.end, outer[-1].end))
        else:
            outer.append(span)
    return tuple(outer)
