"""The annotated reports, and how what is found in them is scored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from evals.annotations import (
    REPORTS,
    Annotation,
    AnnotationError,
    GoldEvent,
    GoldFigure,
    GoldQuote,
    GoldTime,
    pieces,
    place,
    read,
)
from evals.gate import below
from evals.measure import printed_figures
from evals.pages import Article, Case, misses, scores
from evals.pages import f1 as page_f1
from evals.pages import table as page_table
from evals.quad import macro_f1, quad_class
from evals.scores import count, figures
from evals.written import Case as Dated
from evals.written import misses as dated_wrongly
from evals.written import table as written_table

from kawat.pipeline import Annotated
from kawat.records import Actor, Event, Figure, Made, Period, Quote, Record, Report, Span, Time, Written

TEXT = "Anna Roe said on Friday that 40 ships had left. “We wait,” she said. Nobody else came."
MADE = Made("test", "1")
PATHS = sorted(REPORTS.glob("*.json"))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def annotated(*records: Record) -> Annotated:
    report = Report(id="r", report="r", at=(Span(0, len(TEXT)),), made=MADE, source="x", sha256="0" * 64)
    return Annotated(report, TEXT, records)


def quote(words: str, **given: object) -> Quote:
    return Quote(report="r", at=(span(words),), made=MADE, form="indirect", **given)  # type: ignore[arg-type]


def event(kind: str, words: str, **given: object) -> Event:
    at = span(words)
    return Event(report="r", at=(at,), made=MADE, type=kind, trigger=at, ontology="1", **given)  # type: ignore[arg-type]


GOLD = Annotation(
    doc="x.txt",
    language="en",
    quotes=[
        GoldQuote("indirect", ["40 ships had left"], "assert", speaker="Anna Roe", speaker_name="Anna Roe"),
        GoldQuote("direct", ["We wait"], "promise", speaker="she", speaker_name="Anna Roe"),
    ],
    events=[GoldEvent("RETREAT", "left", "happened", actor=["Anna Roe"], date=("2022-01-21", "2022-01-21"))],
    figures=[GoldFigure("40 ships", 40, 40)],
    times=[GoldTime("Friday", ("2022-01-21", "2022-01-21"))],
)
WEEK = Time(report="r", at=(span("Friday"),), made=MADE, timex="2022-W03", sort="date", grain="week")
ROE = Actor(id="anna-roe", report="r", at=(span("Anna Roe"),), made=MADE, name="Anna Roe", sort="person")


def test_all_that_is_annotated_found_is_a_perfect_score() -> None:
    day = Period("2022-01-21", "2022-01-21")
    found = figures(
        count(
            GOLD,
            annotated(
                ROE,
                quote("40 ships had left", speaker=span("Anna Roe"), speaker_actor="anna-roe", act="assert"),
                quote("We wait", speaker=span("she"), speaker_actor="anna-roe", act="promise"),
                event("RETREAT", "left", actors=("anna-roe",), when=day),
                Figure(report="r", at=(span("40"),), made=MADE, low=40, high=40, unit="count"),
                Time(
                    report="r",
                    at=(span("on Friday"),),
                    made=MADE,
                    value=day,
                    timex="2022-01-21",
                    sort="date",
                    grain="day",
                ),
            ),
        )
    )
    assert {name: value for name, value in found.items() if value != 1} == {
        "quote_mixed_recall": 0,
        "addressee": 0,
    }


@pytest.mark.parametrize(
    ("records", "name", "expected"),
    [
        ((), "quote_f", 0),
        # half of what is said is not what is said
        ((quote("40 ships"),), "quote_f", 0),
        ((quote("ships had left"),), "quote_f", 2 / 3),
        # what nobody said counts against what was
        ((quote("40 ships had left"), quote("Nobody else came")), "quote_f", 1 / 2),
        ((quote("40 ships had left", speaker=span("Nobody")),), "speaker_words", 0),
        ((quote("40 ships had left", speaker_actor="otto-brandel"),), "speaker", 0),
        ((quote("40 ships had left", act="deny"),), "act", 0),
        ((event("ASSAULT", "left", actors=("anna-roe",)),), "event_f", 0),
        ((event("RETREAT", "Nobody else came", actors=("anna-roe",)),), "event_f", 0),
        ((event("RETREAT", "left", actors=("otto-brandel",)),), "event_who", 0),
        ((event("RETREAT", "left", actors=("anna-roe",), recipients=("otto-brandel",)),), "event_whom", 0),
        ((event("RETREAT", "left", status="planned"),), "event_status", 0),
        ((event("RETREAT", "left"),), "event_when", 0),
        ((Figure(report="r", at=(span("40"),), made=MADE, low=40, high=50, unit="count"),), "figure_f", 0),
        (
            (Time(report="r", at=(span("Friday"),), made=MADE, timex="2022-W03", sort="date", grain="day"),),
            "time_f",
            0,
        ),
    ],
)
def test_what_is_wrong_or_missing_costs(records: tuple[Record, ...], name: str, expected: float) -> None:
    assert figures(count(GOLD, annotated(ROE, *records)))[name] == pytest.approx(expected)


def test_a_figure_below_its_floor_is_named() -> None:
    assert below({"en": {"quote_f": 0.5}}, {"en": {"quote_f": 0.6}}) == ["en quote_f: 0.500, floor 0.600"]
    assert below({"en": {"quote_f": 0.6}}, {"en": {"quote_f": 0.6}}) == []


def test_words_that_do_not_stand_in_the_report_are_refused() -> None:
    with pytest.raises(AnnotationError, match="'44 ships' does not stand in the report"):
        place(TEXT, "44 ships")
    with pytest.raises(AnnotationError, match="'said' does not stand in the report 3 times"):
        place(TEXT, "said", 3)


def test_there_are_twenty_reports_in_two_languages() -> None:
    languages = [read(path)[0].language for path in PATHS]
    assert len(languages) >= 20
    assert min(languages.count("id"), languages.count("en")) >= 10


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_annotation_fits_its_report(path: Path) -> None:
    annotation, text = read(path)
    for one in annotation.quotes:
        assert pieces(text, one)
        assert one.speaker is None or place(text, one.speaker)
    for item in (*annotation.figures, *annotation.times):
        assert place(text, item.text, item.nth)
    for time in annotation.times:
        assert time.value[0] <= time.value[1]


def test_figures_are_read_off_what_the_scorers_print() -> None:
    quotes = (
        "content strict F 0.573  content+speaker F 0.528  gold 9 found 8\nstrict recall {'direct': 0.8}\n"
    )
    assert printed_figures(quotes) == {
        "content strict F": "0.573",
        "content+speaker F": "0.528",
        "strict recall, direct": "0.8",
    }
    times = "found F 0.972  exact span F 0.841  value F1 0.879  gold 109 found 105"
    assert printed_figures(times) == {"found F": "0.972", "exact span F": "0.841", "value F1": "0.879"}


@pytest.mark.parametrize(
    ("cameo", "kind"), [("010", 0), ("024", 0), ("042", 1), ("0871", 2), ("112", 3), ("190", 4), ("1823", 4)]
)
def test_the_class_of_a_code_is_that_of_its_root(cameo: str, kind: int) -> None:
    assert quad_class(cameo) == kind


def test_macro_f1_counts_every_class_alike() -> None:
    assert macro_f1([(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]) == 1
    assert macro_f1([(0, 0), (0, 0), (0, 1)]) == pytest.approx((2 * 2 / 5 + 0) / 5)


EXPECTED = Article("Talks fail", "2022-01-21", frozenset({"Jane Roe", "John Doe"}), "They met. They left.")


def test_a_page_is_scored_by_title_day_authors_and_words() -> None:
    found = Article("Talks  fail", "2022-01-22", frozenset({"Jane Roe"}), "They met.")
    assert scores([(EXPECTED, EXPECTED)]) == (1, 1, 1, 1, 1)
    assert scores([(found, EXPECTED)]) == pytest.approx((1, 0, 0, 2 / 3, 2 / 3))
    assert scores([(found, EXPECTED), (EXPECTED, EXPECTED)])[1] == 0.5


def test_f1_counts_repetitions() -> None:
    assert page_f1("aab", "abb") == pytest.approx(2 / 3)
    assert page_f1("", "") == 1
    assert page_f1("a", "") == 0


def test_only_pages_at_even_places_are_shown() -> None:
    cases = [Case(name, EXPECTED, Article(), EXPECTED) for name in ("a.html.gz", "b.html.gz")]
    assert "| odd, 1 | Kawat | 0.000 |" in page_table(cases)
    shown = list(misses(cases))
    assert len(shown) == 3
    assert all("a.html.gz" in line for line in shown)


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        ("2022-01-21", "2022-01-21", "day"),
        ("2022-01-20", "2022-01-20", "day"),
        ("2022-01-21", "2022-01-22", "day"),
        ("2022-01-15", "2022-01-21", "week"),
        ("2022-01-14", "2022-01-21", "longer"),
        ("2022-01-13", "2022-01-19", "near"),
        ("2022-01-28", "2022-01-28", "near"),
        ("2022-01-29", "2022-02-21", "wrong"),
        ("2021-12-01", "2022-01-12", "wrong"),
    ],
)
def test_an_article_is_dated_rightly_by_the_day_it_was_seen_or_the_one_before(
    first: str, last: str, verdict: str
) -> None:
    assert Dated("a", date(2022, 1, 21), Written(first, last)).verdict == verdict


def test_only_articles_at_even_places_are_shown() -> None:
    wrong = Written("2021-01-01", "2021-01-02", ("an office",))
    cases = [Dated("a", date(2022, 1, 21), wrong), Dated("b", date(2022, 1, 21), wrong)]
    undated = Dated("c", date(2022, 1, 21), None)
    assert list(dated_wrongly(cases)) == ["wrong: a: 2021-01-01 to 2021-01-02\n    an office"]
    assert written_table([*cases, undated]).splitlines()[2].endswith("| 2 (66.7%) | 1 (33.3%) |")
