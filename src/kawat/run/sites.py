"""The lines of a site's reports, those that are being annotated just now laid over those in the store.

So a report is judged by all that come before it in the order of adding, wherever they are by now.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import count

import msgspec

from kawat.clean.site import BESIDE, Holder, line_keys, repeated, site_of, version_of
from kawat.records import Report
from kawat.store import SiteLines, SiteReport, SiteReports, Writer

# the places of reports that the store does not have yet: behind all that it has
_NEW = 1 << 62


class _Flying(msgspec.Struct):
    """A report that is on its way into the store: how it will be there, and how often it is under way."""

    place: int
    fingerprint: str
    lines: SiteLines | None
    times: int


class Sites:
    """What is known of reports and their lines: what the store holds, and what is on its way there."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._flying: dict[str, _Flying] = {}
        self._places = count(_NEW)

    def has(self, report: str, fingerprint: str) -> bool:
        """Whether a report is there, or will be, made by just these inputs and stage versions."""
        flying = self._flying.get(report)
        return flying.fingerprint == fingerprint if flying else self._writer.has(report, fingerprint)

    def lines(self, report: str) -> SiteLines | None:
        """The lines of a report as they were judged last."""
        flying = self._flying.get(report)
        return flying.lines if flying else self._writer.site_lines(report)

    def judged(self, report: Report, text: str) -> SiteLines | None:
        """The lines of a report, and which its site prints on many pages; None without a site."""
        site = site_of(report)
        if site is None:
            return None
        keys = line_keys(text)
        lines = frozenset(keys.values())
        near = self._near(report.id, site)
        having = self._having(near, lines)
        version = version_of(lines, _without(having, near.later()))
        same = near.versions_of(version or report.id)
        others = _Others(len(near.reports) - len(same), _without(having, same))
        return SiteLines(site, lines, repeated(text, keys, others), version)

    def leaves(self, report: str, fingerprint: str, lines: SiteLines | None) -> None:
        """A report is on its way."""
        flying = self._flying.get(report)
        if flying:
            flying.fingerprint, flying.lines = fingerprint, lines
            flying.times += 1
        else:
            self._flying[report] = _Flying(self._place(report), fingerprint, lines, 1)

    def arrives(self, report: str) -> None:
        """A report that was on its way is in the store, as it left."""
        flying = self._flying[report]
        flying.times -= 1
        if not flying.times:
            del self._flying[report]

    def _place(self, report: str) -> int:
        place = self._writer.beside(report, "", 0).place
        return next(self._places) if place is None else place

    def _near(self, report: str, site: str) -> _Near:
        """The reports of a site that one is compared with."""
        # those under way may hide as many that are nearest
        stored = self._writer.beside(report, site, BESIDE + len(self._flying))
        own = self._flying.get(report)
        place = own.place if own else stored.place
        reports = [one for one in stored.reports if one.id not in self._flying]
        reports += [
            SiteReport(one.place, id, one.lines.version or id)
            for id, one in self._flying.items()
            if id != report and one.lines and one.lines.site == site
        ]
        reports.sort()
        middle = len(reports) if place is None else bisect_left(reports, place, key=lambda one: one.place)
        return _Near(place, stored, reports[max(0, middle - BESIDE) : middle + BESIDE])

    def _having(self, near: _Near, lines: frozenset[int]) -> dict[int, list[Holder]]:
        by_id = {one.id: (one.id, one.version) for one in near.reports}
        found: dict[int, list[Holder]] = defaultdict(list)
        for line, ids in near.stored.having(lines).items():
            found[line] += [by_id[id] for id in ids if id in by_id and id not in self._flying]
        for id in by_id.keys() & self._flying.keys():
            flying = self._flying[id].lines
            for line in lines & flying.keys if flying else ():
                found[line].append(by_id[id])
        return found


class _Near(msgspec.Struct, frozen=True):
    """The reports nearest to one of their site, in the order of adding, and its own place in that order."""

    place: int | None
    stored: SiteReports
    reports: Sequence[SiteReport]

    def later(self) -> set[str]:
        place = self.place
        return set() if place is None else {one.id for one in self.reports if one.place > place}

    def versions_of(self, text: str) -> set[str]:
        return {one.id for one in self.reports if one.version == text}


class _Others(msgspec.Struct, frozen=True):
    """Other reports of a site, as `kawat.clean.site` asks for them."""

    number: int
    holders: Mapping[int, Collection[Holder]]

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[Holder]]:
        """The reports that have these lines: those that were asked for."""
        return self.holders


def _without(having: Mapping[int, Collection[Holder]], ids: set[str]) -> Mapping[int, Collection[Holder]]:
    if not ids:
        return having
    return {line: [holder for holder in some if holder[0] not in ids] for line, some in having.items()}
