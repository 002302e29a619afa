"""Telling words: each is laid beside those that may mean the same: whether it is denied, and who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.likeness import ONE_WORD, SURELY, aligned
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.terms import Term
from kawat.ask.verify.verdicts import Check

from . import doers, negation
from .quotations import verbatim


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Whether it is denied, done or planned, and by whom it is done."""
    quoted = verbatim(claim, side)
    claimed = [one for one in claim.text.terms(claim.at) if not any(at.contains(one.at) for at in quoted)]
    told = side.text.terms(side.at)
    if not claimed or not told:
        return
    one = claim.telling.language == side.core.language
    texts = (claim.text.text, side.text.text)
    pairs = aligned(claimed, told, texts, one_language=one, cues=side.text.cues)
    sure = SURELY if one else ONE_WORD
    for term, others in pairs:
        if not others or (term.upos == "VERB" and others[0][0] < sure):
            yield from _unmatched(claim, term, told)
        if not others:
            continue
        known = {other.lemma for mine, found in pairs if mine is not term for _, other in found}
        yield from negation.of_word(claim, term, others, side, known - {other.lemma for _, other in others})
        yield from doers.of_word(claim, term, others, side)


def _unmatched(claim: Claim, term: Term, told: Sequence[Term]) -> Iterator[Check]:
    if term.denied and term.core and not any(one.denied for one in told):
        yield Check("negation", "missing", claim.words(term))
    elif term.upos == "VERB" and term.core and (claim.says_little or not claim.is_cue(term)):
        yield Check("words", "missing", claim.words(term))
