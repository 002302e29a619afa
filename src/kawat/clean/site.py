"""What a site prints on page after page is wrapper, whatever its words.

No list of phrases knows every site, but a line that stands in many reports of one site and not because they
are copies of each other is the site's and not the report's. This needs the site's other reports, so it is no
stage: whoever holds them (a store, a batch) gives them as `OtherReports`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from kawat.records import Made, Paragraph, Report, Span, Zone, ZoneRole
from kawat.stage import ReportText
from kawat.text import trim

from .rules import Line
from .title import reads_as_sentence

# so many other reports must have a line, and this share of the site's; more of them where it is running text,
# for background is told again too
_FEWEST = 5
_SHARE, _SHARE_OF_RUNNING = 0.05, 0.2
# from this share of its lines on another report is a copy: that it has a line shows nothing
_COPY = 0.5
_SHORTEST = 6
_LETTERS = re.compile(r"[^\W\d_]+")
# where a repeated line is not known for wrapper yet
_UNFENCED: frozenset[ZoneRole] = frozenset({"lede", "body"})


class OtherReports(Protocol):
    """The reports of one site, without the one in question."""

    @property
    def number(self) -> int:
        """How many there are."""

    def having(self, lines: Collection[str]) -> Mapping[str, Collection[str]]:
        """The ids of the reports that have each of these lines (`line_key`)."""


class Lines:
    """The lines of some reports of one site, in memory."""

    def __init__(self, reports: Mapping[str, Iterable[str]]) -> None:
        self._reports = reports.keys()
        self._having: dict[str, set[str]] = defaultdict(set)
        for report, lines in reports.items():
            for line in lines:
                self._having[line].add(report)

    def beside(self, report: str) -> OtherReports:
        """All of them but one."""
        return _Beside(self._having, self._reports - {report})


class _Beside:
    def __init__(self, having: Mapping[str, set[str]], reports: Collection[str]) -> None:
        self._having, self._reports = having, reports

    @property
    def number(self) -> int:
        return len(self._reports)

    def having(self, lines: Collection[str]) -> Mapping[str, Collection[str]]:
        return {line: self._having.get(line, set()) & set(self._reports) for line in lines}


def site_of(report: Report) -> str | None:
    """The site of a report: the host of its address, else the name of its publisher."""
    host = urlsplit(report.url or "").hostname
    return host.removeprefix("www.") if host else (report.publisher or "").casefold() or None


def line_key(text: str) -> str | None:
    """A short hash of a line's letters, the same whatever its figures, marks and capitals; None with few."""
    letters = " ".join(_LETTERS.findall(text.casefold()))
    if len(letters) < _SHORTEST:
        return None
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest()


def line_keys(report: ReportText) -> dict[Span, str]:
    """The lines of a report by where they stand: what is to be kept of it for the reports to come."""
    found = ((each.at[0], line_key(report.slice(each.at[0]))) for each in report[Paragraph])
    return {span: key for span, key in found if key}


def repeated(report: ReportText, others: OtherReports) -> Iterator[Zone]:
    """Zones for the lines of a report, taken for its own so far, that its site prints on many pages."""
    keys = line_keys(report)
    having = others.having(set(keys.values()))
    copies = _copies(keys.values(), having)
    own = [zone.at[0] for zone in report[Zone] if zone.role in _UNFENCED]
    for span, key in keys.items():
        count = len(set(having.get(key, ())) - copies)
        share = count / max(1, others.number)
        running = reads_as_sentence(Line(span, report.slice(span)))
        enough = count >= _FEWEST and share >= (_SHARE_OF_RUNNING if running else _SHARE)
        if enough and any(zone.contains(span) for zone in own):
            made = Made("site", "1", "site/repeated", round(min(1.0, 0.5 + share), 3))
            yield Zone(report=report.id, at=(span,), role="site-junk", made=made)


def _copies(lines: Collection[str], having: Mapping[str, Collection[str]]) -> set[str]:
    """The reports that share so many of the lines that they are the same report."""
    shared = Counter(other for line in lines for other in having.get(line, ()))
    return {other for other, count in shared.items() if count >= _COPY * len(lines)}


def fenced(report: ReportText, cuts: Sequence[Zone]) -> list[Zone]:
    """All zones of a report in order, with the zones `cuts` taken out of those around them."""
    found = list(cuts)
    for zone in report[Zone]:
        start, end = zone.at[0].start, zone.at[0].end
        inside = sorted(cut.at[0] for cut in cuts if zone.at[0].contains(cut.at[0]))
        for begins, ends in zip(
            [start, *(cut.end for cut in inside)], [*(cut.start for cut in inside), end], strict=True
        ):
            rest = trim(report.text, Span(begins, ends)) if begins < ends else None
            if rest:
                found.append(Zone(report=report.id, at=(rest,), role=zone.role, made=zone.made))
    return sorted(found, key=lambda zone: zone.at)
