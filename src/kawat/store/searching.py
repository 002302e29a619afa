"""Full-text search in a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from kawat.records import Quote, Record, Report, encode, kind_of

from .connection import Weighing
from .counting import Counting
from .cutting import cutter
from .queries import COLUMNS, asked_for
from .schema import conditions
from .values import EVERYTHING, Count, Filter, Match, Matches, Where

WEIGHED = 1_000
"""Of more matches of a search only the newest so many are weighed."""
# rank, number, report, origin, id, and what is the same in copies
Row = tuple[float, int, int, int, str, str]


class Searching(Counting):
    """Searches on a connection."""

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
        condition, parameters = conditions(kind, filter)
        brief = "" if self.as_of else "INDEXED BY report_brief"
        asked = Weighing(
            asked_for(query),
            where,
            f"t.no, r.no, r.origin, t.id, {_SAME[kind]}",
            f"CROSS JOIN {kind_of(kind)} t {brief if kind is Report else ''} ON t.no = i.rowid"
            f" CROSS JOIN report r {brief} ON r.no = {'t.no' if kind is Report else 't.report'}",
            f"{condition}{self._within(kind, filter)}",
            parameters,
            WEIGHED + 1,
            filter == EVERYTHING and self.as_of is None,
        )
        found = cast(list[Row], self._connection.words.found(asked))
        count = Count(len({row[2] for row in found}), len({row[3] for row in found}))
        found.sort(key=lambda row: (row[0], row[4]))
        best = found if copies else _once(found)
        return Matches(tuple(self._matches(kind, asked, [*islice(best, limit)])), count, len(found) > WEIGHED)

    def _within(self, kind: type[Record], filter: Filter) -> str:
        """Of a filter by a seldom named actor: the rows that may be found, so that no others are tried."""
        if filter.actor is None:
            return ""
        party = f"SELECT no FROM party WHERE kind = '{kind_of(kind)}' AND actor = :actor"
        few = f"SELECT count(*) FROM ({party} LIMIT {WEIGHED + 1}) named"
        named = self._rows(few, {"actor": filter.actor}).fetchone()[0]
        return f" AND t.no IN ({party})" if named <= WEIGHED else ""

    def _matches(self, kind: type[Record], asked: Weighing, best: Sequence[Row]) -> Iterator[Match]:
        """What was found, with the words that were met."""
        ids = [row[4] for row in best]
        sql = _WORDS[kind].format(COLUMNS[asked.where][1])
        texts = dict(self._rows(sql, (encode(ids).decode(),)))
        records = self.found(kind, ids)
        for rank, _, _, _, id, _ in best:
            yield Match(records[id], texts[id], cutter().marked(texts[id], asked.groups), rank)


_WORDS: dict[type[Record], str] = {
    Report: "SELECT r.id, t.{} FROM json_each(?) j CROSS JOIN report r ON r.id = j.value"
    " CROSS JOIN text t ON t.report = r.no",
    Quote: "SELECT t.id, t.{} FROM json_each(?) j CROSS JOIN quote t ON t.id = j.value",
}
_SAME: dict[type[Record], str] = {Report: "''", Quote: "lower(t.words)"}


def _once(found: Iterable[Row]) -> Iterator[Row]:
    """Of the copies of a text, or of a quote in one text, the first."""
    seen: set[tuple[int, str]] = set()
    for row in found:
        key = row[3], row[5]
        if key not in seen:
            seen.add(key)
            yield row
