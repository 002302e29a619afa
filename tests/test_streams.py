"""Running text to learn from: whatever happens to it, its tokens, words and ends stay known."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treebank import data, sentences

streams = pytest.importorskip("training.streams", reason="needs training/, which only the repository has")

seeds = st.integers(0, 2**32)
STRAIGHT = str.maketrans(streams.STRAIGHT)


def letters(stream: Any) -> str:
    """What no accident takes from a text: all but white space, stops, case and the shape of quotes."""
    return "".join(streams.text_of(stream).replace(".", "").translate(STRAIGHT).casefold().split())


def clitics() -> Any:
    """'Wira membantahnya.', of which the second token holds two words."""
    words = [("Wira", 2, "nsubj"), ("membantah", 0, "root"), ("nya", 2, "obj"), (".", 2, "punct")]
    return data.Sentence(
        "Wira membantahnya.",
        (data.Token("Wira", 1, True), data.Token("membantahnya", 2, False), data.Token(".", 1, True)),
        tuple(data.Word(form, "X", {}, head, relation) for form, head, relation in words),
    )


def test_a_token_is_cut_where_its_words_are() -> None:
    found = streams.pieces_of(clitics())
    assert [(piece.form, piece.words, piece.space_after, piece.ends) for piece in found] == [
        ("Wira", (4,), " ", False),
        ("membantahnya", (9, 3), "", False),
        (".", (1,), " ", True),
    ]


def test_a_token_whose_words_are_not_its_characters_is_kept_whole() -> None:
    sentence = data.Sentence(
        "zum", (data.Token("zum", 2, True),), tuple(data.Word(w, "X", {}, 0, "x") for w in ("zu", "dem"))
    )
    (piece,) = streams.pieces_of(sentence)
    assert (piece.words, piece.ends) == ((3,), True)


def test_a_stop_inside_a_sentence_that_looks_like_its_end_teaches_nothing() -> None:
    forms = ("Kota", "itu", "jatuh", "lagi", ".", "Hujan", "turun", ".")
    tokens = tuple(data.Token(form, 1, True) for form in forms)
    words = tuple(data.Word(form, "X", {}, 0, "x") for form in forms)
    found = streams.pieces_of(data.Sentence(" ".join(forms), tokens, words))
    assert [piece.ends for piece in found] == [False] * 4 + [None] + [False] * 2 + [True]


@given(sentences())
def test_the_text_of_a_sentence_is_its_own(sentence: Any) -> None:
    found = streams.pieces_of(sentence)
    assert streams.text_of(found) == sentence.text
    assert [piece.form for piece in found] == [token.form for token in sentence.tokens]
    assert found[-1].ends is True
    assert not any(piece.ends for piece in found[:-1])


@given(st.lists(sentences(), min_size=1, max_size=4), seeds)
def test_accidents_take_stops_and_spaces_but_no_letter_and_no_end(parts: list[Any], seed: int) -> None:
    stream = [piece for sentence in parts for piece in streams.pieces_of(sentence)]
    found = streams.disturb(stream, random.Random(seed))
    assert letters(found) == letters(stream)
    assert all(piece.form and sum(piece.words) == len(piece.form) for piece in found)
    assert sum(piece.ends is True for piece in found) == len(parts)
    assert found[-1].ends is True
    assert streams.disturb(stream, random.Random(seed)) == found


@given(st.lists(sentences(), min_size=1, max_size=6), st.sampled_from(["csui", "ewt"]), seeds)
def test_an_epoch_holds_every_sentence_as_often_as_asked(parts: list[Any], bank: str, seed: int) -> None:
    found = list(streams.streams({bank: parts}, {bank: 2}, random.Random(seed)))
    assert all(found)
    assert sum(piece.ends is True for stream in found for piece in stream) == 2 * len(parts)
    wanted = Counter("".join(2 * letters(streams.pieces_of(sentence)) for sentence in parts))
    assert Counter("".join(map(letters, found))) == wanted


def test_a_real_paragraph_mostly_begins_where_the_treebank_says() -> None:
    parts = [clitics(), replace(clitics(), opens_paragraph=True)]
    found = [list(streams.streams({"ewt": parts}, {"ewt": 1}, random.Random(seed))) for seed in range(30)]
    assert {len(epoch) for epoch in found} == {1, 2}
    assert sum(len(epoch) for epoch in found) > 45
