"""The words of a report as they stand in a sentence of a briefing: a slice, shortened, never changed."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.evidence import GAP
from kawat.records import Record, Report, Sentence, Span, Story
from kawat.store import View

MOST_WORDS = 45
# fewer words are no evidence that can be read alone
_LEAST_WORDS = 8
_CUT = " …"
# what may stand at an end of a slice without belonging to it
_LOOSE = " \t\n,;:–—-"
# marks of quotation that come in pairs, and the straight one, which is its own pair
_PAIRS = (("“", "”"), ("«", "»"), ('"', '"'))
# how far outside a slice the mark may stand that closes or opens it
_REACH = 3


def words(
    view: View, record: Record, *, sentence: bool = False, most: int = MOST_WORDS
) -> tuple[str, tuple[Span, ...]]:
    """The words of a record's evidence, at most so many, and where they stand.

    With `sentence` those of the sentence that has it, unless that is longer and the evidence is not short.
    Of a report its title, or else its first line.
    """
    if isinstance(record, Report | Story):
        return _title(view, record)
    text = view.text(record.report)
    at = _sentence(view, record, text, most) if sentence else record.at
    pieces = (_piece(text, span) for span in at)
    return _cut(GAP.join(piece for piece in pieces if piece), most), at


def _sentence(view: View, record: Record, text: str, most: int) -> tuple[Span, ...]:
    """The sentence that has all of a record's evidence, if there is one and it serves."""
    whole = Span(min(span.start for span in record.at), max(span.end for span in record.at))
    spans: Iterator[Span] = (one.at[0] for one in view.records(Sentence, report=record.report))
    found = next((span for span in spans if span.contains(whole)), None)
    if found is None:
        return record.at
    short = _number(text, record.at) < _LEAST_WORDS
    return (found,) if short or _number(text, (found,)) <= most else record.at


def _number(text: str, at: tuple[Span, ...]) -> int:
    return sum(len(text[span.start : span.end].split()) for span in at)


def _title(view: View, record: Report | Story) -> tuple[str, tuple[Span, ...]]:
    report = view.report(record.report or record.id)
    text = view.text(report.id)
    first = next((line for line in text.split("\n") if line.strip()), "")
    title = report.title if report.title and report.title in text else first.strip()
    start = text.index(title)
    return _cut(title, MOST_WORDS), (Span(start, max(start + 1, start + len(title))),)


def _cut(said: str, most: int) -> str:
    told = said.split()
    if len(told) <= most:
        return " ".join(told)
    return " ".join(told[:most]).rstrip(_LOOSE) + _CUT


def _piece(text: str, span: Span) -> str:
    """A piece, with the mark that closes what it opens, without a mark that stands alone."""
    piece = text[span.start : span.end].strip(_LOOSE)
    before, after = text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]
    for opens, shuts in _PAIRS:
        lacks = _lacks(piece, opens, shuts)
        if lacks > 0:
            piece = piece + after[: after.index(shuts) + 1] if shuts in after else _without(piece, opens)
        elif lacks < 0:
            piece = before[before.rindex(opens) :] + piece if opens in before else _without(piece, shuts)
    return piece


def _lacks(piece: str, opens: str, shuts: str) -> int:
    """1 where a closing mark is missing, -1 where an opening one is, 0 where none is."""
    if opens != shuts:
        return (piece.count(opens) > piece.count(shuts)) - (piece.count(opens) < piece.count(shuts))
    if piece.count(opens) % 2 == 0:
        return 0
    # a straight mark with a blank or nothing before it opens
    place = piece.rindex(opens)
    return 1 if place == 0 or piece[place - 1].isspace() else -1


def _without(piece: str, mark: str) -> str:
    """The piece without a mark at one of its ends."""
    return piece.removeprefix(mark) if piece.startswith(mark) else piece.removesuffix(mark)


def is_copy(view: View, report: str) -> bool:
    """Whether the text of a report is known as a translation of another."""
    family = view.family_of(report)
    return family is not None and any(
        one.report == report and one.kind == "translated" for one in family.members
    )


def language_of(view: View, record: Record) -> str | None:
    """The language in which a record's words stand."""
    return view.report(record.report or record.id).language
