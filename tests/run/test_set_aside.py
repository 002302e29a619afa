"""A report that kills workers: it is kept with why, is tried again, and takes nothing from what was there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import freedonia
from crisis import plain
from kawat import Pipeline, Zone, load_settings, open_pipeline, open_store
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.link.spread import R, T, Work
from kawat.read.source import read
from kawat.run.add import add, link_new
from kawat.run.base import AHEAD, LIVES, Lost, Ready
from kawat.run.here import Here
from kawat.store import Writer


class Losing(Here):
    """A runner whose workers die on everything."""

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        for item in items:
            yield item.answer if isinstance(item, Ready) else Lost("its process was ended by SIGKILL", lives)


class LosingReports(Losing):
    """A runner whose workers die on reports, but not on steps of linking."""

    def beside(self, *, on_disk: bool) -> Here:
        return Here()


@pytest.fixture
def pipeline() -> Pipeline:
    whole = open_pipeline(load_settings(environment={})[0])
    return Pipeline(whole.settings, whole.languages, (paragraphs, wrapper))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as opened:
        yield opened


def test_it_is_kept_with_why_and_tried_again(pipeline: Pipeline, writer: Writer, tmp_path: Path) -> None:
    brief = str(freedonia.write(tmp_path / "reports") / "brief.txt")
    (done,) = add(read([brief], pipeline.settings), pipeline, writer, runner=Losing())
    assert done.outcome == "added"
    (failure,) = writer.failures()
    assert (failure.stage, done.failures) == ("run", (failure,))
    assert "2 workers died on it" in failure.error
    assert "SIGKILL" in failure.error
    assert writer.text(failure.report) == freedonia.BRIEF
    assert not writer.records(Zone, report=failure.report)
    (done,) = add(read([brief], pipeline.settings), pipeline, writer)
    assert (done.outcome, done.failures, list(writer.failures())) == ("added", (), [])
    assert writer.records(Zone, report=failure.report)


def test_what_was_there_stays(pipeline: Pipeline, writer: Writer, tmp_path: Path) -> None:
    brief = str(freedonia.write(tmp_path / "reports") / "brief.txt")
    (*_,) = add(read([brief], pipeline.settings), pipeline, writer)
    before = list(writer.all())
    (done,) = add(read([brief], pipeline.settings, "2022-02-03"), pipeline, writer, runner=Losing())
    assert done.outcome == "failed"
    assert list(writer.all()) == before
    (done,) = add(read([brief], pipeline.settings, "2022-02-03"), pipeline, writer)
    assert done.outcome == "added"


def test_a_report_that_kills_workers_when_it_is_read_again_keeps_its_day_and_is_tried_again(
    pipeline: Pipeline, writer: Writer
) -> None:
    story = " ".join(f"kata{number}" for number in range(60))
    plain(f"{story} one", "one", day="2022-01-21").add(writer)
    copy = plain(f"{story} other", "other", day="2022-03-21").add(writer)
    link_new(pipeline, writer, LosingReports())
    assert (writer.is_lent(copy.id), writer.unjoined()) == (False, [copy.id])
    link_new(pipeline, writer)
    assert (writer.is_lent(copy.id), writer.unjoined()) == (True, [])
