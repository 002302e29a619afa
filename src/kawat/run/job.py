"""One map of a crew: the items taken and not yet answered, and the answers whose turn has not come."""

from __future__ import annotations

import pickle
from collections import Counter, deque
from collections.abc import Iterator
from typing import Generic

from kawat.link.spread import R, T, Work

from .base import Lost, Ready
from .bench import Answer


class Job(Generic[T, R]):
    """Book is kept of one map here: `waiting` are those of its `items` that no worker has."""

    def __init__(self, key: int, work: Work[T, R], items: Iterator[T | Ready[R]], lives: int) -> None:
        self.key, self.work, self.lives = key, pickle.dumps(work), lives
        self.waiting: deque[int] = deque()
        self.items: dict[int, bytes] = {}
        self.deaths: Counter[int] = Counter()
        self._answers: dict[int, R | Lost | Exception] = {}
        self._source: Iterator[T | Ready[R]] | None = items
        self._taken = self._given = 0

    def take(self, most: int) -> bool:
        """Take an item, unless so many are not answered; whether there was one to take."""
        if self._source is None or self._taken - self._given >= most:
            return False
        try:
            item = next(self._source)
        except StopIteration:
            self._source = None
            return False
        if isinstance(item, Ready):
            self._answers[self._taken] = item.answer
        else:
            self.items[self._taken] = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
            self.waiting.append(self._taken)
        self._taken += 1
        return True

    @property
    def is_done(self) -> bool:
        return self._source is None and self._given == self._taken

    @property
    def is_next_known(self) -> bool:
        return self._given in self._answers

    def next(self) -> R | Lost:
        """The answer whose turn it is. Raises what the worker raised."""
        answer = self._answers.pop(self._given)
        self._given += 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    def answered(self, index: int, answer: Answer) -> None:
        self.items.pop(index, None)
        self.deaths.pop(index, None)
        self._answers[index] = answer.error or answer.value

    def died(self, index: int, how: str) -> None:
        """A worker died on an item: another one gets it, unless it has cost too many."""
        self.deaths[index] += 1
        if self.deaths[index] < self.lives:
            self.waiting.appendleft(index)
            return
        self.items.pop(index)
        self._answers[index] = Lost(how, self.deaths.pop(index))
