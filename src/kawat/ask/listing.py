"""Lists of one kind of record, each with its words and the report it stands in, page by page."""

from __future__ import annotations

from typing import Generic

import msgspec

from kawat.records import Event, Figure, Linked, Quote, R, Record, Report, Saying, Story
from kawat.store import EVERYTHING, ActorCount, Count, Filter, View

from .evidence import Source, source_of, speaker_of, words_of


class Line(msgspec.Struct, Generic[R], frozen=True):
    """A record, its words, the report it stands in, and how many reports copy that one, itself included.

    Of a whole (a saying, a story ...) the report and words of its first member, and the reports of all.

    `speaker` of a quote is the actor, or in quotation marks the words for somebody whom nobody knows.
    """

    record: R
    words: str
    source: Source
    count: Count
    speaker: str | None = None


class Listing(msgspec.Struct, Generic[R], frozen=True):
    """A page of lines in order of days, the cursor of the next, and in how many reports all of them stand.

    `more`: there are more than `count` says, which was counted of the first thousand.
    """

    lines: tuple[Line[R], ...]
    cursor: str | None
    count: Count
    more: bool = False


class Actors(msgspec.Struct, frozen=True):
    """Actors, most reported first, and how many reports there are in all."""

    lines: tuple[ActorCount, ...]
    count: Count


def reports(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Report]:
    """Reports in order of the days on which they were written."""
    return listed(view, Report, filter, limit=limit, cursor=cursor)


def quotes(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Quote]:
    """Quotes in order of the days on which they were said."""
    return listed(view, Quote, filter, limit=limit, cursor=cursor)


def events(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Event]:
    """Events in order of the days on which they happen."""
    return listed(view, Event, filter, limit=limit, cursor=cursor)


def figures(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Figure]:
    """Figures in order of the days for which they hold."""
    return listed(view, Figure, filter, limit=limit, cursor=cursor)


def sayings(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Saying]:
    """The same words of one speaker, each once, in order of the days on which they were said."""
    return listed(view, Saying, filter, limit=limit, cursor=cursor)


def stories(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Story]:
    """Reports on the same news, in order of the days on which they were written."""
    return listed(view, Story, filter, limit=limit, cursor=cursor)


def actors(view: View, sort: str | None = None, *, limit: int | None = None) -> Actors:
    """Actors of one sort or all, most reported first."""
    return Actors(tuple(view.actors(sort, limit=limit)), view.count(Report))


def listed(
    view: View,
    kind: type[R],
    filter: Filter = EVERYTHING,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Listing[R]:
    """A page of records of one kind. Raises StoreError when this kind cannot be filtered so."""
    page = view.listing(kind, filter, limit=limit, cursor=cursor)
    lines = tuple(_line(view, record) for record in page.records)
    return Listing(lines, page.cursor, *view.counted(kind, filter))


def _line(view: View, record: R) -> Line[R]:
    report = record.id if isinstance(record, Report) else record.report
    return Line(
        record, words_of(view, record), source_of(view, report), _told(view, record), speaker_of(view, record)
    )


def _told(view: View, record: Record) -> Count:
    """In how many reports a record stands: of a whole those of its members, else its copies."""
    if isinstance(record, Linked):
        return Count(record.reports, record.origins)
    if isinstance(record, Story):
        return Count(len(record.reports), record.origins)
    report = record.id if isinstance(record, Report) else record.report
    family = view.family_of(report)
    return view.tally(family.reports if family else [report])
