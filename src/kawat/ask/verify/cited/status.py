"""Negation and status: what is told as so, denied or to come is so told by the records cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawat.ask.verify.sides import Side
from kawat.ask.verify.verdicts import Check
from kawat.language import Language
from kawat.records import Commitment, Disagreement, Event, Happening, Quote, Record, Saying
from kawat.text import Words

from .frame import Frame
from .records import Cited

_DENIES = frozenset({"deny", "reject"})
_OPEN = frozenset({"planned", "conditional", "called-for"})


def checks(frame: Frame, side: Side, cited: Sequence[Cited]) -> Iterator[Check]:
    """Whether what is told as so, denied or to come is so told by the records."""
    data = frame.claim.data
    if data is None:
        return
    blank = list(frame.masked)
    for time in frame.claim.telling.times:
        # May is a month
        for span in time.at:
            blank[span.start : span.end] = " " * (span.end - span.start)
    outside = _bare("".join(blank[frame.at.start : frame.at.end]), data)
    told = list(data.find_status.find(Words(outside)))
    denied = any(hit.rule.status == "denied" for hit in told)
    open_ = any(hit.rule.status in _OPEN for hit in told)
    words = " … ".join(outside[hit.span.start : hit.span.end] for hit in told)
    first = _leading(cited)
    if isinstance(first, Disagreement):
        return
    if isinstance(first, Commitment):
        if (first.outcome == "met" and denied) or (first.outcome == "broken" and not denied):
            yield Check("negation", "other", words, first.outcome)
    elif isinstance(first, Happening | Event):
        if (first.status == "denied") != denied:
            yield Check("negation", "other", words, first.status)
        elif not denied and (first.status in _OPEN) != open_ and frame.tells():
            yield Check("status", "other", words, first.status)
    elif cited and all(isinstance(one.record, Quote | Saying) for one in cited):
        acts = [
            record.act
            for one in cited
            for record in one.members or (one.record,)
            if isinstance(record, Quote)
        ]
        inside = " ".join(frame.text.text[span.start : span.end] for span in frame.quoted)
        own = side.text.data(side.at) or data
        negated = any(hit.rule.status == "denied" for hit in own.find_status.find(Words(inside)))
        denying = [act for act in acts if act in _DENIES]
        if (denied and not denying) or (not denied and not negated and acts and denying == acts):
            yield Check("negation", "other", words, ", ".join(dict.fromkeys(acts)))


def _bare(text: str, language: Language) -> str:
    """A text without pronouns that hang on words: 'membantahnya' denies it."""
    endings = "|".join(sorted(language.grammar.get("own", frozenset())))
    return re.sub(rf"(?<=\w{{4}})(?:{endings})\b", "", text) if endings else text


def _leading(cited: Sequence[Cited]) -> Record | None:
    """The record that a sentence is about: of a promise or a dispute that, not what it is made of."""
    for kind in (Disagreement, Commitment):
        found = next((one.record for one in cited if isinstance(one.record, kind)), None)
        if found:
            return found
    return cited[0].record if cited else None
