"""Which of some bodies have sentences like those of another, by 16 bytes a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

CODE_BYTES = 16
NEAR_BITS = 34
"""The codes of like sentences differ in at most so many of 128 bits; at a cosine of .7 three in four do."""
ALIKE, ALIKE_SHARE = 3, 0.25
"""So many sentences of either body, and so much of the shorter one, must have one in the other."""
FAR_SHARE = 0.5
"""So much of bodies that are not of the same days: on one subject many are a little alike."""

Codes = npt.NDArray[np.uint64]


def alike(mine: bytes, bodies: Sequence[tuple[int, bytes]], share: float = ALIKE_SHARE) -> list[int]:
    """The numbers of the bodies of which enough sentences are like some of mine, and the other way round.

    `share`: how much of the shorter one must be.
    """
    lengths = np.array([len(codes) // CODE_BYTES for _, codes in bodies])
    owner = np.repeat(np.arange(len(bodies)), lengths)
    theirs = _columns(b"".join(codes for _, codes in bodies))
    of_mine = np.zeros(len(bodies), np.int64)
    any_like = np.zeros(len(owner), bool)
    for code in _columns(mine).T:
        like = _differing(theirs, code) <= NEAR_BITS
        any_like |= like
        of_mine[np.unique(owner[like])] += 1
    of_theirs = np.bincount(owner[any_like], minlength=len(bodies))
    least = np.maximum(ALIKE, share * np.minimum(lengths, len(mine) // CODE_BYTES))
    found = np.flatnonzero(np.minimum(of_mine, of_theirs) >= least).tolist()
    return [bodies[index][0] for index in found]


def _columns(codes: bytes) -> Codes:
    return np.ascontiguousarray(np.frombuffer(codes, np.uint64).reshape(-1, 2).T)


def _differing(codes: Codes, code: Codes) -> npt.NDArray[np.uint8]:
    differing: npt.NDArray[np.uint8] = np.bitwise_count(codes[0] ^ code[0])
    differing += np.bitwise_count(codes[1] ^ code[1])
    return differing
