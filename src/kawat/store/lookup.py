"""Finding rows of a store, and the records in them."""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

import msgspec

from kawat.errors import NotFound
from kawat.records import (
    Actor,
    Commitment,
    Failure,
    Linked,
    R,
    Record,
    Report,
    Story,
    decode,
    encode,
    kind_of,
)

from .accounts import Mentioned, mentioned, merged, month_of
from .connection import Connection, Rows
from .independence import Origin
from .known import Teller, outcome, seen
from .schema import SHEETS, TABLES, WHOLES, from_sheet, in_sheet
from .values import SiteLines

_REPORT = "SELECT r.json, f.id FROM report r LEFT JOIN family f ON f.report = r.origin"
# a string that sorts behind every continuation of a beginning
_LAST = "\U0010ffff"
_ADDRESS = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+://")
# up to the last stroke of either kind, as systems write them
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
CANDIDATES = 6
# the wholes whose members may stand in AI summaries, with the kind of these, and how that is written
_WORDED, _SUMMARY = {"saying": "quote", "happening": "event"}, "ai-summary"
_ACCOUNTS = "SELECT a.id, a.no, a.json FROM json_each(?) j CROSS JOIN actor a ON a.id = j.value ORDER BY a.no"
_FIRST_MENTIONS = (
    "SELECT m.actor, r.id, m.json FROM json_each(?) j CROSS JOIN report r ON r.no = ("
    "SELECT d.no FROM party d CROSS JOIN report o ON o.no = d.no"
    " WHERE d.kind = 'report' AND d.actor = j.value ORDER BY d.position, o.id LIMIT 1)"
    " CROSS JOIN actor_mention m ON m.report = r.no AND m.actor = j.value"
)
_BY_ID = ("report", *map(kind_of, (*TABLES, *WHOLES)), "actor", "family", "failure")
_CANDIDATES = " UNION ALL ".join(
    f"SELECT * FROM (SELECT DISTINCT '{name}' AS kind, id FROM {name} WHERE id >= :id AND id < :end"
    f" ORDER BY id LIMIT :most) of_{name}"
    for name in _BY_ID
)
_REPORTS_OF = " UNION ALL ".join(
    f"SELECT t.id, r.id FROM json_each(:ids) j CROSS JOIN {kind_of(kind)} t ON t.id = j.value"
    " CROSS JOIN report r ON r.no = t.report"
    for kind in TABLES
)
_mention = msgspec.json.Decoder(Mentioned)


class Visible(Mapping[str, Origin]):
    """The reports that may be seen, by id, looked up when asked for."""

    _AT_HAND = 100_000

    def __init__(self, find: Callable[[Sequence[str]], Mapping[str, Origin]]) -> None:
        self._find = find
        self._known: dict[str, Origin | None] = {}

    def __getitem__(self, report: str) -> Origin:
        self.take([report])
        found = self._known[report]
        if found is None:
            raise KeyError(report)
        return found

    def take(self, reports: Iterable[str]) -> None:
        """Have these at hand."""
        wanted = dict.fromkeys(reports)
        missing = [id for id in wanted if id not in self._known]
        if len(self._known) + len(missing) > self._AT_HAND:
            self._known.clear()
            missing = [*wanted]
        if missing:
            found = self._find(missing)
            self._known |= {id: found.get(id) for id in missing}

    def forget(self) -> None:
        """Look all up anew: a report was written, or its family has changed."""
        self._known.clear()

    def __iter__(self) -> Iterator[str]:
        raise TypeError("reports are looked up one by one")

    def __len__(self) -> int:
        raise TypeError("reports are looked up one by one")


