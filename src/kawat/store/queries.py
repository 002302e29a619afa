"""What people type into a search box, also as an expression of FTS5; and its marks, as spans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kawat.errors import QueryError
from kawat.records import Span

from .values import Where

_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]")
# code points that are no characters: no text is made of them
OPEN, SHUT = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"[{OPEN}{SHUT}]")


COLUMNS: Mapping[Where, tuple[str, str]] = {
    "text": ("text_words", "text"),
    "title": ("text_words", "title"),
    "quote": ("quote_words", "words"),
}
"""The index of words that is searched, and its column."""
INDEXED: Mapping[str, tuple[str, ...]] = {"text_words": ("title", "text"), "quote_words": ("words",)}
"""The columns of each index of words, in the order of its rows behind their number."""


class Asked(NamedTuple):
    """Words that have to stand together, or must not; `open`: the last is any that begins so."""

    unwanted: bool
    words: str
    open: bool


def asked_for(query: str) -> list[list[Asked]]:
    """What a query asks for, either of these. Raises QueryError when it asks for no word."""
    groups = _split(query)
    if not all(any(not part.unwanted for part in group) for group in groups):
        raise QueryError(f"search for {query!r}: name at least one word to look for (on each side of OR)")
    return groups


def expression(groups: Sequence[Sequence[Asked]], column: str) -> str:
    """The FTS5 expression that looks for what is asked for in a column."""
    return f"{{{column}}} : ({' OR '.join(f'({_group(group)})' for group in groups)})"


def _split(query: str) -> list[list[Asked]]:
    groups: list[list[Asked]] = [[]]
    for minus, quoted, bare in _PART.findall(query.replace("\0", " ")):
        if bare == "OR":
            groups.append([])
        elif _WORD.search(quoted or bare):
            groups[-1].append(Asked(bool(minus), quoted or bare, bare.endswith("*")))
    return groups


def _group(parts: Sequence[Asked]) -> str:
    found = " AND ".join(_phrase(part) for part in parts if not part.unwanted)
    unwanted = " OR ".join(_phrase(part) for part in parts if part.unwanted)
    return f"({found}) NOT ({unwanted})" if unwanted else found


def _phrase(part: Asked) -> str:
    return f'"{part.words}"{"*" if part.open else ""}'


def marks(highlighted: str, text: str) -> tuple[Span, ...]:
    """The spans of `text` that stand between marks in its highlighted form."""
    if _MARK.sub("", highlighted) != text:
        # SQLite cuts such a text at a NUL character: found, but not to be pointed at
        return ()
    places = [found.start() - number for number, found in enumerate(_MARK.finditer(highlighted))]
    return tuple(Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True))
