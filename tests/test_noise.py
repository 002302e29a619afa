"""Mishaps made on purpose: they change how a sentence looks, and leave its annotation right."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treebank import data, hangs_together, sentences

noise = pytest.importorskip("training.noise", reason="needs training/, which only the repository has")

MISHAPS = ("upper", "lower", "title", "quotes", "plain", "stop_lost", "mark_doubled", "space_lost")
rates = st.fixed_dictionaries({name: st.floats(0, 1) for name in MISHAPS})
seeds = st.integers(0, 2**32)
STOP = data.Sentence(
    "“Edda” tiba .",
    tuple(data.Token(form, 1, True) for form in ("“", "Édda", "”", "tiba", ".")),
    tuple(data.Word(form, "X", {}, head, "dep") for form, head in zip("“É”t.", (2, 4, 2, 0, 4), strict=True)),
)


def certainly(*names: str) -> dict[str, float]:
    """Rates at which these mishaps always come and no others."""
    return {name: float(name in names) for name in MISHAPS}


def bare(form: str) -> str:
    """What no mishap takes from a form: its letters, whatever their case and marks."""
    form = noise.STRAIGHT.get(form, form)
    plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c)).casefold()
    return plain[:1] if set(plain) <= noise.MARKS else plain


@given(sentences() | sentences(names=True), rates, seeds)
def test_there_is_a_form_for_every_word_and_it_is_still_that_word(
    sentence: Any, rates: dict[str, float], seed: int
) -> None:
    found, surface = noise.disturb(sentence, rates, random.Random(seed))
    size = len(found.forms)
    assert len(surface.forms) == len(surface.spaces) == size > 0
    assert [bare(form) for form in surface.forms] == [bare(form) for form in found.forms]
    assert all(surface.forms)
    assert not any(now and not was for now, was in zip(surface.spaces, found.spaces, strict=True))


@given(sentences() | sentences(names=True), rates, seeds)
def test_the_annotation_stays_but_for_that_of_a_lost_stop(
    sentence: Any, rates: dict[str, float], seed: int
) -> None:
    found, _ = noise.disturb(sentence, rates, random.Random(seed))
    size = len(found.words)
    assert found.words == sentence.words[:size]
    assert found.tokens == sentence.tokens[:size]
    assert found.names == sentence.names[:size]
    assert {token.form for token in sentence.tokens[size:]} <= {".", "!", "?"}
    assert len(sentence.words) - size in (0, 1)
    assert hangs_together([word.head for word in found.words])


@given(sentences(), rates, seeds)
def test_the_same_chance_brings_the_same_mishaps(sentence: Any, rates: dict[str, float], seed: int) -> None:
    one, other = (noise.disturb(sentence, rates, random.Random(seed)) for _ in range(2))
    assert one == other


@given(sentences(), seeds)
def test_without_mishaps_a_sentence_looks_as_it_is(sentence: Any, seed: int) -> None:
    found, surface = noise.disturb(sentence, certainly(), random.Random(seed))
    assert found == sentence
    assert (surface.forms, surface.spaces) == (sentence.forms, sentence.spaces)


@pytest.mark.parametrize(
    ("mishap", "forms"),
    [
        ("upper", ["“", "É", "”", "T", "."]),
        ("lower", ["“", "é", "”", "t", "."]),
        ("plain", ["“", "E", "”", "t", "."]),
        ("stop_lost", ["“", "É", "”", "t"]),
    ],
)
def test_what_each_mishap_does(mishap: str, forms: list[str]) -> None:
    assert noise.disturb(STOP, certainly(mishap), random.Random(1))[1].forms == forms


def test_quotation_marks_become_straight_or_curly() -> None:
    seen = {
        tuple(noise.disturb(STOP, certainly("quotes"), random.Random(seed))[1].forms) for seed in range(20)
    }
    assert seen == {("“", "É", "”", "t", "."), ('"', "É", '"', "t", ".")}


def test_a_stop_that_governs_a_word_is_not_lost() -> None:
    words = tuple(data.Word(form, "X", {}, head, "dep") for form, head in (("a", 3), ("b", 1), (".", 0)))
    tokens = tuple(data.Token(word.form, 1, True) for word in words)
    sentence = data.Sentence("a b .", tokens, words)
    assert noise.disturb(sentence, certainly("stop_lost"), random.Random(1))[0] == sentence
