"""Patterns for the parts of numbers, made from the words of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kawat.language import FigureWords

CURRENCY = "[$€£¥₽₴]?"


def digits(thousands: str, decimal: str) -> str:
    """A number in digits, grouped or not."""
    grouped = rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?!\d)(?:{decimal}\d+)?"
    spaced = rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)(?:{decimal}\d+)?"
    foreign = rf"\d{{1,3}}(?:{decimal}\d{{3}}){{2,}}(?!\d)"
    return rf"{grouped}|{spaced}|{foreign}|\d+(?:[.,]\d+)?"


def starts(words: FigureWords) -> str:
    """Where a number may begin: a digit, a number word, or an article before a magnitude."""
    named = rf"(?<!\w){any_of(words.values | words.vague | words.loose)}(?![^\W_])"
    article = rf"(?<!\w){any_of(words.article)}(?=\s+{any_of(words.times)}(?!\w))"
    return rf"\d|{named}|{article}"


def ranges(words: FigureWords) -> str:
    """What stands between the two ends of a range."""
    dash = r"(?P<dash>%?[ \u00a0]?[-‐‑–—][ \u00a0]?)"
    kinds = (("to", words.range), ("either", words.either), ("joined", words.joined))
    named = "|".join(rf"(?P<{name}>{any_of(choice)})" for name, choice in kinds)
    return rf"(?:{dash}|(?P<percent>%)?\s(?:{named})\s){CURRENCY}"


def any_of(choice: Iterable[str]) -> str:
    """A pattern for one of the words; one that matches nothing when there are none."""
    longest_first = sorted(choice, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"
