"""What a sentence means, as a vector that translations of it are near to.

One sentence at a time costs ten times as much as many together, for the encoder's weights are read anew for
each call. So whoever compares many pairs first lets them ask (`gathering`), then has all sentences encoded in
one go (`prepare`), and compares again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
import numpy.typing as npt

from .meaning import WIDTH, encoder

Vector = npt.NDArray[np.float32]
_AT_HAND = 20_000
# a page is not a sentence: what it is about stands at its beginning
_LONGEST = 1_000

_known: dict[str, Vector] = {}
_wanted: ContextVar[set[str] | None] = ContextVar("wanted", default=None)


@contextmanager
def gathering() -> Iterator[set[str]]:
    """Within it nothing is encoded: the sentences asked for are gathered, vectors are 0, nothing is near."""
    texts: set[str] = set()
    token = _wanted.set(texts)
    try:
        yield texts
    finally:
        _wanted.reset(token)


def prepare(texts: Iterable[str]) -> None:
    """Encode these sentences together and keep their vectors at hand."""
    new = sorted(set(texts) - _known.keys())
    if len(_known) + len(new) > _AT_HAND:
        _known.clear()
    if new:
        found = encoder().encode([" ".join(text.split())[:_LONGEST] or "." for text in new])
        _known.update(zip(new, np.asarray(found, dtype=np.float32), strict=True))


def vector(text: str) -> Vector:
    """The vector (512,) of a sentence, of length 1. Multilingual Universal Sentence Encoder, version 3."""
    wanted = _wanted.get()
    if wanted is not None and text not in _known:
        wanted.add(text)
        return np.zeros(WIDTH, np.float32)
    if text not in _known:
        prepare([text])
    return _known[text]


def nearness(left: str, right: str) -> float:
    """How near two sentences are in meaning, 0 to 1: the cosine of their vectors, not under 0."""
    return max(0.0, float(vector(left) @ vector(right)))
