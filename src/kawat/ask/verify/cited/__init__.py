"""Checks a sentence that cites records against just these: what it says of them, and what it quotes.

Such a sentence frames words of a report: "On 21 January Lavrov said: “...” (5 reports of 1 origin) [id]".
The words in marks must stand in the passages cited; who is named, when, how many reports and whether it is
denied or still to be done must be what the records hold.
"""

from collections.abc import Iterator, Sequence

from kawat.ask.verify.sides import Side
from kawat.ask.verify.verdicts import Check
from kawat.store import View

from . import counts, days, names, quotations, status
from .frame import Frame
from .records import Cited, members_of


def checks(frame: Frame, side: Side, cited: Sequence[Cited], view: View) -> Iterator[Check]:
    """What of the sentence the records hold, hold otherwise, or do not."""
    yield from quotations.checks(frame, side)
    yield from names.checks(frame, side, cited, view)
    yield from days.checks(frame, cited, view)
    yield from counts.checks(frame, cited, view)
    yield from status.checks(frame, side, cited)


__all__ = ["Cited", "Frame", "checks", "members_of"]
