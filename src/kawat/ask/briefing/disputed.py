"""What is disputed: accounts of one thing that cannot all hold, each with who gives it, none preferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from kawat.records import Disagreement, Event, EventType, Figure, Quote, Record, Side
from kawat.store import Count

from .choosing import Weights, best, sureness
from .quoting import language_of, words
from .scope import Places, Scope
from .sentences import Maker, Shown
from .structure import Sentence

_MOST_SIDES = 6
_LEAST_WORDS = 3
# how `of` of a disagreement names a deed: 'ASSAULT by RUS to UKR', and a thing: 'troops of RUS'
_DEED = re.compile(r"(?P<type>[A-Z]+) (?:by|of) (?P<who>[^ ]+(?:, [^ ]+)*)(?: to (?P<whom>.+))?\Z")
_ACTORS = re.compile(", | and ")
_DENIED = "denied: "


def disputed(maker: Maker, scope: Scope, places: Places, weights: Weights) -> tuple[list[Sentence], int]:
    """The sentences, those of the sides under that of the dispute, and how many disputes are left out."""
    found = (
        (weights.of(one, sureness([one])), one.days.first if one.days else "9999", one)
        for one in disputes(maker, scope, places)
    )
    chosen, left = best(found, max(1, scope.most // 2))
    return [sentence for one in chosen for sentence in sentences(maker, one)], left


def disputes(maker: Maker, scope: Scope, places: Places) -> Iterator[Disagreement]:
    """Those of the time, actor and place that the patterns can tell."""
    for one in maker.view.each(Disagreement, scope.filter):
        sides = list(_sides(maker, one)) if clause(maker, one) else []
        if len(sides) > 1 and any(places.have(shows) for _, shows in sides):
            yield one


def clause(maker: Maker, one: Disagreement) -> str | None:
    """What the accounts differ on; None where no pattern says it."""
    known = maker.words.patterns.disputed
    of = _of(maker, one)
    if of is None:
        return None
    if one.moves:
        return known.moves.format(of=of)
    return {
        "figure": known.figure,
        "denial": known.denial,
        "date": known.date,
        "characterisation": known.characterisation,
    }[one.about].format(of=of)


def _of(maker: Maker, one: Disagreement) -> str | None:
    known = maker.words.patterns.disputed
    if one.about == "figure":
        thing, _, whose = one.of.partition(" of ")
        if thing not in known.things:
            return None
        name = known.things[thing]
        return known.of["held"].format(thing=name, whose=maker.words.name(whose)) if whose else name
    if one.about == "characterisation":
        _, _, parties = one.of.partition(" of ")
        return maker.words.names(_ACTORS.split(parties)) if parties else None
    return _deed(maker, one)


def _deed(maker: Maker, one: Disagreement) -> str | None:
    """The deed that some tell and others deny."""
    found = _DEED.match(one.of)
    if not found:
        return None
    who = found["who"].split(", ")
    whom = found["whom"].split(", ") if found["whom"] else []
    alone, towards = maker.words.patterns.disputed.deeds[cast(EventType, found["type"])]
    return (towards if whom else alone).format(who=maker.words.names(who), whom=maker.words.names(whom))


def sentences(maker: Maker, one: Disagreement) -> Iterator[Sentence]:
    """The sentence that says what the accounts differ on, and one for each account."""
    yield head(maker, one, "{told}")
    for side, shows in list(_sides(maker, one))[:_MOST_SIDES]:
        yield _side(maker, side, shows)


def head(maker: Maker, one: Disagreement, pattern: str) -> Sentence:
    """The sentence that says what the accounts differ on, by a pattern with a slot for it."""
    rests = [shows for _, shows in _sides(maker, one)]
    told = maker.dated(clause(maker, one) or "", one.days)
    return maker.sentence(
        pattern, {"told": told}, Count(one.reports, one.origins), also=[one.id], rests=rests
    )


def _sides(maker: Maker, one: Disagreement) -> Iterator[tuple[Side, Record]]:
    """The sides that have something to show, each with the member that shows it."""
    for side in one.sides:
        members = [maker.view.record(id) for id in side.members]
        shows = [
            record
            for record in members
            if isinstance(record, Quote | Event | Figure) and getattr(record, "wording", None) != "ai-summary"
        ]
        if shows:
            yield side, max(shows, key=lambda record: _worth(maker, record))


def _worth(maker: Maker, record: Record) -> tuple[bool, bool, float, str]:
    own = language_of(maker.view, record) == maker.words.code
    return len(words(maker.view, record)[0].split()) >= _LEAST_WORDS, own, record.made.score, record.id


def _side(maker: Maker, side: Side, shows: Record) -> Sentence:
    known = maker.words.patterns.disputed
    who = maker.words.names(_givers(maker, side))
    told = known.reports_say
    if who:
        told = (known.denies if side.says.startswith(_DENIED) else known.says).format(who=who)
    slots: dict[str, str | Shown] = {"told": told, "words": maker.shown(shows)}
    count = Count(side.reports, side.origins)
    return maker.sentence(maker.words.patterns.notes.quoted, slots, count, under=True)


def _givers(maker: Maker, side: Side) -> list[str]:
    """Who gives an account; a state only where nobody who acts for it does."""
    known = [actor for actor in side.according_to if maker.words.sayable(actor)]
    acting = {maker.words.state(actor) for actor in known if maker.words.sort(actor) != "state"}
    return [actor for actor in known if actor not in acting]
