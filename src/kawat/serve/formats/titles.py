"""A record in one line: who does what to whom, for calendars, maps and timelines."""

from __future__ import annotations

from collections.abc import Iterable

from kawat.ask.evidence import speaker_of
from kawat.ontology import types
from kawat.records import Commitment, Event, Happening, Quote, Record, Saying

from .beside import Beside

_NOBODY = "somebody"


def title(record: Record, beside: Beside) -> str:
    """'Marta Velasco → Sylvania: threaten (planned)'; of other records their words."""
    match record:
        case Event() | Happening():
            sides = _sides(beside, record.actors, record.recipients)
            told = "" if record.status == "happened" else f" ({record.status})"
            return f"{sides}: {types()[record.type].label}{told}"
        case Quote() | Saying():
            sides = _sides(beside, _one(record.speaker_actor), _one(record.addressee_actor))
            return f"{_unnamed(record, beside) or sides}: {record.act}"
        case Commitment():
            what = f", to {types()[record.type].label}" if record.type else ""
            return f"{_sides(beside, record.by, record.to)}: {record.sort}{what} ({record.outcome})"
        case _:
            return beside.line(record)


def _sides(beside: Beside, left: Iterable[str], right: Iterable[str]) -> str:
    to = " and ".join(beside.names(right))
    return (" and ".join(beside.names(left)) or _NOBODY) + (f" → {to}" if to else "")


def _unnamed(record: Quote | Saying, beside: Beside) -> str | None:
    """The words for a speaker whom nobody knows, in quotation marks."""
    if record.speaker_actor:
        return None
    quotes = [one for one in beside.members(record) if isinstance(one, Quote) and one.speaker]
    return speaker_of(beside.view, quotes[0]) if quotes else None


def _one(actor: str | None) -> tuple[str, ...]:
    return () if actor is None else (actor,)
