"""What an event adds to the roll-up by weeks: pure functions, the same for every store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations, product
from typing import NamedTuple

from kawat.records import Event

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types in which all take part alike, whoever is named as actor or recipient."""

COLUMNS = 6


class Cell(NamedTuple):
    """A row of the roll-up, but for its origin and number."""

    week: str
    type: str
    status: str
    actor: str
    recipient: str


class WeekSheet(NamedTuple):
    """The cells of a week in `COLUMNS` columns of 4-byte numbers, each column whole.

    They are type, status, actor and recipient (numbers of words), origin, and how many records.
    """

    week: str
    cells: bytes


def cells(events: Iterable[Event]) -> Counter[Cell]:
    """How often each cell is counted by the events of one report."""
    return Counter(
        Cell(week_of(event), event.type, event.status, actor, recipient)
        for event in events
        for actor, recipient in pairs(event)
    )


def week_of(event: Event) -> str:
    """The ISO week in which an event begins ('2022-W03'), '' when its day is not known."""
    return week(event.when.first) if event.when else ""


def week(day: str) -> str:
    """The ISO week of a day: '2022-01-21' -> '2022-W03'."""
    year, number, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{number:02}"


def pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who did it to whom, each pair once; '' for nobody named. What is mutual counts in both directions."""
    actors, recipients = dict.fromkeys(event.actors), dict.fromkeys(event.recipients)
    together = actors | recipients
    mutual = event.type in MUTUAL or actors == recipients
    if mutual and len(together) > 1:
        yield from permutations(together, 2)
    else:
        yield from product(actors or [""], recipients or [""])
