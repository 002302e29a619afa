"""Quotation marks around what is said: none stand at the outer edges of a quote's content."""

from __future__ import annotations

from kawat.records import Span

from .scene import Scene

_CLOSING = '”"»’'


def without_marks(scene: Scene, content: Span | None) -> Span | None:
    """The content without quotation marks that enclose all of it."""
    if content is None:
        return None
    for quotation in scene.quotations:
        inner = quotation.at[0]
        if inner.start <= content.start + 1 and inner.end >= content.end - 2 and content.overlaps(inner):
            return Span(max(inner.start, content.start), min(inner.end, content.end))
        ends_together = abs(inner.end - content.end) <= 2
        if inner.start >= content.start and ends_together and _after_that(scene, inner):
            return inner
    text = scene.report.text
    first = next((q.at[0] for q in scene.quotations if q.at[0].start == content.start), None)
    if first and first.end < content.end and text[content.start - 1] in '“"«‘':
        return Span(content.start - 1, content.end)
    if content.end < scene.span.end and text[content.end] in _CLOSING:
        inside = text[content.start : content.end]
        if sum(c in '“"«‘' for c in inside) > sum(c in "”»’" for c in inside):
            return Span(content.start, content.end + 1)
    return content


def _after_that(scene: Scene, inner: Span) -> bool:
    """Whether a quotation is all of a clause with 'that': 'accused Kiev of the fact that “...”'."""
    indices = scene.words.range(inner)
    return len(indices) >= 5 and scene.is_a(indices.start - 1, "that")
