"""The word lists of the languages that reports are in, each read once."""

from __future__ import annotations

from functools import cache

from kawat.language import Language, Languages
from kawat.registry import load_registry


@cache
def _languages() -> Languages:
    return Languages(load_registry())


@cache
def language_of(code: str) -> Language | None:
    """The language with this code, or that its close relatives are read with; None when there is none."""
    known = _languages().code(code) if code else None
    return _languages()[known] if known else None
