"""Writing into a store."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import msgspec

from kawat.errors import StoreError
from kawat.records import (
    Actor,
    Event,
    Failure,
    Judgement,
    Quote,
    Record,
    Report,
    decode,
    encode,
    kind_of,
)

from .accounts import Mentioned, account, forms
from .parties import parties
from .schema import SHEETS, TABLES, day_cells, to_sheet
from .site_lines import SqlSites
from .tallies import tallies
from .values import Visit
from .weeks import cells


class SqlWriter(SqlSites):
    """A Writer on a connection."""

    @property
    def address(self) -> str:
        """By which any process opens the same store."""
        return self._connection.address

    def has(self, report: str, fingerprint: str) -> bool:
        """Whether the report is there, made by just these inputs and stage versions."""
        return bool(self._value("SELECT fingerprint FROM report WHERE id = ?", report) == fingerprint)

    def fingerprint(self, report: str) -> str:
        """By which inputs and stage versions a report was made."""
        return str(self._value("SELECT fingerprint FROM report WHERE no = ?", self._no(report)))

    def add(
        self,
        report: Report,
        text: str,
        records: Iterable[Record | Failure],
        *,
        original: bytes | None = None,
        fingerprint: str = "",
        input: str | None = None,
    ) -> None:
        """Keep a report with its text and records, in place of an earlier one with the same id."""
        kept = [record for record in records if not isinstance(record, Report)]
        _check(report, text, kept)
        self._visible.forget()
        read = {"fingerprint": fingerprint, "input": input}
        self.attempt(lambda: self._add(report, text, kept, read, original))

    def _add(
        self,
        report: Report,
        text: str,
        records: Sequence[Record | Failure],
        read: Mapping[str, str | None],
        original: bytes | None,
    ) -> None:
        no = self._value("SELECT no FROM report WHERE id = ?", report.id)
        if no is not None:
            self._clear(no)
        no = self._put_report(no, report, text, {**read, "original": self._put_original(original)})
        self._put_sheets(no, records)
        for kind in TABLES:
            self._put_found(kind, no, [record for record in records if isinstance(record, kind)], text)
        self._put_failures(no, [record for record in records if isinstance(record, Failure)])
        named = [record for record in records if isinstance(record, Actor)]
        self._put_actors(no, named, day_cells(report)["day_to"])
        self._put_parties([(no, report, {actor.id: "named" for actor in named})])
        origin = self._origin(no)
        self._count(origin, cells(record for record in records if isinstance(record, Event)), 1)
        self._tally(origin, tallies(report, records), 1)

    def count_anew(self) -> None:
        """Count beforehand what a store holds that was written before this was done."""
        with self.transaction():
            self._put_forms(cast(Actor, decode(json)) for (json,) in self._many("SELECT json FROM actor"))
            for no, origin in self._rows("SELECT no, origin FROM report").fetchall():
                self._tally(origin, self._tallies_of(no), 1)
            for column in ("type", "status", "actor", "recipient"):
                self._rows(
                    f"INSERT INTO word (word) SELECT DISTINCT {column} FROM week_event WHERE TRUE"
                    " ON CONFLICT DO NOTHING"
                )
            self.pack_weeks()

    def remember(self, visit: Visit) -> None:
        """Keep what is known of an address."""
        with self.transaction():
            cells = (visit.url, visit.watched, encode(visit).decode())
            self._rows(
                "INSERT INTO visit (url, watched, json) VALUES (?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET watched = excluded.watched, json = excluded.json",
                cells,
            )

    def judge(self, judgement: Judgement) -> None:
        """Keep an analyst's decision."""
        with self.transaction():
            self._insert(
                "judgement", left=judgement.left, right=judgement.right, json=encode(judgement).decode()
            )
            for id in {judgement.left, judgement.right, *judgement.members}:
                self._link_again(id)

    def _link_again(self, id: str) -> None:
        """What is linked with a record is to be linked anew: somebody has judged it."""
        again = "UPDATE report SET linked = FALSE, joined = FALSE, revision = revision + 1"
        self._rows(f"{again} WHERE id = ?", (id,))
        for table in map(kind_of, TABLES):
            self._rows(f"{again} WHERE no = (SELECT report FROM {table} WHERE id = ?)", (id,))

    def _put_report(self, no: int | None, report: Report, text: str, read: dict[str, str | None]) -> int:
        cells = {
            "id": report.id,
            **day_cells(report),
            "source": report.source,
            "publisher": report.publisher,
            "agency": report.agency,
            "language": report.language,
            **read,
            "json": encode(msgspec.structs.replace(report, family=None)).decode(),
        }
        if no is None:
            no = self._insert_numbered("report", origin=0, **cells)
            self._rows("UPDATE report SET origin = no WHERE no = ?", (no,))
        else:
            # it stays in its family until it has been linked anew
            assigned = ", ".join(f"{name} = ?" for name in cells)
            self._rows(
                "UPDATE report SET linked = FALSE, joined = FALSE, revision = revision + 1,"
                f" {assigned} WHERE no = ?",
                (*cells.values(), no),
            )
        self._insert("text", report=no, title=report.title, text=text)
        self._connection.words.put("text_words", [(no, report.title, text)])
        return no

    def _put_original(self, original: bytes | None) -> str | None:
        if original is None:
            return None
        sha256 = hashlib.sha256(original).hexdigest()
        self._rows(
            "INSERT INTO original VALUES (?, ?) ON CONFLICT DO NOTHING", (sha256, zlib.compress(original))
        )
        return sha256

    def _put_failures(self, no: int, failures: Sequence[Failure]) -> None:
        for failure in failures:
            self._insert(
                "failure", id=failure.id, report=no, stage=failure.stage, json=encode(failure).decode()
            )

    def _put_sheets(self, no: int, records: Sequence[Record | Failure]) -> None:
        for kind in SHEETS:
            some = [record for record in records if isinstance(record, kind)]
            if some:
                self._insert(kind_of(kind), report=no, n=len(some), sheet=to_sheet(some))

    def _put_found(self, kind: type[Record], no: int, records: Sequence[Record], text: str) -> None:
        """Put in the records of one kind."""
        if not records:
            return
        name = kind_of(kind)
        numbers = self._connection.numbers(name, len(records))
        numbered = list(zip(numbers, records, strict=True))
        rows = [{"no": number, "report": no, **_found_cells(record, text)} for number, record in numbered]
        self._connection.put(name, [*rows[0]], [tuple(row.values()) for row in rows])
        if kind is Quote:
            self._connection.words.put("quote_words", [(row["no"], row["words"]) for row in rows])
        self._put_parties((number, record, parties(record)) for number, record in numbered)

    def _put_actors(self, no: int, actors: Sequence[Actor], day: str) -> None:
        """Put in whom a report names, which was written by this day at the latest."""
        accounts = {actor.id: encode(account(actor)) for actor in actors}
        digests = {id: hashlib.blake2b(json, digest_size=8).hexdigest() for id, json in accounts.items()}
        self._connection.executemany(
            "INSERT INTO actor (id, digest, json, n) VALUES (?, ?, ?, 1)"
            " ON CONFLICT (digest) DO UPDATE SET n = actor.n + 1",
            ((id, digests[id], json.decode()) for id, json in accounts.items()),
        )
        wanted = encode(list(digests.values())).decode()
        sql = "SELECT id, no FROM actor WHERE digest IN (SELECT value FROM json_each(?))"
        numbers = dict(self._rows(sql, (wanted,)).fetchall())
        mentions = [
            (no, one.id, numbers[one.id], encode(Mentioned(one.at, one.made)).decode()) for one in actors
        ]
        self._connection.put("actor_mention", ("report", "actor", "account", "json"), mentions)
        self._count_days(numbers.values(), day, 1)
        self._put_forms(actors)

    def _put_forms(self, actors: Iterable[Actor]) -> None:
        rows = ((form, actor.id) for actor in actors for form in sorted(forms(actor)))
        sql = "INSERT INTO actor_form VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._connection.executemany(sql, rows)

    def _clear(self, no: int) -> None:
        """Take out everything that was made of a report; its row, pairs and family stay."""
        self._count(self._origin(no), cells(self._of(Event, no)), -1)
        self._tally(self._origin(no), self._tallies_of(no), -1)
        self._forget_all_parties(no)
        self._connection.words.take_out(no)
        accounts = self._rows("SELECT account FROM actor_mention WHERE report = ?", (no,)).fetchall()
        day = self._value("SELECT day_to FROM report WHERE no = ?", no)
        self._count_days((account for (account,) in accounts), day, -1)
        self._rows(
            "UPDATE actor SET n = n - 1 WHERE no IN (SELECT account FROM actor_mention WHERE report = ?)",
            (no,),
        )
        self._rows(
            "DELETE FROM actor WHERE n = 0 AND no IN (SELECT account FROM actor_mention WHERE report = ?)",
            (no,),
        )
        self._forget_lines(no)
        named = [id for (id,) in self._rows("SELECT actor FROM actor_mention WHERE report = ?", (no,))]
        for table in (*map(kind_of, (*SHEETS, *TABLES)), "actor_mention", "failure", "text", "lent"):
            self._rows(f"DELETE FROM {table} WHERE report = ?", (no,))
        for actor in named:
            self._put_forms_anew(actor)

    def _put_forms_anew(self, actor: str) -> None:
        self._rows("DELETE FROM actor_form WHERE actor = ?", (actor,))
        rows = self._rows("SELECT json FROM actor WHERE id = ?", (actor,)).fetchall()
        self._put_forms(cast(Actor, decode(json)) for (json,) in rows)

    def _forget_all_parties(self, no: int) -> None:
        """Of a report and its records."""
        for kind in TABLES:
            name = kind_of(kind)
            rows = self._rows(f"SELECT no, position, json FROM {name} WHERE report = ?", (no,)).fetchall()
            for number, position, json in rows:
                self._forget_parties(name, number, position, parties(cast(Record, decode(json))))
        position = self._value("SELECT position FROM report WHERE no = ?", no)
        named = self._rows("SELECT actor FROM actor_mention WHERE report = ?", (no,)).fetchall()
        self._forget_parties("report", no, position, [actor for (actor,) in named])


