"""Which rows a filter is answered from: an actor's own list, a few reports, or everything in order of days.

A list is read in its order and stops when a page is full, which is quick as long as the filter lets much
through. What narrows most is therefore read from an index of its own: whoever takes part from `party`, and
few reports (one publisher's, a family) by the reports. SQLite itself would guess, from statistics that nobody
keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from kawat.records import MONTH, Event, Happening, Quote, Record, Report, Saying, kind_of

from .parties import BOTH
from .schema import BEHIND, LABELS, REPORT_FILTERS, UNDATED, VAGUE, WHOLES, conditions, days_within
from .values import Filter

FEW = 300
"""So many reports are few: what stands in them is looked up and sorted."""
_INDEXED = re.compile(r"\{(\w+)\}")
_TYPED = (Event, Happening)
_SIDES = {"speaker": "actor", "addressee": "recipient"}
# these say which reports; what any part of the source says is tested row by row
_NARROW = ("report", "family", "publisher", "agency")


class Range(NamedTuple):
    """Places in the order, from the first up to before the second; `lasting`: of what is not of one day."""

    low: str
    high: str
    lasting: bool = False


class Plan(NamedTuple):
    """Tables (`t` of the kind, `r` its report if it matters), condition, parameters, by what is sorted.

    `walked` is the table that is read in order, with what is asked of it, None where few rows are sorted.
    `{x_brief}` in `tables` may say that the index `x_brief` has all that is asked of the table x.
    `ranges` of places in the order are read one after the other.
    """

    walked: tuple[str, str, str] | None
    tables: str
    condition: str
    parameters: dict[str, Any]
    ranges: tuple[Range, ...]

    def selects(
        self, columns: str, *, examined: int | None = None, brief: bool = False, latest: bool = False
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """The queries, and their parameters, that give the rows in order.

        With `examined` those among the first so many that are read, in any order; `brief`: not the long
        rows are read but indexes that have what is counted. `latest`: from the last backwards.
        """
        order = "DESC" if latest else "ASC"
        tables = _INDEXED.sub(r"INDEXED BY \1" if brief else "", self.tables)
        for one in self.ranges:
            parameters = {**self.parameters, "low": one.low, "high": one.high}
            if self.walked is None:
                # by no index: so few are quicker sorted
                place = "t.position || ''"
                within = f"{place} >= :low AND {place} < :high"
                sql = f"FROM {tables} WHERE {self.condition} AND {within}"
                sql += f" ORDER BY {place} {order}, t.id {order}"
            else:
                name, (walk, within) = self.walked[1], self.walk(one)
                place = f"{name}.position, {'t.id' if name == 't' else 'd.no'}"
                sql = f"FROM {walk} {tables} WHERE {within} AND {self.condition}"
                if examined is None:
                    sql += f" ORDER BY {name}.position {order}, t.id {order}"
                else:
                    first = f"SELECT * FROM {walk} WHERE {within} ORDER BY {place} LIMIT {examined}"
                    sql = f"FROM ({first}) {name} {tables} WHERE {self.condition} ORDER BY {place}"
            yield f"SELECT {columns} {sql}", parameters

    def walk(self, among: Range) -> tuple[str, str]:
        """The table that is read in order, and what is asked of it, between `:low` and `:high`."""
        assert self.walked
        table, name, which = self.walked
        within = f"{which} AND {name}.position >= :low AND {name}.position < :high"
        if among.lasting:
            return (
                f"{table} {name} INDEXED BY {table}_lasting",
                f"{within} AND {name}.day_to > {name}.day_from",
            )
        return f"{table} {name}", within


def planned(
    rows: Callable[..., Any], kind: type[Record], filter: Filter, after: str = "", *, lasting: bool = True
) -> Plan:
    """The plan for a filter, from the place `after` on. Raises StoreError when there is no such filter.

    `lasting`: whether what lasts is looked for in its own index.
    """
    name = kind_of(kind)
    ranges = tuple(one._replace(low=max(one.low, after)) for one in _ranges(filter) if one.high > after)
    report = "t.no" if kind is Report else "t.report"
    if _few(rows, filter):
        condition, parameters = conditions(kind, filter)
        tables = f"report r CROSS JOIN {name} t ON {report} = r.no"
        if kind in WHOLES:
            tables = f"{name} t JOIN report r ON r.no = t.report"
        return Plan(None, tables, condition, parameters, ranges)
    party = _party(kind, filter)
    # who takes part, on which side and when, is in the list of who takes part
    answered = () if party is None else (party, "since", "until", *_side(kind, party))
    condition, parameters = _conditions(kind, _without(filter, *answered))
    parameters |= {"actor": filter.actor} | {field: getattr(filter, field) for field in answered}
    # what is asked of the reports of members is asked in the condition
    asked = any(getattr(filter, one) is not None for one in REPORT_FILTERS)
    asks = kind is Report or (kind not in WHOLES and asked)
    joined = f"CROSS JOIN report r {{report_brief}} ON r.no = {report}" if asks else ""
    since = " AND {}.day_to >= :since" if filter.since else ""
    if party is None:
        walked = (name, "t", f"TRUE{_labelled(kind, filter, 't')}{since.format('t')}")
        return Plan(
            walked, joined, condition, parameters, (*_lasting(ranges, filter),) if lasting else ranges
        )
    side = filter.side if party == "actor" else _SIDES[party]
    which = f"d.kind = '{name}' AND d.actor = :{party}" + _labelled(kind, filter, "d") + since.format("d")
    which += f" AND d.side IN ('{side}', '{BOTH}')" if side else ""
    joined = f"CROSS JOIN {name} t {{{name}_brief}} ON t.no = d.no {joined}"
    return Plan(("party", "d", which), joined, condition + days_within(filter, "d"), parameters, ranges)


def at_most(limit: int) -> str:
    """The end of a query for so many rows, for all when it is negative."""
    return f" LIMIT {limit:d}" if limit >= 0 else ""


def _conditions(kind: type[Record], filter: Filter) -> tuple[str, dict[str, Any]]:
    """The condition of a filter; what it says of the reports of members is asked of each whole by itself."""
    told = {field: getattr(filter, field) for field in REPORT_FILTERS if getattr(filter, field) is not None}
    if kind not in WHOLES or not told:
        return conditions(kind, filter)
    condition, parameters = conditions(kind, _without(filter, *told))
    inner, more = conditions(Report, Filter(**told))
    condition += (
        " AND EXISTS (SELECT 1 FROM part p JOIN report r ON r.no = p.report"
        f" WHERE p.whole = t.id AND p.whole > '' AND {inner})"
    )
    return condition, more | parameters


def _labelled(kind: type[Record], filter: Filter, name: str) -> str:
    """The same condition on a type, an act and the like as the list of an actor or a type can answer it."""
    field = LABELS.get(kind)
    given = getattr(filter, field) if field else ()
    if not given or (name == "t" and not (kind in _TYPED and len(given) == 1)):
        return ""
    column = "label" if name == "d" else field
    return f" AND {name}.{column} IN ({', '.join(f':{field}{number}' for number in range(len(given)))})"


def _party(kind: type[Record], filter: Filter) -> str | None:
    """The field of the filter that names who takes part."""
    fields = ("speaker", "addressee", "actor") if kind in (Quote, Saying) else ("actor",)
    return next((field for field in fields if getattr(filter, field)), None)


def _side(kind: type[Record], party: str) -> tuple[str, ...]:
    """The field of the filter that says on which side, where it is one of its own."""
    return ("side",) if party == "actor" and kind in _TYPED else ()


def _few(rows: Callable[..., Any], filter: Filter) -> bool:
    """Whether the filter is of few reports."""
    told = {field: getattr(filter, field) for field in _NARROW if getattr(filter, field) is not None}
    for field, value in told.items():
        sql = (
            f"SELECT count(*) FROM (SELECT 1 FROM report r WHERE {REPORT_FILTERS[field]} LIMIT {FEW + 1}) few"
        )
        if rows(sql, {field: value}).fetchone()[0] <= FEW:
            return True
    return False


def _without(filter: Filter, *fields: str) -> Filter:
    return msgspec.structs.replace(filter, **dict.fromkeys(fields))


def _ranges(filter: Filter) -> tuple[Range, ...]:
    """Between which places a filter of days finds anything: days, then what is known to no month."""
    if filter.since is None and filter.until is None:
        return (Range("", BEHIND),)
    low = _before(filter.since) if filter.since else ""
    high = filter.until + BEHIND if filter.until else VAGUE
    return Range(low, min(high, VAGUE)), Range(VAGUE, UNDATED)


def _lasting(ranges: Iterable[Range], filter: Filter) -> Iterator[Range]:
    """The same; what begins before a filter's first day lasts until then only if it is not of one day."""
    for one in ranges:
        if filter.since and one.low < filter.since < one.high <= VAGUE:
            yield Range(one.low, filter.since, lasting=True)
            yield Range(filter.since, one.high)
        else:
            yield one


def _before(day: str) -> str:
    """The first day on which something can begin that is not vague and lasts until a day."""
    try:
        return (date.fromisoformat(day) - timedelta(MONTH)).isoformat()
    except (ValueError, OverflowError):
        return ""
