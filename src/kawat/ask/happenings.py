"""What happened, each deed once, with how many reports tell it and of how many independent origins."""

from __future__ import annotations

import msgspec

from kawat.records import Event, Happening, Span
from kawat.store import EVERYTHING, Count, Filter, View

from .evidence import Source, source_of, words_of


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

    `more`: there are more than `count` says, which was counted of the first thousand.
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
    lines = tuple(told_of(view, record) for record in page.records)
    return Happenings(lines, page.cursor, *view.counted(Happening, filter))


def told_of(view: View, record: Happening) -> Told:
    """A happening with its words and who tells it."""
    return Told(
        record,
        words_of(view, record),
        mark_of(view, record),
        source_of(view, record.report),
        Count(record.reports, record.origins),
    )


def mark_of(view: View, record: Happening) -> Span | None:
    """The words of a happening that show it, within its words."""
    event = view.found(Event, record.members[:1]).get(record.members[0])
    if event is None:
        return None
    start = record.at[0].start
    return Span(event.trigger.start - start, event.trigger.end - start)
