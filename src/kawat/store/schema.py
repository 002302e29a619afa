"""Which columns a record of each kind fills in an SQL store, and by which it can be filtered."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kawat.errors import QueryError
from kawat.records import (
    AnyRecord,
    Claim,
    Commitment,
    Disagreement,
    Event,
    Figure,
    Happening,
    Name,
    Period,
    Quote,
    Record,
    Report,
    Saying,
    Sentence,
    Story,
    Time,
    Zone,
    decode,
    encode,
    kind_of,
)

from .base import Filter

UNDATED = "9999"
"""Stands in a column for a day that is not known; sorts behind all that are."""

Cell = str | int | float | None


class Table(NamedTuple):
    """The table of one kind: what its days are, its own columns, and the SQL of the filters it knows."""

    days: Callable[[Any], Period | None]
    columns: Mapping[str, Callable[[Any], Cell]]
    filters: Mapping[str, str]


SHEETS: tuple[type[Record], ...] = (Zone, Sentence, Name, Time)
"""Kinds of which a report has many, read only report by report: their table has one row a report."""

TABLES: dict[type[Record], Table] = {
    Quote: Table(
        lambda quote: quote.said,
        {
            "speaker_actor": lambda quote: quote.speaker_actor,
            "addressee_actor": lambda quote: quote.addressee_actor,
            "act": lambda quote: quote.act,
            "form": lambda quote: quote.form,
        },
        {
            "actor": "(t.speaker_actor = :actor OR t.addressee_actor = :actor)",
            "speaker": "t.speaker_actor = :speaker",
            "addressee": "t.addressee_actor = :addressee",
            "act": "t.act IN ({})",
            "form": "t.form IN ({})",
        },
    ),
    Event: Table(
        lambda event: event.when,
        {
            "type": lambda event: event.type,
            "status": lambda event: event.status,
            "historical": lambda event: int(event.historical),
        },
        {
            "actor": "t.no IN (SELECT event FROM event_actor WHERE actor = :actor)",
            "side": "EXISTS (SELECT 1 FROM event_actor WHERE event = t.no AND side = :side"
            " AND actor = ifnull(:actor, actor))",
            "type": "t.type IN ({})",
            "status": "t.status IN ({})",
            "historical": "t.historical = :historical",
        },
    ),
    Figure: Table(
        lambda figure: figure.as_of and Period(figure.as_of, figure.as_of),
        {
            "unit": lambda figure: figure.unit,
            "holder_actor": lambda figure: figure.holder_actor,
            "according_to_actor": lambda figure: figure.according_to_actor,
            "low": lambda figure: figure.low,
            "high": lambda figure: figure.high,
        },
        {
            "actor": "(t.holder_actor = :actor OR t.according_to_actor = :actor)",
            "unit": "t.unit IN ({})",
        },
    ),
}

_SIDES = "t.id IN (SELECT whole FROM whole_actor WHERE actor = :actor)"
_TOLD = {"min_origins": "t.origins >= :min_origins"}
_COUNTS: dict[str, Callable[[Any], Cell]] = {
    "reports": lambda whole: whole.reports,
    "origins": lambda whole: whole.origins,
}

WHOLES: dict[type[Record], Table] = {
    Story: Table(
        lambda story: Period(story.first, story.last or story.first) if story.first else None,
        {"reports": lambda story: len(story.reports), "origins": lambda story: story.origins},
        _TOLD,
    ),
    Saying: Table(
        lambda saying: saying.said,
        {
            **_COUNTS,
            "speaker_actor": lambda saying: saying.speaker_actor,
            "addressee_actor": lambda saying: saying.addressee_actor,
            "act": lambda saying: saying.act,
        },
        {
            **_TOLD,
            "actor": "(t.speaker_actor = :actor OR t.addressee_actor = :actor)",
            "speaker": "t.speaker_actor = :speaker",
            "addressee": "t.addressee_actor = :addressee",
            "act": "t.act IN ({})",
        },
    ),
    Happening: Table(
        lambda happening: happening.when,
        {
            **_COUNTS,
            "type": lambda happening: happening.type,
            "status": lambda happening: happening.status,
            "historical": lambda happening: int(happening.historical),
        },
        {
            **_TOLD,
            "actor": _SIDES,
            "side": "EXISTS (SELECT 1 FROM whole_actor WHERE whole = t.id AND side = :side"
            " AND actor = ifnull(:actor, actor))",
            "type": "t.type IN ({})",
            "status": "t.status IN ({})",
            "historical": "t.historical = :historical",
            "placed": "(json_extract(t.json, '$.where.lat') IS NOT NULL) = :placed",
        },
    ),
    Claim: Table(
        lambda claim: claim.as_of and Period(claim.as_of, claim.as_of),
        {
            **_COUNTS,
            "unit": lambda claim: claim.unit,
            "holder_actor": lambda claim: claim.holder_actor,
        },
        {**_TOLD, "actor": _SIDES, "unit": "t.unit IN ({})"},
    ),
    Commitment: Table(
        lambda commitment: commitment.due or commitment.made_on,
        {**_COUNTS, "sort": lambda commitment: commitment.sort},
        {**_TOLD, "actor": _SIDES, "sort": "t.sort IN ({})"},
    ),
    Disagreement: Table(
        lambda disagreement: disagreement.days,
        {
            **_COUNTS,
            "about": lambda disagreement: disagreement.about,
            "moves": lambda disagreement: int(disagreement.moves),
        },
        {**_TOLD, "actor": _SIDES, "about": "t.about IN ({})", "moves": "t.moves = :moves"},
    ),
}
"""The tables of what reports say together; `report` is that of the first member."""

_LISTED: dict[type[Record], Table] = {**TABLES, **WHOLES}

_REPORT_FILTERS = {
    "report": "r.id = :report",
    "source": "instr(r.source, :source) > 0",
    "publisher": "r.publisher = :publisher",
    "agency": "r.agency = :agency",
    "language": "r.language = :language",
    "family": "r.origin = (SELECT report FROM family WHERE id = :family)",
}
_ANY_MEMBER = "t.id IN (SELECT p.whole FROM part p JOIN report r ON r.no = p.report WHERE {})"
_DAY_FILTERS = {
    "since": "t.day_to >= :since AND t.day_from < '9999'",
    "until": "t.day_from <= :until",
}
_SURE = {"min_score": "json_extract(t.json, '$.made.score') >= :min_score"}
_NAMED = "t.no IN (SELECT report FROM actor_mention WHERE actor = :actor)"


def days(record: Record) -> tuple[str, str]:
    """The cells `day_from` and `day_to`."""
    period = report_days(record) if isinstance(record, Report) else _LISTED[type(record)].days(record)
    return (period.first, period.last) if period else (UNDATED, UNDATED)


def report_days(report: Report) -> Period | None:
    """The days in which a report was written, else the day that was given, else the one its page has."""
    if report.written:
        return report.written.period
    day = report.given_date or report.page_date
    return Period(day, day) if day else None


def table_name(kind: type[Record]) -> str:
    """The name of a kind's table. Raises QueryError when it is none that can be listed."""
    if kind is not Report and kind not in _LISTED:
        known = ", ".join(["report", *map(kind_of, _LISTED)])
        raise QueryError(f"'{kind_of(kind)}' can be listed only of one report: lists are of {known}")
    return kind_of(kind)


