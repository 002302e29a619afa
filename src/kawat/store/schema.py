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

from .known import decided
from .values import Filter

UNDATED = "9999"
"""Stands in a column for a day that is not known; sorts behind all that are."""
VAGUE = "9998"
"""Where lists have what is known no better than to a month: behind all days, before what has none."""
BEHIND = "~"
"""Sorts behind whatever follows on a day."""

Cell = str | int | float | None


class Table(NamedTuple):
    """The table of one kind: what its days are, its own columns, and the SQL of the filters it knows.

    `within`: by what its records of one day are sorted, and those without a day.
    """

    days: Callable[[Any], Period | None]
    columns: Mapping[str, Callable[[Any], Cell]]
    filters: Mapping[str, str]
    within: Callable[[Any], str] = lambda record: ""


def _amount(counted: Figure | Claim) -> str:
    """By what is counted, whose it is and how many; what is not known comes last."""
    of, holder = (counted.of or "~").lower(), counted.holder_actor or "~"
    return f"\t{of}\t{holder}\t{counted.low:024.6f}"


SHEETS: tuple[type[Record], ...] = (Zone, Sentence, Name, Time)
"""Kinds of which a report has many, read only report by report: their table has one row a report."""

_OF = "instr(lower(json_extract(t.json, '$.of')), lower(:of)) > 0"

_SIDES = "CASE WHEN :side = 'actor' THEN '$.actors' ELSE '$.recipients' END"
_SIDE = (
    f"json_array_length(t.json, {_SIDES}) > 0"
    " AND (CAST(:actor AS TEXT) IS NULL OR"
    f" EXISTS (SELECT 1 FROM json_each(t.json, {_SIDES}) WHERE value = :actor))"
)

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
            "historical": lambda event: event.historical,
        },
        {
            "side": _SIDE,
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
            "unit": "t.unit IN ({})",
            "of": _OF,
        },
        _amount,
    ),
}

_TOLD = {"min_origins": "t.origins >= :min_origins"}
_BARE = "(t.holder_actor IS NULL AND json_extract(t.json, '$.of') IS NULL AND t.origins < 2)"
_CONCLUDED = "(t.decided > '')"
# as `known.outcome` has it
NOW: Mapping[tuple[type[Record], str], str] = {
    (Commitment, "outcome"): (
        f"CASE WHEN NOT {_CONCLUDED} AND json_extract(t.json, '$.due.to') < :today THEN 'unknown'"
        " ELSE json_extract(t.json, :field) END"
    )
}
"""How a field is read that may be another today than when it was written down."""
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
            "historical": lambda happening: happening.historical,
        },
        {
            **_TOLD,
            "side": _SIDE,
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
        {**_TOLD, "unit": "t.unit IN ({})", "of": _OF, "bare": f"{_BARE} = :bare"},
        _amount,
    ),
    Commitment: Table(
        lambda commitment: commitment.due or commitment.made_on,
        {**_COUNTS, "sort": lambda commitment: commitment.sort, "decided": decided},
        {
            **_TOLD,
            "sort": "t.sort IN ({})",
            "concluded": f"{_CONCLUDED} = :concluded",
            "decided_since": "t.decided >= :decided_since",
        },
    ),
    Disagreement: Table(
        lambda disagreement: disagreement.days,
        {
            **_COUNTS,
            "about": lambda disagreement: disagreement.about,
            "moves": lambda disagreement: disagreement.moves,
        },
        {**_TOLD, "about": "t.about IN ({})", "moves": "t.moves = :moves"},
    ),
}
"""The tables of what reports say together; `report` is that of the first member."""

_LISTED: dict[type[Record], Table] = {**TABLES, **WHOLES}

