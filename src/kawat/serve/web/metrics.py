"""Figures of a server's work as OpenMetrics, at an address of their own, where readers do not get.

The processes that answer count into files of a folder that all share; another process adds them up when it is
asked. Call `prepare` before any of them is started.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer, ThreadingMixIn
from threading import Lock
from time import process_time, time
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from kawat.errors import ServerError, SettingsError, StoreError
from kawat.serve.extra import needing
from kawat.store import Store

from .figures import Sizes
from .guard import name_of

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LAST_PORT = 65_535
_STATUS = Path("/proc/self/statm")
_OPEN_FILES = Path("/proc/self/fd")


@contextmanager
def prepare() -> Iterator[Callable[[int], None]]:
    """Makes the folder in which processes count, and gives a function to be told which process has ended.

    The figures of now of a process that has ended go; what it has counted stays.
    """
    folder = tempfile.mkdtemp(prefix="kawat-figures-")
    # the library looks at it when it is first imported
    os.environ[_FOLDER] = folder
    try:
        with needing("'kawat serve --metrics'", "serve"):
            from prometheus_client.multiprocess import mark_process_dead
        yield mark_process_dead
    finally:
        del os.environ[_FOLDER]
        shutil.rmtree(folder, ignore_errors=True)


class Counted:
    """Counts what a process does; made in that process."""

    def __init__(self) -> None:
        from prometheus_client import Counter, Gauge, Histogram

        # kept in the files of the folder alone
        own: Any = {"namespace": "kawat", "registry": None}
        now: Any = {**own, "multiprocess_mode": "livesum"}
        self._requests = Counter("requests", "Requests answered.", ["method", "route", "status"], **own)
        self._durations = Histogram(
            "request_seconds", "How long answers took.", ["route"], buckets=_SECONDS, **own
        )
        self._in_flight = Gauge("requests_in_flight", "Requests that are being answered.", **now)
        self._kept = Counter("kept_answers", "Answers looked up among those kept.", ["found"], **own)
        self._answers = Gauge("kept_answers_now", "Answers kept.", **now)
        self._bytes = Gauge("kept_answers_bytes", "Bytes of the answers kept.", **now)
        self._cut_off = Counter("questions_cut_off", "Questions that took too long.", **own)
        self._views = Gauge("views_open", "Views of the store that are open.", **now)
        self._processes = Gauge("processes", "Processes that answer.", **now)
        self._processor = Counter("processor_seconds", "Processor time of what answers.", **own)
        self._memory = Gauge("resident_memory_bytes", "Memory of the processes that answer.", **now)
        self._files = Gauge("open_files", "Files and connections open in them.", **now)
        self._used = 0.0
        self._processes.set(1)

    def began(self) -> None:
        """A request has come."""
        self._in_flight.inc()

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """It has been answered."""
        self._in_flight.dec()
        self._requests.labels(method, route, status).inc()
        self._durations.labels(route).observe(seconds)

    def kept(self, found: bool) -> None:
        """An answer was looked up among those that are kept."""
        self._kept.labels("yes" if found else "no").inc()

    def cut_off(self) -> None:
        """A question to the store took too long and was given up."""
        self._cut_off.inc()

    def holds(self, sizes: Sizes) -> None:
        """How much is held; the process is looked at, too."""
        self._answers.set(sizes.answers)
        self._bytes.set(sizes.bytes)
        self._views.set(sizes.views)
        before, self._used = self._used, process_time()
        self._processor.inc(self._used - before)
        if _STATUS.exists():
            self._memory.set(int(_STATUS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
            self._files.set(sum(1 for _ in _OPEN_FILES.iterdir()))


class StoreFigures:
    """What is in a store, of what is counted beforehand; read anew when the store has changed."""

    def __init__(self, store: Store, changes: Callable[[], str]) -> None:
        self._store, self._changes = store, changes
        self._version, self._changed = "", 0.0
        self._records: Mapping[str, int] = {}
        self._looking = Lock()

    def collect(self) -> Iterable[Any]:
        """The families of figures."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        yield InfoMetricFamily("kawat", "Which Kawat it is.", {"version": version("kawat")})
        with self._looking:
            readable = self._look()
        yield GaugeMetricFamily("kawat_store_readable", "Whether the store can be read.", readable)
        records = GaugeMetricFamily("kawat_store_records", "Records in the store.", labels=["kind"])
        for kind, number in self._records.items():
            records.add_metric([kind], number)
        yield records
        yield GaugeMetricFamily(
            "kawat_store_changed_timestamp_seconds", "When it was last seen to have changed.", self._changed
        )

    def _look(self) -> bool:
        try:
            found = self._changes()
            if found != self._version:
                with self._store.view() as view:
                    self._records = {kind: number for kind, (number, _) in view.tallies("kind").items()}
                self._version, self._changed = found, time()
        except StoreError:
            return False
        return True


def address_of(told: str) -> tuple[str, int]:
    """Host and port of where figures are told; without a host this machine alone gets there.

    Raises SettingsError for a port that there is not.
    """
    host, _, port = told.rpartition(":")
    if not 0 < int(port) <= _LAST_PORT:
        raise SettingsError(f"the setting 'metrics' ({told}): write a port from 1 to {_LAST_PORT}, as 9464")
    return host.strip("[]") or "127.0.0.1", int(port)


def tell(store: Store, told: str, hosts: Iterable[str]) -> None:
    """Answers at that address with all figures, until a signal or the end of the first process ends it.

    `hosts`: the names under which it may be asked beside numbers. Raises ServerError when nobody may listen
    there.
    """
    from prometheus_client import CollectorRegistry, make_wsgi_app
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    host, port = address_of(told)
    with store.changes() as changes:
        registry.register(StoreFigures(store, changes))
        known = frozenset(map(name_of, hosts))
        try:
            server = make_server(host, port, _named(make_wsgi_app(registry), known), _Server, _Silent)
        except OSError as error:
            raise ServerError(
                f"figures cannot be told at {told} ({error.strerror}): name another port"
            ) from error
        server.serve_forever()


def _named(app: Any, hosts: frozenset[str]) -> Any:
    """The application for who asks by number or one of our names: pages elsewhere could lead another here."""

    def named(environ: dict[str, Any], start: Any) -> Any:
        host = name_of(environ.get("HTTP_HOST", ""))
        if environ["PATH_INFO"] != "/metrics":
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"figures are at /metrics\n"]
        if host not in hosts and not _is_number(host):
            start("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"there is no such host here: name it in the setting 'hosts'\n"]
        return app(environ, start)

    return named


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: Any) -> None:
        self.address_family = AF_INET6 if ":" in address[0] else AF_INET
        self._parent = os.getppid()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Binds, and asks nobody for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def service_actions(self) -> None:
        """Ends with the process that started it."""
        super().service_actions()
        if os.getppid() != self._parent:
            sys.exit()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Whoever asks, asks every few seconds."""
