"""Negation and status: whether a word is denied, done or only planned there as here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.likeness import SURELY, Match
from kawat.ask.verify.reading import words_at
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.terms import Term
from kawat.ask.verify.verdicts import Check
from kawat.link.vectors import nearness

# how near a passage must be as a whole to deny what is denied here in other words
_NEAR = 0.5


def of_word(
    claim: Claim, term: Term, others: Sequence[Match], side: Side, known: set[str]
) -> Iterator[Check]:
    """Nothing where one of the words that may be meant is said in the same way."""
    cue = claim.is_cue(term)
    if cue:
        # what is like a word of saying says little: 'had verified that' is held against 'not verified' only
        others = [match for match in others if match[1].lemma == term.lemma]
    if not others:
        return
    score, other = others[0]
    if term.light or not _comparable(term, other):
        return
    said = claim.words(term)
    found = " … ".join((*other.by, words_at(side.text, other.at)))
    # the word that denies it or makes it a plan may stand in the sentence, in no list
    marks = [by for _, one in others for by in one.by]
    told = bool(known.intersection(word for by in marks for word in by.split()))
    denial = bool(known.intersection(marks))
    if term.denied and score < SURELY and _denies(claim, side):
        # a word that is only like it says little
        return
    if all(term.denied != one.denied for _, one in others):
        sure = score >= SURELY and not denial and not (_denies_any(claim, side))
        if sure or not cue:
            yield Check("negation", "other" if sure else "missing", said, found)
    elif cue:
        return
    elif term.main and term.upos == "VERB" and not term.denied:
        if not term.open and all(one.open for _, one in others) and not told:
            yield Check("status", "other" if score >= SURELY else "missing", said, found)
        elif term.open and not any(one.open for _, one in others) and other.upos == "VERB":
            yield Check("status", "missing", said, found)


def _denies(claim: Claim, side: Side) -> bool:
    """Whether a passage that is near as a whole denies something."""
    near = nearness(claim.telling.text, side.core.text) >= _NEAR
    return near and any(one.denied for one in side.text.terms(side.at))


def _denies_any(claim: Claim, side: Side) -> bool:
    """Whether both deny something: how far a denial reaches is not sure then."""
    both = (claim.text.terms(claim.at), side.text.terms(side.at))
    return all(any(one.denied for one in terms) for terms in both)


def _comparable(term: Term, other: Term) -> bool:
    """Whether it tells something that one is denied and the other not: of things only where outright."""
    if term.upos == other.upos == "VERB" or not (term.denied or other.denied):
        return True
    return term.outright or other.outright
