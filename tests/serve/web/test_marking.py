"""The received text with its marks: not a character changed, every mark there, each name once."""

from __future__ import annotations

import html
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kawat.records import Span
from kawat.serve.web.drawing.marking import Mark, marked, nested

TEXT = st.text(st.sampled_from("ab <&>\"'\r\n\u00e9\u0130\U0001f4f0"), min_size=1, max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text and marks on it that overlap as they like."""
    text = draw(TEXT)
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(Span(start, end), "q", f"r{number}", outer=draw(st.booleans())))
    return text, marks


def received(page: str) -> str:
    """The text of a piece of HTML, as a browser reads it."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@given(marked_texts())
def test_without_its_tags_it_is_the_received_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert received(marked(text, marks)) == text


@given(marked_texts())
def test_a_mark_has_its_characters_and_no_others(case: tuple[str, list[Mark]]) -> None:
    _, marks = case
    found: Counter[tuple[str, int]] = Counter()
    open_nodes = nested(marks)
    while open_nodes:
        node = open_nodes.pop()
        found.update((node.mark.id, place) for place in range(node.at.start, node.at.end))
        assert all(node.at.contains(inner.at) for inner in node.inside)
        open_nodes += node.inside
    assert found == Counter((mark.id, place) for mark in marks for place in range(*mark.at))


@given(marked_texts())
def test_every_record_and_passage_has_one_anchor(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    ids = re.findall(r' id="([^"]+)"', marked(text, marks))
    inner = [mark for mark in marks if not mark.outer]
    assert sorted(ids) == sorted(
        {mark.id for mark in inner} | {f"c{mark.at.start}-{mark.at.end}" for mark in inner}
    )


def test_a_mark_that_crosses_another_goes_on_after_it() -> None:
    page = marked("abcdef", [Mark(Span(0, 4), "q", "x"), Mark(Span(2, 6), "e", "y")])
    assert page.count('data-of="y"') == 2
    assert page.count(' id="y"') == 1


def test_what_a_report_says_is_no_markup() -> None:
    page = marked("<script>alert(1)</script>", [Mark(Span(0, 8), "q", '"><b>')])
    assert "<script" not in page
    assert "<b>" not in page
