"""Where an item comes from: its words in the received text, and the report they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from kawat.records import Quote, Record, Report, Story, Written
from kawat.store import Count, View

GAP = " … "
"""Stands between the pieces of evidence that is not in one piece."""


class Source(msgspec.Struct, frozen=True):
    """A report in one line."""

    report: str
    source: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None
    written: Written | None = None
    family: str | None = None


class Passages:
    """Words and sources of many records, what they need looked up at once. Raises NotFound as `source_of`."""

    def __init__(self, view: View, records: Iterable[Record]) -> None:
        self._view = view
        self._records = tuple(records)
        self._reports = view.found(Report, {_report(record) for record in self._records})

    def report(self, record: Record) -> Report:
        """The report in which a record stands; of a whole the one that has its first member."""
        id = _report(record)
        return self._reports[id] if id in self._reports else self._view.report(id)

    def source(self, record: Record) -> Source:
        """The line of the report in which a record stands."""
        return as_source(self.report(record))

    def words(self, record: Record) -> str:
        """The evidence of a record, as received; of a report its title, or else how it begins."""
        if isinstance(record, Report | Story):
            report = self.report(record)
            return report.title or self.text(record).strip().partition("\n")[0]
        text = self.text(record)
        return GAP.join(text[span.start : span.end] for span in record.at)

    def speaker(self, record: Record) -> str | None:
        """Who says a quote: the actor, else the words for somebody whom nobody knows; None if none do."""
        if not isinstance(record, Quote):
            return None
        if record.speaker_actor or record.speaker is None:
            return record.speaker_actor
        return f"“{self.text(record)[slice(*record.speaker)]}”"

    def copies(self, record: Record) -> Count:
        """In how many reports a record stands when those count that copy its own."""
        return self._copies[_report(record)]

    def text(self, record: Record) -> str:
        """The received text of the report in which a record stands."""
        report = _report(record)
        return self._texts[report] if report in self._texts else self._view.text(report)

    @cached_property
    def _copies(self) -> Mapping[str, Count]:
        return self._view.copy_counts(self._reports)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return self._view.texts(set(map(_report, self._records)))


def _report(record: Record) -> str:
    return record.id if isinstance(record, Report) else record.report


def source_of(view: View, report: str) -> Source:
    """The line of the report with that id. Raises NotFound."""
    return as_source(view.report(report))


def as_source(report: Report) -> Source:
    """The line of a report."""
    return Source(
        report=report.id,
        source=report.source,
        title=report.title,
        url=report.url,
        publisher=report.publisher,
        agency=report.agency,
        language=report.language,
        written=report.written,
        family=report.family,
    )


def speaker_of(view: View, record: Record) -> str | None:
    """Who says a quote (see `Passages`)."""
    return Passages(view, (record,)).speaker(record)


def words_of(view: View, record: Record) -> str:
    """The evidence of a record, as received; of a report its title, or else how it begins."""
    return Passages(view, (record,)).words(record)
