"""Hands items to workers, wherever they are, and keeps book: which worker has which, and what became of it.

A worker answers what it is given in the order in which it was given, so that of a worker that died it is
known on what: the first thing that it has not answered. It is given one thing more than it is at, so that it
need not wait for us.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple, Protocol, Self

from kawat.errors import RunError
from kawat.link.spread import R, T, Work

from .base import AHEAD, LIVES, Effort, Lost, Ready, Runner
from .bench import Answer
from .here import Here
from .job import Job

_AT_ONCE = 2
# so many workers more than the whole crew may die as they begin, one after the other, before nobody is hired
# any more; those that are at work go on
_MORE_DEATHS = 2

BESIDE = 4
"""One worker in so many is kept for what is done beside a long map; of fewer none: this process does it."""


class Gone(NamedTuple):
    """A worker died, and how."""

    how: str


class Hand(Protocol):
    """A worker as seen from here."""

    @property
    def is_up(self) -> bool:
        """Whether it may be given something."""

    def begin(self, key: int, work: bytes) -> None:
        """Have it begin a work, which is called by this key from then on. Answered with None."""

    def do(self, key: int, item: bytes) -> None:
        """Have it do a work that it has begun with an item. Answered with what comes of it."""

    def forget(self, key: int) -> None:
        """Have it forget a work once it has done what it was given of it. Not answered."""

    def end(self) -> None:
        """End it at once, whatever it is at."""


class Workplace(Protocol):
    """Where workers are hired."""

    @property
    def is_here(self) -> bool:
        """Whether all workers are on this machine."""

    def hire(self, *, beside: bool) -> Hand:
        """A new worker: for long work, which takes a core, or for what is done beside it."""

    def wait(self, hands: Sequence[Hand], *, patient: bool) -> Iterable[tuple[Hand, Answer | Gone]]:
        """Something that workers have to say, each in its order; if patient, waits a while for the first."""


class _Given(NamedTuple):
    """What a worker was given: an item, or (without place) a work to begin."""

    job: Job[Any, Any]
    place: int | None


class _Worker:
    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.given: deque[_Given] = deque()
        self.begun: set[int] = set()
        self.effort: Effort | None = None

    def give(self, job: Job[Any, Any]) -> None:
        if job.key not in self.begun:
            self.begun.add(job.key)
            self.given.append(_Given(job, None))
            self.hand.begin(job.key, job.work)
        index = job.waiting.popleft()
        self.given.append(_Given(job, index))
        self.hand.do(job.key, job.items[index])

    def forget(self, job: Job[Any, Any]) -> None:
        if job.key in self.begun:
            self.begun.remove(job.key)
            self.hand.forget(job.key)

    @property
    def items(self) -> int:
        return sum(1 for one in self.given if one.place is not None)


class Crew:
    """A runner with workers of any kind. They are hired when there is something to do."""

    def __init__(self, workplace: Workplace, number: int, *, beside: bool = False) -> None:
        self._workplace, self._number, self._is_beside = workplace, number, beside
        self._workers: list[_Worker] = []
        self._jobs: list[Job[Any, Any]] = []
        self._keys = count()
        self._ended: list[Effort] = []
        self._deaths_at_begin = self._most = 0
        self._beside: Crew | None = None
        self._all_at_work = False

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        """The answers in order. Of two maps under way the later one comes first, and the other waits."""
        job = Job(next(self._keys), work, iter(items), lives)
        self._jobs.append(job)
        try:
            while True:
                took = job.take(ahead * self._at_work)
                self._hand_out()
                if job.is_next_known:
                    yield job.next()
                elif job.is_done:
                    return
                else:
                    self._listen(patient=not took)
        finally:
            self._jobs.remove(job)
            for worker in self._workers:
                worker.forget(job)

    def beside(self, *, on_disk: bool) -> Runner:
        """Some of the workers: they wait for no long work, and it does not wait for them.

        This process where some of them could not open the files.
        """
        self._all_at_work = on_disk and not self._workplace.is_here
        some = self._kept_back
        if not some:
            return self if self._is_beside else Here()
        self._beside = self._beside or Crew(self._workplace, some, beside=True)
        return self._beside

    @property
    def _at_work(self) -> int:
        """How many workers do what is asked of the whole crew."""
        return self._number - self._kept_back

    @property
    def _kept_back(self) -> int:
        """How many are left to do what is done beside: none where this process does it."""
        return 0 if self._is_beside or self._all_at_work else self._number // BESIDE

    @property
    def workers(self) -> int:
        """How many there were at most, with those beside; who stands in for a dead one is no more."""
        return self._most + (self._beside.workers if self._beside else 0)

    def efforts(self) -> Sequence[Effort]:
        """What each worker has done so far."""
        own = [*self._ended, *(worker.effort for worker in self._workers if worker.effort)]
        return [*own, *(self._beside.efforts() if self._beside else ())]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._beside:
            self._beside.__exit__(None, None, None)
        for worker in self._workers:
            worker.hand.end()
            self._book(worker)
        self._workers.clear()

    def _listen(self, *, patient: bool) -> None:
        """Take up what workers say; if patient, wait for something."""
        by_hand = {id(worker.hand): worker for worker in self._workers}
        hands = [worker.hand for worker in self._workers]
        for hand, said in self._workplace.wait(hands, patient=patient):
            worker = by_hand[id(hand)]
            if isinstance(said, Gone):
                self._replace(worker, said.how)
            else:
                self._answered(worker, said)

    def _hand_out(self) -> None:
        """Give every worker something, then something more."""
        while self._may_hire and len(self._workers) < min(self._at_work, self._wanted()):
            self._workers.append(_Worker(self._workplace.hire(beside=self._is_beside)))
            self._most = max(self._most, len(self._workers))
        for many in range(_AT_ONCE):
            for worker in self._workers:
                job = next((job for job in reversed(self._jobs) if job.waiting), None)
                if job is None:
                    return
                if worker.hand.is_up and worker.items <= many:
                    worker.give(job)

    @property
    def _may_hire(self) -> bool:
        return not (self._workers and self._die_at_begin)

    @property
    def _die_at_begin(self) -> bool:
        return self._deaths_at_begin > self._number + _MORE_DEATHS

    def _wanted(self) -> int:
        """How many workers there is something for, those included that are to come."""
        return sum(worker.items for worker in self._workers) + sum(len(job.waiting) for job in self._jobs)

    def _answered(self, worker: _Worker, answer: Answer) -> None:
        given = worker.given.popleft()
        if worker.effort is None:
            # one that was hired has begun: another may, too
            self._deaths_at_begin = 0
        worker.effort = answer.effort
        if given.place is not None:
            given.job.answered(given.place, answer)
        elif answer.error is not None:
            raise answer.error

    def _replace(self, worker: _Worker, how: str) -> None:
        """Let go of a worker that died; what it had beside the thing that it was at is given to others."""
        self._workers.remove(worker)
        self._book(worker)
        first, *others = worker.given or [None]
        for given in reversed(others):
            if given and given.place is not None:
                given.job.waiting.appendleft(given.place)
        if first and first.place is not None:
            first.job.died(first.place, how)
        else:
            self._died_at_begin(how)

    def _died_at_begin(self, how: str) -> None:
        self._deaths_at_begin += 1
        if self._die_at_begin and not self._workers:
            raise RunError(
                f"workers die as they begin, the last: {how}: look whether there is memory enough "
                "(some 600 MB for each of --workers), or work without them: --run here"
            )

    def _book(self, worker: _Worker) -> None:
        if worker.effort:
            self._ended.append(worker.effort)
            worker.effort = None
