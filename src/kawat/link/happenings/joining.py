"""The same deed, across reports, wordings and languages."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kawat.link.joins import Candidate, Joining
from kawat.link.members import (
    counted,
    days_from,
    first_written,
    languages,
    most,
    only_summarised,
    stretches,
)
from kawat.ontology import types
from kawat.records import Actor, Event, EventType, Happening, Made, Period, Place, Written
from kawat.store import Tie, View
from kawat.store.weeks import MUTUAL
from kawat.text import Words

from .deeds import APART, REPORTED, Deed, Who, about, content, days_fit, deed, length, numbers, same, weighed
from .evidence import shown
from .telling import Telling

STAGE, VERSION = "happenings", "2"
_RUN = 5
_KEYS = 2
_BLOCK = 4
_LONGEST = 14
# the share of the fewer words that makes two sentences one in copies, and the least words for it
_COPIED, _LEAST_WORDS = 0.8, 6
# what lies so many days back is not news
_LONG_AGO = 14
# from which likelihood on two deeds are held together; what the pairs of a whole must reach is in clusters.py
_LEAST = 0.3
# told in one of these ways, a deed may be told in another and be the same; a plan, a wish or a denial is not
_FACT = frozenset({"happened", "ongoing", "alleged"})
# deeds that are what they are by what is said
_SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def deeds(view: View, report: str) -> Iterator[Candidate[Deed]]:
    """What is compared of each event of a report."""
    events = view.records(Event, report=report)
    if not events:
        return
    text, language = view.text(report), view.report(report).language or ""
    states = {actor.id: actor.country or actor.id for actor in view.records(Actor, report=report)}
    persons = {actor.id for actor in view.records(Actor, report=report) if actor.sort == "person"}
    written, telling = view.report(report).written, Telling(view, report)
    for event in events:
        # the sentence in which it is told, else its clause
        sentence = telling.sentence(event.trigger) or event.at[0]
        words = text[sentence.start : sentence.end]
        trigger = text[event.trigger.start : event.trigger.end]
        clause = " ".join(text[span.start : span.end] for span in event.at)
        told = Deed(
            report=report,
            at=event.at,
            language=language,
            trigger=trigger,
            deed=deed(trigger, language),
            clause=clause,
            about=about(clause, trigger, language),
            words=content(words, language),
            telling=telling.words(sentence, event),
            sentence=words,
            numbers=numbers(telling.bare(sentence)),
            type=event.type,
            cameo=event.cameo,
            mode=event.mode,
            status=event.status,
            historical=event.historical,
            **_sides(event, states),
            states=telling.states(event),
            direction=telling.direction(event),
            when=event.when,
            dated=event.dated,
            remembered=_remembered(event, written),
            persons=tuple(sorted(persons & {*event.actors, *event.recipients})),
            where=event.where,
            score=event.made.score,
            summarised=event.wording == "ai-summary",
            spoken=event.type in _SPOKEN,
        )
        yield Candidate(event.id, tuple(_keys(told, words)), told)


def _remembered(event: Event, written: Written | None) -> bool:
    """Whether the day of an event lies long before that of its report."""
    if event.when is None or written is None:
        return False
    return days_from(event.when.last, written.first) > _LONG_AGO


def _sides(event: Event, states: Mapping[str, str]) -> dict[str, tuple[Who, ...]]:
    """Who takes part. The state somebody acts for is what this report knows, whatever others do."""

    def known(ids: Iterable[str]) -> tuple[Who, ...]:
        # 'USA: senior official' acts for the USA
        return tuple(Who(id, states.get(id, id.partition("/")[0])) for id in sorted(set(ids)))

    if event.type in MUTUAL:
        return {"actors": known((*event.actors, *event.recipients))}
    return {"actors": known(event.actors), "recipients": known(event.recipients)}


def _keys(deed: Deed, sentence: str) -> Iterator[str]:
    """Whoever has the same words, and whoever tells of deeds of the same kind and state in the same days."""
    folds = [word.fold for word in Words(sentence)]
    runs = {zlib.crc32(" ".join(folds[i : i + _RUN]).encode()) for i in range(len(folds) - _RUN + 1)}
    yield from (f"w{run:x}" for run in sorted(runs)[:_KEYS])
    states = {who.state for who in (*deed.actors, *deed.recipients)}
    for days in _blocks(deed):
        # a deed of another type is only the same where it is told in one of the same words
        yield from (f"{state} {days} {what}" for state in sorted(states) for what in (deed.type, *deed.deed))


def _group(type: EventType | None) -> str:
    return types()[type].group if type else ""


def _blocks(deed: Deed) -> Iterator[str]:
    """The blocks of days that are as near as deeds may be; of a long period its month or its year."""
    if deed.when is None:
        return
    if days_from(deed.when.first, deed.when.last) > _LONGEST:
        yield deed.when.first[: 7 if deed.when.first[:7] == deed.when.last[:7] else 4]
    else:
        yield from stretches(deed.when, _BLOCK, REPORTED - APART if deed.dated == "report" else APART)


def _tie(left: Deed, right: Deed) -> Tie | None:
    if _group(left.type) != _group(right.type) or not _take_part(left, right):
        return None
    if _copied(left, right):
        return Tie(1.0, "the same words")
    abroad = left.language != right.language
    if not (_told_alike(left, right) and days_fit(left, right) and (abroad or shown(left, right))):
        return None
    score, why = weighed(left, right, least=_LEAST)
    # of two languages whole sentences have to be encoded: only where the rest is alike
    if score < _LEAST or (abroad and not shown(left, right)):
        return None
    return Tie(round(score, 3), why)


def _copied(left: Deed, right: Deed) -> bool:
    """Whether two reports tell it in the same sentence: then it is one, whatever was made of each."""
    fewer = min(len(left.words), len(right.words))
    return (
        left.report != right.report
        and left.type == right.type
        and left.deed == right.deed
        and fewer >= _LEAST_WORDS
        and len(set(left.words) & set(right.words)) >= _COPIED * fewer
    )


def _told_alike(left: Deed, right: Deed) -> bool:
    return left.status == right.status or (left.status in _FACT and right.status in _FACT)


def _take_part(left: Deed, right: Deed) -> bool:
    """Whether those who take part can be the same: on one side somebody is, and on the other, if named.

    Where all take part alike, there are not others in both: two who meet one and the same meet him twice.
    """
    sides = ((left.actors, right.actors), (left.recipients, right.recipients))
    named = [(mine, others) for mine, others in sides if mine and others]
    if not named or any(len(_others(mine, others)) == len(mine) for mine, others in named):
        return False
    if left.type not in MUTUAL:
        return True
    return not (_others(left.actors, right.actors) and _others(right.actors, left.actors))


def _others(some: Sequence[Who], told: Sequence[Who]) -> list[Who]:
    """Those of `some` who are not told of."""
    return [one for one in some if not any(same(one, other) for other in told)]


def _whole(view: View, members: Sequence[Candidate[Deed]]) -> Happening:
    """The happening of these events: what most tell, and the days that are told most closely."""
    in_order = first_written(view, members)
    ordered = [member.features for member in in_order]
    surest = sorted(ordered, key=lambda deed: (deed.summarised, -deed.score))
    count = counted(view, ((deed.report, None) for deed in ordered))
    return Happening(
        report=ordered[0].report,
        at=ordered[0].at,
        made=Made(STAGE, VERSION, "", surest[0].score),
        members=tuple(member.id for member in in_order),
        reports=count.reports,
        origins=count.origins,
        basis=count.basis + only_summarised(ordered),
        type=most([deed.type for deed in surest if deed.type]),
        status=most([deed.status for deed in surest]),
        historical=all(deed.historical for deed in ordered),
        actors=_named([deed.actors for deed in surest]),
        recipients=_named([deed.recipients for deed in surest]),
        when=_when(ordered),
        where=_where(surest),
        languages=languages(deed.language for deed in ordered),
    )


def _named(sides: Sequence[Sequence[Who]]) -> tuple[str, ...]:
    """Those of each state of whom at least half of the members name somebody, of those who name anybody.

    Nobody where most name nobody. A state is named by whom most name of those who act for it.
    """
    told = [side for side in sides if side]
    if 4 * len(told) < len(sides):
        return ()
    # in the order in which they are named, which a set would not keep
    of_state = Counter(state for side in told for state in dict.fromkeys(who.state for who in side))
    kept = [state for state, times in of_state.items() if 2 * times >= len(told)]
    return tuple(id for state in kept or of_state for id in _of(state, told))


def _of(state: str, told: Sequence[Sequence[Who]]) -> Iterator[str]:
    """Who acts for the state, by most of the members that say it more closely; the state where none does."""
    often = Counter(who.id for side in told for who in side if who.state == state != who.id)
    most = max(often.values(), default=0)
    yield from [id for id, times in often.items() if 2 * times >= most] or [state]


def _when(told: Sequence[Deed]) -> Period | None:
    """The shortest period of those whose day stands in the words, else of those by the report's day.

    Of several that are as short the one that most give.
    """
    surely = [deed.when for deed in told if deed.when and deed.dated != "report"]
    merely = [deed.when for deed in told if deed.when]
    often = Counter(surely or merely)
    return min(often, key=lambda days: (length(days), -often[days], days.first), default=None)


def _where(surest: Sequence[Deed]) -> Place | None:
    places = [deed.where for deed in surest if deed.where]
    name = most([place.name for place in places]) if places else None
    return next((place for place in places if place.name == name), None)


happenings: Joining[Deed] = Joining(Happening, Deed, deeds, _tie, _whole)
"""Events into happenings."""
