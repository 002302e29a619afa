"""Pages of what a listing does not give as it is: several kinds in one order, or only what fits a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from kawat.errors import QueryError
from kawat.records import R, Record
from kawat.store import Filter, Page, View
from kawat.store.schema import day_cells, place_of

_BETWEEN = "|"
_ENDED = "-"
# so many records are read at least to find those that fit
_AT_ONCE = 100


class Strand(msgspec.Struct, frozen=True):
    """One kind in an order of several, and what of it; None: nothing."""

    kind: type[Record]
    filter: Filter | None


def merged(
    view: View, strands: Sequence[Strand], limit: int, cursor: str | None
) -> tuple[list[Any], str | None]:
    """A page of several kinds in order of days, and the cursor of the next: those of all strands, joined."""
    begun = cursor.split(_BETWEEN) if cursor else [""] * len(strands)
    if len(begun) != len(strands):
        raise QueryError(f"'{cursor}' is no cursor: give the one that came with the page before")
    pages = [_first(view, *pair, limit) for pair in zip(strands, begun, strict=True)]
    waiting = [page.records for page in pages]
    taken = [0] * len(strands)
    found: list[Any] = []
    while len(found) < limit:
        heads = [
            (_place(records[n]), number)
            for number, (records, n) in enumerate(zip(waiting, taken, strict=True))
            if n < len(records)
        ]
        if not heads:
            break
        number = min(heads)[1]
        found.append(waiting[number][taken[number]])
        taken[number] += 1
    behind = [_behind(*parts) for parts in zip(pages, begun, taken, strict=True)]
    return found, None if all(one == _ENDED for one in behind) else _BETWEEN.join(behind)


def _first(view: View, strand: Strand, begun: str, limit: int) -> Page[Any]:
    if strand.filter is None or begun == _ENDED:
        return Page((), None)
    return view.listing(strand.kind, strand.filter, limit=limit, cursor=begun or None)


def _place(record: Record) -> tuple[str, str]:
    return day_cells(record)["position"], record.id


def _behind(page: Page[Any], begun: str, taken: int) -> str:
    """Where the rest of a strand begins when so many of a page are taken."""
    if taken == len(page.records):
        return page.cursor or _ENDED
    return place_of(page.records[taken - 1]) if taken else begun


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
    # most pages are filled by the first few: what is read beyond them is only there to be passed over
    some = min(2 * limit, _AT_ONCE) or _AT_ONCE
    while True:
        page = view.listing(kind, filter, limit=max(limit, some), cursor=cursor)
        some = _AT_ONCE
        for record in page.records:
            if not fits(record):
                continue
            found.append(record)
            if len(found) == limit:
                rest = page.cursor if record is page.records[-1] else place_of(record)
                return found, rest
        if page.cursor is None:
            return found, None
        cursor = page.cursor
