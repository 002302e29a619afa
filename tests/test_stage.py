"""The one interface: stages, the order they can stand in, and the text they work on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from kawat.errors import PipelineError
from kawat.language import Language
from kawat.records import Finding, Made, Name, Quote, Record, Report, Sentence, Span, Written
from kawat.stage import ReportText, Stage, check, stage

TEXT = "Menteri itu menolak. Ia pergi."


@stage(version="1", needs=[Report], makes=[Sentence])
def sentences(report: ReportText, language: Language) -> Iterator[Record]:
    """Cut the text into sentences."""
    yield Sentence(
        report=report.id, at=(Span(0, 20),), made=sentences.made("id/stop", 0.98765), language="id"
    )


def step(name: str, needs: Sequence[type[Record]], makes: Sequence[type[Record]]) -> Stage:
    return Stage(name, "1", tuple(needs), tuple(makes), sentences.run, "")


@pytest.fixture
def report() -> ReportText:
    made = Made("read", "1")
    return ReportText(
        Report(id="r", report="r", at=(Span(0, len(TEXT)),), made=made, source="a.txt", sha256="0"), TEXT
    )


def test_a_stage_is_its_function(report: ReportText, indonesian: Language) -> None:
    assert (sentences.name, sentences.version, sentences.doc) == (
        "sentences", "1", "Cut the text into sentences.",
    )  # fmt: skip
    (made,) = sentences(report, indonesian)
    assert made.made == Made("sentences", "1", "id/stop", 0.988)


def test_an_order_that_fits_passes() -> None:
    check([])
    check([step("sentences", [Report], [Sentence]), step("names", [Sentence], [Name])])


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        (
            [step("figures", [Sentence], []), step("sentences", [], [Sentence])],
            "stage 'figures' needs Sentence records, which nothing before it makes: "
            "move 'sentences' before it",
        ),
        (
            [step("quotes", [Name], [Quote])],
            "stage 'quotes' needs Name records, which nothing before it makes: add a stage that makes Name",
        ),
        (
            [step("names", [Name], [Name])],
            "stage 'names' needs Name records, which nothing before it makes: move 'names' before it",
        ),
        (
            [step("names", [], [Name]), step("names", [], [Name])],
            "stage 'names' stands twice: remove one of them",
        ),
    ],
    ids=["too late", "missing", "own", "twice"],
)
def test_an_order_that_does_not_fit_is_refused_with_what_to_do(stages: list[Stage], message: str) -> None:
    with pytest.raises(PipelineError) as caught:
        check(stages)
    assert str(caught.value) == message


def test_the_report_keeps_records_by_type_in_the_order_they_came(report: ReportText) -> None:
    made = Made("sentences", "1")
    second = Sentence(report="r", at=(Span(21, 30),), made=made, language="id")
    first = Sentence(report="r", at=(Span(0, 20),), made=made, language="id")
    report.add([second, first])
    report.add([Sentence(report="r", at=(Span(0, 20),), made=Made("other", "2"), language="id")])
    assert report[Sentence] == (second, first)
    assert report[Quote] == ()


def test_slice_is_the_evidence(report: ReportText) -> None:
    assert report.id == "r"
    assert report.slice(Span(12, 19)) == "menolak"
    assert [word.text for word in report.words.inside(Span(12, 30))] == ["menolak", "Ia", "pergi"]


def finding(field: Any, value: str | Written, score: float) -> Finding:
    return Finding(report="r", at=(Span(0, 7),), made=Made("x", "1", "", score), field=field, value=value)


def test_findings_come_surest_first(report: ReportText) -> None:
    unsure = finding("agency", "AFP", 0.4)
    sure = finding("agency", "Reuters", 0.9)
    report.add([unsure, sure, finding("title", "Judul", 1.0)])
    assert report.found("agency") == [sure, unsure]
    assert report.found("publisher") == []


def test_written_is_what_was_found_out_about_it(report: ReportText) -> None:
    assert report.written is None
    day = Written("2022-01-21", "2022-01-21")
    report.add([finding("written", "not a period", 1.0), finding("written", day, 0.8)])
    assert report.written == day
