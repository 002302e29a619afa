"""The same words of the same speaker, across reports, wordings and languages."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

import msgspec

from kawat.records import Act, Actor, Made, Period, Quote, Saying, Span
from kawat.store import Tie, View
from kawat.text import Words

from .joins import Candidate, Joining
from .members import (
    actors_of,
    counted,
    days_between,
    days_from,
    first_written,
    languages,
    most,
    only_summarised,
    state_of,
    stretches,
)
from .vectors import nearness

STAGE, VERSION = "sayings", "2"
_RUN = 4
_KEYS = 4
_LEAST_WORDS = 4
# the share of the shorter quote's words, in runs, that make two quotes of unknown or equal speaker the same
_SAME_WORDS = 0.6
# how near in meaning two quotes of one speaker must be: in one language, and in two
_NEAR, _NEAR_ABROAD = 0.75, 0.62
_DAYS_BETWEEN = 2


class Said(msgspec.Struct, frozen=True):
    """What is compared of a quote. `state`: the state that the speaker is or speaks for.

    `summarised`: it stands in an AI summary.
    """

    report: str
    at: tuple[Span, ...]
    text: str
    words: tuple[str, ...]
    language: str
    speaker: str | None = None
    state: str | None = None
    addressee: str | None = None
    act: Act = "assert"
    said: Period | None = None
    outlet: str | None = None
    score: float = 0.0
    summarised: bool = False


def _parts(view: View, report: str) -> Iterator[Candidate[Said]]:
    told = view.report(report)
    text, actors = view.text(report), actors_of(view, report)
    for quote in view.records(Quote, report=report):
        words = " ".join(text[span.start : span.end] for span in quote.at)
        folded = tuple(word.fold for word in Words(words))
        if not folded:
            continue
        said = Said(
            report=report,
            at=quote.at,
            text=words,
            words=folded,
            language=told.language or "",
            speaker=quote.speaker_actor,
            state=state_of(actors, quote.speaker_actor),
            addressee=quote.addressee_actor,
            act=quote.act,
            said=quote.said or (told.written.period if told.written else None),
            outlet=_outlet(actors.get(quote.addressee_actor or "")),
            score=quote.made.score,
            summarised=quote.wording == "ai-summary",
        )
        alike = tuple(_words(said))
        yield Candidate(quote.id, (*alike, *_found_by(said)), said, (*alike, *_seeks(said)))


def _words(said: Said) -> Iterator[str]:
    """Whoever has the same words."""
    runs = {
        zlib.crc32(" ".join(said.words[i : i + _RUN]).encode()) for i in range(len(said.words) - _RUN + 1)
    }
    yield from (f"w{run:x}" for run in sorted(runs)[:_KEYS])
    if len(said.words) < _RUN:
        yield f"w{' '.join(said.words)}"


def _found_by(said: Said) -> Iterator[str]:
    """Whoever hears the same speaker in the same days, or the state that he speaks for."""
    if said.state and said.said:
        own = "o" if said.speaker == said.state else f"p{said.speaker} "
        for week in _weeks(said.said):
            yield from (f"s{said.state} {week}", f"{own}{said.state} {week}")


def _seeks(said: Said) -> Iterator[str]:
    """A state seeks all who speak for it; whoever else speaks, himself and the state, no others of it."""
    if said.state and said.said:
        for week in _weeks(said.said):
            if said.speaker == said.state:
                yield f"s{said.state} {week}"
            else:
                yield from (f"p{said.speaker} {said.state} {week}", f"o{said.state} {week}")


def _weeks(days: Period) -> Iterator[str]:
    """The half weeks that a period touches, one more on each side; none of a long one."""
    if days_from(days.first, days.last) > 2 * 7:
        return iter(())
    return stretches(days, 4, _DAYS_BETWEEN)


def _tie(left: Said, right: Said) -> Tie | None:
    if not _speakers_agree(left, right):
        return None
    if left.words == right.words:
        return _same_words(left, right, 1.0)
    # told once for all that it is compared with: in a hot week these are thousands
    if left.language == right.language and _numbers(left.words) != _numbers(right.words):
        return None
    common = _common(left.words, right.words)
    if common >= _SAME_WORDS and min(len(left.words), len(right.words)) >= _LEAST_WORDS:
        return _same_words(left, right, common)
    if left.speaker is None or right.speaker is None or not _days_agree(left, right):
        return None
    near = nearness(left.text, right.text)
    abroad = left.language != right.language
    if near < (_NEAR_ABROAD if abroad else _NEAR):
        return None
    how = "in translation" if abroad else "in other words"
    return Tie(round(near, 3), f"{left.speaker} says the same {how}: nearness {near:.2f}")


def _same_words(left: Said, right: Said, common: float) -> Tie | None:
    """Few words are the same by chance: then the speaker must be known, and the days must fit."""
    few = min(len(left.words), len(right.words)) < 2 * _LEAST_WORDS
    if few and (left.speaker is None or right.speaker is None or not _days_agree(left, right)):
        return None
    return Tie(round(common, 3), f"the same words ({common:.0%} of the shorter quote)")


def _speakers_agree(left: Said, right: Said) -> bool:
    """One actor, or one of them the state that the other speaks for; somebody unknown may be anybody."""
    if left.speaker is None or right.speaker is None or left.speaker == right.speaker:
        return True
    return left.state == right.state and left.state in (left.speaker, right.speaker)


def _days_agree(left: Said, right: Said) -> bool:
    """Whether they can have been said on one occasion."""
    if not left.said or not right.said:
        return False
    return days_between(left.said, right.said) <= _DAYS_BETWEEN


@lru_cache(20_000)
def _numbers(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of the pairs of neighbouring words of the shorter that the longer has."""
    one, other = _pairs(left), _pairs(right)
    if one and other and one.keys().isdisjoint(other):
        return 0.0
    fewer = min(one.total(), other.total())
    return (one & other).total() / fewer if fewer else float(left == right)


