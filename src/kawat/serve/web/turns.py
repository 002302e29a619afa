"""Who is answered when: a few at a time, who asks the same one after the other, none for ever."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from typing import TypeVar

import anyio
import anyio.to_thread

from kawat.errors import TooLong

from .problems import Refused

THREADS = 2
"""How many requests are answered at a time: SQLite and Python do no more at once on a few cores."""

# who answers stops by himself when his time is over, unless he hears nothing
_SPARE_SECONDS = 5

T = TypeVar("T")


class Turns:
    """Lets requests in, each for so many seconds at most. For the event loop that runs when it is made."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # a place that is free is had at once, however little time there is
        self._places, self._heavy = (anyio.Semaphore(number, fast_acquire=True) for number in (THREADS, 1))
        self._asked: dict[Hashable, anyio.Lock] = {}

    async def take(self, work: Callable[[], T], asked: Hashable = None, *, heavy: bool = False) -> T:
        """Does it in a thread, when there is one; others wait. Raises Refused when that takes too long.

        Who asks what is being asked waits until that is answered, and has the same answer for nothing: just
        after a store has changed many ask for its first page. Of what is `heavy` one waits for the other, so
        that they never take all threads.
        """
        async with AsyncExitStack() as held:
            try:
                with anyio.fail_after(self._seconds):
                    if asked is not None:
                        await held.enter_async_context(self._alone(asked))
                    for one in (self._heavy, self._places) if heavy else (self._places,):
                        await held.enter_async_context(one)
            except TimeoutError as error:
                told = "too much is asked at a time: ask again in a moment"
                raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, told) from error
            # when the server ends, nobody waits for a question to the store; and a database whose machine has
            # gone without a word never answers. Only what is heavy does not end by itself, and is waited for.
            bound = math.inf if heavy else self._seconds + _SPARE_SECONDS
            try:
                with anyio.fail_after(bound):
                    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
            except TimeoutError as error:
                raise TooLong("this takes too long: ask for less, or again in a moment") from error

    @asynccontextmanager
    async def _alone(self, asked: Hashable) -> AsyncIterator[None]:
        """Nobody else asks the same meanwhile."""
        lock = self._asked.setdefault(asked, anyio.Lock(fast_acquire=True))
        try:
            async with lock:
                yield
        finally:
            known = lock.statistics()
            if not known.locked and not known.tasks_waiting:
                self._asked.pop(asked, None)
