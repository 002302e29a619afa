"""What a sentence means, as a vector that translations of it are near to.

One sentence at a time costs ten times as much as many together, for the encoder's weights are read anew for
each call. So whoever compares many pairs first lets them ask (`gathering`), then has all sentences encoded in
one go (`prepare`), and compares again. What a store has kept stands on a `Shelf`: nothing is encoded twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .meaning import SCALE, WIDTH, encoder

Vector = npt.NDArray[np.float32]
_AT_HAND = 20_000
# a page is not a sentence: what it is about stands at its beginning
_LONGEST = 1_000


class Kept(Protocol):
    """Where vectors are kept."""

    def vectors(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]: ...


class Shelf:
    """Vectors of sentences by their words, many of them at hand; `kept`: where there are more."""

    def __init__(self) -> None:
        self._known: dict[str, Vector] = {}
        self.kept: Kept | None = None

    def get(self, text: str) -> Vector | None:
        """The vector of a sentence, None when it is not at hand."""
        return self._known.get(text)

    def take(self, texts: Iterable[str]) -> Sequence[str]:
        """Have the vectors of these at hand as far as they are kept; the answer: the others, in order.

        There is room for all of them, if need be by clearing the shelf.
        """
        wanted = set(texts)
        if len(self._known) + len(wanted) > _AT_HAND:
            self._known.clear()
        new = {text: key(text) for text in sorted(wanted - self._known.keys())}
        found = self.kept.vectors(dict.fromkeys(new.values())) if self.kept and new else {}
        self.put({text: found[one] for text, one in new.items() if one in found})
        return [text for text, one in new.items() if one not in found]

    def put(self, vectors: Mapping[str, bytes]) -> None:
        """Have these at hand."""
        self._known |= {text: np.frombuffer(row, np.int8).astype(np.float32) for text, row in vectors.items()}


_own = Shelf()
_shelf: ContextVar[Shelf] = ContextVar("shelf", default=_own)
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


@contextmanager
def on(shelf: Shelf, kept: Kept) -> Iterator[None]:
    """Within it vectors are looked for on this shelf, then where they are kept; computed, they go onto it."""
    token, shelf.kept = _shelf.set(shelf), kept
    try:
        yield
    finally:
        shelf.kept = None
        _shelf.reset(token)


def prepare(texts: Iterable[str]) -> None:
    """Have the vectors of these sentences at hand: those that are not, nor kept, are encoded together."""
    shelf = _shelf.get()
    new = shelf.take(texts)
    if new:
        shelf.put(dict(zip(new, encoded(new), strict=True)))


def encoded(texts: Sequence[str]) -> Sequence[bytes]:
    """The vectors of these sentences as they are kept: 512 small whole numbers each."""
    found = np.asarray(encoder().encode([_sentence(text) for text in texts]))
    small = np.clip(np.rint(found * SCALE), -127, 127).astype(np.int8)
    return [row.tobytes() for row in small]


def _sentence(text: str) -> str:
    return " ".join(text.split())[:_LONGEST] or "."


def key(text: str) -> bytes:
    """By which the vector of a sentence is kept."""
    return hashlib.blake2b(_sentence(text).encode(), digest_size=8).digest()


def vector(text: str) -> Vector:
    """The vector (512,) of a sentence, whole numbers, of a length of some 400 (`SCALE`)."""
    known = _shelf.get().get(text)
    if known is not None:
        return known
    wanted = _wanted.get()
    if wanted is not None:
        wanted.add(text)
        return np.zeros(WIDTH, np.float32)
    prepare([text])
    return vector(text)


def nearness(left: str, right: str) -> float:
    """How near two sentences are in meaning, 0 to 1: the cosine of their vectors, not under 0."""
    # products of whole numbers this small are exact: the same whatever the processor adds first
    return min(1.0, max(0.0, float(vector(left) @ vector(right)) / SCALE**2))
