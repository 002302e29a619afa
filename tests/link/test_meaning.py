"""Keys of sentences: the same everywhere, in common for what is said in other words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kawat.link.meaning import SCALE, WIDTH, keys

ROW = np.dtype([("words", "u1"), ("vector", "i1", WIDTH)])


KEPT = (6396485, 30572464, 42133163, 64607243, 76850714, 85070198, 116523154, 129499970)


def packed(vectors: np.ndarray) -> bytes:
    rows = np.zeros(len(vectors), ROW)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows["vector"] = np.clip(np.rint(vectors * SCALE / lengths), -127, 127)
    return rows.tobytes()


def near(vectors: np.ndarray, cosine: float, chance: np.random.Generator) -> np.ndarray:
    """Vectors at about this cosine to the given ones."""
    others = chance.standard_normal(vectors.shape)
    return cosine * vectors + np.sqrt(1 - cosine**2) * others


def in_common(cosine: float, number: int = 300) -> float:
    """The share of sentences that have a key in common with one that is so near."""
    chance = np.random.default_rng(1)
    some = chance.standard_normal((number, WIDTH))
    others = near(some, cosine, chance)
    pairs = zip(some, others, strict=True)
    return (
        sum(bool(set(keys(packed(one[None]))) & set(keys(packed(two[None])))) for one, two in pairs) / number
    )


def test_what_is_near_has_keys_in_common_and_what_is_not_has_none() -> None:
    assert in_common(0.95) > 0.75
    assert in_common(0.8) > 0.1
    assert in_common(0.3) < 0.01


@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_the_keys_of_a_body_are_those_of_its_sentences(seed: int, sentences: int) -> None:
    vectors = np.random.default_rng(seed).standard_normal((sentences, WIDTH))
    found = keys(packed(vectors))
    each = [keys(packed(vectors[n : n + 1])) for n in range(sentences)]
    first = {key: n for n in reversed(range(sentences)) for key, _ in each[n]}
    assert found == tuple(sorted(first.items()))
    assert all(len(some) == 8 for some in each)
    assert all(0 <= key < 2**27 for key in first)


def test_keys_never_change() -> None:
    # a store keeps them: another turn would find nothing that an earlier one wrote down
    vector = np.arange(WIDTH)[None] * 7 % 101 - 50.0
    assert keys(packed(vector)) == tuple((key, 0) for key in KEPT)
