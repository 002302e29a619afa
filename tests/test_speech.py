"""Marked lines: what they say of who says what, and which of them are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

speech = pytest.importorskip("training.speech", reason="needs training/, which only the repository has")

WORDS = st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="[]"), min_size=1, max_size=8)


def told(line: str, language: str = "en") -> list[tuple[str, str, dict[str, list[str]]]]:
    """For each act of saying of a line: the act, the cue's words, and those of each role."""
    found = speech.parse(line, language)
    out = []
    for said in found.attributions:
        roles: dict[str, list[str]] = {}
        for role, start, end in said.roles:
            roles.setdefault(role, []).append(found.text[start:end])
        out.append((said.act, found.text[slice(*said.cue)], roles))
    return out


def test_a_line_without_marks_is_a_sentence_in_which_nobody_speaks() -> None:
    found = speech.parse("Edda tiba di Sylvania.", "id")
    assert (found.text, found.language, found.attributions) == ("Edda tiba di Sylvania.", "id", ())


def test_marks_say_who_says_what_to_whom() -> None:
    line = "[S Edda Moss] [Q:promise promised] [A Sylvania] [C that the pact would hold]."
    assert speech.parse(line, "en").text == "Edda Moss promised Sylvania that the pact would hold."
    assert told(line) == [
        (
            "promise",
            "promised",
            {"speaker": ["Edda Moss"], "addressee": ["Sylvania"], "content": ["that the pact would hold"]},
        )
    ]


def test_content_may_stand_in_pieces() -> None:
    assert told("“[C We left],” [S he] [Q:assert said], “[C and we are glad].”") == [
        ("assert", "said", {"content": ["We left", "and we are glad"], "speaker": ["he"]})
    ]


def test_one_saying_may_stand_within_another() -> None:
    line = "[S Wira] [Q:assert kata] [C [S2 Edda] [Q2:deny membantah] [C2 laporan itu]]."
    assert speech.parse(line, "id").text == "Wira kata Edda membantah laporan itu."
    assert told(line) == [
        ("assert", "kata", {"speaker": ["Wira"], "content": ["Edda membantah laporan itu"]}),
        ("deny", "membantah", {"speaker": ["Edda"], "content": ["laporan itu"]}),
    ]


@given(WORDS, WORDS, WORDS, st.sampled_from(speech.ACTS), st.sampled_from(["", "2", "3"]))
def test_spans_are_those_of_the_words_without_the_marks(
    who: str, cue: str, what: str, act: str, number: str
) -> None:
    line = f"x [S{number} {who}] [Q{number}:{act} {cue}] [C{number} {what}] y"
    assert speech.parse(line, "en").text == f"x {who} {cue} {what} y"
    assert told(line) == [(act, cue, {"speaker": [who], "content": [what]})]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("[S Edda [Q:assert said] [C it]", "not closed"),
        ("Edda] [Q:assert said] [C it]", "closed that was not opened"),
        ("[X Edda] said", "closed that was not opened"),
        ("[Q:assert said] [C it ]", "begins or ends in white space"),
        ("[Q:assert said] [C ]", "is empty"),
        ("[S Edda] [C it]", "saying 1 needs one cue"),
        ("[Q:shout said] [C it]", "saying 1 needs one cue"),
        ("[Q said] [C it]", "saying 1 needs one cue"),
        ("[Q:assert said] [Q:deny denied] [C it]", "saying 1 needs one cue"),
        ("[Q:assert said] [S Edda]", "saying 1 needs content"),
        ("[Q:assert said] [C:deny it]", "act only at its cue"),
        ("[Q:assert said] [C it] [C2 that]", "saying 2 needs one cue"),
    ],
)
def test_marks_that_make_no_sense_are_refused(line: str, error: str) -> None:
    with pytest.raises(speech.MarkupError, match=error):
        speech.parse(line, "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "id").mkdir()
    (tmp_path / "en" / "news.txt").write_text(
        "# on news\n\n[S He] [Q:deny denied] [C it].\n", encoding="utf-8"
    )
    (tmp_path / "id" / "berita.txt").write_text("Hujan turun.\n", encoding="utf-8")
    return tmp_path


def test_files_are_read_by_language_and_comments_passed_over(folder: Path) -> None:
    found: list[Any] = list(speech.read(folder))
    assert [(one.language, one.text, len(one.attributions)) for one in found] == [
        ("en", "He denied it.", 1),
        ("id", "Hujan turun.", 0),
    ]


def test_a_wrong_line_is_named(folder: Path) -> None:
    (folder / "id" / "berita.txt").write_text("Hujan turun.\n[S Edda] diam.\n", encoding="utf-8")
    with pytest.raises(speech.MarkupError, match=r"berita\.txt:2: .*needs one cue(.|\n)*\[S Edda\] diam"):
        list(speech.read(folder))


def test_all_lines_of_the_repository_make_sense() -> None:
    for sentence in speech.read():
        assert sentence.text == sentence.text.strip()
        for said in sentence.attributions:
            for start, end in (said.cue, *(place for _, *place in said.roles)):
                assert sentence.text[start:end].strip()
