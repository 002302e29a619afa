"""Which of some bodies have sentences like those of another, by 16 bytes a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .values import CODE_BYTES

NEAR_BITS = 34
"""The codes of like sentences differ in at most so many of 128 bits; at a cosine of .7 three in four do."""
ALIKE, ALIKE_SHARE = 3, 0.25
"""So many sentences of either body, and so much of the shorter one, must have one in the other."""
FAR_SHARE = 0.5
"""So much of bodies that are not of the same days: on one subject many are a little alike."""
KEYED_BITS = 38
"""The codes of sentences that are found by a key differ in at most so many: of 47 pairs of a sentence and its
translation with a key in common 45 do; of bodies on one subject, seven in ten with a key in common do not."""

Codes = npt.NDArray[np.uint64]


def alike(mine: bytes, bodies: Sequence[tuple[int, bytes]], share: float = ALIKE_SHARE) -> list[int]:
    """The numbers of the bodies of which enough sentences are like some of mine, and the other way round.

    `share`: how much of the shorter one must be.
    """
    lengths = np.array([len(codes) // CODE_BYTES for _, codes in bodies], np.int64)
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


def like_by_key(mine: Mapping[int, bytes], theirs: Sequence[tuple[int, int, bytes]]) -> list[int]:
    """The numbers of the bodies of which a sentence is like the one of mine that has the same key.

    `mine`: the code of the sentence with each key; `theirs`: a body's number, a key of mine, and the code of
    the sentence there.
    """
    bodies = np.array([body for body, _, _ in theirs])
    codes = _columns(b"".join(code for _, _, code in theirs))
    like = _differing(codes, _columns(b"".join(mine[key] for _, key, _ in theirs))) <= KEYED_BITS
    return sorted(set(bodies[like].tolist()))


def _columns(codes: bytes) -> Codes:
    return np.ascontiguousarray(np.frombuffer(codes, np.uint64).reshape(-1, 2).T)


def _differing(codes: Codes, others: Codes) -> npt.NDArray[np.uint8]:
    differing: npt.NDArray[np.uint8] = np.bitwise_count(codes[0] ^ others[0])
    differing += np.bitwise_count(codes[1] ^ others[1])
    return differing
