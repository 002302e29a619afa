"""Words in PostgreSQL: which rows have them by `tsvector`, how well by BM25 as FTS5 reckons it.

Beside the set of a text's words, without places, its words stand in their order, each between blanks: a
phrase is a piece of that, and how often it is there is counted in it. Places in a `tsvector` end at the
16,383rd word and with the 256th of a kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kawat.store.connection import Weighing
from kawat.store.cutting import cutter
from kawat.store.queries import COLUMNS, INDEXED, Asked

if TYPE_CHECKING:
    from .connection import PostgresConnection
    from .writing import WritingConnection

K1, B = 1.2, 0.75
LEAST_WEIGHT = 1e-6
"""Of a word that more than half of all texts have."""
LONGEST = 200
"""So much of a word stands in the set; a longer one is compared whole."""
MOST_BYTES = 900_000
"""So much may all words of a set have (PostgreSQL's bound is a megabyte): beyond, the last are left out."""


class Phrase(NamedTuple):
    """Words that stand together; the last one only begins so when it is `open`."""

    words: tuple[str, ...]
    open: bool

    @property
    def piece(self) -> str:
        """What a text in its order has where it has the phrase."""
        whole = in_order(self.words)
        return whole[:-1] if self.open else whole

    @property
    def needed(self) -> str:
        """Which words a set has to have, as a `tsquery`."""
        *first, last = (f"'{word[:LONGEST]}'" for word in self.words)
        return " & ".join([*first, f"{last}:*" if self.open else last])

    @property
    def exact(self) -> bool:
        """Whether every set that has these words is of a text that has the phrase."""
        return len(self.words) == 1 and len(self.words[0]) < LONGEST

    @property
    def overlapping(self) -> bool:
        """Whether the phrase may begin again before it has ended."""
        piece = self.piece
        return any(piece.endswith(piece[:size]) for size in range(2, len(piece)))


class Group(NamedTuple):
    """What has to be there together, and what must not be."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]

    @property
    def needed(self) -> str:
        """The `tsquery` that finds at least the group."""
        no = [f"!({phrase.needed})" for phrase in self.unwanted if phrase.exact]
        return " & ".join([*(f"({phrase.needed})" for phrase in self.wanted), *no])


class Vectors:
    """The words of reports and quotes, in tables of their own."""

    def __init__(self, connection: PostgresConnection) -> None:
        self._connection = connection

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """New rows of an index."""
        columns, given = INDEXED[table], list(rows)
        cut = iter(cutter().words([text for row in given for text in row[1:]]))
        made, words = [], 0
        for row in given:
            texts = [next(cut) for _ in columns]
            number = sum(map(len, texts))
            words += number
            made.append((row[0], number, *map(in_order, texts), *map(as_set, texts)))
        vectors = (f"{column}_set" for column in columns)
        cast("WritingConnection", self._connection).put(table, ("rowid", "n", *columns, *vectors), made)
        self._count(table, len(made), words)

    def take_out(self, report: int) -> None:
        """Forget the words of a report and its quotes."""
        self._forget("text_words", "rowid = ?", report)
        self._forget("quote_words", "rowid IN (SELECT no FROM quote WHERE report = ?)", report)

    def found(self, asked: Weighing) -> list[tuple[Any, ...]]:
        """The newest rows that have what is asked for, each with its rank before it."""
        table, column = COLUMNS[asked.where]
        groups = _groups(asked.groups)
        if not groups:
            return []
        phrases = list(dict.fromkeys(phrase for group in groups for phrase in group.wanted + group.unwanted))
        pieces = {f"piece{number}": phrase.piece for number, phrase in enumerate(phrases)}
        counted = "".join(
            f", {'times_anywhere' if phrase.overlapping else 'times'}(w.{column}, :piece{number})"
            for number, phrase in enumerate(phrases)
        )
        met = (
            f"SELECT i.rowid, i.n FROM {table} i"
            f" WHERE i.{column}_set @@ CAST(:needed AS tsquery) AND {_exactly(groups, phrases, column)}"
        )
        newest = f" ORDER BY i.rowid DESC LIMIT {asked.most}"
        if asked.all_rows:
            # looked up first, by words: not one text after the other from the newest on
            met = f"SELECT * FROM ({met} OFFSET 0) i{newest}"
        sql = (
            f"WITH met AS MATERIALIZED ({met}),"
            f" found AS MATERIALIZED (SELECT i.rowid AS here, i.n AS length, {asked.columns}"
            f" FROM met i {asked.tables} WHERE {asked.condition}{newest})"
            f" SELECT found.*{counted} FROM found JOIN {table} w ON w.rowid = found.here"
        )
        needed = " | ".join(f"({group.needed})" for group in groups)
        with self._connection.by_index():
            rows = self._connection.execute(sql, {**asked.parameters, **pieces, "needed": needed}).fetchall()
            if not rows:
                return []
            texts, average, having = self._known(table, column, phrases)
        weights = {phrase: _weight(texts, number) for phrase, number in zip(phrases, having, strict=True)}
        ranked = []
        for row in rows:
            end = len(row) - len(phrases)
            times = dict(zip(phrases, row[end:], strict=True))
            ranked.append((-_rank(groups, times, weights, row[1], average), *row[2:end]))
        return ranked

    def _known(self, table: str, column: str, phrases: Sequence[Phrase]) -> tuple[int, float, Sequence[int]]:
        """How many rows there are, how many words on average, and in how many rows each phrase is."""
        rows, words = self._connection.execute(
            "SELECT texts, words FROM word_total WHERE of = ?", (table,)
        ).fetchone()
        counts, parameters = [], dict[str, str]()
        for number, phrase in enumerate(phrases):
            exactly = "" if phrase.exact else f" AND strpos({column}, :piece{number}) > 0"
            having = f"{column}_set @@ CAST(:needed{number} AS tsquery){exactly}"
            counts.append(f"(SELECT count(*) FROM {table} WHERE {having})")
            parameters |= {f"needed{number}": phrase.needed, f"piece{number}": phrase.piece}
        return (
            rows,
            words / rows,
            self._connection.execute(f"SELECT {', '.join(counts)}", parameters).fetchone(),
        )

    def _forget(self, table: str, which: str, report: int) -> None:
        gone = self._connection.execute(
            f"DELETE FROM {table} WHERE {which} RETURNING n", (report,)
        ).fetchall()
        self._count(table, -len(gone), -sum(n for (n,) in gone))

    def _count(self, table: str, texts: int, words: int) -> None:
        sql = "UPDATE word_total SET texts = texts + ?, words = words + ? WHERE of = ?"
        self._connection.execute(sql, (texts, words, table))


def in_order(words: Iterable[str]) -> str:
    """The words of a text in their order, each between blanks."""
    return "".join(f" {word} " for word in words)


def as_set(words: Iterable[str]) -> str:
    """The words of a text as a `tsvector`, each once."""
    return " ".join(f"'{word}'" for word in _within({word[:LONGEST] for word in words}))


def _within(words: set[str]) -> Iterator[str]:
    room = MOST_BYTES
    for word in sorted(words):
        room -= len(word.encode())
        if room < 0:
            return
        yield word


def _groups(asked: Sequence[Sequence[Asked]]) -> list[Group]:
    """What is asked for as words, one of them at least; what has none is found nowhere."""
    cut = iter(cutter().words([one.words for group in asked for one in group]))
    groups = [[(one.unwanted, Phrase(tuple(next(cut)), one.open)) for one in group] for group in asked]
    return [
        Group(
            tuple(phrase for unwanted, phrase in group if not unwanted),
            tuple(phrase for unwanted, phrase in group if unwanted and phrase.words),
        )
        for group in groups
        if all(unwanted or phrase.words for unwanted, phrase in group)
    ]


def _exactly(groups: Sequence[Group], phrases: Sequence[Phrase], column: str) -> str:
    """The condition that a row has just what is asked for, where sets of words do not tell."""
    if all(phrase.exact for phrase in phrases):
        return "TRUE"
    there = {phrase: f"strpos(i.{column}, :piece{number}) > 0" for number, phrase in enumerate(phrases)}
    either = (
        " AND ".join(
            [*(there[phrase] for phrase in group.wanted), *(f"NOT {there[one]}" for one in group.unwanted)]
        )
        for group in groups
    )
    return f"({' OR '.join(f'({one})' for one in either)})"


def _weight(texts: int, having: int) -> float:
    """What a word or phrase weighs: the fewer have it, the more."""
    return max(math.log((texts - having + 0.5) / (having + 0.5)), 0) or LEAST_WEIGHT


def _rank(
    groups: Sequence[Group],
    times: Mapping[Phrase, int],
    weights: Mapping[Phrase, float],
    length: int,
    average: float,
) -> float:
    """BM25 of a row of so many words, which has each phrase so many times, summed up in FTS5's order.

    Robertson & Zaragoza, The Probabilistic Relevance Framework, 2009.
    """
    rank = 0.0
    for group in groups:
        met = all(times[one] for one in group.wanted) and not any(times[one] for one in group.unwanted)
        for phrase in group.wanted if met else ():
            n = float(times[phrase])
            rank += weights[phrase] * ((n * (K1 + 1.0)) / (n + K1 * (1 - B + B * length / average)))
    return rank
