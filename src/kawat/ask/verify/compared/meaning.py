"""Meaning: how near a passage is as a whole, and how many of the sentence's telling words it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.ask.verify.likeness import ONE_WORD
from kawat.ask.verify.reading import raw
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import contents
from kawat.ask.verify.terms import Term
from kawat.link.vectors import nearness

_CLAUSES = re.compile(r"(?<=[,;:–—])\s+")
_MOST_CLAUSES = 6


def asks(claim: Claim, side: Side) -> Iterator[str]:
    """The words and sentences that will be compared by meaning, to be encoded together."""
    yield claim.telling.text
    yield from _parts(side)
    yield from (quote.words for quote in (*claim.telling.quotes, *side.core.quotes))
    yield from contents(claim.telling)
    for text, at in ((claim.text, claim.at), (side.text, side.at)):
        yield from (raw(text, term.at).casefold() for term in text.terms(at))


def near(claim: Claim, side: Side) -> float:
    """How near the two are in meaning: as wholes, or the sentence to what is said in the passage."""
    whole = max(nearness(claim.telling.text, one) for one in _parts(side))
    said = (nearness(one, quote.words) for one in contents(claim.telling) for quote in side.core.quotes)
    return max([whole, *said])


def telling_words(claim: Claim) -> list[Term]:
    """The words of a sentence that tell something, and are no name."""
    return [term for term in claim.text.terms(claim.at) if term.upos != "PROPN"]


def lacking(claim: Claim, side: Side) -> list[Term]:
    """The sentence's telling words that the passage has in no form."""
    told = [(text, term) for text, span in side.all for term in text.terms(span)]
    words = {raw(text, term.at).casefold() for text, term in told}
    lemmas = {term.lemma for _, term in told}
    return [
        term
        for term in telling_words(claim)
        if term.lemma not in lemmas
        and all(nearness(raw(claim.text, term.at).casefold(), word) < ONE_WORD for word in words)
    ]


def covered(claim: Claim, side: Side) -> float:
    """The share of the sentence's telling words that the passage has in some form."""
    claimed = telling_words(claim)
    if not claimed:
        return 1.0
    if not any(text.terms(span) for text, span in side.all):
        return nearness(claim.telling.text, side.core.text)
    return 1 - len(lacking(claim, side)) / len(claimed)


def _parts(side: Side) -> list[str]:
    """A passage, what is said in it, and its runs of clauses: a sentence may tell of one of them."""
    clauses = [part for part in _CLAUSES.split(side.core.text) if part.strip()]
    runs = [
        " ".join(clauses[first:last])
        for first in range(min(len(clauses), _MOST_CLAUSES))
        for last in range(first + 1, min(len(clauses), _MOST_CLAUSES) + 1)
    ]
    return [side.core.text, *(quote.words for quote in side.core.quotes), *runs]
