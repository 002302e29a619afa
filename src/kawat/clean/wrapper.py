"""What of a received text is report and what is wrapper: the zones, and what the wrapper says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kawat.records import Finding, Paragraph, Span, Zone, ZoneRole
from kawat.stage import ReportText, stage
from kawat.text import trim

from .captions import captions
from .credit import facts
from .footer import footer, listed, menus, ornaments
from .rules import Line, Mark, Rules, rules_of
from .site import printed_again
from .summary import summary
from .title import head, mastheads

if TYPE_CHECKING:
    from kawat.language import Language

# a lede has at least so many words; what is shorter is a dateline or subtitle before it
_LEDE = 5


@stage(version="3", needs=[Paragraph], makes=[Zone, Finding])
def wrapper(report: ReportText, language: Language) -> Iterator[Zone | Finding]:
    """Divide the text into title, lede, body and wrapper, and note who published, sent and signed it.

    Lines that the site is known to print on many pages (`ReportText.repeated`) are wrapper.
    """
    lines = [Line(p.at[0], report.slice(p.at[0])) for p in report[Paragraph]]
    rules = rules_of(language)
    marks = _by_words(lines, rules)
    parts = {i: tuple(rules.parts(line)) for i, line in enumerate(lines) if i not in marks}
    marks |= captions(lines, marks.keys() | {i for i, within in parts.items() if within})
    marks |= head(lines, marks, report.report.title)
    marks |= mastheads(lines, marks)
    marks |= summary(lines, marks)
    marks |= printed_again(lines, marks, parts, report.repeated)
    marks |= ornaments(lines, marks, parts)
    marks |= menus(lines, marks)
    marks |= listed(lines, marks)
    marks |= footer(lines, marks, parts)
    pieces = list(_pieces(report.text, lines, marks, parts))
    for piece in _merged(pieces):
        made = wrapper.made(piece.rule, piece.score)
        yield Zone(report=report.id, at=(piece.span,), role=piece.role, made=made)
    yield from _findings(report, lines, pieces, language)


def _by_words(lines: Sequence[Line], rules: Rules) -> dict[int, Mark]:
    """What whole lines are by their words."""
    found = ((i, rules.line(line, i, len(lines))) for i, line in enumerate(lines))
    return {i: mark for i, mark in found if mark}


def _pieces(
    text: str, lines: Sequence[Line], marks: Mapping[int, Mark], parts: Mapping[int, tuple[Mark, ...]]
) -> Iterator[Mark]:
    """The text in pieces, in order, each with what it is."""
    led = False
    for index, line in enumerate(lines):
        if index in marks:
            yield marks[index]
            continue
        role: ZoneRole = "body" if led or len(line.words) < _LEDE else "lede"
        led = led or role == "lede"
        yield from _divided(text, Mark(role, "", 1.0, line.span), parts[index])


def _divided(text: str, whole: Mark, parts: Sequence[Mark]) -> Iterator[Mark]:
    """A line of the report without the wrapper within it, and that wrapper."""
    start = whole.span.start
    for part in parts:
        before = trim(text, Span(start, part.span.start))
        if before:
            yield whole._replace(span=before)
        yield part
        start = part.span.end
    rest = trim(text, Span(start, whole.span.end))
    if rest:
        yield whole._replace(span=rest)


def _merged(pieces: Sequence[Mark]) -> Iterator[Mark]:
    """The pieces, neighbours of one role and rule as one."""
    kept: Mark | None = None
    for piece in pieces:
        if kept and (kept.role, kept.rule) == (piece.role, piece.rule):
            kept = kept._replace(span=Span(kept.span.start, piece.span.end))
            continue
        if kept:
            yield kept
        kept = piece
    if kept:
        yield kept


def _findings(
    report: ReportText, lines: Sequence[Line], pieces: Sequence[Mark], language: Language
) -> Iterator[Finding]:
    for piece in pieces:
        if piece.role == "title":
            yield _finding(report, "title", report.slice(piece.span), piece.span, piece.rule, piece.score)
    for fact in facts(report.text, lines, pieces, _separators(language)):
        yield _finding(report, *fact)


def _finding(report: ReportText, field: str, value: str, span: Span, rule: str, score: float) -> Finding:
    return Finding(report=report.id, at=(span,), field=field, value=value, made=wrapper.made(rule, score))  # type: ignore[arg-type]


@lru_cache(maxsize=32)
def _separators(language: Language) -> re.Pattern[str]:
    """What stands between the names of several authors."""
    words = "|".join(map(re.escape, sorted(language.word_set("joins_names"))))
    return re.compile(rf"\s*[,;&]\s*(?:(?:{words})\s+)?|\s+(?:{words})\s+" if words else r"\s*[,;&]\s*")
