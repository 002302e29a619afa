"""Where things are drawn: days, weeks, figures and places."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest

from kawat.ask.evidence import Source
from kawat.ask.folding import Item
from kawat.ask.matrix import Cell, Matrix
from kawat.records import Period
from kawat.serve.web.drawing.earth import HEIGHT, WIDTH, Frame, Spot, frame, land, named, place
from kawat.serve.web.drawing.strip import by_month, strip
from kawat.serve.web.drawing.weeks import MIDDLE, grid, multiples, told_before, weeks_between
from kawat.store import Count

SOURCE = Source(report="r", source="a.txt")


def item(id: str, first: str | None, last: str | None = None, raw: int = 1, kind: str = "event") -> Item:
    days = Period(first, last or first) if first else None
    return Item(kind, id, "CONSULT" if kind == "event" else "deny", "w", SOURCE, Count(raw, 1), days=days)


def test_a_strip_counts_reports_and_origins_of_a_day() -> None:
    drawn = strip([item("a", "2022-01-10", raw=3), item("b", "2022-01-10"), item("c", "2022-01-12")])
    assert drawn is not None
    first, second = drawn.columns
    assert (first.raw, first.independent, first.first) == (4, 2, "2022-01-10")
    assert first.height < first.raw_height
    assert first.x < second.x


def test_what_is_not_dated_closely_is_a_line_from_day_to_day() -> None:
    drawn = strip([item("a", "2022-01-10"), item("b", "2022-01-01", "2022-01-31"), item("c", None)])
    assert drawn is not None
    assert [stretch.id for stretch in drawn.stretches] == ["b"]
    assert [column.first for column in drawn.columns] == ["2022-01-10"]
    assert drawn.undated == 1


def test_lines_that_meet_lie_in_rows_of_their_own() -> None:
    days = [("2022-01-01", "2022-01-20"), ("2022-01-10", "2022-01-30"), ("2022-02-10", "2022-02-20")]
    drawn = strip(
        [item(str(n), *ends) for n, ends in enumerate(days)], since="2022-01-01", until="2022-03-01"
    )
    assert drawn is not None
    heights = {stretch.id: stretch.y for stretch in drawn.stretches}
    assert heights["0"] != heights["1"]
    assert heights["0"] == heights["2"]


def test_what_lies_outside_the_days_asked_for_is_counted() -> None:
    told = [item("a", "2021-01-01"), item("b", "2022-01-10"), item("c", "2023-01-01")]
    drawn = strip(told, since="2022-01-01", until="2022-01-31")
    assert drawn is not None
    assert (drawn.before, drawn.after, len(drawn.columns)) == (1, 1, 1)


def test_without_a_day_there_is_nothing_to_draw() -> None:
    assert strip([item("a", None)]) is None


def test_months_keep_the_order_of_the_list() -> None:
    told = [item("a", "2022-01-10"), item("b", "2022-02-01"), item("c", None)]
    assert [(month, len(items)) for month, items in by_month(told)] == [
        ("2022-01", 1), ("2022-02", 1), (None, 1),
    ]  # fmt: skip


def cell(weeks: dict[str, dict[str, Count]]) -> Cell:
    groups: dict[str, Count] = {}
    for told in weeks.values():
        for group, count in told.items():
            had = groups.get(group, Count(0, 0))
            groups[group] = Count(had.raw + count.raw, had.independent + count.independent)
    return Cell("FRA", "DEU", Count(9, 3), groups, weeks)


def matrix(*cells: Cell) -> Matrix:
    weeks = tuple(sorted({week for one in cells for week in one.weeks}))
    return Matrix("state", ("FRA", "DEU"), weeks, ("verbal-cooperation", "material-conflict"), cells)


def test_weeks_have_no_gap_and_leave_out_what_lies_long_before() -> None:
    told = {week: {"verbal-cooperation": Count(4, 2)} for week in ("2021-W52", "2022-W02")}
    known = matrix(cell({**told, "1996-W01": {"verbal-cooperation": Count(1, 1)}}))
    weeks = weeks_between(known)
    assert weeks[-3:] == ("2021-W52", "2022-W01", "2022-W02")
    assert len(weeks) == 13
    assert told_before(known, weeks) == 1


def test_cooperation_is_above_the_line_and_conflict_below() -> None:
    week = {"verbal-cooperation": Count(2, 2), "material-conflict": Count(1, 1)}
    [drawn] = multiples(matrix(cell({"2022-W01": week})), ("2022-W01",))
    above, below = drawn.bars
    assert above.y + above.height == MIDDLE == below.y
    assert above.height == 2 * below.height


def test_the_grid_tells_both_sides_of_each_pair() -> None:
    week = {"verbal-cooperation": Count(2, 2), "material-conflict": Count(1, 1)}
    table = grid(matrix(cell({"2022-W01": week})))
    crossing = table.rows[0].cells[1]
    assert (crossing.cooperation, crossing.conflict, crossing.raw) == (2, 1, 9)
    assert table.rows[1].cells[0].raw == 0


@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    # as d3-geo's geoNaturalEarth1().scale(175).translate([480, 250]) has them
    [(0, 0, 480, 250), (55.75, 37.6, 564.44, 79.30), (-6.2, 106.8, 763.52, 269.08)],
)
def test_places_lie_where_the_outline_has_them(lat: float, lon: float, x: float, y: float) -> None:
    assert place(lat, lon) == pytest.approx((x, y), abs=0.02)


def test_the_outline_is_one_path_of_lines() -> None:
    assert set(land()) <= set("MLZ,.-0123456789")


def spot(name: str, x: float, y: float) -> Spot:
    return Spot(name, 0, 0, x, y, 5, 1, 1, False, ())


def test_a_map_shows_what_is_around_its_places() -> None:
    shown = frame([spot("a", 500, 100), spot("b", 560, 120)])
    assert shown.x < 500 < 560 < shown.x + shown.width
    assert shown.width / shown.height == pytest.approx(WIDTH / HEIGHT)
    assert frame([]) == Frame(0, 0, WIDTH, HEIGHT)


def test_of_two_names_in_one_place_only_the_first_is_written() -> None:
    near = [spot("Kota Satu", 500, 100), spot("Kota Dua", 501, 100), spot("Jauh", 300, 300)]
    assert [one.name for one in named(near, Frame(0, 0, WIDTH, HEIGHT))] == ["Kota Satu", "Jauh"]


def test_scripts_are_light() -> None:
    static = files("kawat.serve.web") / "static"
    scripts = [one for one in static.iterdir() if one.name.endswith(".js")]
    assert scripts
    assert sum(len(gzip.compress(one.read_bytes())) for one in scripts) < 100_000
