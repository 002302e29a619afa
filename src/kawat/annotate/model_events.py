"""What the language model sees done in a sentence, with the actors that the report names there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from kawat.language import Trigger
from kawat.records import Act, EventType, ModelEvent, Name, Node, Span, Status
from kawat.text import Hit

from .attributions import after_dateline, speaker_in
from .deeds import Deed, Part
from .listed_events import status_by_words
from .participants import SPEECH_ACTS, parties_of, telling, visited
from .scene import Scene

RULE = "events/model"
# what the model sees is taken when it is surer than that, or when the lists of the language have it as well
_SURE = 0.75
_SURE_IF_LISTED = 0.45
# how much likelier the type is that the lists give to the word
_LISTED = 0.95
# how much likelier the status is that words around it tell
_WORDED = 0.9
_BESIDE = "conj"
# acts of speech that are rather about what others do
_OTHERS: frozenset[Act] = frozenset(("assert", "warn", "appraise", "accuse", "ask", "demand", "request"))
# what two or more do with each other
MUTUAL: frozenset[EventType] = frozenset(("CONSULT", "AGREE", "COOPERATE"))


def seen(scene: Scene) -> Iterator[Deed]:
    """All that the model sees done in a sentence, of types that it or the lists are sure enough of."""
    for event in scene.events:
        hit = next((hit for hit in scene.triggers if hit.span.overlaps(event.trigger)), None)
        if event.score >= (_SURE_IF_LISTED if hit else _SURE):
            yield _deed(scene, event, hit)


def _deed(scene: Scene, event: ModelEvent, hit: Hit[Trigger] | None) -> Deed:
    kind = likeliest(event, hit.rule if hit else None)
    doers, done_to = event.actors, event.recipients
    if kind in MUTUAL and len(doers) > 1 and not done_to:
        # of a meeting whoever is named first is told to have met the others
        doers, done_to = doers[:1], doers[1:]
    actors = takers(scene, doers) or _described(scene, event.trigger)
    recipients = tuple(actor for actor in takers(scene, done_to) if actor not in actors)
    if hit:
        actors, recipients = _framed(scene, hit, actors, recipients)
    return Deed(
        trigger=event.trigger,
        words=_across(event.trigger, *event.actors, *event.recipients),
        type=kind,
        status=_status(scene, event, hit),
        actors=actors,
        recipients=recipients,
        rule=RULE,
        score=event.score,
        listed=hit.rule if hit else None,
        worded=_worded(event),
        times=event.times,
        places=event.places,
        done_to=event.recipients,
    )


def _described(scene: Scene, trigger: Span) -> tuple[str, ...]:
    """Whose an event is by a word of its trigger: 'U.S. sanctions', 'a Russian attack'."""
    inside = (name for name in scene.names if name.actor and trigger.contains(name.at[0]))
    return _ids(list(inside)[:1])


def _framed(
    scene: Scene, hit: Hit[Trigger], actors: tuple[str, ...], recipients: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who takes part by the model's words; whom these do not name by the frame of the trigger's rule."""
    parties = parties_of(scene, hit)
    doers, done_to = _ids(parties.actors), _ids(parties.recipients)
    if hit.rule.mode == "visit":
        done_to = visited(scene, hit) or done_to
    quote = telling(scene, hit.span)
    if quote and quote.act in _OTHERS and hit.rule.type not in SPEECH_ACTS:
        # who says that a war goes on does not wage it
        doers = tuple(actor for actor in doers if actor != quote.speaker_actor)
    if done_to and doers and set(doers) < set(actors):
        # where the model sees another beside the frame's doer, that one only stands near
        return doers, tuple(actor for actor in done_to if actor not in doers)
    if not actors and doers:
        # 'the invasion by Orsk': the frame tells the doer from whom it is done to
        actors, recipients = doers, tuple(actor for actor in recipients if actor not in doers)
    return actors, recipients or tuple(actor for actor in done_to if actor not in actors)


def _status(scene: Scene, event: ModelEvent, hit: Hit[Trigger] | None) -> Status:
    """The status that the model and the words of status around a listed trigger agree on best."""
    shares = dict(event.statuses)
    if hit:
        worded = status_by_words(scene, hit)
        # that no word speaks against it is no word for it; 'denied attacking' says so itself
        words = scene.language.find_status.find(scene.words, scene.words.range(event.trigger))
        weight = 1.0 if any(word.rule.status == worded for word in words) else _WORDED
        shares[worded] = shares.get(worded, 0.0) + (weight if worded != "happened" else 0.0)
    return cast(Status, max(shares, key=lambda status: shares[status]))


