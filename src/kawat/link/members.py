"""What all wholes need of their members: who wrote first, and of how many independent origins they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath
from typing import Protocol, TypeVar

from kawat.records import Actor, Period, Report
from kawat.store import View
from kawat.store.independence import SUMMARISED, Counted, independent


class Told(Protocol):
    """What is compared of a record names its report."""

    @property
    def report(self) -> str: ...


class Member(Protocol):
    """A record with what is compared of it."""

    @property
    def id(self) -> str: ...

    @property
    def features(self) -> Told: ...


M = TypeVar("M", bound=Member)
V = TypeVar("V", bound=str)


def first_written(view: View, members: Iterable[M]) -> list[M]:
    """The members, that of the earliest report first; of one day its own words before a summary's."""
    known = list(members)
    origins = view.origins_of(member.features.report for member in known)

    def age(member: M) -> tuple[str, bool, str]:
        return origins[member.features.report].day, is_summarised(member.features), member.id

    return sorted(known, key=age)


def is_summarised(told: Told) -> bool:
    """Whether a record stands in an AI summary, as far as what is compared of it says so."""
    return bool(getattr(told, "summarised", False))


def only_summarised(told: Iterable[Told]) -> tuple[str, ...]:
    """The reason that is to be given when nothing but AI summaries tells it."""
    return (SUMMARISED,) if all(map(is_summarised, told)) else ()


def counted(view: View, told: Iterable[tuple[str, str | None]]) -> Counted:
    """How many reports, of how many origins, these are: each with the outlet that it was told through."""
    known = list(told)
    origins = view.origins_of(report for report, _ in known)
    return independent(origins[report]._replace(outlet=outlet) for report, outlet in known)


def languages(codes: Iterable[str]) -> tuple[str, ...]:
    """The languages, each once, in order."""
    return tuple(sorted({code for code in codes if code}))


def actors_of(view: View, report: str) -> Mapping[str, Actor]:
    """The actors that a report names, by id, as this report knows them: whatever others say of them."""
    return {actor.id: actor for actor in view.records(Actor, report=report)}


def state_of(actors: Mapping[str, Actor], id: str | None) -> str | None:
    """The state that an actor is, or acts for; the actor itself when it is of none, None for nobody."""
    if id is None:
        return None
    known = actors.get(id)
    return (known and known.country) or id.partition("/")[0]


def days_between(left: Period, right: Period) -> int:
    """The days that lie between two periods, 0 when they touch or overlap."""
    gap = max(_number(left.first) - _number(right.last), _number(right.first) - _number(left.last))
    return max(0, gap)


# thousands are compared on the same few days
@lru_cache(10_000)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def days_from(one: str, other: str) -> int:
    """How many days lie from one day to another, below 0 when the other comes before."""
    return date.fromisoformat(other).toordinal() - date.fromisoformat(one).toordinal()


def stretches(days: Period, length: int, apart: int) -> Iterator[str]:
    """The stretches of `length` days that a period touches, with days on each side: keys to be found by."""
    first, last = (date.fromisoformat(day).toordinal() for day in (days.first, days.last))
    return map(str, range((first - apart) // length, (last + apart) // length + 1))


def days_in(period: Period) -> int:
    """How many days a period has."""
    return date.fromisoformat(period.last).toordinal() - date.fromisoformat(period.first).toordinal() + 1


def file_name(report: Report) -> str:
    """The address of a report's page, or the name of its file without the folders."""
    return report.source if "://" in report.source else PurePath(report.source).name


def most(values: Sequence[V]) -> V:
    """The value that stands most often, of equals the first. Raises ValueError when there is none."""
    return max(dict.fromkeys(values), key=values.count)
