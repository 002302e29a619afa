"""Whom an answer answers: 'rejected the appeal' is aimed at whoever appealed, in a sentence before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kawat.records import EventType, Span

from .deeds import Deed
from .scene import Scene

# acts that answer others, and acts that are answered
_ANSWERS: frozenset[EventType] = frozenset(("REJECT", "AGREE", "SUPPORT", "ACCUSE"))
_ANSWERED: frozenset[EventType] = frozenset(("REQUEST", "ACCUSE", "THREATEN"))
# how many sentences back what is answered may stand
_REACH = 4
_OBJECTS = ("obj", "nsubj:pass", "obl")


class Turn(NamedTuple):
    """An act that may be answered, and the number of its sentence."""

    sentence: int
    deed: Deed


class Act(NamedTuple):
    """A noun for an act that was told before: where, and of which type."""

    at: Span
    type: EventType


class Replies:
    """Goes through the events of a report in order, and remembers what was asked of whom."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def told(self, number: int, scene: Scene, deeds: Sequence[Deed]) -> Iterator[Deed]:
        """The events of a sentence, answers with whom they answer.

        What an answer names is no event of its own: it was told before.
        """
        named = {deed.trigger: _named_act(scene, deed) for deed in deeds if _is_open(deed)}
        answers = [self._answer(number, scene, deed, named.get(deed.trigger)) for deed in deeds]
        again = [act.at for old, new in zip(deeds, answers, strict=True)
                 if old != new and (act := named[old.trigger])]  # fmt: skip
        for deed in answers:
            if not any(at.contains(deed.trigger) for at in again):
                yield deed
        self._turns += [Turn(number, deed) for deed in deeds if deed.type in _ANSWERED and deed.actors]

    def _answer(self, number: int, scene: Scene, deed: Deed, named: Act | None) -> Deed:
        if not _is_open(deed) or (named is None and deed.type != "REJECT"):
            return deed
        near = [turn.deed for turn in self._turns[::-1] if 0 < number - turn.sentence <= _REACH]
        for turn in near:
            fits = turn.type == named.type if named else _same(scene, turn.recipients, deed.actors)
            if fits and not _same(scene, turn.actors, deed.actors):
                return replace(deed, recipients=turn.actors)
        return deed


def _is_open(deed: Deed) -> bool:
    """Whether it is an answer by somebody, of whom nobody knows whom it answers."""
    return deed.type in _ANSWERS and bool(deed.actors) and not deed.recipients


def _named_act(scene: Scene, deed: Deed) -> Act | None:
    """The act that the object names as one told before: 'the appeal', 'tuduhan tersebut'."""
    nodes = scene.tree.words if scene.tree else ()
    verbs = {index for index, node in enumerate(nodes) if deed.trigger.overlaps(node.at)}
    for index, node in enumerate(nodes):
        if index in verbs or (node.head in verbs and node.relation in _OBJECTS):
            word = scene.index_at(node.at.start)
            hit = scene.language.find_triggers.at(scene.words, word, word + 1)
            back = scene.is_a(word - 1, "the") or scene.is_a(word + 1, "this_one")
            if hit and back and hit.rule.type in _ANSWERED:
                return Act(hit.span, hit.rule.type)
    return None


def _same(scene: Scene, some: Collection[str], others: Collection[str]) -> bool:
    """Whether two share an actor, or a state that they act for."""
    sides = [{scene.country(actor) or actor for actor in actors} | set(actors) for actors in (some, others)]
    return not sides[0].isdisjoint(sides[1])
