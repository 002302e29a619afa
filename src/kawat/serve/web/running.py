"""Serves a store: one process or several that share a socket, and one more that tells figures."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial

import msgspec

from kawat.errors import ServerError
from kawat.run.machine import collect_less
from kawat.serve.logs import log_to, tell
from kawat.serve.processes import run_all
from kawat.settings import Settings
from kawat.store import open_store
from kawat.store.address import shown

from . import metrics
from .app import app
from .door import Counts, Door
from .figures import NoFigures
from .guard import networks
from .server import Server

_WAITING = 2_048
# what comes after the answers that have begun: closing, and the interpreter's own end
_MORE_SECONDS = 5.0


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """What is served, and to whom: the address of a store, names beside those of the settings, a token."""

    store: str
    settings: Settings
    hosts: Sequence[str] = ()
    token: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1


def run(serving: Serving, *, begun: Callable[[str, int], None]) -> None:
    """Serves until a signal ends it; `begun` is told the name of the store and the port.

    Raises StoreError when the store cannot be read, ServerError when nobody may listen there, SettingsError
    for proxies or an address of figures that are none.
    """
    settings = serving.settings
    networks(settings.proxies)
    if settings.metrics is not None:
        metrics.address_of(settings.metrics)
    log_to(settings.log)
    with open_store(serving.store):
        name = shown(serving.store)
    with _listening(serving.host, serving.port) as listening, _counting(settings) as gone:
        port = listening.getsockname()[1]
        begun(name, port)
        tell("begun", store=name, host=serving.host, port=port, processes=serving.processes)
        collect_less()
        works: list[Callable[[], None]] = []
        several = serving.processes > 1 or settings.metrics is not None
        parent = os.getpid() if several else None
        counts = Counts(serving.processes)
        works += [
            partial(_answer, serving, partial(Door, listening, counts, process), parent)
            for process in range(serving.processes)
        ]
        if settings.metrics is not None:
            works.append(partial(_tell_figures, serving, listening))
        if several:
            seconds = settings.drain_seconds + settings.grace_seconds + _MORE_SECONDS
            run_all(works, seconds=seconds, ending=listening.close, gone=gone)
        else:
            works[0]()
    tell("ended")
    if threading.active_count() > 1:
        # a question to the store that was given up: the interpreter would wait for it
        sys.stderr.flush()
        os._exit(0)


def _answer(serving: Serving, open_door: Callable[[], Door], parent: int | None) -> None:
    """Answers who comes to the socket. The store is opened here: connections are not shared by processes."""
    settings = serving.settings
    with open_store(serving.store) as opened, open_door() as door:
        figures = NoFigures() if settings.metrics is None else metrics.Counted()
        made = app(opened, settings, hosts=serving.hosts, token=serving.token, figures=figures)
        Server(made, settings, made.state.stop, door, parent=parent).run([door])


def _tell_figures(serving: Serving, listening: socket.socket) -> None:
    settings = serving.settings
    # readers are not for this one
    listening.close()
    assert settings.metrics is not None
    with open_store(serving.store) as opened:
        metrics.tell(opened, settings.metrics, ("localhost", *settings.hosts.split(), *serving.hosts))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        told = f"nobody can listen at {host}:{port} ({error.strerror}): name another --port or --host"
        raise ServerError(told) from error
    # named as TCP, so that the event loop does not let the end of an answer wait for more to send
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=made.detach()) as named:
        yield named


@contextmanager
def _counting(settings: Settings) -> Iterator[Callable[[int], None]]:
    """A function to be told which process has ended."""
    with metrics.prepare() if settings.metrics else nullcontext(lambda process: None) as gone:
        yield gone
