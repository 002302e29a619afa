"""Towns of the world by name, the largest first, and the areas that more than one state claims."""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.gazetteer import Town, areas, towns
from kawat.language import Languages
from kawat.registry import Registry

PACKED = (files("kawat") / "codes" / "towns.tsv.gz").read_bytes()
HEAD, *LINES = gzip.decompress(PACKED).decode().splitlines()


def town(line: str) -> Town:
    name, country, lat, lon, people, area = line.split("\t")
    return Town(name, country, float(lat), float(lon), int(people), area)


@cache
def by_name() -> dict[str, tuple[Town, ...]]:
    """All lines, those of a name in the order of the table."""
    known: dict[str, list[Town]] = defaultdict(list)
    for one in map(town, LINES):
        known[one.name].append(one)
    return {name: tuple(own) for name, own in known.items()}


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Groningen", "NLD", 53, 7),
        ("Bandung", "IDN", -7, 108),
        ("Kharkiv", "UKR", 50, 36),
        # by the name that others call it, with marks or without
        ("Charkiw", "UKR", 50, 36),
        ("Córdoba", "ARG", -31, -64),
        ("Cordoba", "ARG", -31, -64),
    ],
)
def test_a_town_by_its_name(name: str, country: str, lat: int, lon: int) -> None:
    first = towns(name)[0]
    assert (first.name, first.country) == (name, country)
    assert (round(first.lat), round(first.lon)) == (lat, lon)
    assert first.people > 100_000


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Zorblat",
        # as it is written, and whole
        "groningen",
        "GRONINGEN",
        "Groningen ",
        "Groningen\t",
        " Groningen",
        # before the first and after the last, and the line that names the columns
        "\x01",
        "\U0010ffff",
        "name",
    ],
)
def test_no_town_by_another(name: str) -> None:
    assert towns(name) == ()


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Valencia", ["VEN", "ESP", "PHL", "USA"]),
        ("Cordoba", ["ARG", "ESP", "MEX"]),
        ("Cambridge", ["GBR", "CAN", "USA", "NZL"]),
    ],
)
def test_the_largest_comes_first(name: str, countries: list[str]) -> None:
    assert [one.country for one in towns(name)][: len(countries)] == countries


LINE = st.sampled_from(LINES)


@given(LINE)
def test_every_line_is_found_by_its_name(line: str) -> None:
    wanted = town(line)
    found = towns(wanted.name)
    assert wanted in found
    assert {one.name for one in found} == {wanted.name}
    assert all(one.people >= next_one.people for one, next_one in pairwise(found))


@pytest.mark.parametrize("line", [LINES[0], LINES[-1], LINES[len(LINES) // 2]])
def test_the_first_the_last_and_the_middle_line_are_found(line: str) -> None:
    assert town(line) in towns(town(line).name)


@given(LINE | st.text(st.characters(codec="utf-8", exclude_characters="\t\n")))
def test_a_name_finds_all_that_bear_it_and_no_other(text: str) -> None:
    name = text.partition("\t")[0]
    assert towns(name) == by_name().get(name, ())


def test_the_table_is_in_the_order_of_its_bytes() -> None:
    assert HEAD.split("\t") == list(Town._fields)
    keys = [(one.name.encode(), -one.people) for one in map(town, LINES)]
    assert keys == sorted(keys)


def test_what_the_table_holds_is_somewhere(registry: Registry) -> None:
    for one in map(town, LINES):
        assert -90 <= one.lat <= 90, one
        assert -180 <= one.lon <= 180, one
        assert one.country in registry.states or (one.country == "" and one.area), one
        assert not one.area or one.area in areas(), one


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Sevastopol", "crimea"),
        ("Simferopol", "crimea"),
        ("Bakhmut", "donbas"),
        ("Luhansk", "donbas"),
        ("Sokhumi", "abkhazia"),
        ("Tiraspol", "transnistria"),
        ("Hebron", "west-bank"),
        ("Srinagar", "kashmir"),
        ("Pristina", "kosovo"),
        ("Kharkiv", ""),
        ("Dnipro", ""),
        ("Groningen", ""),
    ],
)
def test_a_town_lies_in_the_area_that_is_claimed(name: str, area: str) -> None:
    assert towns(name)[0].area == area


@pytest.mark.parametrize(
    ("area", "country", "says"),
    [
        # put into no state where who it belongs to is open
        ("crimea", "", "held by Russia since 2014"),
        ("jerusalem", "", "its status is open"),
        ("kashmir", "", "India and Pakistan"),
        ("western-sahara", "", "non-self-governing"),
        # and into the one that the United Nations put it into
        ("donbas", "UKR", "rejected by the UN General Assembly"),
        ("gaza", "PSE", "occupied"),
        ("abkhazia", "GEO", "separatists"),
        ("transnistria", "MDA", "separatists"),
    ],
)
def test_an_area_says_who_claims_it(area: str, country: str, says: str) -> None:
    row = areas()[area]
    assert (row.id, row.country) == (area, country)
    assert says in row.note


def test_areas_are_of_states_that_there_are(registry: Registry) -> None:
    assert {row.country for row in areas().values()} <= {"", *registry.states}
    assert all(row.note for row in areas().values())


@pytest.mark.parametrize("code", ["en", "id"])
def test_the_places_of_a_language_lie_in_areas_that_there_are(languages: Languages, code: str) -> None:
    named = {row.area for row in languages[code].places if row.area}
    assert named <= set(areas())
    assert {"crimea", "donbas", "jerusalem"} <= named
