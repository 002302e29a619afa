"""Numbers as English and Indonesian write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.numbers import Number, NumberReader
from kawat.language import FigureWords, Language
from kawat.records import Span


def read(text: str, language: Language, prefixes: tuple[str, ...] = ("Rp", "US$")) -> list[Number]:
    return list(NumberReader(language.figures, prefixes).find(text, Span(0, len(text))))


def told(text: str, language: Language) -> list[tuple[str, float, float]]:
    return [(text[n.span.start : n.span.end], n.low, n.high) for n in read(text, language)]


# the whole text is one number
ENGLISH = [
    ("60,000", 60_000, 60_000),
    ("60.000", 60, 60),
    ("1.25", 1.25, 1.25),
    ("1,5 million", 1_500_000, 1_500_000),
    ("1,234,567.5", 1_234_567.5, 1_234_567.5),
    ("1.234.567", 1_234_567, 1_234_567),
    ("473 400", 473_400, 473_400),
    ("2.25m", 2_250_000, 2_250_000),
    ("5bn", 5e9, 5e9),
    ("12 thousand", 12_000, 12_000),
    ("seven", 7, 7),
    ("twenty-five", 25, 25),
    ("one hundred and one", 101, 101),
    ("two hundred and fifty thousand", 250_000, 250_000),
    ("two million three hundred thousand", 2_300_000, 2_300_000),
    ("a hundred thousand", 100_000, 100_000),
    ("half a million", 500_000, 500_000),
    ("two and a half", 2.5, 2.5),
    ("two and a half million", 2_500_000, 2_500_000),
    ("a dozen", 12, 12),
    ("half a dozen", 6, 6),
    ("two dozen", 24, 24),
    ("dozens", 24, 99),
    ("scores", 40, 99),
    ("hundreds", 200, 999),
    ("thousands", 2000, 9999),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("several thousand", 3000, 9000),
    ("few hundred", 300, 900),
    ("60,000 to 90,000", 60_000, 90_000),
    ("20,000-25,000", 20_000, 25_000),
    ("20–30", 20, 30),
    ("5 to 10 million", 5_000_000, 10_000_000),
    ("30 to 35,000", 30_000, 35_000),
    ("two to three hundred", 200, 300),
    ("two or three", 2, 3),
    ("between 5 and 10", 5, 10),
    ("between 2% and 3", 2, 3),
]
INDONESIAN = [
    ("60.000", 60_000, 60_000),
    ("1,25", 1.25, 1.25),
    ("1.2", 1.2, 1.2),
    ("1,25 triliun", 1.25e12, 1.25e12),
    ("1.000.000", 1_000_000, 1_000_000),
    ("1,000,000", 1_000_000, 1_000_000),
    ("100 ribu", 100_000, 100_000),
    ("sebelas", 11, 11),
    ("dua belas", 12, 12),
    ("tiga puluh lima", 35, 35),
    ("seratus dua puluh tiga", 123, 123),
    ("dua ratus lima puluh ribu", 250_000, 250_000),
    ("seratus ribu lima ratus", 100_500, 100_500),
    ("setengah juta", 500_000, 500_000),
    ("satu setengah juta", 1_500_000, 1_500_000),
    ("dua setengah", 2.5, 2.5),
    ("selusin", 12, 12),
    ("belasan", 11, 19),
    ("puluhan", 20, 99),
    ("ratusan", 200, 999),
    ("ribuan", 2000, 9999),
    ("belasan ribu", 11_000, 19_999),
    ("puluhan ribu", 20_000, 99_999),
    ("ratusan ribu", 200_000, 999_999),
    ("beberapa ribu", 3000, 9000),
    ("60.000 hingga 90.000", 60_000, 90_000),
    ("3-4", 3, 4),
    ("5 sampai 10 juta", 5_000_000, 10_000_000),
    ("dua hingga tiga ratus ribu", 200_000, 300_000),
    ("dua atau tiga", 2, 3),
    ("antara 5 dan 10 juta", 5_000_000, 10_000_000),
]


@pytest.mark.parametrize(("text", "low", "high"), ENGLISH)
def test_english(english: Language, text: str, low: float, high: float) -> None:
    assert told(text, english) == [(text, low, high)]


@pytest.mark.parametrize(("text", "low", "high"), INDONESIAN)
def test_indonesian(indonesian: Language, text: str, low: float, high: float) -> None:
    assert told(text, indonesian) == [(text, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "S-400 and F-16",
        "MH17 and G7",
        "9/11",
        "10:30",
        "2021-22",
        "a 152-61 vote",
        "4.5.1",
        "#12 @3 x=4",
        "several days",
        "a few days",
        "million",
        "at example.org/12-34/5",
        "a day",
        "Rp",
        "",
    ],
)
def test_no_number(english: Language, text: str) -> None:
    assert told(text, english) == []


def test_two_numbers_that_are_no_range(english: Language) -> None:
    assert [(low, high) for _, low, high in told("79 to 18", english)] == [(79, 79), (18, 18)]
    assert [(low, high) for _, low, high in told("from 2% to 3%", english)] == [(2, 2), (3, 3)]
    assert [(low, high) for _, low, high in told("2 or 40", english)] == [(2, 2), (40, 40)]
    assert [(low, high) for _, low, high in told("five six", english)] == [(5, 5), (6, 6)]


def test_what_may_touch_digits(indonesian: Language) -> None:
    assert told("Rp3,5 triliun", indonesian) == [("3,5 triliun", 3.5e12, 3.5e12)]
    assert told("Xp3,5 triliun", indonesian) == []


def test_how_a_number_is_written(english: Language) -> None:
    year, grouped, vague, word = read("2014; 2,014; dozens; three", english)
    assert (year.may_be_year, grouped.may_be_year) == (True, False)
    assert (year.digits, vague.digits, word.digits) == (True, False, False)
    assert (grouped.large, vague.vague, word.vague) == (True, True, False)


def test_a_language_without_number_words_still_has_digits() -> None:
    text = "7 and 1,200"
    numbers = NumberReader(FigureWords()).find(text, Span(0, len(text)))
    assert [number.low for number in numbers] == [7, 1200]


PIECES = ["12", "3", "000", ".", ",", "-", "%", "$", " ", "\n", "x", "é", "²", "half", "a", "and", "million"]
PIECES += ["dozens", "of", "two", "between", "to", "or"]
PIECES += ["dua", "puluh", "ribu", "belas", "setengah", "beberapa", "hingga"]
NUMBERISH = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(text=st.one_of(st.text(max_size=80), NUMBERISH, NUMBERISH.map(lambda text: text.replace("", " "))))
@pytest.mark.parametrize("code", ["english", "indonesian"])
def test_any_text_gives_sound_numbers(request: pytest.FixtureRequest, code: str, text: str) -> None:
    language: Language = request.getfixturevalue(code)
    end = 0
    for number in read(text, language):
        assert number.low <= number.high
        assert end <= number.span.start < number.span.end <= len(text)
        end = number.span.end
