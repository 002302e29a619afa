"""Captions and links that stand between the paragraphs of a report, told by their shape."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from kawat.records import Span

from .rules import Agency, Line, Mark, agencies

_LONGEST = 90
_LONGEST_BARE = 40
_LONGEST_FORM = 5
_LONGEST_SIGNED = 60
_LONGEST_NAME = 70
# words that may stand within a name: 'of', 'the'
_LONGEST_LINK = 3
# fewer words in capitals may be a crosshead of the report
_FEWEST_CAPITALS = 6
_LETTERS = re.compile(r"[^\W\d_]")
_BRACKET = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,100})[)\]]\Z")
_NAMED_END = re.compile(r"(?<=[^\W\d_][^\W\d_])[.!?]\s+(?P<name>[^\W\d_][^.!?,:;\"”]{3,60})\Z")
_STOP_BEFORE = re.compile(r"[.!?…]['\"”’»]*\s*\Z")
# a line of which no word is written so may be a headline: 'Minister Tells Reuters'
_PLAIN_WORD = re.compile(r"[a-z]{5,}\Z")
_ENDS = re.compile(r"[.!?…,:;]['\"”’»]*\Z")


def captions(lines: Sequence[Line], taken: Container[int]) -> dict[int, Mark]:
    """Marks for lines that end in a picture's credit and headlines in capitals, but not for lines `taken`."""
    result = {}
    for index, line in enumerate(lines):
        if index not in taken and not _ENDS.search(line.text):
            mark = _caption(line) or (_link(line) if index else None)
            if mark:
                result[index] = mark
    return result


def _caption(line: Line) -> Mark | None:
    words = line.words
    if not 1 <= len(words) <= _LONGEST:
        return None
    if _bracketed(line.text):
        return _mark(line, "caption/bracket", 0.85)
    if "/" in " ".join(words[-_LONGEST_FORM:]) and _credited(line.text):
        return _mark(line, "caption/slash", 0.85)
    if _doubled(words):
        return _mark(line, "caption/doubled", 0.6)
    return _bare(line) or _signed(line)


def _bracketed(text: str) -> bool:
    """Whether a line ends in a picture's credit in brackets; a text's own follows a stop and is bare."""
    bracket = _BRACKET.search(text)
    if bracket is None or bracket.start() == 0 or _credited(bracket["credit"]) is None:
        return False
    return bracket["credit"] not in agencies() or not _STOP_BEFORE.search(text[: bracket.start()])


def _signed(line: Line) -> Mark | None:
    """A sentence followed by nothing but a name: 'A bridge after the raid. Civil Defence of Lviv'."""
    named = _NAMED_END.search(line.text, max(0, len(line.text) - _LONGEST_NAME))
    names = named["name"].split() if named else []
    capitals = sum(name[:1].isupper() for name in names)
    short = all(name[:1].isupper() or len(name) <= _LONGEST_LINK for name in names)
    if (
        named
        and len(line.words) <= _LONGEST_SIGNED
        and short
        and 2 <= capitals >= 2 * (len(names) - capitals)
    ):
        return _mark(line, "caption/signed", 0.6)
    return None


def _bare(line: Line) -> Mark | None:
    """A line that just ends in the name of an agency, after another name: 'A street in Lviv PAP'."""
    words = line.words
    if len(words) > _LONGEST_BARE or not any(map(_PLAIN_WORD.match, words)):
        return None
    for count in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        agency = agencies().get(" ".join(words[-count:]))
        before = words[-count - 1] if count < len(words) else ""
        if agency and (before[:1].isupper() or _STOP_BEFORE.search(before)):
            span = _last(line, count)
            return _mark(line, "caption/bare", 0.7, (("agency", span),) if agency.sort == "wire" else ())
    return None


def _credited(text: str) -> Agency | None:
    """The agency that stands last in a credit such as 'Jane Roe/Pool/AFP' or 'AFP via Getty Images'."""
    words = text.rsplit("/", 1)[-1].split()
    for count in range(min(_LONGEST_FORM, len(words)), 0, -1):
        agency = agencies().get(" ".join(words[-count:]))
        if agency:
            return agency
    return None


def _doubled(words: list[str]) -> bool:
    """Whether a line ends in a credit that stands there twice, as some pages print it."""
    for count in range(2, len(words) // 2 + 1):
        half = words[-count:]
        if half == words[-2 * count : -count]:
            return all(word[:1].isupper() for word in half) or _credited(" ".join(half)) is not None
    return False


def _link(line: Line) -> Mark | None:
    """A headline in capitals between paragraphs: the link to another report."""
    letters = "".join(_LETTERS.findall(line.text))
    if len(line.words) >= _FEWEST_CAPITALS and letters.isupper():
        return Mark("promo", "link/capitals", 0.7, line.span)
    return None


def _mark(line: Line, rule: str, score: float, facts: tuple[tuple[str, Span], ...] = ()) -> Mark:
    return Mark("caption", rule, score, line.span, facts)


def _last(line: Line, count: int) -> Span:
    """The characters of the last `count` words of a line."""
    head = line.text.rsplit(None, count)[0]
    start = line.span.start + len(head)
    blanks = len(line.text) - len(head) - len(line.text[len(head) :].lstrip())
    return Span(start + blanks, line.span.end)
