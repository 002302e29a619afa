"""A quantity as worded: its number, what it counts, how exactly."""

from __future__ import annotations

from typing import NamedTuple

from kawat.language import QualifierRow, UnitRow
from kawat.records import Span

from .numbers import Number

TIME_UNITS = frozenset(
    {"seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"}
)
PERSONS = "persons"
PEOPLE = "people"
COUNTRIES = "countries"


class Counted(NamedTuple):
    """What is counted. `row` is None for a noun that the table lacks; `end` is where its words end.

    `first` and `last`: its words, as indices; `compound`: "50-minute call"; `fate`: "killed".
    """

    row: UnitRow | None
    of: str
    end: int
    first: int
    last: int
    compound: bool = False
    fate: str = ""

    @property
    def unit(self) -> str:
        return self.row.unit if self.row else "count"

    @property
    def rule(self) -> str:
        return self.row.id if self.row else ""

    @property
    def measure(self) -> bool:
        """Whether it is a unit of measure or money, not things or people."""
        return self.row is not None and not self.row.of


class Quantity(NamedTuple):
    """A quantity as worded: the whole phrase, its number, the unit, and in English what is counted.

    `fate` is what became of the persons counted: killed, wounded, detained.
    """

    span: Span
    number: Number
    unit: str
    of: str
    rule: str
    score: float
    qualifier: QualifierRow | None
    counted: Counted | None = None
    fate: str = ""
