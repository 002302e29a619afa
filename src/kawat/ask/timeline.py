"""What happened and what was said, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from kawat.ontology import type_names
from kawat.records import Event, Happening, Quote, Saying, Span
from kawat.store import Count, Filter, View

from .evidence import Passages
from .folding import Item, Told, items, named, same_events, same_quotes
from .happenings import marks
from .lately import Wanted, latest, many
from .paging import Strand, merged


class Timeline(msgspec.Struct, frozen=True):
    """A page of what happened and was said, in order of days, undated last, and the cursor of the next.

    `since`: it begins with that day, because nobody said where and there is too much; `first` is then the
    first day that there is.
    """

    items: tuple[Item, ...]
    cursor: str | None
    since: str | None = None
    first: str | None = None


def timeline(
    view: View,
    *,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    acts: Sequence[str] = (),
    statuses: Sequence[str] = (),
    kinds: Sequence[Literal["event", "quote"]] = ("event", "quote"),
    background: bool = False,
    limit: int | None = None,
) -> tuple[Item, ...]:
    """Events by the day they happen and quotes by the day they were said, earliest first, undated last.

    `types` are event types or groups of them; asking for types or statuses alone leaves out quotes, for
    acts alone events. Events told as background (of long before the report) only come with `background`.
    What several reports tell alike is one item. Raises NotFound for an unknown type.
    """
    names = tuple(name for given in types for name in type_names(given))
    which = Filter(
        actor=actor,
        since=since,
        until=until,
        type=names,
        status=tuple(statuses),
        act=tuple(acts),
        historical=None if background else False,
    )
    done, said = strands(which, done="event" in kinds, said="quote" in kinds)
    told: list[Told] = []
    if done is not None:
        told += same_events(view, view.each(Event, done))
    if said is not None:
        told += same_quotes(view, view.each(Quote, said))
    return items(view, told, limit, since)


def strands(which: Filter, *, done: bool = True, said: bool = True) -> tuple[Filter | None, Filter | None]:
    """What is asked for of deeds and of words, None for none.

    Asking for types or statuses alone leaves out what was said, for acts alone what was done.
    """
    deeds, words = bool(which.type or which.status), bool(which.act)
    return (
        replace(which, act=()) if done and not (which.act and not which.type) else None,
        replace(which, type=(), status=(), historical=None) if said and (words or not deeds) else None,
    )


def timeline_lately(
    view: View,
    happened: Filter | None,
    said: Filter | None,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Timeline:
    """The same as `timeline_page`, but of much, and where nobody says from when on, the latest days."""
    wanted: list[Wanted] = [
        (kind, which) for kind, which in ((Happening, happened), (Saying, said)) if which is not None
    ]
    told = cursor is not None or any(which.since or which.until for _, which in wanted)
    since = None if told or not many(view, wanted) else latest(view, wanted, limit)
    if since is None:
        return timeline_page(view, happened, said, limit=limit, cursor=cursor)
    late = {kind: replace(which, since=since) for kind, which in wanted}
    page = timeline_page(view, late.get(Happening), late.get(Saying), limit=limit)
    first = timeline_page(view, happened, said, limit=1).items
    return replace(page, since=since, first=first[0].days.first if first and first[0].days else None)


def timeline_page(
    view: View,
    happened: Filter | None,
    said: Filter | None,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Timeline:
    """A page of the happenings and sayings that two filters let through, None for none of them.

    Unlike `timeline` it reads no more than the page, each whole as linking made it. Raises QueryError for a
    cursor of elsewhere.
    """
    strands = [
        Strand(Happening, happened),
        Strand(Saying, said),
    ]
    found, behind = merged(view, strands, limit, cursor)
    passages = Passages(view, found)
    shown = marks(view, (one for one in found if isinstance(one, Happening)))
    return Timeline(tuple(_whole(passages, one, shown.get(one.id)) for one in found), behind)


def _whole(passages: Passages, record: Happening | Saying, mark: Span | None) -> Item:
    """A happening or saying as an item; its words are those of the member that was written first."""
    source, count = passages.source(record), Count(record.reports, record.origins)
    if isinstance(record, Happening):
        return Item(
            kind="happening",
            id=record.id,
            label=record.type,
            words=passages.words(record),
            source=source,
            count=count,
            days=record.when,
            actors=record.actors,
            recipients=record.recipients,
            status=record.status,
            ids=record.members,
            mark=mark,
            at=record.at,
        )
    return Item(
        kind="saying",
        id=record.id,
        label=record.act,
        words=passages.words(record),
        source=source,
        count=count,
        days=record.said,
        actors=named(record.speaker_actor),
        recipients=named(record.addressee_actor),
        ids=record.members,
        at=record.at,
    )
