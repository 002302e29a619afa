"""An event table as POLECAT and ICEWS have it: a row for each happening, with the words that justify it.

Tab-separated, with POLECAT's names of columns, ICEWS's for what only that has, and more of Kawat's own.
Columns of theirs that Kawat cannot fill are not there. Ids are stable from release to release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from kawat.ask.evidence import Source
from kawat.ask.selection import Kind
from kawat.ontology import VERSION, goldstein, types
from kawat.records import AnyRecord, Event, Happening, Sentence
from kawat.store import Count, View

from .beside import Beside
from .lines import Lines, guarded

name = "polecat"
suffix = "tsv"
media_type = "text/tab-separated-values; charset=utf-8"
kinds: tuple[Kind, ...] = (Event, Happening)
usual: tuple[Kind, ...] = (Happening,)
one_kind = False


class _Row(msgspec.Struct, frozen=True):
    """What the cells of a row are made of; `members`: the events told, the surest first."""

    record: Event | Happening
    members: tuple[Event, ...]
    count: Count
    basis: tuple[str, ...]
    source: Source
    story: str | None
    sentence: int | None
    words: str
    beside: Beside

    def first(self, field: str) -> object:
        """What the surest member says that says anything."""
        return next((told for one in self.members if (told := getattr(one, field))), None)

    def contexts(self) -> list[str]:
        return sorted({context for one in self.members for context in one.context})

    def countries(self, actors: Iterable[str]) -> list[str]:
        found = map(self.beside.actor, actors)
        return list(dict.fromkeys(one.country for one in found if one and one.country))

    def sectors(self, actors: Iterable[str]) -> list[str]:
        found = map(self.beside.actor, actors)
        return list(dict.fromkeys(one.cls for one in found if one and one.cls))


def _cameo(row: _Row) -> str:
    return str(row.first("cameo") or "")


# the names of the columns, in order, and what stands in them
_COLUMNS: dict[str, Callable[[_Row], object]] = {
    # POLECAT
    "Event ID": lambda row: row.record.id,
    "Event Date": lambda row: row.record.when and row.record.when.first,
    "Event Type": lambda row: row.record.type,
    "Event Mode": lambda row: row.first("mode"),
    "Intensity": lambda row: types()[row.record.type].score,
    "Quad Code": lambda row: types()[row.record.type].group.replace("-", " ").upper(),
    "Contexts": lambda row: row.contexts(),
    "Actor Name": lambda row: row.beside.names(row.record.actors),
    "Actor Country": lambda row: row.countries(row.record.actors),
    "Actor Sectors": lambda row: row.sectors(row.record.actors),
    "Recipient Name": lambda row: row.beside.names(row.record.recipients),
    "Recipient Country": lambda row: row.countries(row.record.recipients),
    "Recipient Sectors": lambda row: row.sectors(row.record.recipients),
    "Raw Placename": lambda row: row.record.where and row.record.where.name,
    "Country": lambda row: row.record.where and row.record.where.country,
    "Latitude": lambda row: row.record.where and row.record.where.lat,
    "Longitude": lambda row: row.record.where and row.record.where.lon,
    "Source": lambda row: row.source.publisher,
    "Publication Date": lambda row: row.source.written and row.source.written.first,
    "Language": lambda row: row.source.language,
    "Version": lambda row: VERSION,
    # ICEWS
    "Event Text": lambda row: types()[row.record.type].label,
    "CAMEO Code": _cameo,
    "Goldstein": lambda row: goldstein(_cameo(row)),
    "Story ID": lambda row: row.story,
    "Sentence Number": lambda row: row.sentence,
    # Kawat
    "Event Date To": lambda row: row.record.when and row.record.when.last,
    "Dated": lambda row: row.first("dated"),
    "Status": lambda row: row.record.status,
    "Historical": lambda row: row.record.historical,
    "Actor ID": lambda row: row.record.actors,
    "Recipient ID": lambda row: row.record.recipients,
    "Place Note": lambda row: row.record.where and row.record.where.note,
    "Justification": lambda row: row.words,
    "Text At": lambda row: [f"{span.start}-{span.end}" for span in row.record.at],
    "Report ID": lambda row: row.record.report,
    "Report": lambda row: row.source.url or row.source.source,
    "Reports": lambda row: row.count.raw,
    "Origins": lambda row: row.count.independent,
    "Origins Because": lambda row: row.basis,
    "Members": lambda row: [one.id for one in row.members],
    "Score": lambda row: row.record.made.score,
}
COLUMNS = tuple(_COLUMNS)


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A header line, and a line for each happening or event."""
    beside = Beside(view)
    line = Lines("\t")
    sentences = lru_cache(64)(lambda report: view.records(Sentence, report=report))
    yield line(COLUMNS)
    for record in records:
        if isinstance(record, Event | Happening):
            row = _row(record, beside, sentences(record.report))
            yield line(_cell(make(row)) for make in _COLUMNS.values())


def _row(record: Event | Happening, beside: Beside, sentences: Sequence[Sentence]) -> _Row:
    members = [one for one in beside.members(record) if isinstance(one, Event)]
    source = beside.source(record)
    assert source is not None
    start = record.at[0].start
    within = (number for number, one in enumerate(sentences, 1) if one.at[0].start <= start < one.at[-1].end)
    return _Row(
        record=record,
        members=tuple(sorted(members, key=lambda one: (-one.made.score, one.id))),
        count=beside.told(record).count,
        basis=record.basis if isinstance(record, Happening) else (),
        source=source,
        story=beside.report(record.report).story,
        sentence=next(within, None),
        words=beside.line(record),
        beside=beside,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    return guarded("; ".join(value) if isinstance(value, list | tuple) else str(value))
