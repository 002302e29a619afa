"""Who may ask, what, and how much: checked before anything else sees a request.

A page on the web could otherwise read a store that is served on its visitor's machine: by a name that leads
there (so the Host header must be one of ours) or by a form or script (so the Origin header must be this
host). Reports are hostile text: whatever gets into a page, the policy lets nothing run or be fetched that is
not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kawat.errors import SettingsError

from .problems import Refused, answer_of

Network = IPv4Network | IPv6Network

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
    bytes a request may have beside its head. What `proxies` (networks) say of the name that was
    asked for is believed; it must be one of ours, too. `root` is the path under which a proxy has it; one may
    leave it away or not. Addresses that are answered `everywhere` may be asked for by any name.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        methods: Iterable[str],
        largest: int,
        proxies: Sequence[Network] = (),
        root: str = "",
        everywhere: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._hosts = frozenset(map(name_of, hosts))
        self._methods = tuple(methods)
        self._largest = largest
        self._proxies = proxies
        self._root = root
        self._everywhere = frozenset(everywhere)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        scope = {**scope, "path": self._within(scope["path"])}
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
        if scope["path"] not in self._everywhere:
            self._check_names(headers, self._trusted(scope))
        if scope["method"] not in self._methods:
            known = ", ".join(self._methods)
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"this can only be done: {known}", allow=known)
        if len(scope["query_string"]) + len(scope["path"]) > _LONGEST_ADDRESS:
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, f"an address has {_LONGEST_ADDRESS} bytes at most")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._largest:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has {self._largest} bytes at most")

    def _within(self, path: str) -> str:
        """The path below the one under which a proxy has us."""
        if self._root and f"{path}/".startswith(f"{self._root}/"):
            return path.removeprefix(self._root) or "/"
        return path

    def _check_names(self, headers: Headers, trusted: bool) -> None:
        """That it was asked under our names only, and by a page of ours if by a page.

        A proxy that hands on the name that the browser sent adds none; one that hands on a header that the
        browser made up cannot make another name ours.
        """
        hosts = headers.getlist("host")
        names = [*hosts, *(_listed(headers, "x-forwarded-host") if trusted else ())]
        if len(hosts) != 1 or not all(name_of(name) in self._hosts for name in names):
            told = "there is no such host here: name it in the setting 'hosts'"
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, told)
        origin = headers.get("origin")
        if origin is None:
            return
        schemes = _listed(headers, "x-forwarded-proto")[:1] if trusted else []
        if not _is_ours(origin, names, schemes):
            raise Refused(HTTPStatus.FORBIDDEN, "other sites may not ask this one")

    def _trusted(self, scope: Scope) -> bool:
        """Whether it comes from one of our proxies."""
        sender = scope.get("client")
        try:
            address = ip_address(sender[0]) if sender else None
        except ValueError:
            return False
        return address is not None and any(address in network for network in self._proxies)

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


def networks(told: str) -> Sequence[Network]:
    """The addresses and networks that are named. Raises SettingsError for one that is none."""
    try:
        return tuple(ip_network(one, strict=False) for one in told.split())
    except ValueError as error:
        known = "addresses as 10.0.0.7 or networks as 10.0.0.0/24, with blanks between"
        raise SettingsError(f"the setting 'proxies' ({error}): write {known}") from error


def _is_ours(origin: str, names: Iterable[str], schemes: Sequence[str]) -> bool:
    """Whether a page is of this host: one of these names, and by one of these schemes if any is told."""
    try:
        page = urlsplit(origin)
    except ValueError:
        return False
    return page.netloc.lower() in map(str.lower, names) and page.scheme in (schemes or [page.scheme])


def _listed(headers: Headers, name: str) -> list[str]:
    """What stands in a header that each proxy adds to."""
    return [one.strip() for line in headers.getlist(name) for one in line.split(",")]


def name_of(authority: str) -> str:
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
