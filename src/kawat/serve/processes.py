"""Runs a server in several processes that share one socket: Python answers one question at a time in each."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from time import monotonic
from types import FrameType
from typing import NoReturn

from kawat.errors import ServerError

SOON_SECONDS = 1.0
"""A process that ends so soon after its start would end again: then all end."""


def run_in(processes: int, work: Callable[[], None]) -> None:
    """Does the work in so many processes until a signal ends them; one that ends by itself is replaced.

    Call it before any thread is started. Raises ServerError when one ends as soon as it has begun.
    """
    _Processes(work).run(processes)


class _Processes:
    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._began: dict[int, float] = {}
        self._ending = False

    def run(self, processes: int) -> None:
        before = {one: signal.signal(one, self._end) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            for _ in range(processes):
                self._start()
            while self._began:
                self._wait()
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _start(self) -> None:
        process = os.fork()
        if process == 0:
            self._be_one()
        self._began[process] = monotonic()
        if self._ending:
            # the signal came in between
            self._end(signal.SIGTERM, None)

    def _be_one(self) -> NoReturn:
        status = 1
        try:
            for one in (signal.SIGINT, signal.SIGTERM):
                signal.signal(one, signal.SIG_DFL)
            self._work()
            status = 0
        except KeyboardInterrupt:
            status = 0
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            # not what the first process has to do at its end
            os._exit(status)

    def _wait(self) -> None:
        process, status = os.wait()
        began = self._began.pop(process, None)
        if began is None or self._ending:
            return
        if monotonic() - began < SOON_SECONDS:
            self._end(signal.SIGTERM, None)
            while self._began:
                self._began.pop(os.wait()[0], None)
            told = os.waitstatus_to_exitcode(status)
            raise ServerError(f"a process of the server ended at once (status {told}): its output says why")
        self._start()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending = True
        for process in self._began:
            os.kill(process, signal.SIGTERM)
