"""A connection to PostgreSQL, as the classes of this package ask one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from time import monotonic
from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from kawat.errors import StoreError
from kawat.store.connection import Parameters, Rows

from .speech import spoken
from .words import Vectors

# so many rows of a long answer are held; of the first ones a page is made, which needs no more
_HELD, _FIRST = 2_000, 100
_names = count()


class PostgresConnection:
    """A connection of psycopg's, which speaks to PostgreSQL as the others do to SQLite."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw
        self._end: float | None = None
        self._given: float | None = None
        self._over = False

    @cached_property
    def words(self) -> Vectors:
        """What finds reports and quotes by their words."""
        return Vectors(self)

    def over(self) -> None:
        """Nothing is asked any more: others may have the connection."""
        self._over = True

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def execute(self, sql: str, parameters: Parameters = (), /) -> Rows:
        """What a statement answers."""
        if self._over:
            raise StoreError("this view is closed: it ends with its 'with' block")
        self._hurry()
        # bytes as they are: as text they would be twice as long, and be read sign by sign
        return self._raw.execute(spoken(sql).encode(), parameters, binary=True)

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Any]:
        """The rows of a long answer, fetched some at a time."""
        name = f"kawat_{next(_names)}"
        hold = "" if self.in_transaction else "WITH HOLD"
        # what a cursor is declared for has no parameters of its own: they are written into it
        written = psycopg.ClientCursor(self._raw).mogrify(spoken(sql).encode(), parameters)
        self._hurry()
        self._raw.execute(f"DECLARE {name} NO SCROLL CURSOR {hold} FOR {written}".encode())
        try:
            some = _FIRST
            while rows := self.execute(f"FETCH {some} FROM {name}").fetchall():
                yield from rows
                some = _HELD
        finally:
            if not self._over and self._raw.info.transaction_status != TransactionStatus.INERROR:
                self._raw.execute(f"CLOSE {name}".encode())

    @contextmanager
    def by_index(self) -> Iterator[None]:
        """Statements that are planned meanwhile read no table from end to end where an index answers.

        Statistics do not know what it costs to unpack the words of a text to look for one.
        """
        self.execute("SET enable_seqscan = off")
        try:
            yield
        finally:
            # a transaction that failed takes it back itself
            if self._raw.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
                self._raw.execute(b"RESET enable_seqscan")

    def bound(self, seconds: float | None) -> None:
        """Let statements end when so many seconds have passed, or take as long as they do."""
        if self._given is not None:
            self._raw.execute(b"SET statement_timeout = 0")
        self._given = None
        self._end = None if seconds is None else monotonic() + seconds

    def _hurry(self) -> None:
        """Give the next statement what is left of the time, to within half of it."""
        if self._end is None:
            return
        left = self._end - monotonic()
        if left <= 0:
            raise errors.QueryCanceled("its time is over")
        if self._given is None or left < self._given / 2:
            self._raw.execute(f"SET statement_timeout = {max(1, round(left * 1000))}".encode())
            self._given = left
