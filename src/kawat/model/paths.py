"""Where a word stands in the tree, seen from another word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

NEAR = 32  # words on either side whose distance is told apart
DEEPEST = 4  # steps in the tree that are told apart

Ints = npt.NDArray[np.int64]


def places(heads: Sequence[int], relations: Sequence[int], origin: int) -> Ints:
    """For each word (W, 5): distance, relation up, relation down, steps up, steps down, seen from `origin`.

    `relations` are numbers from 0. The way from the origin to a word goes up to the first word above both,
    then down. Relation up is that of the last word before the turn (+1; 0 where the way only goes down),
    relation down that of the first word after it (+1; 0 where the way only goes up). The distance in the
    sentence, -NEAR to NEAR, is counted from 0.
    """
    above = _above(heads, origin)
    height = {word: steps for steps, word in enumerate(above)}
    out = np.zeros((len(heads), 5), np.int64)
    for word in range(len(heads)):
        chain = _above(heads, word)
        turn = next(steps for steps, other in enumerate(chain) if other in height)
        up = height[chain[turn]]
        out[word] = (
            min(max(word - origin, -NEAR), NEAR) + NEAR,
            relations[above[up - 1]] + 1 if up else 0,
            relations[chain[turn - 1]] + 1 if turn else 0,
            min(up, DEEPEST),
            min(turn, DEEPEST),
        )
    return out


def hangs_from(heads: Sequence[int], word: int, other: int) -> bool:
    """Whether a word is another or hangs from it, at whatever distance."""
    return other in _above(heads, word)


def _above(heads: Sequence[int], word: int) -> list[int]:
    """A word and those above it up to the root."""
    chain = [word]
    while heads[chain[-1]] >= 0:
        chain.append(heads[chain[-1]])
    return chain
