"""The sentences of a text without what Markdown puts round them, and the ids that it cites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kawat.records import Span

_ID = r"[0-9a-f]{6,16}"
# [a1b2c3d4], [a1b2c3d4, 99aabbcc], and as the text of a link
_CITED = re.compile(rf"[ \t]*\[(?=[^\]]*\d)(?P<ids>{_ID}(?:[,;]?\s+{_ID})*)\](?:\([^()\s]*\))?")
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}(?:[ \t]+(?P<text>[^\n]*))?$|^(?P<over>[^\n]+)\n(?:=+|-{3,})[ \t]*$")
# what stands for nobody's words: bullets, quotation signs, rules, tables, emphasis, links, code
_MARKUP = (
    # notes at the foot
    re.compile(r"(?m)^ {0,3}\[\^[^\]\n]+\]:.*(?:\n {2,}\S.*)*$"),
    re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+"),
    re.compile(r"(?m)^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+"),
    re.compile(r"(?m)^[ \t]*(?:[-*_][ \t]*){3,}$"),
    re.compile(r"(?m)^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$"),
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+"),
    re.compile(r"!?\[(?=[^\[\]\n]*\]\()|(?<=[^\[\n])\]\([^()\n]*\)"),
    re.compile(r"\|"),
    re.compile(r"\[(?:\^[\w-]{1,30}|\d{1,3})\](?!\()"),
)


class Cited(NamedTuple):
    """Where a text cites records, and their ids."""

    at: int
    ids: tuple[str, ...]


class Plain(NamedTuple):
    """A text without markup: `places` says of each of its characters where it stands in the text given.

    `headings` are spans of the text given, `cited` places in the plain one.
    """

    text: str
    places: tuple[int, ...]
    headings: tuple[Span, ...]
    cited: tuple[Cited, ...]

    def given(self, span: Span) -> Span:
        """Where a span of the plain text stands in the text given."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def plain(text: str) -> Plain:
    """The text without headings, markup and citations."""
    drop = bytearray(len(text))
    headings = tuple(_headings(text, drop))
    citing = [found for found in _CITED.finditer(text) if not drop[found.start()]]
    for found in citing:
        _out(drop, found.start(), found.end())
    for pattern in _MARKUP:
        for found in pattern.finditer(text):
            _out(drop, found.start(), found.end())
    places = tuple(place for place in range(len(text)) if not drop[place])
    kept = "".join(text[place] for place in places)
    before = [0]
    for dropped in drop:
        before.append(before[-1] + (not dropped))
    cited = tuple(Cited(before[found.start()], tuple(re.findall(_ID, found["ids"]))) for found in citing)
    return Plain(kept, places, headings, cited)


def _headings(text: str, drop: bytearray) -> Iterator[Span]:
    for found in _HEADING.finditer(text):
        name = "text" if found["text"] is not None else "over"
        if found[name] and found[name].strip():
            yield Span(found.start(name), found.end(name))
        _out(drop, found.start(), found.end())


def _out(drop: bytearray, start: int, end: int) -> None:
    drop[start:end] = b"\1" * (end - start)
