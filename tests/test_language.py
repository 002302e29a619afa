"""Language folders: found by code or by a close relative's, loaded once, wrong ones named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kawat.errors import LanguageError
from kawat.language import CountingWords, FigureWords, Language, Languages, shipped
from kawat.registry import Registry
from kawat.text import Phrases, Words

SAYING = """\
id\tpattern\tsort\tact\ttakes\tfinds\tmisses
xx/say\tzeg*\tverb\tassert\tclause|that\thij zegt dat\thij gaat
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small languages, and a folder that is none."""
    for code, more in (("nl", 'family = ["af"]\n[words]\nnot = ["Niet", "geen"]\n'), ("en", "")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "grammar.toml").write_text("", encoding="utf-8")
        (tmp_path / code / "language.toml").write_text(f'name = "Tongue {code}"\n{more}', encoding="utf-8")
    (tmp_path / "nl" / "saying.tsv").write_text(SAYING, encoding="utf-8")
    (tmp_path / "notes").mkdir()
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Languages:
    return Languages(Registry([], [], [], []), folder)


def test_a_language_is_a_folder_with_a_language_file(small: Languages) -> None:
    assert small.codes == ("en", "nl")
    assert small["nl"].name == "Tongue nl"
    assert small["nl"] is small["nl"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("nl", "nl"),
        ("NL", "nl"),
        ("nl-BE", "nl"),
        ("nl_BE", "nl"),
        ("af", "nl"),
        ("af-ZA", "nl"),
        ("en", "en"),
        ("de", None),
        ("", None),
        ("notes", None),
    ],
)
def test_code_finds_the_folder_that_reads_a_language(
    small: Languages, language: str, code: str | None
) -> None:
    assert small.code(language) == code


def test_malay_is_read_with_indonesian(languages: Languages) -> None:
    assert {"id", "en"} <= set(languages.codes)
    assert languages.code("ms") == "id"
    assert languages.code("en-GB") == "en"


def test_an_unknown_language_names_the_known_ones(small: Languages) -> None:
    with pytest.raises(LanguageError) as caught:
        small["de"]
    assert str(caught.value) == "no folder for language 'de': known are en, nl; add languages/de/"


def test_tables_are_read_and_missing_ones_are_empty(small: Languages) -> None:
    dutch = small["nl"]
    (say,) = dutch.saying
    assert (say.act, say.takes) == ("assert", ("clause", "that"))
    assert dutch.triggers == ()
    assert list(dutch.rules()) == [say]
    assert small["en"].saying == ()


def test_word_sets_are_case_folded(small: Languages) -> None:
    assert small["nl"].word_set("not") == {"niet", "geen"}
    assert small["nl"].word_set("perhaps") == frozenset()


def test_a_missing_file_says_that_it_is_needed(small: Languages) -> None:
    with pytest.raises(LanguageError, match=r"times\.toml.*: a language folder needs this file"):
        small["nl"].toml("times.toml")


@pytest.mark.parametrize("content", [b"name = ", b'name = "\xff"'], ids=["no TOML", "no UTF-8"])
def test_a_broken_file_is_named(small: Languages, folder: Path, content: bytes) -> None:
    (folder / "nl" / "language.toml").write_bytes(content)
    with pytest.raises(LanguageError, match=r"language\.toml"):
        small["nl"]


def test_a_folder_without_a_name_is_named(small: Languages, folder: Path) -> None:
    (folder / "en" / "language.toml").write_text("family = []", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"language\.toml.*name"):
        small["en"]


def test_a_wrong_row_is_named_with_file_and_line(small: Languages, folder: Path) -> None:
    (folder / "nl" / "saying.tsv").write_text(SAYING.replace("assert", "lie"), encoding="utf-8")
    with pytest.raises(LanguageError, match=r"saying\.tsv:2: Invalid enum value 'lie'"):
        small["nl"]


@pytest.mark.parametrize(
    ("finder", "found"),
    [
        ("find_cues", ["zegt"]),
        ("find_names", []),
        ("find_places", ["Gent"]),
        ("find_titles", []),
        ("find_triggers", []),
        ("find_status", []),
    ],
)
def test_each_finder_looks_up_its_own_table(
    small: Languages, folder: Path, finder: str, found: list[str]
) -> None:
    (folder / "nl" / "places.tsv").write_text("form\tcountry\nGent|Gand\tBEL\n", encoding="utf-8")
    phrases: Phrases[Any] = getattr(small["nl"], finder)
    text = "Hij zegt in Gent wat gent betekent"
    assert [text[hit.span.start : hit.span.end] for hit in phrases.find(Words(text))] == found


def test_figure_words_are_what_their_file_says(small: Languages, folder: Path) -> None:
    (folder / "nl" / "figures.toml").write_text('thousands = "."\ndecimal = ","\n', encoding="utf-8")
    assert (small["nl"].figures.thousands, small["nl"].figures.decimal) == (".", ",")
    assert small["en"].figures == FigureWords()


def test_a_figure_word_that_does_not_fit_is_named(small: Languages, folder: Path) -> None:
    (folder / "nl" / "figures.toml").write_text('thousand = "."', encoding="utf-8")
    with pytest.raises(LanguageError, match=r"figures\.toml: .*unknown field `thousand`"):
        small["nl"]


def test_counting_words_are_what_their_file_says(small: Languages, folder: Path) -> None:
    (folder / "nl" / "counting.toml").write_text('things = { graan = "grain" }\n', encoding="utf-8")
    assert small["nl"].counting.things == {"graan": "grain"}
    assert small["en"].counting == CountingWords()


def test_a_counting_word_that_does_not_fit_is_named(small: Languages, folder: Path) -> None:
    (folder / "nl" / "counting.toml").write_text('no = ["such", "list"]', encoding="utf-8")
    with pytest.raises(LanguageError, match=r"counting\.toml: .*unknown field `no`"):
        small["nl"]


def test_both_languages_call_what_is_counted_alike(indonesian: Language, english: Language) -> None:
    assert indonesian.counting.things["bantuan"] == english.counting.things["assistance"]


def test_shipped_lists_a_file_of_every_language() -> None:
    assert {"id", "en"} <= set(shipped("language.toml"))
    assert shipped("no-such-file.toml") == {}


def test_the_digest_changes_with_the_data(tmp_path: Path, registry: Registry) -> None:
    folder = tmp_path / "languages" / "xx"
    folder.mkdir(parents=True)
    (folder / "language.toml").write_text('name = "X"\n', encoding="utf-8")
    before = Languages(registry, tmp_path / "languages").digest
    assert Languages(registry, tmp_path / "languages").digest == before
    (folder / "titles.tsv").write_text("id\tpattern\ttitle\n", encoding="utf-8")
    assert Languages(registry, tmp_path / "languages").digest != before
    fewer = Registry(registry.states.values(), [], [], [])
    assert Languages(fewer, tmp_path / "languages").digest != before
