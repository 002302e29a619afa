"""What a language calls the things that figures measure, and what ties a figure to a day or an owner."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from kawat.errors import LanguageError
from kawat.language import Language

_FILE = "counting.toml"


class CountingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of `counting.toml`, which explains each; a language may do without."""

    as_of: tuple[str, ...] = ()
    measured: frozenset[str] = frozenset()
    part_of: frozenset[str] = frozenset()
    given_in: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    no_length_of: frozenset[str] = frozenset()
    fates: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    things: dict[str, str] = {}


@lru_cache(maxsize=32)
def counting_words(language: Language) -> CountingWords:
    """Those of a language. Raises LanguageError for what does not fit."""
    if not (language.folder / _FILE).is_file():
        return CountingWords()
    try:
        return msgspec.convert(language.toml(_FILE), CountingWords)
    except msgspec.ValidationError as error:
        raise LanguageError(f"{language.folder / _FILE}: {error}") from error
