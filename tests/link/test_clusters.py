"""Groups by pairs: the surest first, no group because of one bridge, whatever the order."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kawat.link.clusters import clusters, pair

IDS = "abcdefgh"


def test_what_is_tied_is_together() -> None:
    scores = {("a", "b"): 1.0, ("c", "d"): 0.9}
    assert clusters("abcde", scores) == [["a", "b"], ["c", "d"], ["e"]]


def test_one_bridge_makes_no_group() -> None:
    scores = {("a", "b"): 1.0, ("c", "d"): 1.0, ("b", "c"): 0.9}
    assert clusters("abcd", scores) == [["a", "b"], ["c", "d"]]


def test_what_was_judged_holds() -> None:
    scores = {("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): 1.0}
    assert clusters("abc", scores, apart=frozenset({("a", "c")})) == [["a", "b"], ["c"]]
    assert clusters("abcd", scores, together=frozenset({("a", "d")})) == [["a", "b", "c", "d"]]
    both = frozenset({("a", "d")})
    assert clusters("ad", {}, apart=both, together=both) == [["a"], ["d"]]


ids = st.sampled_from(IDS)
two = st.tuples(ids, ids).filter(lambda both: both[0] != both[1]).map(lambda both: pair(*both))


@given(st.dictionaries(two, st.floats(0.1, 1)), st.frozensets(two), st.integers())
def test_whatever_the_order_each_is_in_one_group(
    scores: dict[tuple[str, str], float], apart: frozenset[tuple[str, str]], seed: int
) -> None:
    groups = clusters(IDS, scores, apart=apart)
    assert sorted(id for group in groups for id in group) == list(IDS)
    assert not any(pair(a, b) in apart for group in groups for a in group for b in group)
    chance = random.Random(seed)
    shuffled = dict(chance.sample(sorted(scores.items()), len(scores)))
    assert clusters(chance.sample(IDS, len(IDS)), shuffled, apart=apart) == groups
