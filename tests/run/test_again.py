"""Reading again: from the bytes that were kept, with the readers of today, without file or network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kawat import Pipeline, load_settings, open_pipeline, open_store, read_documents
from kawat.read.html import Page
from kawat.records import Report
from kawat.run.add import add
from kawat.run.again import again
from kawat.store import Writer
from websites import PARAGRAPHS, Answer, Site, article

TITLE = "Fiji warns Iceland over fleet"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    settings, _ = load_settings({"allow_private": True, "delay_seconds": 0})
    return open_pipeline(settings)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as writer:
        yield writer


@pytest.fixture
def filled(writer: Writer, pipeline: Pipeline, site: Site, tmp_path: Path) -> Writer:
    """A store with a report of every kind of input; the inputs are gone."""
    site.pages["/a"] = Answer(article(TITLE, head='<meta charset="utf-8">'), "text/html; charset=utf-8")
    content = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    files = {
        "page.html": article("Talks in Nairobi end early"),
        "text.txt": b"Fiji warns Iceland.\r\n\r\nThe fleet stays, Otto Brandel said on Friday.",
        "old.txt": "Iceland sends a patrol ship. “Nobody is threatened,” Brandel said.".encode("utf-16"),
        "lines.jsonl": msgspec.json.encode({"id": 1, "html": content, "title": "Told", "date": "2022-01-21"}),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files] + [site.url("/a")]
    outcomes = [done.outcome for done in add(read_documents(paths, pipeline.settings), pipeline, writer)]
    assert outcomes == ["added"] * 5
    for name in files:
        (tmp_path / name).unlink()
    site.pages.clear()
    site.asked.clear()
    return writer


def everything(writer: Writer) -> list[object]:
    return sorted(writer.all(), key=str)


def test_nothing_changes_when_nothing_has(filled: Writer, pipeline: Pipeline, site: Site) -> None:
    before = everything(filled)
    assert [done.outcome for done in again(pipeline, filled)] == ["same"] * 5
    assert everything(filled) == before
    assert site.asked == []


def test_new_stages_make_the_same_reports_anew(filled: Writer, pipeline: Pipeline) -> None:
    before = everything(filled)
    older = Pipeline(pipeline.settings, pipeline.languages, pipeline.stages[:-1])
    assert [done.outcome for done in again(older, filled)] == ["added"] * 5
    assert everything(filled) != before
    assert [done.outcome for done in again(pipeline, filled)] == ["added"] * 5
    assert everything(filled) == before


def test_a_better_reader_of_pages_changes_texts_but_no_ids(
    filled: Writer, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kawat.read import source

    def better(data: bytes, charset: str | None = None) -> Page:
        found = page(data, charset)
        return Page(f"{found.text}\n\nOne more line that was missed.", found.known)

    page = source.page
    ids = {report.id for report in filled.each(Report)}
    monkeypatch.setattr(source, "page", better)
    outcomes = [done.outcome for done in again(pipeline, filled)]
    assert sorted(outcomes) == ["added"] * 3 + ["same"] * 2
    assert {report.id for report in filled.each(Report)} == ids
    texts = [filled.text(id) for id in ids]
    assert sum(text.endswith("that was missed.") for text in texts) == 3
    for report in filled.each(Report):
        assert report.at[0].end == len(filled.text(report.id))


def test_a_page_that_has_no_article_any_more_keeps_its_report(
    filled: Writer, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kawat.errors import ReadError
    from kawat.read import source

    def worse(data: bytes, charset: str | None = None) -> Page:
        raise ReadError("no article found in this page")

    before = everything(filled)
    monkeypatch.setattr(source, "page", worse)
    failed = [done for done in again(pipeline, filled) if done.outcome == "failed"]
    assert len(failed) == 3
    assert all("no article found" in done.failures[0].error for done in failed)
    assert everything(filled) == before


def test_a_report_that_does_not_say_how_it_was_read_keeps_its_text(
    filled: Writer, pipeline: Pipeline
) -> None:
    for report in list(filled.each(Report)):
        filled.add(report, filled.text(report.id), [], original=filled.original(report.id))
    texts = {report.id: filled.text(report.id) for report in filled.each(Report)}
    told = said(filled)
    assert [done.outcome for done in again(pipeline, filled)] == ["added"] * 5
    assert {report.id: filled.text(report.id) for report in filled.each(Report)} == texts
    assert said(filled) == told


def said(writer: Writer) -> set[tuple[str | None, ...]]:
    return {(report.id, report.title, report.given_date, report.url) for report in writer.each(Report)}


def test_an_empty_store_has_nothing_to_read(writer: Writer, pipeline: Pipeline) -> None:
    assert list(again(pipeline, writer)) == []
