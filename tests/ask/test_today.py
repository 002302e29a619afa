"""What there is to know on a day, of the sample: all of it of these days, and as it was known then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.ask.today import NEW_DAYS, today
from kawat.records import Period, Report
from kawat.store import Count, Filter, Store, open_store


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    with open_store(sample_store) as opened:
        yield opened


def test_an_empty_store_has_no_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.kawat", create=True) as store, store.view() as view:
        assert today(view).day is None
        assert today(view).count == Count(0, 0)
    with open_store(tmp_path / "empty.kawat") as store, store.view("2022-02-01") as view:
        assert today(view).day == "2022-02-01"
        assert today(view).happened == ()


@pytest.mark.parametrize("as_of", [None, "2022-01-28", "2022-02-05"])
def test_what_is_new_is_of_these_days(store: Store, as_of: str | None) -> None:
    with store.view(as_of) as view:
        found = today(view)
        assert found.day == (as_of or view.last_day())
        assert found.since is not None
        assert found.day is not None
        new = Period(found.since, found.day)
        assert found.count == view.count(Report, Filter(since=new.first, until=new.last))
        for line in found.happened:
            assert line.record.when is not None
            assert line.record.when.meets(new)
            assert not line.record.historical
        for saying in found.said:
            assert saying.record.said is not None
            assert saying.record.said.meets(new)
        told = [line.count.independent for line in found.happened]
        assert told == sorted(told, reverse=True)


@pytest.mark.parametrize("as_of", ["2022-01-28", "2022-02-05", "2022-02-20"])
def test_what_is_due_is_ahead_and_what_has_passed_behind(store: Store, as_of: str) -> None:
    with store.view(as_of) as view:
        found = today(view, since="2021-01-01", limit=1000)
        for line in found.due:
            assert line.record.due is not None
            assert line.record.due.last >= as_of
        for line in found.passed:
            assert line.record.due is not None
            assert line.record.due.last < as_of
            assert line.record.outcome not in ("met", "broken", "overtaken")
        for line in found.decided:
            days = [proof.day or "" for proof in line.record.outcome_evidence]
            assert max(days) <= as_of
        assert all(not line.record.moves for line in found.disagree)
        assert all(line.record.moves for line in found.moved)


def test_no_part_is_longer_than_asked(store: Store) -> None:
    with store.view() as view:
        found = today(view, since="2021-01-01", limit=2)
        for part in (found.stories, found.happened, found.said, found.due, found.disagree, found.decided):
            assert len(part) <= 2
        assert len(found.happened) == len(found.said) == 2


def test_a_week_is_new(store: Store) -> None:
    with store.view("2022-02-08") as view:
        assert today(view).since == "2022-02-02"
    assert NEW_DAYS == 7
