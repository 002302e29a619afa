"""What a sentence means, as a vector that translations of it are near to.

One sentence at a time costs ten times as much as many together, for the encoder's weights are read anew for
each call. So whoever compares many pairs first lets them ask (`gathering`), then has all sentences encoded in
one go (`prepare`), and compares again. A store keeps what was encoded (`kept_in`): nothing is encoded twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
import numpy.typing as npt

from kawat.store import Writer

from .meaning import SCALE, WIDTH, encoder

Vector = npt.NDArray[np.float32]
_AT_HAND = 20_000
# a page is not a sentence: what it is about stands at its beginning
_LONGEST = 1_000

_known: dict[str, Vector] = {}
_wanted: ContextVar[set[str] | None] = ContextVar("wanted", default=None)
_shelf: ContextVar[Writer | None] = ContextVar("shelf", default=None)


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
def kept_in(writer: Writer) -> Iterator[None]:
    """Within it the store is asked for vectors before they are computed, and keeps those that are."""
    token = _shelf.set(writer)
    try:
        yield
    finally:
        _shelf.reset(token)


def prepare(texts: Iterable[str]) -> None:
    """Have the vectors of these sentences at hand: from the store, else encoded together."""
    new = {_key(text): text for text in set(texts) - _known.keys()}
    if len(_known) + len(new) > _AT_HAND:
        _known.clear()
    shelf = _shelf.get()
    packed = dict(shelf.vectors(new)) if shelf and new else {}
    missing = sorted(new.keys() - packed.keys())
    if missing:
        found = np.asarray(encoder().encode([_sentence(new[key]) for key in missing]))
        small = np.clip(np.rint(found * SCALE), -127, 127).astype(np.int8)
        encoded = {key: row.tobytes() for key, row in zip(missing, small, strict=True)}
        if shelf:
            shelf.set_vectors(encoded)
        packed |= encoded
    _known.update({new[key]: np.frombuffer(row, np.int8).astype(np.float32) for key, row in packed.items()})


def _sentence(text: str) -> str:
    return " ".join(text.split())[:_LONGEST] or "."


def _key(text: str) -> bytes:
    return hashlib.blake2b(_sentence(text).encode(), digest_size=8).digest()


def vector(text: str) -> Vector:
    """The vector (512,) of a sentence, whole numbers, of a length of some 400 (`SCALE`)."""
    wanted = _wanted.get()
    if wanted is not None and text not in _known:
        wanted.add(text)
        return np.zeros(WIDTH, np.float32)
    if text not in _known:
        prepare([text])
    return _known[text]


def nearness(left: str, right: str) -> float:
    """How near two sentences are in meaning, 0 to 1: the cosine of their vectors, not under 0."""
    # products of whole numbers this small are exact: the same whatever the processor adds first
    return min(1.0, max(0.0, float(vector(left) @ vector(right)) / SCALE**2))
