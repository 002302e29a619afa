"""Book is kept of workers that die as they begin, wherever they work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import cast

import pytest

from kawat.errors import RunError
from kawat.run.bench import Answer, Bench
from kawat.run.crew import Crew, Gone, Hand
from mishap import Squares


class Worker:
    """A worker in this process: what it is given is done when it is listened to."""

    is_up = True

    def __init__(self, falls: bool) -> None:
        self._bench = Bench("here")
        self._falls = falls
        self.to_do: deque[Callable[[], Answer | Gone]] = deque()

    def begin(self, key: int, work: bytes) -> None:
        gone = Gone("it fell")
        self.to_do.append(lambda: gone if self._falls else self._bench.begin(key, work))

    def do(self, key: int, item: bytes) -> None:
        self.to_do.append(lambda: self._bench.do(key, item))

    def forget(self, key: int) -> None:
        self._bench.forget(key)

    def end(self) -> None:
        self.to_do.clear()


class Workshop:
    """Hires workers here, of whom some fall as they begin: those with these numbers, in order of hiring."""

    def __init__(self, falling: Callable[[int], bool] = lambda number: False) -> None:
        self.hired = 0
        self._falling = falling

    def hire(self, *, beside: bool) -> Hand:
        self.hired += 1
        return Worker(self._falling(self.hired))

    def wait(self, hands: Sequence[Hand], *, patient: bool) -> Iterable[tuple[Hand, Answer | Gone]]:
        busy = [worker for worker in cast("Sequence[Worker]", hands) if worker.to_do]
        assert busy or not patient
        for worker in busy:
            yield worker, worker.to_do.popleft()()


def squares(numbers: Iterable[int]) -> list[int]:
    return [number * number for number in numbers]


def test_who_works_goes_on_where_all_that_are_hired_fall() -> None:
    place = Workshop(lambda number: number > 1)
    with Crew(place, 3) as crew:
        assert list(crew.map(Squares(), range(500))) == squares(range(500))
        # one for each, and a few more
        assert place.hired <= 8
        assert list(crew.map(Squares(), range(500))) == squares(range(500))
    assert place.hired <= 8


def test_workers_that_fall_now_and_then_are_replaced() -> None:
    place = Workshop(lambda number: number % 4 != 0)
    with Crew(place, 2) as crew:
        assert list(crew.map(Squares(), range(50))) == squares(range(50))
    assert place.hired == 8
    assert crew.workers == 2


def test_nobody_is_hired_for_ever() -> None:
    place = Workshop(lambda number: True)
    with (
        Crew(place, 2) as crew,
        pytest.raises(RunError, match="workers die as they begin, the last: it fell"),
    ):
        list(crew.map(Squares(), range(50)))
    assert place.hired <= 6
