"""Answers that are no lists of records, as tables: a timeline, a matrix, what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kawat.ask.matrix import Matrix
from kawat.ask.search import Found
from kawat.ask.timeline import Timeline
from kawat.records import Period, Written
from kawat.serve.formats.lines import Lines, guarded
from kawat.store import Count

Cells = Sequence[object]

_DAYS, _TOLD = ("from", "to"), ("reports", "origins")
_ITEM = ("kind", "id", *_DAYS, "actors", "label", "recipients", "status", "words", "report", *_TOLD)
_CELL = ("actor", "recipient", "week", "group", "events", "origins")
_HIT = ("kind", "id", "words", *_DAYS, "report", *_TOLD)


def write(answer: Timeline | Matrix | Found) -> bytes:
    """The table as CSV with a header line."""
    match answer:
        case Timeline():
            return _csv(_ITEM, _items(answer))
        case Matrix():
            return _csv(_CELL, _cells(answer))
        case Found():
            return _csv(_HIT, _hits(answer))


def _csv(names: Sequence[str], rows: Iterable[Cells]) -> bytes:
    line = Lines()
    return b"".join([line(names), *(line(map(_cell, row)) for row in rows)])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return guarded("; ".join(map(str, value)))
    return guarded(value) if isinstance(value, str) else str(value)


def _days(days: Period | Written | None) -> Cells:
    return (days.first, days.last) if days else (None, None)


def _counts(count: Count) -> Cells:
    return count.raw, count.independent


def _items(timeline: Timeline) -> Iterator[Cells]:
    for one in timeline.items:
        who = one.actors, one.label, one.recipients, one.status
        yield one.kind, one.id, *_days(one.days), *who, one.words, one.source.report, *_counts(one.count)


def _cells(matrix: Matrix) -> Iterator[Cells]:
    for cell in matrix.cells:
        for week, groups in cell.weeks.items():
            for group, count in groups.items():
                yield cell.actor, cell.recipient, week, group, *_counts(count)


def _hits(found: Found) -> Iterator[Cells]:
    for hit in found.hits:
        days = _days(hit.source.written)
        yield hit.kind, hit.id, hit.words, *days, hit.source.report, *_counts(hit.count)
