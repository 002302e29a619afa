"""Reports annotated by hand: what a careful reader finds in them, with its characters.

`reports/` holds pairs: `<language>-<number>-<slug>.txt` as received, and `.json` with what is in it. The form
is that of the codebook; strings are copied from the report character by character, and `<key>_nth` says which
occurrence is meant (1 is the first).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from kawat.records import Span

REPORTS = Path(__file__).parent / "reports"
ACTORS = Path(__file__).parent / "actors"  # the states and bodies of these invented worlds


class AnnotationError(ValueError):
    """An annotation that does not fit its report."""


class GoldQuote(msgspec.Struct, frozen=True):
    """Something said: its pieces, who says it, what it does."""

    kind: str
    content: list[str]
    act: str
    content_nth: list[int | None] = []
    speaker: str | None = None
    speaker_nth: int | None = None
    speaker_name: str | None = None
    addressee: str | None = None


class GoldFigure(msgspec.Struct, frozen=True):
    """A quantity, as worded with its noun."""

    text: str
    low: float
    high: float
    nth: int | None = None


class GoldTime(msgspec.Struct, frozen=True):
    """An expression that places something in time: first and last day."""

    text: str
    value: tuple[str, str]
    nth: int | None = None


class GoldEvent(msgspec.Struct, frozen=True):
    """Something done, or to be done: its trigger in its sentence, who takes part, when, is it so."""

    type: str
    trigger: str
    status: str
    actor: list[str] = []
    recipient: list[str] = []
    sentence: str | None = None
    date: tuple[str, str] | None = None
    nth: int | None = None


class Annotation(msgspec.Struct, frozen=True):
    """What is in one report, as far as it is measured."""

    doc: str
    language: str
    quotes: list[GoldQuote]
    events: list[GoldEvent]
    figures: list[GoldFigure]
    times: list[GoldTime]


def read(path: Path) -> tuple[Annotation, str]:
    """The annotation in a `.json` file and the report beside it. Raises AnnotationError."""
    try:
        annotation = msgspec.json.decode(path.read_bytes(), type=Annotation)
    except msgspec.DecodeError as error:
        raise AnnotationError(f"{path}: {error}") from error
    return annotation, path.with_suffix(".txt").read_bytes().decode("utf-8")


def place(text: str, words: str, nth: int | None = None, after: int = 0) -> Span:
    """Where words stand: their nth occurrence, else the first from `after` on, else the first of all.

    Raises AnnotationError where they do not stand in the text.
    """
    starts = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    if not words or not starts or (nth or 0) > len(starts):
        raise AnnotationError(f"{words!r} does not stand in the report{f' {nth} times' if nth else ''}")
    start = starts[nth - 1] if nth else next((s for s in starts if s >= after), starts[0])
    return Span(start, start + len(words))


def pieces(text: str, quote: GoldQuote) -> Sequence[Span]:
    """The spans of a quote's content, each later piece after the one before."""
    found: list[Span] = []
    for number, words in enumerate(quote.content):
        nth = quote.content_nth[number] if number < len(quote.content_nth) else None
        found.append(place(text, words, nth, found[-1].end if found else 0))
    return found
