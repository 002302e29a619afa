"""What is particular to the store in a PostgreSQL database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from time import sleep
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from commands import kawat, refused
from crisis import Told, plain, talks, told
from databases import Server
from kawat.errors import StoreError, TooLong
from kawat.link.judged import Judged, judged
from kawat.link.steps import link
from kawat.records import Quote, Report
from kawat.store import Count, Links, Store, Writer, open_store
from kawat.store.postgres import AGAIN_SECONDS, CONNECTING_SECONDS, PostgresStore, migrating, writing
from kawat.store.postgres.characters import read, written
from kawat.store.sql_store import migrations

ADDING = Path(__file__).with_name("adding.py")


@pytest.fixture
def store(in_postgres: str) -> Iterator[Store]:
    with open_store(in_postgres) as opened:
        yield opened


def columns_of_file(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        sql = (
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
            " WHERE m.type = 'table'"
        )
        return {(table, column) for table, column in connection.execute(sql) if "_words" not in table}


def test_tables_and_columns_are_those_of_a_file(tmp_path: Path, postgres: Server, in_postgres: str) -> None:
    open_store(tmp_path / "new.kawat", create=True).close()
    expected = columns_of_file(tmp_path / "new.kawat")
    sql = (
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE c.table_schema = 'kawat' AND t.table_type = 'BASE TABLE'"
    )
    found = set(postgres.ask(sql, in_postgres.rpartition("/")[2]))
    own = {
        (table, column)
        for table, column in found
        if table in ("meta", "writer", "text_words", "quote_words", "word_total")
    }
    of_each = {("meta", "store"), ("meta", "changed")}
    assert found - own | of_each == expected | {("failure", "rowid")}


def test_a_file_knows_the_version_of_a_database() -> None:
    assert max(migrations("postgres")) == max(migrations("sqlite"))


def test_no_such_store(postgres: Server) -> None:
    address = postgres.database()
    with pytest.raises(StoreError, match="there is no store in this database: 'kawat add postgresql://"):
        open_store(address)
    with pytest.raises(StoreError, match="there is no such database: make it with 'createdb'"):
        open_store(postgres.address("nowhere"), create=True)
    postgres.drop(address)


def test_no_server() -> None:
    with pytest.raises(StoreError, match="the server does not answer: see that it runs") as told:
        open_store("postgresql://ani:secret@127.0.0.1:1/news")
    assert "secret" not in str(told.value)
    assert "postgresql://127.0.0.1:1/news: " in str(told.value)
    assert "repeat the command" in str(told.value)
    # readers of the desk gave none
    assert told.value.plain == "postgresql://127.0.0.1:1/news: the server does not answer: see that it runs"


@pytest.mark.parametrize(
    ("user", "way", "told"),
    [
        ("kawat", "scram-sha-256", "the server does not accept user and password: check both"),
        ("kawat:wrong", "scram-sha-256", "the server does not accept user and password: check both"),
        ("kawat", "reject", r"the server does not let this user in: check its pg_hba\.conf"),
        ("nobody", "trust", r"the server does not let this user in: .* role \"nobody\" does not exist"),
    ],
)
def test_who_is_not_let_in_learns_why(postgres: Server, user: str, way: str, told: str) -> None:
    address = postgres.database()
    name = address.rpartition("/")[2]
    with postgres.letting_in(name, way), pytest.raises(StoreError, match=told) as refusal:
        open_store(postgres.address(name, user))
    assert "wrong" not in str(refusal.value)
    # readers get no word of the server's own, a log has them
    assert refusal.value.plain is not None
    assert refusal.value.plain == str(refusal.value).partition(" (")[0]
    assert "127.0.0.1" in (refusal.value.noted or "")
    postgres.drop(address)


@pytest.mark.parametrize(
    ("rights", "told"),
    [
        ("CONNECTION LIMIT 0", "the server has no connection left: raise its max_connections, or ask less"),
        ("CONNECTION LIMIT -1", "this user may not do that: ask with one that may, or have rights granted"),
    ],
)
def test_a_server_that_is_full_or_closed_to_a_user_does_answer(
    postgres: Server, rights: str, told: str
) -> None:
    address = postgres.database()
    name = address.rpartition("/")[2]
    postgres.ask(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")
    postgres.ask(f"CREATE ROLE guest LOGIN {rights}")
    if rights == "CONNECTION LIMIT 0":
        postgres.ask(f"GRANT CONNECT ON DATABASE {name} TO guest")
    with pytest.raises(StoreError, match=told):
        open_store(postgres.address(name, "guest"))
    postgres.drop(address)
    postgres.ask("DROP ROLE guest")


def test_other_letters_are_refused(postgres: Server) -> None:
    postgres.ask("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(StoreError, match=r"its texts are in LATIN1, .* 'createdb --encoding=UTF8"):
        open_store(postgres.address("latin"), create=True)


def test_who_writes_when_a_newer_kawat_changes_the_tables_stops(postgres: Server, in_postgres: str) -> None:
    name, newest = in_postgres.rpartition("/")[2], max(migrations("postgres"))

    def write() -> None:
        with open_store(in_postgres) as store, store.writer() as writer:
            postgres.ask("UPDATE kawat.meta SET schema = 99", name)
            talks().add(writer)

    with pytest.raises(StoreError, match="a newer Kawat has changed its tables meanwhile"):
        write()
    postgres.ask(f"UPDATE kawat.meta SET schema = {newest}", name)
    with open_store(in_postgres) as store, store.view() as view:
        assert view.counts()["report"] == 0


def test_who_was_idle_for_longer_than_the_server_allows_connects_again(
    postgres: Server, in_postgres: str
) -> None:
    name = in_postgres.rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE \"{name}\" SET idle_session_timeout = '100ms'", name)
    with open_store(in_postgres) as store, store.writer() as writer:
        for number in range(2):
            sleep(0.3)
            talks(f"{number}.txt").add(writer)
        assert writer.counts()["report"] == 2


def test_newer_store_is_refused(postgres: Server, in_postgres: str) -> None:
    postgres.ask("UPDATE kawat.meta SET schema = 99", in_postgres.rpartition("/")[2])
    with pytest.raises(StoreError, match=r"newer Kawat \(schema 99, .*pip install --upgrade kawat"):
        open_store(in_postgres)


def test_older_store_is_brought_up_to_date(in_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(in_postgres) as store, store.writer() as writer:
        talks().add(writer)
    steps = {**migrations("postgres"), 98: "ALTER TABLE kawat.quote ADD COLUMN more integer"}
    monkeypatch.setattr(migrating, "migrations", lambda kind: steps)
    with open_store(in_postgres) as store, store.view("2022-01-25") as view:
        assert view.counts()["quote"] == 1
        assert view._rows("SELECT more FROM quote").fetchall() == [(None,)]  # type: ignore[attr-defined]
    failing = {**steps, 99: "DROP TABLE kawat.quote; DROP TABLE unknown"}
    monkeypatch.setattr(migrating, "migrations", lambda kind: failing)
    with pytest.raises(StoreError, match='table "unknown" does not exist'):
        open_store(in_postgres)
    monkeypatch.setattr(migrating, "migrations", lambda kind: steps)
    with open_store(in_postgres) as store, store.view() as view:
        assert view.counts()["quote"] == 1


def test_other_things_in_the_database_are_left_alone(postgres: Server) -> None:
    address = postgres.database()
    name = address.rpartition("/")[2]
    postgres.ask("CREATE TABLE report (mine integer)", name)
    with open_store(address, create=True) as store, store.writer() as writer:
        talks().add(writer)
    assert postgres.ask("SELECT * FROM public.report", name) == []
    postgres.drop(address)


def test_a_view_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="here: ask as a user that may write"), store.view() as view:
        view._connection.execute("DELETE FROM report")  # type: ignore[attr-defined]


def test_what_a_server_says_of_a_statement_is_in_no_log(store: Store) -> None:
    with pytest.raises(StoreError, match="rahasia") as refusal, store.view() as view:
        view._connection.execute("SELECT CAST(? AS bigint)", ("rahasia",))  # type: ignore[attr-defined]
    assert refusal.value.noted == "22P02"
    assert refusal.value.plain is not None
    assert refusal.value.plain.endswith(": the database refused this: the server's log has its code")


def test_a_view_is_closed_with_its_block(store: Store) -> None:
    with store.view() as view:
        view.counts()
    with pytest.raises(StoreError, match="this view is closed"):
        view.counts()


def test_a_view_sees_what_was_there_when_it_was_opened(store: Store) -> None:
    with store.writer() as writer:
        talks("1.txt").add(writer)
        with store.view() as view:
            talks("2.txt").add(writer)
            assert view.counts()["report"] == 1
            assert view.search("Geneva").count == Count(1, 1)
        with store.view() as view:
            assert view.counts()["report"] == 2


def test_a_long_question_is_stopped_by_the_server(store: Store) -> None:
    def ask() -> None:
        with store.view() as view:
            view.bound(0.2)
            view._connection.execute("SELECT pg_sleep(60)")  # type: ignore[attr-defined]

    with pytest.raises(TooLong, match="ask for less"):
        ask()


def test_second_writer_waits_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENCE_SECONDS", 0.05)
    with store.writer() as first, store.writer() as second:
        with first.transaction(), pytest.raises(StoreError, match="another command is writing"):
            talks("2.txt").add(second)
        talks("2.txt").add(second)
        assert first.counts()["report"] == 1


def test_who_may_only_read_can_ask_everything(postgres: Server, in_postgres: str) -> None:
    name = in_postgres.rpartition("/")[2]
    with open_store(in_postgres) as store, store.writer() as writer:
        talks().add(writer)
    postgres.ask("DROP ROLE IF EXISTS reader", name)
    for grant in (
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA kawat, kawat_as_of TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA kawat, kawat_as_of TO reader",
    ):
        postgres.ask(grant, name)
    with open_store(postgres.address(name, "reader")) as store:
        with store.view() as view, store.view("2022-01-25") as then, store.changes() as changes:
            assert view.search("Geneva").count == then.search("Geneva").count == Count(1, 1)
            assert list(view.all()) == list(then.all())
            assert changes()
        with pytest.raises(StoreError, match="this user may not do that"), store.writer() as writer:
            talks("2.txt").add(writer)
    assert kawat("summary", postgres.address(name, "reader")).stdout
    postgres.ask("REVOKE ALL ON ALL TABLES IN SCHEMA kawat, kawat_as_of FROM reader", name)
    assert "this user may not do that" in refused("summary", postgres.address(name, "reader"))
    postgres.ask("DROP OWNED BY reader", name)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\ufdd2\ufdd3")))
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    assert "\0" not in written(text)
    assert read(written(text)) == text


def adding(address: str, number: int) -> subprocess.Popen[str]:
    """A process that adds reports."""
    return subprocess.Popen(
        [sys.executable, str(ADDING), address, str(number)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def assert_whole(store: Store, number: int) -> None:
    """There are so many reports, each once, and counts are those of the records."""
    with store.view() as view:
        counts = view.counts()
        assert counts["report"] == counts["quote"] == counts["sentence"] == counts["failure"] == number
        assert counts["event"] == 2 * number
        assert counts["actor"] == 3
        assert view.search("Geneva").count == view.count(Report) == Count(number, number)
        assert view.tallies("kind")["event"] == (2 * number, Count(number, number))
        assert [one.count for one in view.actors()] == [Count(number, number)] * 3
        assert sum(row.n for row in view.weeks()) == 3 * number
        assert len({view.text(report.id) for report in view.each(Report)}) == 1
        found = view._rows("SELECT texts, words FROM word_total ORDER BY of").fetchall()  # type: ignore[attr-defined]
        there = view._rows(  # type: ignore[attr-defined]
            "SELECT count(*), CAST(sum(n) AS BIGINT) FROM quote_words UNION ALL"
            " SELECT count(*), CAST(sum(n) AS BIGINT) FROM text_words"
        ).fetchall()
        assert found == there


def test_many_writers_count_everything_once(in_postgres: str) -> None:
    number = 60
    processes = [adding(in_postgres, number) for _ in range(4)]
    said = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    assert {id for ids in said for id in ids} == {talks(f"{number}.txt").id for number in range(number)}
    with open_store(in_postgres) as store:
        assert_whole(store, number)


def test_writers_take_turns_whatever_the_server_does_unless_told(postgres: Server, in_postgres: str) -> None:
    name = in_postgres.rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    with open_store(in_postgres) as store, store.writer() as one, store.writer() as other:
        begun = Signal()

        def second() -> None:
            begun.set()
            talks("2.txt").add(other)

        with one.transaction():
            thread = Thread(target=second)
            thread.start()
            assert begun.wait(10)
            sleep(0.2)
            talks("1.txt").add(one)
        thread.join(30)
        connection: Any = one._connection  # type: ignore[attr-defined]
        with connection.plain() as raw:
            assert raw.execute("SHOW transaction_isolation").fetchone() == ("read committed",)
    with open_store(in_postgres) as store:
        assert_whole(store, 2)


def test_the_same_report_from_two_writers_is_there_once(store: Store) -> None:
    with store.writer() as one, store.writer() as other:
        threads = [
            Thread(target=lambda writer=writer: [talks().add(writer) for _ in range(10)])
            for writer in (one, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert_whole(store, 1)


def test_nothing_is_lost_when_the_server_is_restarted(postgres: Server, in_postgres: str) -> None:
    number, restarts = 400, 10
    with adding(in_postgres, number) as process:
        assert process.stdout is not None
        said = []
        for turn in range(restarts):
            said += [process.stdout.readline().strip() for _ in range(7)]
            postgres.stop("immediate" if turn % 2 else "fast")
            sleep(0.3 * (turn % 3))
            postgres.start()
        assert all(said)
        said += process.stdout.read().split()
    assert process.returncode == 0
    assert len(said) == len(set(said)) == number
    with open_store(in_postgres) as store:
        assert_whole(store, number)
        with store.view() as view:
            assert all(len(view.records(Quote, report=id)) == 1 for id in said)


def test_linking_goes_on_when_the_server_is_restarted(
    postgres: Server, in_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Links] = []

    def restart(links: Links) -> Judged:
        asked.append(links)
        if len(asked) == 1:
            postgres.stop("immediate")
            postgres.start()
        return judged(links)

    # while a step looks into the store
    monkeypatch.setattr("kawat.link.work.judged", restart)
    words = " ".join(f"kata{number}" for number in range(60))
    with open_store(in_postgres) as store, store.writer() as writer:
        for name in ("one", "other"):
            plain(f"{words} {name}", f"{name}.txt", day="2022-01-21").add(writer)
        link(writer, containment=0.5)
        assert [len(family.reports) for family in writer.families()] == [2]
        assert (writer.unlinked(), writer.unjoined()) == ([], [])
    assert len(asked) > 1


def test_views_are_opened_again_after_a_restart(postgres: Server, store: Store) -> None:
    with store.changes() as changes:
        before = changes()
        with store.view() as view:
            view.counts()
        postgres.stop()
        postgres.start()
        assert changes() == before
        with store.view() as view:
            assert view.counts()["report"] == 0


def test_who_reads_is_told_soon_that_the_server_is_gone(
    postgres: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    connect, hurried = ConnectionPool.getconn, 1

    def wait(pool: ConnectionPool, seconds: float) -> Any:
        waited.append(seconds)
        return connect(pool, seconds / hurried)

    monkeypatch.setattr(ConnectionPool, "getconn", wait)
    with store.view() as view:
        assert view.counts()["report"] == 0
    postgres.stop()
    hurried = 20
    try:
        for _ in range(3):
            with pytest.raises(StoreError, match="the server does not answer"), store.view():
                pass
    finally:
        postgres.start()
    hurried = 1
    with store.view() as view:
        assert view.counts()["report"] == 0
    with store.view():
        pass
    assert waited == [*[CONNECTING_SECONDS] * 2, *[AGAIN_SECONDS] * 3, CONNECTING_SECONDS]


def test_a_database_that_is_asked_much_is_not_called_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kawat.store.postgres.VIEWS", 1)
    monkeypatch.setattr("kawat.store.postgres.CONNECTING_SECONDS", 0.3)
    with store.view() as first:
        with pytest.raises(StoreError, match="all 1 connections of this process are in use"), store.view():
            pass
        assert first.counts()["report"] == 0
    with store.view() as view:
        assert view.counts()["report"] == 0


class Breaking:
    """A connection of psycopg's that breaks when it commits, before or behind it."""

    def __init__(self, raw: psycopg.Connection[Any], kept: bool) -> None:
        self._raw, self._kept = raw, kept

    def execute(self, sql: Any, *parameters: Any, **how: Any) -> Any:
        if sql != b"COMMIT":
            return self._raw.execute(sql, *parameters, **how)
        if self._kept:
            self._raw.execute(sql)
        self._raw.close()
        raise psycopg.OperationalError("the connection is lost")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


