"""Lists of one kind of record, each with its words and the report it stands in, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Generic

import msgspec

from kawat.errors import QueryError
from kawat.records import (
    Event,
    Failure,
    Family,
    Figure,
    Judgement,
    Linked,
    Quote,
    R,
    Record,
    Report,
    Saying,
    Story,
)
from kawat.store import EVERYTHING, ActorCount, Count, Filter, View

from .evidence import Passages, Source, source_of

# a cursor that counts has fewer digits
_LONG = 10


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

    `more`: there may be more than `count` says, which is of the first records of many.
    """

    lines: tuple[Line[R], ...]
    cursor: str | None
    count: Count
    more: bool = False


class Actors(msgspec.Struct, frozen=True):
    """Actors, most reported first, the cursor of the next, and how many reports there are in all."""

    lines: tuple[ActorCount, ...]
    count: Count
    cursor: str | None = None


class Failed(msgspec.Struct, frozen=True):
    """A stage that failed, and the report on which it did."""

    record: Failure
    source: Source


class Failures(msgspec.Struct, frozen=True):
    """What failed, the cursor of the next page, and in how many reports anything did."""

    lines: tuple[Failed, ...]
    cursor: str | None
    count: Count


class Judged(msgspec.Struct, frozen=True):
    """What an analyst decided."""

    record: Judgement


class Judgements(msgspec.Struct, frozen=True):
    """What analysts decided, oldest first, and the cursor of the next page."""

    lines: tuple[Judged, ...]
    cursor: str | None


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


def actors(
    view: View, sort: str | None = None, *, limit: int | None = None, cursor: str | None = None
) -> Actors:
    """Actors of one sort or all, most reported first."""
    passed = _passed(cursor)
    found = view.actors(sort, limit=None if limit is None else passed + limit + 1)
    shown = tuple(found[passed:][:limit])
    last = passed + len(shown)
    return Actors(shown, view.count(Report), str(last) if last < len(found) else None)


def families(view: View, *, limit: int = 50, cursor: str | None = None) -> Listing[Family]:
    """Copies of one text, by id."""
    found = list(islice(view.families(_last_id(cursor)), limit + 1))
    shown = found[:limit]
    return Listing(lines(view, shown), shown[-1].id if len(found) > limit else None, view.copied())


def failures(view: View, *, limit: int = 50, cursor: str | None = None) -> Failures:
    """The stages that failed, by the id of the failure."""
    known = sorted(view.failures(), key=lambda failure: failure.id)
    last = _last_id(cursor)
    found = [failure for failure in known if failure.id > last]
    lines = tuple(Failed(failure, source_of(view, failure.report)) for failure in found[:limit])
    count = view.tally({failure.report for failure in known})
    return Failures(lines, lines[-1].record.id if len(found) > limit else None, count)


def judgements(view: View, *, limit: int = 50, cursor: str | None = None) -> Judgements:
    """What analysts decided, oldest first."""
    passed = _passed(cursor)
    found = list(view.judgements())[passed : passed + limit + 1]
    lines = tuple(map(Judged, found[:limit]))
    return Judgements(lines, str(passed + limit) if len(found) > limit else None)


def _passed(cursor: str | None) -> int:
    """How many the pages before had, as the cursor of what is in an order of its own says it."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < _LONG):
        raise _no_cursor(cursor)
    return int(cursor)


def _last_id(cursor: str | None) -> str:
    """The id with which the page before ended; '' before the first."""
    if cursor is None:
        return ""
    if not cursor.isalnum():
        raise _no_cursor(cursor)
    return cursor


def _no_cursor(cursor: str) -> QueryError:
    return QueryError(f"'{cursor}' is no cursor: give the one that came with the page before")


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
    return Listing(lines(view, page.records), page.cursor, *view.counted(kind, filter))


def lines(view: View, records: Sequence[R]) -> tuple[Line[R], ...]:
    """Records, each with its words and the report it stands in."""
    passages = Passages(view, records)
    return tuple(
        Line(
            record,
            passages.words(record),
            passages.source(record),
            _told(passages, record),
            passages.speaker(record),
        )
        for record in records
    )


def _told(passages: Passages, record: Record) -> Count:
    """In how many reports a record stands: of a whole those of its members, else its copies."""
    match record:
        case Linked():
            return Count(record.reports, record.origins)
        case Story():
            return Count(len(record.reports), record.origins)
        case _:
            return passages.copies(record)
