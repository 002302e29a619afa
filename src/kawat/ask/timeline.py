"""What happened and what was said, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kawat.ontology import type_names
from kawat.records import Event, Quote
from kawat.store import Filter, View

from .folding import Item, Told, items, same_events, same_quotes


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
