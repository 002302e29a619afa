"""How many independent origins reports have, and why these are fewer than the reports. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

SUMMARISED = "only in AI summaries"
"""Stands in the basis of what no report tells in its own words."""


class Origin(NamedTuple):
    """Where a report comes from: the family of copies it is in (itself, when in none), and who is credited.

    `family` is the name of the family's centre. `outlet`: who is said to have been told the words or figure
    that is counted. `day`: the last one on which the report can have been written.
    """

    report: str
    family: str
    agency: str | None = None
    outlet: str | None = None
    day: str = "9999"


class Counted(NamedTuple):
    """How many reports, of how many independent origins, and the reasons why some share one."""

    reports: int
    origins: int
    basis: tuple[str, ...]


def independent(reports: Iterable[Origin]) -> Counted:
    """The number of reports and of their independent origins, with a reason for each that several share.

    Copies of one text are one origin. So are texts which all hand on what one outlet was told, and texts that
    one agency is credited with: each is one witness, however often it is printed.
    """
    known = list(dict.fromkeys(reports))
    groups = _Groups(origin.report for origin in known)
    basis = []
    copied = [ids for ids in _together(known, lambda origin: origin.family).values() if groups.join(ids)]
    if copied:
        texts = "one text" if len(copied) == 1 else f"{len(copied)} texts"
        basis.append(f"{sum(len(set(ids)) for ids in copied)} reports are copies of {texts}")
    for told, key in _REASONS:
        for value, ids in _together(known, key).items():
            if groups.join(ids):
                basis.append(f"{len(set(ids))} reports {told} {value}")
    number = len({origin.report for origin in known})
    return Counted(number, groups.number(), tuple(basis))


_Key = Callable[[Origin], str | None]
_REASONS: tuple[tuple[str, _Key], ...] = (
    ("hand on what was told to", lambda origin: origin.outlet),
    ("credit", lambda origin: origin.agency),
)


def _together(origins: Iterable[Origin], key: _Key) -> dict[str, list[str]]:
    """The reports by what they have in common."""
    found: dict[str, list[str]] = defaultdict(list)
    for origin in origins:
        value = key(origin)
        if value:
            found[value].append(origin.report)
    return found


class _Groups:
    """Reports by origin."""

    def __init__(self, reports: Iterable[str]) -> None:
        self._of = {report: report for report in reports}

    def join(self, reports: Iterable[str]) -> bool:
        """Make one origin of these reports; whether they were of several."""
        first, *others = sorted({self._of[report] for report in reports})
        for report, group in self._of.items():
            if group in others:
                self._of[report] = first
        return bool(others)

    def number(self) -> int:
        return len(set(self._of.values()))
