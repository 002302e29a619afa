"""Quantities in sentences: what is counted, how exactly, whose, and according to whom."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.figures import FigureReader, figures
from kawat.annotate.quantity import Quantity
from kawat.language import Language
from kawat.records import Figure, Made, Name, Record, Report, Sentence, Span, TimeExpression, Zone, ZoneRole
from kawat.stage import ReportText

MADE = Made("test", "1")


def given_report(text: str, language: Language, records: Iterable[Record] = ()) -> ReportText:
    """A report of one sentence, with what other stages would have found in it."""
    whole = (Span(0, max(1, len(text))),)
    report = ReportText(Report(report="r", id="r", at=whole, made=MADE, source="r", sha256="0"), text)
    if text:
        report.add([Sentence(report="r", at=whole, language=language.code, made=MADE)])
    report.add(records)
    return report


def read(text: str, language: Language, *records: Record) -> list[Figure]:
    found = figures(given_report(text, language, records), language)
    return [record for record in found if isinstance(record, Figure)]


def worded(text: str, found: Iterable[Figure]) -> list[str]:
    return [text[figure.at[0].start : figure.at[0].end] for figure in found]


def place(text: str, words: str, last: bool = False) -> tuple[Span, ...]:
    start = text.rindex(words) if last else text.index(words)
    return (Span(start, start + len(words)),)


def name(text: str, words: str, actor: str, sort: str = "place") -> Name:
    return Name(report="r", at=place(text, words), made=MADE, sort=sort, actor=actor)  # type: ignore[arg-type]


# the figure's words, in brackets in the text; low, high, unit, qualifier
ENGLISH = [
    ("They sent [an estimated 100,000 soldiers] there.", 100_000, 100_000, "persons", "estimated"),
    # as a translation left it standing: nobody counts soldiers to three decimals
    ("They sent [100.000 soldiers] there.", 100_000, 100_000, "persons", None),
    ("They sent [60,000 to 90,000 troops] there.", 60_000, 90_000, "persons", None),
    ("They saw [up to 175,000 heavily armed enemy soldiers].", 175_000, 175_000, "persons", "up-to"),
    ("[Tens of thousands of people] left.", 20_000, 99_999, "persons", None),
    ("[At least 14 people] left.", 14, 14, "persons", "at-least"),
    ("[Nearly 8 million Examplians] left.", 8_000_000, 8_000_000, "count", "nearly"),
    ("It left [20 soldiers or more].", 20, 20, "persons", "at-least"),
    ("Of these [100 or so soldiers] left.", 100, 100, "persons", "about"),
    ("They sent [thousands of additional U.S. troops] there.", 2000, 9999, "persons", None),
    ("They freed [2000 soldiers] there.", 2000, 2000, "persons", None),
    ("They expelled [12 of its diplomats].", 12, 12, "persons", None),
    ("It was a [50-minute call] at night.", 50, 50, "minutes", None),
    ("A [three-day visit] ended.", 3, 3, "days", None),
    ("They talked for [two and a half hours].", 2.5, 2.5, "hours", None),
    ("They talked for [about half an hour].", 0.5, 0.5, "hours", "about"),
    ("The [30-member alliance] met.", 30, 30, "members", None),
    ("It fell [1.2%] on Monday.", 1.2, 1.2, "percent", None),
    ("It rose by [two percentage points].", 2, 2, "percent", None),
    ("Oil cost [$95.46] then.", 95.46, 95.46, "USD", None),
    ("They gave [more than €100m] in aid.", 100e6, 100e6, "EUR", "more-than"),
    ("It costs [between $5 and $10 billion].", 5e9, 10e9, "USD", None),
    ("He offered [five million roubles].", 5e6, 5e6, "RUB", None),
    ("It is [19km] away.", 19, 19, "km", None),
    ("They got [14 Leopard 2 tanks].", 14, 14, "count", None),
    ("[More than 40 countries] agreed.", 40, 40, "count", "more-than"),
    ("They destroyed [160 stone barns].", 160, 160, "count", None),
    ("Losses reached [465,000].", 465_000, 465_000, "count", None),
    ("The death toll rose to [300].", 300, 300, "persons", None),
]
INDONESIAN = [
    ("Mereka mengirim [60,000 hingga 90,000 tentara] ke sana.", 60_000, 90_000, "persons", None),
    ("Ada [sekitar 100.000 tentara] di sana.", 100_000, 100_000, "persons", "about"),
    ("Ada [60.000 hingga 90.000 tentara] di sana.", 60_000, 90_000, "persons", None),
    ("[Puluhan ribu tentara] datang.", 20_000, 99_999, "persons", None),
    ("[Diperkirakan 100 ribu prajurit] datang.", 100_000, 100_000, "persons", "estimated"),
    ("Itu menewaskan [sedikitnya 14.000 orang].", 14_000, 14_000, "persons", "at-least"),
    ("Ia menarik [10.000 tentaranya].", 10_000, 10_000, "persons", None),
    ("[100 lebih tentara] datang.", 100, 100, "persons", "more-than"),
    ("Mereka mengirim [tiga buah kapal] ke sana.", 3, 3, "count", None),
    ("Percakapan itu [50 menit] lamanya.", 50, 50, "minutes", None),
    ("Mereka berbicara [3-4 jam] lamanya.", 3, 4, "hours", None),
    ("Aliansi yang beranggotakan [30 negara] itu bertemu.", 30, 30, "members", None),
    ("Harga turun [1,25 persen] kemarin.", 1.25, 1.25, "percent", None),
    ("Nilainya [20–30%] saja.", 20, 30, "percent", None),
    ("Bantuan itu [Rp3,5 triliun] besarnya.", 3.5e12, 3.5e12, "IDR", None),
    ("Bantuan itu [US$ 2 miliar] besarnya.", 2e9, 2e9, "USD", None),
    ("Harganya [lima miliar dolar AS] kemarin.", 5e9, 5e9, "USD", None),
    ("Ada [86 persen] responden setuju.", 86, 86, "percent", None),
    ("[Hampir 900 orang tewas] kemarin.", 900, 900, "persons", "nearly"),
    ("[Ratusan rumah] rusak.", 200, 999, "count", None),
    ("Ada [21 lumbung] padi terbakar.", 21, 21, "count", None),
]


def parted(marked: str) -> tuple[str, str]:
    """The text without the brackets, and the words between them."""
    before, rest = marked.split("[")
    words, after = rest.split("]")
    return before + words + after, words


def check(marked: str, language: Language, low: float, high: float, unit: str, qualifier: str | None) -> None:
    text, words = parted(marked)
    found = read(text, language)
    assert worded(text, found) == [words]
    assert [(f.low, f.high, f.unit, f.qualifier) for f in found] == [(low, high, unit, qualifier)]


@pytest.mark.parametrize(("marked", "low", "high", "unit", "qualifier"), ENGLISH)
def test_english(
    english: Language, marked: str, low: float, high: float, unit: str, qualifier: str | None
) -> None:
    check(marked, english, low, high, unit, qualifier)


@pytest.mark.parametrize(("marked", "low", "high", "unit", "qualifier"), INDONESIAN)
def test_indonesian(
    indonesian: Language, marked: str, low: float, high: float, unit: str, qualifier: str | None
) -> None:
    check(marked, indonesian, low, high, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "one of the soldiers and one another",
        "The two leaders met.",
        "One official said so.",
        "Two paths lie open.",
        "Jane Doe, 54, left.",
        "A 54-year-old soldier, aged 54, left; she is 54 years old.",
        "It happened two weeks ago and in the past two months.",
        "Resolution 2202, article 5 and page 20",
        "The Leopard 2 tank and Channel 4",
        "The 17th brigade left at 7am in the 1990s.",
        "After the 2014 annexation they left.",
        "The 2022 attacks went on.",
        "The 2016 candidates met.",
        "1. They met.",
        "Several days later they met for many years.",
        "half of it",
        "A two-state solution",
        "Call 555-1234 or see example.org/2022/01/20.",
        "hundreds of years",
        "They are one people, he said.",
    ],
)
def test_no_figure_in_english(english: Language, text: str) -> None:
    assert worded(text, read(text, english)) == []


@pytest.mark.parametrize(
    "text",
    [
        "salah satu tentara dan satu sama lain",
        "Kedua negara bertemu.",
        "Dua negara itu bertemu.",
        "Budi, 51 tahun, dan Sari yang berusia 54 tahun",
        "Ia datang tiga hari lalu dan dua bulan terakhir.",
        "Resolusi 2202 dan pasal 5",
        "Pada tahun 2014 dan pukul 20.00",
        "selama puluhan tahun",
    ],
)
def test_no_figure_in_indonesian(indonesian: Language, text: str) -> None:
    assert worded(text, read(text, indonesian)) == []


def test_a_number_that_places_something_in_time_is_none(english: Language) -> None:
    text = "They met in the next 48 hours for 90 minutes."
    when = TimeExpression(report="r", at=place(text, "the next 48 hours"), made=MADE, sort="date", form="x")
    long = TimeExpression(report="r", at=place(text, "90 minutes"), made=MADE, sort="duration", form="x")
    assert worded(text, read(text, english, when, long)) == ["90 minutes"]


def test_a_number_in_a_name_is_none(english: Language) -> None:
    text = "The Committee of 100 people met."
    whole = name(text, "Committee of 100", "COMMITTEE", "organisation")
    assert worded(text, read(text, english, whole)) == []


@pytest.mark.parametrize(
    ("role", "counted"), [("body", 1), ("lede", 1), ("ai-summary", 1), ("title", 0), ("caption", 0)]
)
def test_figures_stand_in_the_report_not_around_it(english: Language, role: ZoneRole, counted: int) -> None:
    text = "They sent 20 tanks."
    zone = Zone(report="r", at=(Span(0, len(text)),), made=MADE, role=role)
    assert len(read(text, english, zone)) == counted


# text, the name in it, and the words of the figure when it is theirs (with the name, where that follows)
@pytest.mark.parametrize(
    ("text", "named", "words"),
    [
        ("There are 90,000 Russian troops.", "Russian", "90,000 Russian troops"),
        ("There are Russia's 90,000 troops.", "Russia", "90,000 troops"),
        ("Russia has deployed some 90,000 troops.", "Russia", "some 90,000 troops"),
        ("Russia says its 90,000 troops stay.", "Russia", "90,000 troops"),
        ("There are 10 Russians there.", "Russians", "10 Russians"),
    ],
)
def test_whose_in_english(english: Language, text: str, named: str, words: str) -> None:
    found = read(text, english, name(text, named, "RUS"))
    assert worded(text, found) == [words]
    assert [figure.holder_actor for figure in found] == ["RUS"]
    assert found[0].of is not None
    assert found[0].of.endswith(f"of {english.registry.name('RUS')}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada 90.000 tentara Rusia di sana.", "90.000 tentara Rusia"),
        ("Ada 90 kapal perang besar Rusia di sana.", "90 kapal perang besar Rusia"),
        ("Rusia menarik sekitar 10.000 tentaranya.", "sekitar 10.000 tentaranya"),
        ("Rusia telah mengerahkan 10.000 tentara.", "10.000 tentara"),
    ],
)
def test_whose_in_indonesian(indonesian: Language, text: str, words: str) -> None:
    found = read(text, indonesian, name(text, "Rusia", "RUS"))
    assert worded(text, found) == [words]
    assert [figure.holder_actor for figure in found] == ["RUS"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In Ukraine they amassed 90,000 troops.", "Ukraine"),
        ("Ukraine counts 90,000 troops.", "Ukraine"),
        ("Ukraine has imposed sanctions on 750 people.", "Ukraine"),
        ("Ukraine has seen a rise of 5%.", "Ukraine"),
        ("Ukraine had a 50-minute call.", "Ukraine"),
    ],
)
def test_nobodys_as_far_as_is_told(english: Language, text: str, named: str) -> None:
    assert [figure.holder_actor for figure in read(text, english, name(text, named, "UKR"))] == [None]


def test_persons_counted_by_their_office_are_not_their_own(english: Language) -> None:
    (figure,) = read(
        text := "Two officials told the Ledger.", english, name(text, "officials", "UKR/official")
    )
    assert (figure.holder_actor, figure.of) == (None, "officials")


def test_a_person_holds_nothing_by_a_name_before(english: Language) -> None:
    text = "Biden has 90,000 troops."
    assert read(text, english, name(text, "Biden", "joe-biden", "person"))[0].holder_actor is None


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("It killed 14 soldiers.", "troops killed"),
        ("It left 14 people dead.", "people killed"),
        ("14 people have been killed.", "people killed"),
        ("There were 14 killed.", "people killed"),
        ("It killed at least 300.", "people killed"),
        ("It wounded 20 people.", "people wounded"),
        ("There were 14 people.", "people"),
        ("It destroyed 14 tanks.", "tanks"),
        ("They found 160 stone barns.", "stone barns"),
        ("They found 160 of the stone barns.", "stone barns"),
    ],
)
def test_what_is_counted(english: Language, text: str, of: str) -> None:
    assert [figure.of for figure in read(text, english)] == [of]


@pytest.mark.parametrize(
    ("text", "named", "speaker"),
    [
        ("According to NATO 90 tanks left.", "NATO", "NATO"),
        ("90 tanks left, according to NATO.", "NATO", "NATO"),
        ("NATO said 90 tanks left.", "NATO", "NATO"),
        ("90 tanks left, NATO said.", "NATO", "NATO"),
        ("“90 tanks left,” said NATO.", "NATO", "NATO"),
        ("After 90 minutes NATO said yes.", "NATO", None),
        ("90 tanks of NATO left.", "NATO", None),
    ],
)
def test_according_to_whom(english: Language, text: str, named: str, speaker: str | None) -> None:
    found = read(text, english, name(text, named, "NATO", "organisation"))
    assert [figure.according_to_actor for figure in found] == [speaker]


def test_surer_of_listed_nouns_than_of_others(english: Language) -> None:
    listed, vague, plain, bare = (
        read(text, english)[0].made
        for text in ("90 tanks left.", "Dozens of tanks left.", "90 barns burnt.", "It reached 465,000.")
    )
    assert listed.score > vague.score > plain.score > bare.score
    assert (listed.rule, plain.rule) == ("en/unit/tanks", "")


def quantities(text: str, language: Language) -> list[Quantity]:
    return list(FigureReader(given_report(text, language), language).quantities(Span(0, len(text))))


@pytest.mark.parametrize("code", ["english", "indonesian"])
def test_every_unit_counts_what_it_says(request: pytest.FixtureRequest, code: str) -> None:
    language: Language = request.getfixturevalue(code)
    wrong = []
    for row in language.units:
        wrong += [row.finds] * (row.id not in [found.rule for found in quantities(row.finds, language)])
        wrong += [row.misses] * (row.id in [found.rule for found in quantities(row.misses, language)])
    assert wrong == []


@pytest.mark.parametrize("code", ["english", "indonesian"])
def test_every_qualifier_qualifies_what_it_says(request: pytest.FixtureRequest, code: str) -> None:
    language: Language = request.getfixturevalue(code)
    wrong = []
    for row in language.qualifiers:
        wrong += [row.finds] * (row not in [found.qualifier for found in quantities(row.finds, language)])
        wrong += [row.misses] * (row in [found.qualifier for found in quantities(row.misses, language)])
    assert wrong == []


PIECES = [
    "12",
    "3,5",
    "about",
    "$",
    "%",
    "Rp",
    "Russian",
    "troops",
    "killed",
    "-",
    ",",
    "hours",
    "ago",
    "of",
    "its",
]
PIECES += [
    "dua",
    "ratusan",
    "orang",
    "tewas",
    "tentaranya",
    "lebih",
    "half",
    "a",
    "million",
    "2014",
    "(",
    "”",
    "\n",
    "é",
]
WORDY = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@given(text=st.one_of(st.text(max_size=100), WORDY, WORDY.map(lambda text: text.replace(" ", ""))))
@pytest.mark.parametrize("code", ["english", "indonesian"])
def test_any_text_gives_sound_figures(request: pytest.FixtureRequest, code: str, text: str) -> None:
    language: Language = request.getfixturevalue(code)
    named = [name(text, "Russian", "RUS")] if "Russian" in text else []
    end = 0
    for figure in read(text, language, *named):
        assert figure.low <= figure.high
        assert end <= figure.at[0].start < figure.at[0].end <= len(text)
        assert any(character.isalnum() for character in text[figure.at[0].start : figure.at[0].end])
        end = figure.at[0].end
