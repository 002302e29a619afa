"""Sides of an event: whether one is told to do to another what the other does to him."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check
from kawat.records import Event
from kawat.store.weeks import MUTUAL


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Whether one is told to do to another what the other does to him."""
    for mine in claim.telling.events:
        for other in side.core.events:
            if mine.type != other.type or mine.type in MUTUAL:
                continue
            doing, done = _states(claim.text, mine)
            does, undergoes = _states(side.text, other)
            if doing and does and doing <= undergoes and done and done <= does and not doing & does:
                yield Check("doer", "other", ", ".join(sorted(doing)), ", ".join(sorted(does)))
                return


def _states(text: Text, event: Event) -> tuple[set[str], set[str]]:
    sides = (text.context.states(side) for side in (event.actors, event.recipients))
    doing, done = map(set, sides)
    return doing, done