def _found_cells(record: Record, text: str) -> dict[str, Any]:
    """The cells of a record in the table of its kind."""
    columns = {name: cell(record) for name, cell in TABLES[type(record)].columns.items()}
    if isinstance(record, Quote):
        columns["words"] = "\n".join(text[span.start : span.end] for span in record.at)
    first = record.at[0]
    days = {"start": first.start, "stop": first.end, **day_cells(record)}
    return {"id": record.id, **days, **columns, "json": encode(record).decode()}


def _check(report: Report, text: str, records: Sequence[Record | Failure]) -> None:
    """Raises StoreError when a record is not one of this report's, or a text cannot be written."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"report {report.id}: its text has half a character at {error.start}: decode it anew"
        ) from error
    seen: set[tuple[type, str]] = set()
    for record in records:
        _check_one(record, report, text)
        if (type(record), record.id) in seen:
            raise StoreError(
                f"report {report.id}: {kind_of(type(record))} {record.id} comes twice: leave one out"
            )
        seen.add((type(record), record.id))


def _check_one(record: Record | Failure, report: Report, text: str) -> None:
    kind = kind_of(type(record))
    if not isinstance(record, (Actor, Failure, *SHEETS, *TABLES)):
        known = ", ".join((*map(kind_of, (*SHEETS, *TABLES)), "actor", "failure"))
        raise StoreError(f"a report is kept with no records of kind '{kind}': known are {known}")
    if record.report != report.id:
        raise StoreError(
            f"{kind} {record.id} is of report '{record.report}', not of '{report.id}': add it there"
        )
    if isinstance(record, Record) and max(span.end for span in record.at) > len(text):
        raise StoreError(
            f"{kind} {record.id} points beyond the text of report {report.id} ({len(text)} characters)"
        )
