"""The steps of linking, in order: which reports are copies, then what they say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kawat.store import Writer

from . import families
from .claims import claims
from .commitments import commitments
from .dating import Lent, lent
from .disagreements import disagreements
from .happenings import happenings
from .joining import join
from .joins import Joining
from .sayings import sayings
from .spread import HERE, Spread
from .stories import stories

JOININGS: tuple[Joining[Any], ...] = (
    stories,
    sayings,
    happenings,
    claims,
    commitments,
    disagreements,
)

ROUND = 1_000
"""So many reports are linked together: what a step has at hand does not grow with the store."""


def link(
    writer: Writer,
    *,
    containment: float,
    spread: Spread = HERE,
    read: Callable[[Sequence[Lent]], None] | None = None,
) -> Sequence[str]:
    """Link what is new, was read anew or was left by an interrupted run with all other reports.

    The answer: the reports that were joined anew, copies of new ones among them. `containment`: from which
    share of common passages on two texts are copies (see `families.link`). `spread`: where it is done.
    `read`: adds reports again, written in the days that others lend them, or in their own.
    """
    joined: list[str] = []
    _find_families(writer, containment, spread)
    while reports := writer.unjoined(ROUND):
        if read and _date(writer, reports, read):
            _find_families(writer, containment, spread)
        for joining in JOININGS:
            join(writer, joining, reports, spread)
        writer.set_joined(reports)
        joined += reports
    return joined


def _find_families(writer: Writer, containment: float, spread: Spread) -> None:
    while reports := writer.unlinked(ROUND):
        families.link(writer, reports, containment=containment, spread=spread)


def _date(writer: Writer, reports: Sequence[str], read: Callable[[Sequence[Lent]], None]) -> bool:
    """Has reports read again that get other days by what these tell; whether there are any.

    What is noted of these reports and what follows from it are kept together.
    """
    with writer.transaction():
        found = list(lent(writer, reports))
        own = {one.report: writer.as_read(one.report).written for one in found}
        if found:
            read(found)
        for one in found:
            if one.written:
                writer.set_lent(one.report, own[one.report], one.by)
    return bool(found)
