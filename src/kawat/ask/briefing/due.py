"""What is promised, planned, demanded, offered or threatened, until when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from kawat.records import Commitment, Event, Period, Quote, Record
from kawat.store import Count

from .choosing import Weights, best
from .scope import Places, Scope
from .sentences import Maker, Shown
from .structure import Sentence

_OF_ONE = 3
_VAGUE_DAYS = 62
# what has become of it, what it is, and a day make it weigh more
_DECIDED, _KNOWN, _DATED = 1.0, 0.5, 1.0


class Undertaken(msgspec.Struct, frozen=True):
    """A commitment, and the member whose words show it."""

    whole: Commitment
    shows: Record


def due(maker: Maker, scope: Scope, places: Places, weights: Weights) -> tuple[list[Sentence], int]:
    """The sentences in order of days, and how many are left out."""
    found = ((_points(weights, one), _day(one.whole), one) for one in undertakings(maker, scope, places))
    chosen, left = best(
        found,
        scope.most,
        lambda one: (one.whole.by or one.whole.to, _OF_ONE),
        # one sentence may tell of several plans
        lambda one: (maker.shown(one.shows, sentence=True).words, 1),
    )
    return [sentence(maker, one) for one in chosen], left


def undertakings(maker: Maker, scope: Scope, places: Places) -> Iterator[Undertaken]:
    """The commitments that were made, fall due or were decided in the time asked for."""
    wide = msgspec.structs.replace(scope.filter, since=None, until=None)
    for whole in maker.view.each(Commitment, wide):
        decided = (Period(one.day, one.day) for one in whole.outcome_evidence if one.day)
        dated = [days for days in (whole.made_on, due_days(whole), *decided) if days]
        if not (any(map(scope.holds, dated)) if dated else scope.holds(None)):
            continue
        found = undertaken(maker, whole)
        if found and places.have(found.shows):
            yield found


def undertaken(maker: Maker, whole: Commitment) -> Undertaken | None:
    """How a commitment is told; None where it cannot be told."""
    shows = _shown(maker, whole)
    return Undertaken(whole, shows) if shows is not None and clause(maker, whole) else None


def due_days(whole: Commitment) -> Period | None:
    """The days on which it is due, as far as they say anything."""
    if whole.due is None:
        return None
    width = date.fromisoformat(whole.due.last) - date.fromisoformat(whole.due.first)
    return whole.due if width.days <= _VAGUE_DAYS else None


def _shown(maker: Maker, whole: Commitment) -> Record | None:
    """The member that was written first; none where only an AI summary has it."""
    for id in whole.members:
        one = maker.view.record(id)
        if isinstance(one, Quote | Event) and one.wording != "ai-summary":
            return one
    return None


def _points(weights: Weights, one: Undertaken) -> float:
    whole = one.whole
    points = weights.of(whole, one.shows.made.score) + weights.soon(due_days(whole))
    points += _DECIDED if whole.outcome not in ("open", "unknown") else 0
    return points + (_KNOWN if whole.type else 0) + (_DATED if due_days(whole) else 0)


def _day(whole: Commitment) -> str:
    days = whole.made_on or whole.due
    return days.first if days else "9999"


def clause(maker: Maker, whole: Commitment) -> str | None:
    """Who undertook it towards whom; None where the sides are not known, or have no name in the language."""
    known: dict[str, str] = getattr(maker.words.patterns.due, whole.sort)
    by = [actor for actor in whole.by if maker.words.sayable(actor)]
    to = [actor for actor in whole.to if maker.words.sayable(actor) and actor not in by]
    which = ("both" if to else "by") if by else "to" if to else ""
    if which not in known:
        return None
    return known[which].format(by=maker.words.names(by), to=maker.words.names(to))


def told(maker: Maker, one: Undertaken) -> str:
    """Who undertook it when, according to whom."""
    made = maker.attributed(clause(maker, one.whole) or "", one.shows, one.whole.by)
    return maker.dated(made, one.whole.made_on)


def sentence(maker: Maker, one: Undertaken) -> Sentence:
    """The sentence that tells a commitment, until when it is due, and what became of it."""
    whole = one.whole
    decisive = [proof for proof in whole.outcome_evidence if proof.outcome == whole.outcome]
    tail = "".join(_tail(maker, whole, decisive[-1].day if decisive else None))
    slots: dict[str, str | Shown] = {
        "told": told(maker, one),
        "words": maker.shown(one.shows, sentence=True),
    }
    return maker.sentence(
        maker.words.patterns.notes.quoted + tail,
        slots,
        Count(whole.reports, whole.origins),
        also=[whole.id, *(proof.record for proof in decisive[-1:])],
    )


def _tail(maker: Maker, whole: Commitment, decided: str | None) -> Iterator[str]:
    """Until when it is due, and what became of it."""
    known = maker.words.patterns.due.tail
    due = due_days(whole)
    if due:
        yield known["due"].format(when=maker.words.when(due))
    when = maker.words.when(Period(decided, decided)) if decided else ""
    yield known[whole.outcome].format(when=when).rstrip()
