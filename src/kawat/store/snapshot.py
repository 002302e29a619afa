"""A snapshot of a store; as it was known on a day, by views in front of its tables.

SQLite looks a name up among temporary views first, PostgreSQL in the first schema of its path: so every query
sees only the reports written by the day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kawat.records import Actor, kind_of

from .connection import Connection
from .lookup import Lookup
from .parts import SqlParts
from .reading import SqlView
from .schema import TABLES, WHOLES

_REPORTS = "SELECT * FROM main.report WHERE day_to <= {day}"
_OF_REPORT = (
    "SELECT * FROM main.{table} WHERE (SELECT day_to FROM main.report WHERE no = {table}.report) <= {day}"
)
_ACTORS = (
    "SELECT a.no, a.id, a.digest, a.json FROM main.actor a"
    " WHERE EXISTS (SELECT 1 FROM actor_mention m WHERE m.account = a.no)"
)

# a page names some hundred actors, and the next one mostly the same
_ACTORS_KEPT = 1_000
_NUMBERS_KEPT = 1_000
# while a store is written a few weeks are not packed, some hundred kilobytes each
_WEEKS_KEPT = 8


class _Unchanging(Lookup):
    """A look at what does not change meanwhile: which number a report has is asked once."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        super().__init__(connection, as_of)
        self._numbers = lru_cache(_NUMBERS_KEPT)(super()._no)

    def _no(self, id: str) -> int:
        return self._numbers(id)


class SqlLinks(_Unchanging, SqlParts):
    """What linking asks, on a connection in one transaction."""


class SqlSnapshot(_Unchanging, SqlView):
    """A View on a connection in one transaction: nothing changes, so that what is often asked for is kept."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        super().__init__(connection, as_of)
        self._actors_kept: dict[str, Actor] = {}
        self._weeks = lru_cache(_WEEKS_KEPT)(super()._packed)

    def _named(self, ids: Iterable[str]) -> Mapping[str, Actor]:
        """Those of these actors that reports name."""
        wanted = set(ids)
        if len(self._actors_kept) > _ACTORS_KEPT:
            self._actors_kept.clear()
        if missing := wanted - self._actors_kept.keys():
            self._actors_kept |= super()._named(missing)
        return {id: self._actors_kept[id] for id in wanted & self._actors_kept.keys()}

    def _packed(self, week: str) -> bytes:
        return self._weeks(week)


def hidden(day: str) -> Iterator[tuple[str, str]]:
    """Tables, with the query for their rows that are not of reports written after a day, given as SQL."""
    yield "report", _REPORTS.format(day=day)
    for table in (*map(kind_of, (*TABLES, *WHOLES)), "part", "actor_mention", "failure"):
        yield table, _OF_REPORT.format(table=table, day=day)
    yield "actor", _ACTORS


def hide_later(connection: sqlite3.Connection, day: str) -> None:
    """Let the connection see nothing of reports that may have been written after `day` (an ISO day)."""
    for table, query in hidden(f"'{day}'"):
        connection.execute(f"CREATE TEMP VIEW {table} AS {query}")
