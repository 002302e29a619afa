"""What stands beside a record in a table: its words, its whole, how many tell it, the report it stands in."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from kawat.ask.evidence import GAP
from kawat.ask.selection import Kind
from kawat.records import (
    AnyRecord,
    Claim,
    Event,
    Figure,
    Happening,
    Judgement,
    Linked,
    Quote,
    Record,
    Report,
    Saying,
)
from kawat.store import Count, View

WHOLES: dict[Kind, type[Linked]] = {Quote: Saying, Event: Happening, Figure: Claim}
"""What the records of several reports make together."""

REPORT_FIELDS = ("source", "url", "title", "publisher", "agency", "language", "written")
"""Which fields of its report stand beside a record."""

_TEXTS, _REPORTS = 64, 4096


class Told(msgspec.Struct, frozen=True):
    """A record's whole, and how many reports of how many independent origins tell it."""

    whole: str | None
    count: Count


class Beside:
    """Looks up what stands beside records; keeps a bounded number of texts and reports in memory."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.text = lru_cache(_TEXTS)(view.text)
        self.report = lru_cache(_REPORTS)(view.report)
        self._copies = lru_cache(_REPORTS)(self._count_copies)

    def pieces(self, record: Record) -> list[str]:
        """The evidence of a record, as received."""
        text = self.text(record.report)
        return [text[span.start : span.end] for span in record.at]

    def words(self, record: Record) -> str:
        """The evidence of a record, as received, its pieces set apart."""
        return GAP.join(self.pieces(record))

    def told(self, record: Record) -> Told:
        """The whole that a record is part of, with the counts of that; without one the copies of its report.

        Of a whole its own counts.
        """
        if isinstance(record, Linked):
            return Told(record.id, Count(record.reports, record.origins))
        kind = WHOLES.get(type(record))
        whole = self._view.whole_of(kind, record.id) if kind else None
        if whole:
            return Told(whole.id, Count(whole.reports, whole.origins))
        return Told(None, self._copies(record.id if isinstance(record, Report) else record.report))

    def _count_copies(self, report: str) -> Count:
        family = self._view.family_of(report)
        return self._view.tally(family.reports if family else [report])


def has_words(kind: Kind) -> bool:
    """Whether records of this kind stand in a report whose words can be shown."""
    return issubclass(kind, Record) and kind is not Report


def has_report(kind: Kind) -> bool:
    """Whether records of this kind stand in a report, and are none themselves."""
    return kind not in (Report, Judgement)


def is_counted(kind: Kind) -> bool:
    """Whether reports are counted for records of this kind, which have no counts of their own."""
    return kind is Report or kind in WHOLES


def report_of(record: AnyRecord) -> str | None:
    """The report that a record stands in."""
    if isinstance(record, Report | Judgement):
        return None
    return record.report
