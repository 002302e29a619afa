"""A server as its users start it: a process of its own, asked over the network and ended by signals."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2

from commands import environment

PATIENCE_SECONDS = 30
# the command itself, but that lists of quotes are written by the function that is put in
_WITH = """
import time
from kawat.serve.web import desk
told = desk._written
def written(view, found, task, values, following):
    if task.resource.name == "quotes":
        {what}
    return told(view, found, task, values, following)
desk._written = written
from kawat.serve.cli import main
main()
"""


class Running:
    """A server that runs: its process, its address, and the lines that it has written."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.address, self.log = process, f"http://127.0.0.1:{port}", log

    def get(self, path: str, **options: Any) -> httpx2.Response:
        """What it answers."""
        return httpx2.get(self.address + path, timeout=PATIENCE_SECONDS, **options)

    def status(self, path: str) -> int:
        """The status of what it answers, 0 when nobody does."""
        try:
            return self.get(path).status_code
        except httpx2.TransportError:
            return 0

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        self.process.send_signal(number)

    def ended(self) -> int:
        """Its exit status."""
        return self.process.wait(PATIENCE_SECONDS)

    def lines(self) -> list[dict[str, Any]]:
        """The lines of its log, which must all be JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def children(self) -> set[int]:
        """The processes that it has started."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(map(int, told.read_text().split()))


@contextmanager
def running(store: Path, folder: Path, *options: str, quotes: str = "", **settings: str) -> Iterator[Running]:
    """A server of a store that is ready; `quotes`: what it does before it answers about them."""
    port, log = free_port(), folder / "log"
    command = ["serve", str(store), "--port", str(port), "--log", "json", *options]
    given = environment(**{f"KAWAT_{name.upper()}": to for name, to in settings.items()})
    program = ["-c", _WITH.format(what=quotes)] if quotes else ["-m", "kawat"]
    with open(log, "wb") as written:
        process = subprocess.Popen([sys.executable, *program, *command], stderr=written, env=given)
    made = Running(process, port, log)
    try:
        eventually(lambda: made.status("/ready") == 200)
        yield made
    finally:
        for one in made.children() if process.poll() is None else ():
            # one may end by itself meanwhile
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        process.kill()
        process.wait()


def eventually(true: Callable[[], bool]) -> None:
    """Waits until it is so."""
    end = monotonic() + PATIENCE_SECONDS
    while not true():
        assert monotonic() < end
        sleep(0.05)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
