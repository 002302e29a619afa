"""What a report tells that may decide a commitment: done, kept, called off, not to be seen, refused."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kawat.records import Event, Period, Quote, Record, Sentence, Span

from .stated import DEEDS, SORTS, How, Recall, Stated
from .telling import Telling
from .wording import Wording

_SURE, _SURE_OFF = 0.5, 0.4
_SURE_DENIAL = 0.8
# what is only asked, wished, promised or denied has not been done
_NOT_DONE = frozenset({"deny", "reject", "promise", "threaten", "demand", "request", "offer", "warn", "ask"})
_BEFORE = 2
_FEW = 4


def deeds(telling: Telling) -> Iterator[tuple[str, Stated]]:
    """What may decide commitments, each with the id of the record that shows it; of one record the first."""
    if telling.wording is None or telling.written is None:
        return
    found: dict[str, Stated] = {}
    recalls = tuple(dict.fromkeys(_recalls(telling)))
    for id, stated in (*_kept(telling, telling.wording), *_done(telling), *_denied(telling, telling.wording)):
        found.setdefault(id, msgspec.structs.replace(stated, recalls=stated.recalls or recalls))
    yield from found.items()


def _done(telling: Telling) -> Iterator[tuple[str, Stated]]:
    """What happened, or was called off, as the report or somebody in it says."""
    told = {quote.id: quote for quote in telling.quotes}
    for event in telling.events:
        quote = told.get(event.in_quote or "")
        if event.type not in DEEDS or event.historical or not (event.actors or event.recipients):
            continue
        how = _how(telling, event)
        if how is None or event.made.score < (_SURE_OFF if how == "off" else _SURE):
            continue
        if how != "off" and not event.actors:
            continue
        if how != "off" and quote and (quote.act in _NOT_DONE or quote.speaker_actor is None):
            continue
        yield (
            event.id,
            _stated(
                telling,
                event,
                how=how,
                types=(event.type,),
                by=event.actors,
                to=event.recipients,
                doers=tuple(sorted(telling.states(event.actors))),
                targets=tuple(sorted(telling.states(event.recipients))),
                persons=telling.persons((*event.actors, *event.recipients)),
                day=telling.short(event.when) if how != "off" else telling.written,
                due=event.when if event.dated == "own" else None,
                teller=telling.state(quote.speaker_actor) if quote and quote.speaker_actor else None,
            ),
        )


def _how(telling: Telling, event: Event) -> How | None:
    """Whether it was called off, has happened or goes on; None when neither is told."""
    wording = telling.wording
    assert wording is not None
    sentence = telling.sentence(event.trigger.start)
    before = Span(sentence.at[0].start, event.trigger.start) if sentence else None
    if before and before.start < before.end and event.status in ("denied", "happened"):
        tells = wording.tells(telling.words([Span(max(before.start, before.end - 60), before.end)]))
        if "off" in tells:
            return "off"
    clause = telling.words(event.at)
    if wording.denies(clause):
        return None
    return {"happened": "done", "ongoing": "ongoing"}.get(event.status)  # type: ignore[return-value]


def _kept(telling: Telling, wording: Wording) -> Iterator[tuple[str, Stated]]:
    """A promise or threat spoken of as made before, in a sentence which says that it has been kept or not."""
    for sentence in telling.sentences:
        text = telling.words(sentence.at)
        tells = wording.tells(text)
        if "broken" in tells:
            how: How = "broken"
        elif "kept" in tells or tells.get("done", len(text)) < tells.get("recalled", 0):
            how = "kept"
        else:
            continue
        head = text[: max(tells.get("recalled", 0), tells.get("kept", 0), tells.get("broken", 0))]
        if how == "kept" and (wording.denies(head) or wording.is_to_come(head) or "yet" in tells):
            continue
        record = _record(telling, sentence)
        days = [one.value for one in telling.days(sentence.at) if one.value]
        named = sorted(telling.named(sentence.at[0]))
        recalls = tuple(Recall(state, day) for state in named for day in days)
        yield (
            record.id,
            _stated(
                telling,
                record,
                how=how,
                doers=tuple(named),
                day=_day(telling, days),
                recalls=recalls,
                text=text,
            ),
        )


def _record(telling: Telling, sentence: Sentence) -> Record:
    """The event or quote that stands in a sentence, else the sentence itself."""
    within = sentence.at[0]
    records: tuple[Event | Quote, ...] = (*telling.events, *telling.quotes)
    inside = [one for one in records if within.contains(one.at[0])]
    return max(inside, key=lambda one: (one.at[0].end - one.at[0].start, one.id), default=sentence)


def _day(telling: Telling, days: list[Period]) -> Period | None:
    """The latest day that is named and has come, else the day of the report."""
    written = telling.written
    assert written is not None
    past = [day for day in days if day.first <= written.last and day.first == day.last]
    return max(past, key=lambda day: day.first, default=written)


def _denied(telling: Telling, wording: Wording) -> Iterator[tuple[str, Stated]]:
    """Who says that something is not so, or refuses it."""
    for quote in telling.quotes:
        if quote.speaker_actor is None or quote.made.score < _SURE_DENIAL:
            continue
        text = telling.words(quote.at)
        tells = wording.tells(text)
        if "yet" in tells:
            continue
        how: How
        recalled = "recalled" in tells
        if quote.act == "reject":
            how = "refused"
            recalled = bool({"demand", "request"} & wording.acts(text)) and len(text.split()) <= _FEW
        elif "unseen" in tells or (quote.act == "deny" and wording.denies(text)):
            how = "unseen"
        else:
            continue
        around = telling.before(quote.at[0].start, _BEFORE)
        stated = _stated(
            telling,
            quote,
            how=how,
            types=tuple(type for type in wording.types(text) if type in DEEDS),
            by=(quote.speaker_actor,),
            doers=tuple(sorted(telling.named(around))),
            day=telling.short(quote.said),
            teller=telling.state(quote.speaker_actor),
            recalled=recalled,
        )
        yield quote.id, stated


def _recalls(telling: Telling) -> Iterator[Recall]:
    """What the report speaks of as promised or threatened on an earlier day."""
    written = telling.written
    assert written is not None
    for quote in telling.quotes:
        earlier = quote.said and quote.said.last < written.first
        if quote.act in SORTS and quote.speaker_actor and quote.said and earlier:
            yield Recall(telling.state(quote.speaker_actor), quote.said)
    for event in telling.events:
        when = event.when
        if (
            event.type in ("AGREE", "THREATEN")
            and when
            and event.dated != "report"
            and when.last < written.first
        ):
            yield from (Recall(state, when) for state in sorted(telling.states(event.actors)))


def _stated(telling: Telling, record: Record, **fields: object) -> Stated:
    sentence = telling.sentence(record.at[0].start)
    around = sentence.at[0] if sentence else record.at[0]
    stated = Stated(
        report=telling.report,
        at=record.at,
        text=telling.words(record.at),
        gist=telling.gist(record.at if len(telling.words(record.at).split()) > _FEW else [around]),
        language=telling.language,
        told=telling.written,
        others=tuple(sorted(telling.named(around))),
        things=tuple(sorted(telling.things(Span(record.at[0].start, record.at[-1].end)))),
        context=telling.words([around]),
        score=record.made.score,
    )
    return msgspec.structs.replace(stated, **fields)
