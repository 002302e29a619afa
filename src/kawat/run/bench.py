"""A worker's own side, wherever it is: it begins works, does them, and counts what that took."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from kawat.errors import RunError

from .base import Effort
from .machine import peak_memory


class Answer(NamedTuple):
    """What a worker made of the first thing it had: a value, or the error that it raised."""

    value: Any
    error: Exception | None
    effort: Effort


def picklable(error: Exception) -> Exception:
    """The error itself if it can be handed on to another process, else one that tells the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - whatever keeps it from being handed on
        return RunError(f"{type(error).__name__}: {error}")
    return error


class Bench:
    """A worker's own side: the works it has begun, and what it did so far."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._doing: dict[int, Callable[[Any], Any]] = {}
        self._done = 0
        self._worked = 0.0

    def begin(self, key: int, work: bytes) -> Answer:
        """Begin a work; the answer that says so."""
        return self._answer(lambda: self._doing.__setitem__(key, pickle.loads(work).begin()))

    def do(self, key: int, item: bytes) -> Answer:
        """Do a work with an item; the answer."""
        load = pickle.loads(item)
        began = time.thread_time()
        answer = self._answer(lambda: self._doing[key](load))
        self._worked += time.thread_time() - began
        self._done += 1
        return answer._replace(effort=self._effort())

    def forget(self, key: int) -> None:
        """Let go of a work, and of what it opened."""
        self._doing.pop(key, None)

    def _answer(self, do: Callable[[], Any]) -> Answer:
        try:
            value, error = do(), None
        except Exception as raised:  # noqa: BLE001 - it is raised where the answer is asked for
            value, error = None, picklable(raised)
        return Answer(value, error, self._effort())

    def _effort(self) -> Effort:
        return Effort(self._node, self._done, time.process_time(), self._worked, peak_memory())
