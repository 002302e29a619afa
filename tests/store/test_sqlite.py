"""What is particular to the store in one SQLite file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crisis import Told, talks, told
from kawat.errors import StoreError
from kawat.records import encode
from kawat.store import Count, Meaning, open_store
from kawat.store import sqlite as sqlite_store
from kawat.store.sql_store import migrations
from kawat.store.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as writer:
        talks().add(writer)
    return tmp_path / "test.kawat"


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


def test_no_such_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such store: 'kawat add"):
        open_store(tmp_path / "none.kawat")
    assert not (tmp_path / "none.kawat").exists()


def test_unknown_address() -> None:
    with pytest.raises(StoreError, match="no store of this kind is known"):
        open_store("mysql://host/base")


def test_opening_again_keeps_everything(path: Path) -> None:
    for create in (True, False):
        with open_store(str(path), create=create) as store, store.view() as view:
            assert view.counts()["report"] == 1


def test_a_copy_that_sqlite_made_is_written_to_while_others_read(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.kawat"
    change(path, f"VACUUM INTO '{copy}'")
    with open_store(copy) as store, store.writer() as writer, store.view() as view:
        assert view.counts()["report"] == 1
        told("2.txt", "Another report.").add(writer)
        assert (view.counts()["report"], writer.counts()["report"]) == (1, 2)


def test_who_writes_when_a_newer_kawat_changes_the_tables_stops(path: Path) -> None:
    def write() -> None:
        with open_store(path) as store, store.writer() as writer:
            change(path, "PRAGMA user_version = 99")
            talks("2.txt").add(writer)

    with pytest.raises(StoreError, match="a newer Kawat has changed its tables meanwhile"):
        write()
    change(path, f"PRAGMA user_version = {max(migrations('sqlite'))}")
    with open_store(path) as store, store.view() as view:
        assert view.counts()["report"] == 1


def test_newer_store_is_refused(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer Kawat \(schema 99, .*pip install --upgrade kawat"):
        open_store(path)


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_store_is_refused(tmp_path: Path, create: bool) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("Moskow membantah. " * 100)
    change(other, "CREATE TABLE report (id TEXT)")
    before = other.read_bytes()
    for path in (text, other):
        with pytest.raises(StoreError, match="this file is no store of Kawat"):
            open_store(path, create=create)
    assert other.read_bytes() == before
    assert text.read_text() == "Moskow membantah. " * 100


def test_damaged_file(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError, match="the file is damaged: restore a copy"):
        open_store(path)


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened: check that folder"):
        open_store(tmp_path / "none" / "test.kawat", create=True)


def test_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {
        **migrations("sqlite"),
        98: "CREATE TABLE one (a);\nCREATE TABLE two (b);\n",
        99: "DROP TABLE two;\n",
    }
    monkeypatch.setattr(sqlite_store, "migrations", lambda kind: steps)
    with open_store(path) as store, store.view() as view:
        assert view.counts()["report"] == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "one" in tables
    assert "two" not in tables


def test_the_steps_of_a_schema_are_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        # as often as a load balancer asks, no file is read for it
        monkeypatch.setattr(Path, "read_text", lambda self, **how: pytest.fail(f"{self} was read again"))
        store.check()


def test_a_newer_schema_that_came_while_it_waited_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore, "_is_newest", lambda store: False)
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Kawat"):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)


def test_failed_migration_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {**migrations("sqlite"), 98: "CREATE TABLE one (a);\n", 99: "DROP TABLE unknown;\n"}
    with monkeypatch.context() as patch:
        patch.setattr(sqlite_store, "migrations", lambda kind: steps)
        with pytest.raises(StoreError, match="no such table: unknown"):
            open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "one" not in names
    with open_store(path) as store, store.view() as view:
        assert view.counts()["report"] == 1


@pytest.fixture
def small_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes connections of stores refuse to grow beyond so many pages."""
    connect = sqlite_store.SqliteStore._connect

    def limit(pages: int) -> None:
        def limited(self: sqlite_store.SqliteStore, mode: str) -> sqlite3.Connection:
            connection = connect(self, mode)
            connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        monkeypatch.setattr(sqlite_store.SqliteStore, "_connect", limited)

    return limit


