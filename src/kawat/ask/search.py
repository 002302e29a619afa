"""Full-text search: what was found, and where it stands in the received text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kawat.records import Quote, Report, Span, Zone, ZoneRole
from kawat.store import EVERYTHING, Count, Filter, Match, View, Where

from .evidence import Passages, Source

_SNIPPET = 240
_BEFORE = 60
# a snippet is not made longer by more than this to end between words
_WORD = 30
# a word of fewer letters is in most texts
_TELLING_WORD = 4
# whence a passage is shown: the report itself, else what stands above it and at its pictures, else anywhere
_SHOWN: tuple[frozenset[ZoneRole], ...] = (
    frozenset({"lede", "body"}),
    frozenset({"title", "caption", "ai-summary"}),
)
_WORD_OF_QUERY = re.compile(r"[^\W_]+")


class Hit(msgspec.Struct, frozen=True):
    """A report or quote that was found.

    `at` is the passage `words` in the received text and `marks` the words found, in the received text
    too. A title that does not stand in the text has none of these. `count`: the report with its copies.
    """

    kind: str
    id: str
    words: str
    source: Source
    count: Count
    at: Span | None = None
    marks: tuple[Span, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """The best hits, one for all copies of a text, and how many reports were found in all.

    `more`: so many that only the newest thousand were weighed and counted.
    `nearest`: nothing has all the words that were asked for; these have most of them.
    """

    hits: tuple[Hit, ...]
    count: Count
    nearest: bool = False
    more: bool = False


def search(
    view: View, query: str, *, where: Where = "text", filter: Filter = EVERYTHING, limit: int = 20
) -> Found:
    """What has all words of the query (see `View.search`), best first; else what has most of them.

    A sentence pasted whole is seldom found word for word: then the reports with most of its longer words
    come, and `nearest` says so. Raises StoreError when the query has no word.
    """
    matches = view.search(query, where, filter, limit=limit, copies=False)
    nearest = not matches.best and _any_of(query)
    if nearest:
        matches = view.search(nearest, where, filter, limit=limit, copies=False)
    passages = Passages(view, (match.record for match in matches.best))
    zones = view.zones(
        match.record.id
        for match in matches.best
        if isinstance(match.record, Report) and match.text == passages.text(match.record)
    )
    hits = tuple(_hit(match, passages, zones) for match in matches.best)
    return Found(hits, matches.count, nearest=bool(nearest and hits), more=matches.more)


def _any_of(query: str) -> str:
    """A query for any of the longer words of one that found nothing; '' when there are not several."""
    words = [word for word in _WORD_OF_QUERY.findall(query) if len(word) >= _TELLING_WORD]
    plain = not set(query) & set('"*-')
    return " OR ".join(words) if len(words) > 1 and plain else ""


def _hit(match: Match, passages: Passages, zones: Mapping[str, Sequence[Zone]]) -> Hit:
    record, text = match.record, passages.text(match.record)
    kind = "quote" if isinstance(record, Quote) else "report"
    at, marks = _placed(match, text, zones.get(record.id, ()))
    words = text[at.start : at.end] if at else match.text
    return Hit(kind, record.id, words, passages.source(record), passages.copies(record), at, marks)


def _placed(match: Match, text: str, zones: Sequence[Zone]) -> tuple[Span | None, tuple[Span, ...]]:
    """The passage to show and the marks, in the received text."""
    if isinstance(match.record, Quote):
        at = Span(match.record.at[0].start, match.record.at[-1].end)
        return at, tuple(_marks_in_pieces(match.record.at, match.marks))
    if match.text == text:
        return _passage(text, match.marks, zones)
    start = text.find(match.text)
    if start < 0:
        return None, ()
    return Span(start, start + len(match.text)), tuple(Span(start + a, start + b) for a, b in match.marks)


def _marks_in_pieces(pieces: tuple[Span, ...], marks: tuple[Span, ...]) -> Iterator[Span]:
    """Marks in the pieces of a quote put in lines, as places in the received text."""
    begins = 0
    for piece in pieces:
        length = piece.end - piece.start
        for mark in marks:
            start, end = max(mark.start - begins, 0), min(mark.end - begins, length)
            if start < end:
                yield Span(piece.start + start, piece.start + end)
        begins += length + 1


def _passage(text: str, marks: tuple[Span, ...], zones: Sequence[Zone]) -> tuple[Span, tuple[Span, ...]]:
    """The snippet to show: of the report's own words where they have a mark, and then of nothing else."""
    for roles in _SHOWN:
        runs = _runs(text, (span for zone in zones if zone.role in roles for span in zone.at))
        held = tuple(mark for mark in marks if any(run.contains(mark) for run in runs))
        if held:
            return _snippet(text, held, runs)
    return _snippet(text, marks)


def _runs(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, those with nothing but blanks between them as one."""
    runs: list[Span] = []
    for span in sorted(spans):
        if runs and not text[runs[-1].end : span.start].strip():
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return tuple(runs)


def _snippet(
    text: str, marks: tuple[Span, ...], runs: tuple[Span, ...] = ()
) -> tuple[Span, tuple[Span, ...]]:
    """The stretch of text, or of one run of it, that begins a little before a mark and shows most of them."""
    room = _SNIPPET - _BEFORE

    starts = [mark.start for mark in marks]

    def shown(first: Span) -> int:
        return bisect_left(starts, first.start + room) - bisect_left(starts, first.start)

    best = max(marks, key=shown, default=Span(0, 0))
    whole = next((run for run in runs if run.contains(best)), Span(0, len(text)))
    start = max(whole.start, _word_start(text, max(0, best.start - _BEFORE)))
    end = min(whole.end, _word_end(text, max(best.end, min(len(text), start + _SNIPPET))))
    return Span(start, end), tuple(mark for mark in marks if start <= mark.start and mark.end <= end)


def _word_start(text: str, place: int) -> int:
    for start in range(place, max(0, place - _WORD), -1):
        if text[start - 1].isspace():
            return start
    return max(0, place - _WORD)


def _word_end(text: str, place: int) -> int:
    for end in range(place, min(len(text), place + _WORD)):
        if text[end].isspace():
            return end
    return min(len(text), place + _WORD)
