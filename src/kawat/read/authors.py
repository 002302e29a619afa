"""The names of a report's authors, freed from 'By', roles, sites and handles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from kawat.tables import read_table

_SEPARATORS = re.compile(r"\s*[;&|•]\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_LETTERS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?:|www\.|@)\S*|\S+@\S+", re.IGNORECASE)
# 'jane-roe': the name of a page, not of a person
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
_INITIALS = re.compile(r"[a-z]{2,5}|[A-Z]{2,5}")
_PARTICLE = re.compile(r"[a-z'’]{1,4}")
_MARKS = " \t,:;–—-|/*"
# of a sentence, not of 'Jr.'
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\Z")
_SHORTEST_NAME, _LONGEST_NAME = 2, 5


class _Words(msgspec.Struct, frozen=True):
    """A line of `codes/bylines.tsv`."""

    sort: str
    forms: tuple[str, ...]


def authors(sources: Iterable[Sequence[str]], house: Collection[str]) -> tuple[str, ...]:
    """The names of the first source that names more than the house, else of the first that names any.

    `sources` are lists of names as pages write them; `house` are the names of the site and publisher.
    """
    own = {_key(name) for name in house}
    first: tuple[str, ...] = ()
    for source in sources:
        found = {_key(name): name for written in source for name in names(written)}
        persons = tuple(name for key, name in found.items() if key not in own)
        if persons:
            return persons
        first = first or tuple(found.values())
    return first


def names(written: str) -> Iterator[str]:
    """The names in what a page gives as author: 'By Jane Roe and John Doe, Senior Reporter' has two."""
    for several in _SEPARATORS.split(_BRACKETS.sub(" ", _ADDRESS.sub(" ", written))):
        parts = [_STOP.sub("", part.strip(_MARKS)) for part in _joined(_bare(several))]
        yield from (part for index, part in enumerate(parts) if part and _is_name(part, first=index == 0))


def _bare(text: str) -> str:
    """The text without the words that stand before and after the names."""
    text = text.strip(_MARKS)
    before = _pattern("before").match(text)
    text = text[before.end() :] if before else text
    after = _pattern("after").search(text)
    return text[: after.start()] if after else text


def _joined(text: str) -> Iterator[str]:
    """The parts of an enumeration. 'and' stands between two names of several words; it may be in one name."""
    for part in text.split(","):
        halves = _pattern("between").split(part)
        yield from halves if all(len(half.split()) >= _SHORTEST_NAME for half in halves) else [part]


def _is_name(part: str, *, first: bool) -> bool:
    """Whether a part of a byline names an author; after the first it may be a role, a body or a place."""
    words = part.split()
    if _SLUG.fullmatch(part) or not any(map(str.isalpha, part)):
        return False
    if first:
        return True
    if any(word.casefold() in _words("role") for word in words):
        return False
    if len(words) < _SHORTEST_NAME:
        return _INITIALS.fullmatch(part) is not None
    return len(words) <= _LONGEST_NAME and all(
        word[:1].isupper() or _PARTICLE.fullmatch(word) for word in words
    )


def _key(name: str) -> str:
    return "".join(_LETTERS.findall(name.casefold()))


@cache
def _words(sort: str) -> frozenset[str]:
    rows = read_table(files("kawat") / "codes" / "bylines.tsv", _Words)
    return frozenset(form for row in rows if row.sort == sort for form in row.forms)


@cache
def _pattern(sort: str) -> re.Pattern[str]:
    """The words of a sort, as they stand in a byline."""
    words = "|".join(map(re.escape, sorted(_words(sort), key=len, reverse=True)))
    whole = {"before": rf"(?:{words})(?:\s*:\s*|\s+)(?=\S)", "between": rf"\s+(?:{words})\s+"}
    return re.compile(whole.get(sort, rf"\s+(?:{words})\b.*\Z"), re.IGNORECASE)
