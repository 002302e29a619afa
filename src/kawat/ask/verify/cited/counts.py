"""Counts: how many reports, of how many origins, tell what is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.verdicts import Check
from kawat.store import View

from .frame import Frame
from .records import Cited, counts_of, report_of


def checks(frame: Frame, cited: Sequence[Cited], view: View) -> Iterator[Check]:
    """Each count in the notes behind the sentence."""
    known = [count for one in cited for count in counts_of(one, view)]
    together = view.tally({report_of(record) for one in cited for record in one.members or (one.record,)})
    known += [together, view.tally({report_of(one.record) for one in cited})]
    for kind, number in frame.counts:
        raw = kind == "reports"
        counts = [count.raw if raw else count.independent for count in known]
        told = ", ".join(dict.fromkeys(map(str, counts)))
        yield Check("count", "same" if number in counts else "other", f"{number} {kind}", told)
