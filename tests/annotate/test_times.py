"""Which words speak of time, of which form they are and what is read from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.times import Found, grammar_of, times
from kawat.errors import LanguageError
from kawat.language import Language, Languages, TimeRow
from kawat.records import Finding, Made, Report, Sentence, Span, Time, TimeExpression, Written
from kawat.registry import Registry, load_registry
from kawat.resolve.days import days
from kawat.stage import ReportText
from kawat.text import Words

LANGUAGES = Languages(load_registry())
RULES = [(code, row) for code in LANGUAGES.codes for row in LANGUAGES[code].times]
FRIDAY = "2022-01-21"


def read(text: str, language: Language, written: str | None = FRIDAY) -> ReportText:
    """The text as one sentence, with its expressions and times, written on the day."""
    made = Made("test", "1")
    report = Report(report="r", at=(Span(0, max(len(text), 1)),), made=made, source="r", sha256="0")
    read = ReportText(report, text)
    if text:
        read.add([Sentence(report="r", at=(Span(0, len(text)),), language=language.code, made=made)])
    if written:
        value = Written(written, written)
        read.add([Finding(report="r", at=report.at, made=made, field="written", value=value)])
    for stage in (times, days):
        read.add(stage(read, language))
    return read


def found(text: str, language: Language) -> list[Found]:
    return grammar_of(language).find(text, Words(text))


def spans(text: str, language: Language) -> list[str]:
    return [text[hit.start : hit.end] for hit in found(text, language)]


def by_rule(text: str, row: TimeRow, language: Language) -> list[str]:
    """What a rule finds; one for what is no expression by itself, before others have their say."""
    grammar = grammar_of(language)
    hits = (
        grammar.hits(text, Words(text)) if row.form in ("none", "part") else grammar.find(text, Words(text))
    )
    return [text[hit.start : hit.end] for hit in hits if row.id in hit.rules]


@pytest.mark.parametrize(("code", "row"), RULES, ids=[row.id for _, row in RULES])
def test_rules_keep_their_promises(code: str, row: TimeRow) -> None:
    language = LANGUAGES[code]
    assert by_rule(row.finds, row, language)
    assert not by_rule(row.misses, row, language)
    if row.value:
        assert row.value in [time.timex for time in read(row.finds, language)[Time]]
    else:
        assert row.form == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The call on Friday (January 21) lasted 50 minutes.", ["Friday (January 21)", "50 minutes"]),
        ("They met from 14 to 19 February.", ["from 14 to 19 February"]),
        ("It has been so since 2002.", ["since 2002"]),
        ("It ended at 8 p.m. on Sunday, he said.", ["8 p.m. on Sunday"]),
        ("They will decide in the next 10 years.", ["in the next 10 years"]),
        ("He came early last week.", ["early last week"]),
        ("It happened on Monday\nmorning.", ["Monday\nmorning"]),
        ("It happened on Monday.\n\nJanuary was cold.", ["Monday", "January"]),
        ("Troops may march in May.", ["May"]),
        ("Mrs May will march on.", []),
        ("She was second, and seconded the motion.", []),
        ("He wrote it in the Sunday Times.", []),
        ("A 30-year-old man spoke.", []),
        ("They sent 2014 soldiers.", []),
        ("It cost 2,014 dollars and 1.9-10 per cent.", []),
        ("Every Monday they meet for two hours.", ["Every Monday", "for two hours"]),
        ("It imports three-quarters of its food.", []),
        ("They left as soon as they could, soon after dawn.", []),
        ("At the moment when he came, nobody spoke.", []),
        ("The clip 0:59 shows it.", []),
        ("Friday's Twentieth Century Fox film.", ["Friday"]),
        ("The winter Olympics were long.", []),
        ("An overnight train left.", []),
        ("Russia's 2014 invasion, in 2019, 2020 and 2021.", ["2014", "2019", "2020", "2021"]),
        (
            "The 1990s, the 19th century and the fourth quarter.",
            ["The 1990s", "the 19th century", "the fourth quarter"],
        ),
    ],
)
def test_english_words_of_time(text: str, expected: list[str], english: Language) -> None:
    assert spans(text, english) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mereka bertemu pada Jumat (21/1/2022) sore.", ["Jumat (21/1/2022) sore"]),
        ("Latihan berlanjut hingga 4 Februari.", ["hingga 4 Februari"]),
        ("Latihan berlangsung dari 9 sampai 10 Januari.", ["dari 9 sampai 10 Januari"]),
        ("Awal pekan ini mereka pulang.", ["Awal pekan ini"]),
        ("Laporan pada akhir pekan itu keliru.", ["akhir pekan"]),
        ("Minggu ini mereka pulang.", ["Minggu ini"]),
        ("Mereka pulang pada hari Minggu.", ["hari Minggu"]),
        ("Mereka pulang pada Minggu (23/1) malam.", ["Minggu (23/1) malam"]),
        ("Selama dua bulan terakhir ia diam.", ["Selama dua bulan terakhir"]),
        ("Ia tiba pukul 20.30 WIB pada Senin.", ["pukul 20.30 WIB pada Senin"]),
        (
            "Ia tiba Kamis (20/1/2022), sekitar pukul 11.45 WIB.",
            ["Kamis (20/1/2022)", "sekitar pukul 11.45 WIB"],
        ),
        ("Ia tiba Kamis (20/1/2022) pukul 11.45 WIB.", ["Kamis (20/1/2022) pukul 11.45 WIB"]),
        ("Ia tiba pukul 11.45 WIB, Kamis (20/1/2022).", ["pukul 11.45 WIB, Kamis (20/1/2022)"]),
        ("Undang-Undang Nomor 35 Tahun 2009 berlaku.", []),
        ("Kehidupan sehari-hari di bawah jam malam.", []),
        ("Mereka pergi terlebih dahulu, tunggu dulu.", []),
        ("Uang 15 tahun itu habis.", ["15 tahun"]),
        ("Sampai akhir tahun lalu ia diam.", ["Sampai akhir tahun lalu"]),
        ("Pria berusia 30 tahun itu diam.", []),
        ("Sebanyak 60.000 tentara berkumpul.", []),
        ("Mereka mengirim 2014 tentara.", []),
    ],
)
def test_indonesian_words_of_time(text: str, expected: list[str], indonesian: Language) -> None:
    assert spans(text, indonesian) == expected


@pytest.mark.parametrize(
    ("text", "form", "parts"),
    [
        ("twenty-four hours", "duration", {"number": 24, "unit": "hour"}),
        ("a hundred and one", None, {}),
        ("two hundred days", "duration", {"number": 200, "unit": "day"}),
        ("1,500 days", "duration", {"number": 1500, "unit": "day"}),
        ("several days", "duration", {"number": "X", "unit": "day"}),
        ("21st of January", "day", {"day": 21, "month": 1}),
    ],
)
def test_numbers_are_read(
    text: str, form: str | None, parts: dict[str, int | str], english: Language
) -> None:
    hits = found(text, english)
    assert [hit.form for hit in hits] == ([form] if form else [])
    assert all(hit.parts == parts for hit in hits)


@pytest.mark.parametrize(
    ("words", "number"),
    [("dua belas", 12), ("dua puluh lima", 25), ("dua ratus lima puluh", 250), ("seratus dua puluh", 120)],
)
def test_indonesian_numbers_are_read(words: str, number: int, indonesian: Language) -> None:
    (hit,) = found(f"{words} hari", indonesian)
    assert hit.parts == {"number": number, "unit": "day"}


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They met on Monday.", "past"),
        ("They will meet on Monday.", "future"),
        ("They are due to meet Monday.", "future"),
        ("He said on Monday that they will meet.", "past"),
        ("They will meet on Monday, he said.", "future"),
        ("Talks are to resume in Geneva on Monday, a spokesman of the ministry told reporters.", "future"),
        ("U.S. officials said so Monday.", "past"),
        # what they met for hangs on the meeting, which was
        ("They held a session with several ministers on Monday to discuss the truce.", "past"),
        ("They will gather with several ministers on Monday to discuss the truce.", "future"),
        ("On Monday to discuss the truce.", "future"),
        ("Monday!", None),
        ("They met. Monday! They will meet.", None),
    ],
)
def test_english_tense_around_a_time(text: str, tense: str | None, english: Language) -> None:
    (expression,) = read(text, english)[TimeExpression]
    assert expression.tense == tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Mereka telah bertemu pada Senin.", "past"),
        ("Mereka akan bertemu pada Senin.", "future"),
        ("Ia mengatakan pada Senin bahwa mereka akan bertemu.", "past"),
        ("Pertemuan dijadwalkan pada Senin, kata juru bicara itu.", "future"),
        ("Senin!", None),
    ],
)
def test_indonesian_tense_around_a_time(text: str, tense: str | None, indonesian: Language) -> None:
    (expression,) = read(text, indonesian)[TimeExpression]
    assert expression.tense == tense


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("on Monday", "date"),
        ("Monday morning", "time"),
        ("at 8 p.m.", "time"),
        ("for two hours", "duration"),
        ("every day", "set"),
    ],
)
def test_sorts(text: str, sort: str, english: Language) -> None:
    (expression,) = read(text, english)[TimeExpression]
    assert expression.sort == sort


def test_a_record_names_the_rule_that_made_it(english: Language) -> None:
    (expression,) = read("since Monday", english)[TimeExpression]
    assert expression.made.rule == "en/time/weekday"
    assert expression.made.stage == "times"


def broken(tmp_path: Path, pattern: str) -> Language:
    (tmp_path / "language.toml").write_text('name = "Testish"\n', encoding="utf-8")
    (tmp_path / "grammar.toml").write_text("", encoding="utf-8")
    (tmp_path / "times.toml").write_text('[day]\n1 = ["oneday"]\n', encoding="utf-8")
    lines = ["id\tpattern\tform\tfinds\tmisses", f"xx/time/x\t{pattern}\tweekday\ta\tb", ""]
    (tmp_path / "times.tsv").write_text("\n".join(lines), encoding="utf-8")
    return Language("xx", tmp_path, Registry([], [], [], []))


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("({day:weekday}", r"rule xx/time/x: missing \), .* in the pattern"),
        ("{nonesuch}", r"rule xx/time/x: there is no table 'nonesuch' in times.toml; known are .*day"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, pattern: str, complaint: str) -> None:
    with pytest.raises(LanguageError, match=complaint):
        grammar_of(broken(tmp_path, pattern))


def test_a_language_without_rules_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "language.toml").write_text('name = "Testish"\n', encoding="utf-8")
    (tmp_path / "grammar.toml").write_text("", encoding="utf-8")
    assert found("Monday", Language("xx", tmp_path, Registry([], [], [], []))) == []


# pieces of which expressions of time are made, in orders that no rule foresees
PIECES = ["since", "early", "Monday", "(", ")", "31", "February", "2022", "9-10", "next", "week", "two",
          "ago", "a.m.", "8:30", "X", "\n", ",", "Senin", "pekan", "lalu", "hingga", "30/2/2022"]  # fmt: skip


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)),
    st.sampled_from(LANGUAGES.codes),
    st.dates().map(str),
)
def test_any_text_on_any_day(text: str, code: str, day: str) -> None:
    report = read(text, LANGUAGES[code], day)
    for record in (*report[TimeExpression], *report[Time]):
        (span,) = record.at
        assert report.slice(span).strip()
        assert span.end <= len(text)
    for time in report[Time]:
        assert time.value is None or time.value.first <= time.value.last
    ends = [span.end for expression in report[TimeExpression] for span in expression.at]
    starts = [span.start for expression in report[TimeExpression] for span in expression.at]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
