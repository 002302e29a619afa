"""Who does what to whom: actors against actors, by kind of doing and by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args

import msgspec

from kawat.ontology import Group, type_names
from kawat.store import Count, View
from kawat.store.weeks import week

from .weekly import Weekly, weekly

GROUPS: tuple[str, ...] = get_args(Group)
"""The type groups, from cooperation to conflict."""
MOST = 24
"""So many actors still make a matrix that can be looked at."""
HAPPENED = ("happened", "ongoing")
"""The statuses that are counted unless others are asked for: what is told as fact."""


class Cell(msgspec.Struct, frozen=True):
    """What one actor does to another: in all, by type group, and by week and type group.

    Raw counts are event records, independent counts the origins that tell of any: they do not add up.
    """

    actor: str
    recipient: str
    count: Count
    groups: dict[str, Count]
    weeks: dict[str, dict[str, Count]]


class Matrix(msgspec.Struct, frozen=True):
    """The cells that are not empty, most first, and what runs along the sides.

    The actor '' is nobody named, the week '' a day not known. `left`: how many actors are left out, of whom
    fewer origins tell.
    """

    by: Literal["state", "actor"]
    actors: tuple[str, ...]
    weeks: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]
    left: int = 0


def matrix(
    view: View,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    min_score: float | None = None,
    by: Literal["state", "actor"] = "state",
    limit: int | None = None,
) -> Matrix:
    """The matrix of the weeks from the one of day `since` to the one of day `until`.

    `types` are event types or groups; all when none. By state, persons and offices count as the state they
    act for; what two of them did together is then two records. Meetings and the like count both ways. With a
    `limit` only what so many do to each other, those of whom most origins tell. With `min_score` only what
    was found at least so surely is counted; that takes longer.
    """
    names = [name for given in types for name in type_names(given)]
    told = weekly(view, since and week(since), until and week(until), names, statuses, min_score)
    if by == "state":
        told = told.named(_state_of(view))
    ranked = told.ranked()
    left = 0 if limit is None else max(0, len(ranked) - limit)
    if left:
        ranked = ranked[:limit]
        told = told.among(ranked)
    cells = sorted(_cells(told), key=_most)
    return Matrix(
        by=by,
        actors=tuple(ranked),
        weeks=told.weeks(),
        groups=tuple(group for group in GROUPS if any(group in cell.groups for cell in cells)),
        cells=tuple(cells),
        left=left,
    )


def _state_of(view: View) -> Callable[[str], str]:
    """What an actor counts as by state: the state it is or acts for, else itself."""
    known = view.countries()
    return lambda actor: (known[actor] or actor) if actor in known else actor.partition("/")[0]


def _cells(told: Weekly) -> Iterator[Cell]:
    groups: dict[tuple[str, str], dict[str, Count]] = defaultdict(dict)
    for actor, recipient, group, count in told.count("group"):
        groups[actor, recipient][group] = count
    weeks: dict[tuple[str, str], dict[str, dict[str, Count]]] = {}
    within: dict[str, dict[str, Count]] = {}
    one = other = last = None
    # one after the other: these are very many
    for actor, recipient, name, group, count in told.count("week", "group"):
        if actor is not one or recipient is not other:
            within = weeks[actor, recipient] = {}
            one, other, last = actor, recipient, None
        if name is not last:
            by_group = within[name] = {}
            last = name
        by_group[group] = count
    for actor, recipient, count in told.count():
        pair = actor, recipient
        yield Cell(actor, recipient, count, groups[pair], dict(sorted(weeks[pair].items())))


def _most(cell: Cell) -> tuple[int, int, str, str]:
    return (-cell.count.independent, -cell.count.raw, cell.actor, cell.recipient)
