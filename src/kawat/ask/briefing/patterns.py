"""The sentence patterns of a language, `languages/<code>/briefing.toml`, which explains each."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from kawat.errors import LanguageError
from kawat.language import BRIEFING, shipped
from kawat.records import ActorSort, EventType

Forms = tuple[str, ...]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of the file; what it lacks or has too much is an error."""


class DayPatterns(_Part, frozen=True):
    day: str
    short: str
    shortest: str
    month: str
    year: str
    on: str
    between: str
    in_: str = msgspec.field(name="in")


class NamePatterns(_Part, frozen=True):
    and_: str = msgspec.field(name="and")
    joined: str
    role: str
    roles: dict[str, str]
    the: frozenset[str] = frozenset()
    the_words: frozenset[str] = msgspec.field(default=frozenset(), name="the_words")


class CountPatterns(_Part, frozen=True):
    report: Forms
    origin: Forms
    both: str


class NotePatterns(_Part, frozen=True):
    joined: str
    retold: str
    language: str
    translated: str
    ai_summary: str = msgspec.field(name="ai_summary")
    whole: str
    quoted: str
    dated: str
    according: str


class SectionPatterns(_Part, frozen=True):
    stories: str
    happened: str
    said: str
    due: str
    disputed: str
    changed: str
    nothing: str
    left: Forms


class LeadPatterns(_Part, frozen=True):
    period: str
    since: str
    until: str
    reports: str
    undated: str
    actor: str
    place: str
    as_of: str = msgspec.field(name="as_of")
    rule: str
    sources: str
    characters: str


class DeedPattern(_Part, frozen=True):
    """How one event type is told, and of whom."""

    past: str
    doing: str = ""
    do: str = ""
    done: str = ""
    sorts: frozenset[ActorSort] = frozenset()
    to: frozenset[ActorSort] = frozenset()
    together: bool = False
    among: bool = False
    passive: bool = False
    own_day: bool = msgspec.field(default=False, name="own_day")


class DeedPatterns(_Part, frozen=True):
    active: dict[str, str]
    passive: dict[str, str]
    types: dict[str, DeedPattern]
    where: str
    was: Forms = ("", "")


class SaidPatterns(_Part, frozen=True):
    told: str
    said: str
    to: str
    acts: dict[str, str]


class DuePatterns(_Part, frozen=True):
    plan: dict[str, str]
    promise: dict[str, str]
    offer: dict[str, str]
    threat: dict[str, str]
    demand: dict[str, str]
    tail: dict[str, str]


class DisputePatterns(_Part, frozen=True):
    figure: str
    denial: str
    date: str
    characterisation: str
    moves: str
    says: str
    reports_say: str = msgspec.field(name="reports_say")
    denies: str
    of: dict[str, str]
    things: dict[str, str]
    deeds: dict[EventType, Forms]


class WriterPatterns(_Part, frozen=True):
    polished: str
    dropped: Forms
    failed: str


class Patterns(_Part, frozen=True):
    locale: str
    title: str
    days: DayPatterns
    names: NamePatterns
    counts: CountPatterns
    notes: NotePatterns
    sections: SectionPatterns
    lead: LeadPatterns
    stories: dict[str, str]
    happened: DeedPatterns
    said: SaidPatterns
    due: DuePatterns
    disputed: DisputePatterns
    changed: dict[str, str]
    writer: WriterPatterns


def languages() -> tuple[str, ...]:
    """The codes of the languages that a briefing can be in."""
    return tuple(sorted(shipped(BRIEFING)))


@cache
def patterns(language: str) -> Patterns:
    """The patterns of a language. Raises LanguageError where there are none, or they do not fit."""
    files = shipped(BRIEFING)
    if language not in files:
        known = ", ".join(sorted(files))
        raise LanguageError(
            f"no briefing in '{language}': known are {known}; add languages/{language}/briefing.toml"
        )
    file = files[language]
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Patterns)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LanguageError(f"{file}: {error}") from error
