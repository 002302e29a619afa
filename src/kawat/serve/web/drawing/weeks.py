"""What two actors do to each other, week by week: cooperation above the line, conflict below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from kawat.ask.matrix import Cell, Matrix
from kawat.store import Count

WIDTH, HEIGHT, MIDDLE = 224, 72, 36
_MOST_CELLS = 24
# so many weeks are drawn, the fewest that have so large a share of the records
_WINDOWS = (13, 26, 52, 104, 260)
_MOST_OF_IT = 0.75


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
    """The weeks to the last that has anything, without a gap: as few as have most of what is told."""
    told = _by_week(matrix)
    if not told:
        return ()
    last = _monday(max(told))
    first = _monday(min(told))
    whole = sum(told.values())
    for number in _WINDOWS:
        begins = last - timedelta(weeks=number - 1)
        if sum(count for week, count in told.items() if _monday(week) >= begins) >= _MOST_OF_IT * whole:
            first = max(first, begins)
            break
    return tuple(_week(first + timedelta(weeks=place)) for place in range((last - first).days // 7 + 1))


def _week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def told_before(matrix: Matrix, weeks: Sequence[str]) -> int:
    """How many records lie before the first of these weeks."""
    return sum(number for week, number in _by_week(matrix).items() if weeks and week < weeks[0])


def _by_week(matrix: Matrix) -> dict[str, int]:
    """How many records each week has that has any, earliest first."""
    told: dict[str, int] = defaultdict(int)
    for cell in matrix.cells:
        for week, groups in cell.weeks.items():
            if week:
                told[week] += sum(count.raw for count in groups.values())
    return dict(sorted(told.items()))


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def multiples(matrix: Matrix, weeks: Sequence[str], most: int = _MOST_CELLS) -> tuple[Multiple, ...]:
    """The pairs of named actors of whom most is told, each week by week."""
    named = [cell for cell in matrix.cells if cell.actor and cell.recipient][:most]
    places = {week: number for number, week in enumerate(weeks)}
    highest = max((_highest(cell, places) for cell in named), default=1)
    return tuple(Multiple(cell, tuple(_bars(cell, places, highest))) for cell in named)


def _highest(cell: Cell, places: Mapping[str, int]) -> int:
    def side(groups: Mapping[str, Count], end: str) -> int:
        return sum(count.independent for group, count in groups.items() if group.endswith(end))

    shown = [groups for week, groups in cell.weeks.items() if week in places]
    return max((side(groups, end) for groups in shown for end in ("cooperation", "conflict")), default=1)


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
                Bar(
                    week,
                    group,
                    count.raw,
                    count.independent,
                    x,
                    round(y, 1),
                    round(max(1.5, step - 1), 1),
                    height,
                )
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
