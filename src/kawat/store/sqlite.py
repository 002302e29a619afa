"""The store in one SQLite file: opens it, brings its schema up to date, says what went wrong in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kawat.errors import StoreError

from .changes import Changes
from .snapshot import hide_later
from .sql_store import SqlStore, migrations, refuse_newer
from .sqlite_connection import SqliteConnection
from .trouble import REMEDIES, told
from .writing import SqlWriter

APPLICATION = 0x4B415754
"""Marks a file as ours (`PRAGMA application_id`): 'KAWT'."""
PATIENCE_SECONDS = 60
"""How long a writer waits for another one to finish a report."""
# the schema from which on everything is counted beforehand
_COUNTED = 8


class SqliteStore(SqlStore):
    """Reports and records in one SQLite file. Many may read while one writes."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        if not create and not path.is_file():
            raise StoreError(f"{path}: there is no such store: 'kawat add {path} ...' makes one")
        with told(path):
            if path.is_file() and self._is_newest():
                return
            with closing(self._connect("rwc")) as connection:
                _bring_up_to_date(connection, path)

    @property
    def name(self) -> str:
        """What it is called where it is shown: the file's name."""
        return self.path.name

    @contextmanager
    def _writing(self) -> Iterator[SqliteConnection]:
        with told(self.path), closing(self._connect("rw")) as connection:
            # a copy that SQLite itself has made is in none
            connection.execute("PRAGMA journal_mode = WAL")
            yield connection

    @contextmanager
    def _snapshot(self, day: str | None = None) -> Iterator[SqliteConnection]:
        with told(self.path), closing(self._reading(day)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM report LIMIT 1").fetchone()
            yield connection

    @contextmanager
    def changes(self) -> Iterator[Callable[[], str]]:
        """A function that names what is in the store now."""
        watching = Changes(self.path, self._reading)
        with closing(watching):
            yield watching

    def close(self) -> None:
        """Nothing to let go of: every connection ends with its `with` block."""

    def _is_newest(self) -> bool:
        with told(self.path):
            return _is_newest(self._reading, self.path)

    def _reading(self, as_of: str | None = None) -> SqliteConnection:
        connection = self._connect(_reading_mode(self.path))
        if as_of is not None:
            hide_later(connection, as_of)
        connection.execute("PRAGMA query_only = 1")
        # a server has several, and the system keeps the file's pages for all
        connection.execute("PRAGMA cache_size = -8000")
        return connection

    def _connect(self, mode: str) -> SqliteConnection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=SqliteConnection,
        )
        connection.path, connection.schema = self.path, max(migrations("sqlite"))
        # NORMAL in WAL mode: a killed process loses nothing, a power cut at most the last reports
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32000")
        # 32 MB: reports touch many pages, which are moved into the file less often so
        connection.execute("PRAGMA wal_autocheckpoint = 8000")
        return connection


def _reading_mode(path: Path) -> str:
    """How to open a file for reading: so that the last one to close it tidies up, if it may be written."""
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return "rw"
    # on a read-only disk nobody writes, but SQLite could not lay its lock file beside
    return "ro" if Path(f"{path}-wal").exists() else "ro&immutable=1"


def _is_newest(connect: Callable[[], sqlite3.Connection], path: Path) -> bool:
    """Whether the schema is the newest. Raises StoreError for a file that is not ours, or newer."""
    with closing(connect()) as connection:
        newest, version = max(migrations("sqlite")), _number(connection, "user_version")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        ours = _number(connection, "application_id") == APPLICATION
    if tables and not ours:
        raise StoreError(f"{path}: {REMEDIES['SQLITE_NOTADB']}")
    refuse_newer(str(path), version, newest)
    return version == newest


def _bring_up_to_date(connection: SqliteConnection, path: Path) -> None:
    steps = migrations("sqlite")
    newest = max(steps)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    # another process may have done it while this one waited
    version = _number(connection, "user_version")
    refuse_newer(str(path), version, newest)
    for step in (step for number, step in steps.items() if number > version):
        for statement in _statements(step):
            connection.execute(statement)
    if version < _COUNTED <= newest:
        SqlWriter(connection).count_anew()
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {newest}")
    connection.execute("COMMIT")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
