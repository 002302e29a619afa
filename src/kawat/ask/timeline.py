"""What happened and what was said, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kawat.ontology import type_names
from kawat.records import Event, Happening, Quote, Saying, Span
from kawat.store import Count, Filter, View

from .evidence import Passages
from .folding import Item, Told, items, named, same_events, same_quotes
from .happenings import marks
from .paging import Strand, merged


class Timeline(msgspec.Struct, frozen=True):
    """A page of what happened and was said, in order of days, undated last, and the cursor of the next."""

    items: tuple[Item, ...]
    cursor: str | None


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

    `types` are event types or groups of them; asking for types alone leaves out quotes, for acts alone
    events. Events told as background (of long before the report) only come with `background`. What several
    reports tell alike is one item. Raises NotFound for an unknown type.
    """
    names = tuple(name for given in types for name in type_names(given))
    told: list[Told] = []
    if "event" in kinds and (names or not acts):
        which = Filter(
            actor=actor,
            since=since,
            until=until,
            type=names,
            status=tuple(statuses),
            historical=None if background else False,
        )
        told += same_events(view, view.each(Event, which))
    if "quote" in kinds and (acts or not names):
        said = Filter(actor=actor, since=since, until=until, act=tuple(acts))
        told += same_quotes(view, view.each(Quote, said))
    return items(view, told, limit, since)


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
