"""Quotations: words between marks stand in the passage word for word, or in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.ask.verify.likeness import folds, shared, stands_in
from kawat.ask.verify.reading import words_at
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check
from kawat.link.vectors import nearness
from kawat.records import Span

# words between marks
_MARKED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)[‘']([^‘’']{3,})[’'](?!\w)")
_STRAIGHT = re.compile(r"\"[^\"]+\"")
_GAPS = re.compile(r"\.\.\.|…|\[[^\]]*\]")
# how near a passage's words must be to count as those that were quoted, in another language
_TRANSLATED = 0.55
# from which share of common words on, other words between marks are a wrong quotation
_MISQUOTED = 0.5


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Words between quotation marks stand in the passage word for word, or in another language."""
    for marked in _MARKED.finditer(claim.telling.text):
        words = next(group for group in marked.groups() if group)
        runs = [run for part in _GAPS.split(words) if (run := folds(part))]
        if not runs:
            continue
        if all(stands_in(run, side.words) for run in runs):
            yield Check("quote", "same", words, words)
        else:
            yield _quoted(claim, words, side)


def _quoted(claim: Claim, words: str, side: Side) -> Check:
    said = [
        (quote.words, text.telling(span).language)
        for text, span in side.all
        for quote in text.quotes(text.around(span))
        if quote.direct
    ]
    said += [
        (next(group for group in one.groups() if group), text.telling(span).language)
        for text, span in side.all
        for one in _MARKED.finditer(words_at(text, text.around(span)))
    ]
    abroad = [one for one, language in said if language != claim.telling.language]
    best = max(abroad, key=lambda one: nearness(words, one), default="")
    if best and nearness(words, best) >= _TRANSLATED:
        return Check("quote", "same", words, best)
    here = [one for one, language in said if language == claim.telling.language]
    likest = max(here, key=lambda one: shared(folds(words), folds(one)), default="")
    misquoted = bool(likest) and shared(folds(words), folds(likest)) >= _MISQUOTED
    return Check("quote", "other" if misquoted else "missing", words, likest if misquoted else "")


def verbatim(claim: Claim, side: Side) -> list[Span]:
    """Where words between marks stand that the passage has word for word."""
    start, end = claim.at
    marked = [Span(start + a, start + b) for a, b in marked_in(claim.text.text[start:end])]
    return [one for one in marked if stands_in(folds(words_at(claim.text, one)), side.words)]


def marked_in(text: str) -> list[tuple[int, int]]:
    """Where words between quotation marks stand in a text, the outermost marks with them."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for place, character in enumerate(text):
        if character in "“„«":
            start = start if depth else place
            depth += 1
        elif character in "”»" and depth:
            depth -= 1
            if not depth:
                found.append((start, place + 1))
    plain = "".join(" " if any(a <= i < b for a, b in found) else c for i, c in enumerate(text))
    found += [one.span() for one in _STRAIGHT.finditer(plain)]
    return sorted(found)
