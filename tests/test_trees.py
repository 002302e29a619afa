"""Trees: well formed, one root, and none better."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.model.trees import decode, is_tree


def hangs_together(heads: tuple[int, ...]) -> bool:
    """Whether exactly one word hangs from the root, and all others from it in the end."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        if word:
            return False
    return True


@cache
def all_trees(words: int) -> npt.NDArray[np.int64]:
    """Heads of all trees over so many words: (trees, words)."""
    candidates = product(range(words + 1), repeat=words)
    return np.array([heads for heads in candidates if hangs_together(heads)])


def total(arcs: npt.NDArray[np.float64], heads: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(arcs[np.arange(len(arcs)), heads].sum(-1))


@st.composite
def scores(draw: st.DrawFn, most: int = 5) -> npt.NDArray[np.float64]:
    """Scores of arcs over a few words, often equal, sometimes far apart."""
    words = draw(st.integers(1, most))
    one = st.one_of(st.integers(-3, 3).map(float), st.floats(-1e4, 1e4))
    flat = draw(st.lists(one, min_size=words * (words + 1), max_size=words * (words + 1)))
    return np.array(flat).reshape(words, words + 1)


@pytest.mark.parametrize(("words", "trees"), [(1, 1), (2, 2), (3, 9), (4, 64), (5, 625)])
def test_brute_force_tries_as_many_trees_as_cayley_counts(words: int, trees: int) -> None:
    assert len(all_trees(words)) == trees


@given(scores())
def test_the_tree_is_well_formed_and_none_scores_higher(arcs: npt.NDArray[np.float64]) -> None:
    heads = decode(arcs)
    assert hangs_together(tuple(heads.tolist()))
    best = total(arcs, all_trees(len(arcs))).max()
    assert total(arcs, heads) == pytest.approx(best, rel=1e-9, abs=1e-6)


@given(scores(), st.lists(st.floats(-50, 50), min_size=5, max_size=5))
def test_a_number_added_to_all_scores_of_a_word_changes_no_total(
    arcs: npt.NDArray[np.float64], added: list[float]
) -> None:
    shifted = arcs + np.array(added[: len(arcs)])[:, None]
    assert total(arcs, decode(shifted)) == pytest.approx(total(arcs, decode(arcs)), rel=1e-9, abs=1e-6)


@given(st.integers(0, 60), st.integers(0, 2**32 - 1), st.booleans())
def test_longer_sentences_have_trees_too(words: int, seed: int, alike: bool) -> None:
    chance = np.random.default_rng(seed)
    arcs = chance.integers(0, 3, (words, words + 1)) if alike else chance.normal(size=(words, words + 1))
    given_arcs = arcs.astype(np.float32)
    before = given_arcs.copy()
    heads = decode(given_arcs)
    assert np.array_equal(heads, decode(given_arcs))
    assert np.array_equal(before, given_arcs)
    assert is_tree(heads)
    assert not words or hangs_together(tuple(heads.tolist()))


@pytest.mark.parametrize("words", [1, 2, 7, 510])
def test_where_all_scores_are_equal_there_is_one_tree_and_always_the_same(words: int) -> None:
    arcs = np.zeros((words, words + 1), np.float32)
    heads = decode(arcs)
    assert hangs_together(tuple(heads.tolist()))
    assert np.array_equal(heads, decode(arcs))


def test_a_long_chain_of_cycles_within_cycles_is_undone() -> None:
    words = 300
    arcs = np.full((words, words + 1), -100.0)
    for word in range(1, words):
        arcs[word, word] = -0.5  # each hangs from the one before it,
        arcs[word - 1, word + 1] = -0.1 * (word % 7)  # or rather from the one after it
    heads = decode(arcs)
    assert hangs_together(tuple(heads.tolist()))


@pytest.mark.parametrize(
    ("heads", "tree"),
    [
        ([], True),
        ([0], True),
        ([2, 0], True),
        ([0, 0], False),  # two roots
        ([1], False),  # hangs from itself
        ([2, 3, 1], False),  # a ring, and no root
        ([0, 3, 2], False),  # a root, and a ring beside it
        ([2, 0, 4, 2], True),
    ],
)
def test_what_is_a_tree(heads: list[int], tree: bool) -> None:
    assert is_tree(np.array(heads, np.int64)) is tree
    if heads:
        assert hangs_together(tuple(heads)) is tree
