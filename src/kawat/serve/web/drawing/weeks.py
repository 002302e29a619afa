"""What two actors do to each other, week by week: cooperation above the line, conflict below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from kawat.ask.matrix import Cell, Matrix

WIDTH, HEIGHT, MIDDLE = 224, 72, 36
_MOST_CELLS = 24


class Bar(msgspec.Struct, frozen=True):
    """A week and type group: how many records of how many origins, and where it is drawn."""

    week: str
    group: str
    raw: int
    independent: int
    x: float
    y: float
    width: float
    height: float


class Multiple(msgspec.Struct, frozen=True):
    """The small drawing of one pair of actors, to the same scale as its neighbours."""

    cell: Cell
    bars: tuple[Bar, ...]


def weeks_between(matrix: Matrix) -> tuple[str, ...]:
    """All weeks from the first to the last that has anything."""
    known = [week for week in matrix.weeks if week]
    if not known:
        return ()
    day, last = _monday(known[0]), _monday(known[-1])
    found = []
    while day <= last:
        year, number, _ = day.isocalendar()
        found.append(f"{year}-W{number:02d}")
        day += timedelta(days=7)
    return tuple(found)


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def multiples(matrix: Matrix, weeks: Sequence[str], most: int = _MOST_CELLS) -> tuple[Multiple, ...]:
    """The pairs of named actors of whom most is told, each week by week."""
    named = [cell for cell in matrix.cells if cell.actor and cell.recipient][:most]
    places = {week: number for number, week in enumerate(weeks)}
    highest = max((_highest(cell) for cell in named), default=1)
    return tuple(Multiple(cell, tuple(_bars(cell, places, highest))) for cell in named)


def _highest(cell: Cell) -> int:
    def side(week: dict[str, tuple[int, int]], end: str) -> int:
        return sum(count[1] for group, count in week.items() if group.endswith(end))

    return max(
        (side(week, end) for week in cell.weeks.values() for end in ("cooperation", "conflict")), default=1
    )  # fmt: skip


def _bars(cell: Cell, places: dict[str, int], highest: int) -> list[Bar]:
    step = WIDTH / max(len(places), 1)
    unit = (MIDDLE - 4) / max(highest, 1)
    bars = []
    for week, groups in cell.weeks.items():
        if week not in places:
            continue
        above, below = float(MIDDLE), float(MIDDLE)
        for group, count in groups.items():
            height = round(count.independent * unit, 1)
            if group.endswith("cooperation"):
                above -= height
                y = above
            else:
                y, below = below, below + height
            x = round(places[week] * step, 1)
            bars.append(
                Bar(week, group, count.raw, count.independent, x, round(y, 1), round(max(1.5, step - 1), 1), height)
            )
    return bars


class Crossing(msgspec.Struct, frozen=True):
    """What the actor of a row does to that of a column: origins of cooperation and of conflict."""

    raw: int
    independent: int
    cooperation: int
    conflict: int


class Row(msgspec.Struct, frozen=True):
    """An actor and what it does to each of the others."""

    actor: str
    cells: tuple[Crossing, ...]


class Grid(msgspec.Struct, frozen=True):
    """The matrix as a table of the actors of whom most is told."""

    actors: tuple[str, ...]
    rows: tuple[Row, ...]


def grid(matrix: Matrix, most: int = 9) -> Grid:
    """The table of so many actors at most."""
    actors = tuple(actor for actor in matrix.actors if actor)[:most]
    cells = {(cell.actor, cell.recipient): cell for cell in matrix.cells}
    rows = (Row(actor, tuple(_crossing(cells.get((actor, other))) for other in actors)) for actor in actors)
    return Grid(actors, tuple(rows))


def _crossing(cell: Cell | None) -> Crossing:
    if cell is None:
        return Crossing(0, 0, 0, 0)

    def side(end: str) -> int:
        return sum(count.independent for group, count in cell.groups.items() if group.endswith(end))

    return Crossing(*cell.count, side("cooperation"), side("conflict"))
