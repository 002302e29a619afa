"""The old treebank brought to today's annotation: trees stay trees, and text stays text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treebank import data, hangs_together, sentences

convert = pytest.importorskip("training.convert", reason="needs training/, which only the repository has")
clitics = pytest.importorskip("training.clitics", reason="needs training/, which only the repository has")
perceptron = pytest.importorskip(
    "training.perceptron", reason="needs training/, which only the repository has"
)
punctuation = pytest.importorskip(
    "training.punctuation", reason="needs training/, which only the repository has"
)


def sentence(*words: tuple[str, str, int, str], tokens: dict[str, int] | None = None) -> Any:
    """A sentence of (form, tag, head, relation); a token named in `tokens` holds so many of them."""
    found = tuple(data.Word(form, tag, {}, head, relation) for form, tag, head, relation in words)
    sizes = tokens or {form: 1 for form, *_ in words}
    surface = tuple(data.Token(form, size, True) for form, size in sizes.items())
    return data.Sentence(" ".join(sizes), surface, found, "gsd")


OLD = sentence(("Wira", "PROPN", 2, "nsubj"), ("membantahnya", "VERB", 0, "root"), (".", "PUNCT", 1, "punct"))
TODAY = sentence(
    ("Wira", "PROPN", 2, "nsubj"),
    ("membantah", "VERB", 0, "root"),
    ("nya", "PRON", 2, "obj"),
    (".", "PUNCT", 2, "punct"),
    tokens={"Wira": 1, "membantahnya": 2, ".": 1},
)


def heads(one: Any) -> list[int]:
    return [word.head for word in one.words]


def characters(one: Any) -> str:
    return "".join(token.form for token in one.tokens)


def test_what_changed_in_one_sentence_is_done_to_the_next() -> None:
    conversion = convert.learn([(OLD, TODAY)] * 3)
    assert conversion.apply(OLD).words == TODAY.words
    other = sentence(
        ("Edda", "PROPN", 2, "nsubj"), *((w.form, w.upos, w.head, w.relation) for w in OLD.words[1:])
    )
    assert conversion.apply(other).forms == ["Edda", "membantah", "nya", "."]


@settings(max_examples=60)
@given(st.lists(sentences(), min_size=1, max_size=3), st.lists(sentences(), max_size=2), sentences())
def test_a_converted_sentence_is_a_tree_over_the_same_characters(
    known: list[Any], others: list[Any], old: Any
) -> None:
    conversion = convert.learn([(one, replace(one, words=one.words)) for one in known], [*others, TODAY])
    found = conversion.apply(old)
    assert hangs_together(heads(found))
    assert characters(found) == characters(old)
    assert sum(token.words for token in found.tokens) == len(found.words)
    for token, (start, end) in zip(found.tokens, found.groups, strict=True):
        assert "".join(word.form for word in found.words[start:end]) == token.form
    assert [word.relation == "root" for word in found.words] == [head == 0 for head in heads(found)]


@given(sentences())
def test_marks_are_hung_anew_and_nothing_else_is(old: Any) -> None:
    found = punctuation.attach_punctuation(list(old.words))
    assert hangs_together([word.head for word in found])
    for now, was in zip(found, old.words, strict=True):
        assert replace(now, head=was.head) == was
        assert now.head == was.head or was.upos == "PUNCT"


def test_brackets_hang_from_what_they_hold_and_the_stop_from_the_whole() -> None:
    old = sentence(
        ("Edda", "PROPN", 5, "nsubj"),
        ("(", "PUNCT", 1, "punct"),
        ("Sylvania", "PROPN", 1, "appos"),
        (")", "PUNCT", 5, "punct"),
        ("tiba", "VERB", 0, "root"),
        (".", "PUNCT", 1, "punct"),
    )
    assert [word.head for word in punctuation.attach_punctuation(list(old.words))] == [5, 3, 1, 3, 0, 5]


@given(sentences())
def test_joining_changes_no_character_and_leaves_a_tree(old: Any) -> None:
    found = convert._join(old)
    assert characters(found) == characters(old)
    assert len(found.words) == len(found.tokens)
    assert hangs_together(heads(found))


def test_a_doubled_noun_is_one_token() -> None:
    old = data.Sentence(
        "kota - kota baru",
        tuple(data.Token(form, 1, True) for form in ("kota", "-", "kota", "baru")),
        (
            data.Word("kota", "NOUN", {}, 0, "root"),
            data.Word("-", "PUNCT", {}, 3, "punct"),
            data.Word("kota", "NOUN", {}, 1, "compound:plur"),
            data.Word("baru", "ADJ", {}, 3, "amod"),
        ),
    )
    found = convert._join(old)
    assert (found.text, found.forms, heads(found)) == ("kota-kota baru", ["kota-kota", "baru"], [0, 1])


def test_joined_words_that_hang_apart_take_the_head_of_the_highest() -> None:
    old = sentence(
        ("Edda", "PROPN", 4, "nsubj"),
        ("Edda", "PROPN", 1, "compound:plur"),
        ("-", "PUNCT", 1, "punct"),
        ("Edda", "PROPN", 0, "root"),
    )
    old = replace(old, tokens=tuple(data.Token(word.form, 1, True) for word in old.words))
    found = convert._join(old)
    assert (found.forms, heads(found)) == (["Edda", "Edda-Edda"], [2, 0])


def test_a_token_of_several_words_is_one_word_again() -> None:
    found = convert._whole(TODAY)
    assert found.forms == OLD.forms
    assert heads(found) == [2, 0, 2]


@given(st.lists(st.integers(0, 5), max_size=5))
def test_what_is_a_tree(found: list[int]) -> None:
    found = [min(head, len(found)) for head in found]
    assert convert.is_tree(found) is hangs_together(found)


@given(sentences())
def test_a_sentence_agrees_with_itself(old: Any) -> None:
    assert set(convert.agreement([old], [old]).values()) == {1.0}


def test_agreement_counts_what_is_annotated_alike() -> None:
    found = convert.agreement([OLD], [TODAY])
    assert found["words"] == round(4 / 7, 4)  # 'Wira' and the stop, of three and of four
    assert found["head"] == 0.0


def test_clitics_are_split_as_they_were_seen_split() -> None:
    known = clitics.learn_clitics([TODAY, sentence(("ilmu", "NOUN", 0, "root"))])
    assert known.of("Membantahnya", "VERB") == "nya"
    assert known.of("ilmu", "NOUN") == ""
    assert known.of("wiraku", "NOUN") == "ku"  # its rest is a word
    assert known.of("wiraku", "PROPN") == ""
    assert known.label("nya", TODAY.words[1]) == ("PRON", "obj")
    assert known.label("pun", TODAY.words[1]) == ("PRON", "nmod:poss")


def test_a_label_is_chosen_by_its_clues_among_those_seen_in_place_of_the_old() -> None:
    examples = [("X", ["always", clue], new) for clue, new in (("a", "A"), ("b", "B")) for _ in range(3)]
    chooser = perceptron.train([*examples, ("X", ["always"], "slip"), ("Y", ["always", "a"], "Y")])
    assert (chooser.choose("X", ["always", "a"]), chooser.choose("X", ["always", "b"])) == ("A", "B")
    assert "slip" not in chooser.replacements["X"]
    assert chooser.choose("Y", ["a"]) == "Y"
    assert chooser.choose("never seen", ["a"]) == "never seen"
