"""Sentences as trees: the model's words and names, in the places of the received text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest

from kawat.annotate.syntax import model_version, syntax, tokens
from kawat.language import Language
from kawat.model import Attribution, Cut, EventFrame, Named, Parse, Run, open_model
from kawat.records import Made, ModelAttribution, ModelEvent, ModelName, Report, Sentence, Span, Tree
from kawat.stage import ReportText
from reading import Reader

BY_HAND = Made("hand", "1")


def report_of(text: str, *sentences: str, language: str = "en") -> ReportText:
    """A report with these of its words as sentences."""
    report = ReportText(
        Report(id="r", report="r", at=(Span(0, len(text)),), made=BY_HAND, source="a", sha256="0"), text
    )
    for words in sentences:
        start = text.index(words)
        at = (Span(start, start + len(words)),)
        report.add([Sentence(report="r", at=at, made=BY_HAND, language=language)])
    return report


class Chain:
    """A model to which every word governs the next, 'X' names somebody and 'ab+cd' is one token."""

    card = SimpleNamespace(languages={"en": "ewt", "id": "csui"})
    version = "chain"

    def __init__(self) -> None:
        self.read_forms: list[list[str]] = []
        self.read_spaces: list[list[bool]] = []

    def divide(self, text: str) -> list[Cut]:
        return [self._cut(part) for part in re.finditer(r"[^.]+\.?", text)]

    def _cut(self, part: re.Match[str]) -> Cut:
        words, numbers = [], []
        for number, token in enumerate(re.finditer(r"[\w+]+|\.", part.group())):
            for word in re.finditer(r"\w+|\.", token.group()):
                start = part.start() + token.start() + word.start()
                words.append(Span(start, start + len(word.group())))
                numbers.append(number)
        return Cut(tuple(words), tuple(numbers))

    def read(self, forms: Sequence[str], spaces: Sequence[bool], language: str) -> Parse:
        self.read_forms.append(list(forms))
        self.read_spaces.append(list(spaces))
        size = len(forms)
        names = [Named(i, i + 1, "PER", 0.87654) for i, form in enumerate(forms) if form == "X"]
        return Parse(
            ("NOUN",) * size,
            ({"Number": "Plur"},) * size,
            tuple(range(-1, size - 1)),
            ("root", *("dep",) * (size - 1)),
            tuple(names),
            (_denial(size),) if size > 1 else (),
            (_aid(size),) if size > 1 else (),
            np.zeros(512, np.float32),
        )


def _aid(size: int) -> EventFrame:
    """The first word gives aid to the last."""
    types, statuses = (("AID", 0.9), ("AGREE", 0.1)), (("planned", 0.7), ("happened", 0.3))
    return EventFrame(Run(0, 1), types, statuses, (), (Run(size - 1, size),), (), (), 0.8)


def _denial(size: int) -> Attribution:
    """The first word denies the others."""
    return Attribution(Run(0, 1), "deny", 0.8, (Run(1, size),), None, Run(0, size), 0.5)


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Chain:
    model = Chain()
    monkeypatch.setattr("kawat.model.open_model", lambda: model)
    return model


def test_words_stand_where_the_report_has_them(chain: Chain, english: Language) -> None:
    text = "Head\n\nCats saw X. Then ab+cd left."
    report = report_of(text, "Cats saw X.", "Then ab+cd left.")
    first, second = syntax(report, english)
    assert [report.slice(word.at) for word in first.words] == ["Cats", "saw", "X", "."]
    assert [word.lemma for word in first.words][:2] == ["cat", "see"]
    assert first.names == (ModelName(Span(15, 16), "PER", 0.877),)
    assert first.attributions == (
        ModelAttribution(Span(6, 10), "deny", 0.8, (Span(11, 17),), None, Span(6, 17), 0.5),
    )
    types, statuses = (("AID", 0.9), ("AGREE", 0.1)), (("planned", 0.7), ("happened", 0.3))
    assert first.events == (ModelEvent(Span(6, 10), types, statuses, (), (Span(16, 17),), (), (), 0.8),)
    assert first.made == Made("syntax", "3", "chain")
    assert (first.at, first.sentence) == (report[Sentence][0].at, report[Sentence][0].id)
    assert [(report.slice(word.at), word.token) for word in second.words] == [
        ("Then", 0), ("ab", 1), ("cd", 1), ("left", 2), (".", 3)
    ]  # fmt: skip
    assert chain.read_forms == [["Cats", "saw", "X", "."], ["Then", "ab", "cd", "left", "."]]
    assert chain.read_spaces[0] == [True, True, True, False]


def test_a_sentence_is_read_as_one_also_where_the_model_would_end_it(chain: Chain, english: Language) -> None:
    text = "Cats saw X. Dogs saw X."
    (tree,) = syntax(report_of(text, text), english)
    assert chain.read_forms == [["Cats", "saw", "X", ".", "Dogs", "saw", "X", "."]]
    assert chain.read_spaces == [[True, True, True, False, True, True, True, False]]
    assert [word.head for word in tree.words] == [-1, 0, 1, 2, 3, 4, 5, 6]
    assert [word.token for word in tree.words] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert [text[name.at.start : name.at.end] for name in tree.names] == ["X", "X"]


def test_a_language_that_the_model_has_not_learned_gets_no_tree(chain: Chain, english: Language) -> None:
    assert list(syntax(report_of("Chats noirs.", "Chats noirs.", language="fr"), english)) == []


def test_tokens_are_the_words_of_a_tree(chain: Chain, english: Language) -> None:
    (tree,) = syntax(report_of("Cats saw X.", "Cats saw X."), english)
    found = list(tokens(tree))
    assert [token.at for token in found] == [(word.at,) for word in tree.words]
    assert [(t.index, t.lemma, t.upos, t.features, t.head, t.relation) for t in found[:2]] == [
        (0, "cat", "NOUN", {"Number": "Plur"}, -1, "root"),
        (1, "see", "NOUN", {"Number": "Plur"}, 0, "dep"),
    ]
    assert {(token.sentence, token.made) for token in found} == {(tree.sentence, tree.made)}
    assert len({token.id for token in found}) == len(found)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The minister didn't deny it. “Freedonia's army has left,” said Anna Roe."),
        ("id", "Menteri itu tidak menyangkalnya. “Tentara Freedonia telah pergi,” kata Anna Roe."),
    ],
)
def test_the_model_that_ships_reads_both_languages(read: Reader, code: str, text: str) -> None:
    report = read(code, text)
    assert len(report.made.trees) == 2
    for tree in report.made.trees:
        assert tree.made.rule == open_model().version == model_version()
        assert all(text[word.at.start : word.at.end].strip() for word in tree.words)
        assert [word.head for word in tree.words].count(-1) == 1
        assert all(word.head != index for index, word in enumerate(tree.words))
    assert "Anna Roe" in {text[name.at.start : name.at.end] for name in report.made.trees[1].names}


def test_trees_are_the_same_whatever_was_read_before(read: Reader) -> None:
    text = "Freedonia denied it. Sylvania did not."
    again: list[Tree] = []
    for before in ("", "Nobody came. Sylvania did not. "):
        report = read("en", before + text)
        again.append(report.made.trees[-1])
    words = [[(word.lemma, word.upos, word.head, word.relation) for word in tree.words] for tree in again]
    assert words[0] == words[1]
