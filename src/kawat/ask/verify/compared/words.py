"""Telling words: each is laid beside those that may mean the same: whether it is denied, and who does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kawat.ask.verify.likeness import ONE_WORD, SURELY, Match, aligned
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.terms import Term
from kawat.ask.verify.verdicts import Check
from kawat.records import Span

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
    found_at = {
        term.at: [other.at for _, other in others if other.upos == term.upos] for term, others in pairs
    }
    for term, matches in pairs:
        others = [one for one in matches if _is_done_to(term, one, found_at)]
        if not others or (term.upos == "VERB" and others[0][0] < sure):
            yield from _unmatched(claim, term, told)
        if not others:
            continue
        known = {other.lemma for mine, found in pairs if mine is not term for _, other in found}
        yield from negation.of_word(claim, term, others, side, known - {other.lemma for _, other in others})
        yield from doers.of_word(claim, term, others, side)


def _is_done_to(term: Term, match: Match, found_at: Mapping[Span, Sequence[Span]]) -> bool:
    """Whether another word may stand for it: what is done to its object is done there to the same.

    'Imposed sanctions' is not told by 'condemned the attack, refused sanctions', however like the words are.
    """
    _, other = match
    things = [at for one in term.objects for at in found_at.get(one, ())]
    same = other.lemma == term.lemma or term.upos != "VERB" or other.upos != "VERB"
    return same or not things or not other.objects or any(at in other.objects for at in things)


def _unmatched(claim: Claim, term: Term, told: Sequence[Term]) -> Iterator[Check]:
    if term.denied and term.core and not any(one.denied for one in told):
        yield Check("negation", "missing", claim.words(term))
    elif term.upos == "VERB" and term.core and (claim.says_little or not claim.is_cue(term)):
        yield Check("words", "missing", claim.words(term))
