"""Who published, sent and signed a report, as far as the report itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kawat.records import Span

from .rules import Agency, Line, Mark, agencies
from .summary import dateline

# a dateline stands in one of the first paragraphs
_DATELINE_REACH = 12
_SITE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,6}\Z")
_UNKNOWN = re.compile(r"[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,2}\Z")
_LONGEST_AUTHOR = 60
_LONGEST_FORM = 4
_MARKS = " \t\r\n.,;:|/•*-–—"


class Fact(NamedTuple):
    """One thing that a report says of itself: a field of Finding, its value, and where it says so."""

    field: str
    value: str
    span: Span
    rule: str
    score: float


def facts(
    text: str, lines: Sequence[Line], marks: Sequence[Mark], separators: re.Pattern[str]
) -> Iterator[Fact]:
    """What credits, bylines and the dateline say; `separators` stand between the names of several authors."""
    yield from _dated(lines)
    for mark in marks:
        for field, span in mark.facts:
            if field == "authors":
                yield from _authors(text, span, mark, separators)
            else:
                yield from _named(text, span, mark, field)


def _dated(lines: Sequence[Line]) -> Iterator[Fact]:
    """The agency or outlet that the dateline names: 'KYIV (AP) —', 'Moscow CNN —'."""
    for line in lines[:_DATELINE_REACH]:
        match = dateline(line.text)
        group = "credit" if match and match["credit"] else "place"
        if match is None:
            continue
        begin = line.span.start + match.start(group)
        known = list(_mentioned(match[group]))
        for agency, start, end in known:
            yield Fact(_field(agency), agency.name, Span(begin + start, begin + end), "dateline", 0.95)
        if group == "credit" and not known and _UNKNOWN.match(match[group]):
            # brackets in a dateline credit somebody, known to us or not
            span = Span(begin, begin + len(match[group]))
            yield Fact("agency", match[group], span, "dateline", 0.7)
        return


def _mentioned(text: str) -> Iterator[tuple[Agency, int, int]]:
    """Agencies named in a few words, each by its longest form."""
    words = list(re.finditer(r"[^\s,/]+", text))
    index = 0
    while index < len(words):
        for count in range(min(_LONGEST_FORM, len(words) - index), 0, -1):
            start, end = words[index].start(), words[index + count - 1].end()
            agency = agencies().get(text[start:end])
            if agency:
                yield agency, start, end
                index += count - 1
                break
        index += 1


def _named(text: str, span: Span, mark: Mark, field: str) -> Iterator[Fact]:
    value = text[span.start : span.end]
    agency = agencies().get(value)
    score = 0.5 if mark.role == "caption" else mark.score
    if agency:
        yield Fact(_field(agency), agency.name, span, mark.rule, score)
    elif field == "publisher" or _SITE.match(value):
        yield Fact("publisher", value, span, mark.rule, score)


def _field(agency: Agency) -> str:
    return "agency" if agency.sort == "wire" else "publisher"


def _authors(text: str, span: Span, mark: Mark, separators: re.Pattern[str]) -> Iterator[Fact]:
    """Each name of a byline."""
    start = span.start
    ends = [match.span() for match in separators.finditer(text, span.start, span.end)]
    for end, following in (*ends, (span.end, span.end)):
        name = text[start:end]
        left, right = len(name) - len(name.lstrip(_MARKS)), len(name.rstrip(_MARKS))
        if left < right <= _LONGEST_AUTHOR and name[left:right] not in agencies():
            yield Fact("authors", name[left:right], Span(start + left, start + right), mark.rule, mark.score)
        start = following
