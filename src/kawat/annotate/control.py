"""Who takes part in what another event tells of: 'urged Orsk to withdraw', 'accused Orsk of shelling it'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kawat.records import Act, EventType, Node

from .deeds import ASKED, Deed, Part
from .mutual import MUTUAL
from .participants import SPEECH_ACTS
from .places import place_in
from .scene import Scene

# whom, of an event and one told in it, is the same where one of both does not say
# (part in the outer event, part in the inner one)
SAME: Mapping[EventType, tuple[tuple[Part, Part], ...]] = {
    "REQUEST": (("recipients", "actors"),),
    "ACCUSE": (("recipients", "actors"),),
    "SUPPORT": (("recipients", "actors"),),
    "THREATEN": (("actors", "actors"), ("recipients", "recipients")),
    "AGREE": (("actors", "actors"), ("recipients", "recipients")),
    "REJECT": (("actors", "actors"), ("recipients", "recipients")),
}
# relations of clauses that may have a subject of their own, and of words that have none
_CLAUSES = frozenset({"ccomp", "advcl", "conj"})
_BARE = frozenset({"xcomp", "obj", "fixed", "compound", "flat"})


def controlled(scene: Scene, deeds: Sequence[Deed]) -> list[Deed]:
    """The events of a sentence, with who takes part also where only one told around or in it says so."""
    told = [_spoken(scene, deed) for deed in deeds]
    acts = [_act(scene, deed) for deed in told]
    pairs = _pairs(scene, told)
    # from outside in, then what is known inside goes out
    for inner, outer, own in (*pairs, *reversed(pairs)):
        if told[outer].type in ASKED:
            told[inner] = _without_asker(told[inner], told[outer])
        for part, other in _same(told[inner], told[outer], acts[outer]):
            # 'threatened to invade' is to be done by who threatens, 'warned of an invasion' by another
            if part != other or own or _of_one_state(scene, told[inner], told[outer]):
                _share(told, outer, part, inner, other)
    for inner, outer, _ in pairs:
        told[inner] = _met(scene, told[inner], told[outer])
    return told


def _met(scene: Scene, inner: Deed, outer: Deed) -> Deed:
    """A meeting of which one or nobody is known, of those who agreed or spoke in it: 'agreed in a call'."""
    sides = tuple(dict.fromkeys((*outer.actors, *outer.recipients)))
    known = {*inner.actors, *inner.recipients}
    # a meeting that is only asked for need not be with who asks, unless it is there
    speak = outer.type in SPEECH_ACTS and (inner.status == "happened" or _is_at(scene, inner, outer.actors))
    open_ = inner.type == "CONSULT" and len(known) < 2 <= len(sides) and known <= set(sides)
    if open_ and (speak or outer.type in MUTUAL):
        return replace(inner, actors=sides, recipients=())
    return inner


def _is_at(scene: Scene, deed: Deed, hosts: Sequence[str]) -> bool:
    """Whether a meeting is to be in the country of one of some actors: 'urged her to visit Lomaru'."""
    places = (place_in(scene, span) for span in (*deed.places, *deed.done_to))
    countries = {scene.country(actor) for actor in hosts} - {None}
    return any(place.country in countries for place in places if place)


def _same(inner: Deed, outer: Deed, act: Act | None) -> tuple[tuple[Part, Part], ...]:
    """Which parts of an event and of one told in it are the same."""
    if act == "offer":
        # what is offered is done by who offers it
        return SAME["AGREE"]
    if inner.type == "CONCEDE" and outer.type in ("REQUEST", "THREATEN"):
        # whoever demands it is yielded to
        return (*SAME[outer.type], ("actors", "recipients"))
    return SAME.get(outer.type, ())


def _act(scene: Scene, deed: Deed) -> Act | None:
    """What saying a trigger does, where it is a word of saying."""
    return next((cue.rule.act for cue in scene.cues if cue.span.overlaps(deed.trigger)), None)


def _of_one_state(scene: Scene, inner: Deed, outer: Deed) -> bool:
    """Whether both are done for one state: 'the minister warned that his government would close it'."""
    states = [{scene.country(actor) for actor in deed.actors} - {None} for deed in (inner, outer)]
    return bool(states[0]) and states[0] == states[1]


def _without_asker(inner: Deed, outer: Deed) -> Deed:
    """What is asked of somebody who asks does not do as well: 'Freedonia urged Sylvania to withdraw'."""
    others = tuple(actor for actor in inner.actors if actor not in outer.actors)
    asked = others and set(others) <= set(outer.recipients)
    return replace(inner, actors=others) if asked else inner


def _share(told: list[Deed], outer: int, part: Part, inner: int, other: Part) -> None:
    """Fill the part of the outer or the inner event that is empty by that of the other."""
    one, two = getattr(told[outer], part), getattr(told[inner], other)
    if one and not two and other not in told[inner].worded:
        told[inner] = _filled(told[inner], other, one)
    elif two and not one and part not in told[outer].worded:
        told[outer] = _filled(told[outer], part, two)


def _filled(deed: Deed, part: Part, actors: Sequence[str]) -> Deed:
    """The event with these actors in a part, but for those that have the other part."""
    taken = deed.recipients if part == "actors" else deed.actors
    others = tuple(actor for actor in actors if actor not in taken)
    return replace(deed, actors=others) if part == "actors" else replace(deed, recipients=others)


def _spoken(scene: Scene, deed: Deed) -> Deed:
    """An act of speech with its quote's speaker and addressee, where it has no others."""
    quote = next((told for told in scene.told if told.cue and told.cue.overlaps(deed.trigger)), None)
    if quote is None or deed.type not in SAME:
        return deed
    if not deed.actors and quote.speaker_actor:
        deed = _filled(deed, "actors", (quote.speaker_actor,))
    if not deed.recipients and quote.addressee_actor:
        deed = _filled(deed, "recipients", (quote.addressee_actor,))
    return deed


def _pairs(scene: Scene, deeds: Sequence[Deed]) -> list[tuple[int, int, bool]]:
    """(inner, outer, own): of each event the nearest one above it in the tree; the highest outer ones first.

    `own`: whether the inner one has no doer but that of the outer one.
    """
    nodes = scene.tree.words if scene.tree else ()
    of_word = {
        index: number
        for number, deed in enumerate(deeds)
        for index, node in enumerate(nodes)
        if deed.trigger.overlaps(node.at)
    }
    found = []
    for number, deed in enumerate(deeds):
        index = next((i for i, node in enumerate(nodes) if deed.trigger.overlaps(node.at)), -1)
        way: list[int] = []
        while index >= 0 and of_word.get(index, number) == number:
            way.append(index)
            index = nodes[index].head
        if index >= 0:
            own = all(_has_no_doer(nodes, word) for word in way)
            found.append((_depth(nodes, index), deed.trigger.start, number, of_word[index], own))
    return [(inner, outer, own) for _, _, inner, outer, own in sorted(found)]


def _has_no_doer(nodes: Sequence[Node], index: int) -> bool:
    """Whether a word hangs so that who does it is who does what it hangs from: 'threatened to invade'."""
    relation = nodes[index].relation.partition(":")[0]
    if relation in _CLAUSES:
        return not any(n.head == index and n.relation.startswith(("nsubj", "csubj")) for n in nodes)
    return relation in _BARE


def _depth(nodes: Sequence[Node], index: int) -> int:
    """How many words stand above a word."""
    depth = 0
    while nodes[index].head >= 0:
        index, depth = nodes[index].head, depth + 1
    return depth
