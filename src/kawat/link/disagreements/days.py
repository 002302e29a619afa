"""One happening that reports, each by its own words, put on different days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from kawat.link.context import Context
from kawat.link.joins import Candidate
from kawat.link.members import days_between
from kawat.link.vectors import nearness
from kawat.records import Event, EventType
from kawat.store import Tie, View

from .sides import Account, Deed, Given, Sides

# what happens once; fighting goes on from day to day
_ONCE: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "AID", "CONCEDE", "RETREAT", "SANCTION"})
_DAYS_APART = 3
# how near in meaning the clauses of one happening are
_NEAR = 0.8
_SHOWN = 100


def parts(view: View, report: str) -> Iterator[Candidate[Account]]:
    """What happened between two parties in a report, on one day that its own words name."""
    context = Context(view, report)
    for event in context.events:
        if _placed(event):
            yield _part(context, event)


def _placed(event: Event) -> bool:
    if event.type not in _ONCE or event.status != "happened" or event.historical or event.dated != "own":
        return False
    one_day = event.when is not None and event.when.first == event.when.last
    return one_day and len({*event.actors, *event.recipients}) > 1


def _part(context: Context, event: Event) -> Candidate[Account]:
    text = " ".join(context.words(at) for at in event.at)
    parties = tuple(sorted({*event.actors, *event.recipients}))
    account = Account(
        report=context.report.id,
        at=event.at,
        text=text,
        days=event.when,
        language=context.report.language or "",
        score=event.made.score,
        deed=Deed(event.type, event.status, denied=False, actors=parties, own=True),
    )
    stretch = date.fromisoformat(event.when.first).toordinal() // _DAYS_APART if event.when else 0
    keys = (f"y{event.type} {' '.join(parties)} {number}" for number in (stretch, stretch + 1))
    return Candidate(event.id, tuple(keys), account)


def tie(left: Account, right: Account) -> Tie | None:
    """Whether two reports tell of one happening, on whatever day they put it."""
    one, other = left.deed, right.deed
    if not one or not other or not left.days or not right.days or left.report == right.report:
        return None
    if (one.type, one.actors) != (other.type, other.actors):
        return None
    if days_between(left.days, right.days) > _DAYS_APART:
        return None
    near = nearness(left.text, right.text)
    return Tie(round(near, 3), f"told alike: nearness {near:.2f}") if near >= _NEAR else None


def sides(members: Sequence[Given]) -> Sides | None:
    """The days on which it is put; None when all put it on one."""
    by_day: dict[str, list[Given]] = defaultdict(list)
    for given in members:
        by_day[given.features.days.first if given.features.days else ""].append(given)
    deed = members[0].features.deed
    if len(by_day) < 2 or deed is None:
        return None
    told = [(f"{day}: {by_day[day][0].features.text[:_SHOWN]}", by_day[day]) for day in sorted(by_day)]
    return Sides(f"{deed.type} of {', '.join(deed.actors)}", told)
