"""Finding rows of an SQLite store, and the records in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from kawat.errors import NotFound
from kawat.records import (
    Actor,
    Failure,
    R,
    Record,
    Report,
    decode,
    kind_of,
)

from .accounts import Mentioned, mentioned, merged
from .schema import SHEETS, TABLES, from_sheet, in_sheet

_REPORT = "SELECT r.json, f.id FROM report r LEFT JOIN family f ON f.report = r.origin"
# a string that sorts behind every continuation of a beginning
_LAST = "\U0010ffff"
CANDIDATES = 6
_mention = msgspec.json.Decoder(Mentioned)


class Lookup:
    """Finds reports and records on an SQLite connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def _rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(sql, parameters)

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
            "SELECT no, id FROM report WHERE id > ? AND id < ? LIMIT ?", (id, id + _LAST, CANDIDATES)
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
        return cast(str, self._value("SELECT id FROM report WHERE no = ?", no))

    def _report(self, no: int) -> Report:
        return as_report(*self._rows(f"{_REPORT} WHERE r.no = ?", (no,)).fetchone())

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
        accounts = [
            (cast(Actor, decode(json)), n)
            for json, n in self._rows("SELECT json, n FROM actor WHERE id = ?", (id,))
        ]
        if not accounts:
            raise NotFound(f"no report names an actor '{id}': 'kawat actors' lists those that are named")
        report, mention = self._rows(
            "SELECT r.id, m.json FROM actor_mention m JOIN report r ON r.no = m.report WHERE m.actor = ?"
            " ORDER BY r.id LIMIT 1",
            (id,),
        ).fetchone()
        return mentioned(merged(accounts), report, _mention.decode(mention))

    def _candidates(self, id: str) -> Iterator[tuple[str, str]]:
        """Kind and id of listed records whose id begins so."""
        for name in ("report", *map(kind_of, TABLES), "actor", "family", "failure"):
            sql = f"SELECT DISTINCT id FROM {name} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            for (whole,) in self._rows(sql, (id, id + _LAST, CANDIDATES)):
                yield name, whole

    def _in_sheets(self, id: str) -> Iterator[Record]:
        """Records of the kinds that are kept in sheets, whose id begins so. Reads all: for want of others."""
        for kind in SHEETS:
            for (sheet,) in self._rows(f"SELECT sheet FROM {kind_of(kind)}"):
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
        found = decode(self._value(f"SELECT json FROM {name} WHERE id = ?", id))
        return cast("Record | Failure", found)


def as_report(json: str, family: str | None) -> Report:
    """The report in a row, with its family."""
    report = cast(Report, decode(json))
    return msgspec.structs.replace(report, family=family) if family else report