def conditions(kind: type[Record], filter: Filter) -> tuple[str, dict[str, Any]]:
    """The SQL condition for a filter on table `t` of a kind with its report `r`, and its parameters.

    Raises QueryError when the kind cannot be filtered so.
    """
    table_name(kind)
    known = _filters(kind)
    parts: list[str] = ["1"]
    parameters: dict[str, Any] = {"actor": filter.actor}
    for field in filter.__struct_fields__:
        value = getattr(filter, field)
        if value is None or value == ():
            continue
        if field not in known:
            can = ", ".join(sorted(known))
            raise QueryError(f"'{kind_of(kind)}' cannot be filtered by '{field}': it can by {can}")
        if isinstance(value, tuple):
            names = {f"{field}{number}": item for number, item in enumerate(value)}
            parts.append(known[field].format(", ".join(f":{name}" for name in names)))
            parameters |= names
        else:
            parts.append(known[field])
            parameters[field] = value
    return " AND ".join(parts), parameters


def _filters(kind: type[Record]) -> dict[str, str]:
    if kind is Report:
        return {**_REPORT_FILTERS, **_DAY_FILTERS, "actor": _NAMED}
    if kind in WHOLES:
        # any report that has a member will do
        told = {name: _ANY_MEMBER.format(condition) for name, condition in _REPORT_FILTERS.items()}
        return {**told, **_DAY_FILTERS, **_SURE, **WHOLES[kind].filters}
    return {**_REPORT_FILTERS, **_DAY_FILTERS, **_SURE, **TABLES[kind].filters}


def to_sheet(records: Iterable[Record]) -> bytes:
    """The records of a report as one compressed cell."""
    return zlib.compress(b"\n".join(map(encode, records)))


def from_sheet(sheet: bytes) -> Iterator[AnyRecord]:
    """The records in a cell that `to_sheet` made."""
    return map(decode, zlib.decompress(sheet).split(b"\n"))


def in_sheet(sheet: bytes, id: str) -> bool:
    """Whether a record whose id begins so may be in the cell; quicker than reading it."""
    return b'"id":' + encode(id)[:-1] in zlib.decompress(sheet)
