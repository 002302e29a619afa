"""What is report and what is wrapper, and what the wrapper says of the report."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.clean.language import paragraphs
from kawat.clean.rules import Rules, agencies, holds
from kawat.clean.wrapper import wrapper
from kawat.errors import LanguageError
from kawat.language import Language, Languages, WrapperRow
from kawat.records import Finding, Made, Report, Span, Zone
from kawat.registry import load_registry
from kawat.stage import ReportText

RULES = [row for code in ("en", "id") for row in Languages(load_registry())[code].wrapper]

BODY = [
    "The foreign ministers of both countries met in Oslo on Friday and agreed to go on with the talks.",
    "Neither side expects an agreement before the end of the winter, officials in both capitals said.",
    "“We are patient,” the Norwegian minister told reporters after the meeting in the old town hall.",
]
ISI = [
    "Menteri luar negeri kedua negara bertemu di Oslo pada Jumat dan sepakat meneruskan perundingan.",
    "Kedua pihak tidak mengharapkan kesepakatan sebelum akhir musim dingin, kata pejabat kedua negara.",
    "“Kami sabar,” kata Menteri Norwegia kepada wartawan setelah pertemuan di balai kota lama itu.",
]


def read(text: str, language: Language, title: str | None = None) -> ReportText:
    report = Report(
        report="r",
        at=(Span(0, max(len(text), 1)),),
        made=Made("read", "1"),
        source="r",
        sha256="0",
        title=title,
    )
    read = ReportText(report, text)
    for stage in (paragraphs, wrapper):
        read.add(stage(read, language))
    return read


def zones(text: str, language: Language, title: str | None = None) -> list[tuple[str, str]]:
    report = read(text, language, title)
    found = sorted(report[Zone], key=lambda zone: zone.at)
    return [(zone.role, report.slice(zone.at[0])) for zone in found]


def found(text: str, language: Language, field: str) -> list[str | object]:
    return [finding.value for finding in read(text, language).found(field)]


def wrapped(text: str, language: Language) -> list[tuple[str, str]]:
    """The zones beside title, lede and body."""
    return [zone for zone in zones(text, language) if zone[0] not in ("title", "lede", "body")]


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.id)
def test_a_rule_finds_what_it_says_and_misses_what_it_says(row: WrapperRow) -> None:
    assert holds(row, row.finds)
    assert not holds(row, row.misses)


def test_a_rule_that_is_no_regular_expression_is_named() -> None:
    row = WrapperRow(id="xx/wrapper/broken", finds="a", misses="b", pattern="(", role="spam", where="line")
    with pytest.raises(LanguageError, match="xx/wrapper/broken"):
        Rules((row,))


def test_the_whole_of_a_blog_page(indonesian: Language) -> None:
    title = "Perundingan ‘panjang’ di Oslo membuka jalan bagi perdamaian"
    notice = "Ini adalah ringkasan yang dibuat oleh AI, yang mungkin memiliki kesalahan."
    summary = "“Kami sabar,” kata Menteri Norwegia kepada para wartawan seusai pertemuan di balai kota."
    contributors = "Siti Aminah di Oslo, Budi Santoso di Roma, Italia, dan Jan M. Doe di Bern berkontribusi."
    text = "\n\n".join(
        [
            "• 4 Maret 2023",
            title,
            "Uncategorized",
            title,
            notice,
            summary,
            f"OSLO, Norwegia – {ISI[0]}",
            ISI[1],
            f"{ISI[2]} – Contoh.com",
            "——",
            contributors,
            "Posted By : keluaran hk",
            "Pengeluaran SGP hari Ini",
        ]
    )
    assert zones(text, indonesian) == [
        ("site-junk", "• 4 Maret 2023"),
        ("title", title),
        ("category", "Uncategorized"),
        ("duplicate-title", title),
        ("ai-summary-notice", notice),
        ("ai-summary", summary),
        ("lede", f"OSLO, Norwegia – {ISI[0]}"),
        ("body", f"{ISI[1]}\n\n{ISI[2]}"),
        ("credit", "– Contoh.com"),
        ("credit", "——"),
        ("credit", contributors),
        ("credit", "Posted By : keluaran hk"),
        ("spam", "Pengeluaran SGP hari Ini"),
    ]
    assert found(text, indonesian, "title") == [title]
    assert found(text, indonesian, "publisher") == ["Contoh.com"]


def test_the_whole_of_a_news_page(english: Language) -> None:
    text = "\n".join(
        [
            "Home > News > World",
            "Ministers agree to go on talking in Oslo",
            "By Jane Roe and John Doe",
            "Published 4 March 2023 10:15 GMT",
            "Share this article",
            f"OSLO (AP) — {BODY[0]}",
            "ADVERTISEMENT",
            "The old town hall of Oslo on Friday. (Jane Roe/Reuters)",
            BODY[1],
            "A long winter",
            "Read also: Troops leave the border",
            BODY[2],
            "___",
            "Associated Press writers Mary Poe in Rome and Jim Loe in Bern contributed to this report.",
            "© 2023 Example Media. All rights reserved.",
        ]
    )
    assert zones(text, english) == [
        ("category", "Home > News > World"),
        ("title", "Ministers agree to go on talking in Oslo"),
        ("credit", "By Jane Roe and John Doe"),
        ("site-junk", "Published 4 March 2023 10:15 GMT"),
        ("site-junk", "Share this article"),
        ("lede", f"OSLO (AP) — {BODY[0]}"),
        ("promo", "ADVERTISEMENT"),
        ("caption", "The old town hall of Oslo on Friday. (Jane Roe/Reuters)"),
        ("body", f"{BODY[1]}\nA long winter"),
        ("promo", "Read also: Troops leave the border"),
        ("body", BODY[2]),
        ("credit", "___"),
        (
            "credit",
            "Associated Press writers Mary Poe in Rome and Jim Loe in Bern contributed to this report.",
        ),
        ("site-junk", "© 2023 Example Media. All rights reserved."),
    ]
    assert found(text, english, "agency") == ["AP", "AP"]
    assert found(text, english, "authors") == ["Jane Roe", "John Doe"]


def test_clean_text_is_all_report(english: Language) -> None:
    assert zones("\n\n".join(BODY), english) == [
        ("lede", BODY[0]),
        ("body", f"{BODY[1]}\n\n{BODY[2]}"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Support for the government is growing here today, officials say, and nobody doubts it.",
        "Follow the money, he told us on Facebook and elsewhere, and you will find the minister.",
        "Source close to the talks said there was no agreement and that there would be none.",
        "The agency contributed to this debate when it published the letter.",
        "A diplomat told Reuters that nobody expected more than a handshake.",
        "By Friday the two sides had not agreed on a place for the talks.",
        "AI will change the war, the general said in a report on its risks and errors.",
        "Police raided a casino in the harbour on Friday and seized the books.",
        "The photo of the two ministers was seen by millions of people.",
        "Who decides?",
        "“Nobody,” he said.",
    ],
)
def test_news_that_sounds_like_wrapper_is_report(line: str, english: Language) -> None:
    assert wrapped("\n\n".join([BODY[0], BODY[1], line, BODY[2]]), english) == []
    assert wrapped("\n\n".join([*BODY, line]), english) == []


@pytest.mark.parametrize(
    "line",
    [
        "Pengeluaran Singapura untuk pertahanan naik tajam tahun lalu, kata menteri itu.",
        "Oleh karena itu, kedua menteri sepakat bertemu lagi pada bulan depan.",
        "Baca surat itu baik-baik, kata sang menteri kepada wartawan di Oslo.",
        "Jerman berkontribusi besar pada pertahanan kawasan itu, kata pejabat NATO.",
        "Seorang diplomat mengatakan kepada Reuters bahwa tidak ada kesepakatan.",
        "Polisi menutup situs judi online dan menangkap sembilan orang.",
        "Ikuti saja perundingan itu, katanya, dan kami akan mendukung.",
    ],
)
def test_indonesian_news_that_sounds_like_wrapper_is_report(line: str, indonesian: Language) -> None:
    assert wrapped("\n\n".join([*ISI, line]), indonesian) == []


# the title


def test_the_first_short_line_without_a_stop_is_the_title(english: Language) -> None:
    assert zones("\n".join(["Ministers meet in Oslo", *BODY]), english)[0] == (
        "title",
        "Ministers meet in Oslo",
    )


@pytest.mark.parametrize(
    "first", [BODY[0], "Oslo CNN —", "- Nobody knows how it will end", "and then they left"]
)
def test_what_is_no_title(first: str, english: Language) -> None:
    assert "title" not in dict(zones("\n".join([first, *BODY]), english))


def test_a_text_without_a_body_has_no_title(english: Language) -> None:
    assert "title" not in dict(zones("Ministers meet in Oslo", english))


def test_the_title_that_the_source_declares_decides(english: Language) -> None:
    title = "The ministers met. They did not agree."
    text = "\n".join(["What a day it was in Oslo", title, *BODY])
    assert ("title", title) in zones(text, english, f"{title} | Example News")


def test_a_copy_with_the_name_of_the_site_is_a_copy(english: Language) -> None:
    text = "\n".join(["Ministers meet in Oslo | Example News", "Ministers meet in Oslo", *BODY])
    assert zones(text, english)[:2] == [
        ("title", "Ministers meet in Oslo | Example News"),
        ("duplicate-title", "Ministers meet in Oslo"),
    ]


# summaries


@pytest.mark.parametrize(
    "notice",
    ["AI Summary", "This summary was generated by AI and may contain errors.", "Summarized by ChatGPT"],
)
def test_what_follows_a_notice_and_repeats_the_body_is_summary(notice: str, english: Language) -> None:
    summary = "Foreign ministers of both countries agreed in Oslo to go on with talks."
    text = "\n\n".join(["Ministers meet in Oslo", notice, summary, *BODY])
    assert wrapped(text, english) == [("ai-summary-notice", notice), ("ai-summary", summary)]


def test_a_notice_may_follow_its_summary(english: Language) -> None:
    summary = "Foreign ministers of both countries agreed in Oslo to go on with talks."
    notice = "AI-generated summary. For context, always refer to the full article."
    text = "\n\n".join(["Ministers meet in Oslo", summary, notice, *BODY])
    assert wrapped(text, english) == [("ai-summary", summary), ("ai-summary-notice", notice)]


def test_a_notice_alone_makes_no_summary_of_the_body(english: Language) -> None:
    text = "\n\n".join(["Ringkasan AI", *BODY])
    assert wrapped(text, english) == [("ai-summary-notice", "Ringkasan AI")]


# credits, captions, spam


@pytest.mark.parametrize(
    ("credit", "field", "value"),
    [
        ("– Rappler.com", "publisher", "Rappler.com"),
        ("(Reuters)", "agency", "Reuters"),
        ("-- AFP", "agency", "AFP"),
        ("— The Associated Press", "agency", "AP"),
        ("(Source: Xinhua)", "agency", "Xinhua"),
    ],
)
def test_a_credit_at_the_end_of_the_last_sentence(
    credit: str, field: str, value: str, english: Language
) -> None:
    text = "\n\n".join([*BODY, f"They will meet again on Monday. {credit}"])
    assert wrapped(text, english) == [("credit", credit)]
    assert found(text, english, field) == [value]


@pytest.mark.parametrize(
    ("line", "field", "values"),
    [
        ("Penulis: Siti Aminah", "authors", ["Siti Aminah"]),
        ("Oleh: Siti Aminah dan Budi Santoso", "authors", ["Siti Aminah", "Budi Santoso"]),
        ("Author/author: ABC/DE", "authors", ["ABC/DE"]),
        ("Sumber: Reuters", "agency", ["Reuters"]),
        ("Sumber: contoh.co.id", "publisher", ["contoh.co.id"]),
    ],
)
def test_a_line_that_credits(line: str, field: str, values: list[str], indonesian: Language) -> None:
    text = "\n\n".join([*ISI, line])
    assert wrapped(text, indonesian) == [("credit", line)]
    assert found(text, indonesian, field) == values


@pytest.mark.parametrize(
    ("dateline", "field", "value"),
    [
        ("KYIV, Ukraine (AP) — ", "agency", "AP"),
        ("WASHINGTON, Jan 21 (Reuters) - ", "agency", "Reuters"),
        ("Jakarta (ANTARA) - ", "agency", "Antara"),
        ("Jakarta, CNN Indonesia -- ", "publisher", "CNN Indonesia"),
        # brackets credit somebody, also an agency that no table knows
        ("KYIV (Antarbenua) - ", "agency", "Antarbenua"),
    ],
)
def test_a_dateline_stays_in_the_lede_and_names_its_agency(
    dateline: str, field: str, value: str, english: Language
) -> None:
    text = "\n\n".join([dateline + BODY[0], *BODY[1:]])
    assert zones(text, english)[0] == ("lede", dateline + BODY[0])
    assert found(text, english, field) == [value]


@pytest.mark.parametrize("dateline", ["JENEWA — ", "KYIV (8/2) - ", "WASHINGTON DC, AS – "])
def test_a_dateline_without_an_agency_names_none(dateline: str, indonesian: Language) -> None:
    text = "\n\n".join([dateline + ISI[0], *ISI[1:]])
    assert found(text, indonesian, "agency") == []


def test_a_report_that_quotes_an_agency_is_not_credited_to_it(english: Language) -> None:
    text = "\n\n".join([*BODY, "The minister told Reuters.", "TASS reported the same on Friday."])
    assert found(text, english, "agency") == []


@pytest.mark.parametrize(
    "line",
    [
        "A street in the old town of Lviv PAP",
        "The bridge after the raid. Civil Defence of Lviv",
        "Children wait at the station (Jane Roe/Getty Images)",
        "Children wait at the station. Jane Roe/Pool/AFP",
        "Photo: Office of the President",
        "Foto: Siti Aminah/Antara",
        "Jane Roe Jane Roe",
        "Gedung kementerian di Oslo (ilustrasi)",
    ],
)
def test_a_caption_between_paragraphs(line: str, english: Language) -> None:
    assert wrapped("\n\n".join([BODY[0], line, *BODY[1:]]), english) == [("caption", line)]


def test_a_subheading_is_body(english: Language) -> None:
    assert wrapped("\n\n".join([*BODY[:2], "The long road to peace", BODY[2]]), english) == []


def test_a_headline_in_capitals_between_paragraphs_is_a_link(english: Language) -> None:
    line = "MINISTERS LEAVE OSLO AFTER TALKS ON GAS PIPELINE FAIL"
    assert wrapped("\n\n".join([*BODY[:2], line, BODY[2]]), english) == [("promo", line)]


@pytest.mark.parametrize(
    "spam",
    [
        "Pengeluaran HK",
        "Data SGP 2023",
        "Togel Hongkong",
        "Situs slot gacor hari ini",
        "Keluaran SDY Hari Ini",
    ],
)
def test_lottery_lines(spam: str, english: Language, indonesian: Language) -> None:
    assert wrapped("\n\n".join([*ISI, spam]), indonesian) == [("spam", spam)]
    assert wrapped("\n\n".join([*BODY, spam]), english) == [("spam", spam)]


@pytest.mark.parametrize("glue", ["", " "])
def test_spam_within_a_paragraph_is_only_the_phrase(glue: str, indonesian: Language) -> None:
    end = f"{ISI[2]}{glue}Pengeluaran SGP hari ini"
    assert zones("\n\n".join([*ISI[:2], end]), indonesian)[-2:] == [
        ("body", f"{ISI[1]}\n\n{ISI[2]}"),
        ("spam", "Pengeluaran SGP hari ini"),
    ]
    middle = f"{ISI[1]}{glue}Keluaran HK malam ini {ISI[2]}"
    assert zones("\n\n".join([ISI[0], middle]), indonesian)[1:] == [
        ("body", ISI[1]),
        ("spam", "Keluaran HK malam ini"),
        ("body", ISI[2]),
    ]


def test_short_lines_after_the_closing_credit_are_spam(english: Language) -> None:
    text = "\n\n".join([*BODY, "Reporting by Jane Roe; editing by John Doe", "Best shoes in town"])
    assert wrapped(text, english)[-1] == ("spam", "Best shoes in town")


def test_text_that_goes_on_after_a_credit_is_report(english: Language) -> None:
    text = "\n\n".join([BODY[0], f"{BODY[1]} (Reuters)", "A new chapter", BODY[2]])
    assert wrapped(text, english) == [("credit", "(Reuters)")]


def test_every_finding_points_at_its_characters(english: Language) -> None:
    report = read(f"By Jane Roe\nOSLO (AP) — {BODY[0]}\n{BODY[1]} – Example.com", english)
    shown = {(finding.field, report.slice(finding.at[0])) for finding in report[Finding]}
    assert shown == {("authors", "Jane Roe"), ("agency", "AP"), ("publisher", "Example.com")}


def test_no_form_stands_for_two_agencies() -> None:
    forms = [form for agency in set(agencies().values()) for form in agency.forms]
    assert len(forms) == len(set(forms))


snippets = st.sampled_from(
    [
        *(*BODY, ISI[0], "Ministers meet in Oslo", "By Jane Roe", "4 March 2023", "Uncategorized"),
        *("Foto: A", "AI Summary", "(Reuters)", "– Example.com", "PAP", "***", "Pengeluaran SGP"),
        *("\n", "\n\n", "\n\n", " "),
    ]
)


@given(
    text=st.lists(snippets, max_size=12).map("".join) | st.text(st.characters(codec="utf-8"), max_size=200),
    title=st.none() | st.just("Ministers meet in Oslo"),
)
def test_zones_never_overlap_and_leave_nothing_out(text: str, title: str | None, english: Language) -> None:
    spans = sorted(zone.at[0] for zone in read(text, english, title)[Zone])
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {index for span in spans for index in range(*span)}
    assert {index for index, character in enumerate(text) if not character.isspace()} <= covered


@pytest.mark.parametrize("text", ["x" * 50_000, "(AP) " * 8_000, "A. " * 9_000, ("word " * 99 + "\n") * 99])
def test_a_very_long_line_is_read(text: str, english: Language) -> None:
    assert zones(text, english)


@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_a_credit_in_brackets_ends_a_caption(english: Language, brackets: str) -> None:
    caption = f"The ministers in Oslo on Friday {brackets[0]}Jane Roe/AFP{brackets[1]}"
    assert wrapped("\n\n".join([BODY[0], caption, *BODY[1:]]), english) == [("caption", caption)]


def test_spam_within_a_report_is_kept_and_leaves_the_report_whole(indonesian: Language) -> None:
    spam = "Daftar akun pro server Thailand, deposit pulsa tanpa potongan"
    told = zones("\n\n".join([*ISI[:2], spam, ISI[2]]), indonesian)
    assert told == [("lede", ISI[0]), ("body", ISI[1]), ("spam", spam), ("body", ISI[2])]


@pytest.mark.parametrize(
    "line",
    [
        "Polisi menangkap bandar judi di pelabuhan",
        "Ministers watch the border from the bridge",
        "This story has been told in Oslo for a hundred years",
        "Perundingan itu ditulis oleh tangan para diplomat",
        "Most viewed the treaty as a defeat",
        "Page 3 of the treaty was missing for years",
    ],
)
def test_crossheads_that_only_sound_like_wrapper_stay(
    indonesian: Language, english: Language, line: str
) -> None:
    for body, language in ((ISI, indonesian), (BODY, english)):
        assert wrapped("\n\n".join([*body[:2], line, body[2]]), language) == []
