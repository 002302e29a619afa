"""Which sentences of two texts say the same, in order: on vectors made for the purpose."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.link.families import alignment
from kawat.link.families.alignment import FEWEST, Alignment, align
from kawat.link.meaning import MOST, WIDTH, Meanings, codes, pack


def vectors(seed: int, number: int) -> np.ndarray:
    """Vectors of length 400 that have little to do with one another, as in a text on one subject."""
    chance = np.random.default_rng(seed)
    subject = chance.standard_normal(WIDTH)
    return _lengthened(0.5 * subject + chance.standard_normal((number, WIDTH)))


def _lengthened(rows: np.ndarray) -> np.ndarray:
    return rows * (400 / np.linalg.norm(rows, axis=1, keepdims=True))


def translated(rows: np.ndarray, seed: int = 99) -> np.ndarray:
    """The same sentences said otherwise: at a cosine of .78."""
    return _lengthened(rows + 0.8 * _lengthened(np.random.default_rng(seed).standard_normal(rows.shape)))


def text(rows: np.ndarray) -> Meanings:
    row = np.dtype([("words", "u1"), ("vector", "i1", WIDTH)])
    packed = np.zeros(len(rows), row)
    packed["words"] = 10
    packed["vector"] = np.rint(rows).clip(-127, 127)
    return Meanings(packed.tobytes())


def places(found: Alignment) -> list[tuple[int, int, int, int]]:
    return [(pair.left, pair.lefts, pair.right, pair.rights) for pair in found.pairs]


STORY = vectors(1, 12)


def test_a_translation_is_aligned_sentence_by_sentence() -> None:
    found = align(text(STORY), text(translated(STORY)))
    assert found.copied
    assert places(found) == [(n, 1, n, 1) for n in range(12)]
    assert found.share == found.least == found.dense == 1.0


def test_what_was_cut_or_put_in_is_left_out() -> None:
    copy = np.concatenate([vectors(5, 2), translated(STORY)[:5], vectors(6, 1), translated(STORY)[5:8]])
    found = align(text(STORY), text(copy))
    assert found.copied
    assert places(found) == [(n, 1, n + 2 + (n > 4), 1) for n in range(8)]


def test_two_sentences_may_stand_for_one() -> None:
    joined = _lengthened(STORY[3:4] + STORY[4:5])
    copy = translated(np.concatenate([STORY[:3], joined, STORY[5:]]))
    found = align(text(STORY), text(copy))
    assert (3, 2, 3, 1) in places(found)
    assert found.copied
    assert not found.pairs[3].one_to_one


@pytest.mark.parametrize(
    "copy",
    [
        vectors(7, 12),
        STORY[::-1],
        np.concatenate([translated(STORY)[:3], vectors(8, 12)]),
        np.concatenate([vectors(n, 4) if n % 2 else translated(STORY)[n : n + 1] for n in range(8)]),
        translated(STORY)[:3],
        vectors(9, 0),
    ],
    ids=["another", "other order", "only the beginning", "here and there one", "too short", "nothing"],
)
def test_what_is_no_translation(copy: np.ndarray) -> None:
    assert not align(text(STORY), text(translated(copy) if len(copy) else copy)).copied


def test_texts_whose_sentences_are_all_alike_are_no_copies() -> None:
    """On one subject every sentence is like every other; their order then says nothing."""
    subject = vectors(3, 1)
    chance = np.random.default_rng(4)
    left, right = (
        _lengthened(subject + 0.5 * _lengthened(chance.standard_normal((9, WIDTH)))) for _ in range(2)
    )
    found = align(text(left), text(right))
    assert found.lead < 0.15
    assert not found.copied


@given(st.integers(0, 40), st.integers(0, 14), st.integers(0, 14), st.randoms(use_true_random=False))
def test_pairs_are_in_order_and_the_same_both_ways(
    seed: int, left: int, right: int, chance: random.Random
) -> None:
    rows = translated(STORY, seed)
    mine = rows[sorted(chance.choices(range(12), k=left))] if left else vectors(1, 0)
    theirs = rows[sorted(chance.choices(range(12), k=right))] if right else vectors(1, 0)
    found = align(text(mine), text(theirs))
    ends = (0, 0)
    for pair in found.pairs:
        assert (pair.left, pair.right) >= ends
        assert 1 <= pair.lefts * pair.rights <= 2
        ends = pair.left + pair.lefts, pair.right + pair.rights
    assert ends <= (left, right)
    assert 0 <= found.least <= found.share <= 1
    back = align(text(theirs), text(mine))
    assert back.copied == found.copied


@settings(max_examples=300)
@given(st.data())
def test_what_cannot_lead_by_enough_is_no_copy(data: st.DataObject) -> None:
    """Whatever was cut, put in, moved or drawn together: no order that would tell a copy is passed over."""
    number = data.draw(st.integers(4, 16))
    rows = vectors(data.draw(st.integers(0, 50)), number)
    noise = data.draw(st.sampled_from([0.3, 0.8, 1.0, 1.2, 1.5]))
    chance = np.random.default_rng(data.draw(st.integers(0, 1000)))
    said = _lengthened(rows + noise * _lengthened(chance.standard_normal(rows.shape)))
    kept = [row for row in range(number) if row < 2 or data.draw(st.integers(0, 9)) > 2]
    copy = said[kept]
    for place in sorted(data.draw(st.sets(st.integers(0, len(copy) - 2), max_size=4)), reverse=True):
        together = _lengthened(copy[place : place + 2].sum(axis=0, keepdims=True))
        copy = np.concatenate([copy[:place], together, copy[place + 2 :]])
    put_in = vectors(data.draw(st.integers(51, 99)), data.draw(st.integers(0, 8)))
    copy = np.concatenate([copy, put_in])
    if data.draw(st.booleans()):
        copy = np.roll(copy, data.draw(st.integers(0, 5)), axis=0)
    left, right = text(rows), text(copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment._Table, "hopeless", False)
        whole = align(left, right)
    if len(whole.pairs) < FEWEST or whole.share < alignment._SHARE:
        return
    with pytest.MonkeyPatch.context() as patch:
        # not a hair more is asked for than it leads by
        patch.setattr(alignment, "_LEAD", whole.lead)
        patch.setattr(alignment._Table, "hopeless", property(lambda table: not table._may_lead()))
        assert align(left, right) == whole
        assert align(right, left) == whole.turned()


def test_packed_meanings() -> None:
    sentences = ["the minister came home", "menteri itu pulang ke rumah", "grain prices fell in the south"]
    packed = pack(sentences)
    assert len(packed) == 3 * 513
    assert packed[513:1026] == pack(sentences[1:2])
    read = Meanings(packed)
    assert read.words.tolist() == [4, 5, 6]
    likeness = read.likeness(read)
    assert np.allclose(np.diag(likeness), 1, atol=0.02)
    assert likeness[0, 1] > 0.5 > likeness[0, 2]
    assert len(read.joined) == 2
    assert pack([]) == codes(b"") == b""
    assert len(pack(["same"] * (MOST + 1))) == MOST * 513


def test_codes_of_like_sentences_differ_in_few_bits() -> None:
    packed = pack(["the minister came home", "menteri itu pulang ke rumah", "grain prices fell in the south"])
    told = codes(packed)
    assert len(told) == 3 * 16
    home, pulang, grain = (int.from_bytes(told[n : n + 16], "big") for n in (0, 16, 32))
    assert (home ^ pulang).bit_count() < (home ^ grain).bit_count()
