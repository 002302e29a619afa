"""Accounts of one thing that cannot all hold, side by side: figures, denials, days, rival tellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.link.joins import Candidate, Joining
from kawat.link.members import counted, first_written
from kawat.records import About, Disagreement, Made, Period, Side
from kawat.store import Tie, View

from . import days, denials, figures, talks
from .sides import Account, Given, Sides

STAGE, VERSION = "disagreements", "1"
_PARTS = (figures.parts, denials.parts, talks.parts, days.parts)


def _parts(view: View, report: str) -> Iterator[Candidate[Account]]:
    found: dict[str, Candidate[Account]] = {}
    # a record is part of one whole: what denies and also tells of a conversation is taken as a denial
    for parts in _PARTS:
        for part in parts(view, report):
            found.setdefault(part.id, part)
    return iter(found.values())


def _tie(left: Account, right: Account) -> Tie | None:
    if left.figure and right.figure:
        return figures.tie(left.figure, right.figure)
    if left.telling and right.telling:
        return talks.tie(left.telling, right.telling)
    if left.deed and right.deed and left.deed.own and right.deed.own:
        return days.tie(left, right)
    return denials.tie(left, right)


def _whole(view: View, members: Sequence[Candidate[Account]]) -> Disagreement | None:
    """The disagreement of these accounts, None when they can all hold."""
    if len(members) < 2:
        return None
    ordered = [Given(member.id, member.features) for member in first_written(view, members)]
    about, found = _sides(ordered)
    if found is None:
        return None
    told = {given.id for _, side in found.sides for given in side}
    ordered = [given for given in ordered if given.id in told]
    first = ordered[0].features
    numbers = counted(view, _origins(ordered))
    return Disagreement(
        report=first.report,
        at=first.at,
        made=Made(STAGE, VERSION, "", min(given.features.score for given in ordered)),
        members=tuple(given.id for given in ordered),
        reports=numbers.reports,
        origins=numbers.origins,
        basis=numbers.basis,
        about=about,
        of=found.of,
        sides=tuple(_side(view, says, side) for says, side in found.sides),
        moves=found.moves,
        days=_days(ordered),
    )


def _sides(members: Sequence[Given]) -> tuple[About, Sides | None]:
    if members[0].features.figure:
        return "figure", figures.sides(members)
    if members[0].features.telling:
        return "characterisation", talks.sides(members)
    if members[0].features.deed and members[0].features.deed.own:
        return "date", days.sides(members)
    return "denial", denials.sides(members)


def _side(view: View, says: str, members: Sequence[Given]) -> Side:
    numbers = counted(view, _origins(members))
    return Side(
        says=says,
        members=tuple(given.id for given in members),
        reports=numbers.reports,
        origins=numbers.origins,
        according_to=tuple(dict.fromkeys(given.features.by for given in members if given.features.by)),
    )


def _origins(members: Sequence[Given]) -> Iterator[tuple[str, str | None]]:
    return ((given.features.report, given.features.outlet) for given in members)


def _days(members: Sequence[Given]) -> Period | None:
    """From the first to the last day of which the accounts tell."""
    known = [given.features.days for given in members if given.features.days]
    if not known:
        return None
    return Period(min(days.first for days in known), max(days.last for days in known))


disagreements: Joining[Account] = Joining(Disagreement, Account, _parts, _tie, _whole, denials.silent)
"""Figures, events and quotes into disagreements."""
