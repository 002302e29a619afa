"""The bottom of a report: what follows its credit, and lines of dashes or stars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kawat.records import ZoneRole

from .rules import Line, Mark
from .title import reads_as_sentence

# a credit in the first part of a text closes nothing
_CLOSING_PART = 0.5
_LONGEST = 12
# what stands between the items of a menu
_BAR = re.compile(r"\s*[|•·»›]\s*")
_FEWEST_ITEMS, _ITEM_WORDS = 3, 4


Parts = Mapping[int, tuple[Mark, ...]]


def footer(lines: Sequence[Line], marks: Mapping[int, Mark], parts: Parts) -> dict[int, Mark]:
    """Marks for the short lines after the closing credit; `parts` is the wrapper within lines."""
    running = (i for i, line in enumerate(lines) if i not in marks and reads_as_sentence(line))
    begins = max(*running, int(_CLOSING_PART * len(lines)), 0, 0)
    closing = min((i for i in _credits(marks, parts) if i >= begins), default=len(lines))
    return {
        index: Mark("spam", "footer/after-credit", 0.6, lines[index].span)
        for index in range(closing + 1, len(lines))
        if index not in marks and len(lines[index].words) <= _LONGEST
    }


def ornaments(lines: Sequence[Line], marks: Mapping[int, Mark], parts: Parts) -> dict[int, Mark]:
    """Marks for lines without a letter or digit: part of the credit beside them, else junk of the site."""
    credits = _credits(marks, parts)
    result = {}
    for index, line in enumerate(lines):
        if index not in marks and not any(map(str.isalnum, line.text)):
            role: ZoneRole = "credit" if credits & {index - 1, index + 1} else "site-junk"
            result[index] = Mark(role, "footer/ornament", 0.9, line.span)
    return result


def menus(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks for lines of short items between bars: menus, share bars, paths through a site."""
    found = {}
    for index, line in enumerate(lines):
        items = [item.split() for item in _BAR.split(line.text)]
        if index not in marks and len(items) >= _FEWEST_ITEMS and all(len(i) <= _ITEM_WORDS for i in items):
            found[index] = Mark("site-junk", "footer/menu", 0.8, line.span)
    return found


def listed(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks for the titles that follow a label such as 'Related articles:', down to the next sentence."""
    found: dict[int, Mark] = {}
    for index, line in enumerate(lines):
        label = marks.get(index)
        if label is None or label.role != "promo" or not line.text.rstrip().endswith(":"):
            continue
        for below in range(index + 1, len(lines)):
            if below in marks or reads_as_sentence(lines[below]) or len(lines[below].words) > _LONGEST:
                break
            found[below] = Mark("promo", label.rule, 0.7, lines[below].span)
    return found


def _credits(marks: Mapping[int, Mark], parts: Parts) -> set[int]:
    """The lines that are a credit or hold one."""
    whole = {index for index, mark in marks.items() if mark.role == "credit"}
    return whole | {index for index, within in parts.items() if any(mark.role == "credit" for mark in within)}