REPORT_FILTERS = {
    "report": "r.id = :report",
    "source": "instr(r.source, :source) > 0",
    "publisher": "r.publisher = :publisher COLLATE NOCASE",
    "agency": "r.agency = :agency COLLATE NOCASE",
    "language": "r.language = :language",
    "family": "r.origin = (SELECT report FROM family WHERE id = :family)",
}
_ANY_MEMBER = "t.id IN (SELECT p.whole FROM part p JOIN report r ON r.no = p.report WHERE {})"
# by the place in the order, which begins with the first day and stands in every index
_DAY_FILTERS = {
    "since": f"CASE WHEN t.position < '{VAGUE}' THEN t.day_to >= :since"
    f" ELSE t.position >= '{VAGUE} ' || :since AND t.position < '{UNDATED}' END",
    "until": f"CASE WHEN t.position < '{VAGUE}' THEN t.position < :until || '{BEHIND}'"
    " ELSE t.day_to <= :until END",
}
_SURE = {"min_score": "CAST(json_extract(t.json, '$.made.score') AS DOUBLE PRECISION) >= :min_score"}
_PARTY = (
    "EXISTS (SELECT 1 FROM party WHERE kind = '{}' AND actor = :actor"
    " AND position = t.position AND no = t.no)"
)


def day_cells(record: Record) -> dict[str, str]:
    """The cells of its days, and `position`: by what lists are sorted."""
    table = _LISTED.get(type(record))
    period = report_days(record) if isinstance(record, Report) else table and table.days(record)
    first, last = (period.first, period.last) if period else (UNDATED, UNDATED)
    within = table.within(record) if table else ""
    return {"day_from": first, "day_to": last, "position": position(period) + within}


def days_within(filter: Filter, name: str) -> str:
    """The condition of a filter's days on any table that has a place in the order and a last day."""
    asked = (sql for field, sql in _DAY_FILTERS.items() if getattr(filter, field) is not None)
    return "".join(f" AND {sql.replace('t.', f'{name}.')}" for sql in asked)


LABELS: dict[type[Record], str] = {
    Quote: "act", Event: "type", Figure: "unit", Saying: "act", Happening: "type", Claim: "unit",
    Commitment: "sort", Disagreement: "about",
}  # fmt: skip
"""The field by which records of a kind are told apart in the list of an actor."""


def label_of(record: Record) -> str:
    """The field by which a record is told apart in the list of an actor."""
    field = LABELS.get(type(record))
    return "" if field is None else str(getattr(record, field))


def place_of(record: Record) -> str:
    """The cursor of a list that goes on behind a record."""
    return f"{day_cells(record)['position']}.{record.id}"


def position(days: Period | None) -> str:
    """Where something stands in lists: by its first day; behind all days what is known to no month.

    Else what may have happened in any of ten years would lead every list.
    """
    if days is None:
        return UNDATED
    return f"{VAGUE} {days.first}" if days.vague else days.first


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
    parts: list[str] = ["TRUE"]
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
    actor = {} if kind is Story else {"actor": _PARTY.format(kind_of(kind))}
    if kind is Report:
        return {**REPORT_FILTERS, **_DAY_FILTERS, **actor}
    if kind in WHOLES:
        # any report that has a member will do
        told = {name: _ANY_MEMBER.format(condition) for name, condition in REPORT_FILTERS.items()}
        return {**told, **_DAY_FILTERS, **_SURE, **actor, **WHOLES[kind].filters}
    return {**REPORT_FILTERS, **_DAY_FILTERS, **_SURE, **actor, **TABLES[kind].filters}


def to_sheet(records: Iterable[Record]) -> bytes:
    """The records of a report as one compressed cell."""
    return zlib.compress(b"\n".join(map(encode, records)))


def from_sheet(sheet: bytes) -> Iterator[AnyRecord]:
    """The records in a cell that `to_sheet` made."""
    return map(decode, zlib.decompress(sheet).split(b"\n"))


def in_sheet(sheet: bytes, id: str) -> bool:
    """Whether a record whose id begins so may be in the cell; quicker than reading it."""
    return b'"id":' + encode(id)[:-1] in zlib.decompress(sheet)
