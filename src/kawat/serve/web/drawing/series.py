"""Figures of one thing over time: each account a line from low to high at the day for which it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import floor, log10

import msgspec

from kawat.ask.listing import Line
from kawat.records import Claim

WIDTH, HEIGHT = 720, 260
LEFT, TOP, BOTTOM = 76, 12, 30


class Point(msgspec.Struct, frozen=True):
    """One account: where it is drawn, from `top` (its high) to `bottom` (its low)."""

    line: Line[Claim]
    day: str
    x: float
    top: float
    bottom: float


class Mark(msgspec.Struct, frozen=True):
    """A number on the upright axis."""

    value: float
    y: float


class Series(msgspec.Struct, frozen=True):
    """All accounts of one thing in one unit; `undated` are told but not drawn."""

    of: str
    unit: str
    holder: str | None
    points: tuple[Point, ...]
    undated: tuple[Line[Claim], ...]
    marks: tuple[Mark, ...]
    days: tuple[tuple[str, float], ...]

    @property
    def lines(self) -> tuple[Line[Claim], ...]:
        return (*(point.line for point in self.points), *self.undated)


def series(lines: Iterable[Line[Claim]], least: int = 2) -> tuple[Series, ...]:
    """The things of which at least so many accounts are given, those with most first."""
    things: dict[tuple[str, str, str | None], list[Line[Claim]]] = defaultdict(list)
    for line in lines:
        claim = line.record
        things[claim.of or "", claim.unit, claim.holder_actor].append(line)
    found = [(thing, told) for thing, told in things.items() if thing[0] and len(told) >= least]
    found.sort(key=lambda pair: (-len(pair[1]), pair[0][0]))
    return tuple(_series(*thing, told) for thing, told in found)


def day_of(line: Line[Claim]) -> str | None:
    """The day for which an account holds: its own, else the last on which its report was written."""
    if line.record.as_of:
        return line.record.as_of
    return line.source.written.last if line.source.written else None


def _series(of: str, unit: str, holder: str | None, told: Sequence[Line[Claim]]) -> Series:
    dated = sorted(
        ((day, line) for line in told if (day := day_of(line))),
        key=lambda pair: (pair[0], pair[1].record.low),
    )
    undated = tuple(line for line in told if not day_of(line))
    if not dated:
        return Series(of, unit, holder, (), undated, (), ())
    top = _round_up(max(line.record.high for _, line in dated))
    first, last = date.fromisoformat(dated[0][0]), date.fromisoformat(dated[-1][0])
    span = max((last - first).days, 1)

    def x(day: str) -> float:
        return round(LEFT + 14 + (date.fromisoformat(day) - first).days / span * (WIDTH - LEFT - 34), 1)

    def y(value: float) -> float:
        return round(TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM), 1)

    points = tuple(Point(line, day, x(day), y(line.record.high), y(line.record.low)) for day, line in dated)
    marks = tuple(Mark(top * part / 4, y(top * part / 4)) for part in range(5))
    middle = (first + timedelta(days=span // 2)).isoformat()
    shown = dict.fromkeys((dated[0][0], *([middle] if span > 8 else []), dated[-1][0]))
    return Series(of, unit, holder, points, undated, marks, tuple((day, x(day)) for day in shown))


def _round_up(value: float) -> float:
    """The next number that is easily divided by four."""
    if value <= 0:
        return 1.0
    unit: float = 10.0 ** floor(log10(value))
    return next(
        (step * unit for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * unit >= value), 10 * unit
    )
