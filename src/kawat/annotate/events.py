"""Who did what to whom: words that show an event, its type, its status and those who take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kawat import ontology
from kawat.language import Language, StatusWord, Trigger
from kawat.records import Event, Name, Period, Place, Quote, Sentence, Span, Status, Time, Zone
from kawat.stage import ReportText, stage
from kawat.text import Hit

from .scene import Scene, Scenes

# zones whose sentences tell no events of their own
# (a headline sums up what the body tells with day and place)
_FENCED = (
    "title",
    "spam",
    "site-junk",
    "promo",
    "credit",
    "category",
    "duplicate-title",
    "ai-summary-notice",
)
# an event that ended so many days before the report is background
_BACKGROUND_DAYS = 60
# how far a participant may stand from its trigger, in words
_REACH = 18
# at most so many words stand before a verb that has no subject of its own: "to withdraw"
_BARE_VERB = 3
_SPEECH_ACTS = ("ACCUSE", "REJECT", "THREATEN", "REQUEST", "AGREE", "SUPPORT")


class Parties(NamedTuple):
    """Who does it (`actors`) to whom (`recipients`), as names in the sentence."""

    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]


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
    parties = _parties(scene, trigger)
    actors = _ids(parties.actors)
    recipients = tuple(actor for actor in _ids(parties.recipients) if actor not in actors)
    if trigger.rule.mode == "visit":
        recipients = _visited(scene, trigger) or recipients
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
    while first > scene.inside.start and not _breaks(scene, first):
        first -= 1
    while last < scene.inside.stop and not _breaks(scene, last):
        last += 1
    return Span(scene.words[first].start, scene.words[last - 1].end)


def _breaks(scene: Scene, index: int) -> bool:
    """Whether a clause begins with this word."""
    gap = scene.gap(index)
    if any(c in gap for c in ";:—–"):
        return True
    return scene.is_a(index, "break") and not scene.is_a(index, "relative") and "," in gap


# --- who takes part ---------------------------------------------------------------------------------


def _parties(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    frame = trigger.rule.frame
    if frame == "mutual":
        return _mutual(scene, trigger)
    if frame == "passive":
        doers = _after_word(scene, trigger, "by") or _right_after(scene, trigger)
        done_to = _subject(scene, trigger) or _after_word(scene, trigger, "towards")
        return Parties(doers, _without(done_to, doers))
    if frame == "noun":
        return _around_noun(scene, trigger)
    doers = _subject(scene, trigger)
    if frame == "agentless":
        return Parties((), doers or _object(scene, trigger))
    return Parties(doers, _without(_object(scene, trigger), doers))


def _without(names: Sequence[Name], others: Sequence[Name]) -> tuple[Name, ...]:
    taken = {name.actor for name in others}
    return tuple(name for name in names if name.actor not in taken)


def _before(scene: Scene, index: int) -> list[Name]:
    """Names with an actor before a word, nearest first, not farther than a participant may stand."""
    end = scene.words[index].start
    start = scene.words[max(scene.inside.start, index - _REACH)].start
    near = [
        name for name in scene.names if name.actor and start <= name.at[0].start and name.at[0].end <= end
    ]
    return near[::-1]


def _after(scene: Scene, index: int) -> list[Name]:
    """Names with an actor from a word on, nearest first."""
    if index >= scene.inside.stop:
        return []
    start = scene.words[index].start
    end = scene.words[min(scene.inside.stop, index + _REACH) - 1].end
    return [name for name in scene.names if name.actor and start <= name.at[0].start < end]


def _within(scene: Scene, trigger: Hit[Trigger]) -> list[Name]:
    """Names with an actor among the words of the trigger itself: 'spoke with Putin by phone'."""
    return [name for name in scene.names if name.actor and trigger.span.contains(name.at[0])]


def _subject(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The doer: the nearest name before the trigger that no preposition governs.

    Where the verb shares the subject of one before it ('... and threatened'), the first such name.
    """
    same_side = scene.quoted(trigger.span.start)
    quote = _telling(scene, trigger.span)
    near = [
        name
        for name in _before(scene, trigger.first)
        if not _governed(scene, name)
        and scene.quoted(name.at[0].start) == same_side
        and (quote is None or any(span.contains(name.at[0]) for span in quote.at))
    ]
    if not near:
        return _speaker(scene, trigger, quote) if quote else _subject_before(scene, trigger)
    if not scene.is_a(trigger.first - 1, "infinitive"):
        # but 'upaya Barat untuk mempersenjatai': whose attempt it is does it
        near = [name for name in near if name.head] or near
    return _coordinated(scene, near[-1] if _shares_subject(scene, trigger) else near[0])


