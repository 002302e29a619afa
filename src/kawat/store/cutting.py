"""Words as FTS5 cuts them, since it is FTS5 that cuts them: in memory, a text at a time.

So a store in PostgreSQL finds what one in SQLite finds, whatever letters Unicode has by now; both mark the
same words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from operator import itemgetter
from threading import Lock

from kawat.records import Span

from .queries import OPEN, SHUT, Asked, expression, marks

_TABLE = """CREATE VIRTUAL TABLE cut USING fts5 (
    words, tokenize='unicode61 remove_diacritics 2'
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
        with self._lock, self._given(texts):
            found = self._memory.execute('SELECT doc, term FROM cut_word ORDER BY doc, "offset"').fetchall()
        cut: list[list[str]] = [[] for _ in texts]
        for number, words in groupby(found, itemgetter(0)):
            cut[number] = [word for _, word in words]
        return cut

    def marked(self, text: str, groups: Sequence[Sequence[Asked]]) -> tuple[Span, ...]:
        """The spans of the words in a text that are asked for by those groups that it has."""
        with self._lock, self._given([text]):
            # by itself each, since FTS5 also marks words of an alternative that is not met
            met = [group for group in groups if self._highlighted([group])]
            wanted = [[part for part in group if not part.unwanted] for group in met]
            return marks(self._highlighted(wanted), text) if met else ()

    def _highlighted(self, groups: Sequence[Sequence[Asked]]) -> str:
        sql = "SELECT highlight(cut, 0, ?, ?) FROM cut WHERE cut MATCH ?"
        row = self._memory.execute(sql, (OPEN, SHUT, expression(groups, "words"))).fetchone()
        return str(row[0]) if row else ""

    @contextmanager
    def _given(self, texts: Sequence[str | None]) -> Iterator[None]:
        """The texts are in memory meanwhile, by their numbers."""
        self._memory.execute("BEGIN")
        try:
            self._memory.executemany("INSERT INTO cut (rowid, words) VALUES (?, ?)", enumerate(texts))
            yield
        finally:
            self._memory.execute("ROLLBACK")


@cache
def cutter() -> Cutter:
    """The one of this process."""
    return Cutter()
