"""What is counted while a server answers. `metrics` counts it where it is asked for; else nothing is."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Sizes(NamedTuple):
    """How much a process holds now: answers that it keeps, their bytes, views of the store that are open."""

    answers: int
    bytes: int
    views: int


class Figures(Protocol):
    """Is told what happens."""

    def began(self) -> None:
        """A request has come."""

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """It has been answered."""

    def kept(self, found: bool) -> None:
        """An answer was looked up among those that are kept."""

    def cut_off(self) -> None:
        """A question to the store took too long and was given up."""

    def holds(self, sizes: Sizes) -> None:
        """How much is held; told every few seconds."""


class NoFigures:
    """Counts nothing."""

    def began(self) -> None:
        """Nothing."""

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """Nothing."""

    def kept(self, found: bool) -> None:
        """Nothing."""

    def cut_off(self) -> None:
        """Nothing."""

    def holds(self, sizes: Sizes) -> None:
        """Nothing."""
