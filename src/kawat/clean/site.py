"""What a site prints on page after page is wrapper, whatever its words.

No list of phrases knows every site, but a line that stands in many reports of one site and not because they
are copies of each other is the site's and not the report's. This needs the site's other reports: whoever
holds them (a store) gives them as `OtherReports`, and the keys of such lines go into `ReportText.repeated`.
Which report is a version of which is told by their lines alone: so what is found hangs on the order in which
a site's reports are added, and on nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Protocol
from urllib.parse import urlsplit

from kawat.records import Report, Span

from .language import blocks
from .rules import Line, Mark
from .title import reads_as_sentence

# so many texts beside this one must have a line, and this share of the site's reports
_FEWEST, _SHARE = 5, 0.05
# of running text more, for the background of a crisis is told again in the same words
_FEWEST_RUNNING, _SHARE_RUNNING = 10, 0.5
# from this share of its lines on another report is a copy: that it has a line shows nothing
_COPY = 0.5
# from this share of its lines on it is itself a version of an earlier one
_VERSION = 0.8
_SHORTEST = 6
_LETTERS = re.compile(r"[^\W\d_]+")


BESIDE = 100
"""With how many reports of its site a report is compared, added before it, and as many added after it."""

Holder = tuple[str, str]
"""A report that has a line, and the earlier one of its site that it is a version of (or is)."""


class OtherReports(Protocol):
    """The reports of one site that may be compared with one of them, without it and its versions."""

    @property
    def number(self) -> int:
        """How many there are."""

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[Holder]]:
        """The reports that have each of these lines (`line_key`); lines that none has may be left out."""


def site_of(report: Report) -> str | None:
    """The site of a report: the host of its address, else the name of its publisher, None without either."""
    host = urlsplit(report.url or "").hostname
    return host.removeprefix("www.") if host else (report.publisher or "").casefold() or None


def line_key(text: str) -> int | None:
    """A hash of a line's letters (64 bits), whatever its figures, marks and case; None with few letters."""
    letters = " ".join(_LETTERS.findall(text.casefold()))
    if len(letters) < _SHORTEST:
        return None
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest(), signed=True)


def line_keys(text: str) -> dict[Span, int]:
    """The keys of a text's lines by where they stand: what is kept of it for the reports to come."""
    found = ((span, line_key(text[span.start : span.end])) for span in blocks(text))
    return {span: key for span, key in found if key is not None}


def version_of(lines: Collection[int], earlier: Mapping[int, Collection[Holder]]) -> str | None:
    """The earlier report of its site that one with these lines is a version of, by the holders of each.

    It is the one that has most of them, of equals the one with the lesser id; None when that one has too few.
    """
    shared = Counter(chain.from_iterable(earlier.get(line, ()) for line in lines))
    if not shared:
        return None
    (_, version), most = min(shared.items(), key=lambda item: (-item[1], item[0]))
    return version if most >= _VERSION * len(lines) else None


def repeated(text: str, keys: Mapping[Span, int], others: OtherReports) -> frozenset[int]:
    """Those of a text's lines (`line_keys`) that its site prints on many pages."""
    if others.number < _FEWEST:
        return frozenset()
    lines = set(keys.values())
    having = others.having(lines)
    copies = _copies(lines, having)
    return frozenset(
        key
        for span, key in keys.items()
        if _often(
            len({version for report, version in having.get(key, ()) if report not in copies}),
            others.number,
            running=reads_as_sentence(Line(span, text[span.start : span.end])),
        )
    )


def printed_again(
    lines: Sequence[Line],
    marks: Mapping[int, Mark],
    parts: Mapping[int, Sequence[Mark]],
    keys: Collection[int],
) -> dict[int, Mark]:
    """Marks for the lines with one of these keys that no mark has and no wrapper within them."""
    if not keys:
        return {}
    return {
        index: Mark("site-junk", "site/repeated", 0.8, line.span)
        for index, line in enumerate(lines)
        if index not in marks and not parts.get(index) and line_key(line.text) in keys
    }


def _often(texts: int, reports: int, *, running: bool) -> bool:
    fewest, share = (_FEWEST_RUNNING, _SHARE_RUNNING) if running else (_FEWEST, _SHARE)
    return texts >= max(fewest, share * reports)


def _copies(lines: Collection[int], having: Mapping[int, Collection[Holder]]) -> set[str]:
    """The reports that share so many of the lines that they are the same report."""
    shared = Counter(chain.from_iterable(having.get(line, ()) for line in lines))
    return {other for (other, _), count in shared.items() if count >= _COPY * len(lines)}
