"""Who did what to whom: words that show an event, its type, its status and those who take part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from kawat import ontology
from kawat.language import Language
from kawat.records import (
    DatedBy,
    Event,
    EventType,
    Name,
    Paragraph,
    Period,
    Place,
    Quote,
    Sentence,
    Span,
    Time,
    Tree,
    Zone,
)
from kawat.stage import ReportText, stage

from .control import controlled
from .deeds import Deed
from .listed_events import listed
from .model_events import seen, status
from .mutual import mutual
from .open_parts import filled
from .participants import SPEECH_ACTS, telling
from .places import place_in
from .replies import Replies
from .scene import Scene, Scenes
from .summarised import summarised
from .takers import takers
from .ultimatums import demanded

# zones whose sentences tell no events of their own
# (a headline sums up what the body tells with day and place)
_FENCED = ("title", "spam", "site-junk", "promo", "credit", "category", "duplicate-title",
           "ai-summary-notice")  # fmt: skip
# an event that ended so many days before the report is background
_BACKGROUND_DAYS = 60


@stage(version="4", needs=[Paragraph, Sentence, Tree, Zone, Name, Time, Quote], makes=[Event])
def events(report: ReportText, language: Language) -> Iterator[Event]:
    """Find what happened, is planned, feared or demanded, and who takes part, one record an event."""
    fenced = [zone.at[0] for zone in report[Zone] if zone.role in _FENCED]
    found: list[Event] = []
    replies = Replies()
    for number, scene in enumerate(Scenes(report, language).all):
        if any(zone.overlaps(scene.span) for zone in fenced):
            continue
        named = (filled(scene, deed) for deed in _deeds(scene) if not _is_named(scene, deed))
        told = [_outward(scene, deed) for deed in named]
        deeds = [mutual(scene, _outward(scene, deed)) for deed in controlled(scene, demanded(scene, told))]
        deeds = list(replies.told(number, scene, deeds))
        found += [_event(scene, deed) for deed in deeds if deed.actors or deed.recipients]
    yield from _folded(found)


def _deeds(scene: Scene) -> Iterator[Deed]:
    """What the model sees, and what the lists have besides: between two, or what the model holds possible."""
    known = list(seen(scene))
    yield from known
    for deed in listed(scene):
        possible = scene.tree is None or any(event.trigger.overlaps(deed.trigger) for event in scene.events)
        told = any(deed.trigger.overlaps(other.trigger) for other in known)
        if not told and (possible or len(deed.actors) + len(deed.recipients) > 1):
            yield _with_words(scene, deed)


def _with_words(scene: Scene, deed: Deed) -> Deed:
    """What only the lists are sure of, with what the model sees of its status and of its open parts."""
    event = next((event for event in scene.events if event.trigger.overlaps(deed.trigger)), None)
    if event is None:
        return deed
    actors = deed.actors or tuple(a for a in takers(scene, event.actors) if a not in deed.recipients)
    recipients = deed.recipients or tuple(a for a in takers(scene, event.recipients) if a not in actors)
    hit = next((hit for hit in scene.triggers if hit.span == deed.trigger), None)
    seen_as = status(scene, event, hit)
    # nothing is denied without a word for it, and a threat is made by its words, whatever they leave open
    kept = deed.status if seen_as == "denied" or deed.type == "THREATEN" else seen_as
    return replace(deed, actors=actors, recipients=recipients, status=kept)


def _outward(scene: Scene, deed: Deed) -> Deed:
    """The event without the state that its own doer acts for: a president does not threaten the country led.

    Force within a country stays ("the president's guard shot at the people"), and what the words themselves
    say ("the minister urged her country to wait").
    """
    if deed.type in _WITHIN or (deed.type not in _ABROAD and "recipients" in deed.worded):
        return deed
    own = {scene.country(actor) for actor in deed.actors if scene.country(actor) != actor}
    others = tuple(actor for actor in deed.recipients if actor not in own)
    # words that name no other leave open who it is
    return replace(deed, recipients=others, worded=deed.worded if others else deed.worded - {"recipients"})


# what a state does to its own people
_WITHIN: frozenset[EventType] = frozenset(("COERCE", "ASSAULT", "PROTEST"))
# what it does to others only
_ABROAD: frozenset[EventType] = frozenset(("AGREE", "THREATEN", "SANCTION", "MOBILIZE"))


def _is_named(scene: Scene, deed: Deed) -> bool:
    """Whether the trigger is a word of a name: 'Shanghai Cooperation Organisation'."""
    return any(name.at[0].contains(deed.trigger) for name in scene.names if name.at[0] != deed.trigger)


def _event(scene: Scene, deed: Deed) -> Event:
    kind = ontology.types()[deed.type]
    cameo = deed.cameo or kind.cameo
    quote = telling(scene, deed.trigger)
    when, dated = _when(scene, deed, quote)
    where = _where(scene, deed)
    return Event(
        report=scene.report.id,
        at=(with_whole_names(scene, deed.words),),
        made=events.made(deed.rule, deed.score),
        type=deed.type,
        trigger=deed.trigger,
        mode=deed.mode,
        context=deed.context,
        status=deed.status,
        historical=_historical(scene, when),
        actors=deed.actors,
        recipients=deed.recipients or _hit_there(scene, deed, where),
        when=when,
        dated=dated,
        where=where,
        cameo=cameo,
        score=kind.score,
        goldstein=ontology.goldstein(cameo),
        in_quote=quote.id if quote else None,
        wording=summarised(scene.report, deed.trigger),
        ontology=ontology.VERSION,
    )


def with_whole_names(scene: Scene, words: Span) -> Span:
    """The clause with all of the names that it would cut: 'White House convened a meeting'."""
    cut = [name.at[0] for name in scene.names if name.at[0].overlaps(words)]
    return Span(min([words.start, *(at.start for at in cut)]), max([words.end, *(at.end for at in cut)]))


def _when(scene: Scene, deed: Deed, quote: Quote | None) -> tuple[Period | None, DatedBy | None]:
    """The days of its own expression of time, else the sentence's, else the report's; and whose they are."""
    said = next((told for told in scene.told if told.cue and told.cue.overlaps(deed.trigger)), None)
    dated = [time for time in scene.times if time.value and time.sort in ("date", "time")]
    own = [time for time in dated if any(span.overlaps(time.at[0]) for span in deed.times)]
    if said:
        # when what is promised falls due is not when it is promised
        own = [time for time in own if not any(span.contains(time.at[0]) for span in said.at)]
    if own:
        return min(own, key=lambda time: _distance(time.at[0], deed.trigger)).value, "own"
    if said and said.said and deed.type in SPEECH_ACTS:
        return said.said, "sentence"
    # a sentence of one time tells when what it tells happened
    beside = [time for time in dated if telling(scene, time.at[0]) == quote]
    if len(beside) == 1 and deed.status in _PAST:
        return beside[0].value, "sentence"
    written = scene.report.written
    told = scene.day_before if deed.status in _PAST and not dated else None
    if told and (written is None or told.last < written.first):
        return told, "sentence"
    return (written.period, "report") if written else (None, None)


# what the days of its sentence, or of those before it, hold for
_PAST = ("happened", "ongoing", "alleged")


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _historical(scene: Scene, when: Period | None) -> bool:
    written = scene.report.written
    if when is None or written is None:
        return False
    return (date.fromisoformat(written.first) - date.fromisoformat(when.last)).days > _BACKGROUND_DAYS


def _hit_there(scene: Scene, deed: Deed, where: Place | None) -> tuple[str, ...]:
    """The state whose town is attacked or seized by another: 'Russian shells hit Kharkiv'.

    Only a state that the report names, and none where several claim the place.
    """
    if deed.type not in _HITS:
        return ()
    target = where or next(filter(None, (place_in(scene, span) for span in deed.done_to)), None)
    if target is None or target.country not in scene.countries:
        return ()
    own = {scene.language.registry.country(actor) for actor in deed.actors}
    return () if target.country is None or target.country in own or not own else (target.country,)


# what is done to a place is done to whose it is
_HITS: frozenset[EventType] = frozenset(("ASSAULT", "COERCE"))


def _where(scene: Scene, deed: Deed) -> Place | None:
    """The place that is named as that of the event."""
    found = (place_in(scene, span) for span in deed.places)
    return next((place for place in found if place), None)


def _folded(found: Sequence[Event]) -> Iterator[Event]:
    """One record an event: its fullest telling, the places of the others after its own.

    What an AI summary tells is kept apart where it is fuller than the report.
    """
    kept: list[list[Event]] = []
    for event in sorted(found, key=_fullness, reverse=True):
        same = next((tellings for tellings in kept if _is_told_again(tellings[0], event)), None)
        if same is None:
            kept.append([event])
        else:
            same.append(event)
    for tellings in kept:
        fullest = tellings[0]
        others = sorted({place for other in tellings[1:] for place in other.at} - set(fullest.at))
        yield msgspec.structs.replace(fullest, at=(*fullest.at, *others), id="")


def _is_told_again(event: Event, other: Event) -> bool:
    """Whether another telling says nothing that the fuller one does not, and of the same days."""
    if (event.type, event.status) != (other.type, other.status) or not (other.actors or other.recipients):
        return False
    dated = [one.when for one in (event, other) if one.when and one.dated != "report"]
    if len(set(dated)) > 1:
        return False
    return set(other.actors) <= set(event.actors) and set(other.recipients) <= set(event.recipients)


def _fullness(event: Event) -> tuple[bool, int, int, int]:
    """How much a telling says: who takes part, then when and where; the first; an AI summary's last."""
    own = bool(event.when) and event.dated != "report"
    told = event.wording is None
    return told, len(event.actors) + len(event.recipients), own + bool(event.where), -event.at[0].start
