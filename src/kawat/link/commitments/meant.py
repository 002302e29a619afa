"""Whether words do what they are said to do: promise, threaten, demand; and whether an event is to come."""

from __future__ import annotations

import re

from kawat.records import CommitmentSort, Event, EventType, Quote, Span

from .stated import DEEDS, SORTS
from .telling import Telling
from .wording import Wording

HOSTILE: frozenset[EventType] = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# nobody plans these in public: who is said to plan them is accused of it
SECRET: frozenset[EventType] = frozenset({"COERCE", "ASSAULT"})
# what a threat threatens with
_ANSWERS: frozenset[EventType] = frozenset({"THREATEN", "SANCTION", "MOBILIZE"})
# what one can promise to do with others
_JOINT: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
_TO_COME = frozenset({"planned", "conditional", "called-for", "denied"})
_SURE_WITHOUT_CUE = 0.8
# so many characters around an event say whether it is to come
_BEFORE, _AFTER = 80, 40
# so many characters behind 'will' say what is to be borne
_CLOSE = 60
# what begins or ends an aside, beyond which nothing says that a deed is to come
_ASIDE = re.compile(r"\s[-–—]+\s|—|[()]")


def is_meant(telling: Telling, quote: Quote, sort: CommitmentSort, text: str, deeds: list[Event]) -> bool:
    """Whether the words do what they are said to do: by the word of saying, or what they say themselves."""
    wording = telling.wording
    assert wording is not None
    cue = telling.words([quote.cue]) if quote.cue else ""
    named = any(SORTS.get(act) == sort for act in wording.acts(cue))
    said = wording.tells(cue)
    if sort == "demand":
        if "advised" in said:
            return False
        told = quote.form != "direct" and quote.made.score >= _SURE_WITHOUT_CUE
        return named or (bool(deeds) and told)
    to_come = wording.is_to_come(text)
    types = frozenset(wording.types(wording.main(text)))
    tells = wording.tells(text)
    borne = _is_borne(wording, wording.main(text))
    if _is_of_others(telling, quote) and not borne and (sort == "threat" or "assured" in said or not named):
        return False
    if sort == "threat":
        hostile = any(event.actors and event.type in HOSTILE for event in deeds)
        return to_come and (hostile or borne or ("if" in tells and bool(types & _ANSWERS)))
    if not deeds and _others_do_it(telling, quote):
        return False
    if sort == "offer" and not named and any(event.type in SECRET for event in deeds):
        return False
    if named:
        done = types | {event.type for event in deeds}
        return to_come or bool(done & DEEDS) or "if" in tells
    # without a word for it, the speaker must be seen to do something
    return to_come and any(event.actors for event in deeds) and quote.made.score >= _SURE_WITHOUT_CUE


def _is_borne(wording: Wording, text: str) -> bool:
    """Whether somebody will have to bear it, as the words right behind 'will' say."""
    comes = wording.comes_at(text)
    return comes is not None and "borne" in wording.tells(text[comes : comes + _CLOSE])


def _is_of_others(telling: Telling, quote: Quote) -> bool:
    """Whether the words say of others alone that they will do something: who stands before 'will'."""
    wording, speaker = telling.wording, quote.speaker_actor
    if wording is None or speaker is None:
        return False
    for span in quote.at:
        comes = wording.comes_at(telling.text[span.start : span.end])
        if comes is None:
            continue
        comma = telling.text.rfind(",", span.start, span.start + comes)
        subject = Span(max(span.start, comma + 1), span.start + comes)
        if subject.start >= subject.end or "own" in wording.tells(telling.words([subject])):
            return False
        named = telling.named(subject)
        return bool(named) and telling.state(speaker) not in named
    return False


def _others_do_it(telling: Telling, quote: Quote) -> bool:
    """Whether all that is to come in the words is done by others: then it foretells, and promises nothing."""
    told = [event for event in telling.events if event.in_quote == quote.id and is_to_come(telling, event)]
    return bool(told) and all(event.actors and event.type not in _JOINT for event in told)


def is_to_come(telling: Telling, event: Event) -> bool:
    """Whether somebody is to do this: it is not the condition on which something else is done."""
    return event.status in _TO_COME and not is_condition(telling, event)


def is_condition(telling: Telling, event: Event) -> bool:
    """Whether a word for 'if' stands before it in its clause."""
    clause = Span(max(0, min(span.start for span in event.at) - 12), event.trigger.start)
    wording = telling.wording
    return (
        wording is not None and clause.end > clause.start and "if" in wording.tells(telling.words([clause]))
    )


def is_only_wished(telling: Telling, event: Event) -> bool:
    """Whether its sentence asks for it, hopes for it, rules it out, or says that nothing came of it."""
    sentence = telling.sentence(event.trigger.start)
    if sentence is None or telling.wording is None:
        return False
    text = telling.words(sentence.at)
    start = min(max(sentence.at[0].start, event.trigger.start - _BEFORE), event.trigger.start)
    before = telling.wording.tells(telling.text[start : event.trigger.start])
    return text.endswith("?") or "wished" in before or "unseen" in telling.wording.tells(text)


def is_ahead(telling: Telling, event: Event) -> bool:
    """Whether its sentence says anywhere that something is to come."""
    sentence = telling.sentence(event.trigger.start)
    return bool(sentence and telling.wording and telling.wording.is_to_come(telling.words(sentence.at)))


def is_announced(telling: Telling, event: Event) -> bool:
    """Whether the sentence says up to the event, or a little after it, that it is to come.

    Of talks it must say so before: 'their talks will help' is told of talks that may be over.
    """
    sentence = telling.sentence(event.trigger.start)
    if sentence is None or telling.wording is None:
        return False
    after = 0 if event.type == "CONSULT" else _AFTER
    stop = min(sentence.at[0].end, event.trigger.end + after)
    start = min(max(sentence.at[0].start, event.trigger.start - _BEFORE), event.trigger.start)
    before = _ASIDE.split(telling.text[start : event.trigger.start])[-1]
    behind = _ASIDE.split(telling.text[event.trigger.end : stop])[0]
    words = telling.text[event.trigger.start : event.trigger.end]
    return telling.wording.is_to_come(f"{before}{words}{behind}")
