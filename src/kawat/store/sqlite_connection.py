"""A connection to an SQLite file, as the classes of this package ask one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any

from .alone import alone
from .connection import Parameters, T, changed_meanwhile, inserting
from .fts5 import Fts5
from .trouble import told

# so many steps of a query are some milliseconds: then it is seen whether it takes too long
_STEPS = 100_000


class SqliteConnection(sqlite3.Connection):
    """SQLite's own connection, with what other databases do otherwise."""

    path: Path
    """The file, for messages."""
    schema: int
    """The version that it is written as."""
    _is_alone = False

    @property
    def address(self) -> str:
        """By which any process opens the same store."""
        return str(self.path.absolute())

    @cached_property
    def words(self) -> Fts5:
        """What finds reports and quotes by their words."""
        return Fts5(self)

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Any]:
        """The rows of a long answer: SQLite looks for each when it is asked for."""
        return self.execute(sql, parameters)

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Many new rows of a table."""
        self.executemany(inserting(table, columns), rows)

    def numbers(self, table: str, count: int) -> Sequence[int]:
        """The next numbers for new rows: nobody else writes in this transaction."""
        last: int = self.execute(f"SELECT coalesce(max(no), 0) FROM {table}").fetchone()[0]
        return range(last + 1, last + 1 + count)

    def filled(self, keys: Mapping[str, Sequence[str]]) -> None:
        """SQLite itself gives numbers behind those that there are."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept at its end, or nothing of it."""
        if self.in_transaction:
            yield
            return
        with told(self.path):
            self.execute("BEGIN IMMEDIATE")
            before = self.total_changes
            try:
                self._check()
                yield
                if self.total_changes > before:
                    self.execute("UPDATE meta SET changed = changed + 1")
                self.execute("COMMIT")
            except BaseException:
                # after some errors SQLite has rolled it back already
                if self.in_transaction:
                    self.execute("ROLLBACK")
                raise

    def _check(self) -> None:
        """Raises StoreError where a newer Kawat has changed the tables since the file was opened."""
        if self.execute("PRAGMA user_version").fetchone()[0] != self.schema:
            raise changed_meanwhile(str(self.path))

    def attempt(self, work: Callable[[], T]) -> T:
        """What `work` does, in a transaction: a file does not go away."""
        with self.transaction():
            return work()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one on this file is between these; others wait as long as it takes."""
        with nullcontext() if self._is_alone else alone(Path(f"{self.path.absolute()}-linking")):
            before, self._is_alone = self._is_alone, True
            try:
                yield
            finally:
                self._is_alone = before

    def bound(self, seconds: float | None) -> None:
        """Let statements end when so many seconds have passed, or take as long as they do."""
        if seconds is None:
            self.set_progress_handler(None, 0)
            return
        end = monotonic() + seconds
        self.set_progress_handler(lambda: monotonic() > end, _STEPS)
