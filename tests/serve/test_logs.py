"""What a server writes of its work: begin and end, every request, and what goes wrong, as JSON."""

from __future__ import annotations

import signal
import subprocess
import threading
from pathlib import Path

import pytest

from commands import command, environment
from serving import eventually, free_port, running

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the processes of a process are read from /proc"
)


def test_what_goes_wrong_inside_is_told_with_its_request_and_lines_of_code(
    store: Path, tmp_path: Path
) -> None:
    with running(store, tmp_path, quotes="raise KeyError('rahasia')") as server:
        answer = server.get("/quotes.json?source=rahasia", headers={"x-request-id": "abc"})
        assert (answer.status_code, answer.headers["x-request-id"]) == (500, "abc")
        server.signal(signal.SIGTERM)
        assert server.ended() == 0
    told = server.lines()
    about = [line for line in told if line.get("request") == "abc"]
    assert [(line["level"], line["event"]) for line in about] == [
        ("info", "request"),
        ("error", "Exception in ASGI application"),
    ]
    request, error = about
    assert (request["status"], request["route"]) == (500, "/quotes.json")
    assert error["error"] == "KeyError"
    assert error["trace"][0].endswith("written")
    assert "rahasia" not in server.log.read_text()
    events = [line["event"] for line in told]
    assert (events[0], events[-1]) == ("begun", "ended")
    assert "stopping" in events
    assert told[0]["store"] == str(store)


def test_all_lines_of_several_processes_are_whole(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path, "--processes", "2", "--metrics", str(free_port())) as server:
        asking = [
            threading.Thread(target=lambda: [server.status("/reports.json") for _ in range(20)])
            for _ in range(4)
        ]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
        eventually(lambda: sum(line["event"] == "request" for line in server.lines()) == 80)
        assert len({line["process"] for line in server.lines()}) >= 3


def test_without_a_log_only_its_address_is_told(store: Path, tmp_path: Path) -> None:
    with open(tmp_path / "log", "wb") as written:
        port = free_port()
        server = subprocess.Popen(
            command("serve", store, "--port", str(port)), stderr=written, env=environment()
        )
        eventually(lambda: b"until you press" in (tmp_path / "log").read_bytes())
        server.terminate()
        assert server.wait(30) in (0, -signal.SIGTERM)
    told = (tmp_path / "log").read_text()
    assert told == f"{store} is at http://127.0.0.1:{port}/ until you press Ctrl+C\n"
