"""Why an event was found: what the model and the lists said of its words, and what else was considered."""

from __future__ import annotations

import msgspec

from kawat.language import Language
from kawat.records import Event, ModelEvent, Share, Span
from kawat.stage import ReportText

from .scene import Scene, Scenes


class Listed(msgspec.Struct, frozen=True):
    """A rule of the language whose words stand there, and what it says."""

    rule: str
    words: str
    says: str


class Reasons(msgspec.Struct, frozen=True):
    """What speaks for an event and for others.

    `at`: where the trigger stands in the sentence. `types` and `statuses`: what the language model held
    likeliest with its shares. `actors`, `recipients`, `places`, `times`: the words that it sees in these
    parts. `listed`: words of the lists around the trigger. `others`: further triggers that the model sees in
    the sentence, each with its likeliest type.
    """

    rule: str
    score: float
    sentence: str
    trigger: str
    at: Span
    types: tuple[Share, ...] = ()
    statuses: tuple[Share, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    others: tuple[tuple[str, str, float], ...] = ()


def reasons(report: ReportText, language: Language, event: Event) -> Reasons:
    """Why an event of a report was found, from its trees and the lists of its language."""
    scene = Scenes(report, language).at(event.trigger.start)
    seen = next((one for one in scene.events if one.trigger.overlaps(event.trigger)), None)

    def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(report.slice(span) for span in spans)

    return Reasons(
        rule=event.made.rule,
        score=event.made.score,
        sentence=report.slice(scene.span),
        trigger=report.slice(event.trigger),
        at=Span(event.trigger.start - scene.span.start, event.trigger.end - scene.span.start),
        types=seen.types if seen else (),
        statuses=seen.statuses if seen else (),
        actors=words(seen.actors) if seen else (),
        recipients=words(seen.recipients) if seen else (),
        places=words(seen.places) if seen else (),
        times=words(seen.times) if seen else (),
        listed=tuple(_listed(scene, event)),
        others=tuple(_other(report, one) for one in scene.events if one is not seen),
    )


def _listed(scene: Scene, event: Event) -> list[Listed]:
    """The triggers of the lists that the event's words hold, and all words of status in the sentence."""
    slice_ = scene.report.slice
    triggers = [
        Listed(hit.rule.id, slice_(hit.span), hit.rule.type)
        for hit in scene.triggers
        if hit.span.overlaps(event.trigger)
    ]
    worded = [
        Listed(hit.rule.id, slice_(hit.span), hit.rule.status)
        for hit in scene.language.find_status.find(scene.words, scene.inside)
    ]
    return triggers + worded


def _other(report: ReportText, event: ModelEvent) -> tuple[str, str, float]:
    return report.slice(event.trigger), event.types[0][0], event.score
