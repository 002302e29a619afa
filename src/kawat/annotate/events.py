"""Who did what to whom: words that show an event, its type, its status and those who take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from kawat import ontology
from kawat.language import Language, StatusWord, Trigger
from kawat.records import Event, Name, Period, Place, Quote, Sentence, Span, Status, Time, Zone
from kawat.stage import ReportText, stage
from kawat.text import Hit

from .participants import SPEECH_ACTS, Parties, begins_clause, parties_of, saying, telling, visited
from .scene import Scene, Scenes

# zones whose sentences tell no events of their own
# (a headline sums up what the body tells with day and place)
_FENCED = ("title", "spam", "site-junk", "promo", "credit", "category", "duplicate-title",
           "ai-summary-notice")  # fmt: skip
# how far from an act of speech a word of its own status stands
_BESIDE = 2
# an event that ended so many days before the report is background
_BACKGROUND_DAYS = 60


@stage(version="1", needs=[Sentence, Zone, Name, Time, Quote], makes=[Event])
def events(report: ReportText, language: Language) -> Iterator[Event]:
    """Find what happened, is planned, feared or demanded, and who takes part, one record an event."""
    fenced = [zone.at[0] for zone in report[Zone] if zone.role in _FENCED]
    found: list[Event] = []
    for scene in Scenes(report, language).all:
        if any(zone.overlaps(scene.span) for zone in fenced):
            continue
        for trigger in scene.triggers:
            event = _event(scene, trigger)
            if event:
                found.append(event)
    yield from _fullest(found)


def _event(scene: Scene, trigger: Hit[Trigger]) -> Event | None:
    parties = parties_of(scene, trigger)
    actors = _ids(parties.actors)
    done_to = _ids(parties.recipients)
    if trigger.rule.mode == "visit":
        done_to = visited(scene, trigger) or done_to
    recipients = tuple(actor for actor in done_to if actor not in actors)
    if not actors and not recipients:
        return None
    if trigger.rule.frame == "both" and not (actors and recipients):
        return None
    clause = _clause(scene, trigger)
    when = _when(scene, trigger, clause)
    kind = ontology.types()[trigger.rule.type]
    cameo = trigger.rule.cameo or kind.cameo
    return Event(
        report=scene.report.id,
        at=(clause,),
        made=events.made(trigger.rule.id, _score(parties, trigger)),
        type=trigger.rule.type,
        trigger=trigger.span,
        mode=trigger.rule.mode,
        context=trigger.rule.context,
        status=_status(scene, trigger),
        historical=_historical(scene, when),
        actors=actors,
        recipients=recipients,
        when=when,
        where=_where(scene, trigger, clause),
        cameo=cameo,
        score=kind.score,
        goldstein=ontology.goldstein(cameo),
        in_quote=_in_quote(scene, trigger),
        ontology=ontology.VERSION,
    )


def _ids(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.actor for name in names if name.actor))


def _score(parties: Parties, trigger: Hit[Trigger]) -> float:
    both = bool(parties.actors) and bool(parties.recipients)
    return (0.7 if both else 0.5) - (0.1 if trigger.rule.frame == "noun" else 0.0)


def _clause(scene: Scene, trigger: Hit[Trigger]) -> Span:
    """From the break before the trigger to the one after it."""
    first, last = trigger.first, trigger.last
    while first > scene.inside.start and not begins_clause(scene, first):
        first -= 1
    while last < scene.inside.stop and not begins_clause(scene, last):
        last += 1
    return Span(scene.words[first].start, scene.words[last - 1].end)


def _status(scene: Scene, trigger: Hit[Trigger]) -> Status:
    """The status that the nearest word of status gives; 'happened' when there is none."""
    best: tuple[int, Hit[StatusWord]] | None = None
    said = saying(scene, trigger) is not None
    for hit in scene.language.find_status.find(scene.words, scene.inside):
        before = trigger.first - hit.last
        after = hit.first - trigger.last
        distance = before if hit.rule.place == "before" else after
        distance -= _inserted(scene, hit.span, trigger.span)
        if said and distance > _BESIDE:
            # 'warned that ... if ...': the warning itself is no condition
            continue
        if 0 <= distance <= hit.rule.reach and not _between(scene, hit.span, trigger.span):
            weight = _WEIGHT[hit.rule.status]
            if best is None or (weight, -distance) > (_WEIGHT[best[1].rule.status], -best[0]):
                best = (distance, hit)
    status = best[1].rule.status if best else "happened"
    if trigger.rule.type == "THREATEN" and status in ("planned", "conditional") and _in_quote(scene, trigger):
        # whoever says 'there would be consequences' has threatened
        return "happened"
    return status


# a stronger word of status wins over a weaker one near the same trigger: "denied that it will attack"
_WEIGHT: dict[str, int] = {
    "denied": 6, "conditional": 5, "called-for": 4, "alleged": 3, "planned": 2, "ongoing": 1, "happened": 0,
}  # fmt: skip


def _between(scene: Scene, word: Span, trigger: Span) -> bool:
    """Whether a clause ends between a word of status and the trigger."""
    first, last = sorted((word, trigger))
    gap = scene.report.text[first.end : last.start]
    words = scene.words.range(Span(first.end, last.start))
    if any("," in scene.gap(i) and scene.is_a(i, "and") for i in words):
        return True
    if _inserted(scene, word, trigger):
        return False
    return any(c in gap for c in ";:—") or (", " in gap and len(gap) > 40)


def _inserted(scene: Scene, word: Span, trigger: Span) -> int:
    """How many words stand between two commas: 'never, anywhere or at any time, threatened'."""
    first, last = sorted((word, trigger))
    inner = scene.words.range(Span(first.end, last.start))
    commas = [index for index in (*inner, inner.stop) if "," in scene.gap(index)]
    return commas[1] - commas[0] if len(commas) == 2 else 0


def _when(scene: Scene, trigger: Hit[Trigger], clause: Span) -> Period | None:
    """The days of the nearest expression of time in the clause; of an act of speech, when it was said."""
    said = saying(scene, trigger)
    near = [
        time
        for time in scene.times
        if time.value
        and time.sort in ("date", "time")
        and clause.overlaps(time.at[0])
        # when what is promised falls due is not when it is promised
        and not (said and any(span.contains(time.at[0]) for span in said.at))
    ]
    if near:
        nearest = min(near, key=lambda time: _distance(time.at[0], trigger.span))
        return nearest.value
    return said.said if said and trigger.rule.type in SPEECH_ACTS else None


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _historical(scene: Scene, when: Period | None) -> bool:
    written = scene.report.written
    if when is None or written is None:
        return False
    return (date.fromisoformat(written.first) - date.fromisoformat(when.last)).days > _BACKGROUND_DAYS


def _where(scene: Scene, trigger: Hit[Trigger], clause: Span) -> Place | None:
    """The place named after 'in', 'at' or 'di' nearest to the trigger in its clause."""
    found = []
    for hit in scene.language.find_places.find(scene.words, scene.words.range(clause)):
        if hit.first > scene.inside.start and scene.is_a(hit.first - 1, "at"):
            found.append(hit)
    if not found:
        return None
    hit = min(found, key=lambda hit: _distance(hit.span, trigger.span))
    row = hit.rule.row
    return Place(scene.report.slice(hit.span), row.country or None, row.lat, row.lon, hit.span)


def _in_quote(scene: Scene, trigger: Hit[Trigger]) -> str | None:
    """The quote whose content tells the event."""
    quote = telling(scene, trigger.span)
    return quote.id if quote else None


def _fullest(found: Sequence[Event]) -> Iterator[Event]:
    """Of several tellings of one event in a report, the one that says most about it."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in found:
        if any(_told_more_fully(event, other) for other in found):
            continue
        groups[event.type, frozenset(event.actors), frozenset(event.recipients), event.status].append(event)
    for same in groups.values():
        dated = list(dict.fromkeys(event.when for event in same if event.when))
        if len(dated) > 1:
            for when in dated:
                yield max((e for e in same if e.when == when), key=_fullness)
        else:
            yield max(same, key=_fullness)


def _told_more_fully(event: Event, other: Event) -> bool:
    """Whether another telling names more who take part, and all whom this one names."""
    if (event.type, event.status) != (other.type, other.status) or event.when not in (None, other.when):
        return False
    pairs = ((event.actors, other.actors), (event.recipients, other.recipients))
    return all(set(few) <= set(many) for few, many in pairs) and any(not few and many for few, many in pairs)


def _fullness(event: Event) -> tuple[int, int]:
    told = sum(1 for part in (event.when, event.where, event.recipients) if part)
    return told, -event.at[0].start
