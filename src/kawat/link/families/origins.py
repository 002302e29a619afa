"""Where the text of a family came from, and why we think so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

from kawat.link.members import days_in, file_name, stretches
from kawat.records import Period, Report
from kawat.store import UNDATED_DAYS

LATE = "9999"
"""Stands for a day that is not known: behind all that are."""
# days that go over more than a month say by when a report was written, not when
_MONTH = 31
# copies are mostly made within days; a day that is known no better than to so many helps to find none
_STRETCH, _OPEN = 8, 14


def age(report: Report) -> tuple[str, str, str]:
    """Earliest written first; of one day, what is dated most closely. What is only known to more than a
    month counts as written on the last day on which it can have been."""
    days = _days(report)
    if days is None:
        return LATE, LATE, report.id
    return days.last if _wide(days) else days.first, days.last, report.id


def _days(report: Report) -> Period | None:
    if report.written:
        return report.written.period
    day = report.given_date or report.page_date
    return Period(day, day) if day else None


def written_in(report: Report) -> Iterable[int]:
    """The stretches of days in which a report may have been written, so that two of one week share one."""
    days = _days(report)
    if days is None or days_in(days) > _OPEN:
        return (UNDATED_DAYS,)
    return map(int, stretches(days, _STRETCH, _STRETCH // 2))


def _wide(days: Period) -> bool:
    return days_in(days) > _MONTH


def origin(reports: Sequence[Report], wrapped: Set[str] = frozenset()) -> tuple[str | None, tuple[str, ...]]:
    """The agency that most reports credit, else the first publisher; and why.

    Of agencies credited equally often it is the one credited first. `reports`: earliest first. `wrapped`: the
    ids of those that come in spam or under a summary by machine: of one day another is the earlier.
    """
    earliest = _earliest(reports, wrapped)
    credits = Counter(report.agency for report in reports if report.agency)
    if not credits:
        return earliest.publisher, ("no report credits an agency", _told(earliest))
    (agency, times), *others = credits.most_common()
    basis = [f"{times} of {len(reports)} reports credit{'s' * (times == 1)} {agency}"]
    if others:
        rest = ", ".join(f"{name} ({number})" for name, number in others)
        equals = ", who is credited first" if others[0][1] == times else ""
        basis.append(f"agencies differ: {agency} ({times}){equals}; others credit {rest}")
    silent = len(reports) - credits.total()
    if silent:
        basis.append(f"{silent} of {len(reports)} name no agency")
    return agency, (*basis, _told(earliest))


def _earliest(reports: Sequence[Report], wrapped: Set[str]) -> Report:
    day = age(reports[0])[:2]
    return min((report for report in reports if age(report)[:2] == day), key=lambda one: one.id in wrapped)


def _told(report: Report) -> str:
    by = f"by {report.publisher}" if report.publisher else "and names no publisher"
    return f"the earliest, {file_name(report)}, was written {_when(_days(report))} {by}"


def _when(days: Period | None) -> str:
    if days is None:
        return "on a day unknown"
    if days.first == days.last:
        return f"on {days.first}"
    # of what is known to no month no day is told: it would be taken for one
    return "on a day left open" if _wide(days) else f"between {days.first} and {days.last}"
