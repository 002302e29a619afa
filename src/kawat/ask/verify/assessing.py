"""Which passages bear a sentence out, which contradict it, and which of them count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kawat.link.vectors import prepare

from .compared import asks, checks, covered, lacking, near, telling_words
from .sides import Claim, Side
from .verdicts import Check, Finding, Slot

# how near in meaning a passage must be to bear out a sentence that is pinned down by nothing, one thing ...
_NEAR = (0.7, 0.55, 0.45, 0.3)
LEAST = _NEAR[-1]
"""A passage less near tells of something else."""
# how near it must be to contradict one: with several things in common that pin it down, and with one
_CONTRADICTS, _CONTRADICTS_ALONE = 0.45, 0.65
# how near it must be to say with another word what no word of it is like
_SAME_WORDS = 0.9
# how much nearer another passage may be than the one that contradicts
_NEARER = 0.08
# how much nearer or less near makes a passage count more than another that says otherwise
_CLEARLY = 0.15
# the share of a sentence's telling words that a passage must have
WORDS = 0.6
# and one that tells of the same deed by another: in a war either side does to the other what that does to it
_ALL_WORDS = 1.0
# from which number and share on they make up for being less near, and for how much: less where states alone
# are named
_SEVERAL, _MOST_WORDS, _WORDS_COUNT, _STATES_COUNT = 3, 0.75, 0.1, 0.05
# what pins a sentence down
HARD: frozenset[Slot] = frozenset({"name", "place", "day", "figure", "number", "quote", "speaker"})
# a speaker is named too
_PINS = HARD - {"speaker"}


class Assessed(NamedTuple):
    """A passage with what comparing it with the sentence found.

    `words`: how many of the sentence tell something; `lacking`: those of them that the passage has not.
    `states`: those that it names, or others who act for themselves.
    """

    side: Side
    checks: tuple[Check, ...]
    near: float
    covered: float
    words: int = 0
    lacking: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()

    def slots(self, result: str) -> list[Check]:
        return [check for check in self.checks if check.result == result]

    @property
    def agreeing(self) -> int:
        """How many things that pin the sentence down the passage itself has."""
        return len(self._agreed)

    @property
    def _agreed(self) -> list[Check]:
        return [check for check in self.slots("same") if check.slot in _PINS and not check.beside]

    @property
    def pins(self) -> int:
        """How many things pin the sentence down: states alone do not, for all of a crisis tells of them."""
        others = (check.slot in _PINS and check.said not in self.states for check in self.slots("same"))
        return self.agreeing if any(others) else 0

    @property
    def clashes(self) -> list[Check]:
        return self.slots("other")

    @property
    def lacks(self) -> list[Check]:
        """What the passage has not, loose words left out."""
        others = " ".join(check.said for check in self.clashes if check.slot in ("speaker", "doer"))
        return [
            check
            for check in self.slots("missing")
            if (check.slot != "words" or self.near < _SAME_WORDS) and check.said not in others
        ]

    @property
    def bears_out(self) -> bool:
        """Whether the passage says all that the sentence says."""
        return not self.clashes and not self.lacks and self.near >= self._least and self.covered >= WORDS

    @property
    def _least(self) -> float:
        """How near it must be: the less, the more of what pins the sentence down and of its words it has."""
        needed = _NEAR[min(self.pins, len(_NEAR) - 1)]
        if self._told_in_full:
            return needed - (_WORDS_COUNT if self.pins else _STATES_COUNT)
        return needed

    @property
    def _told_in_full(self) -> bool:
        """Whether it has all of several telling words, or most where more than two things pin it down."""
        if self.words < _SEVERAL:
            return False
        return self.covered >= (_MOST_WORDS if self.pins > 2 else _ALL_WORDS)

    @property
    def contradicts(self) -> bool:
        """Whether the passage says the same but for one thing, of which it says another."""
        slots = {check.slot for check in self.clashes}
        return (
            bool(slots)
            and not self.lacks
            and self.near >= (_CONTRADICTS if self.agreeing > 1 else _CONTRADICTS_ALONE)
            and self.covered >= (_ALL_WORDS if slots == {"doer"} else WORDS)
            and self.agreeing >= 1
        )


def assess(claim: Claim, sides: Sequence[Side]) -> list[Assessed]:
    prepare(word for side in sides for word in asks(claim, side))
    found = [_assessed(claim, side) for side in sides]
    return sorted(found, key=lambda one: (-one.bears_out, -one.contradicts, -one.agreeing, -one.near))


def _assessed(claim: Claim, side: Side) -> Assessed:
    return Assessed(
        side,
        tuple(checks(claim, side)),
        near(claim, side),
        covered(claim, side),
        words=len(telling_words(claim)),
        lacking=tuple(claim.words(term) for term in lacking(claim, side)),
        states=frozenset(
            who.words for who in claim.telling.names if who.sort != "person" and who.actor == who.state
        ),
    )


def decide(assessed: Sequence[Assessed]) -> tuple[Finding, list[Assessed]]:
    """The verdict, and the passages that it rests on."""
    contradicting = [one for one in assessed if one.contradicts]
    clashing = max((one.near for one in contradicting), default=0.0)
    bearing = [
        one
        for one in assessed
        if one.bears_out
        and clashing - one.near <= _outweighs(one)
        and not any(_closer(other, one) for other in contradicting)
    ]
    if bearing:
        return "supported", bearing
    nearest = max((one.near for one in assessed), default=0.0)
    against = [
        one
        for one in assessed
        if one.contradicts and one.near >= nearest - _NEARER and not _elsewhere(one, assessed)
    ]
    if against:
        return "contradicted", against
    return "not found", sorted(assessed, key=lambda one: -one.near)


def _closer(one: Assessed, other: Assessed) -> bool:
    """Whether a passage that says the opposite has more of what pins the sentence down, and is as near."""
    opposite = any(check.slot in ("antonym", "negation") for check in one.clashes)
    return opposite and one.agreeing > other.agreeing and one.near >= other.near


def _outweighs(one: Assessed) -> float:
    """By how much what says otherwise may be nearer.

    A headline leaves out too much to stand alone, and the day of a report may not be that of what it tells.
    """
    if one.side.is_title:
        return -_CLEARLY
    merely = any(check.slot == "day" and check.beside for check in one.slots("same"))
    return _CLEARLY if merely else 1.0


def _elsewhere(one: Assessed, assessed: Sequence[Assessed]) -> bool:
    """Whether what this passage says otherwise another near one says as the sentence does."""
    return any(
        other is not one
        and other.near >= one.near - _NEARER
        and all(
            any(same.slot == clash.slot and same.said == clash.said for same in other.slots("same"))
            for clash in one.clashes
        )
        for other in assessed
    )
