"""What a report tells of commitments: somebody is to do something, by their own word or another's demand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kawat.records import CommitmentSort, Event, EventType, Period, Quote, Span

from .stated import DEEDS, SORTS, Stated
from .telling import Telling, length
from .wording import Wording

_HOSTILE: frozenset[EventType] = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# nobody plans these in public: who is said to plan them is accused of it
_SECRET: frozenset[EventType] = frozenset({"COERCE", "ASSAULT"})
# what a threat threatens with
_ANSWERS: frozenset[EventType] = frozenset({"THREATEN", "SANCTION", "MOBILIZE"})
# what one can promise to do with others
_JOINT: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
_TO_COME = frozenset({"planned", "conditional", "called-for", "denied"})
_SURE, _SURE_EVENT = 0.6, 0.6
_SURE_WITHOUT_CUE = 0.8
_LEAST_WORDS = 4
# so many characters around an event say whether it is to come
_BEFORE, _AFTER = 80, 40


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
    deeds = [event for event in telling.events if event.in_quote == quote.id and _is_to_come(telling, event)]
    own = [event for event in deeds if speaker in telling.states(event.actors) or not event.actors]
    deeds = [event for event in deeds if event not in own or not event.actors] if sort == "demand" else own
    if not _is_meant(telling, quote, sort, text, deeds):
        return None
    doers = {
        actor: None
        for event in deeds
        if event.status != "denied" and event.type not in _SECRET
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
            and (negated or sort != "demand" or event.type not in _SECRET)
        )
    )
    day = telling.short(quote.said)
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
    return tuple(type for type in named if type in DEEDS and (negated or type not in _SECRET))[:2]


def _targets(
    telling: Telling, sort: CommitmentSort, deeds: list[Event], to: tuple[str, ...]
) -> frozenset[str]:
    """The states to whom it is to be done; a demand is not done to the one that demands it."""
    if sort != "demand":
        return telling.states(to)
    return telling.states(actor for event in deeds for actor in event.recipients)


def _is_meant(telling: Telling, quote: Quote, sort: CommitmentSort, text: str, deeds: list[Event]) -> bool:
    """Whether the words do what they are said to do: by the word of saying, or what they say themselves."""
    wording = telling.wording
    assert wording is not None
    cue = telling.words([quote.cue]) if quote.cue else ""
    named = any(SORTS.get(act) == sort for act in wording.acts(cue))
    if sort == "demand":
        told = quote.form != "direct" and quote.made.score >= _SURE_WITHOUT_CUE
        return named or (bool(deeds) and told)
    to_come = wording.is_to_come(text)
    types = frozenset(wording.types(wording.main(text)))
    if sort == "threat":
        hostile = any(event.actors and event.type in _HOSTILE for event in deeds)
        return to_come and (hostile or ("if" in wording.tells(text) and bool(types & _ANSWERS)))
    if not deeds and _others_do_it(telling, quote):
        return False
    if named:
        done = types | {event.type for event in deeds}
        return to_come or bool(done & DEEDS) or "if" in wording.tells(text)
    return to_come and bool(deeds) and quote.made.score >= _SURE_WITHOUT_CUE


def _others_do_it(telling: Telling, quote: Quote) -> bool:
    """Whether all that is to come in the words is done by others: then it foretells, and promises nothing."""
    told = [event for event in telling.events if event.in_quote == quote.id and _is_to_come(telling, event)]
    return bool(told) and all(event.actors and event.type not in _JOINT for event in told)


def _is_to_come(telling: Telling, event: Event) -> bool:
    """Whether somebody is to do this: it is not the condition on which something else is done."""
    return event.status in _TO_COME and not _is_condition(telling, event)


def _is_condition(telling: Telling, event: Event) -> bool:
    """Whether a word for 'if' stands before it in its clause."""
    clause = Span(max(0, min(span.start for span in event.at) - 12), event.trigger.start)
    wording = telling.wording
    return (
        wording is not None and clause.end > clause.start and "if" in wording.tells(telling.words([clause]))
    )


def _planned(telling: Telling, event: Event, quote: Quote | None) -> Stated | None:
    """The commitment that an event shows: planned, demanded, or to follow on a condition."""
    if event.historical or not event.actors or event.made.score < _SURE_EVENT or telling.wording is None:
        return None
    if event.type not in DEEDS or _is_condition(telling, event):
        return None
    if not any(telling.is_power(actor) for actor in event.actors):
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
            if event.type in _SECRET or not (quote is None or own):
                return None
            sort = "plan"
        case "conditional":
            if not own:
                return None
            sort = "threat" if event.type in _HOSTILE else "plan"
            if event.type in _SECRET or not telling.wording.is_to_come(telling.words(event.at)):
                return None
        case "called-for":
            if quote is None or own or quote.speaker_actor is None or event.type in _SECRET:
                return None
            if quote.act not in ("demand", "request") or not telling.is_power(quote.speaker_actor):
                return None
            sort, to = "demand", (quote.speaker_actor,)
        case _:
            return None
    day = telling.short(quote.said if quote else None)
    due = event.when if event.dated == "own" else None
    if due and day and due.last < day.first:
        return None
    ahead = due is not None and day is not None and due.first > day.last
    announced = quote is not None and quote.act in ("announce", "promise", "agree")
    if sort == "plan" and not (ahead or announced or _is_announced(telling, event)):
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


def _is_announced(telling: Telling, event: Event) -> bool:
    """Whether the sentence says up to the event, or a little after it, that it is to come."""
    sentence = telling.sentence(event.trigger.start)
    if sentence is None or telling.wording is None:
        return False
    stop = min(sentence.at[0].end, event.trigger.end + _AFTER)
    start = min(max(sentence.at[0].start, event.trigger.start - _BEFORE), event.trigger.start)
    return telling.wording.is_to_come(telling.words([Span(start, stop)]))


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
