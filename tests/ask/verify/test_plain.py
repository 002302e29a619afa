"""Texts without what Markdown puts round them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.ask.verify.plain import plain
from kawat.records import Span


@given(st.text(alphabet='ab 1.\n#*_-[](){}|^`>“”"0123456789abcdef', max_size=200))
def test_what_is_left_stands_in_the_text_in_order(text: str) -> None:
    told = plain(text)
    assert told.text == "".join(text[place] for place in told.places)
    assert list(told.places) == sorted(set(told.places))
    assert all(text[span.start : span.end].strip() for span in told.headings)
    assert all(0 <= one.at <= len(told.text) and one.ids for one in told.cited)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# Heading\n\nWords.", "Words."),
        ("Heading\n=======\nWords.", "Words."),
        ("- **Some** words.", "Some words."),
        ("1. Some words.", "Some words."),
        ("> Some _words_.", "Some words."),
        ("Some [words](https://a.example/x).", "Some words."),
        ("Some words [a1b2c3d4, 99aabbcc].", "Some words."),
        ("Some words.[^1]\n\n[^1]: where they stand", "Some words."),
        ("5 * 3 is more than snake_case", "5 * 3 is more than snake_case"),
        ("Some words [sic] stay.", "Some words [sic] stay."),
    ],
)
def test_markup_goes_and_words_stay(text: str, left: str) -> None:
    assert plain(text).text.strip() == left


def test_a_span_leads_back_to_the_text_given() -> None:
    text = "- **Some** words [a1b2c3d4]."
    told = plain(text)
    start = told.text.index("words")
    assert told.given(Span(start, start + 5)) == Span(text.index("words"), text.index("words") + 5)
    assert told.cited[0].ids == ("a1b2c3d4",)


def test_a_word_in_brackets_that_is_no_id_cites_nothing() -> None:
    assert plain("The facade [deadbeef] was blue.").cited == ()
