"""How many reports tell of something, and of how many origins: kept, or counted up to a bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kawat.records import Event, Figure, Quote, Record, Report, encode, kind_of

from .packing import Packing
from .plans import Plan, at_most, planned
from .schema import WHOLES
from .tallies import Tally
from .values import EVERYTHING, ActorCount, Called, Count, Filter, Header

T = TypeVar("T")

_COUNTED_PARTIES = (Quote, Event, Figure)
_COUNTED_KINDS = (Report, *_COUNTED_PARTIES)
COUNTED, EXAMINED = 1_000, 2_000
"""So many records are counted, and so many rows read for it; beyond, it is said that there may be more."""
SOME = 200
"""Of more than that only so many are looked up: 'at least 180 reports' says as much as 'at least 800'."""
# of so many reports one may wait to be joined
_ON_THEIR_WAY = 100
# what a pattern of LIKE means by itself
_SPECIAL = re.compile("[!%_]")
_CALLED: Mapping[Called, str] = {
    "id": "f.form = '=' || :words",
    "name": "f.form = :words OR f.form LIKE '% ' || :like ESCAPE '!'",
    "part": "f.form LIKE '%' || :like || '%' ESCAPE '!' AND f.form NOT LIKE '=%'",
}


class Counting(Packing):
    """Counts on a connection."""

    def count(self, kind: type[Record], filter: Filter = EVERYTHING) -> Count:
        """How many reports, of how many origins, have a record that the filter lets through."""
        kept = self._kept(kind, filter)
        if kept is not None:
            return kept
        return self._count_found(kind, self._planned(kind, filter), -1, None)[0]

    def counted(self, kind: type[Record], filter: Filter = EVERYTHING) -> tuple[Count, bool]:
        """The count, or of the first records only, and whether there may be more."""
        kept = self._kept(kind, filter)
        if kept is not None:
            return kept, False
        plan = self._planned(kind, filter)
        count, number = self._count_found(kind, plan, COUNTED, EXAMINED)
        return count, number > COUNTED or self._longer(plan)

    def _planned(self, kind: type[Record], filter: Filter, after: str = "") -> Plan:
        """The plan for a filter, from the place `after` on."""
        # what is hidden as of a day is hidden by views, which have no indexes
        return planned(self._rows, kind, filter, after, lasting=self.as_of is None)

    def _count_found(
        self, kind: type[Record], plan: Plan, most: int, examined: int | None
    ) -> tuple[Count, int]:
        """The count of the records of a plan, or of the first of more than `most`, and how many there are.

        Beyond `most` these are `most + 1`; when it is negative all are counted.
        """
        brief = self.as_of is None
        sql, parameters = _first(kind, plan, most + (most >= 0), examined, brief=brief)
        told, no = "counted f", "f.no"
        if kind in WHOLES:
            told, no = "counted f CROSS JOIN part p ON p.whole = f.id AND p.whole > ''", "p.report"
        told += f" CROSS JOIN report r {'INDEXED BY report_brief' if brief else ''} ON r.no = {no}"
        number = "(SELECT count(*) FROM found)"
        some = f" LIMIT CASE WHEN {number} > {most} THEN {min(most, SOME)} ELSE {number} END"
        sql = (
            f"WITH found AS MATERIALIZED ({sql}), counted AS (SELECT * FROM found{some if most >= 0 else ''})"
            f" SELECT {number}, count(DISTINCT r.no), count(DISTINCT r.origin) FROM {told}"
        )
        number, raw, independent = self._rows(sql, parameters).fetchone()
        return Count(raw, independent), number

    def _longer(self, plan: Plan) -> bool:
        """Whether more rows may be in a list than are examined."""
        if plan.walked is None:
            return False
        for one in plan.ranges:
            walk, within = plan.walk(one)
            sql = f"SELECT 1 FROM {walk} WHERE {within} LIMIT 1 OFFSET {EXAMINED}"
            if self._rows(sql, {**plan.parameters, "low": one.low, "high": one.high}).fetchone():
                return True
        return False

    def tally(self, reports: Iterable[str]) -> Count:
        """How many different reports these are, of how many origins."""
        ids = encode(list(reports)).decode()
        sql = (
            "SELECT count(*), count(DISTINCT origin) FROM report WHERE id IN (SELECT value FROM json_each(?))"
        )
        return Count(*self._rows(sql, (ids,)).fetchone())

    def tally_each(self, groups: Mapping[T, Iterable[str]]) -> Mapping[T, Count]:
        """The same of several groups of reports, looked up at once."""
        each = {key: set(reports) for key, reports in groups.items()}
        sql = "SELECT id, origin FROM report WHERE id IN (SELECT value FROM json_each(?))"
        ids = encode(sorted(set().union(*each.values()))).decode()
        origins = dict(self._rows(sql, (ids,)).fetchall())
        known = {key: reports & origins.keys() for key, reports in each.items()}
        return {key: Count(len(some), len({origins[id] for id in some})) for key, some in known.items()}

    def copy_counts(self, reports: Iterable[str]) -> Mapping[str, Count]:
        """How many reports there are of the text of each of these, itself included, by id."""
        sql = (
            "SELECT r.id, (SELECT count(*) FROM report c WHERE c.origin = r.origin)"
            " FROM json_each(?) j CROSS JOIN report r ON r.id = j.value"
        )
        rows = self._rows(sql, (encode(list(reports)).decode(),))
        return {id: Count(n, 1) for id, n in rows}

    def headers(self) -> Iterator[Header]:
        """Of every report what a summary needs, in order of days."""
        sql = (
            "SELECT id, origin, language, json_extract(json, '$.written.from'),"
            " json_extract(json, '$.written.to'), json_extract(json, '$.page_date')"
            " FROM report ORDER BY position, id"
        )
        for id, origin, language, first, last, page_date in self._many(sql):
            yield Header(id, origin, language, (first, last) if first else None, page_date)

    def tally_of(self, kind: type[Record], wholes: Iterable[str]) -> Count:
        """How many reports have a member of one of these wholes, and of how many origins they are."""
        ids = encode(list(wholes)).decode()
        sql = (
            "SELECT count(DISTINCT r.no), count(DISTINCT r.origin) FROM json_each(?) j"
            " CROSS JOIN part p ON p.whole = j.value AND p.whole > '' CROSS JOIN report r ON r.no = p.report"
            " WHERE p.kind = ?"
        )
        return Count(*self._rows(sql, (ids, kind_of(kind))).fetchone())

    def tallies(self, of: str, owner: str = "", *, limit: int = -1) -> Mapping[str, tuple[int, Count]]:
        """What is kept under these (see `tallies`), by label, most origins first: records and reports."""
        sql = (
            "SELECT label, n, reports, origins FROM tally WHERE of = ? AND owner = ?"
            f" ORDER BY origins DESC, reports DESC, label{at_most(limit)}"
        )
        rows = self._rows(sql, (of, owner))
        return {label: (n, Count(reports, origins)) for label, n, reports, origins in rows}

    def tallies_each(self, of: str, owners: Iterable[str]) -> Mapping[str, Mapping[str, tuple[int, Count]]]:
        """The same of several owners, looked up at once."""
        found: dict[str, dict[str, tuple[int, Count]]] = {owner: {} for owner in owners}
        sql = (
            "SELECT t.owner, t.label, t.n, t.reports, t.origins FROM json_each(?) j"
            " CROSS JOIN tally t ON t.of = ? AND t.owner = j.value"
            " ORDER BY t.origins DESC, t.reports DESC, t.label"
        )
        for owner, label, n, reports, origins in self._rows(sql, (encode([*found]).decode(), of)):
            found[owner][label] = (n, Count(reports, origins))
        return found

    def copied(self) -> Count:
        """How many reports are in a family, and how many families these are."""
        sql = "SELECT count(*) AS n FROM report GROUP BY origin HAVING count(*) > 1"
        return Count(
            *self._rows(f"SELECT CAST(coalesce(sum(n), 0) AS BIGINT), count(*) FROM ({sql}) c").fetchone()
        )

    def countries(self) -> Mapping[str, str | None]:
        """The actors that reports name, and the country of each."""
        if self.as_of is not None:
            ids = self._rows("SELECT DISTINCT id FROM actor").fetchall()
            return {id: self.actor(id).country for (id,) in ids}
        known: dict[str, str | None] = dict.fromkeys(self.tallies("actor"))
        rows = "SELECT owner, label FROM tally WHERE of = 'country' ORDER BY reports, label DESC"
        return known | dict(self._rows(rows).fetchall())

    def linked(self) -> bool:
        """Whether reports have been joined with the others, all but one in a hundred at most.

        While reports come into a large store the last ones never are: answers are made of what is counted
        beforehand even so. In a small one they are made of all records, which is as quick.
        """
        few = self.count(Report).raw // _ON_THEIR_WAY
        waiting = f"SELECT 1 FROM main.report WHERE NOT joined LIMIT {few + 1}"
        return int(self._value(f"SELECT count(*) FROM ({waiting}) one")) <= few

    def called(self, words: str, how: Called = "name", *, limit: int = 50) -> Sequence[str]:
        """The actors that are called so, most reported first."""
        sql = (
            "SELECT f.actor FROM actor_form f LEFT JOIN tally c ON c.of = 'actor' AND c.owner = ''"
            f" AND c.label = f.actor WHERE {_CALLED[how]} GROUP BY f.actor"
            " ORDER BY coalesce(max(c.origins), 0) DESC, coalesce(max(c.reports), 0) DESC, f.actor"
            " LIMIT :limit"
        )
        words = words.casefold()
        like = _SPECIAL.sub(r"!\g<0>", words)
        rows = self._rows(sql, {"words": words, "like": like, "limit": limit})
        return [actor for (actor,) in rows]

    def _kept(self, kind: type[Record], filter: Filter) -> Count | None:
        """A count that is kept, None where none is of this filter."""
        tally = _kept_as(kind, filter) if self.as_of is None else None
        if tally is None:
            return None
        sql = "SELECT reports, origins FROM tally WHERE of = ? AND owner = ? AND label = ?"
        return Count(*(self._rows(sql, tally).fetchone() or (0, 0)))

    def actors(self, sort: str | None = None, *, limit: int | None = None) -> Sequence[ActorCount]:
        """The actors, most reported first."""
        counted = self._actors_anew() if self.as_of else self.tallies("actor", sort or "").items()
        found: list[ActorCount] = []
        for id, (_, count) in counted:
            if limit is not None and len(found) >= limit:
                break
            actor = self.actor(id)
            if sort in (None, actor.sort):
                found.append(ActorCount(actor, count))
        return found

    def _actors_anew(self) -> Iterable[tuple[str, tuple[int, Count]]]:
        sql = (
            "SELECT m.actor, count(*), count(DISTINCT r.origin) FROM actor_mention m"
            " JOIN report r ON r.no = m.report GROUP BY m.actor ORDER BY 3 DESC, 2 DESC, 1"
        )
        return ((id, (raw, Count(raw, independent))) for id, raw, independent in self._rows(sql))


def _first(
    kind: type[Record], plan: Plan, most: int, examined: int | None, *, brief: bool
) -> tuple[str, dict[str, Any]]:
    """The query for the first records of a plan, with -1 for all."""
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    no = "t.no" if kind is Report else "t.report"
    # the parts of wholes are found by their ids; of others the short index need not have them
    columns = f"{'t.id AS id, ' if kind in WHOLES else ''}{no} AS no"
    selects = plan.selects(columns, examined=examined, brief=brief)
    for number, (sql, given) in enumerate(selects):
        for bound in ("low", "high"):
            sql = sql.replace(f":{bound}", f":{bound}{number}")
            parameters[f"{bound}{number}"] = given.pop(bound)
        parameters |= given
        parts.append(f"SELECT * FROM ({sql}{at_most(most)}) of_{number}")
    return f"{' UNION ALL '.join(parts)}{at_most(most)}", parameters


def _kept_as(kind: type[Record], filter: Filter) -> Tally | None:
    """Under what the count of a filter is kept, None when it is not."""
    given = {field: getattr(filter, field) for field in filter.__struct_fields__}
    given = {field: value for field, value in given.items() if value not in (None, ())}
    actor = str(given.get("actor") or given.get("speaker") or "")
    labels = filter.act or filter.type
    one = labels[0] if len(labels) == 1 else ""
    known: dict[tuple[type[Record], frozenset[str]], Tally] = {
        (Report, frozenset({"actor"})): Tally("actor", "", actor),
        (Report, frozenset({"language"})): Tally("language", "", str(given.get("language"))),
        (Quote, frozenset({"speaker"})): Tally("speaker", "", actor),
    }
    if one:
        known[Quote, frozenset({"act"})] = Tally("act", "", one)
        known[Quote, frozenset({"speaker", "act"})] = Tally("act", actor, one)
        known[Event, frozenset({"type"})] = Tally("type", "", one)
    if kind in _COUNTED_KINDS:
        known[kind, frozenset()] = Tally("kind", "", kind_of(kind))
    if kind in _COUNTED_PARTIES:
        known[kind, frozenset({"actor"})] = Tally(kind_of(kind), "", actor)
    return known.get((kind, frozenset(given)))
