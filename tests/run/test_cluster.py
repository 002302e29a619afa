"""What a cluster of machines is asked before it is trusted with work; its runs are in `test_runners.py`."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

import pytest

from kawat.errors import PipelineError, RunError
from kawat.pipeline import Pipeline, open_pipeline
from kawat.run import cluster
from kawat.run.crew import Gone
from kawat.run.here import Here
from kawat.run.linking import Steps
from kawat.settings import Settings


def test_a_node_with_another_kawat_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_self", lambda: cluster._Self("desk/000000", "2.0"))
    cluster._check(cluster._Self("rack/123456", "2.0"))
    with pytest.raises(RunError, match=r"rack/123456 has Kawat 1\.9, this machine 2\.0: install the same"):
        cluster._check(cluster._Self("rack/123456", "1.9"))


def test_a_worker_that_would_read_otherwise_refuses() -> None:
    pipeline = open_pipeline(Settings())
    again, arguments = pipeline.__reduce__()
    assert isinstance(again(*arguments), Pipeline)
    assert again(*arguments).digest == pipeline.digest
    with pytest.raises(PipelineError, match="install the same Kawat on all machines"):
        again(*arguments[:2], f"{pipeline.digest} and more")


def test_how_a_worker_ended_is_told_in_one_line() -> None:
    told = cluster._brief(RuntimeError("The actor died.\n\n    class: _Worker\n" + "x" * 900))
    assert told.startswith("The actor died. class: _Worker xxx")
    assert len(told) == 300


@contextmanager
def listening(answer: bytes) -> Iterator[int]:
    """A port of this machine where whoever comes gets this answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            taken, _ = server.accept()
            # who has read enough goes without a word
            with taken, suppress(ConnectionResetError):
                taken.sendall(answer)
                while taken.recv(100):
                    """Until the other has gone."""

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
    thread.join(10)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_address_where_nobody_listens_is_told_at_once(host: str) -> None:
    with listening(bytes([0, 0, 12, 4, 0, 0, 0, 0, 0]) + b"the settings") as port:
        cluster._reach(f"{host}:{port}")
    with pytest.raises(
        RunError, match=rf"no Ray cluster at {host}:{port}: .*: see that 'ray start --head --port"
    ):
        cluster._reach(f"{host}:{port}")


@pytest.mark.parametrize(
    ("answer", "told"),
    [(b"HTTP/1.1 400 Bad Request\r\n\r\n", "something else listens there"), (b"", "timed out")],
    ids=["another server", "a silent one"],
)
def test_an_address_where_something_else_listens_is_told(
    answer: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_REACH_SECONDS", 0.2)
    with listening(answer) as port, pytest.raises(RunError, match=rf"no Ray cluster at .*: {told}"):
        cluster._reach(f"127.0.0.1:{port}")


def test_the_address_is_tried_before_ray_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ray", lambda: SimpleNamespace(init=lambda **options: pytest.fail("asked")))
    with (
        pytest.raises(RunError, match=r"no Ray cluster at 127\.0\.0\.1:70000"),
        cluster.Cluster("127.0.0.1:70000"),
    ):
        pass


@pytest.mark.parametrize("address", ["auto", "local", "ray://rack:10001"])
def test_an_address_that_only_ray_understands_is_left_to_it(address: str) -> None:
    cluster._reach(address)


@pytest.mark.parametrize(("store", "on_disk"), [("news.kawat", True), ("postgresql://kawat@db/news", False)])
def test_a_store_in_a_file_is_linked_where_the_file_is(store: str, on_disk: bool) -> None:
    asked = []

    class Asked(Here):
        def beside(self, *, on_disk: bool) -> Here:
            asked.append(on_disk)
            return self

    Steps(Asked(), store)
    assert asked == [on_disk]


class Dead:
    """A worker of a cluster, of whom nothing but an error is ever heard."""

    def remote(self, *given: object) -> None:
        """Called as an actor's method, and as its class."""

    def __getattr__(self, name: str) -> Dead:
        return self


def dying(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[object]:
    """Has all workers of a cluster die so; those that are ended."""
    ray = pytest.importorskip("ray", reason="needs Ray: pip install 'kawat[cluster]'")
    ended: list[object] = []

    def get(ref: object) -> Any:
        raise error

    def remote(**options: object) -> Any:
        return lambda kind: SimpleNamespace(remote=Dead)

    known = SimpleNamespace(remote=remote, get=get, kill=ended.append, exceptions=ray.exceptions)
    monkeypatch.setattr(cluster, "_ray", lambda: known)
    return ended


@pytest.mark.parametrize("kind", ["OutOfMemoryError", "ActorUnschedulableError", "ObjectLostError"])
def test_whatever_ends_a_worker_is_a_death(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    exceptions = pytest.importorskip("ray.exceptions", reason="needs Ray: pip install 'kawat[cluster]'")
    lost = ("0" * 56, None, "") if kind == "ObjectLostError" else ("the node is full",)
    ended = dying(monkeypatch, getattr(exceptions, kind)(*lost))
    assert isinstance(cluster._Actor(1).said(), Gone)
    assert len(ended) == 1


def test_what_is_wrong_in_a_worker_is_no_death(monkeypatch: pytest.MonkeyPatch) -> None:
    exceptions = pytest.importorskip("ray.exceptions", reason="needs Ray: pip install 'kawat[cluster]'")
    wrong = exceptions.RayTaskError("tell", "wrong", ValueError("wrong"))
    dying(monkeypatch, wrong)
    with pytest.raises(exceptions.RayTaskError):
        cluster._Actor(1).said()


def test_a_cluster_without_a_core_is_waited_for_from_when_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    monkeypatch.setattr(cluster.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(cluster, "_Actor", lambda cores: SimpleNamespace(is_up=False))
    machines = cluster._Machines()
    # what the store has already is passed over for long, and nobody is hired for it
    clock[0] = 1_000
    actor: Any = machines.hire(beside=False)
    clock[0] += cluster._PATIENCE_SECONDS
    machines._look_after([actor])
    clock[0] += 1
    with pytest.raises(RunError, match="no node of the cluster has had a core for a worker in 120 seconds"):
        machines._look_after([actor])
