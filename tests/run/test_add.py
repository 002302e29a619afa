"""The runner in this process: what became of each source, and what a second run has left to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest

import freedonia
from kawat import Document, Failure, Family, Pipeline, Quote, Report, load_settings, open_pipeline
from kawat.read.document import refusal
from kawat.read.source import read
from kawat.run import add as adding
from kawat.run.add import Done, add
from kawat.run.annotating import annotate
from kawat.stage import ReportText, stage
from kawat.store import Writer, open_store

REFUSED = refusal("lost.txt", "there is no such file")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return open_pipeline(load_settings(environment={})[0])


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return freedonia.write(tmp_path / "reports")


def documents(pipeline: Pipeline, *paths: Path, date: str | None = None) -> list[Document | Failure]:
    return list(read([str(path) for path in paths], pipeline.settings, date))


def outcomes(done: Iterator[Done]) -> list[tuple[str, str]]:
    return [(Path(one.source).name, one.outcome) for one in done]


def families(writer: Writer) -> list[Family]:
    return list(writer.families())


def test_annotate_lets_failures_pass(pipeline: Pipeline, folder: Path) -> None:
    first, last = annotate([REFUSED, *documents(pipeline, folder / "brief.txt")], pipeline)
    assert first is REFUSED
    assert not isinstance(last, Failure)
    assert any(isinstance(record, Quote) for record in last.records)


def test_annotate_does_not_read_ahead(pipeline: Pipeline, folder: Path) -> None:
    taken = []

    def taking() -> Iterator[Document | Failure]:
        for one in documents(pipeline, folder):
            taken.append(one)
            yield one

    next(annotate(taking(), pipeline))
    assert len(taken) == 1


def test_each_source_has_its_outcome(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    brief, page = documents(pipeline, folder / "brief.txt", folder / "page.html")
    assert outcomes(add([brief, REFUSED, page, brief], pipeline, writer)) == [
        ("brief.txt", "added"),
        ("lost.txt", "failed"),
        ("page.html", "added"),
        ("brief.txt", "same"),
    ]
    assert writer.counts()["report"] == 2


def test_a_source_that_failed_says_why(pipeline: Pipeline, writer: Writer) -> None:
    assert list(add([REFUSED], pipeline, writer)) == [Done("lost.txt", "failed", (REFUSED,))]


def test_a_report_in_which_a_stage_failed_is_added_with_why(
    pipeline: Pipeline, writer: Writer, folder: Path
) -> None:
    @stage(version="1", needs=[], makes=[])
    def broken(report: ReportText, language: object):  # type: ignore[no-untyped-def]
        """Fails."""
        raise KeyError("thirteen")
        yield

    lacking = Pipeline(pipeline.settings, pipeline.languages, (*pipeline.stages, broken))
    (done,) = add(documents(pipeline, folder / "brief.txt"), lacking, writer)
    assert done.outcome == "added"
    assert [failure.stage for failure in done.failures] == ["broken"]
    assert list(writer.failures()) == list(done.failures)
    # the stages are others now, so that it is done again; the failure goes
    (done,) = add(documents(pipeline, folder / "brief.txt"), pipeline, writer)
    assert (done.outcome, done.failures) == ("added", ())
    assert list(writer.failures()) == []
    assert writer.counts()["report"] == 1


def test_a_second_run_has_nothing_to_do(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    assert {outcome for _, outcome in outcomes(add(documents(pipeline, folder), pipeline, writer))} == {
        "added"
    }
    before = list(writer.all())
    assert {outcome for _, outcome in outcomes(add(documents(pipeline, folder), pipeline, writer))} == {
        "same"
    }
    assert list(writer.all()) == before


def test_another_given_date_annotates_anew(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    brief = folder / "brief.txt"
    for date, outcome in (
        ("2022-01-27", "added"),
        ("2022-01-27", "same"),
        ("2022-02-03", "added"),
        (None, "added"),
    ):
        assert outcomes(add(documents(pipeline, brief, date=date), pipeline, writer)) == [
            ("brief.txt", outcome)
        ]
        (report,) = writer.each(Report)
        assert report.given_date == date
    said = [quote.id for quote in writer.each(Quote)]
    assert len(said) == len(set(said)) > 0


def test_another_given_date_moves_relative_days(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    days = []
    for date in ("2022-01-27", "2022-02-03"):
        list(add(documents(pipeline, folder / "brief.txt", date=date), pipeline, writer))
        days.append({quote.said for quote in writer.each(Quote) if quote.said})
    assert days[0] != days[1]


def test_a_report_annotated_anew_stays_in_its_family(
    pipeline: Pipeline, writer: Writer, folder: Path
) -> None:
    both = [folder / "wire.txt", folder / "copy.txt"]
    list(add(documents(pipeline, *both), pipeline, writer))
    list(add(documents(pipeline, both[1], date="2022-01-23"), pipeline, writer))
    (family,) = families(writer)
    assert len(family.reports) == 2
    assert not writer.unlinked()


def test_what_an_interrupted_run_left_is_linked_by_the_next(
    pipeline: Pipeline, writer: Writer, folder: Path
) -> None:
    wire, copy = documents(pipeline, folder / "wire.txt", folder / "copy.txt")
    list(islice(add([wire, copy], pipeline, writer), 2))
    assert len(writer.unlinked()) == 2
    assert families(writer) == []
    assert outcomes(add([wire, copy], pipeline, writer)) == [("wire.txt", "same"), ("copy.txt", "same")]
    assert writer.unlinked() == []
    assert len(families(writer)) == 1


def test_a_run_without_sources_links_what_was_left(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    next(add(documents(pipeline, folder / "wire.txt"), pipeline, writer))
    assert list(add([], pipeline, writer)) == []
    assert writer.unlinked() == []


def test_a_long_run_links_as_it_goes(
    pipeline: Pipeline, writer: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_LINK_EVERY", 2)
    left = []
    for _ in add(documents(pipeline, folder), pipeline, writer):
        left.append(len(writer.unlinked()))
    assert left == [1, 0, 1, 0, 1]
    assert len(families(writer)) == 1


def test_the_order_of_sources_does_not_matter(pipeline: Pipeline, folder: Path, tmp_path: Path) -> None:
    found = []
    for name, step in (("forwards", 1), ("backwards", -1)):
        with open_store(tmp_path / name, create=True) as store, store.writer() as writer:
            list(add(documents(pipeline, folder)[::step], pipeline, writer))
            found.append(sorted(map(str, writer.all())))
    assert found[0] == found[1]


def test_done_holds_nothing_of_the_report(pipeline: Pipeline, writer: Writer, folder: Path) -> None:
    """A run over millions of reports may keep what became of each."""
    for done in add(documents(pipeline, folder), pipeline, writer):
        assert len(msgspec.json.encode(done)) < len(done.source) + 100
