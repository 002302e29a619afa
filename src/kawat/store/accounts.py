"""An actor's accounts (what single reports' records say of it) and the one record they merge into. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from kawat.records import Actor, Made, Role, Span

_NOWHERE = {"report": "", "at": (Span(0, 1),), "made": Made("", "")}
T = TypeVar("T", bound=Hashable)


class Mentioned(msgspec.Struct, frozen=True, array_like=True):
    """What an Actor record says of one report only: where the report names the actor, and who found it."""

    at: tuple[Span, ...]
    made: Made


def account(actor: Actor) -> Actor:
    """The actor as a report tells of it, without the report: the same for all reports that say the same."""
    return msgspec.structs.replace(actor, **_NOWHERE)


def mentioned(account: Actor, report: str, mention: Mentioned) -> Actor:
    """The record of an actor in one report."""
    return msgspec.structs.replace(account, report=report, at=mention.at, made=mention.made)


def merged(accounts: Sequence[tuple[Actor, int]]) -> Actor:
    """One record out of all accounts, each with the number of reports that give it; any order will do.

    Where only one value can stand, the one most reports give; names most frequent first.
    """
    most = accounts[0][0]
    return msgspec.structs.replace(
        most,
        name=_ranked((actor.name, n) for actor, n in accounts)[0],
        sort=_ranked((actor.sort, n) for actor, n in accounts)[0],
        country=_first((actor.country, n) for actor, n in accounts),
        wikidata=_first((actor.wikidata, n) for actor, n in accounts),
        names=_names(accounts),
        roles=tuple(sorted({role for actor, _ in accounts for role in actor.roles}, key=_since)),
        same_as=tuple(sorted({other for actor, _ in accounts for other in actor.same_as})),
    )


def forms(actor: Actor) -> frozenset[str]:
    """The words that an account calls an actor by, case folded; the id behind '='."""
    names = (actor.name, *(name for names in actor.names.values() for name in names))
    return frozenset(name.casefold() for name in (*names, f"={actor.id}"))


def month_of(day: str) -> str:
    """The month of an ISO day, which comes before all its days; of a day that is not known itself."""
    return day[: len("2022-01")]


def _names(accounts: Iterable[tuple[Actor, int]]) -> dict[str, tuple[str, ...]]:
    counted: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for actor, n in accounts:
        for language, names in actor.names.items():
            counted[language] += [(name, n) for name in names]
    return {language: tuple(_ranked(counted[language])) for language in sorted(counted)}


def _ranked(counted: Iterable[tuple[T, int]]) -> list[T]:
    totals: Counter[T] = Counter()
    for value, n in counted:
        totals[value] += n
    return sorted(totals, key=lambda value: (-totals[value], str(value)))


def _first(counted: Iterable[tuple[str | None, int]]) -> str | None:
    ranked = _ranked((value, n) for value, n in counted if value is not None)
    return ranked[0] if ranked else None


def _since(role: Role) -> tuple[str, ...]:
    return (role.first or "", role.last or "", role.title, role.of, role.body or "")
