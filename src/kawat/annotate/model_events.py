"""What the language model sees done in a sentence, with the actors that the report names there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kawat.language import Trigger
from kawat.records import Act, EventType, ModelEvent, Span, Status
from kawat.text import Hit

from .deeds import Deed, Part, ids
from .listed_events import status_by_words
from .mutual import MUTUAL
from .participants import SPEECH_ACTS, parties_of, telling, visited
from .scene import Scene
from .takers import asked_part, takers

RULE = "events/model"
# what the model sees is taken when it is surer than that, or when the lists of the language have it as well
_SURE = 0.75
_SURE_IF_LISTED = 0.45
# how much likelier the type is that the lists give to the word
_LISTED = 0.95
# how much likelier the status is that words around it tell
_WORDED = 0.9
# what is told in a finite past verb is none of these, where no word of status stands beside it
_TO_COME: tuple[Status, ...] = ("planned", "called-for")
_PAST = {"VerbForm": "Fin", "Tense": "Past"}
# acts of speech that are rather about what others do
_OTHERS: frozenset[Act] = frozenset(("assert", "warn", "appraise", "accuse", "ask", "demand", "request"))


def seen(scene: Scene) -> Iterator[Deed]:
    """All that the model sees done in a sentence, of types that it or the lists are sure enough of."""
    for event in scene.events:
        hit = next((hit for hit in scene.triggers if hit.span.overlaps(event.trigger)), None)
        if event.score >= (_SURE_IF_LISTED if hit else _SURE):
            yield _deed(scene, event, hit)


def _deed(scene: Scene, event: ModelEvent, hit: Hit[Trigger] | None) -> Deed:
    kind = likeliest(event, hit.rule if hit else None)
    doers = tuple(asked_part(scene, span, event.trigger) for span in event.actors)
    done_to = event.recipients
    if kind in MUTUAL and len(doers) > 1 and not done_to:
        # of a meeting whoever is named first is told to have met the others
        doers, done_to = doers[:1], doers[1:]
    if kind not in MUTUAL and not done_to:
        # 'a truce with Orsk', 'aid to Orsk': who stands there does nothing
        done_to = tuple(span for span in doers if _is_other_side(scene, span))
        doers = tuple(span for span in doers if span not in done_to)
    actors = takers(scene, doers) or _described(scene, event.trigger)
    recipients = tuple(actor for actor in takers(scene, done_to) if actor not in actors)
    if hit:
        actors, recipients = _framed(scene, hit, actors, recipients)
    return Deed(
        trigger=event.trigger,
        words=_across(event.trigger, *event.actors, *event.recipients),
        type=kind,
        status=status(scene, event, hit),
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


def _is_other_side(scene: Scene, span: Span) -> bool:
    aside = scene.relation_of(span) in ("obl", "nmod")
    return aside and scene.is_a(scene.index_at(span.start) - 1, "with", "to_whom")


def _described(scene: Scene, trigger: Span) -> tuple[str, ...]:
    """Whose an event is by a word of its trigger: 'U.S. sanctions', 'a Russian attack'."""
    inside = (name for name in scene.names if name.actor and trigger.contains(name.at[0]))
    return ids(list(inside)[:1])


def _framed(
    scene: Scene, hit: Hit[Trigger], actors: tuple[str, ...], recipients: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who takes part by the model's words; whom these do not name by the frame of the trigger's rule."""
    parties = parties_of(scene, hit)
    doers, done_to = ids(parties.actors), ids(parties.recipients)
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


def status(scene: Scene, event: ModelEvent, hit: Hit[Trigger] | None) -> Status:
    """The status that the model and the words of status around a listed trigger agree on best."""
    shares = dict(event.statuses)
    if _is_done(scene, event.trigger):
        return "happened"
    if hit:
        worded = status_by_words(scene, hit)
        if worded == "happened" and _is_told_as_past(scene, hit.span):
            shares |= dict.fromkeys(_TO_COME, 0.0)
        # that no word speaks against it is no word for it; 'denied attacking' says so itself
        words = scene.language.find_status.find(scene.words, scene.words.range(event.trigger))
        weight = 1.0 if any(word.rule.status == worded for word in words) else _WORDED
        shares[worded] = shares.get(worded, 0.0) + (weight if worded != "happened" else 0.0)
    return cast(Status, max(shares, key=lambda status: shares[status]))


def _is_done(scene: Scene, trigger: Span) -> bool:
    """Whether the trigger stands right behind "after", and nothing before it is still to come."""
    first = scene.words.range(trigger).start
    # "after the talks": one word may stand between
    behind = any(scene.is_a(index, "done_before") for index in (first - 1, first - 2))
    return behind and not any(scene.is_a(index, "open_ahead") for index in range(scene.inside.start, first))


def _is_told_as_past(scene: Scene, trigger: Span) -> bool:
    """Whether the verb of a listed trigger is a finite past one: 'held a meeting' was held."""
    verbs = (node for node in scene.tree.words if trigger.contains(node.at)) if scene.tree else ()
    return any(verb.features.items() >= _PAST.items() for verb in verbs)


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


def _across(first: Span, *others: Span) -> Span:
    return Span(min(first.start, *(o.start for o in others), first.start),
                max(first.end, *(o.end for o in others), first.end))  # fmt: skip
