"""What happened: deeds that reports tell in their own voice as done, going on or alleged, with their words.

Told is a deed that a report dates by its own words, not only by the day of writing: "the war" that every
report mentions is no news of that day. What stands only in a quote is told with what is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from kawat.records import Event, Happening
from kawat.store import Count

from .choosing import Weights, best
from .patterns import DeedPattern
from .scope import Places, Scope
from .sentences import Maker
from .structure import Sentence
from .words import Words, unique

TOLD = ("happened", "ongoing", "alleged")
"""The statuses of what is told here; what is planned or demanded stands among the commitments."""

# how surely it must be found: what only its sentence dates may be no part of what happened that day
_SURE_DATED = {"own": 0.6, "sentence": 0.7}
# days that are unsure by more than this are no news
_VAGUE_DAYS = 31
# how many deeds of one type between the same are told, and how many meetings; how many of one type in all
_SAME, _MEETINGS, _OF_TYPE = 1, 2, 4


class Deed(msgspec.Struct, frozen=True):
    """A happening, the event that shows it best, and who does what to whom."""

    whole: Happening
    event: Event
    told: str


def happened(maker: Maker, scope: Scope, places: Places, weights: Weights) -> tuple[list[Sentence], int]:
    """The sentences in order of days, and how many are left out."""
    found = (
        (weights.of(deed.whole, deed.event.made.score), _day(deed), deed)
        for deed in deeds(maker, scope, places)
    )
    chosen, left = best(found, scope.most, _same, lambda deed: (deed.event.type, _OF_TYPE))
    pattern = maker.words.patterns.notes.quoted
    return [sentence(maker, deed, pattern) for deed in chosen], left


def sentence(maker: Maker, deed: Deed, pattern: str) -> Sentence:
    """The sentence that tells a deed by a pattern with slots for it and its words."""
    told = maker.dated(deed.told, deed.event.when)
    count = Count(deed.whole.reports, deed.whole.origins)
    shows = maker.shown(deed.event, sentence=True)
    return maker.sentence(pattern, {"told": told, "words": shows}, count, also=[deed.whole.id])


def _same(deed: Deed) -> tuple[tuple[str, frozenset[str]], int]:
    event = deed.event
    parties = frozenset((*event.actors, *event.recipients))
    return (event.type, parties), _MEETINGS if event.type == "CONSULT" else _SAME


def _day(deed: Deed) -> str:
    return deed.event.when.first if deed.event.when else ""


def deeds(maker: Maker, scope: Scope, places: Places, *, min_origins: int | None = None) -> Iterator[Deed]:
    """What happened in the time asked for and the patterns can tell."""
    which = msgspec.structs.replace(scope.filter, status=TOLD, historical=False, min_origins=min_origins)
    for whole in maker.view.each(Happening, which):
        found = deed(maker, whole)
        if found and scope.holds(found.event.when) and places.have(found.event):
            yield found


def deed(maker: Maker, whole: Happening) -> Deed | None:
    """How a happening is told; None where it cannot be told here."""
    event = _shown(maker, whole)
    told = event and clause(maker.words, event)
    return Deed(whole, event, told) if event and told else None


def _shown(maker: Maker, whole: Happening) -> Event | None:
    """Of the events that date it themselves, with the parties that most have, the surest."""
    members = (maker.view.record(id) for id in whole.members)
    events = [one for one in members if isinstance(one, Event) and _tells(maker, one)]
    if not events:
        return None
    usual = Counter(map(_parties, events)).most_common(1)[0][0]
    return max(
        (event for event in events if _parties(event) == usual),
        key=lambda event: (event.made.score, event.id),
    )


def _tells(maker: Maker, event: Event) -> bool:
    """Whether a report tells it itself, surely enough, as over or on when it was written."""
    if event.status not in TOLD or event.in_quote or event.wording:
        return False
    if event.dated not in _SURE_DATED or event.made.score < _SURE_DATED[event.dated]:
        return False
    if event.when is None or event.historical:
        return False
    width = date.fromisoformat(event.when.last) - date.fromisoformat(event.when.first)
    written = maker.view.report(event.report).written
    return width.days <= _VAGUE_DAYS and (written is None or event.when.first <= written.last)


def _parties(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(event.actors), frozenset(event.recipients)


def clause(words: Words, event: Event) -> str | None:
    """Who does what to whom, with its status; None where the patterns do not fit the parties."""
    known = words.patterns.happened
    pattern = known.types.get(f"{event.type}.{event.mode}") or known.types.get(event.type)
    parties = (*event.actors, *event.recipients)
    if pattern is None or not all(map(words.sayable, parties)) or _one_side(words, parties):
        return None
    if pattern.own_day and (event.dated != "own" or event.status == "ongoing"):
        return None
    who, whom = _sides(pattern, event)
    passive = not who and pattern.passive and bool(whom) and _allowed(words, whom, pattern.to)
    if not passive and not _fits(words, pattern, who, whom):
        return None
    slots = {
        "who": words.names(who),
        "whom": words.names(whom),
        "was": words.form(known.was, len(whom if passive else who)),
    }
    forms = {name: getattr(pattern, name).format(**slots) for name in ("past", "doing", "do", "done")}
    told = (known.passive if passive else known.active)[event.status].format(**slots, **forms)
    return f"{told} {_where(words, event)}".rstrip()


def _one_side(words: Words, parties: Sequence[str]) -> bool:
    """Whether somebody is named beside whom he acts for, or a medium that tells of it: these do not meet."""
    return any(words.state(actor) in parties and words.state(actor) != actor for actor in parties) or any(
        words.is_medium(actor) for actor in parties
    )


def _sides(pattern: DeedPattern, event: Event) -> tuple[list[str], list[str]]:
    """Who does it, and to whom: each actor once."""
    who = list(unique(event.actors))
    if pattern.together:
        return who if len(who) > 1 else list(unique((*event.actors, *event.recipients))), []
    return who, [actor for actor in unique(event.recipients) if actor not in who]


def _fits(words: Words, pattern: DeedPattern, who: list[str], whom: list[str]) -> bool:
    if not who or not _allowed(words, who, pattern.sorts):
        return False
    if pattern.together or pattern.among:
        return len(who) > 1 and not whom
    return not pattern.to or (bool(whom) and _allowed(words, whom, pattern.to))


def _allowed(words: Words, actors: list[str], sorts: frozenset[str]) -> bool:
    return not sorts or all(words.sort(actor) in sorts for actor in actors)


def _where(words: Words, event: Event) -> str:
    """The place, where the clause names it and it is none of the parties."""
    where = event.where
    if where is None or where.at is None or not any(span.contains(where.at) for span in event.at):
        return ""
    place = words.place(where)
    named = {words.name(actor) for actor in (*event.actors, *event.recipients)}
    return "" if place in named else words.patterns.happened.where.format(place=place)
