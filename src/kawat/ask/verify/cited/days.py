"""Days: those that the records cited hold, and those on which their reports were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.compared.days import told_days
from kawat.ask.verify.likeness import fits
from kawat.ask.verify.verdicts import Check
from kawat.records import Report
from kawat.store import View

from .frame import Frame
from .records import Cited, days_of


def checks(frame: Frame, cited: Sequence[Cited], view: View) -> Iterator[Check]:
    """Each expression of time outside the words quoted."""
    days = [day for one in cited for record in (one.record, *one.members) for day in days_of(record)]
    for record in (record for one in cited for record in (one.record, *one.members)):
        report = record if isinstance(record, Report) else view.report(record.report)
        days += [report.written.period] if report.written else []
    for time in frame.claim.telling.times:
        if frame.outside(time.at[0]):
            said = " ".join(frame.text.text[time.at[0].start : time.at[0].end].split())
            own = fits(time, days)
            if own is not None:
                yield Check("day", "same" if own else "other", said, told_days(days, time if own else None))
