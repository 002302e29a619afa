"""`kawat serve` and signals: what has begun is answered, processes are replaced, all end together."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest

from commands import refused
from kawat.errors import ServerError
from kawat.serve import processes
from kawat.serve.web.running import _listening
from serving import eventually, free_port, running

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the processes of a process are read from /proc"
)
SEVERAL = ("--processes", "2")


@pytest.mark.parametrize("options", [(), SEVERAL], ids=["one", "two"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_has_begun_is_answered(
    store: Path, tmp_path: Path, options: tuple[str, ...], number: signal.Signals
) -> None:
    with (
        running(store, tmp_path, *options, quotes="time.sleep(1.5)") as server,
        ThreadPoolExecutor(3) as pool,
    ):
        asked = [pool.submit(server.get, f"/quotes.json?limit={limit}") for limit in (1, 2)]
        sleep(0.5)
        server.signal(number)
        sleep(0.5)
        assert server.status("/ready") == 0
        assert [one.result().status_code for one in asked] == [200, 200]
        assert server.ended() == 0


def test_it_is_not_ready_at_once_but_answers_for_a_while(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path, *SEVERAL, drain_seconds="2") as server:
        # the first to be ready may be so long before the other
        eventually(lambda: server.log.read_text().count("Application startup complete.") == 2)
        server.signal(signal.SIGTERM)
        eventually(lambda: server.status("/ready") == 503)
        told = server.get("/ready")
        assert "about to end" in told.json()["detail"]
        assert told.headers["retry-after"] == "5"
        answer = server.get("/quotes.json")
        assert (answer.status_code, answer.headers["connection"]) == (200, "close")
        assert server.get("/health").status_code == 200
        assert server.ended() == 0
    assert [line["event"] for line in server.lines()].count("stopping") == 2


@pytest.mark.parametrize(
    ("options", "status"), [((), 128 + signal.SIGTERM), (SEVERAL, 0)], ids=["one", "two"]
)
def test_a_second_signal_ends_it_at_once(
    store: Path, tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    with running(store, tmp_path, *options, quotes="time.sleep(20)") as server, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(server.get, "/quotes.json")
        sleep(0.5)
        began = monotonic()
        server.signal(signal.SIGTERM)
        sleep(0.5)
        server.signal(signal.SIGTERM)
        assert server.ended() == status
        assert monotonic() - began < 5
        with pytest.raises(httpx2.TransportError):
            asked.result()


@pytest.mark.parametrize("options", [(), SEVERAL], ids=["one", "two"])
def test_it_waits_no_longer_than_it_may(store: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    with running(store, tmp_path, *options, quotes="time.sleep(20)", grace_seconds="1") as server:
        asking = threading.Thread(target=server.status, args=("/quotes.json",))
        asking.start()
        sleep(0.5)
        began = monotonic()
        server.signal(signal.SIGTERM)
        assert server.ended() == 0
        assert 1 <= monotonic() - began < 10
        asking.join()


def test_a_closed_terminal_is_none_for_who_said_so(store: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with running(store, tmp_path) as server:
            server.signal(signal.SIGHUP)
            sleep(0.5)
            assert server.status("/health") == 200
            server.signal(signal.SIGTERM)
            assert server.ended() == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_one_that_ends_is_replaced_and_all_end_together(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path, *SEVERAL) as server:
        both = server.children()
        assert len(both) == 2
        sleep(processes.SOON_SECONDS)
        gone = both.pop()
        os.kill(gone, signal.SIGKILL)
        eventually(lambda: len(server.children() - {gone}) == 2)
        assert both < server.children()
        assert server.status("/reports.json") == 200
        now = server.children()
        server.signal(signal.SIGTERM)
        assert server.ended() == 0
        assert not any(Path(f"/proc/{one}").exists() for one in now)


def test_all_end_when_the_first_is_killed(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path, *SEVERAL, "--metrics", str(free_port())) as server:
        others = server.children()
        assert len(others) == 3
        server.signal(signal.SIGKILL)
        server.process.wait()
        eventually(lambda: not any(Path(f"/proc/{one}").exists() for one in others))


def test_no_request_fails_while_one_process_is_ended_and_then_all(store: Path, tmp_path: Path) -> None:
    """As a reader sees it who asks again where nobody listens any more."""
    with running(store, tmp_path, *SEVERAL) as server, ThreadPoolExecutor(4) as pool:
        sleep(processes.SOON_SECONDS)
        statuses: list[int] = []
        told = threading.Event()

        def ask(number: int) -> None:
            with httpx2.Client(base_url=server.address, timeout=30) as client:
                while True:
                    try:
                        statuses.append(client.get(f"/quotes.json?limit={number}").status_code)
                    except (httpx2.ConnectError, httpx2.ReadError):
                        # nobody listens any more, or nobody took the connection that was waiting
                        assert told.is_set()
                        return

        asking = [pool.submit(ask, number) for number in (1, 2, 3, 4)]
        sleep(1)
        one = min(server.children())
        os.kill(one, signal.SIGTERM)
        eventually(lambda: one not in server.children() and len(server.children()) == 2)
        sleep(1)
        told.set()
        server.signal(signal.SIGTERM)
        for each in asking:
            each.result()
        assert server.ended() == 0
    assert len(statuses) > 100
    assert set(statuses) == {200}


def test_what_ends_at_once_is_not_begun_again() -> None:
    with pytest.raises(ServerError, match=r"ended at once \(status 7\)"):
        processes.run_all([lambda: sys.exit(7)] * 2)


def test_a_port_that_is_taken_is_told(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path) as server:
        port = server.address.rpartition(":")[2]
        assert "name another --port" in refused("serve", store, "--port", port)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_end_of_an_answer_does_not_wait_for_more_to_send(host: str) -> None:
    """Else each answer takes as long as the reader's system holds back what it has received: 40 ms."""
    delays: list[int] = []

    def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        socket_of = writer.get_extra_info("socket")
        delays.append(socket_of.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def connect(listening: socket.socket) -> None:
        server = await asyncio.start_server(accepted, sock=listening)
        reader, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        await reader.read()
        writer.close()
        server.close()

    with _listening(host, 0) as listening:
        asyncio.run(connect(listening))
    assert delays
    assert all(delays)


def test_readers_that_come_together_are_shared_by_the_processes(store: Path, tmp_path: Path) -> None:
    """In some round at least: what a process that has no turn for 20 ms does not take, the other takes."""

    def each() -> list[int]:
        return [len(_sockets(child) & _inodes(port)) for child in server.children()]

    def are_shared() -> bool:
        with ExitStack() as stack:
            for _ in range(12):
                stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            eventually(lambda: sum(each()) == 12)
            shared = each() == [6, 6]
        eventually(lambda: sum(each()) == 0)
        return shared

    with running(store, tmp_path, *SEVERAL) as server:
        eventually(lambda: server.log.read_text().count("Application startup complete.") == 2)
        port = int(server.address.rpartition(":")[2])
        # else what was asked for before may be open still
        eventually(lambda: sum(each()) == 0)
        eventually(are_shared)


def _sockets(process: int) -> set[str]:
    """The numbers of the sockets that a process has."""
    found = set[str]()
    for path in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            found |= {path.readlink().name.removeprefix("socket:[").removesuffix("]")}
    return found


def _inodes(port: int) -> set[str]:
    """The numbers of the sockets on this side of connections to a port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {row[9] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01"}


def test_who_asks_nothing_is_not_kept(store: Path, tmp_path: Path) -> None:
    soon = "from kawat.serve.web import server; server._SILENT_SECONDS = 0.3"
    with running(store, tmp_path, quotes=soon) as server:
        assert server.status("/quotes.json") == 200
        host, _, port = server.address.removeprefix("http://").partition(":")
        for said in (b"", b"GET /quotes.json HTTP/1.1\r\n"):
            with socket.create_connection((host, int(port)), timeout=10) as silent:
                silent.sendall(said)
                assert silent.recv(1) == b""
