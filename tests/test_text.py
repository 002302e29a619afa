"""Words with their places, phrases looked up in them, and cuts of a text."""

from __future__ import annotations

import itertools
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.records import Span
from kawat.text import Phrases, Words, lines, trim
from strategies import texts


class Rule(msgspec.Struct, frozen=True):
    pattern: str


def found(pattern: str, text: str, *, fold: bool = True) -> list[str]:
    """The words that a pattern finds, as they stand in the text."""
    hits = Phrases([Rule(pattern)], fold=fold).find(Words(text))
    return [text[hit.span.start : hit.span.end] for hit in hits]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  ...  ", []),
        ("Menteri itu berkata.", ["Menteri", "itu", "berkata"]),
        ("U.S. troops", ["U", "S", "troops"]),
        ("AS-Rusia", ["AS", "Rusia"]),
        ("didn't", ["didn", "t"]),
        ("60.000 tentara", ["60", "000", "tentara"]),
        ("snake_case", ["snake", "case"]),
        ("OPEC+ dan P5+1, 100+ orang, 5k+", ["OPEC+", "dan", "P5", "1", "100", "orang", "5k"]),
        ("AS+Rusia", ["AS", "Rusia"]),
        ("ЄС і НАТО", ["ЄС", "і", "НАТО"]),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert [word.text for word in Words(text)] == words


@given(texts)
def test_every_word_quotes_its_text(text: str) -> None:
    words = Words(text)
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert "".join(word.text for word in words).replace("+", "") == re.sub(r"[\W_]", "", text)


@given(texts, st.integers(0, 200), st.integers(0, 200))
def test_inside_gives_the_words_that_start_in_a_span(text: str, start: int, end: int) -> None:
    words = Words(text)
    span = Span(start, end)
    expected = [word for word in words if start <= word.start < end]
    assert words.inside(span) == expected
    assert [words[index] for index in words.range(span)] == expected


@pytest.mark.parametrize(
    ("gap", "joined"),
    [
        (" ", True),
        ("  ", True),
        ("\n", True),
        (" \n ", True),
        ("\u00a0", True),
        ("-", True),
        ("’", True),
        ("/", True),
        (".", True),
        (". ", True),
        ("' ", True),
        ("+", True),
        (", ", False),
        ("; ", False),
        ("\n\n", False),
        (" - ", False),
        (" (", False),
        ("! ", False),
        ("” ", False),
    ],
)
def test_a_phrase_goes_on_over_a_blank_but_not_over_a_comma(gap: str, joined: bool) -> None:
    text = f"menteri{gap}luar"
    assert Words(text).joined(1) is joined
    assert bool(found("menteri luar", text)) is joined


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("said", "He said so, she Said too", ["said", "Said"]),
        ("said", "unsaid", []),
        ("says|said that", "He said that. She says that.", ["said that", "says that"]),
        ("menolak / tidak mau", "Ia menolak, ia tidak mau", ["menolak", "tidak mau"]),
        ("threat* to", "threatens to, threatened to, threat to, threw to",
         ["threatens to", "threatened to", "threat to"]),
        ("the _ minister", "the foreign minister and the old prime minister", ["the foreign minister"]),
        ("call .. off", "call off; call it off; call the whole thing off; call a very very long thing off",
         ["call off", "call it off", "call the whole thing off"]),
        ("call .. off", "call it, then off", []),
        ("call .. on|upon", "called, call him upon", ["call him upon"]),
        ("U.S.", "the U.S. and the U S", ["U.S", "U S"]),
        ("Mr. X", "Mr. X, mr X and Mrs. X", ["Mr. X", "mr X"]),
        ("Workers' Party", "the Workers’ Party, the Workers Party", ["Workers’ Party", "Workers Party"]),
        ("OPEC+", "OPEC and OPEC+ met", ["OPEC+"]),
        ("OPEC", "OPEC and OPEC+ met", ["OPEC"]),
        ("P5+1", "the P5+1", ["P5+1"]),
        ("sama-sama", "mereka sama-sama pergi", ["sama-sama"]),
        ("call ..", "call me", ["call"]),
        ("one two / one", "one two one", ["one two", "one"]),
    ],
)  # fmt: skip
def test_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_case_counts_when_not_folded() -> None:
    assert found("AS", "as AS As", fold=False) == ["AS"]
    assert found("Rus*", "rusia Rusia", fold=False) == ["Rusia"]
    assert found("AS", "as AS", fold=True) == ["as", "AS"]


def test_the_phrase_with_most_words_is_taken_whichever_stands_first() -> None:
    short, long, stem = Rule("foreign"), Rule("foreign minister"), Rule("for*")
    for rules in ([short, long, stem], [stem, long, short]):
        hits = list(Phrases(rules).find(Words("a foreign minister, a foreign aid, a fortress")))
        assert hits[0].rule is long
        assert hits[-1].rule is stem
        assert (hits[0].first, hits[0].last, hits[0].span) == (1, 3, Span(2, 18))


def test_hits_can_be_looked_for_in_some_words_only() -> None:
    words = Words("said one said two said")
    phrases = Phrases([Rule("said"), Rule("two said")])
    assert [hit.first for hit in phrases.find(words, range(1, 4))] == [2]
    assert phrases.at(words, 3, 4) is None
    at_end = phrases.at(words, 3)
    assert at_end is not None
    assert at_end.last == 5


def test_no_rules_find_nothing() -> None:
    assert list(Phrases[Rule]([]).find(Words("one two"))) == []


@given(st.lists(st.sampled_from(["a", "b", "a b", "b .. a", "a* b", "a|b", "b _"]), max_size=4),
       st.text("ab ,.\n-", max_size=30))  # fmt: skip
def test_hits_go_left_to_right_and_never_overlap(patterns: list[str], text: str) -> None:
    words = Words(text)
    hits = list(Phrases(Rule(pattern) for pattern in patterns).find(words))
    for hit in hits:
        assert hit.first < hit.last <= len(words)
        assert hit.span == Span(words[hit.first].start, words[hit.last - 1].end)
    for before, after in itertools.pairwise(hits):
        assert before.last <= after.first


@pytest.mark.parametrize(
    ("text", "extra", "expected"),
    [
        ("  berkata  ", "", "berkata"),
        ("“berkata”", "“”", "berkata"),
        (" “ berkata. ” ", "“”.", "berkata"),
        ("   ", "", None),
        ("“”", "“”", None),
        ("", "", None),
    ],
)
def test_trim(text: str, extra: str, expected: str | None) -> None:
    span = trim(text, Span(0, len(text)), extra)
    assert (text[span.start : span.end] if span else None) == expected


@given(texts, st.integers(0, 50), st.integers(0, 50))
def test_trimming_twice_changes_nothing(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    span = trim(text, Span(min(start, end), end))
    if span is None:
        assert not text[start:end].strip()
    else:
        assert trim(text, span) == span
        assert text[span.start : span.end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("satu", ["satu"]),
        ("satu\ndua", ["satu", "dua"]),
        ("satu\r\n\r\n  dua \n \n", ["satu", "dua"]),
        ("\n\nsatu\u2028dua", ["satu", "dua"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in lines(text)] == expected


@given(texts)
def test_lines_are_those_of_the_text(text: str) -> None:
    expected = [line.strip() for line in text.splitlines() if line.strip()]
    assert [text[span.start : span.end] for span in lines(text)] == expected
