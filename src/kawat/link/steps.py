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
from .joins import Joining, join
from .sayings import sayings
from .stories import stories
from .vectors import kept_in

JOININGS: tuple[Joining[Any], ...] = (
    stories,
    sayings,
    happenings,
    claims,
    commitments,
    disagreements,
)


def link(writer: Writer, *, containment: float, read: Callable[[Lent], None] | None = None) -> Sequence[str]:
    """Link what is new, was read anew or was left by an interrupted run with all other reports.

    The answer: the reports that were joined anew, copies of new ones among them. `containment`: from which
    share of common passages on two texts are copies (see `families.link`). `read`: adds a report again,
    written in the days that others lend it, or in its own when it gets None.
    """
    families.link(writer, writer.unlinked(), containment=containment)
    if read:
        with writer.transaction():
            for found in list(lent(writer, writer.unjoined())):
                own = writer.as_read(found.report).written
                read(found)
                if found.written:
                    writer.set_lent(found.report, own, found.by)
        families.link(writer, writer.unlinked(), containment=containment)
    reports = writer.unjoined()
    with kept_in(writer):
        for joining in JOININGS:
            join(writer, joining, reports)
    writer.set_joined(reports)
    return reports
