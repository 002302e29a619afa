"""What stands beside a record in an export: its words, its whole, who tells it, the names of who is meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

import msgspec

from kawat.ask.evidence import GAP, Source, as_source
from kawat.ask.selection import Kind
from kawat.errors import NotFound
from kawat.records import (
    Actor,
    AnyRecord,
    Claim,
    Event,
    Failure,
    Figure,
    Happening,
    Judgement,
    Linked,
    Period,
    Quote,
    Record,
    Report,
    Saying,
    Story,
)
from kawat.store import Count, View

WHOLES: dict[Kind, type[Linked]] = {Quote: Saying, Event: Happening, Figure: Claim}
"""What the records of several reports make together."""

_TEXTS, _REPORTS, _ACTORS = 64, 4096, 4096


class Told(msgspec.Struct, frozen=True):
    """A record's whole, and how many reports of how many independent origins tell it."""

    whole: str | None
    count: Count


class Beside:
    """Looks up what stands beside records; keeps a bounded number of texts and reports in memory."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.text = lru_cache(_TEXTS)(view.text)
        self.report = lru_cache(_REPORTS)(view.report)
        self.actor = lru_cache(_ACTORS)(self._find_actor)
        self._copies = lru_cache(_REPORTS)(self._count_copies)

    def pieces(self, record: Record) -> list[str]:
        """The evidence of a record, as received."""
        text = self.text(record.report)
        return [text[span.start : span.end] for span in record.at]

    def words(self, record: Record) -> str:
        """The evidence of a record, as received, its pieces set apart."""
        return GAP.join(self.pieces(record))

    def line(self, record: Record) -> str:
        """The evidence of a record in one line."""
        return " ".join(self.words(record).split())

    def source(self, record: AnyRecord) -> Source | None:
        """The report that a record stands in, in one line; None for a report, which stands in none."""
        return None if isinstance(record, Report | Judgement) else as_source(self.report(record.report))

    def told(self, record: Record) -> Told:
        """The whole that a record is part of, with the counts of that; without one the copies of its report.

        Of a whole its own counts.
        """
        if isinstance(record, Linked):
            return Told(record.id, Count(record.reports, record.origins))
        if isinstance(record, Story):
            return Told(record.id, Count(len(record.reports), record.origins))
        kind = WHOLES.get(type(record))
        whole = self.view.whole_of(kind, record.id) if kind else None
        if whole:
            return Told(whole.id, Count(whole.reports, whole.origins))
        return Told(None, self._copies(record.id if isinstance(record, Report) else record.report))

    def members(self, record: Record) -> list[Record]:
        """The records that a whole is made of; the record itself when it is none."""
        if not isinstance(record, Linked):
            return [record]
        found = (self.view.record(id) for id in record.members)
        return [one for one in found if isinstance(one, Record)]

    def names(self, actors: Iterable[str]) -> list[str]:
        """The names of actors; of one that no report names, its id."""
        return [self.name(actor) for actor in actors]

    def name(self, actor: str) -> str:
        """The name of an actor; of one that no report names, its id."""
        found = self.actor(actor)
        return found.name if found else actor

    def _find_actor(self, id: str) -> Actor | None:
        try:
            return self.view.actor(id)
        except NotFound:
            return None

    def _count_copies(self, report: str) -> Count:
        family = self.view.family_of(report)
        return self.view.tally(family.reports if family else [report])


def urn(kind: Kind, id: str) -> str:
    """The name of a record for the whole world: `urn:kawat:quote:91ab389dcfe77eb4`."""
    return f"urn:kawat:{kind.__name__.lower()}:{quote(id, safe='/')}"


def days(period: Period) -> str:
    """'2022-01-21', or '2022-01-21 – 2022-01-25'."""
    return period.first if period.first == period.last else f"{period.first} – {period.last}"


def counted(count: Count) -> str:
    """'5 reports of 1 origin'."""
    reports = f"{count.raw} report{'s' if count.raw != 1 else ''}"
    return f"{reports} of {count.independent} origin{'s' if count.independent != 1 else ''}"


def has_words(kind: Kind) -> bool:
    """Whether records of this kind stand in a report whose words can be shown."""
    return issubclass(kind, Record) and kind is not Report


def has_source(kind: Kind) -> bool:
    """Whether records of this kind stand in a report, and are none themselves."""
    return kind is Failure or has_words(kind)


def is_counted(kind: Kind) -> bool:
    """Whether reports are counted for records of this kind, which have no counts of their own."""
    return kind is Report or kind in WHOLES
