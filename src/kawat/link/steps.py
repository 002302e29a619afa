"""The steps of linking, in order: which reports are copies, then what they say together."""

from __future__ import annotations

from typing import Any

from kawat.store import Writer

from . import families
from .happenings import happenings
from .joins import Joining, join
from .sayings import sayings

JOININGS: tuple[Joining[Any], ...] = (sayings, happenings)


def link(writer: Writer, *, containment: float) -> None:
    """Link what is new, was read anew or was left by an interrupted run with all other reports.

    `containment`: from which share of common passages on two texts are copies (see `families.link`).
    """
    families.link(writer, writer.unlinked(), containment=containment)
    reports = writer.unjoined()
    for joining in JOININGS:
        join(writer, joining, reports)
    writer.set_joined(reports)
