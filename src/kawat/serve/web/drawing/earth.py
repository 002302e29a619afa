"""Places on a map that has land and sea and no borders (public boundary files take sides).

The outline is made by `npm run land` in islands/ out of Natural Earth's land, 1:110 million, in Tom
Patterson's Natural Earth projection; `place` uses the same one, by the polynomial of Šavrič and others 2011.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import radians, sqrt

import msgspec

from kawat import ontology
from kawat.ask.happenings import Told

WIDTH, HEIGHT = 960.0, 500.0
_SCALE = 175.0
_MARGIN = 40.0
_LEAST_WIDTH = 200.0
# of a name beside its place: how far off, how high and wide a letter is, in a drawing as wide as the map
_BESIDE, _LETTER, _LETTER_WIDTH = 3.0, 13.0, 6.6


class Spot(msgspec.Struct, frozen=True):
    """A place with all that is told of it: where it is drawn, and how large."""

    name: str
    lat: float
    lon: float
    x: float
    y: float
    radius: float
    raw: int
    independent: int
    conflict: bool
    told: tuple[Told, ...]


class Frame(msgspec.Struct, frozen=True):
    """The part of the map that is drawn."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"


@cache
def land() -> str:
    """The outline of all land, as the `d` of an SVG path."""
    return (files(__package__) / "land.txt").read_text("utf-8").strip()


def place(lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies in the drawing."""
    phi, lam = radians(lat), radians(lon)
    two = phi * phi
    four = two * two
    x = lam * (0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four)))
    y = phi * (1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four)))
    return round(WIDTH / 2 + _SCALE * x, 2), round(HEIGHT / 2 - _SCALE * y, 2)


def frame(spots: Sequence[Spot]) -> Frame:
    """What is around the places, in the shape of the whole map; all of it when there are none."""
    if not spots:
        return Frame(0, 0, WIDTH, HEIGHT)
    left, right = min(spot.x for spot in spots) - _MARGIN, max(spot.x for spot in spots) + _MARGIN
    top, bottom = min(spot.y for spot in spots) - _MARGIN, max(spot.y for spot in spots) + _MARGIN
    width = min(WIDTH, max(right - left, (bottom - top) * WIDTH / HEIGHT, _LEAST_WIDTH))
    height = width * HEIGHT / WIDTH
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0), HEIGHT - height)
    return Frame(x, y, width, height)


def spots(lines: Iterable[Told]) -> tuple[Spot, ...]:
    """The places of happenings, each once, those told by most origins last, on top of the others."""
    told: dict[tuple[float, float], list[Told]] = defaultdict(list)
    for line in lines:
        where = line.record.where
        if where is not None and where.lat is not None and where.lon is not None:
            told[where.lat, where.lon].append(line)
    found = sorted((_spot(same) for same in told.values()), key=lambda spot: (-spot.independent, spot.name))
    return tuple(found)


def _spot(same: list[Told]) -> Spot:
    where = same[0].record.where
    assert where is not None
    assert where.lat is not None
    assert where.lon is not None
    raw = sum(line.count.raw for line in same)
    independent = sum(line.count.independent for line in same)
    conflict = sum(ontology.types()[line.record.type].group.endswith("conflict") for line in same)
    x, y = place(where.lat, where.lon)
    return Spot(
        name=where.name,
        lat=where.lat,
        lon=where.lon,
        x=x,
        y=y,
        radius=round(5 + 3.2 * sqrt(independent), 1),
        raw=raw,
        independent=independent,
        conflict=2 * conflict > len(same),
        told=tuple(same),
    )


def named(spots: Sequence[Spot], shown: Frame, larger: float = 1) -> tuple[Spot, ...]:
    """The places whose names, so many times as large, have room beside them; those of most origins first."""
    unit = larger * shown.width / WIDTH
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for spot in spots:
        left, top = spot.x + (spot.radius + _BESIDE) * unit, spot.y - _LETTER * unit
        box = left, top, left + len(spot.name) * _LETTER_WIDTH * unit, top + 1.3 * _LETTER * unit
        inside = box[2] <= shown.x + shown.width
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            found.append(spot)
    return tuple(found)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
