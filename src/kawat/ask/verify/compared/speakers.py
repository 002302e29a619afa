"""Speakers: who is said to have said it, beside whoever says it in the passage."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.identity import doers_of, is_named, same_actor
from kawat.ask.verify.likeness import SURELY, aligned
from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import Uttered, Who
from kawat.ask.verify.verdicts import Check
from kawat.link.vectors import nearness
from kawat.records import Span

# how near what is said in two sentences must be to be one saying
_SAID = 0.45


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
                _tells(claim, quote, text, span) or _does(quote, text, span) for text, span in side.all
            )
            yield Check("speaker", "same" if tells else "missing", quote.speaker.words, beside=tells)


def _tells(claim: Claim, quote: Uttered, text: Text, span: Span) -> bool:
    """Whether a sentence next to one has the speaker say so: 'Wallace announced it on Monday.'"""
    cues = [term for term in claim.text.terms(claim.at) if claim.is_cue(term)]
    one = claim.telling.language == text.telling(span).language
    places = [place.at[0] for place in text.sentences]
    at = places.index(span) if span in places else 0
    for near in places[max(0, at - 1) : at + 2]:
        pairs = aligned(cues, text.terms(near), (claim.text.text, text.text), one_language=one)
        said = [other for _, others in pairs for score, other in others if score >= SURELY]
        if quote.speaker and any(
            same_actor(quote.speaker, who, text) for other in said for who in doers_of(text, other)
        ):
            return True
    return False


def _does(quote: Uttered, text: Text, span: Span) -> bool:
    """Whether the speaker is who does what a sentence tells in which nobody says anything."""
    if quote.speaker is None or text.quotes(span):
        return False
    main = [term for term in text.terms(span) if term.core and term.upos == "VERB"]
    return any(same_actor(quote.speaker, who, text) for term in main for who in doers_of(text, term))


def _is_told_of(speaker: Who, quote: Uttered, claim: Claim) -> bool:
    """Whether what is said tells of the one who speaks there: 'Kyiv called Washington's order premature'."""
    inside = [who for at in quote.at for who in claim.text.names(at)]
    return any(same_actor(who, speaker, claim.text) for who in inside)


def _said_alike(claimed: Uttered, told: Uttered) -> bool:
    return nearness(claimed.words, told.words) >= _SAID