@lru_cache(20_000)
def _pairs(words: tuple[str, ...]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(words))


def _whole(view: View, members: Sequence[Candidate[Said]]) -> Saying:
    """The saying of these quotes, each field from the surest member that has it, AI summaries asked last."""
    first = first_written(view, members)
    ordered = [member.features for member in first]
    surest = sorted(ordered, key=lambda said: (said.summarised, -said.score))
    numbers = counted(view, ((said.report, said.outlet) for said in ordered))
    return Saying(
        report=ordered[0].report,
        at=ordered[0].at,
        made=Made(STAGE, VERSION, "", surest[0].score),
        members=tuple(member.id for member in first),
        reports=numbers.reports,
        origins=numbers.origins,
        basis=numbers.basis + only_summarised(ordered),
        speaker_actor=_speaker(surest),
        addressee_actor=next((said.addressee for said in surest if said.addressee), None),
        act=most([said.act for said in surest]),
        said=min((said.said for said in ordered if said.said), key=_length, default=None),
        languages=languages(said.language for said in ordered),
    )


def _speaker(surest: Sequence[Said]) -> str | None:
    """The speaker that most members name; one who is named beats a state that stands for him."""
    named = [said.speaker for said in surest if said.speaker]
    persons = [said.speaker for said in surest if said.speaker and said.speaker != said.state]
    return most(persons or named) if named else None


def _meant(said: Said) -> tuple[str, ...]:
    return (said.text,)


def _length(days: Period) -> tuple[int, str]:
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days, days.first


def _outlet(addressee: Actor | None) -> str | None:
    """The outlet that was told, when the addressee is one: what it printed, others only hand on."""
    return addressee.name if addressee and addressee.cls == "media" else None


sayings: Joining[Said] = Joining(Saying, Said, _parts, _tie, _whole, meant=_meant)
"""Quotes into sayings."""
