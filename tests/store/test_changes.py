"""A store says when it has changed, and a question ends when its time is over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crisis import plain, talks
from kawat.errors import QueryError, StoreError, TooLong
from kawat.records import Happening, Report
from kawat.store import Filter, Store, open_store


def test_another_name_once_anything_is_written(store: Store) -> None:
    with store.changes() as name:
        first = name()
        assert name() == first
        with store.view() as view:
            view.counts()
        assert name() == first
        with store.writer() as writer:
            talks().add(writer)
            assert name() != first
        second = name()
        assert second != first
        assert name() == second


def test_the_same_name_for_the_same_store_tomorrow(store: Store) -> None:
    with store.writer() as writer:
        talks().add(writer)
    names = []
    for _ in range(2):
        with store.changes() as name:
            names.append(name())
    assert names[0] == names[1]


def test_whoever_looks_says_the_same_of_the_same_and_never_of_another(store: Store) -> None:
    with store.changes() as one, store.changes() as other, store.writer() as writer:
        first = one(), other()
        plain("One.", "1.txt").add(writer)
        second = one()
        plain("Two.", "2.txt").add(writer)
        assert len({*first, second, one(), other()}) == 3
        assert one() == other()


def test_who_may_not_write_beside_a_file_sees_what_others_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.kawat"
    with open_store(path, create=True) as store:
        monkeypatch.setattr("kawat.store.sqlite._reading_mode", _as_who_may_only_read)
        with store.changes() as name:
            first = name()
            with store.writer() as writer:
                talks().add(writer)
                assert name() != first
            with store.changes() as anew:
                assert name() == anew()


def _as_who_may_only_read(path: Path) -> str:
    return "ro" if Path(f"{path}-wal").exists() else "ro&immutable=1"


def test_another_file_in_its_place_is_another_store(tmp_path: Path) -> None:
    path, other = tmp_path / "one.kawat", tmp_path / "other.kawat"
    for one in (path, other):
        open_store(one, create=True)
    with open_store(path) as store, store.changes() as name:
        first = name()
        path.unlink()
        with pytest.raises(StoreError, match="it is gone"):
            name()
        shutil.move(other, path)
        assert name() != first


def test_a_question_ends_with_its_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawat.store.sqlite_connection._STEPS", 1)
    with store.writer() as writer:
        talks().add(writer)
    with pytest.raises(TooLong, match="ask for less"):
        hurried(store)
    with store.view() as view:
        view.bound(0)
        view.bound(None)
        assert view.counts()["report"] == 1
        view.bound(60)
        assert view.counts()["report"] == 1


def hurried(store: Store) -> None:
    with store.view() as view:
        view.bound(0)
        view.counts()


def test_the_last_day_is_that_of_what_may_be_seen(store: Store) -> None:
    with store.view() as view:
        assert view.last_day() is None
    with store.writer() as writer:
        for day in ("2022-01-21", "2022-03-05", None):
            plain(f"Of {day}.", f"{day}.txt", day=day).add(writer)
    for as_of, last in ((None, "2022-03-05"), ("2022-02-01", "2022-01-21"), ("2021-01-01", None)):
        with store.view(as_of) as view:
            assert view.last_day() == last


def test_only_what_has_places_may_be_asked_for_some(store: Store) -> None:
    with store.view() as view:
        assert view.listing(Happening, Filter(placed=True)).records == ()
        with pytest.raises(QueryError, match="cannot be filtered by 'placed'"):
            view.listing(Report, Filter(placed=True))
