"""Reading out of an SQLite store."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

import msgspec

from kawat.errors import NotFound, StoreError
from kawat.records import (
    KINDS,
    LINKED,
    Actor,
    AnyRecord,
    Event,
    Failure,
    Family,
    Judgement,
    Quote,
    R,
    Record,
    Report,
    decode,
    encode,
    kind_of,
)

from .base import EVERYTHING, ActorCount, Count, Filter, Match, Matches, Page, Visit, WeekCount, Where
from .known import family_seen
from .lookup import CANDIDATES, Lookup, as_report
from .plans import planned
from .queries import OPEN, SHUT, expression, marks
from .schema import SHEETS, TABLES, WHOLES, conditions, table_name
from .weeks import Cell, cells


class SqliteView(Lookup):
    """A View on an SQLite connection."""

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, and how many independent origins."""
        counts = {
            kind_of(kind): self._value(
                f"SELECT {'ifnull(sum(n), 0)' if kind in SHEETS else 'count(*)'} FROM {kind_of(kind)}"
            )
            for kind in (*KINDS, *LINKED)
        }
        counts["actor"] = self._value("SELECT count(DISTINCT id) FROM actor")
        for name in ("failure", "judgement"):
            counts[name] = self._value(f"SELECT count(*) FROM {name}")
        counts["origin"] = self._value("SELECT count(DISTINCT origin) FROM report")
        return counts

    def report(self, id: str) -> Report:
        """The report with that id or beginning of one."""
        return self._report(self._no(id))

    def text(self, report: str) -> str:
        """The received text of a report."""
        return cast(str, self._value("SELECT text FROM text WHERE report = ?", self._no(report)))

    def original(self, report: str) -> bytes | None:
        """The page that a report was read from, or None."""
        packed = self._value(
            "SELECT zlib FROM original WHERE sha256 = (SELECT original FROM report WHERE no = ?)",
            self._no(report),
        )
        return zlib.decompress(packed) if packed else None

    def input(self, report: str) -> str | None:
        """How the bytes of a report were read, or None."""
        return cast("str | None", self._value("SELECT input FROM report WHERE no = ?", self._no(report)))

    def visit(self, url: str) -> Visit | None:
        """What is remembered of an address, or None."""
        json = self._value("SELECT json FROM visit WHERE url = ?", url)
        return msgspec.json.decode(json, type=Visit) if json else None

    def watched(self) -> Sequence[Visit]:
        """The feeds that are polled."""
        rows = self._rows("SELECT json FROM visit WHERE watched ORDER BY url")
        return [msgspec.json.decode(json, type=Visit) for (json,) in rows]

    def record(self, id: str) -> Record | Failure:
        """The record of any kind with that id or beginning of one."""
        found = list(self._candidates(id)) if id else []
        found = [(name, whole) for name, whole in found if whole == id] or found
        if len(found) == 1:
            return self._fetch(*found[0])
        successor = None if found else self._successor(id)
        if successor:
            return successor
        unlisted = list(islice(self._in_sheets(id), CANDIDATES)) if id and not found else []
        if len(unlisted) == 1:
            return unlisted[0]
        found += [(kind_of(type(record)), record.id) for record in unlisted]
        if not found:
            raise NotFound(
                f"nothing has an id that begins with '{id}': 'kawat quotes' and the like print ids"
            )
        listed = ", ".join(f"{name} {whole}" for name, whole in found)
        raise NotFound(f"several ids begin with '{id}': {listed}: give more of one")

    def records(self, kind: type[R], *, report: str) -> Sequence[R]:
        """The records of one kind that were made of a report."""
        no = self._no(report)
        if kind is Report:
            return (cast(R, self._report(no)),)
        if kind is Actor:
            return cast(Sequence[R], self._actors_of(no))
        if kind is Family:
            family = self.family_of(report)
            return (cast(R, family),) if family else ()
        return tuple(self._of(kind, no))

    def listing(
        self, kind: type[R], filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
    ) -> Page[R]:
        """A page of records in order of days."""
        rows = list(self._select(kind, filter, limit + 1, cursor))
        more = len(rows) > limit
        records = tuple(record for record, _ in rows[:limit])
        return Page(records, rows[limit - 1][1] if more else None)

    def each(self, kind: type[R], filter: Filter = EVERYTHING) -> Iterator[R]:
        """All records that the filter lets through, in order of days."""
        if kind in SHEETS:
            for report in self.each(Report, filter):
                yield from self.records(kind, report=report.id)
            return
        for record, _ in self._select(kind, filter, -1, None):
            yield record

    def all(self) -> Iterator[AnyRecord]:
        """Everything, report by report."""
        for no, id in self._rows("SELECT no, id FROM report ORDER BY no"):
            yield self._report(no)
            for kind in (*SHEETS, *TABLES):
                yield from cast(Iterator[AnyRecord], self._of(kind, no))
            yield from self._actors_of(no)
            yield from self.failures(id)
        yield from self.families()
        for kind in LINKED:
            yield from cast(Iterator[AnyRecord], self.each(kind))
        yield from self.judgements()

    def count(self, kind: type[Record], filter: Filter = EVERYTHING) -> Count:
        """How many reports, of how many origins, have a record that the filter lets through."""
        condition, parameters = conditions(kind, filter)
        told = _from(kind)
        if kind in WHOLES:
            told = f"{kind_of(kind)} t JOIN part p ON p.whole = t.id JOIN report r ON r.no = p.report"
        sql = f"SELECT count(DISTINCT r.no), count(DISTINCT r.origin) FROM {told} WHERE {condition}"
        return Count(*self._rows(sql, parameters).fetchone())

    def tally(self, reports: Iterable[str]) -> Count:
        """How many different reports these are, of how many origins."""
        ids = encode(list(reports)).decode()
        sql = (
            "SELECT count(*), count(DISTINCT origin) FROM report WHERE id IN (SELECT value FROM json_each(?))"
        )
        return Count(*self._rows(sql, (ids,)).fetchone())

    def origin(self, report: str) -> str:
        """The id of the report that stands for all copies of this one."""
        return self._id(self._value("SELECT origin FROM report WHERE no = ?", self._no(report)))

    def actors(self, sort: str | None = None, *, limit: int | None = None) -> Sequence[ActorCount]:
        """The actors, most reported first."""
        sql = (
            "SELECT m.actor, count(*), count(DISTINCT r.origin) FROM actor_mention m"
            " JOIN report r ON r.no = m.report GROUP BY m.actor ORDER BY 3 DESC, 2 DESC, 1"
        )
        actors: list[ActorCount] = []
        for id, raw, independent in self._rows(sql):
            if limit is not None and len(actors) >= limit:
                break
            actor = self.actor(id)
            if sort in (None, actor.sort):
                actors.append(ActorCount(actor, Count(raw, independent)))
        return actors

    def families(self) -> Iterator[Family]:
        """All copy families, by id."""
        for (json,) in self._rows("SELECT json FROM family ORDER BY id"):
            family = self._family(json)
            if family:
                yield family

    def family_of(self, report: str) -> Family | None:
        """The copy family of a report, or None."""
        json = self._value(
            "SELECT json FROM family WHERE report = (SELECT origin FROM report WHERE no = ?)",
            self._no(report),
        )
        return self._family(json) if json else None

    def _family(self, json: str) -> Family | None:
        family = cast(Family, decode(json))
        if self.as_of is None:
            return family
        return family_seen(family, self._visible, lambda id: self.report(id).at)

    def failures(self, report: str | None = None) -> Sequence[Failure]:
        """The stages that failed, in all reports or in one."""
        which, parameters = ("", ()) if report is None else (" WHERE report = ?", (self._no(report),))
        rows = self._rows(f"SELECT json FROM failure{which} ORDER BY report, rowid", parameters)
        return [cast(Failure, decode(json)) for (json,) in rows]

    def judgements(self, id: str | None = None) -> Sequence[Judgement]:
        """What analysts decided, oldest first."""
        rows = self._rows(
            'SELECT json FROM judgement WHERE :id IS NULL OR :id IN ("left", "right") ORDER BY no', {"id": id}
        )
        return [cast(Judgement, decode(json)) for (json,) in rows]

    def weeks(
        self,
        since: str | None = None,
        until: str | None = None,
        *,
        types: Sequence[str] = (),
        statuses: Sequence[str] = (),
    ) -> Iterator[WeekCount]:
        """The roll-up of events by weeks."""
        if self.as_of is not None:
            yield from self._weeks_anew(since, until, types, statuses)
            return
        sql = (
            "SELECT w.week, w.actor, w.recipient, w.type, w.status, r.id, w.n"
            " FROM week_event w JOIN report r ON r.no = w.origin"
            " WHERE (:since IS NULL OR w.week >= :since)"
            " AND (:until IS NULL OR w.week BETWEEN '1' AND :until)"
            " AND (:types = '[]' OR w.type IN (SELECT value FROM json_each(:types)))"
            " AND (:statuses = '[]' OR w.status IN (SELECT value FROM json_each(:statuses)))"
        )
        lists = {"types": encode(list(types)).decode(), "statuses": encode(list(statuses)).decode()}
        for row in self._rows(sql, {"since": since, "until": until, **lists}):
            yield WeekCount(*row)

    def _weeks_anew(
        self, since: str | None, until: str | None, types: Sequence[str], statuses: Sequence[str]
    ) -> Iterator[WeekCount]:
        """The roll-up, counted from the events: the stored one has those of all reports."""
        counted: Counter[tuple[Cell, str]] = Counter()
        for event in self.each(Event, Filter(type=tuple(types), status=tuple(statuses))):
            origin = self.origin(event.report)
            counted.update((cell, origin) for cell in cells([event]).elements())
        for (cell, origin), n in counted.items():
            within = (since is None or cell.week >= since) and (until is None or "1" <= cell.week <= until)
            if within:
                yield WeekCount(cell.week, cell.actor, cell.recipient, cell.type, cell.status, origin, n)

    def search(
        self, query: str, where: Where = "text", filter: Filter = EVERYTHING, *, limit: int = 20
    ) -> Matches:
        """What has all words of the query, best first."""
        kind: type[Record] = Quote if where == "quote" else Report
        index, column = ("quote_words", "words") if where == "quote" else ("text_words", where)
        condition, parameters = conditions(kind, filter)
        parameters["match"] = expression(query, column)
        found = (
            f"FROM {_from(kind)} JOIN {index} ON {index}.rowid = t.no"
            f" WHERE {index} MATCH :match AND {condition}"
        )
        count = Count(
            *self._rows(
                f"SELECT count(DISTINCT r.no), count(DISTINCT r.origin) {found}", parameters
            ).fetchone()
        )
        best = self._rows(
            f"SELECT t.no, {index}.rank {found} ORDER BY {index}.rank, t.id LIMIT {limit:d}", parameters
        )
        return Matches(
            tuple(self._match(kind, index, column, no, rank, parameters["match"]) for no, rank in best), count
        )

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

    def _select(
        self, kind: type[R], filter: Filter, limit: int, cursor: str | None
    ) -> Iterator[tuple[R, str]]:
        """Records with the cursor that continues behind each."""
        after, id = ("", "") if cursor is None else _place(cursor)
        plan = planned(self._rows, kind, filter, after)
        if cursor is not None:
            behind = f"({plan.place}, t.id) > (:after, :after_id)"
            plan = plan._replace(
                condition=f"{plan.condition} AND {behind}",
                parameters=plan.parameters | {"after": after, "after_id": id},
            )
        columns = "t.json, t.position, t.id, (SELECT id FROM family WHERE report = r.origin)"
        for sql, parameters in plan.selects(columns):
            for json, position, id, family in self._rows(f"{sql} LIMIT {limit:d}", parameters):
                if kind is Report:
                    record: Record | None = as_report(json, family)
                else:
                    record = self._whole(json) if kind in WHOLES else cast(Record, decode(json))
                if limit > 0:
                    limit -= 1
                if record is not None and _enough(record, filter):
                    yield cast(R, record), f"{position}.{id}"


def _enough(record: Record, filter: Filter) -> bool:
    """Whether so many origins tell it, as of the day that is asked for: the column counts those of today."""
    return filter.min_origins is None or getattr(record, "origins", 1) >= filter.min_origins


def _from(kind: type[Record]) -> str:
    """The table of a kind as `t`, with the report as `r`."""
    return f"{table_name(kind)} t JOIN report r ON r.no = {'t.no' if kind is Report else 't.report'}"


def _place(cursor: str) -> tuple[str, str]:
    position, dot, id = cursor.rpartition(".")
    if not dot:
        raise StoreError(f"'{cursor}' is no cursor: give the one that came with the page before")
    return position, id
