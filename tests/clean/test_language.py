"""Languages of texts and paragraphs, and where paragraphs begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.clean.language import detect, paragraphs
from kawat.language import Language, Languages
from kawat.records import Made, Paragraph, Report, Span
from kawat.stage import ReportText

ENGLISH = "The ministers of both countries met on Friday and agreed that the talks would go on in Oslo."
INDONESIAN = "Menteri kedua negara bertemu pada Jumat dan sepakat bahwa perundingan akan berlanjut di Oslo."
MALAY = (
    "Perdana Menteri berkata kerajaan tidak akan bersetuju kerana cadangan itu boleh menjejaskan hubungan."
)
GERMAN = "Der Minister sagte am Freitag, dass die Verhandlungen weitergehen, obwohl niemand es glaubt."
RUSSIAN = "Министр иностранных дел заявил в пятницу, что переговоры продолжатся на следующей неделе в Осло."


def read(text: str, language: Language) -> ReportText:
    report = Report(
        report="r", at=(Span(0, max(len(text), 1)),), made=Made("read", "1"), source="r", sha256="0"
    )
    read = ReportText(report, text)
    read.add(paragraphs(read, language))
    return read


def pieces(text: str, language: Language) -> list[str]:
    report = read(text, language)
    return [report.slice(paragraph.at[0]) for paragraph in report[Paragraph]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (INDONESIAN, "id"),
        (MALAY, "id"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (ENGLISH.upper(), "en"),
        ("", None),
        ("12 - 34 + 56 ...\n\n***", None),
    ],
)
def test_language_of_a_text(text: str, code: str | None, languages: Languages) -> None:
    assert detect(text, languages) == code


def test_a_late_change_of_language_does_not_count(languages: Languages) -> None:
    assert detect(INDONESIAN * 40 + ENGLISH * 100, languages) == "id"


def test_each_paragraph_has_its_language(indonesian: Language) -> None:
    report = read(f"{INDONESIAN}\n\n{ENGLISH}\n\n{RUSSIAN}\n\nOslo, Roma", indonesian)
    assert [paragraph.language for paragraph in report[Paragraph]] == ["id", "en", "ru", "id"]


def test_a_short_line_is_in_the_language_of_the_report(indonesian: Language) -> None:
    report = read("The end of the line", indonesian)
    assert [paragraph.language for paragraph in report[Paragraph]] == ["id"]


def test_a_relative_counts_as_the_language_of_the_folder(indonesian: Language) -> None:
    report = read(MALAY, indonesian)
    assert [paragraph.language for paragraph in report[Paragraph]] == ["id"]


def test_every_line_is_a_paragraph(english: Language) -> None:
    text = f"A title\n\n  {ENGLISH}  \r\nA line right below.\r\n \r\n\t\n{ENGLISH}"
    assert pieces(text, english) == ["A title", ENGLISH, "A line right below.", ENGLISH]


def test_lines_broken_to_a_width_are_one_paragraph(english: Language) -> None:
    first = (
        "The foreign ministers of both countries met on\n"
        "Friday and agreed that the talks would go on in\n"
        "Oslo, where their deputies have been waiting for\n"
        "three weeks."
    )
    second = (
        "Neither side expects that an agreement will be\n"
        "reached before the end of the winter, officials\n"
        "in both capitals said."
    )
    assert pieces(f"{first}\n\n{second}\n", english) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet in Oslo\nTroops leave the border\nGas price falls again\nElections in spring",
        "The talks went on.\nThe ministers left.\nNobody agreed.\nIt was late.\nThe snow fell.",
        "One\nTwo",
    ],
)
def test_a_list_of_lines_is_not_joined(text: str, english: Language) -> None:
    assert pieces(text, english) == text.split("\n")


@given(text=st.text(st.characters(codec="utf-8"), max_size=300) | st.text("ab .\n\r\u2028\x0b", max_size=80))
def test_paragraphs_cover_all_that_is_not_blank(text: str, english: Language) -> None:
    spans = [paragraph.at[0] for paragraph in read(text, english)[Paragraph]]
    covered = {index for span in spans for index in range(*span)}
    assert sum(span.end - span.start for span in spans) == len(covered)
    assert {index for index, character in enumerate(text) if not character.isspace()} <= covered
