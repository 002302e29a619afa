"""What one side says was done, or is planned, and the other denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

import msgspec

from kawat.link import hints
from kawat.link.context import Context
from kawat.link.joins import Candidate
from kawat.link.members import days_between
from kawat.link.vectors import nearness
from kawat.records import Act, Event, EventType, Quote, Span, Status
from kawat.store import Tie, View

from .sides import Account, Deed, Given, Sides

# what can be denied as a deed; talking, asking and accusing are denied only in passing
_DEEDS: frozenset[EventType] = frozenset(
    {
        "AGREE",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "THREATEN",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)
_ASSERTED: frozenset[Status] = frozenset({"happened", "ongoing", "planned", "alleged"})
_ASSERTING: frozenset[Act] = frozenset({"assert", "accuse", "announce", "warn"})
_FORESEEN: frozenset[Status] = frozenset({"planned"})
_DENYING: frozenset[Act] = frozenset({"deny", "reject"})
# what somebody is said to have done by saying it
_DONE_BY_SAYING: dict[Act, EventType] = {"promise": "AGREE", "agree": "AGREE", "threaten": "THREATEN"}
_DAYS_APART = 10
# how near in meaning a denial must be to what it denies: plans of one kind, deeds, and a position that turns
_NEAR_PLAN, _NEAR_DEED, _TURNS = 0.3, 0.4, 0.65
_NEVER = 2.0
_SAME_DENIAL = 0.45
# a denial that stands within so many characters after what it denies answers it
_ANSWERS = 300
_ANSWER = 0.7
_SHOWN = 240


def parts(view: View, report: str) -> Iterator[Candidate[Account]]:
    """The deeds of a report that somebody named denies, or says of somebody else."""
    context = Context(view, report)
    quotes = [quote for quote in context.quotes if quote.speaker_actor]
    told = [*_events(context, quotes), *_pledges(context, quotes), *_answered(context, quotes)]
    for id, (quote, deed) in {id: (quote, deed) for id, quote, deed in reversed(told)}.items():
        yield _part(context, id, quote, deed)


def _events(context: Context, quotes: Sequence[Quote]) -> Iterator[tuple[str, Quote, Deed]]:
    by_id = {quote.id: quote for quote in quotes}
    for event in context.events:
        quote = by_id.get(event.in_quote or "")
        deed = _deed(context, event, quote) if quote else None
        if quote and deed:
            yield event.id, quote, deed


def _deed(context: Context, event: Event, quote: Quote) -> Deed | None:
    """What an event tells, when its quote denies it for the speaker's side or asserts it outright."""
    if event.type not in _DEEDS or event.historical:
        return None
    state, language = context.state(quote.speaker_actor), context.report.language or ""
    actors, recipients = (context.states(side) for side in (event.actors, event.recipients))
    planned = event.status in _FORESEEN or hints.told("plan", _words(context, quote), language)
    denied = event.status == "denied"
    if denied:
        # who denies a deed and names no doer speaks of himself
        actors = actors or ((state,) if state else ())
        if not (quote.act in _DENYING or planned) or state not in actors:
            return None
    elif not actors or not _asserts(context, event, quote, planned):
        return None
    return Deed(
        type=event.type,
        status=event.status,
        denied=denied,
        clause=" ".join(context.words(span) for span in event.at),
        actors=actors,
        recipients=recipients,
        planned=planned,
    )


def _asserts(context: Context, event: Event, quote: Quote, planned: bool) -> bool:
    """Whether a quote says outright that something is done or planned; 'if' and 'no sign that' do not."""
    if quote.act not in _ASSERTING:
        return False
    if event.status not in _ASSERTED and not (event.status == "conditional" and planned):
        return False
    before = [
        Span(at.start, min(at.end, event.trigger.start)) for at in quote.at if at.start < event.trigger.start
    ]
    text = " ".join(context.words(span) for span in before)
    return not hints.told("open", text, context.report.language or "")


def _pledges(context: Context, quotes: Sequence[Quote]) -> Iterator[tuple[str, Quote, Deed]]:
    """What somebody did by saying it, as others tell: 'Macron said that Putin promised ...'."""
    pledges = [quote for quote in quotes if quote.act in _DONE_BY_SAYING]
    for quote, inner in product(quotes, pledges):
        inside = inner is not quote and all(any(at.contains(one) for at in quote.at) for one in inner.at)
        state, by = context.state(inner.speaker_actor), context.state(quote.speaker_actor)
        if inside and state and by and state != by and quote.act in _ASSERTING:
            type = _DONE_BY_SAYING[inner.act]
            yield quote.id, quote, Deed(type, "happened", denied=False, actors=(state,), recipients=(by,))


def _answered(context: Context, quotes: Sequence[Quote]) -> Iterator[tuple[str, Quote, Deed]]:
    """An accusation, and the denial right after it that says no more than 'that is not true'."""
    for before, after in product(quotes, [quote for quote in quotes if _points_back(context, quote)]):
        if before.act not in _ASSERTING or not _follows(before.at, after.at):
            continue
        accuser, denier = (context.state(quote.speaker_actor) for quote in (before, after))
        named = context.states(context.around(context.sentence(before.at[0])))
        if accuser and denier and accuser != denier and denier in named:
            deed = Deed("ACCUSE", "happened", denied=False, actors=(accuser,), recipients=(denier,))
            yield before.id, before, deed
            yield after.id, after, msgspec.structs.replace(deed, denied=True, status="denied")


