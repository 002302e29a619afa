"""A connection that writes: one transaction at a time in a database, and again when the server was gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import sleep
from typing import Any
from uuid import uuid4

import psycopg

from kawat.errors import StoreError
from kawat.store.address import shown
from kawat.store.connection import Parameters, Rows, T, changed_meanwhile
from kawat.store.sql_store import migrations

from .connection import PostgresConnection
from .speech import SCHEMA, spoken, spoken_of_many
from .trouble import gone, told

LOCKS = 0x4B415754
"""The first number of our advisory locks: 'KAWT'."""
WRITING, LINKING, MIGRATING = 1, 2, 3
PATIENCE_SECONDS = 60
"""How long a writer waits for another one to finish a report."""
PAUSES_SECONDS = (0.1, 0.3, 1, 2, 4, 8, 15, 30)
"""How long is waited before each new try when the server is gone."""

# with every transaction: that something has changed, and how many this writer has done
_DONE = (
    f"WITH mine AS (INSERT INTO {SCHEMA}.writer (id, done) VALUES (%s, %s)"
    " ON CONFLICT (id) DO UPDATE SET done = excluded.done)"
    f" UPDATE {SCHEMA}.meta SET changed = changed + 1 WHERE schema = %s"
).encode()
_TYPES = {bool: "boolean", int: "bigint", float: "double precision", bytes: "bytea"}

Connect = Callable[[], psycopg.Connection[Any]]


class WritingConnection(PostgresConnection):
    """Transactions take turns, as in SQLite: who writes reads what no other changes meanwhile.

    So counts that reports share (a roll-up, a tally) are right whoever adds at the same time, and no two wait
    for each other. Readers wait for nobody.
    """

    def __init__(self, connect: Connect, address: str) -> None:
        super().__init__(connect())
        self._connect, self._address = connect, address
        self._id, self._done = uuid4(), 0
        self._schema = max(migrations("postgres"))
        self._inside = False
        self._alone = 0
        self._patience()

    @property
    def address(self) -> str:
        """By which any process opens the same store."""
        return self._address

    def execute(self, sql: str, parameters: Parameters = (), /) -> Rows:
        """What a statement answers; outside a transaction it is asked again when the server was gone."""
        if self._inside:
            return super().execute(sql, parameters)
        return self._again(lambda: super(WritingConnection, self).execute(sql, parameters))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Do the same with each of these parameters: in one statement where it can be said so."""
        many = list(rows)
        if not many:
            return
        columns = list(zip(*many, strict=True))
        said = spoken_of_many(sql, tuple(map(_type, columns)))
        with self._raw.cursor() as cursor:
            if said:
                cursor.execute(said.encode(), [list(column) for column in columns])
            else:
                cursor.executemany(spoken(sql).encode(), many)

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Many new rows of a table."""
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f"COPY {SCHEMA}.{table} ({names}) FROM STDIN"
        with self._raw.cursor() as cursor, cursor.copy(sql.encode()) as copying:
            for row in rows:
                copying.write_row(row)

    def numbers(self, table: str, count: int) -> Sequence[int]:
        """The next numbers for new rows of a table."""
        sql = f"SELECT nextval(pg_get_serial_sequence('{SCHEMA}.{table}', 'no')) FROM generate_series(1, ?)"
        return [number for (number,) in self.execute(sql, (count,)).fetchall()]

    def filled(self, keys: Mapping[str, Sequence[str]]) -> None:
        """New rows get numbers behind those that there are; and statistics are of what there is."""
        for table, (key, *others) in keys.items():
            if not others and key in ("no", "rowid"):
                sequence = f"pg_get_serial_sequence('{SCHEMA}.{table}', '{key}')"
                last = f"(SELECT coalesce(max({key}), 0) + 1 FROM {SCHEMA}.{table})"
                self._raw.execute(f"SELECT setval({sequence}, {last}, FALSE)".encode())
        self._raw.execute(f"ANALYZE {', '.join((*keys, 'text_words', 'quote_words'))}".encode())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept at its end, or nothing of it."""
        if self._inside:
            yield
            return
        with told(self._address):
            self._again(self._begin)
            with self._transaction():
                yield

    def attempt(self, work: Callable[[], T]) -> T:
        """What `work` does, in a transaction; from its beginning again when the server was gone meanwhile."""
        if self._inside:
            return work()
        with told(self._address):
            return self._again(lambda: self._whole(work))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one on this database is between these; others wait as long as it takes."""
        with told(self._address):
            self._again(self._lock_alone)
        self._alone += 1
        try:
            yield
        finally:
            self._alone -= 1
            self._unlock()

    @contextmanager
    def plain(self) -> Iterator[psycopg.Connection[Any]]:
        """A transaction that counts for no writer's: for the schema itself."""
        self._raw.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        with self._raw.transaction():
            yield self._raw

    def close(self) -> None:
        """Let go of the connection."""
        self.over()
        if self._done:
            # nobody will ask; a row that stays when the server is gone does no harm
            with suppress(psycopg.Error):
                self._raw.execute(f"DELETE FROM {SCHEMA}.writer WHERE id = %s".encode(), (self._id,))
        self._raw.close()

    def _whole(self, work: Callable[[], T]) -> T:
        self._begin()
        with self._transaction():
            return work()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction, which has begun."""
        self._inside = True
        try:
            yield
            done = self._raw.execute(_DONE, (self._id, self._done + 1, self._schema))
            if not done.rowcount:
                raise changed_meanwhile(shown(self._address))
        except BaseException:
            self._inside = False
            if not self._raw.broken:
                self._raw.rollback()
            raise
        self._inside = False
        self._commit()

    def _begin(self) -> None:
        """Begins a transaction when all others have ended."""
        # whatever is the server's default: what is read behind the lock is what the last one wrote
        self._raw.execute(b"BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            self._raw.execute(f"SELECT pg_advisory_xact_lock({LOCKS}, {WRITING})".encode())
        except BaseException:
            if not self._raw.broken:
                self._raw.rollback()
            raise

    def _commit(self) -> None:
        try:
            self._raw.execute(b"COMMIT")
        except psycopg.Error as error:
            if not gone(error) or not self._found_kept():
                raise
        self._done += 1

    def _found_kept(self) -> bool:
        """Whether a transaction was kept of which nobody said so: the server knows when it is back."""
        try:
            return self._again(self._kept)
        except psycopg.Error as error:
            raise StoreError(
                f"{shown(self._address)}: the server went away before it said that all was kept:"
                " see that it runs, then repeat the command, which finds out"
            ) from error

    def _kept(self) -> bool:
        """Whether what this writer did last is there.

        By a row of its own: numbers of transactions that a crash undid are given out again.
        """
        # the server may still be ending that transaction
        self._begin()
        sql = f"SELECT done FROM {SCHEMA}.writer WHERE id = %s".encode()
        row = self._raw.execute(sql, (self._id,)).fetchone()
        self._raw.rollback()
        return row is not None and row[0] > self._done

    def _again(self, ask: Callable[[], T]) -> T:
        """What is answered, on a new connection when the old one is gone, after some pauses."""
        for pause in PAUSES_SECONDS:
            try:
                if self._raw.closed:
                    self._renew()
                return ask()
            except psycopg.Error as error:
                if not gone(error):
                    raise
                self._raw.close()
                sleep(pause)
        self._renew()
        return ask()

    def _renew(self) -> None:
        self._raw = self._connect()
        self._patience()
        if self._alone:
            self._lock_alone()

    def _patience(self) -> None:
        self._raw.execute(f"SET lock_timeout = '{PATIENCE_SECONDS * 1000:.0f}ms'".encode())
        # whatever is the server's default: what is done here may take long
        self._raw.execute(b"SET statement_timeout = 0")

    def _unlock(self) -> None:
        try:
            if not self._raw.closed:
                self._raw.execute(f"SELECT pg_advisory_unlock({LOCKS}, {LINKING})".encode())
        except psycopg.Error as error:
            # with the connection the lock has gone
            if not gone(error):
                raise

    def _lock_alone(self) -> None:
        self._raw.execute(b"SET lock_timeout = 0")
        self._raw.execute(f"SELECT pg_advisory_lock({LOCKS}, {LINKING})".encode())
        self._patience()


def _type(cells: Sequence[Any]) -> str:
    """The type of a column by its first cell that is something."""
    return next((_TYPES.get(type(cell), "text") for cell in cells if cell is not None), "text")
