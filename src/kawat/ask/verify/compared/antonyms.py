"""Antonyms: what is told to be opened is not told there to be closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check
from kawat.records import Span
from kawat.text import Words

from .quotations import verbatim


class _Opposite(NamedTuple):
    """A word for one of two opposites, and whether it says the first: 'not closed' is the side of 'open'.

    One word, denied here and not there, is no matter of opposites.
    """

    words: str
    side: str
    first: bool


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each pair of opposites of which the sentence has one side."""
    mine = _opposites(claim.text, claim.at, verbatim(claim, side))
    theirs: dict[str, list[_Opposite]] = defaultdict(list)
    for text, span in side.all:
        for sense, found in _opposites(text, span).items():
            theirs[sense] += found
    for sense, found in mine.items():
        told = theirs.get(sense, ())
        if not told or len({one.first for one in found}) > 1:
            continue
        same = next((one for one in told if found[0].first == one.first or found[0].side == one.side), None)
        yield Check("antonym", "same" if same else "other", found[0].words, (same or told[0]).words)


def _opposites(text: Text, span: Span, quoted: Sequence[Span] = ()) -> dict[str, list[_Opposite]]:
    """The words of a sentence for one of two opposites, by what they are opposite in."""
    data = text.data(span)
    found: dict[str, list[_Opposite]] = defaultdict(list)
    if data is None:
        return found
    terms = text.terms(span)
    for hit in data.find_antonyms.find(Words(text.text[span.start : span.end])):
        at = Span(span.start + hit.span.start, span.start + hit.span.end)
        if not any(one.contains(at) for one in quoted):
            denied = any(term.denied for term in terms if term.at.overlaps(at))
            said = text.text[at.start : at.end]
            found[hit.rule.sense].append(_Opposite(said, hit.rule.side, (hit.rule.side == "one") != denied))
    return found
