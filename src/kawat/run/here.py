"""Runs everything in this process, one item after another, in bounded memory."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from kawat.link.spread import R, T, Work

from .base import AHEAD, LIVES, Effort, Lost, Ready
from .machine import peak_memory


class Here:
    """The runner without workers: an item is worked on when its answer is asked for."""

    def __init__(self) -> None:
        self._done = 0
        self._worked = 0.0
        self._began = time.process_time()

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        """The answers, each when it is asked for. What kills a worker kills this process."""
        do = None
        for item in items:
            if isinstance(item, Ready):
                yield item.answer
                continue
            do = do or work.begin()
            began = time.thread_time()
            answer = do(item)
            self._worked += time.thread_time() - began
            self._done += 1
            yield answer

    def beside(self, *, on_disk: bool) -> Here:
        """Another one, in the same process."""
        return Here()

    @property
    def workers(self) -> int:
        """This process."""
        return 1

    def efforts(self) -> Sequence[Effort]:
        """What this process has done since the runner was made."""
        spent = time.process_time() - self._began
        return (Effort(platform.node(), self._done, spent, self._worked, peak_memory()),)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to let go of."""
