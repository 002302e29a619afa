"""Atoms: what a text may be cut into, and what is seen of each before anything is understood.

Training and run time both cut here, so that they see the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kawat.records import Span

Floats = npt.NDArray[np.float32]

_ATOM = re.compile(r"\d+|[^\W\d_]+|\S")
# a mark on the letter before it is no atom of its own
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_LENGTHS = (1, 2, 3, 5)
GAPS = ("none", "blank", "line")
SHAPES = ("lower", "title", "upper", "mixed", "digit", "mark", "caseless")
SHAPE_COUNT = len(GAPS) + len(SHAPES) + len(_LENGTHS) + 1
ENDINGS = 1024  # buckets for the last three letters


def atoms(text: str) -> list[Span]:
    """Runs of letters, runs of digits, and every other visible character by itself, in order."""
    found: list[Span] = []
    for match in _ATOM.finditer(text):
        start, end = match.span()
        if found and found[-1].end == start and unicodedata.category(text[start]) in _MARKS:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def shapes(text: str, places: Sequence[Span]) -> Floats:
    """(atoms, SHAPE_COUNT) ones and noughts: the gap before, the letters' case, the length."""
    out = np.zeros((len(places), SHAPE_COUNT), np.float32)
    before = 0
    for row, (start, end) in zip(out, places, strict=True):
        gap = text[before:start]
        row[0 if not gap and before else 2 if "\n" in gap or not before else 1] = 1
        row[len(GAPS) + SHAPES.index(_shape(text[start:end]))] = 1
        row[len(GAPS) + len(SHAPES) + sum(end - start > most for most in _LENGTHS)] = 1
        before = end
    return out


def _shape(atom: str) -> str:
    if atom[0].isdigit():
        return "digit"
    if not atom[0].isalpha():
        return "mark"
    if atom.lower() == atom.upper():
        return "caseless"
    if atom.islower():
        return "lower"
    if atom.isupper():
        return "upper"
    return "title" if atom[0].isupper() and atom[1:].islower() else "mixed"


def endings(text: str, places: Sequence[Span]) -> npt.NDArray[np.int64]:
    """(atoms) a bucket for the last three letters of each: clitics show there."""
    letters = (text[start:end][-3:].lower() for start, end in places)
    return np.array([crc32(last.encode("utf-8", "replace")) % ENDINGS for last in letters], np.int64)


class Sight(NamedTuple):
    """What the segmenter sees of each atom: pieces (3 x width), shape, and a bucket for its ending."""

    lexical: Floats
    shape: Floats
    ending: npt.NDArray[np.int64]


def look(
    text: str,
    places: Sequence[Span],
    cut: Callable[[str, bool], Sequence[int]],
    rows: Callable[[npt.NDArray[np.int64]], Floats],
) -> Sight:
    """The sight of the atoms at `places`: the first, the last and the mean of each one's pieces."""
    lists = [cut(text[s:e], s == 0 or text[s - 1].isspace()) for s, e in places]
    flat = np.array([piece for pieces in lists for piece in pieces], np.int64)
    ends = np.cumsum([len(pieces) for pieces in lists])
    starts = np.concatenate([[0], ends[:-1]])
    vectors = rows(flat)
    mean = np.add.reduceat(vectors, starts, axis=0) / (ends - starts)[:, None].astype(np.float32)
    lexical = np.concatenate([vectors[starts], vectors[ends - 1], mean], axis=1)
    return Sight(lexical.astype(np.float32), shapes(text, places), endings(text, places))
