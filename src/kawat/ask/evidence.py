"""Where an item comes from: its words in the received text, and the report they stand in."""

from __future__ import annotations

import msgspec

from kawat.records import Quote, Record, Report, Story, Written
from kawat.store import View

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
    """Who says a quote: the actor, else the words for somebody whom nobody knows; None if none do."""
    if not isinstance(record, Quote):
        return None
    if record.speaker_actor or record.speaker is None:
        return record.speaker_actor
    return f"“{view.text(record.report)[slice(*record.speaker)]}”"


def words_of(view: View, record: Record) -> str:
    """The evidence of a record, as received; of a report its title, or else how it begins."""
    if isinstance(record, Report | Story):
        report = view.report(record.report or record.id)
        return report.title or view.text(report.id).strip().partition("\n")[0]
    text = view.text(record.report)
    return GAP.join(text[span.start : span.end] for span in record.at)
