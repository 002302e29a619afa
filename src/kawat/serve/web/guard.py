"""Who may ask, what, and how much: checked before anything else sees a request.

A page on the web could otherwise read a store that is served on its visitor's machine: by a name that leads
there (so the Host header must be one of ours) or by a form or script (so the Origin header must be this
host). Reports are hostile text: whatever gets into a page, the policy lets nothing run or be fetched that is
not ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Refused, answer_of

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The names of this machine on itself."""
# a text to be checked stands in its address, where signs take up to twelve bytes each; servers take 64 KiB
_LONGEST_ADDRESS = 49_152

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer tells the browser."""


class Guard:
    """An application around another that lets through what may be asked.

    `hosts` are the names under which it is reached, `methods` what may be done there, `largest` how many
    bytes a request may have beside its head.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], methods: Iterable[str], largest: int) -> None:
        self._app = app
        self._hosts = frozenset(map(_name, hosts))
        self._methods = tuple(methods)
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        head = scope["method"] == "HEAD"
        answer = _guarded(send, without_body=head)
        try:
            self._check(scope)
        except Refused as refused:
            await answer_of(refused, scope["path"])(scope, receive, answer)
            return
        if head:
            scope = {**scope, "method": "GET"}
        await self._app(scope, self._bounded(receive), answer)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            told = "there is no such host here: name it in the setting 'hosts'"
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, told)
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != hosts[0].lower():
            raise Refused(HTTPStatus.FORBIDDEN, "other sites may not ask this one")
        if scope["method"] not in self._methods:
            known = ", ".join(self._methods)
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"this can only be done: {known}", allow=known)
        if len(scope["query_string"]) + len(scope["path"]) > _LONGEST_ADDRESS:
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, f"an address has {_LONGEST_ADDRESS} bytes at most")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._largest:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has {self._largest} bytes at most")

    def _bounded(self, receive: Receive) -> Receive:
        """Receives no more than may be sent, also when nobody says how much it is."""
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                told = f"a request has {self._largest} bytes at most"
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
            return message

        return bounded


def _name(authority: str) -> str:
    """The host in an authority ('[::1]:8000'), as it is compared."""
    host = authority.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def _guarded(send: Send, *, without_body: bool) -> Send:
    """Sends with the headers that every answer has; of an answer to HEAD the head only."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        elif without_body:
            if message.get("more_body"):
                return
            message = {**message, "body": b""}
        await send(message)

    return guarded
