"""What people type into a search box, as an expression of FTS5; and its marks, as spans."""

from __future__ import annotations

import re
from collections.abc import Mapping

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


def expression(query: str, column: str) -> str:
    """The FTS5 expression that looks for a query in a column. Raises QueryError when it asks for no word."""
    groups = [_group(group) for group in _split(query)]
    if not all(groups) or not groups:
        raise QueryError(f"search for {query!r}: name at least one word to look for (on each side of OR)")
    return f"{{{column}}} : ({' OR '.join(f'({group})' for group in groups)})"


def _split(query: str) -> list[list[tuple[bool, str]]]:
    """The parts of the query by alternatives: whether it must not be there, and the FTS5 phrase."""
    groups: list[list[tuple[bool, str]]] = [[]]
    for minus, quoted, bare in _PART.findall(query.replace("\0", " ")):
        if bare == "OR":
            groups.append([])
        elif _WORD.search(quoted or bare):
            star = "*" if bare.endswith("*") else ""
            groups[-1].append((bool(minus), f'"{quoted or bare}"{star}'))
    return groups


def _group(parts: list[tuple[bool, str]]) -> str:
    wanted = [phrase for unwanted, phrase in parts if not unwanted]
    unwanted = [phrase for unwanted, phrase in parts if unwanted]
    if not wanted:
        return ""
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def marks(highlighted: str, text: str) -> tuple[Span, ...]:
    """The spans of `text` that stand between marks in its highlighted form."""
    if _MARK.sub("", highlighted) != text:
        # SQLite cuts such a text at a NUL character: found, but not to be pointed at
        return ()
    places = [found.start() - number for number, found in enumerate(_MARK.finditer(highlighted))]
    return tuple(Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True))