class Lookup:
    """Finds reports and records on a connection."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        self._connection = connection
        self._as_of = as_of
        self._folders = True
        self._visible = Visible(self._origins)

    @property
    def connection(self) -> Connection:
        """What it asks."""
        return self._connection

    @property
    def as_of(self) -> str | None:
        """The day as of which it is read, None for all there is."""
        return self._as_of

    def bound(self, seconds: float | None) -> None:
        """Let questions end with TooLong when so many seconds have passed, or take as long as they do."""
        self._connection.bound(seconds)

    def _rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Rows:
        return self._connection.execute(sql, parameters)

    def _many(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[Any]:
        """The rows of an answer that may be long, without having all of them at once."""
        return self._connection.stream(sql, parameters)

    def _value(self, sql: str, *parameters: Any) -> Any:
        """The first cell of the first row, None when there is no row."""
        row = self._rows(sql, parameters).fetchone()
        return row[0] if row else None

    def _no(self, id: str) -> int:
        """The number of the report with that id or beginning of one. Raises NotFound."""
        no = self._value("SELECT no FROM report WHERE id = ?", id)
        if no is not None:
            return cast(int, no)
        found = self._rows(
            "SELECT no, id FROM report WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
            (id, id + _LAST, CANDIDATES),
        ).fetchall()
        if not id or not found:
            raise NotFound(
                f"no report has an id that begins with '{id}': 'kawat reports' lists those there are"
            )
        if len(found) > 1:
            listed = ", ".join(other for _, other in found)
            raise NotFound(f"several reports have ids that begin with '{id}': {listed}: give more of one")
        return cast(int, found[0][0])

    def _id(self, no: int) -> str:
        # main: copies count as one also when the one that stands for them was written later
        return cast(str, self._value("SELECT id FROM main.report WHERE no = ?", no))

    def site_lines(self, report: str) -> SiteLines | None:
        """The lines of a report, or None."""
        sql = (
            "SELECT s.name, l.keys, l.repeated, v.id FROM site_report l JOIN site s ON s.no = l.site"
            " LEFT JOIN main.report v ON v.no = l.version AND v.no != l.report"
            " WHERE l.report = (SELECT no FROM report WHERE id = ?)"
        )
        row = self._rows(sql, (report,)).fetchone()
        if row is None:
            return None
        return SiteLines(row[0], frozenset(unpacked(row[1])), frozenset(unpacked(row[2])), row[3])

    def _origins(self, reports: Sequence[str]) -> Mapping[str, Origin]:
        sql = (
            "SELECT r.id, o.id, r.agency, r.day_to FROM json_each(?) j CROSS JOIN report r ON r.id = j.value"
            " CROSS JOIN main.report o ON o.no = r.origin"
        )
        rows = self._rows(sql, (encode(list(reports)).decode(),))
        return {id: Origin(id, family, agency, None, day) for id, family, agency, day in rows}

    def origins_of(self, reports: Iterable[str]) -> Mapping[str, Origin]:
        """Where these reports come from, by id."""
        wanted = dict.fromkeys(reports)
        self._visible.take(wanted)
        try:
            return {id: self._visible[id] for id in wanted}
        except KeyError as error:
            raise NotFound(f"no report '{error.args[0]}'") from None

    def _whole(self, json: str) -> Record | None:
        """A record made of many reports, as it was known on the day; None when nothing was."""
        record = cast(Record, decode(json))
        if type(record) in TABLES or (self._as_of is None and not isinstance(record, Commitment)):
            return record
        if self._as_of is None and isinstance(record, Commitment):
            # all of it may be seen: only its day may have passed since
            became = outcome(record.outcome_evidence, record.due, date.today().isoformat())
            return msgspec.structs.replace(record, outcome=became)
        day = self._as_of or date.today().isoformat()
        tellers = self._tellers(record) if isinstance(record, Linked) else {}
        self._visible.take({*(teller.report for teller in tellers.values()), *_told_beside(record)})
        return seen(record, tellers.get, self._visible, day)

    def _tellers(self, whole: Linked) -> Mapping[str, Teller]:
        """Who tells the members of a whole that may be seen, by member."""
        kind = kind_of(type(whole))
        of = _WORDED.get(kind)
        # what is no quote or event stands in no summary
        summarised = f"(SELECT json_extract(json, '$.wording') FROM {of} WHERE id = p.id)" if of else "NULL"
        sql = (
            f"SELECT p.id, r.id, {summarised} FROM json_each(?) j"
            " CROSS JOIN part p ON p.kind = ? AND p.id = j.value CROSS JOIN report r ON r.no = p.report"
        )
        rows = self._rows(sql, (encode(whole.members).decode(), kind))
        return {id: Teller(report, summarised=wording == _SUMMARY) for id, report, wording in rows}

    def whole_of(self, kind: type[R], part: str) -> R | None:
        """The whole that a record is part of, or None."""
        name = kind_of(kind)
        json = self._value(
            f"SELECT w.json FROM part p JOIN {name} w ON w.id = p.whole WHERE p.kind = ? AND p.id = ?",
            name,
            part,
        )
        return cast("R | None", self._whole(json)) if json else None

    def found(self, kind: type[R], ids: Iterable[str]) -> Mapping[str, R]:
        """The records of one kind with these ids, by id."""
        if kind is Actor:
            return cast("Mapping[str, R]", self._named(ids))
        name, wanted = kind_of(kind), encode(list(ids)).decode()
        key = "r.id" if kind is Report else "t.id"
        told = _REPORT if kind is Report else f"SELECT t.json, NULL FROM {name} t"
        rows = self._rows(f"{told} WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY {key}", (wanted,))
        records = [self._as_report(*row) if kind is Report else self._whole(row[0]) for row in rows]
        return {record.id: cast(R, record) for record in records if record is not None}

    def _report(self, no: int) -> Report:
        return self._as_report(*self._rows(f"{_REPORT} WHERE r.no = ?", (no,)).fetchone())

    def leave_out_folders(self) -> None:
        """Tell of files their names only from now on."""
        self._folders = False

    def _as_report(self, json: str, family: str | None) -> Report:
        """The report in a row, with its family."""
        report = cast(Report, decode(json))
        source = report.source if self._folders else _without_folders(report.source)
        if family is None and source == report.source:
            return report
        return msgspec.structs.replace(report, family=family or report.family, source=source)

    def _of(self, kind: type[R], no: int) -> Iterator[R]:
        name = kind_of(kind)
        if kind in SHEETS:
            sheet = self._value(f"SELECT sheet FROM {name} WHERE report = ?", no)
            return cast(Iterator[R], from_sheet(sheet) if sheet else iter(()))
        rows = self._rows(f"SELECT json FROM {name} WHERE report = ? ORDER BY no", (no,))
        return (cast(R, decode(json)) for (json,) in rows)

    def _actors_of(self, no: int) -> Sequence[Actor]:
        rows = self._rows(
            "SELECT a.json, r.id, m.json FROM actor_mention m JOIN actor a ON a.no = m.account"
            " JOIN report r ON r.no = m.report WHERE m.report = ? ORDER BY m.actor",
            (no,),
        )
        return [
            mentioned(cast(Actor, decode(json)), report, _mention.decode(at)) for json, report, at in rows
        ]

    def actor(self, id: str) -> Actor:
        """The actor with that id, all accounts merged."""
        found = self._named([id])
        if not found:
            raise NotFound(f"no report names an actor '{id}': 'kawat actors' lists those that are named")
        return found[id]

    def _named(self, ids: Iterable[str]) -> Mapping[str, Actor]:
        """Those of these actors that reports name, each as the first of them does."""
        wanted = encode(sorted(set(ids))).decode()
        accounts = defaultdict(list)
        for id, no, json in self._rows(_ACCOUNTS, (wanted,)):
            accounts[id].append((no, cast(Actor, decode(json))))
        given = self._given([no for some in accounts.values() if len(some) > 1 for no, _ in some])
        together = {
            id: merged([(account, given.get(no, 1)) for no, account in some]) for id, some in accounts.items()
        }
        return {
            id: mentioned(together[id], report, _mention.decode(mention))
            for id, report, mention in self._rows(_FIRST_MENTIONS, (wanted,))
        }

    def _given(self, accounts: Sequence[int]) -> Mapping[int, int]:
        """By how many reports each of these accounts is given."""
        if not accounts:
            return {}
        given = encode([*accounts]).decode()
        if self._as_of is None:
            sql = "SELECT a.no, a.n FROM json_each(?) j CROSS JOIN actor a ON a.no = CAST(j.value AS BIGINT)"
            return dict(self._rows(sql, (given,)))
        # the months before, and of this month the days
        told = (
            "SELECT d.account, d.n FROM json_each(:given) j"
            " CROSS JOIN account_day d ON d.account = CAST(j.value AS BIGINT) AND d.span"
        )
        sql = (
            f"SELECT account, CAST(sum(n) AS BIGINT) FROM ({told} = 'month' AND d.days < :month"
            f" UNION ALL {told} = 'day' AND d.days >= :month AND d.days <= :day) told GROUP BY account"
        )
        asked = {"given": given, "month": month_of(self._as_of), "day": self._as_of}
        return dict(self._rows(sql, asked))

    def _candidates(self, id: str) -> list[tuple[str, str]]:
        """Kind and id of listed records whose id begins so, in the order of `_BY_ID`."""
        found = self._rows(_CANDIDATES, {"id": id, "end": id + _LAST, "most": CANDIDATES}).fetchall()
        return sorted(((name, whole) for name, whole in found), key=lambda one: _BY_ID.index(one[0]))

    def reports_of(self, ids: Iterable[str]) -> Mapping[str, str]:
        """In which report each of these quotes, events and figures stands, by id; others are passed over."""
        return dict(self._rows(_REPORTS_OF, {"ids": encode(list(ids)).decode()}).fetchall())

    def whole_ids(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, str]:
        """Of those of these records that are part of a whole, the id of it."""
        ids = encode(list(parts)).decode()
        sql = (
            "SELECT p.id, p.whole FROM json_each(?) j CROSS JOIN part p ON p.id = j.value AND p.kind = ?"
            " WHERE p.whole || '' > ''"
        )
        return dict(self._rows(sql, (ids, kind_of(kind))).fetchall())

    def _successor(self, id: str) -> Record | None:
        """The whole that now has the part on which one with that id hung."""
        found = self._rows("SELECT kind, part FROM whole_id WHERE id = ?", (id,)).fetchone()
        if found is None:
            return None
        kind = next(kind for kind in WHOLES if kind_of(kind) == found[0])
        return self.whole_of(kind, found[1])

    def _in_sheets(self, id: str) -> Iterator[Record]:
        """Records of the kinds that are kept in sheets, whose id begins so. Reads all: for want of others."""
        for kind in SHEETS:
            for (sheet,) in self._many(f"SELECT sheet FROM {kind_of(kind)} ORDER BY report"):
                if in_sheet(sheet, id):
                    yield from (
                        record
                        for record in from_sheet(sheet)
                        if isinstance(record, kind) and record.id.startswith(id)
                    )

    def _fetch(self, name: str, id: str) -> Record | Failure:
        if name == "report":
            return self._report(self._no(id))
        if name == "actor":
            return self.actor(id)
        json = self._value(f"SELECT json FROM {name} WHERE id = ?", id)
        if name in map(kind_of, WHOLES):
            whole = self._whole(json)
            if whole is None:
                raise NotFound(f"{name} {id}: nothing of it was known on {self._as_of}")
            return whole
        return cast("Record | Failure", decode(json))


def _told_beside(record: Record) -> Iterator[str]:
    """The reports that a whole names beside those of its members."""
    if isinstance(record, Story):
        yield from record.reports
    if isinstance(record, Commitment):
        yield from (one.report for one in record.outcome_evidence)


def _without_folders(source: str) -> str:
    """The address on the web, or the name of the file and what part of it the report is."""
    if _ADDRESS.match(source):
        return source
    path, sign, part = source.partition("#")
    return _FOLDERS.sub("", path) + sign + part


def packed(keys: Collection[int]) -> bytes:
    """Keys of lines as one cell, in order."""
    return struct.pack(f"<{len(keys)}q", *sorted(keys))


def unpacked(cell: bytes) -> tuple[int, ...]:
    """The keys in a cell that `packed` made."""
    return struct.unpack(f"<{len(cell) // 8}q", cell)
