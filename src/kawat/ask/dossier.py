"""All about one actor: what it is called, what it says, does and is told, with whom, and its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from kawat.errors import NotFound
from kawat.records import Actor, Event, Figure, Quote, Report
from kawat.store import Count, Filter, View

from .folding import Item, count_by, items, same_events, same_figures, same_quotes


class Partner(msgspec.Struct, frozen=True):
    """Another actor that takes part in the same events, and by type in how many reports."""

    actor: str
    name: str
    count: Count
    types: dict[str, Count]


class Dossier(msgspec.Struct, frozen=True):
    """An actor with everything that reports tell of it, each part in order of days.

    `count`: reports that name it. `says` and `is_told`: quotes; `acts`: what its sayings do. `does` and
    `undergoes`: events in which it is on the one and on the other side; `types`: of which types.
    """

    actor: Actor
    count: Count
    acts: dict[str, Count]
    types: dict[str, Count]
    says: tuple[Item, ...]
    is_told: tuple[Item, ...]
    does: tuple[Item, ...]
    undergoes: tuple[Item, ...]
    partners: tuple[Partner, ...]
    figures: tuple[Item, ...]


def dossier(
    view: View, actor: str, *, since: str | None = None, until: str | None = None, limit: int | None = None
) -> Dossier:
    """The dossier of the actor with that id; `limit` items at most a part. Raises NotFound."""
    said = list(view.each(Quote, Filter(speaker=actor, since=since, until=until)))
    told = view.each(Quote, Filter(addressee=actor, since=since, until=until))
    events = list(view.each(Event, Filter(actor=actor, since=since, until=until)))
    active = [event for event in events if actor in event.actors]
    passive = [event for event in events if actor not in event.actors]
    figures = view.each(Figure, Filter(actor=actor, since=since, until=until))
    return Dossier(
        actor=view.actor(actor),
        count=view.count(Report, Filter(actor=actor)),
        acts=count_by(view, said, lambda quote: quote.act),
        types=count_by(view, active, lambda event: event.type),
        says=items(view, same_quotes(view, said), limit),
        is_told=items(view, same_quotes(view, told), limit),
        does=items(view, same_events(view, active), limit),
        undergoes=items(view, same_events(view, passive), limit),
        partners=_partners(view, actor, events)[:limit],
        figures=items(view, same_figures(view, figures), limit),
    )


def _partners(view: View, actor: str, events: Sequence[Event]) -> tuple[Partner, ...]:
    shared: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for other in {*event.actors, *event.recipients} - {actor}:
            shared[other].append(event)
    partners = [_partner(view, other, common) for other, common in shared.items()]
    return tuple(sorted(partners, key=lambda p: (-p.count.independent, -p.count.raw, p.actor)))


def _partner(view: View, other: str, events: Sequence[Event]) -> Partner:
    count = view.tally({event.report for event in events})
    return Partner(other, name_of(view, other), count, count_by(view, events, lambda event: event.type))


def name_of(view: View, actor: str) -> str:
    """The name of an actor; its id when no report tells more."""
    try:
        return view.actor(actor).name
    except NotFound:
        return actor