def test_full_disk(path: Path, small_disk: Callable[[int], None]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    small_disk(pages + 1)
    large = told("Satu " * 20_000, "large.txt")
    with open_store(path) as store, store.writer() as writer:
        with pytest.raises(StoreError, match="the disk is full: make room and repeat the command"):
            large.add(writer)
        assert writer.counts()["report"] == 1
    small_disk(1_000_000)
    with open_store(path) as store, store.writer() as writer:
        large.add(writer)
        assert writer.counts()["report"] == 2


def test_second_writer_waits_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "PATIENCE_SECONDS", 0.01)
    with open_store(path) as store, store.writer() as first, store.writer() as second:
        with first.transaction(), pytest.raises(StoreError, match="another command is writing"):
            talks("2.txt").add(second)
        talks("2.txt").add(second)
        assert first.counts()["report"] == 2


def test_a_view_cannot_write(path: Path) -> None:
    with open_store(path) as store, store.view() as view:
        connection = view._connection  # type: ignore[attr-defined]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM report")


def test_reading_where_nothing_may_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with open_store(path) as store, store.view() as view:
        assert view.search("Geneva").count == Count(1, 1)
    assert [file.name for file in path.parent.iterdir()] == ["test.kawat"]


def test_one_file_when_nobody_writes(path: Path) -> None:
    with open_store(path) as store, store.view() as view:
        assert view.counts()["report"] == 1
    assert [file.name for file in path.parent.iterdir()] == ["test.kawat"]
    copy = shutil.copy(path, path.with_name("copy.kawat"))
    with open_store(copy) as store, store.view() as view:
        assert view.counts()["report"] == 1


@contextmanager
def as_of_version(last: int, path: Path) -> Iterator[None]:
    """A new store as it was made when that migration was the last one."""
    with pytest.MonkeyPatch.context() as patch:
        first = {number: step for number, step in migrations("sqlite").items() if number <= last}
        patch.setattr(sqlite_store, "migrations", lambda kind: first)
        open_store(path, create=True).close()
        yield


def put_linked(connection: sqlite3.Connection, one: Told) -> None:
    """Puts in a linked report, as an older Kawat did."""
    row = {
        "no": 1,
        "id": one.id,
        "origin": 1,
        "body": 1,
        "linked": 1,
        "json": encode(one.report).decode(),
    }
    row |= dict.fromkeys(("day_from", "day_to"), "2022-01-21") | {"source": "a.txt", "fingerprint": "1"}
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO report ({', '.join(row)}) VALUES ({marks})", row)


def put_compared(connection: sqlite3.Connection, one: Told) -> None:
    """The same with its body, and what its sentences mean."""
    put_linked(connection, one)
    connection.execute("INSERT INTO body VALUES (1, 'digest', 3, x'0102')")
    connection.execute("INSERT INTO meaning VALUES (1, x'76656374')")


def test_a_store_with_keys_that_tell_no_sentence_gets_them_anew(tmp_path: Path) -> None:
    path, one = tmp_path / "old.kawat", talks()
    with as_of_version(11, path):
        pass
    with sqlite3.connect(path) as connection:
        put_compared(connection, one)
        connection.execute("INSERT INTO sentence_code VALUES (1, zeroblob(16), x'07000000')")
        connection.execute("INSERT INTO sentence_key VALUES (7, 1)")
    with open_store(path) as store, store.writer() as writer:
        assert writer.unlinked() == [one.id]
        assert writer.meaning("digest") == Meaning(bytes(16), b"vect")
        writer.set_meaning("digest", Meaning(bytes(16), b"vect", ((7, 0),)))
        assert writer.meaning("digest") == Meaning(bytes(16), b"vect", ((7, 0),))


def test_keys_of_sentences_outlast_the_upgrade_that_puts_them_apart(tmp_path: Path) -> None:
    path, one = tmp_path / "old.kawat", talks()
    with as_of_version(14, path):
        pass
    with sqlite3.connect(path) as connection:
        put_compared(connection, one)
        # key 7 of the first sentence
        connection.execute("INSERT INTO sentence_code VALUES (1, zeroblob(16), x'0700000000')")
        connection.execute("INSERT INTO sentence_key VALUES (7, 1, zeroblob(16))")
    with open_store(path) as store, store.writer() as writer:
        assert writer.meaning("digest") == Meaning(bytes(16), b"vect", ((7, 0),))
        assert writer.unlinked() == []


def test_a_store_from_before_meanings_is_linked_anew(tmp_path: Path) -> None:
    path, one = tmp_path / "old.kawat", talks()
    with as_of_version(3, path):
        pass
    with sqlite3.connect(path) as connection:
        put_linked(connection, one)
        connection.execute("INSERT INTO body VALUES (1, 'digest of before', 3, x'0102')")
    with open_store(path) as store, store.writer() as writer:
        assert writer.unlinked() == [one.id]
        assert writer.body(one.id) is None
        assert writer.copies("digest of before") == []
        assert writer.report(one.id) == one.report
