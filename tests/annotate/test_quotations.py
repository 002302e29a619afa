"""Where quotation marks open and close: whatever marks a report uses, and whatever it forgets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.quotations import quotations
from kawat.language import Language, Languages
from kawat.records import Made, Paragraph, Report, Span
from kawat.stage import ReportText

BY_HAND = Made("hand", "1")


def received(text: str) -> ReportText:
    """A text with a paragraph for each part between blank lines."""
    report = Report(
        id="r", report="r", at=(Span(0, max(1, len(text))),), made=BY_HAND, source="a.txt", sha256="0"
    )
    made = ReportText(report, text)
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            span = Span(start, start + len(part))
            made.add([Paragraph(report="r", at=(span,), made=BY_HAND, language="en")])
        start += len(part) + 2
    return made


def found(text: str, language: Language) -> list[tuple[str, bool]]:
    report = received(text)
    return [(report.slice(q.at[0]), q.closed) for q in quotations(report, language)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We wait,” he said.", ["We wait,"]),
        ('"We wait," he said.', ["We wait,"]),
        ("«We wait,» he said.", ["We wait,"]),
        ("»We wait,« he said.", ["We wait,"]),
        ("„We wait,“ he said.", ["We wait,"]),
        ("„We wait,” he said.", ["We wait,"]),
        ("‘We wait,’ he said.", ["We wait,"]),
        ("''We wait,'' he said.", ["We wait,"]),
        ("``We wait,'' he said.", ["We wait,"]),
        # the wrong one of a pair, and pairs of two kinds
        ("”We wait,” he said.", ["We wait,"]),
        ("“We wait,“ he said.", ["We wait,"]),
        ('“We wait," he said.', ["We wait,"]),
        ('"We wait,” he said.', ["We wait,"]),
        # an apostrophe neither opens nor closes
        ("“The ship’s crew didn’t wait,” he said.", ["The ship’s crew didn’t wait,"]),
        ("The ship’s crew didn't wait.", []),
        # one after the other, and one in the other
        ("“Yes,” he said, “we wait.”", ["Yes,", "we wait."]),
        ("“He said ‘wait’ to us,” she said.", ["He said ‘wait’ to us,"]),
        # nothing in them
        ("“” and “…” and “ ”", []),
        ("He said: “ We wait. ”", ["We wait."]),
    ],
)
def test_what_stands_between_marks(text: str, inside: list[str], english: Language) -> None:
    assert [words for words, _ in found(text, english)] == inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        # speech that fills its paragraph, or goes on in the next
        ("“We wait.\n\n“They come,” he said.", [("We wait.", False), ("They come,", True)]),
        ("“We wait.", [("We wait.", False)]),
        ("He said: “We wait.\n\n“They come.”", [("We wait.", False), ("They come.", True)]),
        # a mark that opens while one is open takes its place
        ("He said “we wait, she said “they come.”", [("they come.", True)]),
        # a lost mark in the middle of a paragraph opens nothing
        ("He said “we wait.\n\nNothing came.", []),
        # and what it opened does not reach into the next paragraph
        ("The “ship\n\nsank” at noon.", []),
    ],
)
def test_a_missing_mark_costs_at_most_its_paragraph(
    text: str, inside: list[tuple[str, bool]], english: Language
) -> None:
    assert found(text, english) == inside


@pytest.mark.parametrize(
    ("code", "text", "inside"),
    [
        ("en", "- We wait for nobody - said the minister.", ["We wait for nobody"]),
        ("en", "— We wait for nobody — said the minister.", ["We wait for nobody"]),
        ("id", "– Kami tidak menunggu – kata menteri itu.", ["Kami tidak menunggu"]),
        # a list is no speech, nor is what no word of saying follows
        ("en", "- We wait for nobody", []),
        ("en", "- Ships - planes - tanks", []),
        ("id", "Kami - kata orang - tidak menunggu.", []),
        # where marks stand they count
        ("en", "- “We wait,” - said the minister.", ["We wait,"]),
    ],
)
def test_a_dash_opens_speech_where_a_word_of_saying_follows(
    code: str, text: str, inside: list[str], languages: Languages
) -> None:
    assert [words for words, _ in found(text, languages[code])] == inside


PIECES = st.sampled_from([*'“”"«»„‘’-—', "''", "``", "we wait", "said", ", ", ". ", " ", "\n\n", "Ship"])


@given(st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join))
def test_quotations_have_words_and_stay_in_their_paragraph_and_apart(english: Language, text: str) -> None:
    report = received(text)
    spans = [q.at[0] for q in quotations(report, english)]
    for span in spans:
        assert any(c.isalnum() for c in report.slice(span))
        assert any(paragraph.at[0].contains(span) for paragraph in report[Paragraph])
    assert all(first.end <= second.start for first, second in pairwise(spans))
