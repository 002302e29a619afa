"""A server that ends in order: it says that it is not ready, takes no more, and ends what it has begun."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from kawat.serve.logs import tell
from kawat.serve.processes import enders
from kawat.settings import Settings

from .door import Door

_MOST_AT_A_TIME = 1_000
_SILENT_SECONDS = 10
# connections that came in before the last moment have asked nothing yet
_LAST_SECONDS = 0.3
# the code by which a shell tells of a signal
_SIGNALLED = 128


class Server(uvicorn.Server):
    """Answers who comes to the door until a signal ends it; a second one ends the process at once.

    `stopping` is called at the first; then it goes on for the setting `drain_seconds`, closing each
    connection when it has answered, and lets answers that have begun take `grace_seconds`. With a `parent` it
    is one of several: it ends when that process is gone, and further signals are for that one.
    """

    def __init__(
        self,
        made: FastAPI,
        settings: Settings,
        stopping: Callable[[], None],
        door: Door,
        *,
        parent: int | None = None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                made,
                log_config=None,
                access_log=False,
                server_header=False,
                # whom to believe about the first sender is for the guard to say
                proxy_headers=False,
                h11_max_incomplete_event_size=settings.largest_request,
                limit_concurrency=_MOST_AT_A_TIME,
                timeout_graceful_shutdown=settings.grace_seconds,
            )
        )
        self._drain, self._stopping, self._parent = settings.drain_seconds, stopping, parent
        self._door = door
        self._told_at: float | None = None
        self._said = False
        # connections that have not asked anything yet, and since when
        self._silent: dict[Any, float] = {}

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; when it has begun, end."""
        if self._told_at is None:
            self._begin_to_end()
        elif self._parent is None:
            os._exit(_SIGNALLED + sig)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listens to signals, and gives them back when it has ended."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        listened = enders() if self._parent is None else (signal.SIGTERM,)
        before = {one: signal.signal(one, self.handle_exit) for one in listened}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    async def on_tick(self, counter: int) -> bool:
        """Whether to take no more; asked ten times a second."""
        self._door.has(len(self.server_state.connections))
        self._close_silent()
        if self._parent is not None and os.getppid() != self._parent and self._told_at is None:
            self._begin_to_end()
        if self._told_at is not None:
            self._say()
            self.should_exit |= monotonic() - self._told_at >= self._drain
        return await super().on_tick(counter)

    def _close_silent(self) -> None:
        """Close connections that have asked nothing for some seconds: nobody else does."""
        now = monotonic()
        silent = [one for one in self.server_state.connections if getattr(one, "cycle", None) is None]
        self._silent = {one: self._silent.get(one, now) for one in silent}
        for one, since in self._silent.items():
            if now - since > _SILENT_SECONDS:
                one.transport.close()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more, and end what has begun."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(_LAST_SECONDS)
        await super().shutdown(sockets)

    def _say(self) -> None:
        # not when the signal comes, which may be in the middle of another line
        if not self._said:
            self._said = True
            tell("stopping")

    def _begin_to_end(self) -> None:
        self._told_at = monotonic()
        self._stopping()
