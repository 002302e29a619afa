"""Words in SQLite: its FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from .connection import Weighing, inserting
from .queries import COLUMNS, INDEXED, expression


class Fts5:
    """The words of reports and quotes, in tables of FTS5."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """New rows of an index."""
        self._connection.executemany(inserting(table, ("rowid", *INDEXED[table])), rows)

    def take_out(self, report: int) -> None:
        """Forget the words of a report and its quotes."""
        self._connection.execute(
            "INSERT INTO text_words (text_words, rowid, title, text)"
            " SELECT 'delete', report, title, text FROM text WHERE report = ?",
            (report,),
        )
        self._connection.execute(
            "INSERT INTO quote_words (quote_words, rowid, words)"
            " SELECT 'delete', no, words FROM quote WHERE report = ?",
            (report,),
        )

    def found(self, asked: Weighing) -> list[tuple[Any, ...]]:
        """The newest rows that have what is asked for, each with its rank before it."""
        index, column = COLUMNS[asked.where]
        # newest first, so that of a word that stands everywhere only the newest texts are weighed
        tables = asked.tables.replace("i.rowid", f"{index}.rowid")
        sql = (
            f"SELECT bm25({index}), {asked.columns} FROM {index} {tables}"
            f" WHERE {index} MATCH :match AND {asked.condition}"
            f" ORDER BY {index}.rowid DESC LIMIT {asked.most}"
        )
        match = expression(asked.groups, column)
        return self._connection.execute(sql, {**asked.parameters, "match": match}).fetchall()
