"""A store in another is the same, whichever of them is a file and which a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands import kawat, refused
from crisis import talks, told
from kawat.errors import StoreError
from kawat.records import Report
from kawat.store import Store, copying, open_store
from kawat.store.connection import Connection, WritableConnection
from kawat.store.copying import KEYS, copy_store


def everything(store: Store) -> list[object]:
    with store.view() as view:
        texts = [view.text(report.id) for report in view.each(Report)]
        return [*view.all(), *texts, view.counts(), *view.weeks(), *view.tallies("actor").items()]


@pytest.fixture
def other(tmp_path: Path) -> str:
    return str(tmp_path / "other.kawat")


def test_every_table_is_copied(tmp_path: Path) -> None:
    open_store(tmp_path / "new.kawat", create=True).close()
    with closing(sqlite3.connect(tmp_path / "new.kawat")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    # each store has its own name
    assert {name for (name,) in tables if "_words" not in name} - {"meta"} == set(KEYS)


def test_there_and_back(sample_store: Path, in_postgres: str, other: str) -> None:
    with open_store(sample_store) as file, open_store(in_postgres) as database:
        copied = copy_store(file, database)
        assert all(one.was == one.now for one in copied)
        rows = {one.table: one.was.rows for one in copied}
        assert all(
            rows[table] for table in ("report", "text", "quote", "part", "tie", "site_line", "meaning")
        )
        assert everything(database) == everything(file)
        with open_store(other, create=True) as back:
            assert copy_store(database, back) == copied
            assert everything(back) == everything(file)
            with back.view() as view:
                assert view.search("Kremlin").count == _found(database)


def _found(store: Store) -> object:
    with store.view() as view:
        count = view.search("Kremlin").count
    assert count.raw
    return count


def test_what_is_added_to_a_copy_gets_numbers_of_its_own(store: Store, other: str) -> None:
    with open_store(other, create=True) as source:
        with source.writer() as writer:
            talks().add(writer)
            told("a\0b \ufdd2", "nul.txt", title="\ufdd2\ufdd3").add(writer)
        assert all(one.was == one.now for one in copy_store(source, store))
        assert everything(store) == everything(source)
    with store.writer() as writer:
        talks("2.txt").add(writer)
    with store.view() as view:
        assert view.counts()["quote"] == view.counts()["failure"] == 2
        assert view.search("Geneva").count.raw == view.actors()[0].count.raw == 2


def test_a_store_with_anything_in_it_is_not_filled(store: Store, other: str) -> None:
    with store.writer() as writer:
        talks().add(writer)
    with open_store(other, create=True) as full, full.writer() as writer:
        talks("2.txt").add(writer)
        with pytest.raises(StoreError, match="there is something in it already: name a new store"):
            copy_store(store, full)
        assert writer.counts()["report"] == 1


def test_the_command_says_what_it_copied(address: str, other: str) -> None:
    with open_store(address) as store, store.writer() as writer:
        talks().add(writer)
    done = kawat("copy", address, other)
    assert done.stdout.startswith("1 reports, ")
    assert "the copy is the same (digest " in done.stdout
    assert "other.kawat: there is something in it already" in refused("copy", address, other)


def test_a_copy_that_differs_is_told(address: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(address) as store, store.writer() as writer:
        talks().add(writer)
    put = copying._put

    def spoiled(
        table: str, reading: Connection, writing: WritableConnection, step: copying.Step
    ) -> copying.Sum:
        summed = put(table, reading, writing, step)
        if table == "text":
            writing.execute("UPDATE text SET title = 'Talks'")
        return summed

    monkeypatch.setattr(copying, "_put", spoiled)
    told = kawat("copy", address, other, status=1).stderr
    assert "text: 1 rows, digest " in told
    assert "the copy differs in 1 tables: make it anew" in told
