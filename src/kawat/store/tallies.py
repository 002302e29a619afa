"""What is counted of every report beforehand, so that a count asks for one row. Pure.

| of | owner | label | counts |
|---|---|---|---|
| kind | | a kind | its records |
| language | | a language | reports |
| actor | a sort, or nothing | an actor | reports that name it |
| country | an actor | a country | reports by which that is its country |
| quote, event, figure | | an actor | such records in which it takes part |
| speaker | | an actor | quotes of its words |
| act | an actor, or nothing | an act | quotes, of the actor's words |
| type | an actor, or nothing | an event type | events, which the actor does |
| with | an actor | another | events in which both take part |
| with | two actors (`pair`) | an event type | of these, those of the type |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kawat.records import Actor, Event, Failure, Figure, Quote, Record, Report, kind_of

from .parties import parties


class Tally(NamedTuple):
    """One thing that is counted: how many records, reports and origins tell of it."""

    of: str
    owner: str
    label: str


def pair(actor: str, other: str) -> str:
    """The owner of what two actors take part in, in this order."""
    return f"{actor}\t{other}"


def tallies(report: Report, records: Iterable[Record | Failure]) -> Counter[Tally]:
    """How many records of one report there are of each thing that is counted."""
    counted = Counter(_of_report(report))
    for record in records:
        counted.update(_of(record))
    return counted


def _of_report(report: Report) -> Iterator[Tally]:
    yield Tally("kind", "", "report")
    yield Tally("language", "", report.language or "")


def _of(record: Record | Failure) -> Iterator[Tally]:
    match record:
        case Actor():
            yield Tally("actor", "", record.id)
            yield Tally("actor", record.sort, record.id)
            if record.country:
                yield Tally("country", record.id, record.country)
        case Quote() | Event() | Figure():
            kind = kind_of(type(record))
            yield Tally("kind", "", kind)
            for actor in parties(record):
                yield Tally(kind, "", actor)
            if isinstance(record, Quote):
                yield from _of_quote(record)
            if isinstance(record, Event):
                yield from _of_event(record)
        case _:
            return


def _of_quote(quote: Quote) -> Iterator[Tally]:
    yield Tally("act", "", quote.act)
    if quote.speaker_actor:
        yield Tally("speaker", "", quote.speaker_actor)
        yield Tally("act", quote.speaker_actor, quote.act)


def _of_event(event: Event) -> Iterator[Tally]:
    yield Tally("type", "", event.type)
    for actor in dict.fromkeys(event.actors):
        yield Tally("type", actor, event.type)
    together = dict.fromkeys((*event.actors, *event.recipients))
    for actor in together:
        for other in together:
            if other != actor:
                yield Tally("with", actor, other)
                yield Tally("with", pair(actor, other), event.type)
