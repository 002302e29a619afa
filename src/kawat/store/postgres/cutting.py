"""Words as FTS5 cuts them, since it is FTS5 that cuts them: in memory, a text at a time.

So a store in PostgreSQL finds what one in SQLite finds, whatever letters Unicode has by now.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from threading import Lock

from kawat.records import Span
from kawat.store.queries import OPEN, SHUT, marks

_TABLE = """CREATE VIRTUAL TABLE cut USING fts5 (
    title, text, words, tokenize='unicode61 remove_diacritics 2'
)"""


class Cutter:
    """Cuts texts into words, and marks words in them."""

    def __init__(self) -> None:
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._memory.execute(_TABLE)
        self._memory.execute("CREATE VIRTUAL TABLE cut_word USING fts5vocab (cut, instance)")
        self._lock = Lock()

    def words(self, texts: Sequence[str | None]) -> list[list[str]]:
        """The words of each text, in their order."""
        with self._lock:
            self._memory.execute("BEGIN")
            try:
                rows = enumerate(texts)
                self._memory.executemany("INSERT INTO cut (rowid, words) VALUES (?, ?)", rows)
                found = self._memory.execute(
                    'SELECT doc, term FROM cut_word ORDER BY doc, "offset"'
                ).fetchall()
            finally:
                self._memory.execute("ROLLBACK")
        cut: list[list[str]] = [[] for _ in texts]
        for number, words in groupby(found, itemgetter(0)):
            cut[number] = [word for _, word in words]
        return cut

    def marked(self, column: str, text: str, expression: str) -> tuple[Span, ...]:
        """The spans of the words in a text that an expression of FTS5 asks for."""
        number = ("title", "text", "words").index(column)
        sql = f"SELECT {column}, highlight(cut, {number}, ?, ?) FROM cut WHERE cut MATCH ?"
        with self._lock:
            self._memory.execute("BEGIN")
            try:
                self._memory.execute(f"INSERT INTO cut (rowid, {column}) VALUES (1, ?)", (text,))
                row = self._memory.execute(sql, (OPEN, SHUT, expression)).fetchone()
            finally:
                self._memory.execute("ROLLBACK")
        return marks(row[1], text) if row else ()
