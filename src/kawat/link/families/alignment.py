"""Two texts sentence by sentence: which say the same, in the same order, in whatever language.

A monotone alignment of greatest likeness by dynamic programming, one sentence to one or two, as Gale and
Church (1993, "A program for aligning sentences in bilingual corpora") do by length and Vecalign (Thompson
and Koehn 2019) by vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from statistics import mean
from typing import NamedTuple

import numpy as np

from kawat.link.meaning import Floats, Meanings

LIKE = 0.5
"""From this cosine on two sentences may say the same. Of a thousand sentences of news and encyclopedias and
their Indonesian translations 996 reach it."""
_SAME = 0.95
_PART = 0.35
"""Each of two sentences that together stand for one must by itself be as like to it."""
FEWEST = 4
"""Below so many pairs likeness may be chance: all reports of a crisis have a sentence or two in common."""
_MANY = 6
_SHARE, _BOTH, _DENSE, _LEAD = 0.6, 0.5, 0.45, 0.18
# what sums of small numbers may be off by
_SLACK = 1e-5
_MOVES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1))


class Pair(NamedTuple):
    """Sentences that say the same: from `left` on so many of the one text, from `right` on of the other.

    `likeness`: their cosine; `lead`: by how much it is greater than that of either with any other sentence.
    """

    left: int
    lefts: int
    right: int
    rights: int
    likeness: float
    lead: float

    @property
    def one_to_one(self) -> bool:
        return self.lefts == self.rights == 1

    def turned(self) -> Pair:
        return Pair(self.right, self.rights, self.left, self.lefts, self.likeness, self.lead)


class Alignment(NamedTuple):
    """The pairs in order, and how much they make up of each text by words.

    `share`: of the text of which they make up more; `least`: of the other; `dense`: of the stretch of either
    text between the first pair and the last; `lead`: the mean of theirs. `repeated`: how many sentences stand
    in both hardly changed, in whatever order.
    """

    pairs: tuple[Pair, ...] = ()
    share: float = 0.0
    least: float = 0.0
    dense: float = 0.0
    lead: float = 0.0
    repeated: int = 0

    @property
    def copied(self) -> bool:
        """Whether one text must have been made from the other, or both from a third.

        Two reports on the same news share facts, and quotes word for word, but not the order of everything;
        and where all sentences are about the same, none leads: a translation's are .2 and more ahead of the
        next best, those of two reports on one subject less than .11.
        """
        enough = len(self.pairs) >= _MANY or (len(self.pairs) >= FEWEST and self.least >= _BOTH)
        return enough and self.share >= _SHARE and self.dense >= _DENSE and self.lead >= _LEAD

    def turned(self) -> Alignment:
        """The same, right and left exchanged."""
        return self._replace(pairs=tuple(pair.turned() for pair in self.pairs))


class _Table:
    """The likeness of every sentence, and every two, of one text to those of the other."""

    def __init__(self, left: Meanings, right: Meanings) -> None:
        self.left, self.right = left, right
        self.single = left.likeness(right)

    @property
    def repeated(self) -> int:
        same = self.single >= _SAME
        return int(min(same.any(axis=1).sum(), same.any(axis=0).sum()))

    @property
    def hopeless(self) -> bool:
        """Whether no order needs to be looked for: by a rule of thumb, then by bounds for every order."""
        single = self.single
        best = (single == single.max(axis=1, keepdims=True)) & (single == single.max(axis=0))
        rows, columns = np.nonzero(best & (single >= LIKE))
        # of two sentences that stand for one, one mostly is its best: hence half of what will be asked for
        most = max(_share(self.left.words, rows), _share(self.right.words, columns))
        return most < _SHARE / 2 or not self._may_lead()

    def _may_lead(self) -> bool:
        """Whether pairs that cover enough of a text may lead by enough: by bounds, whatever their order.

        Each pair has a sentence of either text that no other pair has, and covers and leads by no more than
        the best pair with that sentence does. So a number of pairs that covers enough is no smaller than
        with the longest, and their mean lead no greater than that of as many of the best.
        """
        along, down = _rivals(self.single), _rivals(self.single.T).T
        one_one = _leads(self.single, np.maximum(along, down))
        beside = np.maximum(down[:, :-1], down[:, 1:])
        one_two = _leads(self.one_two, np.maximum(_rivals(self.single, of=2), beside))
        beside = np.maximum(along[:-1], along[1:])
        two_one = _leads(self.two_one, np.maximum(_rivals(self.single.T, of=2).T, beside))
        left = _best_pairs(self.left.words, one_one, one_two, two_one)
        right = _best_pairs(self.right.words, one_one.T, two_one.T, one_two.T)
        for text, (_, covered) in ((self.left, left), (self.right, right)):
            enough = np.sort(covered)[::-1].cumsum() >= (_SHARE - _SLACK) * text.words.sum()
            number = max(FEWEST, int(enough.argmax()) + 1)
            if enough[-1] and all(_mean_lead(leads, number) >= _LEAD - _SLACK for leads, _ in (left, right)):
                return True
        return False

    @cached_property
    def one_two(self) -> Floats:
        parts = np.minimum(self.single[:, :-1], self.single[:, 1:])
        return np.where(parts >= _PART, self.left.likeness(self.right.joined), -1)

    @cached_property
    def two_one(self) -> Floats:
        parts = np.minimum(self.single[:-1], self.single[1:])
        return np.where(parts >= _PART, self.left.joined.likeness(self.right), -1)

    def best(self) -> Iterator[Pair]:
        """The pairs of the best path, last first."""
        steps = self._steps()
        i, j = len(self.left), len(self.right)
        while i and j:
            down, along = _MOVES[steps[i][j]]
            i, j = i - down, j - along
            if down and along:
                likeness = self._likeness(i, j, down, along)
                lead = likeness - self._rival(slice(i, i + down), slice(j, j + along))
                yield Pair(i, down, j, along, likeness, lead)

    def _steps(self) -> list[list[int]]:
        """For every place the move by which it is best reached."""
        single, one_two, two_one = (t.tolist() for t in (self.single, self.one_two, self.two_one))
        rows, columns = len(self.left) + 1, len(self.right) + 1
        gain = [[0.0] * columns for _ in range(rows)]
        steps = [[1] * columns] + [[0] * columns for _ in range(1, rows)]
        for i in range(1, rows):
            for j in range(1, columns):
                ways = [gain[i - 1][j], gain[i][j - 1], gain[i - 1][j - 1] + single[i - 1][j - 1] - LIKE]
                # what stands for two sentences counts for one and a half: it is the looser evidence
                if j > 1:
                    ways.append(gain[i - 1][j - 2] + 1.5 * (one_two[i - 1][j - 2] - LIKE))
                if i > 1:
                    ways += [-1.0] * (4 - len(ways))
                    ways.append(gain[i - 2][j - 1] + 1.5 * (two_one[i - 2][j - 1] - LIKE))
                gain[i][j] = max(ways)
                steps[i][j] = ways.index(gain[i][j])
        return steps

    def _likeness(self, i: int, j: int, down: int, along: int) -> float:
        table = self.single if down == along else self.one_two if along == 2 else self.two_one
        return float(table[i, j])

    def _rival(self, rows: slice, columns: slice) -> float:
        """The greatest likeness of these sentences to any other."""
        along = np.delete(self.single[rows], np.r_[columns], axis=1)
        down = np.delete(self.single[:, columns], np.r_[rows], axis=0)
        return float(max(along.max(initial=0), down.max(initial=0)))


def align(left: Meanings, right: Meanings) -> Alignment:
    """Which sentences of two texts say the same, in the same order. Nothing when too few do."""
    table = _Table(left, right)
    if min(len(left), len(right)) < FEWEST or table.hopeless:
        return Alignment(repeated=table.repeated)
    # what is more like another sentence is no evidence
    pairs = tuple(pair for pair in table.best() if pair.likeness >= LIKE and pair.lead >= 0)[::-1]
    if not pairs:
        return Alignment(repeated=table.repeated)
    lefts = [n for pair in pairs for n in range(pair.left, pair.left + pair.lefts)]
    rights = [n for pair in pairs for n in range(pair.right, pair.right + pair.rights)]
    shares = _share(left.words, lefts), _share(right.words, rights)
    dense = min(_dense(left.words, lefts), _dense(right.words, rights))
    return Alignment(
        pairs, max(shares), min(shares), dense, mean(pair.lead for pair in pairs), table.repeated
    )


def _rivals(likeness: Floats, of: int = 1) -> Floats:
    """The greatest likeness in each row outside so many places from each on, at least 0."""
    rows, columns = likeness.shape
    before, behind = np.zeros((2, rows, columns + 1), likeness.dtype)
    np.maximum.accumulate(likeness, axis=1, out=before[:, 1:])
    np.maximum.accumulate(likeness[:, ::-1], axis=1, out=behind[:, -2::-1])
    greatest: Floats = np.maximum(np.maximum(before[:, : columns + 1 - of], behind[:, of:]), 0)
    return greatest


def _leads(likeness: Floats, rivals: Floats) -> Floats:
    """By how much each pair leads that may be one; -1 of all others."""
    leads = likeness - rivals
    return np.where((likeness >= LIKE) & (leads >= 0), leads, -1)


def _best_pairs(words: Floats, lone: Floats, with_two: Floats, of_two: Floats) -> tuple[Floats, Floats]:
    """For each sentence of a text the most that a pair with it leads by, and the most words that one covers.

    `lone`: the leads of pairs of one with one; `with_two`: with two of the other text; `of_two`: of two of
    this one.
    """
    alone, together = np.maximum(lone.max(axis=1), with_two.max(axis=1)), of_two.max(axis=1)
    leads, covered = alone.copy(), np.where(alone >= 0, words, 0)
    both = np.where(together >= 0, words[:-1] + words[1:], 0)
    for part in (slice(None, -1), slice(1, None)):
        leads[part] = np.maximum(leads[part], together)
        covered[part] = np.maximum(covered[part], both)
    return leads, covered


def _mean_lead(leads: Floats, number: int) -> float:
    """The mean of so many of the greatest; less than 0 where so many pairs cannot be."""
    greatest = np.sort(leads)[::-1][:number]
    return float(greatest.mean()) if len(greatest) == number and greatest[-1] >= 0 else -1.0


def _share(words: Floats, sentences: Sequence[int] | np.ndarray) -> float:
    return float(words[sentences].sum() / words.sum())


def _dense(words: Floats, sentences: Sequence[int]) -> float:
    first, last = sentences[0], sentences[-1] + 1
    return float(words[sentences].sum() / words[first:last].sum())
