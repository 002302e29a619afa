"""Happenings and sayings along the days: closely dated ones in columns, others as lines from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from kawat import ontology
from kawat.ask.folding import Item

WIDTH = 960
LEFT, RIGHT = 8, 8
LANE = 58
ROW = 7
MOST_ROWS = 14
_MOST_MONTHS = 11

Lane = Literal["cooperation", "conflict", "saying"]
LANES: tuple[Lane, ...] = ("cooperation", "conflict", "saying")

# what is dated no closer than this is a line and in no column
_CLOSE_DAYS = 3
# a few outliers at either end do not squeeze all the others
_OUTLIERS = 0.04


class Column(msgspec.Struct, frozen=True):
    """Some days of a lane: how many reports (`raw`) of how many origins tell of them, and how high it is."""

    lane: Lane
    first: str
    last: str
    x: float
    width: float
    raw: int
    independent: int
    y: float
    height: float
    raw_y: float
    raw_height: float


class Stretch(msgspec.Struct, frozen=True):
    """Something that happens somewhere between two days: a line, open where it leaves the drawing."""

    id: str
    lane: Lane
    x: float
    width: float
    y: float
    words: str
    first: str
    last: str


class Tick(msgspec.Struct, frozen=True):
    """A day on the axis; `major` begins a month."""

    day: str
    x: float
    major: bool


class Strip(msgspec.Struct, frozen=True):
    """The drawing, in its own units. `before` and `after`: how many items lie outside, `undated`: nowhere."""

    first: str
    last: str
    height: float
    base: Mapping[Lane, float]
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    before: int
    after: int
    undated: int
    unshown: int


def lane_of(item: Item) -> Lane:
    """Where an item is drawn."""
    if item.kind in ("quote", "saying"):
        return "saying"
    return "conflict" if ontology.types()[item.label].group.endswith("conflict") else "cooperation"


def strip(items: Sequence[Item], since: str | None = None, until: str | None = None) -> Strip | None:
    """The strip of these items, between two days or as many as most need; None without a dated one."""
    dated = [item for item in items if item.days]
    if not dated:
        return None
    first, last = _ends(dated, since, until)
    scale = _Scale(first, last)
    close = [item for item in dated if _length(item) <= _CLOSE_DAYS]
    wide = [item for item in dated if _length(item) > _CLOSE_DAYS and scale.meets(item)]
    stretches, rows, unshown = _stretches(wide, scale)
    base: dict[Lane, float] = {lane: (number + 1) * LANE for number, lane in enumerate(LANES)}
    return Strip(
        first=first.isoformat(),
        last=last.isoformat(),
        height=len(LANES) * LANE + 26 + rows * ROW + 6,
        base=base,
        columns=tuple(_columns(close, scale, base)),
        stretches=stretches,
        ticks=tuple(_ticks(scale)),
        before=sum(_last(item) < first for item in dated),
        after=sum(_first(item) > last for item in dated),
        undated=len(items) - len(dated),
        unshown=unshown,
    )


class _Scale:
    """From days to places in the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days + 1
        self.step = 1 if self.days <= 120 else 7 if self.days <= 800 else 30
        self._unit = (WIDTH - LEFT - RIGHT) / self.days

    def __call__(self, day: date) -> float:
        return round(LEFT + (day - self.first).days * self._unit, 1)

    def meets(self, item: Item) -> bool:
        return _first(item) <= self.last and self.first <= _last(item)


def _first(item: Item) -> date:
    assert item.days is not None
    return date.fromisoformat(item.days.first)


def _last(item: Item) -> date:
    assert item.days is not None
    return date.fromisoformat(item.days.last)


def _length(item: Item) -> int:
    return (_last(item) - _first(item)).days


def _ends(known: Sequence[Item], since: str | None, until: str | None) -> tuple[date, date]:
    """The days between which most of what is dated closely lies."""
    dated = [item for item in known if _length(item) <= _CLOSE_DAYS] or known
    starts = sorted(_first(item) for item in dated)
    ends = sorted(_last(item) for item in dated)
    spare = int(len(dated) * _OUTLIERS)
    first = date.fromisoformat(since) if since else starts[spare]
    last = date.fromisoformat(until) if until else ends[-1 - spare]
    # a few days make no line
    return first, max(last, first + timedelta(days=6))


def _columns(items: Iterable[Item], scale: _Scale, base: Mapping[Lane, float]) -> Iterable[Column]:
    found: dict[tuple[Lane, int], list[Item]] = defaultdict(list)
    for item in items:
        if scale.meets(item):
            place = max(0, (_first(item) - scale.first).days) // scale.step
            found[lane_of(item), place].append(item)
    most = max((_sum(told)[0] for told in found.values()), default=1)
    for (lane, place), told in sorted(found.items()):
        first = scale.first + timedelta(days=place * scale.step)
        after = first + timedelta(days=scale.step)
        raw, independent = _sum(told)
        high, low = _height(raw, most), _height(independent, most)
        yield Column(
            lane=lane,
            first=first.isoformat(),
            last=min(after - timedelta(days=1), scale.last).isoformat(),
            x=scale(first),
            width=round(max(2.0, scale(after) - scale(first) - 1), 1),
            raw=raw,
            independent=independent,
            y=round(base[lane] - low, 1),
            height=low,
            raw_y=round(base[lane] - high, 1),
            raw_height=high,
        )


def _sum(told: Sequence[Item]) -> tuple[int, int]:
    return sum(item.count.raw for item in told), sum(item.count.independent for item in told)


def _height(number: int, most: int) -> float:
    return round(max(2.0, (LANE - 16) * number / most), 1)


def _stretches(wide: Sequence[Item], scale: _Scale) -> tuple[tuple[Stretch, ...], int, int]:
    """Each in the first row that has room for it; the rows, and how many found none."""
    ends: list[float] = []
    found: list[Stretch] = []
    top = len(LANES) * LANE + 26
    for item in sorted(wide, key=lambda one: (_first(one), -_length(one))):
        x = scale(max(_first(item), scale.first))
        end = scale(min(_last(item), scale.last) + timedelta(days=1))
        row = next((number for number, taken in enumerate(ends) if taken < x), len(ends))
        if row == MOST_ROWS:
            continue
        ends[row : row + 1] = [end + 4]
        days = item.days
        assert days is not None
        found.append(
            Stretch(
                item.id, lane_of(item), x, round(max(3.0, end - x), 1), top + row * ROW + 3,
                item.words, days.first, days.last,
            )
        )  # fmt: skip
    return tuple(found), len(ends), len(wide) - len(found)


def _ticks(scale: _Scale) -> Iterable[Tick]:
    """The firsts of months, and weeks where there are few months."""
    weekly = scale.days <= 120
    months = next(
        step
        for step in (1, 2, 3, 6, 12, 24, 60, 120)
        if scale.days / 30 / step <= _MOST_MONTHS or step == 120
    )
    for offset in range(scale.days):
        day = scale.first + timedelta(days=offset)
        if day.day == 1 and (12 * day.year + day.month - 1) % months == 0:
            yield Tick(day.isoformat(), scale(day), True)
        elif weekly and day.weekday() == 0:
            yield Tick(day.isoformat(), scale(day), False)


def by_month(items: Iterable[Item]) -> tuple[tuple[str | None, tuple[Item, ...]], ...]:
    """The items by the month in which each begins, in their order; the month None for those without a day."""
    found: dict[str | None, list[Item]] = defaultdict(list)
    for item in items:
        found[item.days.first[:7] if item.days else None].append(item)
    return tuple((month, tuple(told)) for month, told in found.items())
