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
    for label, key in _REASONS:
        together: dict[str, list[str]] = defaultdict(list)
        for origin in known:
            value = key(origin)
            if value:
                together[value].append(origin.report)
        for value, ids in together.items():
            groups.join(ids, label.format(value))
    number = len({origin.report for origin in known})
    return Counted(number, groups.number(), tuple(groups.basis()))


_REASONS: tuple[tuple[str, Callable[[Origin], str | None]], ...] = (
    ("copies of one text", lambda origin: origin.family),
    ("hand on what was told to {}", lambda origin: origin.outlet),
    ("credit {}", lambda origin: origin.agency),
)


class _Groups:
    """Reports by origin, with why they share one."""

    def __init__(self, reports: Iterable[str]) -> None:
        self._of = {report: report for report in reports}
        self._why: dict[str, list[str]] = defaultdict(list)

    def join(self, reports: list[str], why: str) -> None:
        groups = sorted({self._of[report] for report in reports})
        if len(groups) < 2:
            return
        first, *others = groups
        for report, group in self._of.items():
            if group in others:
                self._of[report] = first
        for other in others:
            self._why[first] += self._why.pop(other, [])
        self._why[first].append(f"{len(set(reports))} reports {_verb(why)}")

    def number(self) -> int:
        return len(set(self._of.values()))

    def basis(self) -> list[str]:
        return [why for group in sorted(self._why) for why in self._why[group]]


def _verb(why: str) -> str:
    return f"are {why}" if why.startswith("copies") else why
