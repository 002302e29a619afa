"""Places: the town in which something is said to be, by the map, in whatever language it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.ask.verify.likeness import folds, stands_in
from kawat.ask.verify.reading import Text, raw
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import Who
from kawat.ask.verify.verdicts import Check
from kawat.language import Language
from kawat.records import Span
from kawat.text import Words

_NEAR_BY = 0.3

Point = tuple[float, float] | None


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """The towns in which something is said to be."""
    for name, point in _towns(claim.text, claim.at, claim.data, placed=True):
        near = [
            other
            for text, span in side.all
            for other in _towns(text, text.around(span), text.data(span), placed=False)
        ]
        near += [town for text, _ in side.all for town in _dateline(text)]
        same = next((other for other, at in near if _one_place(point, at)), None)
        if same:
            yield Check("place", "same", name, same)
            continue
        rivals = _towns(side.text, side.at, side.text.data(side.at), placed=True)
        rival = next((other for other, _ in rivals), "")
        yield Check("place", "other" if rival else "missing", name, rival)
    listed = {name for name, _ in _towns(claim.text, claim.at, claim.data, placed=False)}
    for who in claim.telling.names:
        if who.actor is None and who.sort == "place" and who.words not in listed:
            same_words = stands_in(folds(who.words), side.words)
            yield Check("place", "same" if same_words else "missing", who.words)


def same_place(claim: Claim, who: Who, side: Side) -> bool:
    """Whether a passage names the same town in another language."""
    mine = [at for name, at in _towns(claim.text, claim.at, claim.data, placed=False) if name == who.words]
    theirs = [
        at
        for text, span in side.all
        for _, at in (*_towns(text, text.around(span), text.data(span), placed=False), *_dateline(text))
    ]
    return any(_one_place(one, other) for one in mine for other in theirs)


def _towns(text: Text, span: Span, language: Language | None, *, placed: bool) -> list[tuple[str, Point]]:
    """The known places named in a stretch of text; `placed`: those in which something is."""
    if language is None:
        return []
    words = Words(raw(text, span))
    small = language.grammar.get("in", frozenset()) | language.grammar.get("at", frozenset())
    found: list[tuple[str, Point]] = []
    for hit in language.find_places.find(words):
        row = hit.rule.row
        before = words[hit.first - 1].fold if hit.first else ""
        if row.lat is not None and row.lon is not None and (not placed or before in small):
            found.append((words.text[hit.span.start : hit.span.end], (row.lat, row.lon)))
    return found


def _dateline(text: Text) -> list[tuple[str, Point]]:
    """The town with which a report begins: 'JENEWA (Agency) – '."""
    sentences = text.sentences
    begins = [one.at[0] for one in sentences[:4]]
    found: list[tuple[str, Point]] = []
    for span in begins:
        first = raw(text, Span(span.start, min(span.end, span.start + 40)))
        head = re.match(r"[\W_]*([A-Z][A-Z .'-]+[A-Z])\b", first)
        data = text.data(span)
        if head and data:
            words = Words(head[1].title())
            found += [
                (head[1], (hit.rule.row.lat, hit.rule.row.lon))
                for hit in data.find_places.find(words)
                if hit.rule.row.lat is not None and hit.rule.row.lon is not None
            ]
    return found


def _one_place(left: Point, right: Point) -> bool:
    if left is None or right is None:
        return False
    return abs(left[0] - right[0]) < _NEAR_BY and abs(left[1] - right[1]) < _NEAR_BY
