"""Figures at an address of their own, over all processes, in the form that Prometheus reads."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import httpx2
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from commands import kawat, process, refused
from serving import Running, eventually, free_port, running

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the processes of a process are read from /proc"
)
ACCEPTED = {"accept": "application/openmetrics-text"}


def figures(port: int, **headers: str) -> dict[str, float]:
    """The figures, by name and labels."""
    told = httpx2.get(f"http://127.0.0.1:{port}/metrics", headers={**ACCEPTED, **headers}, timeout=30)
    assert told.status_code == 200
    assert told.headers["content-type"].startswith("application/openmetrics-text")
    return {
        " ".join(
            [sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]
        ): sample.value
        for family in text_string_to_metric_families(told.text)
        for sample in family.samples
    }


def test_what_several_processes_do_is_added_up(store: Path, tmp_path: Path) -> None:
    port, path = free_port(), Path(shutil.copy(store, tmp_path / "s.kawat"))
    before = {one for one in Path("/tmp").glob("kawat-figures-*")}
    with running(path, tmp_path, "--processes", "2", "--metrics", str(port)) as server:
        for number in range(30):
            assert server.get(f"/quotes.json?limit={number % 10 + 1}").status_code == 200
        assert server.status("/quotes/zzz") == 404
        assert server.status("/search?q=talks") == 200
        eventually(lambda: figures(port)["kawat_processor_seconds_total"] > 0)
        told = figures(port)
        assert told["kawat_requests_total method=GET route=/quotes.json status=200"] == 30
        assert told["kawat_requests_total method=GET route=/quotes/{id} status=404"] == 1
        assert told["kawat_request_seconds_count route=/quotes.json"] == 30
        found = told["kawat_kept_answers_total found=yes"]
        assert 10 <= found <= 20
        assert told["kawat_kept_answers_total found=no"] == 32 - found
        assert told["kawat_requests_in_flight"] == 0
        assert told["kawat_processes"] == 2
        assert told["kawat_store_readable"] == 1
        assert told["kawat_store_records kind=report"] == 5
        assert told["kawat_resident_memory_bytes"] > 1e7
        assert not any("talks" in name for name in told)
        # readers do not get there
        assert server.status("/metrics") == 404
        _one_ends(server, port)
        kawat("add", path, "-", input="Sylvania threatened Freedonia on 2 February 2022.")
        assert figures(port)["kawat_store_records kind=report"] == 6
        server.signal(signal.SIGTERM)
        assert server.ended() == 0
    assert {one for one in Path("/tmp").glob("kawat-figures-*")} <= before


def _one_ends(server: Running, port: int) -> None:
    """One that is killed is not among those of now; what it did stays counted."""
    was = figures(port)["kawat_requests_total method=GET route=/quotes.json status=200"]
    gone = min(server.children())
    os.kill(gone, signal.SIGKILL)
    eventually(lambda: gone not in server.children() and len(server.children()) == 3)
    eventually(lambda: figures(port)["kawat_processes"] == 2)
    assert figures(port)["kawat_requests_total method=GET route=/quotes.json status=200"] == was


def test_it_is_asked_by_number_or_a_name_of_ours(store: Path, tmp_path: Path) -> None:
    port = free_port()
    with running(store, tmp_path, "--metrics", f"127.0.0.1:{port}", hosts="server") as server:
        for host in ("127.0.0.1", "10.0.0.1:9464", "[::1]:9464", "localhost", "server:9464"):
            eventually(lambda host=host: bool(figures(port, host=host)))  # type: ignore[misc]
        address = f"http://127.0.0.1:{port}"
        for host in ("evil.example", "server.evil.example", ""):
            assert httpx2.get(f"{address}/metrics", headers={"host": host}).status_code == 421
        assert httpx2.get(address).status_code == 404
        assert server.status("/ready") == 200


def test_a_port_that_is_taken_ends_the_server_with_a_clear_line(store: Path, tmp_path: Path) -> None:
    port = free_port()
    with running(store, tmp_path, "--metrics", str(port)):
        done = process("serve", store, "--port", "0", "--metrics", str(port))
        assert done.returncode == 1
        assert b"figures cannot be told at" in done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("given", ["here", "localhost:", "a b:1", "9464x"])
def test_what_is_no_address_is_refused(store: Path, given: str) -> None:
    assert "metrics" in refused("serve", store, "--metrics", given)


@pytest.mark.parametrize("given", ["99999", "127.0.0.1:65536", "0"])
def test_a_port_that_there_is_not_is_refused(store: Path, given: str) -> None:
    told = refused("serve", store, "--metrics", given)
    assert f"the setting 'metrics' ({given}): write a port from 1 to 65535" in told


def test_none_is_told_unless_asked_for(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path) as server:
        assert server.children() == set()
        assert server.status("/metrics") == 404
