"""What stands behind the sentences of a briefing: the report, its day, and the characters of each passage."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.briefing import Anchor, Briefing, Sentence
from kawat.ask.evidence import Source

# an id is cited by its beginning, which 'kawat show' takes
_SHORT_ID = 8


def ids(sentence: Sentence) -> tuple[str, ...]:
    """The ids of a sentence's records, short."""
    return tuple(dict.fromkeys(id[:_SHORT_ID] for id in sentence.ids))


def passages(told: Briefing, sentence: Sentence) -> Iterator[str]:
    """'Harian Selat, “Jawaban tertulis”, 2022-01-26, characters 120–160' for each passage."""
    for anchor in sentence.at:
        spans = told.labels["characters"].format(spans=_spans(anchor))
        yield ", ".join((*_named(told.sources[anchor.report]), spans))


def _spans(anchor: Anchor) -> str:
    return ", ".join(f"{span.start}–{span.end}" for span in anchor.at)


def _named(source: Source) -> Iterator[str]:
    """Who published a report, its title and day, and where it is from."""
    if source.publisher:
        yield source.publisher
    if source.title:
        yield f"“{' '.join(source.title.split())}”"
    if source.written:
        first, last = source.written.first, source.written.last
        yield first if first == last else f"{first} – {last}"
    yield source.url or source.source.rsplit("/", 1)[-1]
