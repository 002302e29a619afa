"""Lemmas: from word lists, corrected by what the parse says of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "upos", "features", "expected"),
    [
        ("Deployed", "VERB", {"VerbForm": "Fin"}, "deploy"),
        ("were", "AUX", {}, "be"),
        ("n’t", "PART", {}, "not"),
        ("Washington", "PROPN", {"Number": "Sing"}, "Washington"),
        # the word list alone takes these for verbs, or for more of them
        ("meeting", "NOUN", {"Number": "Sing"}, "meeting"),
        ("meetings", "NOUN", {"Number": "Plur"}, "meeting"),
        ("meeting", "VERB", {"VerbForm": "Ger"}, "meet"),
        ("interested", "ADJ", {"Degree": "Pos"}, "interested"),
        ("found", "VERB", {"VerbForm": "Inf"}, "found"),
    ],
)
def test_english_lemmas(form: str, upos: str, features: dict[str, str], expected: str) -> None:
    assert lemma(form, upos, features, "en") == expected


@pytest.mark.parametrize(
    ("form", "upos", "joined", "expected"),
    [
        ("Mengatakan", "VERB", False, "kata"),
        ("perundingan", "NOUN", False, "runding"),
        ("Jakarta", "PROPN", False, "Jakarta"),
        # a clitic keeps its form, the word that it leans on does not
        ("nya", "PRON", True, "nya"),
        ("tentara", "NOUN", True, "tentara"),
        # a plural said by doubling
        ("kantor-kantor", "NOUN", False, "kantor"),
        ("-", "PUNCT", False, "-"),
        ("--", "PUNCT", False, "--"),
    ],
)
def test_indonesian_lemmas(form: str, upos: str, joined: bool, expected: str) -> None:
    assert lemma(form, upos, {}, "id", joined=joined) == expected


@given(
    st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=12),
    st.sampled_from(["NOUN", "VERB", "PROPN", "PUNCT", "X"]),
    st.sampled_from(["en", "id"]),
)
def test_every_word_has_a_lemma(form: str, upos: str, language: str) -> None:
    assert lemma(form, upos, {}, language)
