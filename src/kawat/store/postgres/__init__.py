"""The store in a PostgreSQL database: opens it, brings its schema up to date. Needs `kawat[postgres]`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from kawat.errors import StoreError
from kawat.store.address import shown
from kawat.store.sql_store import SqlStore

from .characters import of_all_characters
from .connection import PostgresConnection
from .migrating import bring_up_to_date, is_newest
from .speech import AS_OF, SCHEMA
from .trouble import told
from .writing import WritingConnection

# what it warns of we tell ourselves, to whoever asked
logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())
VIEWS = 32
"""So many views may be open at once in a process."""
IDLE_SECONDS = 60
"""After so long a connection that nobody uses is let go."""
CONNECTING_SECONDS = 10
AGAIN_SECONDS = 2
"""So long a database is waited for that was not there a moment ago."""
# a machine that is gone without a word is given up after a minute, here and by the server: what it has locked
# is then free
_IDLE_SECONDS, _ASKED_SECONDS, _ASKED, _GIVEN_UP_SECONDS = 30, 10, 3, 60
_SETTINGS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "search_path": SCHEMA,
        "jit": "off",
        "client_encoding": "UTF8",
        "tcp_keepalives_idle": _IDLE_SECONDS,
        "tcp_keepalives_interval": _ASKED_SECONDS,
        "tcp_keepalives_count": _ASKED,
        "tcp_user_timeout": _GIVEN_UP_SECONDS * 1000,
    }.items()
)


class PostgresStore(SqlStore):
    """Reports and records in a schema of a PostgreSQL database. Many may read and write at the same time."""

    def __init__(self, address: str, *, create: bool = False) -> None:
        self._address = address
        with told(address):
            with self._connect() as connection:
                newest = is_newest(connection, shown(address), create=create)
            if not newest:
                with self._writing() as connection:
                    bring_up_to_date(connection, shown(address))
        self._pool: ConnectionPool | None = None
        self._lock = Lock()
        self._gone_until = -inf

    @property
    def name(self) -> str:
        """Its address, without who may open it."""
        return shown(self._address)

    @contextmanager
    def _snapshot(self, day: str | None = None) -> Iterator[PostgresConnection]:
        with told(self._address), self._pooled() as raw:
            connection = PostgresConnection(raw)
            raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                # the first question decides what is seen
                raw.execute(
                    "SELECT set_config('kawat.as_of', %s, true), set_config('search_path', %s, true)",
                    (day or "", f"{AS_OF}, {SCHEMA}" if day else SCHEMA),
                )
                yield connection
            finally:
                connection.over()
                with suppress(psycopg.Error):
                    raw.rollback()

    @contextmanager
    def changes(self) -> Iterator[Callable[[], str]]:
        """A function that names what is in the store now: the store's own name and a number that rises."""

        def name() -> str:
            with told(self._address), self._pooled() as raw:
                row = raw.execute(f"SELECT store, changed FROM {SCHEMA}.meta".encode()).fetchone()
                assert row
                return f"{row[0]}.{row[1]}"

        yield name

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _is_newest(self) -> bool:
        with told(self._address), self._pooled() as raw:
            return is_newest(raw, self.name, create=False)

    def _how(self) -> dict[str, Any]:
        return {
            "autocommit": True,
            "connect_timeout": CONNECTING_SECONDS,
            "options": _SETTINGS,
            "keepalives_idle": _IDLE_SECONDS,
            "keepalives_interval": _ASKED_SECONDS,
            "keepalives_count": _ASKED,
            "tcp_user_timeout": _GIVEN_UP_SECONDS * 1000,
            "application_name": "kawat",
        }

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(self._address, **self._how())
        of_all_characters(connection)
        return connection

    @contextmanager
    def _pooled(self) -> Iterator[psycopg.Connection[Any]]:
        with self._lock:
            pool = self._pool = self._pool or self._new_pool()
        # who reads is told soon that a database is gone, not each after the whole time
        gone = monotonic() < self._gone_until
        try:
            raw = pool.getconn(AGAIN_SECONDS if gone else CONNECTING_SECONDS)
        except PoolTimeout as error:
            if pool.get_stats()["pool_size"] >= VIEWS:
                told = f"all {VIEWS} connections of this process are in use: ask again in a moment"
                raise StoreError(f"{self.name}: {told}") from error
            self._gone_until = monotonic() + CONNECTING_SECONDS
            raise
        self._gone_until = -inf
        try:
            yield raw
        finally:
            pool.putconn(raw)

    def _new_pool(self) -> ConnectionPool:
        return ConnectionPool(
            self._address,
            kwargs=self._how(),
            configure=of_all_characters,
            check=ConnectionPool.check_connection,
            min_size=0,
            max_size=VIEWS,
            max_idle=IDLE_SECONDS,
            timeout=CONNECTING_SECONDS,
            # else it would try again later and later: who asks after that begins anew
            reconnect_timeout=AGAIN_SECONDS,
            open=True,
        )

    @contextmanager
    def _writing(self) -> Iterator[WritingConnection]:
        with told(self._address), closing(WritingConnection(self._connect, self._address)) as connection:
            yield connection