@pytest.mark.parametrize("kept", [True, False])
def test_what_nobody_said_was_kept_is_added_once(store: PostgresStore, kept: bool) -> None:
    with store.writer() as writer:
        connection: Any = writer._connection
        connection._raw = Breaking(connection._raw, kept)
        done: list[Told] = []
        writer.attempt(lambda: done.append(talks().add(writer)))
        assert len(done) == (1 if kept else 2)
        assert not isinstance(connection._raw, Breaking)
        talks("2.txt").add(writer)
    assert_whole(store, 2)


def test_a_transaction_that_cannot_be_repeated_says_so(store: PostgresStore) -> None:
    with store.writer() as writer:
        connection: Any = writer._connection
        connection._raw = Breaking(connection._raw, kept=False)
        with (
            pytest.raises(StoreError, match="repeat the command; nothing finished is lost"),
            writer.transaction(),
        ):
            talks().add(writer)
        assert writer.counts()["report"] == 0
        _twice(writer)
    assert_whole(store, 1)


def _twice(writer: Writer) -> None:
    talks().add(writer)
    talks().add(writer)


def test_words_longer_than_an_index_takes_are_found(store: Store) -> None:
    long = "z" * 3_000
    with store.writer() as writer:
        told(f"{long} Moskow", "1.txt").add(writer)
        told(f"{long}a", "2.txt").add(writer)
        told(" ".join(f"word{n}x{'y' * 100}" for n in range(12_000)), "3.txt").add(writer)
        assert writer.search(long).count == Count(1, 1)
        assert writer.search(f"{long[:1000]}*").count == Count(2, 2)
        assert writer.search(f"{long[:1000]}a").count == Count(0, 0)
        # of a megabyte of different words the last are not in the index
        assert writer.search("word10*").count == Count(1, 1)
        assert writer.search("word99*").count == Count(0, 0)


def test_parts_of_names_are_looked_up_by_their_trigrams(postgres: Server, in_postgres: str) -> None:
    name = in_postgres.rpartition("/")[2]
    sql = "SELECT 1 FROM pg_indexes WHERE schemaname = 'kawat' AND indexname = 'actor_form_part'"
    assert postgres.ask(sql, name)
    with open_store(in_postgres) as store, store.writer() as writer:
        talks().add(writer)
        assert writer.called("rosk", "part") == ["pavel-roskov"]


def test_a_role_without_privileges_can_make_a_store(postgres: Server) -> None:
    address = postgres.database()
    name = address.rpartition("/")[2]
    postgres.ask("CREATE ROLE owner LOGIN", name)
    postgres.ask("GRANT CREATE ON DATABASE " + name + " TO owner", name)
    with open_store(postgres.address(name, "owner"), create=True) as store, store.writer() as writer:
        talks().add(writer)
        assert writer.called("rosk", "part") == ["pavel-roskov"]
    postgres.drop(address)
