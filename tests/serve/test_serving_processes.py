"""`kawat serve --processes`: several processes answer at one address, and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from commands import kawat
from kawat.errors import KawatError
from kawat.serve import processes

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the processes of a process are read from /proc"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    store, report = tmp_path / "few.kawat", tmp_path / "one.txt"
    report.write_text("Anna Velt said on Monday that the bridge is open.", encoding="utf-8")
    assert kawat("add", store, report).exit_code == 0
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = ["serve", str(store), "--port", str(port), "--processes", "2"]
    running = subprocess.Popen([sys.executable, "-m", "kawat", *command], stderr=subprocess.DEVNULL)
    yield running, f"http://127.0.0.1:{port}/reports.json"
    running.kill()
    running.wait()


def children(process: int) -> set[int]:
    return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def eventually(true: Callable[[], bool]) -> None:
    end = monotonic() + 30
    while not true():
        assert monotonic() < end
        sleep(0.05)


def answers(address: str) -> bool:
    try:
        with urlopen(address) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


def test_one_that_ends_is_replaced_and_all_end_together(
    server: tuple[subprocess.Popen[bytes], str],
) -> None:
    running, address = server
    eventually(lambda: answers(address))
    both = children(running.pid)
    assert len(both) == 2
    sleep(processes.SOON_SECONDS)
    gone = both.pop()
    os.kill(gone, signal.SIGKILL)
    eventually(lambda: len(children(running.pid) - {gone}) == 2)
    assert both < children(running.pid)
    assert answers(address)
    now = children(running.pid)
    running.terminate()
    assert running.wait(30) == 0
    assert not any(Path(f"/proc/{one}").exists() for one in now)


def test_what_ends_at_once_is_not_begun_again() -> None:
    with pytest.raises(KawatError, match=r"ended at once \(status 7\)"):
        processes.run_in(2, lambda: sys.exit(7))
