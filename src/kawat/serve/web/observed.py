"""Every request is given an id, counted, and told of in a line of the log."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kawat.errors import KawatError, StoreError
from kawat.serve.logs import REQUEST, tell

from .figures import Figures
from .probes import PROBES

Endpoint = Callable[[Request], Awaitable[Response]]

ID = "x-request-id"
"""The header in which a proxy tells how it calls a request, and we do."""
NOWHERE, STATIC = "none", "/static"
"""The routes of what has no address, and of scripts and styles."""
_ID = re.compile(r"[A-Za-z0-9._:+/=-]{1,128}")
_METHODS = frozenset({"GET", "HEAD", "POST"})
_ASKED = "kawat.asked"


class Asked:
    """A request: its id, the form of the address that it asks; of what went wrong the kind, what is noted."""

    def __init__(self, id: str) -> None:
        self.id, self.route, self.error = id, NOWHERE, ""
        self.said: str | None = None


def at_route(path: str, endpoint: Endpoint) -> Endpoint:
    """The endpoint, which notes that a request asks for this form of an address."""

    async def noted(request: Request) -> Response:
        request.scope[_ASKED].route = path
        return await endpoint(request)

    return noted


def at_mount(path: str, app: ASGIApp) -> ASGIApp:
    """The application, which notes that a request asks for something under this address."""

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        scope[_ASKED].route = path
        await app(scope, receive, send)

    return noted


def note(request: Request, error: KawatError) -> None:
    """What kind of error a request has met; what it says may have words that were asked."""
    asked = request.scope[_ASKED]
    asked.error = type(error).__name__
    asked.said = error.noted if isinstance(error, StoreError) else None


def id_of(scope: Scope) -> str:
    """How a request is called in the log."""
    return str(scope[_ASKED].id)


class Observed:
    """An application around another; `stopping` says whether connections are to be closed after an answer."""

    def __init__(self, app: ASGIApp, *, figures: Figures, stopping: Callable[[], bool]) -> None:
        self._app, self._figures, self._stopping = app, figures, stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, counts and tells."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = scope[_ASKED] = Asked(_given_id(scope) or secrets.token_hex(8))
        REQUEST.set(asked.id)
        sent: dict[str, Any] = {"status": 500, "bytes": 0}
        began = perf_counter()
        self._figures.began()
        try:
            await self._app(scope, receive, self._told(send, asked, sent))
        finally:
            self._tell(scope["method"], asked, perf_counter() - began, **sent)

    def _told(self, send: Send, asked: Asked, sent: dict[str, Any]) -> Send:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers[ID] = asked.id
                if self._stopping():
                    headers["connection"] = "close"
            else:
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        return told

    def _tell(self, method: str, asked: Asked, seconds: float, *, status: int, bytes: int) -> None:
        method = method if method in _METHODS else "other"
        self._figures.ended(method, asked.route, status, seconds)
        if asked.route not in PROBES:
            tell(
                "request",
                method=method,
                route=asked.route,
                status=status,
                ms=round(seconds * 1000, 1),
                bytes=bytes,
                request=asked.id,
                **({"error": asked.error} if asked.error else {}),
                **({"said": asked.said} if asked.said else {}),
            )


def _given_id(scope: Scope) -> str | None:
    """How whoever sent the request calls it, when that can stand in a log."""
    given = Headers(scope=scope).get(ID, "")
    return given if _ID.fullmatch(given) else None
