"""Figures as they are compared with each other: of what thing, whose, by whose account, when. Pure."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import floor, log10
from typing import NamedTuple

import msgspec

from kawat.records import Period, Span
from kawat.tables import read_table

# how far a number may be off that is only as exact as its significant digits: 100,000, 130,000, 94,300
_LOOSE = {1: 0.15, 2: 0.05}
_EXACT = 0.005
_LEAST_ROUNDED = 1000
VAGUE = 4
"""How many times as large the end of a range is as its beginning when it is no count: 'tens of thousands'."""
_ABOVE = frozenset({"more-than", "at-least"})
_BELOW = frozenset({"up-to", "less-than"})
_CEILING = 0.02
_FATES = frozenset({"killed", "wounded", "casualties", "missing", "detained", "displaced", "lost"})
_LENGTHS = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0}
_LONGER = {"days": 1.0, "weeks": 7.0}


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `codes/things.tsv`: one thing that is counted, and the labels that name it.

    `scale`: how many times as large one count of it may be as another; `least`: from which on counts are
    compared; `total`: whether it only ever grows.
    """

    thing: str
    labels: tuple[str, ...]
    scale: float
    least: float
    total: bool = False
    finds: str
    misses: str


class Counted(msgspec.Struct, frozen=True):
    """What is compared of a figure.

    `low`, `high` and `unit` are as in the record. `thing` is what is counted in the words of
    `codes/things.tsv`, or the record's own label; `by` who gives it, for `state`; `around` the actors that
    its sentence names; `owners` whose it may be when it has no holder; `deeds` the types of the events
    that it stands in; `expected` whether it is not counted but foreseen.
    """

    report: str
    at: tuple[Span, ...]
    low: float
    high: float
    unit: str
    of: str | None = None
    thing: str | None = None
    qualifier: str | None = None
    holder: str | None = None
    by: str | None = None
    state: str | None = None
    days: Period | None = None
    as_of: str | None = None
    language: str = ""
    text: str = ""
    around: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    expected: bool = False
    outlet: str | None = None
    score: float = 0.0


class Range(NamedTuple):
    low: float
    high: float


@cache
def things() -> dict[str, Thing]:
    """The things that are counted, by each label that names one."""
    rows = read_table(files("kawat") / "codes" / "things.tsv", Thing)
    return {label: row for row in rows for label in row.labels}


def thing_of(label: str | None) -> str | None:
    """What a figure's `of` counts, without whose it is: 'personnel of Russia lost' -> 'troops killed'."""
    if label is None:
        return None
    head, _, owner = label.partition(" of ")
    last = owner.rpartition(" ")[2]
    bare = f"{head} {last}" if last in _FATES else head
    row = things().get(bare)
    return row.thing if row else bare


@cache
def known_things() -> dict[str, Thing]:
    """The things that are counted, by name."""
    return {row.thing: row for row in things().values()}


def measure(counted: Counted) -> tuple[str, Range]:
    """The unit and range in which figures are compared: lengths of time as minutes or days."""
    for name, table in (("minutes", _LENGTHS), ("days", _LONGER)):
        if counted.unit in table:
            times = table[counted.unit]
            return name, Range(counted.low * times, counted.high * times)
    # 'about 100,000' beside '130,000 troops' lacks only the noun
    unit = "persons" if counted.unit == "count" and counted.thing == "troops" else counted.unit
    return unit, Range(counted.low, counted.high)


def digits(value: float) -> int:
    """How many significant digits a number is written with: 1 of 100,000, 3 of 94,300."""
    shown = f"{abs(value):.12g}".replace(".", "").partition("e")[0].strip("0")
    return max(1, len(shown))


def same_range(left: Counted, right: Counted) -> bool:
    """Whether two figures give the same numbers; one may be the other, rounded."""
    (unit, one), (other_unit, other) = measure(left), measure(right)
    if unit != other_unit:
        return False
    return _alike(one.low, other.low) and _alike(one.high, other.high)


def _alike(one: float, other: float) -> bool:
    if one == other:
        return True
    rougher = min(digits(one), digits(other))
    if rougher < 3 or min(one, other) < _LEAST_ROUNDED:
        return False
    return _rounded(one, rougher) == _rounded(other, rougher)


def _rounded(value: float, to: int) -> float:
    return round(value, to - 1 - floor(log10(abs(value)))) if value else 0.0


def allowed(counted: Counted) -> Range:
    """The numbers that a figure leaves open, as its qualifier and its round digits do.

    'More than 100,000' says nothing against 127,000. 'Up to 90,000' is a ceiling: 94,300 lies above it.
    """
    _, (low, high) = measure(counted)
    if counted.qualifier in _ABOVE:
        return Range(low, float("inf"))
    if counted.qualifier in _BELOW:
        return Range(0.0, high * (1 + _CEILING))
    slack = max(_slack(low), _slack(high)) if low == high else _EXACT
    if counted.qualifier == "about":
        slack = max(slack, _LOOSE[2])
    if counted.qualifier == "nearly":
        return Range(low * (1 - _LOOSE[1]), high)
    return Range(low * (1 - slack), high * (1 + slack))


def _slack(value: float) -> float:
    """A small number is counted; a large round one is an estimate, with or without 'about'."""
    return _LOOSE.get(digits(value), _EXACT) if value >= _LEAST_ROUNDED else 0.0


def contradict(left: Counted, right: Counted) -> bool:
    """Whether no number fits both figures."""
    if measure(left)[0] != measure(right)[0]:
        return False
    one, other = allowed(left), allowed(right)
    return one.high < other.low or other.high < one.low


def times_as_large(left: Counted, right: Counted) -> float:
    """How many times as large as the other's the larger number is, 1 or more."""
    one, other = sorted(measure(counted)[1].high for counted in (left, right))
    return other / one if one > 0 else float("inf")


def told(figure: Counted) -> str:
    """A figure in a few words: '60,000-90,000 troops', 'more than 14,000 people killed'."""
    low, high = _number(figure.low), _number(figure.high)
    number = low if low == high else f"{low}-{high}"
    qualifier = (figure.qualifier or "").replace("-", " ")
    unit = "" if figure.unit in ("count", "persons", figure.of) else figure.unit
    return " ".join(filter(None, (qualifier, number, unit, figure.of)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def one_holder(left: Counted, right: Counted) -> bool:
    """Whether the counted things can be of one actor: named for both, or likely for the one that has none."""
    if left.holder and right.holder:
        return left.holder == right.holder
    if left.holder is None and right.holder is None:
        return not left.owners or not right.owners or bool(set(left.owners) & set(right.owners))
    return (left.holder or right.holder) in (right.owners if left.holder else left.owners)
