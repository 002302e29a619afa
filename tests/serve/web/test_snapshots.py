"""Views are lent one after the other, counted, and let go when they are of no use any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import cast

import pytest

from kawat.errors import NotFound, StoreError
from kawat.serve.web import snapshots as snapshots_module
from kawat.serve.web.snapshots import FRESH_SECONDS, KEPT, Snapshots
from kawat.store import Store, open_store


def test_views_that_are_open_are_counted(store: Path) -> None:
    with open_store(store) as opened:
        snapshots = Snapshots(opened)
        with snapshots.lend(None, 10), snapshots.lend("2022-02-01", 10):
            assert snapshots.open() == 2
        assert snapshots.open() == 2
        with snapshots.lend(None, 10):
            assert snapshots.open() == 2
        for number in range(2 * KEPT):
            with snapshots.lend(f"2022-02-0{number + 1}", 10):
                pass
        assert snapshots.open() == KEPT
        snapshots.close()
        assert snapshots.open() == 0


def test_a_question_that_finds_nothing_leaves_its_view_as_it_was(store: Path) -> None:
    with open_store(store) as opened:
        snapshots = Snapshots(opened)
        with pytest.raises(NotFound), snapshots.lend(None, 10) as (view, _):
            view.record("zzz")
        assert snapshots.open() == 1
        snapshots.close()


def test_a_store_that_goes_away_after_the_answer_takes_nothing_back(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(store) as opened:
        snapshots = Snapshots(opened)
        with snapshots.lend(None, 10) as (view, _):
            answered = view.counts()
            told = type(view).bound

            def gone(self: object, seconds: float | None) -> None:
                if seconds is None:
                    raise sqlite3.OperationalError("it is gone")
                told(self, seconds)  # type: ignore[arg-type]

            monkeypatch.setattr(type(view), "bound", gone)
        assert answered["report"] == 5
        assert snapshots.open() == 0
        with pytest.raises(StoreError), snapshots.lend(None, 10):
            raise sqlite3.OperationalError("it is gone while it is asked")
        assert snapshots.open() == 0
        snapshots.close()


def named_by(version: Callable[[], str]) -> Callable[[], AbstractContextManager[Callable[[], str]]]:
    """A store's `changes` that ask this function."""
    return lambda: nullcontext(version)


def test_while_the_store_is_asked_for_its_version_views_are_given_back(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answered = Event(), Event()

    def version() -> str:
        asked.set()
        assert answered.wait(10)
        return "1"

    with open_store(store) as opened:
        monkeypatch.setattr(opened, "changes", named_by(version))
        snapshots = Snapshots(opened)
        asking = Thread(target=snapshots.version)
        looking = Thread(target=snapshots.open)
        asking.start()
        assert asked.wait(10)
        looking.start()
        looking.join(5)
        waited = looking.is_alive()
        answered.set()
        asking.join()
        looking.join()
        assert not waited
        snapshots.close()


def test_a_slow_look_does_not_undo_a_later_one(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, answered = Event(), Event()

    def version() -> str:
        if first.is_set():
            return "new"
        first.set()
        assert answered.wait(10)
        return "old"

    with open_store(store) as opened:
        monkeypatch.setattr(opened, "changes", named_by(version))
        snapshots = Snapshots(opened)
        asking = Thread(target=snapshots.version)
        asking.start()
        assert first.wait(10)
        snapshots.look()
        assert snapshots.version() == "new"
        answered.set()
        asking.join()
        assert snapshots.version() == "new"
        snapshots.close()


def test_a_store_that_goes_on_changing_is_looked_at_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(snapshots_module, "monotonic", lambda: now[0])
    versions: Iterator[str] = map(str, count())

    class Busy:
        @contextmanager
        def changes(self) -> Iterator[Callable[[], str]]:
            yield lambda: next(versions)

    snapshots = Snapshots(cast(Store, Busy()))
    # a change after quiet is seen at once, so is the next one; then it is known that there will be more
    assert [snapshots.version() for _ in range(4)] == ["0", "1", "1", "1"]
    snapshots.look()
    assert snapshots.version() == "2"
    now[0] += FRESH_SECONDS
    assert [snapshots.version() for _ in range(3)] == ["3", "4", "4"]
