"""What was known on a day: wholes without what was written later, commitments as they stood. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

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


Visible = Mapping[str, Origin]
"""The reports that may be seen, by id."""


def seen(record: Record, of: Callable[[str], str | None], visible: Visible, day: str) -> Record | None:
    """A record made of many reports, without what the others tell; None when nothing is left of it.

    `of` gives the report of a member, None when it may not be seen. `day`: when the question is asked.
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


def _claim(record: Claim, of: Callable[[str], str | None], visible: Visible) -> Linked | None:
    """A claim as those gave it who had done so."""
    if len(record.given_by) == len(record.members):
        given = tuple(by for member, by in zip(record.members, record.given_by, strict=True) if of(member))
        record = msgspec.structs.replace(
            record, given_by=given, according_to=tuple(dict.fromkeys(by for by in given if by))
        )
    return _linked(record, of, visible)


def _linked(record: Linked, of: Callable[[str], str | None], visible: Visible) -> Linked | None:
    reports = {member: of(member) for member in record.members}
    members = tuple(member for member in record.members if reports[member])
    if not members:
        return None
    if members == record.members:
        return record
    counted = independent(visible[id] for id in _distinct(reports[member] for member in members))
    # some of what stands in AI summaries only do so too
    basis = counted.basis + tuple(why for why in record.basis if why == SUMMARISED)
    return msgspec.structs.replace(
        record, members=members, reports=counted.reports, origins=counted.origins, basis=basis
    )


def _disagreement(
    record: Disagreement, of: Callable[[str], str | None], visible: Visible
) -> Disagreement | None:
    sides = []
    for side in record.sides:
        members = tuple(member for member in side.members if of(member))
        if members:
            counted = independent(visible[id] for id in _distinct(of(member) for member in members))
            sides.append(
                msgspec.structs.replace(
                    side, members=members, reports=counted.reports, origins=counted.origins
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


def _distinct(reports: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(report for report in reports if report))
