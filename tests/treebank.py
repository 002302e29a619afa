"""Invented sentences as a treebank has them, for tests of `training/`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import strategies as st

data = pytest.importorskip("training.data", reason="needs training/, which only the repository has")

TAGS = {
    "PROPN": ("Edda", "Sylvania", "Wira", "Budi"),
    "NOUN": ("kota", "tentara", "rumahnya", "laporan", "ilmu", "perundingan"),
    "VERB": ("menyerang", "dibantah", "membantahnya", "denied", "tiba"),
    "ADP": ("di", "ke", "pada", "padanya"),
    "NUM": ("5", "1960", "lima"),
    "ADJ": ("baru", "naïve"),
    "PUNCT": (",", "-", "(", ")", '"', "“", "”", ".", "!"),
}
RELATIONS = ("nsubj", "obj", "obl", "case", "nmod", "amod", "conj", "compound", "mark")
NAMES = ("O", "B-PER", "I-PER", "B-ORG")


@st.composite
def sentences(draw: st.DrawFn, *, names: bool = False) -> Any:
    """A sentence of a few one-word tokens over which there is a tree; its last is a stop or a word.

    No mark governs a word, as it is in treebanks. With `names` its words are tagged, too.
    """
    tagged = [(tag, form) for tag, forms in TAGS.items() for form in forms]
    first = draw(st.sampled_from([pair for pair in tagged if pair[0] != "PUNCT"]))
    rest = draw(st.lists(st.sampled_from(tagged), min_size=1, max_size=9))
    stop = draw(st.sampled_from([[], [("PUNCT", ".")], [("PUNCT", "?")]]))
    pairs = [first, *rest, *stop]
    words = tree(pairs, draw(st.integers(0, 2**16)))
    spaces = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    tokens = tuple(data.Token(form, 1, space) for (_, form), space in zip(pairs, spaces, strict=True))
    text = "".join(token.form + " " * token.space_after for token in tokens).rstrip()
    tags = draw(st.lists(st.sampled_from(NAMES), min_size=len(pairs), max_size=len(pairs))) if names else ()
    return data.Sentence(text, tokens, words, "csui", names=tuple(tags), guideline="idner" if names else "")


def tree(pairs: Sequence[tuple[str, str]], seed: int) -> tuple[Any, ...]:
    """Words of these tags and forms, each hanging from one that hangs from the root."""
    chance = random.Random(seed)
    order = [place for place, (tag, _) in enumerate(pairs, 1) if tag != "PUNCT"]
    chance.shuffle(order)
    heads = {place: chance.choice(order[:number]) if number else 0 for number, place in enumerate(order)}
    return tuple(
        data.Word(form, tag, {}, 0, "root")
        if heads.get(place) == 0
        else data.Word(form, tag, {}, heads[place], chance.choice(RELATIONS))
        if place in heads
        else data.Word(form, tag, {}, chance.choice(order), "punct")
        for place, (tag, form) in enumerate(pairs, 1)
    )


def hangs_together(heads: Sequence[int]) -> bool:
    """Whether one word is the root (its head is 0), and every way up ends there."""
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        if word:
            return False
    return list(heads).count(0) == 1
