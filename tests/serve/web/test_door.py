"""A socket that several processes listen to: connections are shared evenly, and none is left lying."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from kawat.serve.web.door import Counts, Door


class Shared:
    """A listening socket, and the doors to it of several processes, here all in one."""

    def __init__(self, stack: ExitStack, processes: int) -> None:
        self._stack = stack
        self._listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._listening.setblocking(False)
        counts = Counts(processes)
        self.doors = [
            stack.enter_context(Door(self._listening.dup(), counts, process)) for process in range(processes)
        ]

    def come(self, number: int) -> None:
        for _ in range(number):
            self._stack.enter_context(socket.create_connection(self._listening.getsockname()))

    def taken_by(self, door: Door) -> int:
        """How many connections an event loop would take now, which goes on until it is told to wait."""
        taken = 0
        with suppress(BlockingIOError):
            while True:
                self._stack.enter_context(door.accept()[0])
                taken += 1
        return taken


@contextmanager
def shared(processes: int) -> Iterator[Shared]:
    with ExitStack() as stack:
        yield Shared(stack, processes)


@pytest.mark.parametrize(("processes", "number"), [(2, 16), (2, 7), (3, 16)])
def test_connections_that_come_together_are_shared_evenly(
    processes: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # however long the machine does something else
    monkeypatch.setattr("kawat.serve.web.door._PATIENCE_SECONDS", 60)
    with shared(processes) as here:
        here.come(number)
        taken = [0] * processes
        while sum(taken) < number:
            for process, door in enumerate(here.doors):
                taken[process] += here.taken_by(door)
        assert max(taken) - min(taken) <= 1


def test_who_has_fewer_takes_the_next() -> None:
    with shared(2) as here:
        first, second = here.doors
        first.has(5)
        here.come(3)
        assert here.taken_by(first) == 0
        assert here.taken_by(second) == 3
        first.has(2)
        here.come(1)
        assert here.taken_by(second) == 0
        assert here.taken_by(first) == 1


def test_what_the_others_never_take_is_taken_in_the_end() -> None:
    with shared(2) as here:
        first, _ = here.doors
        first.has(5)
        here.come(2)
        tries, taken = 0, 0
        while taken < 2 and tries < 1_000:
            taken += here.taken_by(first)
            tries += 1
        assert taken == 2
        assert tries > 1


def test_one_process_takes_all_at_once() -> None:
    with shared(1) as here:
        here.come(5)
        assert here.taken_by(here.doors[0]) == 5
