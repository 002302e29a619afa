"""Finds copies of one text among reports: each family has a centre, and every member was compared with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from kawat.link.judged import judged
from kawat.link.meaning import codes, keys
from kawat.link.spread import HERE, Spread, batches, reading
from kawat.records import Family, Made, Member
from kawat.store import Body, Links, Meaning, Writer

from .comparison import Bodies
from .copying import member
from .gathering import Group, Shares, Wording, component, gathered
from .origins import age, origin, written_in
from .shingles import Text

STAGE, VERSION = "families", "2"
# reports that are read, bodies that are compared, reports from which components are found together
_READ, _COMPARED, _GATHERED = 8, 8, 64
# wrapper that sites put around what they took from others
_OF_COPIES = frozenset({"spam", "ai-summary-notice"})


def link(
    writer: Writer, report_ids: Iterable[str], *, containment: float = 0.5, spread: Spread = HERE
) -> None:
    """Compare these reports with all others and write down the families they belong to.

    A report joins the centre with which it has most in common, from `containment` (the share of five-word
    runs of the shorter body that the longer one has) on, or whose sentences it says in the same order in
    other words (`alignment.Alignment.copied`); a copy of a translation joins with the translation. The
    families do not depend on the order in which reports were added. What an interrupted run leaves is
    unlinked still (`Writer.unlinked`) and done by the next.
    """
    ids = list(dict.fromkeys(report_ids))
    before = {member for id in ids for member in _family_members(writer, id)}
    # a store that was made by an earlier version has families whose bodies it has forgotten
    forgotten = sorted(id for id in before.difference(ids) if writer.body(id) is None)
    _read(writer, [*ids, *forgotten], spread)
    # a body that one of them has left is compared anew for the others that it was a copy of
    _compare(writer, before.union(ids), containment, spread)
    new = frozenset(ids)
    work = Gathering(writer.address, new, new | before)
    for found in spread.map(work, batches(sorted(work.seeds), _GATHERED)):
        for reports, families in found:
            writer.set_families(reports, families)


def _family_members(writer: Writer, id: str) -> tuple[str, ...]:
    family = writer.family_of(id)
    return family.reports if family else ()


def _read(writer: Writer, ids: Sequence[str], spread: Spread) -> None:
    """Remember which bodies the reports have, and what the sentences of new ones mean."""
    for bodies in spread.map(Reading(writer.address), batches(ids, _READ)):
        with writer.transaction():
            for id, revision, body, days, meaning in bodies:
                writer.set_body(id, body, days, revision)
                known = writer.meaning(body.digest)
                if meaning and not (known and known.keys):
                    writer.set_meaning(body.digest, meaning)


def _compare(writer: Writer, ids: Iterable[str], containment: float, spread: Spread) -> None:
    """Remember with which others the bodies that are new have how much in common."""
    digests = sorted({body.digest for id in ids if (body := writer.body(id))})
    new = [digest for digest in digests if not writer.compared(digest)]
    for shares in spread.map(Comparing(writer.address, containment, frozenset(new)), batches(new, _COMPARED)):
        with writer.transaction():
            for digest, words, sentences in shares:
                writer.set_shares(digest, words)
                writer.set_shares(digest, sentences, "sentences")


class _Read(NamedTuple):
    """What is remembered of a report as of a revision: its body, its days, what its sentences mean."""

    report: str
    revision: int
    body: Body
    days: Sequence[int]
    meaning: Meaning | None


@dataclass(frozen=True)
class Reading:
    """Reads the bodies of reports: what is remembered of each, and what the sentences of a new one mean."""

    address: str

    def begin(self) -> Callable[[Sequence[str]], Sequence[_Read]]:
        look = reading(self.address)

        def read(ids: Sequence[str]) -> Sequence[_Read]:
            with look() as links:
                bodies = Bodies().on(links)
                return [self._read(bodies.text(id), links) for id in ids]

        return read

    def _read(self, text: Text, links: Links) -> _Read:
        id, body, days = text.report.id, text.body(), tuple(written_in(text.report))
        revision = links.revision(id)
        known = links.meaning(body.digest)
        if known and known.keys:
            # handed on, since a body goes with its last report, and this one may come after that has gone
            return _Read(id, revision, body, days, known)
        packed = known.vectors if known else text.meanings()
        # sentences that are too few tell no copy
        meaning = Meaning(codes(packed), packed, keys(packed)) if packed else None
        return _Read(id, revision, body, days, meaning)


@dataclass(frozen=True)
class Comparing:
    """Compares new bodies with those that may be copies: in runs of words, and sentence by sentence."""

    address: str
    containment: float
    new: frozenset[str]

    def begin(
        self,
    ) -> Callable[[Sequence[str]], Sequence[tuple[str, Mapping[str, float], Mapping[str, float]]]]:
        look, at_hand = reading(self.address), Bodies(self.new)

        def compare(
            digests: Sequence[str],
        ) -> Sequence[tuple[str, Mapping[str, float], Mapping[str, float]]]:
            with look() as links:
                bodies = at_hand.on(links)
                return [
                    (digest, bodies.containing(digest, self.containment), bodies.saying_again(digest))
                    for digest in digests
                ]

        return compare


@dataclass(frozen=True)
class Gathering:
    """Gathers what hangs together with reports into families; each component once among all seeds.

    It is found from any of its seeds, and gathered by whoever has the smallest.
    """

    address: str
    new: frozenset[str]
    seeds: frozenset[str]

    def begin(self) -> Callable[[Sequence[str]], Sequence[tuple[Sequence[str], Sequence[Family]]]]:
        look, at_hand, done = reading(self.address), Bodies(), set[str]()

        def gather(some: Sequence[str]) -> Sequence[tuple[Sequence[str], Sequence[Family]]]:
            with look() as links:
                bodies, shares = at_hand.on(links), Shares(links, judged(links))
                found = []
                for id in some:
                    if id in done:
                        continue
                    groups = component(links, shares, id)
                    reports = [report.id for group in groups for report in group.reports]
                    first = min(self.seeds.intersection(reports))
                    # it may come later: another worker died on it
                    done.update(reports)
                    done.discard(first)
                    if id == first:
                        found.append((reports, self._families(links, shares, groups, bodies)))
                return found

        return gather

    def _families(
        self, links: Links, shares: Shares, groups: Sequence[Group], bodies: Bodies
    ) -> Sequence[Family]:
        return [
            _family(links, shares, wordings, self.new, bodies)
            for wordings in gathered(shares, groups)
            if sum(len(group.reports) for wording in wordings for group in wording) > 1
        ]


def _family(
    links: Links, shares: Shares, wordings: Sequence[Wording], new: frozenset[str], bodies: Bodies
) -> Family:
    reports = sorted((r for wording in wordings for group in wording for r in group.reports), key=age)
    centre = bodies.text(wordings[0][0].reports[0].id)
    members = {member.report: member for member in _members(links, wordings, new, bodies)}
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
    links: Links, wordings: Sequence[Wording], new: frozenset[str], bodies: Bodies
) -> Iterator[Member]:
    """All reports but the centre; what was known of one holds while both that were compared are the same."""
    centre = wordings[0][0].reports[0].id
    family = links.family_of(centre)
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
