"""What happened, each deed once, with how many reports tell it and of how many independent origins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kawat.records import Event, Happening, Span
from kawat.store import EVERYTHING, Count, Filter, View

from .evidence import Passages, Source


class Told(msgspec.Struct, frozen=True):
    """A happening, its words in the report that wrote of it first, and how many reports tell it.

    `mark`: the words that show it, within `words`.
    """

    record: Happening
    words: str
    mark: Span | None
    source: Source
    count: Count


class Happenings(msgspec.Struct, frozen=True):
    """A page of happenings in order of days, undated ones last, the cursor of the next, and who tells all.

    `more`: there may be more than `count` says, which is of the first records of many.
    """

    lines: tuple[Told, ...]
    cursor: str | None
    count: Count
    more: bool = False


def happenings(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Happenings:
    """A page of the happenings that the filter lets through. Raises StoreError when they cannot be so."""
    page = view.listing(Happening, filter, limit=limit, cursor=cursor)
    return Happenings(told(view, page.records), page.cursor, *view.counted(Happening, filter))


def told(view: View, records: Sequence[Happening]) -> tuple[Told, ...]:
    """Happenings, each with its words and who tells it."""
    passages, shown = Passages(view, records), marks(view, records)
    return tuple(
        Told(
            record,
            passages.words(record),
            shown.get(record.id),
            passages.source(record),
            Count(record.reports, record.origins),
        )
        for record in records
    )


def marks(view: View, records: Iterable[Happening]) -> Mapping[str, Span]:
    """The words of happenings that show them, each within its words, by id."""
    firsts = {record.id: record for record in records}
    events = view.found(Event, [record.members[0] for record in firsts.values()])
    found: dict[str, Span] = {}
    for id, record in firsts.items():
        event = events.get(record.members[0])
        if event is not None:
            start = record.at[0].start
            found[id] = Span(event.trigger.start - start, event.trigger.end - start)
    return found
