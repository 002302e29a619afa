"""What two do to each other: 'exchanged threats', 'saling menuding', 'fighting between Orsk and Velmora'."""

from __future__ import annotations

from dataclasses import replace

from kawat.records import EventType

from .deeds import Deed
from .scene import Scene

# what two or more do with each other
MUTUAL: frozenset[EventType] = frozenset(("CONSULT", "AGREE", "COOPERATE"))
# how far from the trigger a word for 'each other' stands, and how far after it one for 'between'
_BESIDE = 2
_AFTER = 2


def mutual(scene: Scene, deed: Deed) -> Deed:
    """The event with both sides in both parts, where its words say that each does it to the other."""
    if deed.type in MUTUAL or len(deed.actors) < 2 or deed.recipients:
        return deed
    return replace(deed, recipients=deed.actors) if _each_other(scene, deed) else deed


def _each_other(scene: Scene, deed: Deed) -> bool:
    inside = scene.words.range(deed.trigger)
    around = range(inside.start - _BESIDE, inside.stop + _BESIDE)
    if any(scene.is_a(index, "each_other") or scene.is_pair(index, "each_other") for index in around):
        return True
    if any(scene.is_a(index, "ties") for index in inside):
        return True
    return any(scene.is_a(index, "between") for index in range(inside.stop, inside.stop + _AFTER))
