"""How tests ask the desk: in this process without a server, or at a server on the loopback address."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from kawat.serve.web.once import Answer

Ask = Callable[..., Answer]
AskJson = Callable[[str], Any]

_STARTED_WITHIN = 30


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which the application is served."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + _STARTED_WITHIN
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < until
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
