"""Passages with what was found in them marked, and what hits have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from kawat.ask.evidence import Source
from kawat.ask.search import Found, Hit
from kawat.ask.show import Context
from kawat.records import Span

_MOST = 8


class Facet(msgspec.Struct, frozen=True):
    """Values of one parameter among the hits: each, what it is called, and how many hits have it."""

    name: str
    values: tuple[tuple[str, str, int], ...]


def found(hit: Hit) -> Markup:
    """The words of a hit with those that were searched for marked."""
    assert hit.at is not None
    return _marked(hit.words, (Span(a - hit.at.start, b - hit.at.start) for a, b in hit.marks))


def context(shown: Context) -> Markup:
    """A passage with the evidence in it marked; words that were cut at its ends are left out."""
    marks = [Span(a - shown.at.start, b - shown.at.start) for a, b in shown.marks]
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    before, behind = shown.text[:first], shown.text[last:]
    if shown.at.start and " " in before:
        before = f"… {before.split(maxsplit=1)[-1]}" if before[0] != " " else f"…{before}"
    if behind and behind[-1].isalnum() and " " in behind:
        behind = f"{behind.rsplit(maxsplit=1)[0]} …"
    inside = (Span(mark.start - first, mark.end - first) for mark in marks)
    return Markup("{}{}{}").format(before, _marked(shown.text[first:last], inside), behind)


def code(text: str) -> Markup:
    """A text in which names between back-ticks are code."""
    parts = text.split("`")
    told = (Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))
    return Markup("").join(told)


def _marked(text: str, marks: Iterable[Span]) -> Markup:
    parts, place = [], 0
    for mark in sorted(marks):
        # evidence may be told twice; what is marked stays so
        start = max(mark.start, place)
        if start < mark.end:
            parts.append(Markup("{}<mark>{}</mark>").format(text[place:start], text[start : mark.end]))
            place = mark.end
    return Markup("").join([*parts, text[place:]])


_OF_SOURCE: tuple[tuple[str, Callable[[Source], str | None]], ...] = (
    ("language", lambda source: source.language),
    ("publisher", lambda source: source.publisher),
)


def facets(answer: Found) -> tuple[Facet, ...]:
    """The languages and publishers among the hits that are shown, most frequent first."""
    found = []
    for name, value_of in _OF_SOURCE:
        counted = Counter(value for hit in answer.hits if (value := value_of(hit.source)))
        if counted:
            found.append(Facet(name, tuple((value, value, n) for value, n in counted.most_common(_MOST))))
    return tuple(found)


def told(sentence: Any) -> Markup:
    """A sentence of a briefing, what it takes from a report word for word in its own language."""
    parts, place = [], 0
    for original in sorted(sentence.originals, key=lambda one: one.at.start):
        start, end = original.at
        parts.append(
            Markup('{}<q lang="{}">{}</q>').format(
                sentence.text[place:start], original.language or "", sentence.text[start:end]
            )
        )
        place = end
    return Markup("").join([*parts, sentence.text[place:]])
