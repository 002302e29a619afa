"""What the records cited hold that can be compared: who says and does it, when, in how many reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Event,
    Figure,
    Happening,
    Linked,
    Period,
    Quote,
    Record,
    Report,
    Saying,
    Story,
)
from kawat.store import Count, View
from kawat.store.weeks import MUTUAL


class Cited(NamedTuple):
    """What is compared of a cited record and its members."""

    record: Record
    members: tuple[Record, ...]


def members_of(view: View, record: Record) -> Cited:
    """A record with those that it is made of."""
    ids = record.reports if isinstance(record, Story) else getattr(record, "members", ())
    found = (view.record(id) for id in ids)
    return Cited(record, tuple(one for one in found if isinstance(one, Record)))


def _flat(cited: Iterable[Cited]) -> Iterator[Record]:
    for one in cited:
        yield one.record
        yield from one.members


def doing(cited: Sequence[Cited]) -> list[str]:
    """Who says or does what the records tell, or is to do it."""
    found: list[str | None] = []
    for record in _flat(cited):
        match record:
            case Quote() | Saying():
                found.append(record.speaker_actor)
            case Event() | Happening():
                found += [*record.actors, *(record.recipients if record.type in MUTUAL else ())]
            case Commitment():
                found += [*record.by, *record.to]
            case Figure():
                found += [record.according_to_actor, record.holder_actor]
            case Claim():
                found += [*record.according_to, record.holder_actor]
            case Disagreement():
                found += [by for side in record.sides for by in side.according_to]
    return list(dict.fromkeys(id for id in found if id))


def tellers(cited: Sequence[Cited], view: View) -> Iterator[str]:
    """According to whom the records are told: who says them, or gives that account in a dispute."""
    for record in _flat(cited):
        quote = view.record(record.in_quote) if isinstance(record, Event) and record.in_quote else None
        if isinstance(quote, Quote) and quote.speaker_actor:
            yield quote.speaker_actor
        dispute = view.whole_of(Disagreement, record.id)
        for side in dispute.sides if dispute else ():
            if record.id in side.members:
                yield from side.according_to


def taking_part(cited: Sequence[Cited]) -> list[str]:
    """All who take part in what the records tell."""
    found: list[str | None] = [*doing(cited)]
    for record in _flat(cited):
        match record:
            case Quote() | Saying():
                found.append(record.addressee_actor)
            case Event() | Happening():
                found += record.recipients
    return list(dict.fromkeys(id for id in found if id))


def days_of(record: Record) -> Iterator[Period]:
    match record:
        case Quote() | Saying():
            found = [record.said]
        case Event() | Happening():
            found = [record.when]
        case Commitment():
            found = [record.made_on, record.due]
            found += [Period(one.day, one.day) for one in record.outcome_evidence if one.day]
        case Figure() | Claim():
            found = [Period(record.as_of, record.as_of)] if record.as_of else []
        case Disagreement():
            found = [record.days]
        case Story():
            found = [Period(record.first, record.last or record.first)] if record.first else []
        case _:
            found = []
    yield from (one for one in found if one)


def report_of(record: Record) -> str:
    return record.id if isinstance(record, Report) else record.report


def counts_of(one: Cited, view: View) -> Iterator[Count]:
    """The counts of a record, of what it is part of, and of its side in a dispute."""
    yield _count(one, view)
    for kind in (Saying, Happening, Claim):
        whole = view.whole_of(kind, one.record.id)
        if whole:
            yield Count(whole.reports, whole.origins)
    dispute = view.whole_of(Disagreement, one.record.id)
    for side in dispute.sides if dispute else ():
        if one.record.id in side.members:
            yield Count(side.reports, side.origins)


def _count(one: Cited, view: View) -> Count:
    record = one.record
    if isinstance(record, Linked):
        return Count(record.reports, record.origins)
    if isinstance(record, Story):
        return Count(len(record.reports), record.origins)
    family = view.family_of(report_of(record))
    return view.tally(family.reports if family else [report_of(record)])
