"""Sentences of a briefing, checked by telling the records that they cite again.

What a briefing says of records is fixed by them, word for word. A cited sentence that is nearly what its
records tell is therefore compared with that, not with passages: told so, it is supported; with another name,
number, day, speaker or word of a quotation, or a denial more or less, it is contradicted. Small words may
differ; a sentence in other words is left to be compared with the passages, as anybody's is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from babel import Locale

from kawat.ask.briefing import Sentence, patterns, retold
from kawat.ask.evidence import source_of
from kawat.language import Language
from kawat.records import Span
from kawat.store import View
from kawat.text import Word, Words

from .plain import Plain
from .telling import Reader
from .verdicts import Check, Passage, Slot, Verdict

# the share of words in common from which on a sentence is meant to be that of a briefing
_LIKE = 0.75
# words of fewer letters decide nothing
_SMALL = 3
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


class Item(NamedTuple):
    """A stretch of a plain text that ends in a citation, the ids cited, and what stands before them."""

    at: Span
    ids: tuple[str, ...]
    behind: str


class Difference(NamedTuple):
    """Words of a sentence, those that its records tell in their place, and what they are."""

    said: str
    told: str
    slot: Slot


def briefed(view: View, plain: Plain, reader: Reader) -> Iterator[tuple[Span, Verdict]]:
    """The verdicts on what is told as a briefing tells it, each with its place in the plain text.

    A sentence in other words has none, unless something in it is told otherwise all the same.
    """
    for item in items(plain):
        said = Words(plain.text[slice(*item.at)])
        best = max(retold(view, item.ids), key=lambda one: _likeness(said, one), default=None)
        language = reader.language(best.language) if best else None
        if best is None or language is None:
            continue
        found, alike = list(_counted(item, best)), _likeness(said, best) >= _LIKE
        if alike:
            found += _differences(said, best, language)
        in_other_words = not alike or any(one.slot == "words" for one in found)
        if not in_other_words or any(one.slot != "words" for one in found):
            yield item.at, _verdict(view, plain, item, best, found)


def _counted(item: Item, told: Sentence) -> Iterator[Difference]:
    """What is otherwise in brackets behind the sentence than its records tell."""
    if item.behind and _folds(Words(item.behind)) != _folds(Words(told.behind)):
        yield Difference(item.behind, told.behind, "number")


def items(plain: Plain) -> Iterator[Item]:
    """The stretches between the beginning of a line, or a citation, and the next citation."""
    start = 0
    for cited in plain.cited:
        start = max(start, plain.text.rfind("\n", 0, cited.at) + 1)
        words = plain.text[start : cited.at]
        begins = start + len(words) - len(words.lstrip())
        if words.strip():
            yield Item(Span(begins, begins + len(words.strip())), cited.ids, cited.behind)
        start = cited.at


def _likeness(said: Words, told: Sentence) -> float:
    return SequenceMatcher(None, _folds(said), _folds(Words(told.bare)), autojunk=False).ratio()


def _folds(words: Words) -> list[str]:
    return [word.fold for word in words]


def _differences(said: Words, told: Sentence, language: Language) -> Iterator[Difference]:
    """Where the two differ in more than small words; `words`: in words that need not mean another thing."""
    told_in = language.code
    other = Words(told.bare)
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
            yield Difference(
                " ".join(word.text for word in mine), " ".join(word.text for word in theirs), slot
            )


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


def _verdict(view: View, plain: Plain, item: Item, told: Sentence, found: list[Difference]) -> Verdict:
    checks = tuple(Check(one.slot, "other", one.said, one.told) for one in found)
    reasons = [f"{one.slot}: “{one.said}” here, “{one.told}” by the records that it cites" for one in found]
    return Verdict(
        plain.given(item.at),
        " ".join(plain.text[slice(*item.at)].split()),
        "contradicted" if found else "supported",
        tuple(_passages(view, told, checks)),
        tuple(reasons or ("it says what the records that it cites tell",)),
        item.ids,
    )


def _passages(view: View, told: Sentence, checks: tuple[Check, ...]) -> Iterator[Passage]:
    for anchor in told.at:
        for span in anchor.at:
            yield Passage(
                source=source_of(view, anchor.report),
                at=span,
                words=view.text(anchor.report)[slice(*span)],
                count=told.count,
                nearness=1.0,
                checks=checks,
                records=told.ids,
            )
