"""What others write while reports are linked is not lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from crisis import Told, plain
from kawat.link import steps
from kawat.link.families import finding
from kawat.link.spread import HERE, Work
from kawat.link.steps import link
from kawat.link.work import Making, Reading
from kawat.records import Judgement, Quote, Saying
from kawat.store import Writer, open_store

T = TypeVar("T")
R = TypeVar("R")
WORDS = "the gates of the harbour stay open to every ship that comes in peace"


class Meanwhile:
    """Links here; when sayings have come through a step, somebody else writes."""

    def __init__(self, step: type, write: Callable[[], None]) -> None:
        self._step, self._write = step, write

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        yield from HERE.map(work, items)
        if isinstance(work, self._step) and work.joining.kind is Saying:  # type: ignore[attr-defined]
            self._write()


def said(source: str) -> Told:
    one = plain(f"Minister ({source}): “{WORDS}.”", source, day="2022-01-21")
    one.actor("Minister", "anna-blythe", sort="person", country="FRD")
    one.quote(WORDS, speaker_actor="anna-blythe", day="2022-01-21")
    return one


def added_anew(writer: Writer, one: Told) -> None:
    """No quote is found in it any more."""
    Told(one.report, one.text, []).add(writer)


def judged(writer: Writer, one: Told, other: Told) -> None:
    left, right = (told.records[-1].id for told in (one, other) if isinstance(told.records[-1], Quote))
    writer.judge(Judgement(left=left, right=right, verdict="different", by="ani", when="2022-02-01T10:00:00"))


@pytest.mark.parametrize("step", [Reading, Making])
@pytest.mark.parametrize(
    ("write", "reports"),
    [(lambda writer, one, other: added_anew(writer, other), [1]), (judged, [1, 1])],
    ids=["added anew", "judged"],
)
def test_what_is_written_meanwhile_is_linked_next(
    tmp_path: Path, step: type, write: Callable[[Writer, Told, Told], None], reports: list[int]
) -> None:
    path, both = tmp_path / "s.kawat", (said("one"), said("other"))

    def meanwhile() -> None:
        with open_store(path) as store, store.writer() as writer:
            write(writer, *both)

    with open_store(path, create=True) as store, store.writer() as writer:
        for one in both:
            one.add(writer)
        link(writer, containment=0.6, spread=Meanwhile(step, meanwhile))
        link(writer, containment=0.6)
        assert [saying.reports for saying in writer.each(Saying)] == reports
        assert writer.unjoined() == []


def copied(source: str) -> Told:
    text = f"The minister says that {WORDS}, and that whoever brings grain has nothing to fear ({source})."
    return plain(text, source, day="2022-01-21")


def emptied(one: Told) -> Told:
    """The same when all of it is found to be spam: it is a copy of nothing."""
    anew = Told(one.report, one.text, [])
    anew.zone(one.text, "spam")
    return anew


class Finding:
    """Links here; when families have come through a step for the first time, somebody else writes."""

    def __init__(self, step: type, write: Callable[[], None]) -> None:
        self._step, self._write = step, write
        self.wrote = False

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        yield from HERE.map(work, items)
        if isinstance(work, self._step) and not self.wrote:
            self.wrote = True
            self._write()


@pytest.mark.parametrize("step", [finding.Reading, finding.Comparing, finding.Gathering])
def test_a_report_that_is_added_anew_while_families_are_found_is_linked_anew(
    tmp_path: Path, step: type
) -> None:
    path, one, other = tmp_path / "s.kawat", copied("one"), copied("other")

    def meanwhile() -> None:
        with open_store(path) as store, store.writer() as writer:
            emptied(other).add(writer, "2")

    with open_store(path, create=True) as store, store.writer() as writer:
        for each in (one, other):
            each.add(writer)
        doing = Finding(step, meanwhile)
        link(writer, containment=0.6, spread=doing)
        assert doing.wrote
        assert writer.unlinked() == []
        assert list(writer.families()) == []


def test_what_is_judged_while_families_are_found_holds(tmp_path: Path) -> None:
    path, one, other = tmp_path / "s.kawat", copied("one"), copied("other")
    verdict = Judgement(
        left=one.id, right=other.id, verdict="different", by="ani", when="2022-02-01T10:00:00"
    )

    def meanwhile() -> None:
        with open_store(path) as store, store.writer() as writer:
            writer.judge(verdict)

    with open_store(path, create=True) as store, store.writer() as writer:
        for each in (one, other):
            each.add(writer)
        link(writer, containment=0.6, spread=Finding(finding.Gathering, meanwhile))
        assert list(writer.families()) == []


def test_reports_that_wait_for_the_next_round_are_linked_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, both = tmp_path / "s.kawat", [copied("one"), copied("other")]
    monkeypatch.setattr(steps, "ROUND", 1)
    with open_store(path, create=True) as store, store.writer() as writer:
        for each in both:
            each.add(writer)
        link(writer, containment=0.6)
        assert [family.reports for family in writer.families()] == [tuple(sorted(one.id for one in both))]
        both[0].add(writer, "2")
        emptied(both[1]).add(writer, "2")
        link(writer, containment=0.6)
        assert list(writer.families()) == []


@pytest.mark.parametrize(("many", "weeks"), [(1, [("2022-W03",)]), (2, [])])
def test_weeks_of_many_are_packed_before_the_writer_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, weeks: list[tuple[str]]
) -> None:
    monkeypatch.setattr(steps, "_MANY", many)
    one = plain("Ardens troops left the harbour.", "a.txt", day="2022-01-21")
    one.event("left", "RETREAT", actors=("ARD",), day="2022-01-21")
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as writer:
        one.add(writer)
        link(writer, containment=0.5)
        with closing(sqlite3.connect(tmp_path / "test.kawat")) as connection:
            assert connection.execute("SELECT week FROM week_sheet").fetchall() == weeks
    with closing(sqlite3.connect(tmp_path / "test.kawat")) as connection:
        assert connection.execute("SELECT week FROM week_sheet").fetchall() == [("2022-W03",)]
