"""Who said what, in the words of a report.

Of words in quotation marks only that they were said is told; of retold ones what the words of saying say:
denied, demanded ... Shown is a verbatim wording before a retold one, an original before a translation, and
then one in the language of the briefing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kawat.records import Act, Quote, Saying
from kawat.store import Count
from kawat.text import Words as Received

from .choosing import Weights, best, sureness
from .quoting import is_copy, language_of, words
from .scope import Places, Scope
from .sentences import Maker
from .structure import Sentence

_OF_SPEAKER = 3
_ON_DAY = 2
_LEAST_WORDS = 4
_SURE = 0.7
# what is retold as said to somebody; a demand to somebody may be one that somebody else is to meet
_TO: tuple[Act, ...] = ("assert", "announce", "promise")


class Said(msgspec.Struct, frozen=True):
    """A saying and the quote that shows it best."""

    whole: Saying
    quote: Quote
    speaker: str
    score: float


def said(maker: Maker, scope: Scope, places: Places, weights: Weights) -> tuple[list[Sentence], int]:
    """The sentences in order of days, and how many are left out."""
    found = ((_points(maker, weights, one), _day(one), one) for one in sayings(maker, scope, places))
    chosen, left = best(
        found,
        scope.most,
        lambda one: (one.speaker, _OF_SPEAKER),
        lambda one: ((one.speaker, _day(one)), _ON_DAY),
    )
    pattern = maker.words.patterns.notes.quoted
    return [sentence(maker, one, pattern) for one in chosen], left


def sentence(maker: Maker, one: Said, pattern: str) -> Sentence:
    """The sentence that tells a saying by a pattern with slots for it and its words."""
    told = maker.dated(maker.attributed(_clause(maker, one), one.quote), one.whole.said)
    notes = () if one.quote.form == "direct" else (maker.words.patterns.notes.retold,)
    count = Count(one.whole.reports, one.whole.origins)
    return maker.sentence(
        pattern,
        {"told": told, "words": maker.shown(one.quote)},
        count,
        notes=notes,
        also=[one.whole.id],
    )


def _points(maker: Maker, weights: Weights, one: Said) -> float:
    piece = one.quote.form == "direct" and words(maker.view, one.quote)[0][:1].islower()
    return weights.of(one.whole, one.score) + weights.standing(one.speaker) - piece


def _day(one: Said) -> str:
    return one.whole.said.first if one.whole.said else "9999"


def sayings(maker: Maker, scope: Scope, places: Places, *, min_origins: int | None = None) -> Iterator[Said]:
    """What was said in the time asked for by somebody whom the language can name."""
    which = msgspec.structs.replace(scope.filter, min_origins=min_origins)
    for whole in maker.view.each(Saying, which):
        found = saying(maker, whole)
        if found and places.have(found.quote):
            yield found


def saying(maker: Maker, whole: Saying) -> Said | None:
    """How a saying is told; None where it cannot be told here."""
    speaker = whole.speaker_actor
    if speaker is None or not maker.words.sayable(speaker):
        return None
    members = (maker.view.record(id) for id in whole.members)
    quotes = [one for one in members if isinstance(one, Quote)]
    quote, score = shown(maker, quotes), sureness(quotes)
    asked = quote.form != "direct" and quote.act == "ask"
    short = len(words(maker.view, quote)[0].split()) < _LEAST_WORDS
    return None if asked or short or score < _SURE else Said(whole, quote, speaker, score)


def shown(maker: Maker, quotes: Sequence[Quote]) -> Quote:
    """The quote that shows a saying best."""

    def better(quote: Quote) -> tuple[bool, bool, bool, bool, float, str]:
        return (
            quote.wording != "ai-summary",
            quote.wording != "translated" and not is_copy(maker.view, quote.report),
            quote.form == "direct",
            language_of(maker.view, quote) == maker.words.code,
            quote.made.score,
            quote.id,
        )

    return max(quotes, key=better)


def _clause(maker: Maker, one: Said) -> str:
    """Who said it, and to whom; what the saying does where it is retold."""
    known = maker.words.patterns.said
    direct = one.quote.form == "direct"
    act: Act = "assert" if direct else _worded(maker, one.quote)
    addressee = one.whole.addressee_actor
    heard = addressee and maker.words.sayable(addressee) and act in _TO
    to = known.to.format(whom=maker.words.name(addressee)) if addressee and heard else ""
    verb = known.said if direct else known.acts[act]
    return known.told.format(who=maker.words.name(one.speaker), verb=verb, to=to)


def _worded(maker: Maker, quote: Quote) -> Act:
    """What the words of saying say that it does: "said it was not so" is no "denied it was not so"."""
    if quote.cue is None:
        return "assert"
    cue = Received(maker.view.text(quote.report)[slice(*quote.cue)])
    finds = maker.words.cues(language_of(maker.view, quote))
    acts = {hit.rule.act for hit in finds.find(cue)} if finds else set()
    if quote.act in acts:
        return quote.act
    return acts.pop() if len(acts) == 1 else "assert"
