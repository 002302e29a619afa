"""What a report tells of commitments: somebody is to do something, by their own word or another's demand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kawat.records import CommitmentSort, Event, EventType, Period, Quote, Span

from .meant import HOSTILE, SECRET, is_ahead, is_announced, is_condition, is_meant, is_only_wished, is_to_come
from .stated import DEEDS, SORTS, Stated
from .telling import Telling, length
from .wording import Wording

_SURE, _SURE_EVENT = 0.6, 0.6
_LEAST_WORDS = 4


def undertakings(telling: Telling) -> Iterator[tuple[str, Stated]]:
    """The commitments that a report tells, each with the id of the quote or event that shows it.

    A promise, plan, offer or threat is by who is to do it: its speaker, or of an event the doers. A demand is
    by those of whom something is demanded, as far as the report says who, and to the one that demands it.
    """
    taken: set[str] = set()
    for quote in telling.quotes:
        stated = _said(telling, quote)
        if stated:
            taken |= {event.id for event in telling.events if event.in_quote == quote.id}
            taken |= {event.id for event in telling.events if _inside(event, quote)}
            yield quote.id, stated
    told = {quote.id: quote for quote in telling.quotes}
    for event in telling.events:
        if event.id not in taken:
            stated = _planned(telling, event, told.get(event.in_quote or ""))
            if stated:
                yield event.id, stated


def _inside(event: Event, quote: Quote) -> bool:
    return any(span.contains(event.trigger) for span in quote.at)


def _said(telling: Telling, quote: Quote) -> Stated | None:
    sort = SORTS.get(quote.act)
    wording = telling.wording
    if sort is None or wording is None or quote.speaker_actor is None or quote.made.score < _SURE:
        return None
    if not telling.is_power(quote.speaker_actor):
        return None
    text = telling.words(quote.at)
    if len(text.split()) < _LEAST_WORDS:
        return None
    speaker = telling.state(quote.speaker_actor)
    deeds = [event for event in telling.events if event.in_quote == quote.id and is_to_come(telling, event)]
    own = [event for event in deeds if speaker in telling.states(event.actors) or not event.actors]
    deeds = [event for event in deeds if event not in own or not event.actors] if sort == "demand" else own
    if not is_meant(telling, quote, sort, text, deeds):
        return None
    doers = {
        actor: None
        for event in deeds
        if event.status != "denied" and event.type not in SECRET
        for actor in event.actors
    }
    if sort == "demand":
        by = tuple(doers) or ((quote.addressee_actor,) if quote.addressee_actor else ())
        to: tuple[str, ...] = (quote.speaker_actor,)
    else:
        by = (quote.speaker_actor,)
        found = {actor: None for event in deeds for actor in (*event.actors, *event.recipients)}
        to = tuple(actor for actor in found if telling.state(actor) != speaker)
        to = to or ((quote.addressee_actor,) if quote.addressee_actor else ())
    negated = wording.is_negated(text)
    types = tuple(
        dict.fromkeys(
            event.type
            for event in deeds
            if event.type in DEEDS
            and (negated or event.status != "denied")
            and (negated or sort != "demand" or event.type not in SECRET)
        )
    )
    day = telling.told_on(quote.said, quote.cue or quote.at[0])
    return _stated(
        telling,
        quote,
        text,
        sort=sort,
        types=types or _types(wording, text, negated),
        by=by,
        to=to,
        doers=tuple(sorted(telling.states(by))),
        targets=tuple(sorted(_targets(telling, sort, deeds, to) - telling.states(by))),
        persons=telling.persons((*by, *to)) if sort != "demand" else telling.persons(by),
        day=day,
        due=_due(telling, quote.at, day),
        teller=speaker,
    )


def _types(wording: Wording, text: str, negated: bool) -> tuple[EventType, ...]:
    """The kinds of deeds that the words name; nobody promises or asks for violence."""
    named = wording.types(wording.main(text))
    return tuple(type for type in named if type in DEEDS and (negated or type not in SECRET))[:2]


def _targets(
    telling: Telling, sort: CommitmentSort, deeds: list[Event], to: tuple[str, ...]
) -> frozenset[str]:
    """The states to whom it is to be done; a demand is not done to the one that demands it."""
    if sort != "demand":
        return telling.states(to)
    return telling.states(actor for event in deeds for actor in event.recipients)


def _planned(telling: Telling, event: Event, quote: Quote | None) -> Stated | None:
    """The commitment that an event shows: planned, demanded, or to follow on a condition."""
    if event.historical or not event.actors or event.made.score < _SURE_EVENT or telling.wording is None:
        return None
    if event.type not in DEEDS or is_condition(telling, event):
        return None
    if not any(telling.is_power(actor) for actor in event.actors):
        return None
    if is_only_wished(telling, event):
        return None
    doers = telling.states(event.actors)
    teller = telling.state(quote.speaker_actor) if quote and quote.speaker_actor else None
    own = teller in doers
    if quote and (quote.act in ("deny", "reject", "ask") or teller is None):
        return None
    sort: CommitmentSort
    to = event.recipients
    match event.status:
        case "planned":
            if event.type in SECRET or not (quote is None or own):
                return None
            sort = "plan"
        case "conditional":
            if not own:
                return None
            sort = "threat" if event.type in HOSTILE else "plan"
            if event.type in SECRET or not telling.wording.is_to_come(telling.words(event.at)):
                return None
        case "called-for":
            if quote is None or own or quote.speaker_actor is None or event.type in SECRET:
                return None
            if quote.act not in ("demand", "request") or not telling.is_power(quote.speaker_actor):
                return None
            if quote.cue and "advised" in telling.wording.tells(telling.words([quote.cue])):
                return None
            sort, to = "demand", (quote.speaker_actor,)
        case _:
            return None
    day = telling.told_on(quote.said if quote else None, event.trigger)
    due = event.when if event.dated == "own" else None
    if due and day and due.first < day.first and due.vague:
        due = None
    if due and day and due.last < day.first:
        return None
    ahead = due is not None and day is not None and due.first > day.last and is_ahead(telling, event)
    announced = quote is not None and quote.act in ("announce", "promise", "agree")
    if sort == "plan" and not (ahead or announced or is_announced(telling, event)):
        return None
    if event.type == "CONSULT" and due is None and len({*event.actors, *event.recipients}) < 2:
        return None
    return _stated(
        telling,
        event,
        telling.words(quote.at if quote and own else event.at),
        sort=sort,
        types=(event.type,),
        by=event.actors,
        to=to,
        doers=tuple(sorted(doers)),
        targets=tuple(sorted(telling.states(event.recipients) - doers)),
        persons=telling.persons((*event.actors, *event.recipients)),
        day=day,
        due=due,
        teller=teller,
    )


def _due(telling: Telling, spans: tuple[Span, ...], day: Period | None) -> Period | None:
    """Until when: the first expression of time in the words that lies ahead."""
    for time in telling.days(spans):
        value = time.value
        if value is None or day is None or value.last < day.first or length(value) > 366:
            continue
        if time.open == "until":
            return Period(min(day.first, value.last), value.last)
        if time.open is None and time.grain != "now":
            return value
    return None


def _stated(telling: Telling, record: Quote | Event, text: str, **fields: object) -> Stated:
    sentence = telling.sentence(record.at[0].start)
    around = sentence.at[0] if sentence else record.at[0]
    within = Span(min(around.start, record.at[0].start), max(around.end, record.at[-1].end))
    wording = telling.wording
    stated = Stated(
        report=telling.report,
        at=record.at,
        text=text,
        gist=telling.gist(record.at),
        language=telling.language,
        told=telling.written,
        others=tuple(sorted(telling.named(within))),
        things=tuple(sorted(telling.things(Span(record.at[0].start, record.at[-1].end)))),
        conditional=wording is not None and "if" in wording.tells(text),
        negated=wording is not None and wording.is_negated(text),
        denied=wording is not None and wording.denies(wording.main(text)),
        context=telling.words([around]),
        score=record.made.score,
    )
    return msgspec.structs.replace(stated, **fields)
