"""Finds copies of one text among reports: each family has a centre, and every member was compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from kawat.link.judged import judged
from kawat.records import Family, Made, Member
from kawat.store import Writer

from .comparison import Bodies
from .copying import member
from .gathering import Group, Shares, Wording, component, gathered
from .origins import age, origin, written_in

STAGE, VERSION = "families", "2"
# wrapper that sites put around what they took from others
_OF_COPIES = frozenset({"spam", "ai-summary-notice"})


def link(writer: Writer, report_ids: Iterable[str], *, containment: float = 0.5) -> None:
    """Compare these reports with all others and write down the families they belong to.

    A report joins the centre with which it has most in common, from `containment` (the share of five-word
    runs of the shorter body that the longer one has) on, or whose sentences it says in the same order in
    other words (`alignment.Alignment.copied`); a copy of a translation joins with the translation. The
    families do not depend on the order in which reports were added. Each component is written in a
    transaction of its own; what an interrupted run leaves is unlinked still (`Writer.unlinked`) and done by
    the next.
    """
    ids = list(dict.fromkeys(report_ids))
    bodies = Bodies(writer)
    before = {member for id in ids for member in _family_members(writer, id)}
    for id in ids:
        _compare(writer, id, bodies, containment)
    shares = Shares(writer, judged(writer))
    done: set[str] = set()
    for id in sorted(before.union(ids)):
        if id not in done:
            groups = component(writer, shares, id)
            _link_component(writer, shares, groups, frozenset(ids), bodies)
            done |= {report.id for group in groups for report in group.reports}


def _family_members(writer: Writer, id: str) -> tuple[str, ...]:
    family = writer.family_of(id)
    return family.reports if family else ()


def _compare(writer: Writer, id: str, bodies: Bodies, containment: float) -> None:
    """Remember a report's body and with which others it has how much in common."""
    text = bodies.text(id)
    body = text.body()
    with writer.transaction():
        changed = writer.set_body(id, body, written_in(text.report))
        bodies.remember(body.digest, text)
        for digest in changed:
            bodies.compare(digest, containment)


def _link_component(
    writer: Writer, shares: Shares, groups: Sequence[Group], new: frozenset[str], bodies: Bodies
) -> None:
    families = [
        _family(writer, shares, wordings, new, bodies)
        for wordings in gathered(shares, groups)
        if sum(len(group.reports) for wording in wordings for group in wording) > 1
    ]
    writer.set_families([report.id for group in groups for report in group.reports], families)


def _family(
    writer: Writer, shares: Shares, wordings: Sequence[Wording], new: frozenset[str], bodies: Bodies
) -> Family:
    reports = sorted((r for wording in wordings for group in wording for r in group.reports), key=age)
    centre = bodies.text(wordings[0][0].reports[0].id)
    members = {member.report: member for member in _members(writer, wordings, new, bodies)}
    whence, basis = origin(reports, {report.id for report in reports if _is_wrapped(bodies, report.id)})
    return Family(
        report=centre.report.id,
        at=centre.spans or centre.report.at,
        made=Made(
            STAGE, VERSION, "alignment" if len(wordings) > 1 else "containment", _least(shares, wordings)
        ),
        reports=tuple(sorted(report.id for report in reports)),
        members=tuple(members[id] for id in sorted(members)),
        origin=whence,
        basis=basis,
    )


def _is_wrapped(bodies: Bodies, id: str) -> bool:
    return any(zone.role in _OF_COPIES for zone in bodies.text(id).zones)


def _least(shares: Shares, wordings: Sequence[Wording]) -> float:
    """The least that a member has in common with what it was compared with."""
    (centre, *_), *others = wordings
    told = shares.sentences(centre.digest)
    common = [told[wording[0].digest] for wording in others]
    for first, *copies in wordings:
        same = shares.words(first.digest)
        common += [same[group.digest] for group in copies]
    return round(min(common, default=1.0), 3)


def _members(
    writer: Writer, wordings: Sequence[Wording], new: frozenset[str], bodies: Bodies
) -> Iterator[Member]:
    """All reports but the centre; what was known of one holds while both that were compared are the same."""
    centre = wordings[0][0].reports[0].id
    family = writer.family_of(centre)
    known = {member.report: member for member in family.members} if family and family.report == centre else {}
    for (of, *_), copy, id in _compared(wordings):
        via = of.reports[0].id
        before = known.get(id)
        unchanged = before and (before.via or centre) == via and not {id, via} & new
        made = before if before and unchanged else _member(bodies, of, copy, id)
        yield msgspec.structs.replace(made, via=None if via == centre else via)


def _compared(wordings: Sequence[Wording]) -> Iterator[tuple[Wording, Group, str]]:
    """Every report but the centre, with its group, and what it is compared with: the first of its wording,
    which itself is compared with the first of the first."""
    for wording in wordings:
        for group in wording:
            for report in group.reports:
                if report is not wording[0].reports[0]:
                    yield wording, group, report.id
                elif wording is not wordings[0]:
                    yield wordings[0], group, report.id


def _member(bodies: Bodies, of: Group, copy: Group, id: str) -> Member:
    same = of.digest == copy.digest
    alignment = None if same else bodies.said_again(of.digest, copy.digest)
    return member(bodies.text(of.reports[0].id), bodies.text(id), alignment)