def _speaker(scene: Scene, trigger: Hit[Trigger], quote: Quote) -> tuple[Name, ...]:
    """The speaker, for acts of speech and where what is said begins with its verb: 'denied planning it'."""
    bare = trigger.first - scene.index_at(quote.at[0].start) <= _BARE_VERB
    own = trigger.rule.type in _SPEECH_ACTS or (
        bare and (trigger.rule.frame != "noun" or quote.act != "assert")
    )
    if quote.speaker is None or not own:
        return ()
    named = [n for n in scene.names if n.actor == quote.speaker_actor and quote.speaker.contains(n.at[0])]
    return tuple(named[:1])


def _shares_subject(scene: Scene, trigger: Hit[Trigger]) -> bool:
    """Whether the verb follows 'and', 'but' or a comma, so that it has no subject of its own."""
    index = trigger.first
    while index > scene.inside.start and scene.is_a(index - 1, "also"):
        index -= 1
    if trigger.rule.frame == "noun" or index <= scene.inside.start:
        return False
    return scene.is_a(index - 1, "and") or scene.gap(index).strip() == ","


def _subject_before(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    heads = [name for name in scene.names if name.actor and name.head and not _governed(scene, name)]
    return (heads[0],) if heads and heads[0].at[0].end <= trigger.span.start else ()


def _governed(scene: Scene, name: Name) -> bool:
    """Whether a preposition before the name makes it no subject: 'in Ukraine', 'dengan Putin'."""
    index = scene.index_at(name.at[0].start) - 1
    while index > scene.inside.start and scene.is_a(index, "articles"):
        index -= 1
    return scene.is_a(index, "in", "towards", "of", "with", "by", "to_whom", "between")


def _coordinated(scene: Scene, name: Name) -> tuple[Name, ...]:
    """The name with those joined to it before: 'Washington and its allies', 'Biden dan Putin'."""
    found = [name]
    for other in reversed(scene.names):
        if other.at[0].end > found[0].at[0].start or not other.actor:
            continue
        first, last = scene.index_at(other.at[0].end), scene.index_at(found[0].at[0].start)
        between = range(first, last)
        commas = scene.report.text[other.at[0].end : found[0].at[0].start].strip()
        joined = len(between) <= 5 and any(scene.is_a(i, "and") for i in between)
        if commas == "," or (joined and "." not in commas and not _verb_in(scene, between)):
            found.insert(0, other)
        else:
            break
    return tuple(found)


def _verb_in(scene: Scene, indices: range) -> bool:
    """Whether another act stands between two names, so that no 'and' joins them."""
    return any(hit.first in indices for hit in (*scene.triggers, *scene.cues))


def _object(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """Whom it is done to: the first name after the trigger in its clause."""
    for name in _after(scene, trigger.last):
        between = range(trigger.last, scene.index_at(name.at[0].start))
        if any(_breaks(scene, i) or _leaves_object(scene, i, trigger) for i in between):
            return ()
        return (name, *_joined_after(scene, name))
    return ()


def _leaves_object(scene: Scene, index: int, trigger: Hit[Trigger]) -> bool:
    """Whether another clause begins with this word: ', and X said', 'demands guarantees that ...'."""
    if scene.is_a(index, "and") and "," in scene.gap(index):
        return True
    return index > trigger.last and scene.is_a(index, "that")


def _joined_after(scene: Scene, name: Name) -> tuple[Name, ...]:
    found: list[Name] = []
    last, joined = name, 0
    for other in scene.names:
        if other.at[0].start < last.at[0].end or not other.actor:
            continue
        words = range(scene.index_at(last.at[0].end), scene.index_at(other.at[0].start))
        between = scene.report.text[last.at[0].end : other.at[0].start].strip()
        with_and = len(words) <= 3 and any(scene.is_a(i, "and") for i in words)
        if between != "," and (not with_and or _verb_in(scene, words)):
            break
        found.append(other)
        last = other
        joined = len(found) if with_and else joined
    # commas alone join nothing: 'if Russia attacks Ukraine, NATO will respond'
    return tuple(found[:joined])


def _after_word(scene: Scene, trigger: Hit[Trigger], kind: str) -> tuple[Name, ...]:
    """The names after a preposition of that kind behind the trigger."""
    for index in range(trigger.last, min(scene.inside.stop, trigger.last + 8)):
        if scene.is_a(index, kind):
            for name in _after(scene, index + 1)[:1]:
                if scene.index_at(name.at[0].start) - index <= 6:
                    return (name, *_joined_after(scene, name))
    return ()


def _right_after(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The name that follows at once: in 'diserang Rusia' no word for 'by' stands before the doer."""
    near = _after(scene, trigger.last)[:1]
    return tuple(name for name in near if scene.index_at(name.at[0].start) == trigger.last and name.head)


def _mutual(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    """All who take part: the subject, and who is named with 'with', 'between' or after the trigger."""
    doers = _subject(scene, trigger)
    partners = tuple(_within(scene, trigger))
    for kind in ("with", "between", "towards", "of"):
        partners = partners or _after_word(scene, trigger, kind)
    near = [n for n in _after(scene, trigger.last)[:3] if scene.index_at(n.at[0].start) - trigger.last <= 3]
    partners = partners or tuple(near)
    before = tuple(
        name for name in reversed(_before(scene, trigger.first)[:3])
        if trigger.first - scene.index_at(name.at[0].end) <= 2
    )  # fmt: skip
    partners = partners + before
    if not partners:
        partners = tuple(name for name in _after(scene, trigger.last)[:1])
    return Parties(doers, _without(partners, doers)) if doers else Parties(partners, ())


def _around_noun(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    """'Russian invasion of Ukraine', 'invasi Rusia ke Ukraina', 'sanctions against Russia by the EU'."""
    by = _after_word(scene, trigger, "by")
    targets = _without(_after_word(scene, trigger, "towards"), by)
    doers = by or _owner(scene, trigger)
    if not doers:
        doers = _without(_subject(scene, trigger), targets)
    return Parties(doers, _without(targets, doers))


def _owner(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The name that describes the noun: before it ('Russian', 'Moscow's') or right after it ('Rusia')."""
    if scene.language.modifier_follows_noun:
        near = _after(scene, trigger.last)[:1]
        return tuple(name for name in near if scene.index_at(name.at[0].start) - trigger.last <= 1
                     and not _governed(scene, name))  # fmt: skip
    near = _before(scene, trigger.first)[:1]
    return tuple(
        name for name in near
        if not name.head and trigger.first - scene.index_at(name.at[0].end) <= 3
    )  # fmt: skip


def _visited(scene: Scene, trigger: Hit[Trigger]) -> tuple[str, ...]:
    """The country of the place just after 'visit', 'trip to' or 'berkunjung ke'."""
    near = range(trigger.last, min(scene.inside.stop, trigger.last + 3))
    for hit in scene.language.find_places.find(scene.words, near):
        return (hit.rule.row.country,) if hit.rule.row.country else ()
    return ()


# --- is it so, when, where --------------------------------------------------------------------------


def _status(scene: Scene, trigger: Hit[Trigger]) -> Status:
    """The status that the nearest word of status gives; 'happened' when there is none."""
    best: tuple[int, Hit[StatusWord]] | None = None
    for hit in scene.language.find_status.find(scene.words, scene.inside):
        before = trigger.first - hit.last
        after = hit.first - trigger.last
        distance = before if hit.rule.place == "before" else after
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
    return any(c in gap for c in ";:—") or (", " in gap and len(gap) > 40)


def _when(scene: Scene, trigger: Hit[Trigger], clause: Span) -> Period | None:
    """The days of the nearest expression of time in the clause; of an act of speech, when it was said."""
    near = [
        time
        for time in scene.times
        if time.value and time.sort in ("date", "time") and clause.overlaps(time.at[0])
    ]
    if near:
        nearest = min(near, key=lambda time: _distance(time.at[0], trigger.span))
        return nearest.value
    if trigger.rule.type in _SPEECH_ACTS:
        for quote in scene.report[Quote]:
            if quote.cue and quote.cue.overlaps(trigger.span):
                return quote.said
    return None


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
    quote = _telling(scene, trigger.span)
    return quote.id if quote else None


def _telling(scene: Scene, span: Span) -> Quote | None:
    """The quote whose content holds a span, the innermost."""
    inside = [quote for quote in scene.report[Quote] if any(piece.contains(span) for piece in quote.at)]
    return min(inside, key=lambda quote: sum(end - start for start, end in quote.at), default=None)


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
