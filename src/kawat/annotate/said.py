"""Something said, before it is a record: what rules over words and the language model both find."""

from __future__ import annotations

from dataclasses import dataclass

from kawat.records import Act, Span

from .speakers import Speaker


@dataclass(frozen=True)
class Said:
    """What is said (`pieces`), the words that show it, the act, by whom, to whom; `rule`: found by what."""

    pieces: tuple[Span, ...]
    cue: Span | None
    act: Act
    speaker: Speaker
    rule: str
    score: float
    addressee: Span | None = None

    def holds(self, span: Span | None) -> bool:
        """Whether words are themselves said: they say neither that it is nor who says it."""
        return span is not None and any(piece.overlaps(span) for piece in self.pieces)

    def covers(self, other: Said, share: float) -> bool:
        """Whether at least so much of the shorter of both is in the other."""
        return overlap(self.pieces, other.pieces) >= share * min(size(self.pieces), size(other.pieces))


def size(pieces: tuple[Span, ...]) -> int:
    """Characters in all pieces."""
    return sum(piece.end - piece.start for piece in pieces)


def overlap(pieces: tuple[Span, ...], others: tuple[Span, ...]) -> int:
    """Characters that two lists of pieces share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in pieces for b in others)
