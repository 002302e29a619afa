"""Runs work in processes of this machine, which live as long as the run does."""

from __future__ import annotations

import contextlib
import os
import pickle
import platform
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, cast

from .bench import Answer, Bench
from .crew import Crew, Gone, Hand
from .machine import collect_less, most_workers, one_thread

# what a process that is asked to end, or did, may take to be gone
_PATIENCE_SECONDS = 5.0


class Pool(Crew):
    """A runner whose workers are processes. Without a number: as many as this machine holds."""

    def __init__(self, workers: int | None = None) -> None:
        super().__init__(_Machine(), workers or most_workers())


class _Machine:
    """Hires processes. They are new and no copies of this one, which may have threads that hold locks."""

    is_here = True

    def hire(self, *, beside: bool) -> Hand:
        return _Process()

    def wait(self, hands: Sequence[Hand], *, patient: bool) -> Iterable[tuple[Hand, Answer | Gone]]:
        processes = {id(process.connection): process for process in cast("Sequence[_Process]", hands)}
        connections = [process.connection for process in processes.values()]
        for connection in wait(connections, None if patient else 0):
            process = processes[id(connection)]
            yield process, process.said()


class _Process:
    is_up = True

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="kawat-worker", daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()

    def begin(self, key: int, work: bytes) -> None:
        self._send("begin", key, work)

    def do(self, key: int, item: bytes) -> None:
        self._send("do", key, item)

    def forget(self, key: int) -> None:
        self._send("forget", key, b"")

    def said(self) -> Answer | Gone:
        """The next thing that it has said, or how it died. Waits for it."""
        try:
            return cast(Answer, pickle.loads(self.connection.recv_bytes()))
        except (EOFError, OSError):
            self._process.join(_PATIENCE_SECONDS)
            self.end()
            return Gone(_told(self._process.exitcode))

    def end(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join(_PATIENCE_SECONDS)

    def _send(self, what: str, key: int, load: bytes) -> None:
        # one that died is found when it is listened to
        with contextlib.suppress(OSError):
            self.connection.send_bytes(pickle.dumps((what, key, load), pickle.HIGHEST_PROTOCOL))


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal: those that are started within leave it to the first one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _told(exit_code: int | None) -> str:
    """How a process ended, in words."""
    if exit_code is None or exit_code >= 0:
        return f"its process ended with status {exit_code}"
    with contextlib.suppress(ValueError):
        return f"its process was ended by {signal.Signals(-exit_code).name}"
    return f"its process was ended by signal {-exit_code}"


def _work(connection: Connection[Any, Any]) -> None:
    """A worker: does what it is given until there is nobody to give it anything."""
    given: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, given), daemon=True).start()
    one_thread()
    bench = Bench(platform.node())
    collect_less()
    while True:
        what, key, load = pickle.loads(given.get())
        if what == "forget":
            bench.forget(key)
            continue
        answer = bench.begin(key, load) if what == "begin" else bench.do(key, load)
        connection.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _receive(connection: Connection[Any, Any], given: SimpleQueue[bytes]) -> None:
    """Takes what comes, so that nobody waits who gives; ends the process with the one that started it."""
    while True:
        try:
            given.put(connection.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)
