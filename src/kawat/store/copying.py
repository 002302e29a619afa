"""Everything in one store into another, of whatever kind: table by table, compared when it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, cast

import msgspec

from kawat.errors import StoreError
from kawat.records import kind_of

from .base import Store, View
from .connection import Connection, WritableConnection
from .lookup import Lookup
from .queries import INDEXED
from .schema import SHEETS, TABLES, WHOLES

KEYS: dict[str, tuple[str, ...]] = {
    "report": ("no",),
    "text": ("report",),
    "original": ("sha256",),
    "visit": ("url",),
    **{kind_of(kind): ("report",) for kind in SHEETS},
    **{kind_of(kind): ("no",) for kind in (*TABLES, *WHOLES)},
    "actor": ("no",),
    "actor_mention": ("report", "actor"),
    "account_day": ("account", "span", "days"),
    "actor_form": ("form", "actor"),
    "failure": ("rowid",),
    "judgement": ("no",),
    "family": ("id",),
    "body": ("no",),
    "band": ("hash", "body"),
    "pair": ("body", "other", "of"),
    "sentence_code": ("body",),
    "meaning": ("body",),
    "body_keys": ("body",),
    "body_days": ("days", "body", "report"),
    "sentence_key": ("key", "body"),
    "lent": ("report",),
    "meeting": ("pair", "day", "report", "event"),
    "vector": ("key",),
    "part": ("no",),
    "part_key": ("key", "kind", "part"),
    "tie": ("part", "other"),
    "whole_id": ("id",),
    "party": ("kind", "actor", "position", "no"),
    "week_event": ("week", "type", "status", "actor", "recipient", "origin"),
    "week_sheet": ("week",),
    "word": ("no",),
    # a row of these would be counted in a tally that is there already
    "tally_origin": ("tally", "origin"),
    "tally": ("no",),
    "site": ("no",),
    "site_report": ("report",),
    "site_line": ("site", "line", "report"),
}
"""The tables of a store, but for the words of texts, and by what the rows of each are told apart."""

# the index of the words of what is in a table
_WORDS = {"text": "text_words", "quote": "quote_words"}
# so many rows are on the way at once
_TOGETHER = 250

Step = Callable[[str, int], None]


class Sum(NamedTuple):
    """What is in a table: how many rows, and a digest of them all in the order of their keys."""

    rows: int
    digest: str


class Copied(NamedTuple):
    """A table as it was in one store, and as it is in the other."""

    table: str
    was: Sum
    now: Sum


def copy_store(source: Store, target: Store, step: Step = lambda table, rows: None) -> Sequence[Copied]:
    """Puts all of one store into another that is empty, and says what was and is in each table.

    In one transaction: when it fails, the other is empty as before. `step` is told which table has got how
    many rows more. Raises StoreError when there is anything in the other.
    """
    with source.view() as view, target.writer() as writer:
        reading, writing = _connection(view), cast(WritableConnection, _connection(writer))
        with writer.transaction():
            for table in KEYS:
                if writing.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                    raise StoreError(f"{target.name}: there is something in it already: name a new store")
            was = {table: _put(table, reading, writing, step) for table in KEYS}
            writing.filled(KEYS)
            return [Copied(table, was[table], _sum(table, writing)) for table in KEYS]


def _connection(view: View) -> Connection:
    if not isinstance(view, Lookup):
        raise StoreError(f"a store with views of {type(view).__name__} cannot be copied")
    return view.connection


def _put(table: str, reading: Connection, writing: WritableConnection, step: Step) -> Sum:
    """Puts the rows of a table into another store, and sums up what they were."""
    columns = _columns(table, reading)
    digest, rows = _Digest(), _rows(table, columns, reading)
    while some := list(islice(rows, _TOGETHER)):
        digest.add(some)
        writing.put(table, columns, some)
        if table in _WORDS:
            index = _WORDS[table]
            places = [columns.index(column) for column in (*KEYS[table], *INDEXED[index])]
            writing.words.put(index, [tuple(row[place] for place in places) for row in some])
        step(table, len(some))
    return digest.sum()


def _sum(table: str, connection: Connection) -> Sum:
    digest, rows = _Digest(), _rows(table, _columns(table, connection), connection)
    while some := list(islice(rows, _TOGETHER)):
        digest.add(some)
    return digest.sum()


def _columns(table: str, connection: Connection) -> Sequence[str]:
    """The columns of a table in the same order in every store."""
    named = connection.execute(f"SELECT * FROM {table} LIMIT 0").description
    return sorted({*(column[0] for column in named), *KEYS[table]})


def _rows(table: str, columns: Sequence[str], connection: Connection) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    key = ", ".join(f'"{column}"' for column in KEYS[table])
    return connection.stream(f"SELECT {names} FROM {table} ORDER BY {key}")


class _Digest:
    """A digest of rows that is the same for the same rows from any store."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)
        self._rows = 0

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        # true and false are numbers in SQLite
        plain = [[int(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows]
        for row in plain:
            self._hash.update(msgspec.msgpack.encode(row))
        self._rows += len(rows)

    def sum(self) -> Sum:
        return Sum(self._rows, self._hash.hexdigest())
