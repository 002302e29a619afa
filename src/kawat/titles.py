"""Titles beside each other: which office a shorter or looser word may stand for later in a report."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Set
from functools import cache
from importlib.resources import files

import msgspec

# how lists of words in `grammar.toml` begin that say for what an unnamed official acts
SPHERE = "sphere_"


class Titles(msgspec.Struct, frozen=True):
    """What `codes/titles.toml` says, which explains each."""

    held_by_many: frozenset[str]
    unnamed: frozenset[str]
    looser: dict[str, frozenset[str]]


@cache
def titles() -> Titles:
    """How titles stand to each other."""
    text = (files("kawat") / "codes" / "titles.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Titles)


def is_held_by_many(title: str) -> bool:
    """Whether 'the official' need not be the one named before."""
    return title in titles().held_by_many or is_unnamed(title)


def is_unnamed(title: str) -> bool:
    """Whether the title is a role rather than an office: 'intelligence-official', not a national adviser."""
    base = title.rpartition("-")[2]
    return base in titles().unnamed and not title.endswith("security-adviser")


def is_called(title: str, office: str) -> bool:
    """Whether a title is that of an office, or its last part: the 'minister' of a 'foreign-minister'."""
    if office == title or office.endswith(f"-{title}"):
        return True
    return is_unnamed(title) and is_unnamed(office) and title.rpartition("-")[2] == office.rpartition("-")[2]


def may_stand_for(title: str, office: str) -> bool:
    """Whether somebody in an office may be called by a title, also by a looser one: 'the diplomat'."""
    return is_called(title, office) or office in titles().looser.get(title, ())


def role(title: str, body: str, words: Iterable[str], grammar: Mapping[str, Set[str]]) -> str:
    """The role of somebody unnamed in English, by all words of the phrase: 'senior-administration-official'.

    `grammar` has lists `sphere_...`, in which each word stands for one, and `rank_senior`.
    """
    if not is_unnamed(title):
        return title
    folded = frozenset(words)
    base = title.rpartition("-")[2]
    spoken = {
        name.removeprefix(SPHERE): own & folded for name, own in grammar.items() if name.startswith(SPHERE)
    }
    spheres = [body] if body else [sphere for sphere, own in spoken.items() if own and sphere != base]
    if title == "military-official" and not spheres:
        spheres = ["military"]
    senior = grammar["rank_senior"] & folded
    return "-".join([*(["senior"] if senior else []), *spheres, base])
