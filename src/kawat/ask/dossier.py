"""All about one actor: what it is called, what it says, does and is told, with whom, and its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TypeVar

import msgspec

from kawat.errors import NotFound
from kawat.records import (
    Actor,
    Claim,
    Event,
    Figure,
    Happening,
    Linked,
    Quote,
    R,
    Report,
    Saying,
)
from kawat.store import Count, Filter, View
from kawat.store.tallies import pair

from .folding import (
    Foldable,
    Item,
    Told,
    count_by,
    items,
    same_events,
    same_figures,
    same_quotes,
    sureness,
)
from .paging import fitting

L = TypeVar("L", bound=Linked)
# of an actor's records in some days, so many of each kind are read at most
_READ = 1_000


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
    more: bool = False


def dossier(
    view: View, actor: str, *, since: str | None = None, until: str | None = None, limit: int | None = None
) -> Dossier:
    """The dossier of the actor with that id; `limit` items at most a part. Raises NotFound."""
    whole = view.as_of is None and since is None and until is None
    if limit is not None and whole and view.linked():
        return _from_counts(view, actor, limit)
    most = None if limit is None else _READ
    quotes, more = _some(view, Quote, Filter(speaker=actor, since=since, until=until), most)
    told, more_told = _some(view, Quote, Filter(addressee=actor, since=since, until=until), most)
    events, more_events = _some(view, Event, Filter(actor=actor, since=since, until=until), most)
    active = [event for event in events if actor in event.actors]
    passive = [event for event in events if actor not in event.actors]
    figures, more_figures = _some(view, Figure, Filter(actor=actor, since=since, until=until), most)
    return Dossier(
        actor=view.actor(actor),
        count=view.count(Report, Filter(actor=actor)),
        acts=count_by(view, quotes, lambda quote: quote.act),
        types=count_by(view, active, lambda event: event.type),
        says=items(view, same_quotes(view, quotes), limit),
        is_told=items(view, same_quotes(view, told), limit),
        does=items(view, same_events(view, active), limit),
        undergoes=items(view, same_events(view, passive), limit),
        partners=_partners(view, actor, events, limit),
        figures=items(view, same_figures(view, figures), limit),
        more=more or more_told or more_events or more_figures,
    )


def _some(view: View, kind: type[R], filter: Filter, most: int | None) -> tuple[list[R], bool]:
    """The first records that the filter lets through, and whether there are more."""
    found = list(islice(view.each(kind, filter), most and most + 1))
    return found[:most], most is not None and len(found) > most


def _from_counts(view: View, actor: str, limit: int) -> Dossier:
    """The dossier of all there is, from what is counted beforehand and the first of each list."""
    passive = Filter(actor=actor, side="recipient")
    undergone, _ = fitting(
        view, Happening, passive, lambda one: actor not in one.actors, limit=limit, cursor=None
    )
    return Dossier(
        actor=view.actor(actor),
        count=view.count(Report, Filter(actor=actor)),
        acts=_counts(view, "act", actor),
        types=_counts(view, "type", actor),
        says=items(view, _folds(view, Saying, Filter(speaker=actor), limit)),
        is_told=items(view, _folds(view, Saying, Filter(addressee=actor), limit)),
        does=items(view, _folds(view, Happening, Filter(actor=actor, side="actor"), limit)),
        undergoes=items(view, _members(view, undergone)),
        partners=_counted_partners(view, actor, limit),
        figures=items(view, _folds(view, Claim, Filter(actor=actor), limit)),
    )


def _counted_partners(view: View, actor: str, limit: int) -> tuple[Partner, ...]:
    most = view.tallies("with", actor, limit=limit)
    names = _names(view, [*most])
    return tuple(
        Partner(other, names[other], count, _counts(view, "with", pair(actor, other)))
        for other, (_, count) in most.items()
    )


def _counts(view: View, of: str, owner: str) -> dict[str, Count]:
    return {label: count for label, (_, count) in view.tallies(of, owner).items()}


def _folds(view: View, kind: type[L], filter: Filter, limit: int) -> list[Told]:
    return _members(view, view.listing(kind, filter, limit=limit).records)


_OF: dict[type[Linked], type[Foldable]] = {Saying: Quote, Happening: Event, Claim: Figure}


def _members(view: View, wholes: Sequence[Linked]) -> list[Told]:
    """The records that wholes are made of, the surest of each first."""
    found: list[Told] = []
    for whole in wholes:
        members = view.found(_OF[type(whole)], whole.members)
        found.append(sorted(members.values(), key=sureness))
    return found


def _partners(view: View, actor: str, events: Sequence[Event], limit: int | None) -> tuple[Partner, ...]:
    shared: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for other in {*event.actors, *event.recipients} - {actor}:
            shared[other].append(event)
    counts = view.tally_each({other: [event.report for event in common] for other, common in shared.items()})
    most = sorted(counts, key=lambda other: (-counts[other].independent, -counts[other].raw, other))[:limit]
    names = _names(view, most)
    return tuple(
        Partner(other, names[other], counts[other], count_by(view, shared[other], lambda event: event.type))
        for other in most
    )


def _names(view: View, actors: Sequence[str]) -> Mapping[str, str]:
    """The names of actors; their ids when no report tells more."""
    return {id: id for id in actors} | {id: one.name for id, one in view.found(Actor, actors).items()}


def name_of(view: View, actor: str) -> str:
    """The name of an actor; its id when no report tells more."""
    try:
        return view.actor(actor).name
    except NotFound:
        return actor
