"""What was known on a day: wholes without what was written later, commitments as they stood. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Evidence,
    Family,
    Linked,
    Outcome,
    Period,
    Record,
    Span,
    Story,
)

from .independence import SUMMARISED, Origin, independent

CONCLUSIVE = frozenset({"met", "broken", "overtaken"})


def outcome(evidence: Sequence[Evidence], due: Period | None, day: str) -> Outcome:
    """What had become of a commitment by a day: what decided it last, else whether its day has passed."""
    for one in reversed(evidence):
        if one.outcome in CONCLUSIVE:
            return one.outcome
    if due and due.last < day:
        return "unknown"
    return "repeated" if any(one.outcome == "repeated" for one in evidence) else "open"


def decided(commitment: Commitment) -> str:
    """The last day of what decided what became of it; '-' where that is not known, '' while nothing has."""
    if commitment.outcome not in CONCLUSIVE:
        return ""
    decisive = (one for one in commitment.outcome_evidence if one.outcome == commitment.outcome)
    return max((one.day for one in decisive if one.day), default="-")


Visible = Mapping[str, Origin]
"""The reports that may be seen, by id."""


class Teller(NamedTuple):
    """The report of a member, and whether the member stands in an AI summary on its page."""

    report: str
    summarised: bool = False


Of = Callable[[str], Teller | None]
"""Who tells a member, None when it may not be seen."""


def seen(record: Record, of: Of, visible: Visible, day: str) -> Record | None:
    """A record made of many reports, without what the others tell; None when nothing is left of it.

    `day`: when the question is asked.
    """
    match record:
        case Story():
            reports = tuple(id for id in record.reports if id in visible)
            counted = independent(visible[id] for id in reports)
            return msgspec.structs.replace(
                record, reports=reports, origins=counted.origins, basis=counted.basis
            )
        case Commitment():
            evidence = tuple(one for one in record.outcome_evidence if one.report in visible)
            record = msgspec.structs.replace(
                record, outcome_evidence=evidence, outcome=outcome(evidence, record.due, day)
            )
            return _linked(record, of, visible)
        case Disagreement():
            return _disagreement(record, of, visible)
        case Claim():
            return _claim(record, of, visible)
        case Linked():
            return _linked(record, of, visible)
        case _:
            return record


def _claim(record: Claim, of: Of, visible: Visible) -> Linked | None:
    """A claim as those gave it who had done so."""
    if len(record.given_by) == len(record.members):
        given = tuple(by for member, by in zip(record.members, record.given_by, strict=True) if of(member))
        record = msgspec.structs.replace(
            record, given_by=given, according_to=tuple(dict.fromkeys(by for by in given if by))
        )
    return _linked(record, of, visible)


def _linked(record: Linked, of: Of, visible: Visible) -> Linked | None:
    tellers = {member: teller for member in record.members if (teller := of(member))}
    if not tellers:
        return None
    members = tuple(tellers)
    if members == record.members:
        return record
    counted = independent(visible[id] for id in _distinct(tellers.values()))
    summarised = all(teller.summarised for teller in tellers.values())
    basis = counted.basis + (SUMMARISED,) * summarised
    return msgspec.structs.replace(
        record, members=members, reports=counted.reports, origins=counted.origins, basis=basis
    )


def _disagreement(record: Disagreement, of: Of, visible: Visible) -> Disagreement | None:
    sides = []
    for side in record.sides:
        tellers = {member: teller for member in side.members if (teller := of(member))}
        if tellers:
            counted = independent(visible[id] for id in _distinct(tellers.values()))
            sides.append(
                msgspec.structs.replace(
                    side, members=tuple(tellers), reports=counted.reports, origins=counted.origins
                )
            )
    if len(sides) < 2:
        return None
    left = _linked(record, of, visible)
    return left and msgspec.structs.replace(left, sides=tuple(sides))  # type: ignore[return-value]


def family_seen(family: Family, visible: Visible, whole: Callable[[str], tuple[Span, ...]]) -> Family | None:
    """A family without the copies that may not be seen; None when fewer than two are left.

    Where its centre is not to be seen, the first that is takes its place, and no passages are known.
    """
    reports = tuple(id for id in family.reports if id in visible)
    if len(reports) < 2:
        return None
    members = tuple(member for member in family.members if member.report in visible)
    if family.report in visible:
        return msgspec.structs.replace(family, reports=reports, members=members)
    centre = min(reports, key=lambda id: visible[id].day)
    members = tuple(
        msgspec.structs.replace(member, passages=()) for member in members if member.report != centre
    )
    return msgspec.structs.replace(family, report=centre, at=whole(centre), reports=reports, members=members)


def _distinct(tellers: Iterable[Teller]) -> list[str]:
    return list(dict.fromkeys(teller.report for teller in tellers))
