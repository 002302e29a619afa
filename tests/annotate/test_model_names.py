"""The names that the language model sees, as words of the text: trees by hand."""

from __future__ import annotations

import pytest

from kawat.annotate.line import Line
from kawat.annotate.model_names import seen_names
from kawat.language import Language
from kawat.records import Made, ModelName, NameKind, NameSort, Span, Tree
from kawat.text import Words


def found(language: Language, text: str, words: str, kind: NameKind = "PER") -> list[tuple[str, NameSort]]:
    """The names in a text of which the model saw only some words, and what they name."""
    whole, start = Span(0, len(text)), text.index(words)
    name = ModelName(Span(start, start + len(words)), kind, 0.9)
    tree = Tree(report="r", at=(whole,), made=Made("hand", "1"), sentence="s", words=(), names=(name,))
    line = Line(Words(text), language, range(len(Words(text))))
    return [(text[slice(*line.span(one.first, one.last))], one.sort) for one in seen_names(line, tree)]


def seen(language: Language, text: str, words: str, kind: NameKind = "PER") -> list[str]:
    """The names in a text of which the model saw only some words."""
    return [name for name, _ in found(language, text, words, kind)]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Okandi-Sarvo left.", "Okandi", "Okandi-Sarvo"),
        ("Okandi-Sarvo left.", "Sarvo", "Okandi-Sarvo"),
        ("Mirela Okandi-Sarvo left.", "Mirela Okandi", "Mirela Okandi-Sarvo"),
        ("The aides of Okandi-Sarvo", "Okandi", "Okandi-Sarvo"),
        # no hyphen of a name
        ("Okandi-led talks began.", "Okandi", "Okandi"),
        ("A pro-Okandi crowd left.", "Okandi", "Okandi"),
        ("Talks with Okandi - Sarvo left.", "Okandi", "Okandi"),
    ],
)
def test_a_surname_with_a_hyphen_stays_whole(english: Language, text: str, words: str, name: str) -> None:
    assert seen(english, text, words) == [name]


def test_other_names_are_as_the_model_sees_them(english: Language) -> None:
    assert seen(english, "The Orsk-Velmora border", "Orsk", "LOC") == ["Orsk"]


@pytest.mark.parametrize(
    ("code", "text", "words", "sort"),
    [
        ("english", "The carrier USS Martin B Halloran left.", "Martin B Halloran", "other"),
        ("english", "The carrier USS Martin B Halloran left.", "USS Martin B Halloran", "other"),
        ("english", "The frigate Halloran left.", "Halloran", "other"),
        ("english", "The captain Martin Halloran left.", "Martin Halloran", "person"),
        ("english", "Martin Halloran left the frigate.", "Martin Halloran", "person"),
        ("indonesian", "Kapal perang KRI Raden Suwarno berlayar.", "Raden Suwarno", "other"),
        ("indonesian", "Kapal Raden Suwarno berlayar.", "Raden Suwarno", "person"),
    ],
)
def test_a_ship_named_after_a_person_is_none(
    request: pytest.FixtureRequest, code: str, text: str, words: str, sort: str
) -> None:
    ((_, named),) = found(request.getfixturevalue(code), text, words)
    assert named == sort
