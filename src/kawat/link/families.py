"""Finds copies of one text among reports: each family has a centre, and every member was compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kawat.records import CopyKind, Family, Made, Member, Report, Zone
from kawat.store import Writer

from .bodies import Text, passages, share

STAGE, VERSION = "families", "1"
# a member with nearly all its words in a centre that is clearly longer has been cut
_CUT_SHARE, _CUT_LENGTH = 0.9, 0.85
_TEXTS_AT_HAND, _SHINGLES_AT_HAND = 64, 512
_LATE = "9999"


class Group(NamedTuple):
    """Reports with one and the same body, earliest first."""

    digest: str
    words: int
    reports: tuple[Report, ...]

    @property
    def rank(self) -> tuple[int, str, str, str]:
        """The centre of a family is the group that comes first: longest, then earliest, then by id."""
        return (-self.words, *_age(self.reports[0]))


class Texts:
    """The texts of reports, the last ones kept at hand."""

    def __init__(self, writer: Writer) -> None:
        self.text = lru_cache(_TEXTS_AT_HAND)(lambda id: _text(writer, id))
        self.shingles = lru_cache(_SHINGLES_AT_HAND)(lambda id: self.text(id).shingles)


def link(writer: Writer, report_ids: Iterable[str], *, containment: float = 0.6) -> None:
    """Compare these reports with all others and write down the families they belong to.

    A report joins the centre with which it has most in common, from `containment` (the share of five-word
    runs of the shorter body that the longer one has) on. The families do not depend on the order in which
    reports were added. Each component is written in a transaction of its own; what an interrupted run
    leaves is unlinked still (`Writer.unlinked`) and done by the next.
    """
    ids = list(dict.fromkeys(report_ids))
    texts = Texts(writer)
    before = {member for id in ids for member in _family_members(writer, id)}
    for id in ids:
        _compare(writer, id, texts, containment)
    done: set[str] = set()
    for id in sorted(before.union(ids)):
        if id not in done:
            groups = _component(writer, id)
            _link_component(writer, groups, frozenset(ids), texts)
            done |= {report.id for group in groups for report in group.reports}


def _text(writer: Writer, id: str) -> Text:
    return Text(writer.report(id), writer.text(id), writer.records(Zone, report=id))


def _family_members(writer: Writer, id: str) -> tuple[str, ...]:
    family = writer.family_of(id)
    return family.reports if family else ()


def _compare(writer: Writer, id: str, texts: Texts, containment: float) -> None:
    """Remember a report's body and with which others it has how much in common."""
    body = texts.text(id).body()
    with writer.transaction():
        known = writer.copies(body.digest)
        writer.set_body(id, body)
        if not known:
            mine = texts.shingles(id)
            near = {
                other: share(mine, texts.shingles(writer.copies(other)[0]))
                for other in writer.near(body.digest)
            }
            writer.set_shares(body.digest, {d: common for d, common in near.items() if common >= containment})


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
    reports = sorted((writer.report(id) for id in writer.copies(digest)), key=_age)
    body = writer.body(reports[0].id)
    return Group(digest, body.words if body else 0, tuple(reports))


def _age(report: Report) -> tuple[str, str, str]:
    """Earliest written first; of one day, what is dated most closely."""
    day = report.given_date or report.page_date or _LATE
    first, last = (report.written.first, report.written.last) if report.written else (day, day)
    return first, last, report.id


def _link_component(writer: Writer, groups: Sequence[Group], new: frozenset[str], texts: Texts) -> None:
    gathered = [[centre, *others] for centre, *others in _gathered(writer, groups)]
    families = [
        _family(writer, together, new, texts)
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


def _family(writer: Writer, groups: Sequence[Group], new: frozenset[str], texts: Texts) -> Family:
    reports = sorted((report for group in groups for report in group.reports), key=_age)
    centre = texts.text(groups[0].reports[0].id)
    members = dict(_members(writer, groups, new, texts))
    least = min((writer.shares(groups[0].digest)[group.digest] for group in groups[1:]), default=1.0)
    origin, basis = _origin(reports)
    return Family(
        report=centre.report.id,
        at=centre.spans or centre.report.at,
        made=Made(STAGE, VERSION, "containment", round(least, 3)),
        reports=tuple(sorted(report.id for report in reports)),
        members=tuple(members[id] for id in sorted(members)),
        origin=origin,
        basis=basis,
    )


def _members(
    writer: Writer, groups: Sequence[Group], new: frozenset[str], texts: Texts
) -> Iterator[tuple[str, Member]]:
    """All reports but the centre; what was known of one holds while it and the centre are the same."""
    centre = groups[0].reports[0].id
    family = writer.family_of(centre)
    known = {}
    if family and family.report == centre and centre not in new:
        known = {member.report: member for member in family.members if member.report not in new}
    for group in groups:
        common = 1.0 if group is groups[0] else writer.shares(groups[0].digest)[group.digest]
        for report in group.reports:
            if report.id != centre:
                yield (
                    report.id,
                    known.get(report.id) or _member(texts.text(centre), texts.text(report.id), common),
                )


def _member(centre: Text, copy: Text, common: float) -> Member:
    return Member(copy.report.id, _kind(centre, copy, common), passages(centre, copy))


def _kind(centre: Text, copy: Text, common: float) -> CopyKind:
    if centre.body().digest == copy.body().digest:
        return "verbatim" if centre.same_words(copy) else "wrapped"
    clearly_shorter = len(copy.words) <= _CUT_LENGTH * len(centre.words)
    return "cut" if common >= _CUT_SHARE and clearly_shorter else "edited"


def _origin(reports: Sequence[Report]) -> tuple[str | None, tuple[str, ...]]:
    """Where the text came from, and why we think so. `reports`: earliest first."""
    agencies = Counter(report.agency for report in reports if report.agency)
    if agencies:
        agency, times = min(agencies.items(), key=lambda item: (-item[1], item[0]))
        return agency, (f"{times} of {len(reports)} reports credit {agency}",)
    first = reports[0]
    day = _age(first)[0]
    when = "on a day unknown" if day == _LATE else f"on {day}"
    by = f"by {first.publisher}" if first.publisher else "and names no publisher"
    return first.publisher, (
        "no report credits an agency",
        f"the earliest, {first.id}, was written {when} {by}",
    )
