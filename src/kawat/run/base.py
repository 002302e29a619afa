"""What every runner can do: work on items, here or by workers, and answer in the order of the items.

    with runner:
        for answer in runner.map(work, items):
            ...

A runner may be asked for another map while one is under way, also by whoever takes the answers of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

import msgspec

from kawat.link.spread import R, T, Work

R_co = TypeVar("R_co", covariant=True)

LIVES = 2
"""How many workers may die on an item before it is given up."""
AHEAD = 8
"""How many items for each worker are taken ahead: one that takes long keeps no other from being worked on."""


class Ready(msgspec.Struct, Generic[R_co], frozen=True):
    """Stands among the items for one that is done already: its answer comes in its place."""

    answer: R_co


class Lost(msgspec.Struct, frozen=True):
    """Stands in place of an answer: `deaths` workers died on this item, the last as `error` says."""

    error: str
    deaths: int


class Effort(msgspec.Struct, frozen=True):
    """What one worker has done so far: answers, seconds of processor time, bytes of memory at most.

    `node` is the machine it works on, `work_seconds` the processor time that went into the answers and not
    into beginning and handing on.
    """

    node: str
    done: int
    cpu_seconds: float
    work_seconds: float
    memory: int


class Runner(Protocol):
    """Where work is done. Its workers, if any, end with its `with` block."""

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        """The answers, in the order of the items.

        At most `ahead` items for each worker are taken before their answers were. An error in the work is
        raised here. An item on which so many workers died as it has `lives` is `Lost`; the others go on.
        """

    def beside(self, *, on_disk: bool) -> Runner:
        """A runner for what has to be done beside a long map; it ends with this one.

        `on_disk`: the work opens files of this machine, so that no other one can do it.
        """

    @property
    def workers(self) -> int:
        """How many work at a time, or did at most."""

    def efforts(self) -> Sequence[Effort]:
        """What each worker has done so far, those that ended included."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
