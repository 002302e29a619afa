"""Marked lines: what they say of who says what, and which of them are refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

marked = pytest.importorskip("training.marked", reason="needs training/, which only the repository has")

WORDS = st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="[]"), min_size=1, max_size=8)


def told(line: str, language: str = "en") -> list[tuple[str, str, dict[str, list[str]]]]:
    """For each act of saying of a line: the act, the cue's words, and those of each role."""
    found = marked.parse(line, language, marked.SPEECH)
    out = []
    for said in found.frames:
        roles: dict[str, list[str]] = {}
        for role, start, end in said.roles:
            roles.setdefault(role, []).append(found.text[start:end])
        out.append((said.kinds[0], found.text[slice(*said.trigger)], roles))
    return out


def test_a_line_without_marks_is_a_sentence_in_which_nobody_speaks() -> None:
    found = marked.parse("Edda tiba di Sylvania.", "id", marked.SPEECH)
    assert (found.text, found.language, found.frames) == ("Edda tiba di Sylvania.", "id", ())


def test_marks_say_who_says_what_to_whom() -> None:
    line = "[S Edda Moss] [Q:promise promised] [A Sylvania] [C that the pact would hold]."
    assert (
        marked.parse(line, "en", marked.SPEECH).text
        == "Edda Moss promised Sylvania that the pact would hold."
    )
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
    assert marked.parse(line, "id", marked.SPEECH).text == "Wira kata Edda membantah laporan itu."
    assert told(line) == [
        ("assert", "kata", {"speaker": ["Wira"], "content": ["Edda membantah laporan itu"]}),
        ("deny", "membantah", {"speaker": ["Edda"], "content": ["laporan itu"]}),
    ]


@given(WORDS, WORDS, WORDS, st.sampled_from(marked.SPEECH.kinds["acts"]), st.sampled_from(["", "2", "3"]))
def test_spans_are_those_of_the_words_without_the_marks(
    who: str, cue: str, what: str, act: str, number: str
) -> None:
    line = f"x [S{number} {who}] [Q{number}:{act} {cue}] [C{number} {what}] y"
    assert marked.parse(line, "en", marked.SPEECH).text == f"x {who} {cue} {what} y"
    assert told(line) == [(act, cue, {"speaker": [who], "content": [what]})]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("[S Edda [Q:assert said] [C it]", "not closed"),
        ("Edda] [Q:assert said] [C it]", "closed that was not opened"),
        ("[X Edda] said", "closed that was not opened"),
        ("[Q:assert said] [C it ]", "begins or ends in white space"),
        ("[Q:assert said] [C ]", "is empty"),
        ("[S Edda] [C it]", "frame 1 needs one trigger"),
        ("[Q:shout said] [C it]", "frame 1 needs one trigger"),
        ("[Q said] [C it]", "frame 1 needs one trigger"),
        ("[Q:assert said] [Q:deny denied] [C it]", "frame 1 needs one trigger"),
        ("[Q:assert said] [S Edda]", "frame 1 needs content"),
        ("[Q:assert said] [C:deny it]", "kinds only at its trigger"),
        ("[Q:assert said] [C it] [C2 that]", "frame 2 needs one trigger"),
    ],
)
def test_marks_that_make_no_sense_are_refused(line: str, error: str) -> None:
    with pytest.raises(marked.MarkupError, match=error):
        marked.parse(line, "en", marked.SPEECH)


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
    found: list[Any] = list(marked.read(marked.SPEECH, folder))
    assert [(one.language, one.text, len(one.frames)) for one in found] == [
        ("en", "He denied it.", 1),
        ("id", "Hujan turun.", 0),
    ]


def test_a_wrong_line_is_named(folder: Path) -> None:
    (folder / "id" / "berita.txt").write_text("Hujan turun.\n[S Edda] diam.\n", encoding="utf-8")
    with pytest.raises(marked.MarkupError, match=r"berita\.txt:2: .*needs one trigger(.|\n)*\[S Edda\] diam"):
        list(marked.read(marked.SPEECH, folder))


@pytest.mark.parametrize("scheme", marked.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_all_lines_of_the_repository_make_sense(scheme: Any) -> None:
    sentences = list(marked.read(scheme))
    assert {sentence.language for sentence in sentences} == {"en", "id"}
    for sentence in sentences:
        assert sentence.text == sentence.text.strip()
        for frame in sentence.frames:
            for start, end in (frame.trigger, *(place for _, *place in frame.roles)):
                assert sentence.text[start:end].strip()


@pytest.mark.parametrize("language", ["en", "id"])
def test_there_are_sixty_events_of_every_type_in_each_language(language: str) -> None:
    own = [sentence for sentence in marked.read(marked.EVENTS) if sentence.language == language]
    for column, kinds in enumerate(marked.EVENTS.kinds.values()):
        found = Counter(frame.kinds[column] for sentence in own for frame in sentence.frames)
        assert min(found[kind] for kind in kinds) >= 60


def test_events_have_a_type_and_a_status_and_may_have_nobody_who_takes_part() -> None:
    line = "[A Velmora] [E:THREATEN:happened threatened] to [E2:SANCTION:conditional cut] [R2 Orsk] off."
    found = marked.parse(line, "en", marked.EVENTS)
    assert found.text == "Velmora threatened to cut Orsk off."
    assert [(frame.kinds, [role for role, *_ in frame.roles]) for frame in found.frames] == [
        (("THREATEN", "happened"), ["actor"]),
        (("SANCTION", "conditional"), ["recipient"]),
    ]


@pytest.mark.parametrize("mark", ["[E:AID sent]", "[E:AID:maybe sent]", "[E:GIVE:happened sent]", "[E sent]"])
def test_an_event_without_a_known_type_and_status_is_refused(mark: str) -> None:
    with pytest.raises(marked.MarkupError, match="frame 1 needs one trigger"):
        marked.parse(f"[A Velmora] {mark} grain.", "en", marked.EVENTS)
