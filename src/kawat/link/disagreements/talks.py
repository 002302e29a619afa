"""What two sides tell of one conversation between them, each in its own way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kawat.link import hints
from kawat.link.context import Context
from kawat.link.joins import Candidate
from kawat.link.members import days_between, days_from
from kawat.link.vectors import nearness
from kawat.records import Act, Event, EventType, Period, Quote
from kawat.store import Tie, View

from .sides import Account, Given, Sides, Telling

# a conversation is told of on its day and the days after; one that lasts longer is a conference
_DAYS_AFTER, _LONGEST = 2, 1
# two accounts so near in meaning tell the same
_SAME = 0.8
_SCORE = 0.8
_SHOWN = 3
# a conversation is spoken of in the first words, or as 'it' so many characters after it has been told
_FIRST_WORDS, _NEXT = 5, 250
_AT_ODDS: frozenset[Act] = frozenset({"threaten", "accuse", "warn", "reject"})
_AGAINST: frozenset[EventType] = frozenset({"THREATEN", "REJECT", "SANCTION"})
_LONG = 240


def parts(view: View, report: str) -> Iterator[Candidate[Account]]:
    """What the two sides of a conversation say of it in a report."""
    context = Context(view, report)
    talks = list(_conversations(context))
    if not talks:
        return
    for quote in context.quotes:
        state = context.state(quote.speaker_actor)
        talk = _told_of(context, quote, state, talks) if state else None
        if talk:
            yield _part(context, quote, state, talk)


def _conversations(context: Context) -> Iterator[tuple[Event, Telling]]:
    """The conversations of two states that a report tells of, with their days."""
    for event in context.events:
        if event.type != "CONSULT" or event.status not in ("happened", "ongoing") or event.historical:
            continue
        states = {context.state(actor) for actor in (*event.actors, *event.recipients)} - {None}
        if len(states) == 2 and event.when and _length(event.when) <= _LONGEST:
            between = tuple(sorted(filter(None, states)))
            yield event, Telling(between, event.when, _opposed(context, between))


def _opposed(context: Context, between: Sequence[str]) -> bool:
    """Whether one of two states speaks or acts against the other in a report."""
    sides = [
        ({quote.speaker_actor}, {quote.addressee_actor}) for quote in context.quotes if quote.act in _AT_ODDS
    ]
    sides += [
        (set(event.actors), set(event.recipients))
        for event in context.events
        if event.type in _AGAINST and not event.historical
    ]
    one, other = between
    return any(
        {context.state(actor) for actor in by} == {one} and {context.state(actor) for actor in to} == {other}
        for pair in sides
        for by, to in (pair, pair[::-1])
    )


def _told_of(
    context: Context, quote: Quote, state: str | None, talks: Sequence[tuple[Event, Telling]]
) -> Telling | None:
    """The conversation that a quote is about, of several the one that stands nearest before it."""
    said = quote.said or context.written
    known = [
        (event, talk)
        for event, talk in talks
        if state in talk.between and said and _said_after(said, talk.when)
    ]
    known = [(event, talk) for event, talk in known if _about_talk(context, quote, event)]
    start = quote.at[0].start
    nearest = min(
        known, key=lambda one: (one[0].at[0] > quote.at[0], abs(one[0].at[0].start - start)), default=None
    )
    return nearest and nearest[1]


def _said_after(said: Period, when: Period) -> bool:
    return when.first <= said.last and days_from(when.last, said.first) <= _DAYS_AFTER


def _about_talk(context: Context, quote: Quote, event: Event) -> bool:
    """Whether a quote tells of a conversation, or of what somebody else said in it."""
    language = context.report.language or ""
    first = " ".join(context.words(quote.at[0]).split()[:_FIRST_WORDS])
    if hints.told("conversation", first, language):
        return True
    gap = context.text[event.at[-1].end : quote.at[0].start]
    if gap and len(gap) <= _NEXT and "\n" not in gap and hints.told("it", first.partition(" ")[0], language):
        return True
    others = (one for one in context.quotes if one.speaker_actor not in (None, quote.speaker_actor))
    return any(_inside(other, quote) for other in others)


def _inside(inner: Quote, outer: Quote) -> bool:
    return inner is not outer and all(any(at.contains(one) for at in outer.at) for one in inner.at)


def _part(context: Context, quote: Quote, state: str | None, talk: Telling) -> Candidate[Account]:
    account = Account(
        report=context.report.id,
        at=quote.at,
        text=" ".join(context.words(at) for at in quote.at),
        clause=context.clause(quote),
        by=quote.speaker_actor,
        state=state,
        days=talk.when,
        language=context.report.language or "",
        outlet=context.outlet(quote.addressee_actor),
        score=quote.made.score,
        telling=talk,
    )
    first = date.fromisoformat(talk.when.first).toordinal()
    pair = " ".join(talk.between)
    return Candidate(quote.id, tuple(f"t{pair} {day}" for day in (first - 1, first, first + 1)), account)


def tie(left: Telling, right: Telling) -> Tie | None:
    """Whether two quotes tell of one conversation."""
    if left.between != right.between or days_between(left.when, right.when) > 0:
        return None
    return Tie(_SCORE, f"both tell of the talks of {' and '.join(left.between)} on {left.when.first}")


def sides(members: Sequence[Given]) -> Sides | None:
    """What each side tells; None when only one does, or both tell the same."""
    by_state: dict[str, list[Given]] = defaultdict(list)
    for given in members:
        by_state[given.features.state or ""].append(given)
    opposed = any(given.features.telling and given.features.telling.opposed for given in members)
    if len(by_state) < 2 or not opposed:
        return None
    own = {state: _own(side, _others(by_state, state)) for state, side in by_state.items()}
    if not all(own.values()):
        return None
    talk = members[0].features.telling
    between = " and ".join(talk.between) if talk else ""
    return Sides(f"talks of {between}", [(_says(own[state]), by_state[state]) for state in sorted(by_state)])


def _others(by_state: Mapping[str, Sequence[Given]], state: str) -> list[Given]:
    return [given for other, side in by_state.items() if other != state for given in side]


def _own(side: Sequence[Given], others: Sequence[Given]) -> list[Given]:
    """What only this side tells."""
    return [
        given
        for given in side
        if not any(nearness(given.features.text, other.features.text) >= _SAME for other in others)
    ]


def _says(side: Sequence[Given]) -> str:
    """The surest of what a side tells, in its own words."""
    surest = sorted(side, key=lambda given: (-given.features.score, given.id))
    texts = list(dict.fromkeys(_short(given.features.clause or given.features.text) for given in surest))
    return "; ".join(texts[:_SHOWN])


def _short(text: str) -> str:
    text = text.rstrip(" ,;")
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + " …"


def _length(days: Period) -> int:
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days
