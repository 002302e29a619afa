"""Which rows a filter is answered from: an actor's own list, a few reports, or everything in order of days.

A list is read in its order and stops when a page is full, which is quick as long as the filter lets much
through. What narrows most is therefore read from an index of its own: whoever takes part from `party`, and
few reports (one publisher's, a family) by the reports. SQLite itself would guess, from statistics that nobody
keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from kawat.records import MONTH, Quote, Record, Report, Saying, kind_of

from .base import Filter
from .parties import BOTH
from .schema import REPORT_FILTERS, UNDATED, VAGUE, WHOLES, conditions

FEW = 300
"""So many reports are few: what stands in them is looked up and sorted."""
_BEHIND = "~"
_SIDES = {"speaker": "actor", "addressee": "recipient"}
# these say which reports; what any part of the source says is tested row by row
_NARROW = ("report", "family", "publisher", "agency")


class Plan(NamedTuple):
    """Tables (`t` of the kind, `r` its report), the condition, its parameters, and by what is sorted.

    `ranges` of places in the order are read one after the other, from the first up to before the second.
    """

    tables: str
    condition: str
    parameters: dict[str, Any]
    place: str
    ranges: tuple[tuple[str, str], ...]

    def selects(self, columns: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The queries, and their parameters, that give the rows in order."""
        for low, high in self.ranges:
            sql = (
                f"SELECT {columns} FROM {self.tables} WHERE {self.condition}"
                f" AND {self.place} >= :low AND {self.place} < :high ORDER BY {self.place}, t.id"
            )
            yield sql, {**self.parameters, "low": low, "high": high}


def planned(rows: Callable[..., Any], kind: type[Record], filter: Filter, after: str = "") -> Plan:
    """The plan for a filter, from the place `after` on. Raises StoreError when there is no such filter."""
    name = kind_of(kind)
    ranges = tuple((max(low, after), high) for low, high in _ranges(filter) if high > after)
    if _few(rows, filter):
        condition, parameters = conditions(kind, filter)
        tables = f"{name} t JOIN report r ON r.no = {_report(kind)}"
        if kind not in WHOLES:
            tables = f"report r CROSS JOIN {name} t ON {_report(kind)} = r.no"
        return Plan(tables, condition, parameters, "+t.position", ranges)
    if kind in WHOLES:
        filter, told = _of_members(filter)
    field = _party(kind, filter)
    driven = filter if field != "actor" else _without(filter, "actor")
    condition, parameters = conditions(kind, driven)
    parameters["actor"] = filter.actor
    if kind in WHOLES and told:
        inner, more = conditions(Report, told)
        condition += (
            " AND EXISTS (SELECT 1 FROM part p JOIN report r ON r.no = p.report"
            f" WHERE p.whole = t.id AND p.whole > '' AND {inner})"
        )
        parameters |= {key: value for key, value in more.items() if value is not None}
    if field is None:
        tables = f"{name} t CROSS JOIN report r ON r.no = {_report(kind)}"
        return Plan(tables, condition, parameters, "t.position", ranges)
    tables = f"party d CROSS JOIN {name} t ON t.no = d.no CROSS JOIN report r ON r.no = {_report(kind)}"
    side = filter.side if field == "actor" else _SIDES[field]
    sided = f" AND d.side IN ('{side}', '{BOTH}')" if side else ""
    condition = f"d.kind = '{name}' AND d.actor = :{field}{sided} AND {condition}"
    return Plan(tables, condition, parameters, "d.position", ranges)


def _report(kind: type[Record]) -> str:
    return "t.no" if kind is Report else "t.report"


def _party(kind: type[Record], filter: Filter) -> str | None:
    """The field of the filter that names who takes part."""
    fields = ("speaker", "addressee", "actor") if kind in (Quote, Saying) else ("actor",)
    return next((field for field in fields if getattr(filter, field)), None)


def _few(rows: Callable[..., Any], filter: Filter) -> bool:
    """Whether the filter is of few reports."""
    told = {field: getattr(filter, field) for field in _NARROW if getattr(filter, field) is not None}
    for field, value in told.items():
        sql = f"SELECT count(*) FROM (SELECT 1 FROM report r WHERE {REPORT_FILTERS[field]} LIMIT {FEW + 1})"
        if rows(sql, {field: value}).fetchone()[0] <= FEW:
            return True
    return False


def _of_members(filter: Filter) -> tuple[Filter, Filter | None]:
    """What the filter says of a whole, and what of the reports of its members."""
    told: Mapping[str, Any] = {
        field: getattr(filter, field) for field in REPORT_FILTERS if getattr(filter, field) is not None
    }
    if not told:
        return filter, None
    return _without(filter, *told), Filter(**told)


def _without(filter: Filter, *fields: str) -> Filter:
    return msgspec.structs.replace(filter, **dict.fromkeys(fields))


def _ranges(filter: Filter) -> tuple[tuple[str, str], ...]:
    """Between which places a filter of days finds anything: days, then what is known to no month."""
    if filter.since is None and filter.until is None:
        return (("", _BEHIND),)
    low = _before(filter.since) if filter.since else ""
    high = filter.until + _BEHIND if filter.until else VAGUE
    return (low, min(high, VAGUE)), (VAGUE, UNDATED)


def _before(day: str) -> str:
    """The first day on which something can begin that is not vague and lasts until a day."""
    try:
        return (date.fromisoformat(day) - timedelta(MONTH)).isoformat()
    except (ValueError, OverflowError):
        return ""
