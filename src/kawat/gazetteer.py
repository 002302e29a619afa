"""Towns of the world by name, and the areas that more than one state claims.

The table of towns is made by `gazetteer/` from GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from .tables import read_table

_REMEMBERED = 10_000


class Town(NamedTuple):
    """A town: its state (ISO 3166 alpha-3), where it lies in degrees, how many live there.

    `area` is the id of the claimed area that it lies in, if any.
    """

    name: str
    country: str
    lat: float
    lon: float
    people: int
    area: str


class Area(msgspec.Struct, frozen=True):
    """A line of `codes/claimed.tsv`: an area that more than one state claims, and who says what of it.

    `country` is empty where the area is put into no state.
    """

    id: str
    note: str
    country: str = ""


@lru_cache(_REMEMBERED)
def towns(name: str) -> tuple[Town, ...]:
    """All towns of a name, the largest first; none when no town of 5,000 people has it."""
    table, wanted = _table(), f"{name}\t".encode()
    at = _first(table, wanted)
    found = []
    while table.startswith(wanted, at):
        end = table.index(b"\n", at)
        own, country, lat, lon, people, area = table[at:end].decode().split("\t")
        found.append(Town(own, country, float(lat), float(lon), int(people), area))
        at = end + 1
    return tuple(found)


@cache
def areas() -> dict[str, Area]:
    """The areas that more than one state claims, by id."""
    rows = read_table(files(__package__) / "codes" / "claimed.tsv", Area)
    return {row.id: row for row in rows}


def _first(table: bytes, wanted: bytes) -> int:
    """Where the first line stands that does not come before `wanted`, by halving."""
    low, high = table.index(b"\n") + 1, len(table)  # after the line that names the columns
    while low < high:
        line = table.rfind(b"\n", 0, (low + high) // 2) + 1
        if line < low:
            line = low
        end = table.index(b"\n", line)
        if table[line:end] < wanted:
            low = end + 1
        else:
            high = line
    return low


@cache
def _table() -> bytes:
    """The lines of the table in the order of their bytes: halving it takes less than an index of all."""
    packed = (files(__package__) / "codes" / "towns.tsv.gz").read_bytes()
    return gzip.decompress(packed)
