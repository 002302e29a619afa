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
    """A page of happenings in order of days, undated ones last, the cursor of the next, and who tells all."""

    lines: tuple[Told, ...]
    cursor: str | None
    count: Count


def happenings(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Happenings:
    """A page of the happenings that the filter lets through. Raises StoreError when they cannot be so."""
    page = view.listing(Happening, filter, limit=limit, cursor=cursor)
    return Happenings(
        tuple(told_of(view, record) for record in page.records), page.cursor, view.count(Happening, filter)
    )


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
    event = view.record(record.members[0])
    if not isinstance(event, Event):
        return None
    start = record.at[0].start
    return Span(event.trigger.start - start, event.trigger.end - start)
