"""Finds copies of one text among reports: each family has a centre, and every member was compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kawat.records import Family, Made, Member, Report
from kawat.store import Writer

from .comparison import Bodies
from .copying import member
from .origins import age, origin

STAGE, VERSION = "families", "2"


class Group(NamedTuple):
    """Reports with one and the same body, earliest first."""

    digest: str
    words: int
    reports: tuple[Report, ...]

    @property
    def rank(self) -> tuple[int, str, str, str]:
        """The centre of a family is the group that comes first: longest, then earliest, then by id."""
        return (-self.words, *age(self.reports[0]))


def link(writer: Writer, report_ids: Iterable[str], *, containment: float = 0.5) -> None:
    """Compare these reports with all others and write down the families they belong to.

    A report joins the centre with which it has most in common, from `containment` (the share of five-word
    runs of the shorter body that the longer one has) on, or whose sentences it says in the same order in
    other words (`alignment.Alignment.copied`). The families do not depend on the order in which reports were
    added. Each component is written in a transaction of its own; what an interrupted run leaves is unlinked
    still (`Writer.unlinked`) and done by the next.
    """
    ids = list(dict.fromkeys(report_ids))
    bodies = Bodies(writer)
    before = {member for id in ids for member in _family_members(writer, id)}
    for id in ids:
        _compare(writer, id, bodies, containment)
    done: set[str] = set()
    for id in sorted(before.union(ids)):
        if id not in done:
            groups = _component(writer, id)
            _link_component(writer, groups, frozenset(ids), bodies)
            done |= {report.id for group in groups for report in group.reports}


def _family_members(writer: Writer, id: str) -> tuple[str, ...]:
    family = writer.family_of(id)
    return family.reports if family else ()


def _compare(writer: Writer, id: str, bodies: Bodies, containment: float) -> None:
    """Remember a report's body and with which others it has how much in common."""
    text = bodies.text(id)
    body = text.body()
    with writer.transaction():
        known = writer.copies(body.digest)
        writer.set_body(id, body)
        if not known:
            bodies.remember(body.digest, text)
            writer.set_shares(body.digest, bodies.shares(body.digest, containment))


def _component(writer: Writer, id: str) -> list[Group]:
    """All reports that hang together with this one, in the order in which they may become centres."""
    body = writer.body(id)
    waiting = [body.digest] if body else []
    found = set(waiting)
    while waiting:
        new = writer.shares(waiting.pop()).keys() - found
        found |= new
        waiting += new
    return sorted((_group(writer, digest) for digest in found), key=lambda group: group.rank)


def _group(writer: Writer, digest: str) -> Group:
    reports = sorted((writer.report(id) for id in writer.copies(digest)), key=age)
    body = writer.body(reports[0].id)
    return Group(digest, body.words if body else 0, tuple(reports))


def _link_component(writer: Writer, groups: Sequence[Group], new: frozenset[str], bodies: Bodies) -> None:
    gathered = [[centre, *others] for centre, *others in _gathered(writer, groups)]
    families = [
        _family(writer, together, new, bodies)
        for together in gathered
        if sum(len(group.reports) for group in together) > 1
    ]
    writer.set_families([report.id for group in groups for report in group.reports], families)


def _gathered(writer: Writer, groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups by centre, the centre first. What is near no centre yet becomes one."""
    centres: dict[str, list[Group]] = {}
    others: list[Group] = []
    for group in groups:
        if writer.shares(group.digest).keys() & centres.keys():
            others.append(group)
        else:
            centres[group.digest] = [group]
    for group in others:
        shares = writer.shares(group.digest)
        # of equals the first, as the order of `groups` has it
        nearest = max((digest for digest in centres if digest in shares), key=lambda digest: shares[digest])
        centres[nearest].append(group)
    yield from centres.values()


def _family(writer: Writer, groups: Sequence[Group], new: frozenset[str], bodies: Bodies) -> Family:
    reports = sorted((report for group in groups for report in group.reports), key=age)
    centre = bodies.text(groups[0].reports[0].id)
    members = dict(_members(writer, groups, new, bodies))
    least = min((writer.shares(groups[0].digest)[group.digest] for group in groups[1:]), default=1.0)
    whence, basis = origin(reports)
    return Family(
        report=centre.report.id,
        at=centre.spans or centre.report.at,
        made=Made(STAGE, VERSION, _rule(members.values()), round(least, 3)),
        reports=tuple(sorted(report.id for report in reports)),
        members=tuple(members[id] for id in sorted(members)),
        origin=whence,
        basis=basis,
    )


def _rule(members: Iterable[Member]) -> str:
    return "alignment" if any(member.kind == "translated" for member in members) else "containment"


def _members(
    writer: Writer, groups: Sequence[Group], new: frozenset[str], bodies: Bodies
) -> Iterator[tuple[str, Member]]:
    """All reports but the centre; what was known of one holds while it and the centre are the same."""
    centre = groups[0].reports[0].id
    family = writer.family_of(centre)
    known = {}
    if family and family.report == centre and centre not in new:
        known = {member.report: member for member in family.members if member.report not in new}
    for group in groups:
        for report in group.reports:
            if report.id != centre:
                yield report.id, known.get(report.id) or _member(bodies, groups[0], group, report.id)


def _member(bodies: Bodies, centre: Group, group: Group, id: str) -> Member:
    same = centre.digest == group.digest
    alignment = None if same else bodies.said_again(centre.digest, group.digest)
    return member(bodies.text(centre.reports[0].id), bodies.text(id), alignment)
