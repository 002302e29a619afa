"""Refuses what differs in a name, a number, a day, a denial from what the records that it cites yield.

What a briefing says of records is fixed by them, word for word. So a cited sentence that is nearly what its
records tell, but for such words, says something else of them. That a sentence says the same is no support for
it: it is compared with the passages all the same. Small words may differ, and so may others that are near in
meaning; a sentence in other words altogether is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

import msgspec
from babel import Locale

from kawat.ask.briefing import Sentence, patterns, retold
from kawat.language import Language
from kawat.link.vectors import nearness
from kawat.store import View
from kawat.text import Word, Words

from .likeness import SURELY
from .reading import Reader
from .verdicts import Check, Slot, Verdict

# the share of words in common from which on a sentence is meant to be that of a briefing
_LIKE = 0.75
# words of fewer letters decide nothing
_SMALL = 3
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


def as_briefed(view: View, verdict: Verdict, reader: Reader) -> Verdict:
    """The verdict, or a contradiction where the sentence is nearly what its records yield, and not quite."""
    if not verdict.cited or verdict.verdict in ("nothing to check", "contradicted"):
        return verdict
    found = tuple(_otherwise(view, verdict, reader))
    if not found:
        return verdict
    reasons = (f"{one.slot}: “{one.said}” here, “{one.found}” by the records cited" for one in found)
    return msgspec.structs.replace(verdict, verdict="contradicted", reasons=(*reasons, *verdict.reasons))


def _otherwise(view: View, verdict: Verdict, reader: Reader) -> Iterator[Check]:
    """What decides and is otherwise than in the sentence that the records yield which is most like it."""
    said = Words(verdict.text)
    best = max(retold(view, verdict.cited), key=lambda one: _likeness(said, one[1]), default=None)
    language = reader.language(best[0]) if best else None
    if best and language and _likeness(said, best[1]) >= _LIKE:
        found = _differences(said, best[1], language)
        yield from (one for one in found if one.slot != "words" or not _near(one))


def _near(one: Check) -> bool:
    """Whether other words may mean the same; what is only added or left out is seen by the passages."""
    return not (one.said and one.found) or nearness(one.said, one.found) >= SURELY


def _likeness(said: Words, told: Sentence) -> float:
    return SequenceMatcher(None, _folds(said), _folds(Words(told.text)), autojunk=False).ratio()


def _folds(words: Words) -> list[str]:
    return [word.fold for word in words]


def _differences(said: Words, told: Sentence, language: Language) -> Iterator[Check]:
    """Where the two differ in more than small words; `words`: in words that need not mean another thing."""
    told_in = language.code
    other = Words(told.text)
    matcher = SequenceMatcher(None, _folds(said), _folds(other), autojunk=False)
    for kind, from_, to, other_from, other_to in matcher.get_opcodes():
        if kind == "equal":
            continue
        mine, theirs = said[from_:to], other[other_from:other_to]
        inside = any(_quoted(told, word) for word in theirs) or _within(told, other, other_from)
        near = other[max(0, other_from - 1) : other_to + 1]
        dated = any(word.fold in _months(told_in) for word in (*mine, *near))
        slot = _slot(mine, theirs, inside, dated, language)
        if slot:
            said_here = " ".join(word.text for word in mine)
            yield Check(slot, "other", said_here, " ".join(word.text for word in theirs))


def _quoted(told: Sentence, word: Word) -> bool:
    """Whether a word of the sentence is one of a report."""
    return any(one.at.start <= word.start < one.at.end for one in told.originals)


def _within(told: Sentence, words: Words, place: int) -> bool:
    """Whether what is put in at that place is put into the words of a report."""
    if not 0 < place < len(words):
        return False
    return any(
        one.at.start <= words[place - 1].start and words[place].start < one.at.end for one in told.originals
    )


def _slot(mine: list[Word], theirs: list[Word], inside: bool, dated: bool, language: Language) -> Slot | None:
    """What words are that differ; None of small ones."""
    both = [*mine, *theirs]
    folds = {word.fold for word in both}
    numbers = any(_DIGIT.search(word.text) for word in both)
    if folds & language.grammar.get("not", frozenset()):
        return "negation"
    if inside:
        return "number" if numbers else "quote"
    if dated and (numbers or folds & _months(language.code)):
        return "day"
    if numbers:
        return "number"
    if any(word.text[0].isupper() and word.start for word in both):
        return "name"
    if folds & _deciding(language.code):
        return "speaker"
    return "words" if folds - language.word_set("function") else None


@cache
def _deciding(language: str) -> frozenset[str]:
    """The words of a briefing that say what a saying does, and whether something is so or only planned."""
    known = patterns(language)
    told = [*known.said.acts.values(), known.said.said, known.disputed.denies, *known.due.tail.values()]
    told += [pattern for status, pattern in known.happened.active.items() if status != "happened"]
    words = {word.fold for text in told for word in Words(re.sub(r"\{\w+\}", " ", text))}
    return frozenset(word for word in words if _LETTER.search(word) and len(word) > _SMALL)


@cache
def _months(language: str) -> frozenset[str]:
    locale = Locale.parse(patterns(language).locale)
    return frozenset(name.casefold() for name in locale.months["format"]["wide"].values())
