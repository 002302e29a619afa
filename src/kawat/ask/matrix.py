"""Who does what to whom: actors against actors, by kind of doing and by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, get_args

import msgspec

from kawat import ontology
from kawat.errors import NotFound
from kawat.ontology import Group, type_names
from kawat.store import Count, View, WeekCount
from kawat.store.weeks import week

GROUPS: tuple[str, ...] = get_args(Group)
"""The type groups, from cooperation to conflict."""
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

    The actor '' is nobody named, the week '' a day not known.
    """

    by: Literal["state", "actor"]
    actors: tuple[str, ...]
    weeks: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]


def matrix(
    view: View,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    min_score: float | None = None,
    by: Literal["state", "actor"] = "state",
) -> Matrix:
    """The matrix of the weeks from the one of day `since` to the one of day `until`.

    `types` are event types or groups; all when none. By state, persons and offices count as the state they
    act for; what two of them did together is then two records. Meetings and the like count both ways.
    With `min_score` only what was found at least so surely is counted; that takes longer.
    """
    rows = view.weeks(
        since and week(since),
        until and week(until),
        types=[name for given in types for name in type_names(given)],
        statuses=statuses,
        min_score=min_score,
    )
    named = _state_of(view) if by == "state" else str
    table: dict[tuple[str, str], list[WeekCount]] = defaultdict(list)
    for row in rows:
        table[named(row.actor), named(row.recipient)].append(row)
    cells = sorted((_cell(actor, recipient, told) for (actor, recipient), told in table.items()), key=_most)
    return Matrix(
        by=by,
        actors=_ranked(table),
        weeks=tuple(sorted({row.week for told in table.values() for row in told})),
        groups=tuple(group for group in GROUPS if any(group in cell.groups for cell in cells)),
        cells=tuple(cells),
    )


def _state_of(view: View) -> Callable[[str], str]:
    """What an actor counts as by state: the state it is or acts for, else itself."""

    @cache
    def state(actor: str) -> str:
        try:
            known = view.actor(actor)
        except NotFound:
            return actor.partition("/")[0]
        return known.country or actor

    return state


def _cell(actor: str, recipient: str, told: Sequence[WeekCount]) -> Cell:
    weeks = {name: _by_group(rows) for name, rows in _split(told, lambda row: row.week).items()}
    return Cell(actor, recipient, _count(told), _by_group(told), dict(sorted(weeks.items())))


def _by_group(told: Iterable[WeekCount]) -> dict[str, Count]:
    return {group: _count(rows) for group, rows in _split(told, _group).items()}


def _split(told: Iterable[WeekCount], label: Callable[[WeekCount], str]) -> dict[str, list[WeekCount]]:
    parts: dict[str, list[WeekCount]] = defaultdict(list)
    for row in told:
        parts[label(row)].append(row)
    return parts


def _group(row: WeekCount) -> str:
    return ontology.types()[row.type].group


def _count(told: Iterable[WeekCount]) -> Count:
    rows = list(told)
    return Count(sum(row.n for row in rows), len({row.origin for row in rows}))


def _most(cell: Cell) -> tuple[int, int, str, str]:
    return (-cell.count.independent, -cell.count.raw, cell.actor, cell.recipient)


def _ranked(table: Mapping[tuple[str, str], Sequence[WeekCount]]) -> tuple[str, ...]:
    """Everybody on either side, by the number of origins that tell of them."""
    origins: dict[str, set[str]] = defaultdict(set)
    for pair, told in table.items():
        for actor in pair:
            origins[actor] |= {row.origin for row in told}
    return tuple(sorted(origins, key=lambda actor: (-len(origins[actor]), actor)))
