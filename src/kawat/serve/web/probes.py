"""Two addresses for whoever keeps the server running: does it answer, and may it be asked?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

import anyio
import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kawat.errors import KawatError, StoreError
from kawat.store import Store

from .problems import Refused, answer_of, unnamed

HEALTH, READY = "/health", "/ready"
PROBES = (HEALTH, READY)
"""They are answered under any name: a probe asks by number."""
# a container is asked every few seconds, and waits one
_SECONDS = 5.0
_HEADERS = {"cache-control": "no-store"}


class State(msgspec.Struct, frozen=True):
    """How a server is that is well."""

    status: Literal["ok"] = "ok"


class Probes:
    """Answers the two; `stopping` is set when the server has been told to end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asking = anyio.CapacityLimiter(1)
        self.stopping = False

    def stop(self) -> None:
        """Not to be ready any more."""
        self.stopping = True

    async def health(self, request: Request) -> Response:
        """That the process answers; the store is not asked."""
        return _well()

    async def ready(self, request: Request) -> Response:
        """That it may be asked: else status 503 says why not."""
        try:
            await self._check()
        except KawatError as error:
            return answer_of(unnamed(error, self._store.name), request.url.path)
        return _well()

    async def _check(self) -> None:
        if self.stopping:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "this server is about to end: ask another")
        try:
            with anyio.fail_after(_SECONDS):
                await anyio.to_thread.run_sync(
                    self._store.check, limiter=self._asking, abandon_on_cancel=True
                )
        except TimeoutError as error:
            raise StoreError("the store does not answer: see whether its disk or server does") from error


def _well() -> Response:
    return Response(msgspec.json.encode(State()), headers=_HEADERS, media_type="application/json")
