"""Reading out of a store."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import cast

import msgspec

from kawat.errors import NotFound, QueryError
from kawat.records import (
    KINDS,
    LINKED,
    Actor,
    AnyRecord,
    Event,
    Failure,
    Family,
    Judgement,
    R,
    Record,
    Report,
    Zone,
    decode,
    encode,
    kind_of,
)

from .known import family_seen
from .lookup import CANDIDATES
from .plans import Range, at_most
from .schema import NOW, SHEETS, TABLES, UNDATED, VAGUE, WHOLES, from_sheet, table_name
from .searching import Searching
from .values import EVERYTHING, Count, Filter, Page, Visit, WeekCount
from .weeks import Cell, cells

_DAY = len("2022-01-21")
# of the records in sheets
_NUMBER = "CAST(coalesce(sum(n), 0) AS BIGINT)"
# so many rows are read at once
_FEW = 1_000


class SqlView(Searching):
    """A View on a connection."""

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, and how many independent origins."""
        counts = {
            kind_of(kind): self._value(
                f"SELECT {_NUMBER if kind in SHEETS else 'count(*)'} FROM {kind_of(kind)}"
            )
            for kind in (*KINDS, *LINKED)
        }
        counts["actor"] = self._value("SELECT count(DISTINCT id) FROM actor")
        for name in ("failure", "judgement"):
            counts[name] = self._value(f"SELECT count(*) FROM {name}")
        counts["origin"] = self._value("SELECT count(DISTINCT origin) FROM report")
        return counts

    def spread(self, kind: type[Record], field: str) -> Mapping[str, int]:
        """How many records of a kind have each value of a field."""
        if self.as_of is not None:
            # what is made of several reports is another thing on an earlier day
            return Counter(getattr(record, field) for record in self.each(kind))
        value = NOW.get((kind, field), "json_extract(t.json, :field)")
        sql = f"SELECT {value}, count(*) FROM {table_name(kind)} t GROUP BY 1"
        return dict(self._rows(sql, {"field": f"$.{field}", "today": date.today().isoformat()}).fetchall())

    def last_day(self) -> str | None:
        """The last day on which a report began to be written, or None."""
        return cast("str | None", self._value("SELECT max(position) FROM report WHERE position < ?", VAGUE))

    def report(self, id: str) -> Report:
        """The report with that id or beginning of one."""
        return self._report(self._no(id))

    def text(self, report: str) -> str:
        """The received text of a report."""
        return cast(str, self._value("SELECT text FROM text WHERE report = ?", self._no(report)))

    def texts(self, reports: Iterable[str]) -> Mapping[str, str]:
        """The received texts of reports, by id."""
        sql = (
            "SELECT r.id, t.text FROM json_each(?) j CROSS JOIN report r ON r.id = j.value"
            " CROSS JOIN text t ON t.report = r.no"
        )
        return dict(self._rows(sql, (encode(list(reports)).decode(),)).fetchall())

    def zones(self, reports: Iterable[str]) -> Mapping[str, Sequence[Zone]]:
        """The zones of reports, by id."""
        sql = (
            "SELECT r.id, z.sheet FROM json_each(?) j CROSS JOIN report r ON r.id = j.value"
            " CROSS JOIN zone z ON z.report = r.no"
        )
        rows = self._rows(sql, (encode(list(reports)).decode(),))
        return {id: cast(Sequence[Zone], [*from_sheet(sheet)]) for id, sheet in rows}

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
        found = self._candidates(id) if id else []
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
        # as of a day, some rows turn out not to have been known: then it is read on until the page is full
        most = limit + 1 if self.as_of is None else -1
        rows = list(islice(self._select(kind, filter, most, cursor), limit + 1))
        more = len(rows) > limit
        records = tuple(record for record, _ in rows[:limit])
        return Page(records, rows[limit - 1][1] if more else None)

    def most_told(self, kind: type[R], filter: Filter = EVERYTHING, *, limit: int = 50) -> Sequence[R]:
        """Of the wholes of one kind that the filter lets through those of most origins, most first."""
        plan = self._planned(kind, filter)
        found: list[tuple[int, str]] = []
        for sql, parameters in plan.selects("t.origins, t.id", brief=self.as_of is None):
            most = f"SELECT origins, id FROM ({sql}) one ORDER BY origins DESC, id LIMIT {limit:d}"
            found += self._rows(most, parameters).fetchall()
        ids = [id for _, id in sorted(found, key=lambda one: (-one[0], one[1]))[:limit]]
        records = self.found(kind, ids)
        return [records[id] for id in ids if id in records and _enough(records[id], filter)]

    def latest_days(self, kind: type[Record], filter: Filter = EVERYTHING, *, limit: int) -> Sequence[str]:
        """The days on which the latest records begin, each its own, last first."""
        plan = self._planned(kind, filter)
        days = [one for one in plan.ranges if one.low < VAGUE] or plan.ranges
        plan = plan._replace(ranges=(Range(days[0].low, min(days[-1].high, VAGUE)),))
        ((sql, parameters),) = plan.selects("t.position", brief=self.as_of is None, latest=True)
        return [day[:_DAY] for (day,) in self._rows(f"{sql} LIMIT {limit:d}", parameters)]

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
        for no, id in self._many("SELECT no, id FROM report ORDER BY no"):
            yield self._report(no)
            for kind in (*SHEETS, *TABLES):
                yield from cast(Iterator[AnyRecord], self._of(kind, no))
            yield from self._actors_of(no)
            yield from self.failures(id)
        yield from self.families()
        for kind in LINKED:
            yield from cast(Iterator[AnyRecord], self.each(kind))
        yield from self.judgements()

    def unsure(self) -> Count:
        """How many reports an `as_of` view leaves out that may have been written by then."""
        if self.as_of is None:
            return Count(0, 0)
        sql = (
            "SELECT count(*), count(DISTINCT origin) FROM main.report"
            " WHERE day_to > :day AND (day_from <= :day OR day_from = :undated)"
        )
        return Count(*self._rows(sql, {"day": self.as_of, "undated": UNDATED}).fetchone())

    def origin(self, report: str) -> str:
        """The id of the report that stands for all copies of this one."""
        return self._id(self._value("SELECT origin FROM report WHERE no = ?", self._no(report)))

    def families(self, after: str = "") -> Iterator[Family]:
        """All copy families, by id; those behind one."""
        for (json,) in self._many("SELECT json FROM family WHERE id > ? ORDER BY id", (after,)):
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
        which = ' WHERE ? IN ("left", "right")' if id is not None else ""
        rows = self._rows(f"SELECT json FROM judgement{which} ORDER BY no", () if id is None else (id,))
        return [cast(Judgement, decode(json)) for (json,) in rows]

    def weeks(
        self,
        since: str | None = None,
        until: str | None = None,
        *,
        types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        min_score: float | None = None,
    ) -> Iterator[WeekCount]:
        """The roll-up of events by weeks."""
        if self.as_of is not None or min_score is not None:
            which = Filter(type=tuple(types), status=tuple(statuses), min_score=min_score)
            yield from self._weeks_anew(since, until, which)
            return
        sql = (
            "SELECT w.week, w.actor, w.recipient, w.type, w.status, r.id, w.n"
            " FROM week_event w JOIN report r ON r.no = w.origin"
            " WHERE (:since IS NULL OR w.week >= :since)"
            " AND (:until IS NULL OR w.week BETWEEN '1' AND :until)"
            " AND (:types = '[]' OR w.type IN (SELECT value FROM json_each(:types)))"
            " AND (:statuses = '[]' OR w.status IN (SELECT value FROM json_each(:statuses)))"
            " ORDER BY w.week, w.type, w.status, w.actor, w.recipient, w.origin"
        )
        lists = {"types": encode(list(types)).decode(), "statuses": encode(list(statuses)).decode()}
        for row in self._many(sql, {"since": since, "until": until, **lists}):
            yield WeekCount(*row)

    def _weeks_anew(self, since: str | None, until: str | None, which: Filter) -> Iterator[WeekCount]:
        """The roll-up, counted from the events: the stored one has those of all reports, however sure."""
        counted: Counter[tuple[Cell, str]] = Counter()
        for event in self.each(Event, which):
            origin = self.origin(event.report)
            counted.update((cell, origin) for cell in cells([event]).elements())
        for (cell, origin), n in counted.items():
            within = (since is None or cell.week >= since) and (until is None or "1" <= cell.week <= until)
            if within:
                yield WeekCount(cell.week, cell.actor, cell.recipient, cell.type, cell.status, origin, n)

    def _select(
        self, kind: type[R], filter: Filter, limit: int, cursor: str | None
    ) -> Iterator[tuple[R, str]]:
        """Records with the cursor that continues behind each."""
        after, id = ("", "") if cursor is None else _place(cursor)
        plan = self._planned(kind, filter, after)
        if cursor is not None:
            plan = plan._replace(
                condition=f"{plan.condition} AND (t.position, t.id) > (:after, :after_id)",
                parameters=plan.parameters | {"after": after, "after_id": id},
            )
        family = "(SELECT id FROM family WHERE report = t.origin)" if kind is Report else "NULL"
        columns, short = f"t.json, t.position, t.id, {family}", 0 <= limit <= _FEW
        for sql, parameters in plan.selects("t.id AS id" if short else columns):
            if short:
                # which rows these are stands in indexes: none is read only to be passed over
                sql = (
                    f"SELECT {columns} FROM ({sql}{at_most(limit)}) found"
                    f" CROSS JOIN {table_name(kind)} t ON t.id = found.id ORDER BY t.position, t.id"
                )
            asked = self._rows if short else self._many
            for json, place, id, of in asked(sql, parameters):
                if kind is Report:
                    record: Record | None = self._as_report(json, of)
                else:
                    record = self._whole(json) if kind in WHOLES else cast(Record, decode(json))
                if limit > 0:
                    limit -= 1
                if record is not None and _enough(record, filter):
                    yield cast(R, record), f"{place}.{id}"


def _enough(record: Record, filter: Filter) -> bool:
    """Whether so many origins tell it, as of the day that is asked for: the column counts those of today."""
    return filter.min_origins is None or getattr(record, "origins", 1) >= filter.min_origins


def _place(cursor: str) -> tuple[str, str]:
    position, dot, id = cursor.rpartition(".")
    if not dot:
        raise QueryError(f"'{cursor}' is no cursor: give the one that came with the page before")
    return position, id
