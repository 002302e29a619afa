"""Runs a small input in this process and the rest of a large one in a pool: one report waits for nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Self

from kawat.link.spread import R, T, Work

from .base import AHEAD, LIVES, Effort, Lost, Ready, Runner
from .here import Here

# a worker takes as long to begin as some reports do, and memory for a model of its own
ALONE = 48
"""So many items are worked on here before there are workers."""


class Growing:
    """A runner without workers at first, and with those of another runner once there is enough to do."""

    def __init__(self, larger: Callable[[], Runner]) -> None:
        self._here, self._larger = Here(), larger
        self._runner: Runner | None = None
        self._alone = 0

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        """The answers in order."""
        source = iter(items)
        if self._runner is None:
            yield from self._here.map(work, self._first(source))
        # nothing is hired for nothing
        for item in islice(source, 1):
            yield from self._grown().map(work, _with(item, source), lives=lives, ahead=ahead)

    def beside(self, *, on_disk: bool) -> Runner:
        """This process, or what the workers have beside."""
        return (self._runner or self._here).beside(on_disk=on_disk)

    @property
    def workers(self) -> int:
        """This process, and then those of the other runner."""
        return (self._runner or self._here).workers

    def efforts(self) -> Sequence[Effort]:
        """What this process has done, and each worker."""
        return [*self._here.efforts(), *(self._runner.efforts() if self._runner else ())]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._runner:
            self._runner.__exit__(None, None, None)

    def _first(self, source: Iterator[T | Ready[R]]) -> Iterator[T | Ready[R]]:
        """Items until enough of them were work."""
        while self._alone < ALONE and self._runner is None:
            for item in islice(source, 1):
                self._alone += not isinstance(item, Ready)
                yield item
                break
            else:
                return

    def _grown(self) -> Runner:
        if self._runner is None:
            self._runner = self._larger().__enter__()
        return self._runner


def _with(first: T, others: Iterator[T]) -> Iterator[T]:
    yield first
    yield from others
