"""PLOVER and CAMEO as tables: what an event type is worth. Data in `codes/plover`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from .errors import NotFound
from .records import EventType
from .tables import read_table

# on every Event: which edition of the ontology its codes belong to
VERSION = "PLOVER-2021"

Group = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]


class TypeRow(msgspec.Struct, frozen=True):
    """A PLOVER type: its score (-10 to 10), its group, its usual CAMEO code."""

    type: EventType
    score: float
    group: Group
    cameo: str
    label: str = ""
    description: str = ""


class CameoRow(msgspec.Struct, frozen=True):
    """A CAMEO code with its Goldstein value (-10 to 10) and the PLOVER type and mode it belongs to."""

    code: str
    goldstein: float | None = None
    type: str = ""
    mode: str = ""


@cache
def types() -> dict[str, TypeRow]:
    """The 16 types by name."""
    rows = read_table(files(__package__) / "codes" / "plover" / "types.tsv", TypeRow)
    return {row.type: row for row in rows}


@cache
def cameo() -> dict[str, CameoRow]:
    """The CAMEO codes."""
    rows = read_table(files(__package__) / "codes" / "plover" / "cameo.tsv", CameoRow)
    return {row.code: row for row in rows}


def goldstein(code: str) -> float | None:
    """The Goldstein value of a CAMEO code, or of the code above it."""
    for length in range(len(code), 1, -1):
        row = cameo().get(code[:length])
        if row and row.goldstein is not None:
            return row.goldstein
    return None


def type_names(given: str) -> tuple[str, ...]:
    """The types that a type or group name stands for. Raises NotFound with the known names."""
    upper, lower = given.upper(), given.lower()
    if upper in types():
        return (upper,)
    grouped = tuple(row.type for row in types().values() if row.group == lower)
    if grouped:
        return grouped
    groups = sorted({row.group for row in types().values()})
    raise NotFound(
        f"no event type '{given}': known are {', '.join(types())} and the groups {', '.join(groups)}"
    )
