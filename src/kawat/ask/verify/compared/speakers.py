"""Speakers: who is said to have said it, beside whoever says it in the passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kawat.ask.verify.identity import doers_of, is_named, same_actor
from kawat.ask.verify.likeness import ONE_WORD, SURELY, aligned
from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import Uttered, Who
from kawat.ask.verify.terms import Term
from kawat.ask.verify.verdicts import Check
from kawat.link.vectors import nearness
from kawat.records import Span

# how near what is said in two sentences must be to be one saying
_SAID = 0.45
# and how like a word of saying one must be where nothing else tells that it is one
_SAYS_SO = 0.75


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Who is said to have said it: compared with whoever says it in the passage."""
    told = [(quote, text) for text, span in side.all for quote in text.quotes(span)]
    for quote in claim.telling.quotes:
        if quote.speaker is None or not is_named(quote.speaker):
            continue
        alike = [one for one in told if one[0].speaker and _said_alike(quote, one[0])]
        who = side.resolved(quote.speaker)
        same = [one.speaker for one, text in alike if one.speaker and same_actor(who, one.speaker, text)]
        if same:
            yield Check("speaker", "same", quote.speaker.words, same[0].words)
        elif alike:
            best = max(alike, key=lambda one: nearness(quote.words, one[0].words))[0].speaker
            assert best is not None
            known = best.actor is not None and "/" not in best.actor and not _is_told_of(best, quote, claim)
            yield Check("speaker", "other" if known else "missing", quote.speaker.words, best.words)
        else:
            others = [one.speaker for one, _ in told if one.speaker and is_named(one.speaker)]
            tells = not others and any(
                _tells(claim, quote, text, span) or _does(claim, quote, text, span) for text, span in side.all
            )
            yield Check("speaker", "same" if tells else "missing", quote.speaker.words, beside=tells)


def _tells(claim: Claim, quote: Uttered, text: Text, span: Span) -> bool:
    """Whether a sentence next to one has the speaker say so: 'Wallace announced it on Monday.'"""
    places = [place.at[0] for place in text.sentences]
    at = places.index(span) if span in places else 0
    return any(
        _by_speaker(quote, text, other.term)
        for near in places[max(0, at - 1) : at + 2]
        for other in _alike(claim, text, near, says=SURELY)
        if other.cue
    )


def _does(claim: Claim, quote: Uttered, text: Text, span: Span) -> bool:
    """Whether the speaker does what is said, in a sentence in which nobody says anything."""
    return not text.quotes(span) and any(
        _by_speaker(quote, text, other.term)
        for other in _alike(claim, text, span, says=ONE_WORD)
        if other.term.core and other.term.upos == "VERB"
    )


class _Alike(NamedTuple):
    """A word of a passage that means the same as one of the sentence: as its word of saying, or not."""

    term: Term
    cue: bool


def _alike(claim: Claim, text: Text, span: Span, *, says: float) -> Iterator[_Alike]:
    """`says`: from which likeness on words of saying are one in two languages."""
    one = claim.telling.language == text.telling(span).language
    texts = (claim.text.text, text.text)
    for term, others in aligned(claim.text.terms(claim.at), text.terms(span), texts, one_language=one):
        cue = claim.is_cue(term)
        least = (_SAYS_SO if cue else SURELY) if one else (says if cue else ONE_WORD)
        yield from (_Alike(other, cue) for score, other in others if score >= least)


def _by_speaker(quote: Uttered, text: Text, term: Term) -> bool:
    speaker = quote.speaker
    return speaker is not None and any(same_actor(speaker, who, text) for who in doers_of(text, term))


def _is_told_of(speaker: Who, quote: Uttered, claim: Claim) -> bool:
    """Whether what is said tells of the one who speaks there: 'Kyiv called Washington's order premature'."""
    inside = [who for at in quote.at for who in claim.text.names(at)]
    return any(same_actor(who, speaker, claim.text) for who in inside)


def _said_alike(claimed: Uttered, told: Uttered) -> bool:
    return nearness(claimed.words, told.words) >= _SAID
