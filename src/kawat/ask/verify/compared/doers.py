"""Doers: who does what a word tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.identity import doers_of, same_actor
from kawat.ask.verify.likeness import SURELY, Match
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.terms import Term
from kawat.ask.verify.verdicts import Check

# from which likeness on two words tell one deed: what is received by one is sent by another
_ONE_DEED = 0.75


def of_word(claim: Claim, term: Term, others: Sequence[Match], side: Side) -> Iterator[Check]:
    """Who does it: nothing where either leaves it open, or one of the words that may be meant agrees."""
    if term.light:
        return
    if claim.is_cue(term):
        # who says it is compared with the quotes; but what is told in the same word may be no quote there
        said = side.text.cues
        others = [
            (score, one)
            for score, one in others
            if one.lemma == term.lemma and not any(cue.overlaps(one.at) for cue in said)
        ]
    sure = [one for score, one in others if one.upos == "VERB" and score >= SURELY]
    mine = [side.resolved(who) for who in doers_of(claim.text, term)] if term.upos == "VERB" else []
    told = [found for one in sure if (found := doers_of(side.text, one))]
    if mine and told and not any(same_actor(a, b, side.text) for found in told for a in mine for b in found):
        one_deed = any(one.lemma == term.lemma or score >= _ONE_DEED for score, one in others)
        known = (
            one_deed and any(who.actor for who in mine) and any(who.actor for found in told for who in found)
        )
        yield Check("doer", "other" if known else "missing", mine[0].words, told[0][0].words)
