"""A web site on this machine: a real server on loopback, with pages and mishaps as a test wants them."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from kawat.settings import Settings


class Answer(NamedTuple):
    """What the server sends. `drip`: seconds between bytes of the body; `promise`: a Content-Length."""

    body: bytes = b""
    media: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}
    drip: float = 0
    promise: int | None = None


Page = Answer | Callable[[Mapping[str, str]], Answer]


class Site:
    """A running server: `pages` by path, and `asked`, the paths that were asked for with their headers."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port = port
        self.scheme = scheme
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        self.times.append(time.monotonic())
        page = self.pages.get(path, Answer(b"not here", status=404))
        return page if isinstance(page, Answer) else page(headers)


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that is up until the end of the `with` block; with `tls` it speaks https."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def handle(self) -> None:
            # a visitor who does not trust the certificate leaves within the handshake
            with suppress(ssl.SSLError, ConnectionError):
                super().handle()

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            if answer.media:
                self.send_header("Content-Type", answer.media)
            length = len(answer.body) if answer.promise is None else answer.promise
            self.send_header("Content-Length", str(length))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not answer.drip:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if tls is not None:
        # the handshake is made in the thread of the connection
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(server.server_address[1], "https" if tls else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def visiting(**changed: Any) -> Settings:
    """Settings with which this machine may be asked, quickly."""
    return Settings(**{"allow_private": True, "delay_seconds": 0, "timeout_seconds": 5} | changed)


def article(title: str, *paragraphs: str, head: str = "") -> bytes:
    """A page with an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


PARAGRAPHS = (
    "SUVA - Fiji warned Iceland on Friday that it would impose sanctions if the fleet does not leave.",
    "“The ships will leave in March,” said Otto Brandel, the foreign minister of Sylvania, in Nairobi.",
    "Marta Velasco of Freedonia denied that troops had been sent to the northern harbour of the island.",
)
