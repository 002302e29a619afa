"""Runs a server in several processes that share one socket: Python answers one question at a time in each."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from types import FrameType
from typing import NoReturn

from kawat.errors import KawatError, ServerError

from .logs import LOG

SOON_SECONDS = 1.0
"""A process that ends so soon after its start would end again: when none has lasted longer, all end."""
GRACE_SECONDS = 15.0

Work = Callable[[], None]


def enders() -> tuple[signal.Signals, ...]:
    """The signals that ask for an end: whoever started us with `nohup` wants a closed terminal to be none."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:
        return (signal.SIGINT, signal.SIGTERM)
    return (signal.SIGINT, signal.SIGTERM, hangup)


def run_all(
    works: Sequence[Work],
    *,
    seconds: float = GRACE_SECONDS,
    ending: Work = lambda: None,
    gone: Callable[[int], None] = lambda process: None,
) -> None:
    """Does each work in a process of its own until a signal ends all; one that ends by itself is replaced.

    The first signal asks every process to end (SIGTERM), having called `ending`; a second, or so many
    `seconds`, ends them at once. `gone` is told the number of each process that has ended. Call it before
    any thread is started. Raises ServerError when a process ends as soon as it has begun, and none has
    lasted.
    """
    _Processes(works, seconds, ending, gone).run()


class _Processes:
    def __init__(
        self, works: Sequence[Work], seconds: float, ending: Work, gone: Callable[[int], None]
    ) -> None:
        self._works, self._seconds, self._at_end, self._gone = works, seconds, ending, gone
        self._running: dict[int, tuple[Work, float]] = {}
        self._signals = enders()
        self._ending = self._lasted = False

    def run(self) -> None:
        before = {one: signal.signal(one, self._end) for one in self._signals}
        before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._end)
        try:
            for work in self._works:
                self._start(work)
            while self._running:
                self._wait()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            for one, handler in before.items():
                signal.signal(one, handler)

    def _start(self, work: Work) -> None:
        if self._ending:
            return
        # a signal must find a process that is known, or has not begun
        with _later(self._signals):
            process = os.fork()
            if process == 0:
                self._be_one(work)
            self._running[process] = (work, monotonic())

    def _be_one(self, work: Work) -> NoReturn:
        status = 1
        try:
            # the terminal tells all of a group, and the first process then each: it alone decides
            for one in self._signals:
                signal.signal(one, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, self._signals)
            work()
            status = 0
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
        except KawatError as error:
            LOG.error("%s", error)
        finally:
            if sys.exc_info()[0] is not None:
                LOG.error("a process of the server failed", exc_info=True)
            sys.stdout.flush()
            sys.stderr.flush()
            # not what the first process has to do at its end
            os._exit(status)

    def _wait(self) -> None:
        process, status = os.wait()
        work, began = self._running.pop(process, (None, 0.0))
        self._gone(process)
        if work is None or self._ending:
            return
        soon = monotonic() - began < SOON_SECONDS
        self._lasted |= not soon
        if not self._lasted:
            self._give_up(status)
        if soon:
            sleep(SOON_SECONDS)
        self._start(work)

    def _give_up(self, status: int) -> NoReturn:
        self._end(signal.SIGTERM, None)
        while self._running:
            self._running.pop(os.wait()[0], None)
        told = os.waitstatus_to_exitcode(status)
        raise ServerError(f"a process of the server ended at once (status {told}): its output says why")

    def _end(self, number: int, frame: FrameType | None) -> None:
        again, self._ending = self._ending, True
        if not again:
            self._at_end()
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
        for process in self._running:
            # one that has ended by itself may not have been noted yet
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL if again else signal.SIGTERM)


@contextmanager
def _later(signals: Sequence[signal.Signals]) -> Iterator[None]:
    """What is signalled inside comes at the end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
