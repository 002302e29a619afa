"""Addressees: to whom something is said to be said, beside to whom it is said in the passage."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.identity import exactly, is_named, same_actor
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import Uttered, Who
from kawat.ask.verify.verdicts import Check, Result


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each addressee: named in the passage, or next to it and not as one who speaks or is spoken to there."""
    for quote in claim.telling.quotes:
        if quote.to is None or not is_named(quote.to):
            continue
        told = [one for text, span in side.all for one in text.quotes(text.around(span))]
        inside = any(_is(quote.to, who, side) for who, _ in side.core_names)
        near = any(_is(quote.to, who, side) for who, _ in side.named)
        own = any(_addresses(quote, one, side) for one in told)
        others = any(_is(quote.to, who, side) for one in told for who in (one.to, one.speaker))
        result: Result = "same" if own or inside or (near and not others) else "missing"
        yield Check("addressee", result, quote.to.words, beside=not (own or inside))


def _addresses(quote: Uttered, other: Uttered, side: Side) -> bool:
    return bool(quote.to and other.to) and _one(quote, other, side) and _is(quote.to, other.to, side)


def _one(quote: Uttered, other: Uttered, side: Side) -> bool:
    """Whether both have one speaker, as far as either is known."""
    if not (quote.speaker and other.speaker):
        return True
    return same_actor(side.resolved(quote.speaker), other.speaker, side.text)


def _is(who: Who | None, other: Who | None, side: Side) -> bool:
    return (
        who is not None
        and other is not None
        and (exactly(who, other, side.text) or same_actor(who, other, side.text))
    )
