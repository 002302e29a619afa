"""All about one actor: what it is called, what it says, does and is told, with whom, and its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, islice

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
    items_each,
    same_events,
    same_figures,
    same_quotes,
    sureness,
)
from .paging import fitting

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
    lists = (
        *(same_quotes(view, some) for some in (quotes, told)),
        *(same_events(view, some) for some in (active, passive)),
        same_figures(view, figures),
    )
    return Dossier(
        actor=view.actor(actor),
        count=view.count(Report, Filter(actor=actor)),
        acts=count_by(view, quotes, lambda quote: quote.act),
        types=count_by(view, active, lambda event: event.type),
        partners=_partners(view, actor, events, limit),
        more=more or more_told or more_events or more_figures,
        **_parts(view, lists, limit),
    )


_PARTS = ("says", "is_told", "does", "undergoes", "figures")


def _parts(view: View, lists: Sequence[Sequence[Told]], limit: int | None) -> dict[str, tuple[Item, ...]]:
    """What the lists tell, by their names in the dossier."""
    return dict(zip(_PARTS, items_each(view, lists, limit), strict=True))


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
    wholes: tuple[Sequence[Linked], ...] = (
        view.listing(Saying, Filter(speaker=actor), limit=limit).records,
        view.listing(Saying, Filter(addressee=actor), limit=limit).records,
        view.listing(Happening, Filter(actor=actor, side="actor"), limit=limit).records,
        undergone,
        view.listing(Claim, Filter(actor=actor), limit=limit).records,
    )
    return Dossier(
        actor=view.actor(actor),
        count=view.count(Report, Filter(actor=actor)),
        acts=_counts(view, "act", actor),
        types=_counts(view, "type", actor),
        partners=_counted_partners(view, actor, limit),
        more=False,
        **_parts(view, _members(view, wholes), limit),
    )


def _counted_partners(view: View, actor: str, limit: int) -> tuple[Partner, ...]:
    most = view.tallies("with", actor, limit=limit)
    names = _names(view, [*most])
    types = view.tallies_each("with", [pair(actor, other) for other in most])
    return tuple(
        Partner(other, names[other], count, _only_counts(types[pair(actor, other)]))
        for other, (_, count) in most.items()
    )


def _counts(view: View, of: str, owner: str) -> dict[str, Count]:
    return _only_counts(view.tallies(of, owner))


def _only_counts(tallies: Mapping[str, tuple[int, Count]]) -> dict[str, Count]:
    return {label: count for label, (_, count) in tallies.items()}


_OF: dict[type[Linked], type[Foldable]] = {Saying: Quote, Happening: Event, Claim: Figure}


def _members(view: View, lists: Sequence[Sequence[Linked]]) -> list[list[Told]]:
    """In place of each whole the records that it is made of, the surest first."""
    wanted: dict[type[Foldable], list[str]] = defaultdict(list)
    for whole in chain.from_iterable(lists):
        wanted[_OF[type(whole)]] += whole.members
    known: dict[str, Foldable] = {}
    for kind, ids in wanted.items():
        known |= view.found(kind, ids)
    return [
        [sorted((known[id] for id in whole.members if id in known), key=sureness) for whole in wholes]
        for wholes in lists
    ]


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