def _points_back(context: Context, quote: Quote) -> bool:
    """Whether what is denied stands before it: 'we have nothing to do with that'."""
    if any(event.in_quote == quote.id and event.type in _DEEDS for event in context.events):
        return False
    sentence = context.words(context.sentence(quote.cue or quote.at[0]))
    text = f"{sentence} / {_words(context, quote)}"
    return quote.act == "deny" and hints.told("that", text, context.report.language or "")


def _part(context: Context, id: str, quote: Quote, deed: Deed) -> Candidate[Account]:
    days = quote.said or context.written
    account = Account(
        report=context.report.id,
        at=quote.at,
        text=_words(context, quote),
        clause=context.clause(quote),
        by=quote.speaker_actor,
        state=context.state(quote.speaker_actor),
        days=days,
        language=context.report.language or "",
        outlet=context.outlet(quote.addressee_actor),
        score=quote.made.score,
        deed=deed,
    )
    return Candidate(id, tuple(_keys(account, deed)), account)


def _keys(account: Account, deed: Deed) -> Iterator[str]:
    for actor in deed.actors:
        yield f"d{deed.type} {actor} {account.report}"
        if account.days:
            stretch = date.fromisoformat(account.days.last).toordinal() // _DAYS_APART
            yield from (f"d{deed.type} {actor} {number}" for number in (stretch, stretch + 1))


def tie(left: Account, right: Account) -> Tie | None:
    """Whether two accounts are of one deed, asserted or denied."""
    one, other = left.deed, right.deed
    if one is None or other is None or one.type != other.type or not set(one.actors) & set(other.actors):
        return None
    if one.recipients and other.recipients and not set(one.recipients) & set(other.recipients):
        return None
    if left.report != right.report and not _days_fit(left, right):
        return None
    what = f"{one.type} by {', '.join(sorted(set(one.actors) & set(other.actors)))}"
    if one.own or other.own or not (one.denied or other.denied):
        return None
    if one.denied == other.denied:
        return _both_deny(left, right, what)
    if _answers(left, right):
        return Tie(_ANSWER, f"one denies {what} right after the other asserts it")
    if one.planned != other.planned:
        return None
    near = _near(left, right)
    if near < _least(left, right):
        return None
    return Tie(round(near, 3), f"one denies {what}, the other asserts it: nearness {near:.2f}")


def silent(account: Account) -> bool:
    """Whether accounts like it say nothing of each other: who asserts a deed is tied to who denies it."""
    return bool(account.deed and not account.deed.own)


def _both_deny(left: Account, right: Account, what: str) -> Tie | None:
    near = _near(left, right)
    if left.state != right.state or near < _SAME_DENIAL:
        return None
    return Tie(round(near, 3), f"both deny {what}: nearness {near:.2f}")


def _near(left: Account, right: Account) -> float:
    """How near in meaning two accounts are; of plans, which are told in few words, the clauses will do."""
    near = nearness(left.text, right.text)
    if left.deed and right.deed and left.deed.planned and right.deed.planned:
        return max(near, nearness(left.deed.clause or left.text, right.deed.clause or right.text))
    return near


def _answers(left: Account, right: Account) -> bool:
    """Whether the denial stands right after what it denies."""
    denial, other = (left, right) if left.deed and left.deed.denied else (right, left)
    return left.report == right.report and left.state != right.state and _follows(other.at, denial.at)


def _follows(before: Sequence[Span], after: Sequence[Span]) -> bool:
    return 0 <= after[0].start - before[-1].end <= _ANSWERS


def _least(left: Account, right: Account) -> float:
    """How near two accounts must be; who admits what he denied does so later, in nearly the same words."""
    if left.state == right.state:
        denial, other = (left, right) if left.deed and left.deed.denied else (right, left)
        later = denial.days and other.days and denial.days.last < other.days.first
        return _TURNS if later and other.state in (other.deed.actors if other.deed else ()) else _NEVER
    return _NEAR_PLAN if left.deed and left.deed.planned else _NEAR_DEED


def _days_fit(left: Account, right: Account) -> bool:
    if left.days is None or right.days is None:
        return False
    return days_between(left.days, right.days) <= _DAYS_APART


def sides(members: Sequence[Given]) -> Sides | None:
    """Those who assert it and those who deny it; None when all say the same, or nobody is opposed."""
    denying = [given for given in members if given.features.deed and given.features.deed.denied]
    asserting = [given for given in members if given not in denying]
    if not denying or not asserting:
        return None
    deniers = {given.features.state for given in denying}
    others = [given for given in asserting if given.features.state not in deniers]
    said = (_says("", others or asserting), others or asserting)
    denied = (_says("denied: ", denying), denying)
    # a position that turns: first the denial, then the same side's word against it
    return Sides(_of(members), [said, denied] if others else [denied, said], moves=not others)


def _of(members: Sequence[Given]) -> str:
    deeds = [given.features.deed for given in members if given.features.deed]
    actors = sorted(set.intersection(*(set(deed.actors) for deed in deeds)) or set(deeds[0].actors))
    recipients = sorted({state for deed in deeds for state in deed.recipients} - set(actors))
    whom = f" to {', '.join(recipients)}" if recipients else ""
    return f"{deeds[0].type} by {', '.join(actors)}{whom}"


def _says(how: str, side: Sequence[Given]) -> str:
    """What the surest of a side says, in its own words."""
    surest = max(side, key=lambda given: (given.features.score, given.id)).features
    text = surest.clause or surest.text
    short = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"{how}{short}"


def _words(context: Context, quote: Quote) -> str:
    return " ".join(context.words(span) for span in quote.at)
