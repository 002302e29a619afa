"""Where sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.sentences import sentences
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.language import Language
from kawat.records import Made, Paragraph, Report, Sentence, Span, Zone
from kawat.stage import ReportText


def read(text: str, language: Language) -> ReportText:
    report = Report(
        report="r", at=(Span(0, max(len(text), 1)),), made=Made("read", "1"), source="r", sha256="0"
    )
    read = ReportText(report, text)
    for stage in (paragraphs, wrapper, sentences):
        read.add(stage(read, language))
    return read


def split(text: str, language: Language) -> list[str]:
    report = read(text, language)
    return [report.slice(sentence.at[0]) for sentence in report[Sentence]]


# '|' stands where one sentence ends and the next begins
ENGLISH = [
    "They met on Friday. | Nobody agreed. | Will they meet again? | Surely!",
    "Dr. Roe met Gen. Doe at St. Mary's on Jan. 5 and Lt. Col. Poe later. | They left.",
    "J. Smith and Mary K. L. Jones spoke to Harry S. Truman. | He listened.",
    "The U.S. President flew to Washington, D.C. on Monday. | He lives in the U.S. | The others do not.",
    "They came at 5 p.m. on Friday. | They left at 6 p.m. | The train was late.",
    "The price rose by 1.5 percent to $95.46 a barrel. | In 2014. | Then it fell.",
    "Read it at example.com or www.example.org today. | It is free.",
    "“We agree,” he said. | “We will go.” | She stayed.",
    "“We agree. | We will go,” he said. | She stayed.",
    '"They will be sorry." said the minister. | He left.',
    "“Are you ready?” Foreign Minister Roe asked. | “Yes!” | Nobody moved.",
    "“Go!” she told them. | They went.",
    'He said "it is an excuse."|On the other hand, he left.',
    "Then it will start.|Rockets will fall.|They met on January 31.|We know it.",
    'If they refuse, "the world will know it".|At the same time, he left.',
    "What will they do?|Nobody knows!|She left.",
    "The U.S.A. and the U.K. agreed on Mar. 15. | They met.",
    "He waited... and then he left. | She waited… | He came.",
    "- Then it will start - said the minister. | - Nobody knows - said another.",
    "It was over (or so they said.) | They left. | (Nobody stayed.)",
    "1. Oslo is quiet. | 2. Rome is not. | It was so in 1914. | Now it is not.",
    "Sales of Example Inc. fell. | He met John Doe Jr. | He left.",
]
INDONESIAN = [
    "Mereka bertemu pada Jumat. | Tidak ada yang sepakat. | Apakah mereka bertemu lagi?",
    "Prof. Dr. Siti Aminah, S.H., bertemu Letjen. Budi di Jl. Melati No. 5. | Ia pergi.",
    "Sebanyak 60.000 tentara tiba pada pukul 10.30. | Mereka menunggu.",
    "Ia tinggal di AS. | Kemudian ia pergi.",
    "“Kami sepakat hari ini,” kata Budi. | “Kami akan pergi.” | Dia diam.",
    "“Kami tidak akan pergi. | Ini rumah kami,” ujarnya.",
    "“Apakah kalian siap?” tanya menteri itu. | Mereka diam.",
    "Mereka menambah senjata. ke Oslo. | Menteri itu diam.",
    "Mereka membawa makanan, obat, dll. ke perbatasan. | Mereka pulang.",
    "Ia datang.|Mereka pergi. | 100 orang tewas.",
]


def expected(marked: str) -> list[str]:
    return [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str, english: Language) -> None:
    text = marked.replace(" | ", " ").replace("|", "")
    assert split(text, english) == expected(marked)


@pytest.mark.parametrize("marked", INDONESIAN)
def test_indonesian(marked: str, indonesian: Language) -> None:
    text = marked.replace(" | ", " ").replace("|", "")
    assert split(text, indonesian) == expected(marked)


def test_a_sentence_ends_with_its_paragraph(english: Language) -> None:
    text = "Ministers meet in Oslo again\n\nThey met on Friday in the old town, and\n\nnobody agreed."
    assert split(text, english) == text.split("\n\n")


def test_spam_is_no_sentence_but_title_caption_and_summary_are(indonesian: Language) -> None:
    text = (
        "Menteri bertemu lagi di Oslo\n\nRingkasan AI\n\n"
        "• Para menteri bertemu di Oslo pada Jumat.\n\n"
        "OSLO – Para menteri bertemu di Oslo pada Jumat. Mereka tidak sepakat.\n\n"
        "Gedung kementerian di Oslo (Siti Aminah/AFP)\n\n"
        "Perundingan berlanjut pekan depan di kota yang sama. – Contoh.com\n\nSlot gacor hari ini"
    )
    assert split(text, indonesian) == [
        "Menteri bertemu lagi di Oslo",
        "• Para menteri bertemu di Oslo pada Jumat.",
        "OSLO – Para menteri bertemu di Oslo pada Jumat.",
        "Mereka tidak sepakat.",
        "Gedung kementerian di Oslo (Siti Aminah/AFP)",
        "Perundingan berlanjut pekan depan di kota yang sama.",
    ]


def test_a_sentence_has_the_language_of_its_paragraph(indonesian: Language) -> None:
    text = (
        "Para menteri bertemu pada Jumat dan mereka tidak sepakat tentang apa pun.\n"
        "The ministers met on Friday and they did not agree on anything. They will meet again."
    )
    assert [sentence.language for sentence in read(text, indonesian)[Sentence]] == ["id", "en", "en"]


parts = st.sampled_from(
    [
        *("Kata", "said", "U.S.", "Dr.", "J.", "31", "a", "В"),
        *(".", "...", "?", "!", "。", '"', "“", "”", "(", ")", "–", " ", " ", "\n"),
    ]
)


@given(text=st.lists(parts, max_size=40).map("".join) | st.text(st.characters(codec="utf-8"), max_size=200))
def test_sentences_cover_the_report_and_nothing_twice(text: str, english: Language) -> None:
    report = read(text, english)
    spans = [sentence.at[0] for sentence in report[Sentence]]
    paragraphs = [paragraph.at[0] for paragraph in report[Paragraph]]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(any(paragraph.contains(span) for paragraph in paragraphs) for span in spans)
    covered = {index for span in spans for index in range(*span)}
    for zone in report[Zone]:
        if zone.role in ("title", "lede", "body"):
            assert {i for i in range(*zone.at[0]) if text[i].isalnum()} <= covered
