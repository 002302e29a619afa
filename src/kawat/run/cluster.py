"""Runs work on all machines of a Ray cluster: one worker for each of their cores, until the run ends."""

from __future__ import annotations

import logging
import os
import platform
import socket
import time
from collections import deque
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple, Self, cast

from kawat.errors import RunError

from .bench import Answer, Bench
from .crew import Crew, Gone, Hand
from .extra import needing
from .machine import collect_less, most_workers, one_thread

# how long to wait for something before looking at what else there is to do
_LISTEN_SECONDS = 1.0
# how long a cluster may have no worker at all: nodes come one after the other
_PATIENCE_SECONDS = 120.0
# how long the first node may take to be reached
_REACH_SECONDS = 10.0
# with these a client begins, and a server answers with settings too: length, type, flags, stream
_PREFACE, _SETTINGS, _TYPE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]), 3
# answers are small where pieces are written; Ray would take a third of the memory
_OBJECTS = 256 * 2**20
# nobody is told that it runs; what it says of workers that died would stand among our output, and we say it
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".*",
}


class Cluster(Crew):
    """A runner on a Ray cluster: the one at an address, else one that is started on this machine.

    Without a number it has a worker for each core of the cluster.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        self._machines = _Machines()
        super().__init__(self._machines, workers or 0)
        self._address = address

    def __enter__(self) -> Self:
        self._number = _connect(self._address, self._number)
        return self

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        _ray().shutdown()


def _ray() -> Any:
    with needing("--run cluster"):
        import ray
    return ray


def _connect(address: str | None, workers: int) -> int:
    """Joins a cluster, or starts one here; how many workers there are to be."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    ray = _ray()
    if address:
        _reach(address)
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            most = workers or most_workers()
            ray.init(num_cpus=most, object_store_memory=_OBJECTS, include_dashboard=False, **quiet)
    except Exception as error:
        where = f"at {address}" if address else "on this machine"
        told = " ".join(str(error).split())
        raise RunError(f"no Ray cluster {where}: {told}: look at 'ray status' there") from error
    cores = int(ray.cluster_resources().get("CPU", 0))
    return workers or max(1, cores)


def _reach(address: str) -> None:
    """Raises RunError where nobody listens: Ray itself tries on for many minutes."""
    host, _, port = address.rpartition(":")
    if "://" in address or not (host and port.isdigit()):
        return
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_REACH_SECONDS) as reached:
            if os.environ.get("RAY_USE_TLS", "0") == "0":
                _greet(reached)
    except (OSError, OverflowError) as error:
        raise RunError(
            f"no Ray cluster at {address}: {error}: see that 'ray start --head --port={port}' has run there "
            "and that this machine can reach it"
        ) from error


def _greet(reached: socket.socket) -> None:
    """Raises OSError where something listens that does not speak HTTP/2 (RFC 9113), as Ray's gRPC does."""
    reached.sendall(_PREFACE + _SETTINGS)
    answer = b""
    while len(answer) < len(_SETTINGS):
        more = reached.recv(len(_SETTINGS) - len(answer))
        if not more:
            break
        answer += more
    if answer[_TYPE : _TYPE + 1] != _SETTINGS[_TYPE : _TYPE + 1]:
        raise OSError("something else listens there")


class _Self(NamedTuple):
    """What a worker says of itself."""

    node: str
    kawat: str


def _self() -> _Self:
    return _Self(_node(), version("kawat"))


class _Worker:
    """A worker in its own process, wherever that is."""

    def __init__(self) -> None:
        one_thread()
        self._bench = Bench(_node())
        collect_less()

    def tell(self) -> _Self:
        return _self()

    def begin(self, key: int, work: bytes) -> Answer:
        return self._bench.begin(key, work)

    def do(self, key: int, item: bytes) -> Answer:
        return self._bench.do(key, item)

    def forget(self, key: int) -> None:
        self._bench.forget(key)


def _node() -> str:
    """The machine of a worker: several nodes of a cluster may be on one."""
    context = _ray().get_runtime_context()
    return f"{platform.node()}/{context.get_node_id()[:6]}"


class _Machines:
    """Hires actors, which Ray puts wherever a core is free."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    @property
    def is_here(self) -> bool:
        """Whether all nodes of the cluster are on this machine."""
        hosts = {node["NodeManagerHostname"] for node in _ray().nodes() if node["Alive"]}
        return hosts == {platform.node()}

    def hire(self, *, beside: bool) -> Hand:
        self._since = time.monotonic()
        # what is done beside is short: it finds room also where long work has all cores that are left
        return _Actor(cores=0 if beside else 1)

    def wait(self, hands: Sequence[Hand], *, patient: bool) -> Iterable[tuple[Hand, Answer | Gone]]:
        ray = _ray()
        heads = {actor.head: actor for actor in cast("Sequence[_Actor]", hands) if actor.head is not None}
        ready, _ = ray.wait([*heads], num_returns=len(heads), timeout=0, fetch_local=True)
        if not ready and patient:
            ready, _ = ray.wait([*heads], num_returns=1, timeout=_LISTEN_SECONDS, fetch_local=True)
        for ref in ready:
            said = heads[ref].said()
            if said is not None:
                yield heads[ref], said
        self._look_after(cast("Sequence[_Actor]", hands))

    def _look_after(self, actors: Sequence[_Actor]) -> None:
        """Raises RunError where there has been no worker for long."""
        now = time.monotonic()
        if any(actor.is_up for actor in actors):
            self._since = now
        elif now - self._since > _PATIENCE_SECONDS:
            raise RunError(
                f"no node of the cluster has had a core for a worker in {_PATIENCE_SECONDS:.0f} seconds: "
                "'ray status' tells what it has, and who uses it"
            )


class _Actor:
    def __init__(self, cores: int) -> None:
        ray = _ray()
        remote = ray.remote(num_cpus=cores, max_restarts=0, max_task_retries=0)(_Worker)
        self._actor = remote.remote()
        self._answers: deque[Any] = deque()
        self._told: Any = self._actor.tell.remote()

    @property
    def is_up(self) -> bool:
        return self._told is None

    @property
    def head(self) -> Any:
        """What is to be waited for."""
        return self._told if self._told is not None else self._answers[0] if self._answers else None

    def begin(self, key: int, work: bytes) -> None:
        self._answers.append(self._actor.begin.remote(key, work))

    def do(self, key: int, item: bytes) -> None:
        self._answers.append(self._actor.do.remote(key, item))

    def forget(self, key: int) -> None:
        self._actor.forget.remote(key)

    def said(self) -> Answer | Gone | None:
        ray = _ray()
        try:
            said = ray.get(self.head)
        except ray.exceptions.RayTaskError:
            # no death: something in a worker is wrong
            raise
        except ray.exceptions.RayError as error:
            # memory that ran short, a lost node and an ended process have nothing else in common
            self.end()
            return Gone(_brief(error))
        if self._told is not None:
            self._told = None
            _check(said)
            return None
        self._answers.popleft()
        return cast(Answer, said)

    def end(self) -> None:
        _ray().kill(self._actor)


def _check(worker: _Self) -> None:
    own = _self()
    if worker.kawat != own.kawat:
        raise RunError(
            f"node {worker.node} has Kawat {worker.kawat}, this machine {own.kawat}: "
            "install the same on all machines of the cluster"
        )


def _brief(error: Exception) -> str:
    """How a worker ended, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines)[:300]
