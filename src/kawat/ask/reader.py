"""One report to be read: its text, what is wrapper in it, everything found in it, and a copy beside it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kawat.errors import NotFound
from kawat.records import Event, Failure, Figure, Passage, Quote, Record, Report, Zone
from kawat.store import Count, View

from .evidence import speaker_of, words_of
from .show import Copy, copies_of

READ: tuple[type[Record], ...] = (Quote, Event, Figure)
"""The kinds of record that a reader sees in the text."""


class Marked(msgspec.Struct, frozen=True):
    """A record found in a report, its words, and of a quote who says it (see `Line`)."""

    record: Quote | Event | Figure
    words: str
    speaker: str | None = None


class Beside(msgspec.Struct, frozen=True):
    """A copy or translation: its report, text and zones, and the passages that both have.

    `left` of a passage are characters of the report that is read, `right` those of the copy.
    """

    report: Report
    text: str
    zones: tuple[Zone, ...]
    passages: tuple[Passage, ...]


class Reading(msgspec.Struct, frozen=True):
    """A report with its received text, zones, and what was found in it in the order of the text.

    `count`: the report with its copies, which `copies` lists. `failures`: stages that could not read it.
    """

    report: Report
    text: str
    zones: tuple[Zone, ...]
    items: tuple[Marked, ...]
    count: Count
    copies: tuple[Copy, ...]
    failures: tuple[Failure, ...]
    beside: Beside | None = None


def read_report(view: View, id: str, *, beside: str | None = None) -> Reading:
    """The report with that id (or beginning of one), with another of its family beside it when one is named.

    Raises NotFound when there is no such report, or the other is no copy of it.
    """
    report = view.report(id)
    copies = copies_of(view, report.id)
    found = sorted(_found(view, report.id), key=lambda item: (item.record.at[0], item.record.id))
    return Reading(
        report=report,
        text=view.text(report.id),
        zones=tuple(view.records(Zone, report=report.id)),
        items=tuple(found),
        count=view.tally([report.id, *(copy.source.report for copy in copies)]),
        copies=copies,
        failures=tuple(view.failures(report.id)),
        beside=None if beside is None else _beside(view, report, view.report(beside)),
    )


def _found(view: View, report: str) -> Iterator[Marked]:
    for kind in READ:
        for record in view.records(kind, report=report):
            yield Marked(record, words_of(view, record), speaker_of(view, record))  # type: ignore[arg-type]


def _beside(view: View, report: Report, other: Report) -> Beside:
    return Beside(
        report=other,
        text=view.text(other.id),
        zones=tuple(view.records(Zone, report=other.id)),
        passages=passages(view, report.id, other.id),
    )


def passages(view: View, left: str, right: str) -> tuple[Passage, ...]:
    """The passages that two copies of one text have in common, as far as both were compared with a third.

    A member of a family is compared with its centre, or with the one it is a copy of. Raises NotFound when
    the two are in no family together.
    """
    family = view.family_of(left)
    if family is None or right not in family.reports or left == right:
        raise NotFound(
            f"{left} and {right} are no copies of one text: 'kawat show STORE {left}' lists the copies"
        )
    compared = {member.report: (member.via or family.report, member.passages) for member in family.members}
    compared[family.report] = ("", ())
    if compared[right][0] == left:
        return compared[right][1]
    if compared[left][0] == right:
        return tuple(Passage(shared.right, shared.left) for shared in compared[left][1])
    (third, one_way), (same, other_way) = compared[left], compared[right]
    return _over(one_way, other_way) if third == same else ()


def _over(left: tuple[Passage, ...], right: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Passages of two copies that have characters of the third in common."""
    return tuple(
        Passage(one.right, other.right) for one in left for other in right if one.left.overlaps(other.left)
    )
