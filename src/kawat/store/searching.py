"""Full-text search in an SQLite store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import cast

from kawat.records import Quote, Record, Report, decode, kind_of

from .counting import Counting
from .queries import OPEN, SHUT, expression, marks
from .schema import conditions
from .values import EVERYTHING, Count, Filter, Match, Matches, Where

WEIGHED = 1_000
"""Of more matches of a search only the newest so many are weighed."""
Row = tuple[int, float, int, int, str, str]


class Searching(Counting):
    """Searches on an SQLite connection."""

    def search(
        self,
        query: str,
        where: Where = "text",
        filter: Filter = EVERYTHING,
        *,
        limit: int = 20,
        copies: bool = True,
    ) -> Matches:
        """What has all words of the query, best first."""
        kind: type[Record] = Quote if where == "quote" else Report
        index, column = ("quote_words", "words") if where == "quote" else ("text_words", where)
        condition, parameters = conditions(kind, filter)
        parameters["match"] = expression(query, column)
        brief = "" if self.as_of else "INDEXED BY report_brief"
        # newest first, so that of a word that stands everywhere only the newest texts are weighed
        found = self._rows(
            f"SELECT t.no, bm25({index}) AS rank, r.no, r.origin, t.id, {_SAME[kind]}"
            f" FROM {index} CROSS JOIN {kind_of(kind)} t {brief if kind is Report else ''}"
            f" ON t.no = {index}.rowid"
            f" CROSS JOIN report r {brief} ON r.no = {'t.no' if kind is Report else 't.report'}"
            f" WHERE {index} MATCH :match AND {condition}{self._within(kind, filter)}"
            f" ORDER BY {index}.rowid DESC LIMIT {WEIGHED + 1}",
            parameters,
        ).fetchall()
        count = Count(len({row[2] for row in found}), len({row[3] for row in found}))
        found.sort(key=lambda row: (row[1], row[4]))
        best = found if copies else _once(found)
        return Matches(
            tuple(
                self._match(kind, index, column, row[0], row[1], parameters["match"])
                for row in islice(best, limit)
            ),
            count,
            len(found) > WEIGHED,
        )

    def _within(self, kind: type[Record], filter: Filter) -> str:
        """Of a filter by a seldom named actor: the rows that may be found, so that no others are tried."""
        if filter.actor is None:
            return ""
        party = f"SELECT no FROM party WHERE kind = '{kind_of(kind)}' AND actor = :actor"
        named = self._rows(f"SELECT count(*) FROM ({party} LIMIT {WEIGHED + 1})", {"actor": filter.actor})
        return f" AND t.no IN ({party})" if named.fetchone()[0] <= WEIGHED else ""

    def _match(self, kind: type[Record], index: str, column: str, no: int, rank: float, match: str) -> Match:
        number = 1 if column == "text" else 0
        text, highlighted = self._rows(
            f"SELECT {column}, highlight({index}, {number}, ?, ?) FROM {index}"
            f" WHERE {index} MATCH ? AND rowid = ?",
            (OPEN, SHUT, match, no),
        ).fetchone()
        quote = None if kind is Report else self._value("SELECT json FROM quote WHERE no = ?", no)
        record = decode(quote) if quote else self._report(no)
        return Match(cast(Record, record), text, marks(highlighted, text), rank)


_SAME: dict[type[Record], str] = {Report: "''", Quote: "lower(t.words)"}


def _once(found: Iterable[Row]) -> Iterator[Row]:
    """Of the copies of a text, or of a quote in one text, the first."""
    seen: set[tuple[int, str]] = set()
    for row in found:
        key = row[3], row[5]
        if key not in seen:
            seen.add(key)
            yield row
