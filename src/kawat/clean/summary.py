"""Summaries that a machine wrote, told by the notice that stands with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .rules import Line, Mark

# share of a paragraph's words that one later paragraph must have for the first to repeat it
_REPEATS = 0.55
# the same for the paragraph right after a notice, of which less is asked
_REPEATS_FIRST = 0.35
# most paragraphs of a summary
_MOST = 8
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"[•●▪◦*·]\s*\S|\d{1,2}[.)]\s+\S")
# "JAKARTA, Kompas -", "Kyiv, Ukraine (AP) —", "WASHINGTON DC, USA –"
DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n–—]{1,60}?)\s*(?:\((?P<credit>[^()\n]{2,40})\)\s*)?(?:[–—]|--|\s-(?=\s))"
)


def dateline(text: str) -> re.Match[str] | None:
    """The place, and the agency in brackets, with which a report proper begins."""
    match = DATELINE.match(text)
    if match is None:
        return None
    words = match["place"].split()
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
    return match if len(words) <= _MOST and capitals * 3 >= len(words) * 2 else None


def summary(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks for the paragraphs of machine-made summaries: after a notice or, failing that, before it."""
    result: dict[int, Mark] = {}
    for notice in (i for i, mark in marks.items() if mark.role == "ai-summary-notice"):
        found = list(_after(lines, marks, notice)) or list(_before(lines, marks, notice))
        result |= {i: Mark("ai-summary", marks[notice].rule, 0.8, lines[i].span) for i in found}
    return result


def _after(lines: Sequence[Line], marks: Mapping[int, Mark], notice: int) -> Iterator[int]:
    begins = _dateline_index(lines, notice + 1)
    first = True
    for index in range(notice + 1, min(len(lines), notice + 1 + _MOST)):
        if index in marks:
            if marks[index].role in ("title", "lede", "body"):
                return
            continue
        line = lines[index]
        if not (
            _BULLET.match(line.text)
            or (begins is not None and index < begins)
            or _repeats(lines, index, _REPEATS_FIRST if first else _REPEATS)
        ):
            return
        first = False
        yield index


def _before(lines: Sequence[Line], marks: Mapping[int, Mark], notice: int) -> Iterator[int]:
    """The paragraphs at the top, before the notice, that later ones repeat."""
    earlier = [i for i in range(notice) if i not in marks]
    if (
        len(earlier) <= _MOST
        and notice + 1 < len(lines)
        and all(_repeats(lines, i, _REPEATS) for i in earlier)
    ):
        yield from earlier


def _dateline_index(lines: Sequence[Line], start: int) -> int | None:
    """The paragraph, soon after `start`, that begins with a dateline."""
    window = range(start, min(len(lines), start + _MOST))
    return next((i for i in window if dateline(lines[i].text)), None)


def _repeats(lines: Sequence[Line], index: int, share: float) -> bool:
    """Whether some later paragraph says what this one says."""
    words = _content(lines[index].text)
    needed = share * len(words)
    return bool(words) and any(len(words & _content(line.text)) >= needed for line in lines[index + 1 :])


def _content(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) >= _SHORTEST_WORD}
