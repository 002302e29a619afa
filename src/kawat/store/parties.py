"""Who takes part in a record, and on which side. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Event,
    Figure,
    Happening,
    Quote,
    Record,
    Saying,
)

BOTH = "both"


def parties(record: Record) -> dict[str, str]:
    """The side of each that takes part: 'actor', 'recipient', or BOTH."""
    actors, recipients = map(set, _sides(record))
    return {
        one: BOTH if one in actors and one in recipients else "actor" if one in actors else "recipient"
        for one in sorted(actors | recipients)
    }


def _sides(record: Record) -> tuple[Iterable[str], Iterable[str]]:
    match record:
        case Quote() | Saying():
            return _known(record.speaker_actor), _known(record.addressee_actor)
        case Event() | Happening():
            return record.actors, record.recipients
        case Figure():
            return _known(record.holder_actor), _known(record.according_to_actor)
        case Claim():
            return _known(record.holder_actor), record.according_to
        case Commitment():
            return record.by, record.to
        case Disagreement():
            return [actor for side in record.sides for actor in side.according_to], ()
        case _:
            return (), ()


def _known(actor: str | None) -> tuple[str, ...]:
    return () if actor is None else (actor,)
