"""Fills the parts of an event that its own words leave open, by how they hang in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kawat.records import Name, Node, Span

from .deeds import Deed
from .mutual import MUTUAL
from .scene import Scene
from .takers import DESCRIBING, below, takers

_OBJECTS = ("obj", "nsubj:pass")


def filled(scene: Scene, deed: Deed) -> Deed:
    """The event done to whoever owns the thing it is done to, and by the subject of the verb above it."""
    if not deed.recipients and (deed.type not in MUTUAL or deed.type == "AGREE"):
        owners = _owner_of_object(scene, deed.trigger)
        deed = replace(deed, recipients=tuple(actor for actor in owners if actor not in deed.actors))
    if not deed.actors:
        doers = _doer_by_verb(scene, deed.trigger)
        deed = replace(deed, actors=tuple(actor for actor in doers if actor not in deed.recipients))
    return deed


def _owner_of_object(scene: Scene, trigger: Span) -> tuple[str, ...]:
    """Whose the thing is that something is done to: 'seized an Orskan ship', 'lifted the ban on Orsk'."""
    nodes = scene.tree.words if scene.tree else ()
    verbs = {index for index, node in enumerate(nodes) if trigger.overlaps(node.at)}
    things = [i for i, node in enumerate(nodes) if node.head in verbs and node.relation in _OBJECTS]
    things += [i for i in verbs if nodes[i].upos == "NOUN"]
    named = (name for thing in things for name in _named_in(scene, nodes, thing))
    return tuple(name.actor for name in named if name.actor)[:1]


def _doer_by_verb(scene: Scene, trigger: Span) -> tuple[str, ...]:
    """Who does what a verb only brings about: 'launched air strikes', 'has imposed a blockade'."""
    nodes = scene.tree.words if scene.tree else ()
    noun = next((i for i, node in enumerate(nodes) if node.at == scene.head_of(trigger)), None)
    if noun is None or nodes[noun].upos != "NOUN" or nodes[noun].relation != "obj":
        return ()
    verb = nodes[noun].head
    told = any(cue.span.overlaps(nodes[verb].at) for cue in scene.cues)
    subject = None if told else _subject_of(nodes, verb)
    return takers(scene, [_below_all(nodes, subject)]) if subject is not None else ()


def _subject_of(nodes: Sequence[Node], verb: int) -> int | None:
    """The subject of a verb, or of the one whose subject it shares."""
    while verb >= 0:
        subject = next((i for i, n in enumerate(nodes) if n.head == verb and n.relation == "nsubj"), None)
        if subject is not None or nodes[verb].relation not in ("conj", "xcomp"):
            return subject
        verb = nodes[verb].head
    return None


def _below_all(nodes: Sequence[Node], top: int) -> Span:
    """From the first to the last word of a phrase."""
    inside = [node.at for i, node in enumerate(nodes) if below(nodes, i, [top]) == top]
    return Span(min(inside).start, max(inside).end)


def _named_in(scene: Scene, nodes: Sequence[Node], thing: int) -> Iterator[Name]:
    phrase = _nominal(scene, nodes, thing)
    for name in scene.names:
        if name.actor and any(name.at[0].overlaps(nodes[index].at) for index in phrase):
            yield name


def _nominal(scene: Scene, nodes: Sequence[Node], thing: int) -> set[int]:
    """A noun with the nouns that hang from it, and at what it is aimed: 'a ban imposed on ships of Orsk'."""
    found = {thing}
    for _ in range(4):
        found |= {
            i
            for i, node in enumerate(nodes)
            if node.head in found
            and (node.relation.partition(":")[0] in DESCRIBING or _is_aim(scene, nodes, i))
        }
    return found


def _is_aim(scene: Scene, nodes: Sequence[Node], index: int) -> bool:
    node = nodes[index]
    return node.relation == "acl" or (
        node.relation == "obl" and scene.is_a(scene.index_at(node.at.start) - 1, "towards")
    )