def _worded(event: ModelEvent) -> frozenset[Part]:
    parts: tuple[tuple[Part, tuple[Span, ...]], ...] = (
        ("actors", event.actors),
        ("recipients", event.recipients),
    )
    return frozenset(part for part, spans in parts if spans)


def likeliest(event: ModelEvent, listed: Trigger | None) -> EventType:
    """The type that the model and the lists agree on best."""
    shares = dict(event.types)
    if listed:
        shares[listed.type] = shares.get(listed.type, 0.0) + _LISTED
    return cast(EventType, max(shares, key=lambda kind: shares[kind]))


def _ids(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.actor for name in names if name.actor))


def _across(first: Span, *others: Span) -> Span:
    return Span(min(first.start, *(o.start for o in others), first.start),
                max(first.end, *(o.end for o in others), first.end))  # fmt: skip


def takers(scene: Scene, spans: Sequence[Span]) -> tuple[str, ...]:
    """The actors that noun phrases name, in order: 'Roe and the foreign ministry of Sylvania'."""
    told = (after_dateline(scene, span) for span in spans if not _is_topic(scene, span))
    found = (actor for span in told for part in parts(scene, span) for actor in _actors(scene, part))
    return tuple(dict.fromkeys(found))


def _is_topic(scene: Scene, span: Span) -> bool:
    """Whether it is only spoken of: 'talks on Ukraine', 'pembicaraan mengenai Ukraina'."""
    return scene.is_a(scene.index_at(span.start) - 1, "about")


def parts(scene: Scene, span: Span) -> Iterator[Span]:
    """The phrases that stand beside each other in one: 'A', 'B' and 'C' of 'A, B and C'."""
    nodes = scene.tree.words if scene.tree else ()
    inside = [index for index, node in enumerate(nodes) if span.contains(node.at)]
    heads = [index for index in inside if _heads(nodes, index, inside)]
    starts = sorted(min(i for i in inside if _below(nodes, i, heads) == head) for head in heads)
    for start, end in pairwise([*starts, inside[-1] + 1] if starts else ()):
        yield Span(nodes[start].at.start, nodes[end - 1].at.end)


def _heads(nodes: Sequence[Node], index: int, inside: Sequence[int]) -> bool:
    """Whether a word heads a phrase: nothing above it in the span, or beside a word that does."""
    node = nodes[index]
    if node.upos == "PUNCT":
        return False
    beside = node.relation.partition(":")[0] == _BESIDE and node.head in inside
    return _heads(nodes, node.head, inside) if beside else node.head not in inside


def _below(nodes: Sequence[Node], index: int, heads: Sequence[int]) -> int | None:
    """The nearest of some heads that a word is or hangs from."""
    while index >= 0 and index not in heads:
        index = nodes[index].head
    return index if index >= 0 else None


def _actors(scene: Scene, span: Span) -> tuple[str, ...]:
    """The actor of one phrase: whom it names, else whose it is: 'Velmoran troops', 'kapal Orsk'."""
    if _is_we(scene, span):
        quote = telling(scene, span)
        return (quote.speaker_actor,) if quote and quote.speaker_actor else ()
    both = _both(scene, span)
    if both:
        return both
    actor = speaker_in(scene, span).actor
    owners = tuple(name.actor for name in _owners(scene, span) if name.actor)
    # 'envoys of Orsk and Velmora' are of both
    return (actor,) if actor and not ("/" in actor and len(owners) > 1) else owners


def _both(scene: Scene, span: Span) -> tuple[str, ...]:
    """The two whom words for two mean: 'the two leaders', 'kedua pihak'."""
    places = Counter(name.at[0] for name in scene.names if name.actor and span.contains(name.at[0]))
    at = next((place for place, times in places.items() if times > 1), None)
    return tuple(name.actor for name in scene.names if name.actor and name.at[0] == at)


def _is_we(scene: Scene, span: Span) -> bool:
    words = scene.words.range(span)
    return len(words) == 1 and scene.is_a(words.start, "we")


def _owners(scene: Scene, span: Span) -> Iterator[Name]:
    """The states and bodies that the head of a phrase belongs to: 'Velmoran troops', 'envoys of A and B'."""
    head, found = scene.head_of(span), list[Span]()
    for name in scene.names:
        if name.actor and name.sort != "person" and span.contains(name.at[0]) and head:
            beside = any(scene.hangs(name.at[0], other) for other in found)
            if scene.hangs(name.at[0], head) or beside:
                found.append(name.at[0])
                yield name
