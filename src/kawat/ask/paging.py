"""Pages of what a listing does not give as it is: several kinds in one order, or only what fits a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from kawat.errors import QueryError
from kawat.records import Period, R, Record
from kawat.store import Filter, View

_UNDATED = "9999"
_BETWEEN = "|"
_ENDED = "-"
# so many records are read at least to find those that fit
_AT_ONCE = 100


class Strand(msgspec.Struct, frozen=True):
    """One kind in an order of several: what of it (None: nothing), and the days by which it is placed."""

    kind: type[Record]
    filter: Filter | None
    days: Callable[[Any], Period | None]


def merged(
    view: View, strands: Sequence[Strand], limit: int, cursor: str | None
) -> tuple[list[Any], str | None]:
    """A page of several kinds in order of days, and the cursor of the next: those of all strands, joined."""
    begun = cursor.split(_BETWEEN) if cursor else [""] * len(strands)
    if len(begun) != len(strands):
        raise QueryError(f"'{cursor}' is no cursor: give the one that came with the page before")
    waiting = [_first(view, *pair, limit) for pair in zip(strands, begun, strict=True)]
    taken = [0] * len(strands)
    found: list[Any] = []
    while len(found) < limit:
        heads = [
            (_place(strand, records[n]), number)
            for number, (strand, records, n) in enumerate(zip(strands, waiting, taken, strict=True))
            if n < len(records)
        ]
        if not heads:
            break
        number = min(heads)[1]
        found.append(waiting[number][taken[number]])
        taken[number] += 1
    behind = [_behind(view, *parts) for parts in zip(strands, begun, taken, map(len, waiting), strict=True)]
    return found, None if all(one == _ENDED for one in behind) else _BETWEEN.join(behind)


def _first(view: View, strand: Strand, begun: str, limit: int) -> Sequence[Record]:
    if strand.filter is None or begun == _ENDED:
        return ()
    return view.listing(strand.kind, strand.filter, limit=limit, cursor=begun or None).records


def _place(strand: Strand, record: Record) -> tuple[str, str]:
    days = strand.days(record)
    return days.first if days else _UNDATED, record.id


def _behind(view: View, strand: Strand, begun: str, taken: int, known: int) -> str:
    """Where the rest of a strand begins when so many of it are taken."""
    if strand.filter is None or begun == _ENDED or not known:
        return _ENDED
    if not taken:
        return begun
    return view.listing(strand.kind, strand.filter, limit=taken, cursor=begun or None).cursor or _ENDED


def fitting(
    view: View,
    kind: type[R],
    filter: Filter,
    fits: Callable[[R], bool],
    *,
    limit: int,
    cursor: str | None,
) -> tuple[list[R], str | None]:
    """A page of the records that the filter lets through and that fit, and the cursor of the next."""
    found: list[R] = []
    while True:
        page = view.listing(kind, filter, limit=max(limit, _AT_ONCE), cursor=cursor)
        for number, record in enumerate(page.records, 1):
            if not fits(record):
                continue
            found.append(record)
            if len(found) == limit:
                return found, view.listing(kind, filter, limit=number, cursor=cursor).cursor
        if page.cursor is None:
            return found, None
        cursor = page.cursor
