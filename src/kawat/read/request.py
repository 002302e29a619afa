"""One request and its answer, as it came: no redirect followed, nothing unpacked, within time and size."""

from __future__ import annotations

import httpcore2
import httpx2
import msgspec

from kawat.errors import ReadError
from kawat.settings import Settings

from .connect import Deadline, PublicBackend

_SCHEMES = ("http", "https")
# idle connections that are kept for the next page of a site
_KEPT = 8


class Answer(msgspec.Struct, frozen=True):
    """What a server answered. `body` is packed as `content-encoding` says."""

    status: int
    headers: httpx2.Headers
    body: bytes


class Requests:
    """Makes requests over connections that it keeps. For one thread."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.timeout_seconds
        self._agent = settings.user_agent
        self._deadline = Deadline()
        backend = PublicBackend(self._deadline, allow_private=settings.allow_private)
        self._pool = httpcore2.ConnectionPool(network_backend=backend, max_keepalive_connections=_KEPT)

    def get(self, url: str, most: int, *, cut: bool = False, headers: dict[str, str] | None = None) -> Answer:
        """The answer for an address, its body at most `most` bytes: a longer one is cut off or refused.

        Raises ReadError when the address is none, may not be reached, or does not answer in time.
        """
        request = self._request(parsed(url), headers or {})
        self._deadline.start(self._seconds)
        try:
            answer = self._answer(request, most)
        except httpcore2.TimeoutException as error:
            raise ReadError(
                f"no whole answer in {self._seconds:g} seconds: try again later, or raise the setting "
                "'timeout_seconds'"
            ) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise ReadError(f"it cannot be reached ({error}): check the address, or try later") from error
        if len(answer.body) > most and not cut:
            raise ReadError(too_large(most))
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()

    def __enter__(self) -> Requests:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _request(self, url: httpx2.URL, headers: dict[str, str]) -> httpx2.Request:
        told = {
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        return httpx2.Request("GET", url, headers=told | headers)

    def _answer(self, request: httpx2.Request, most: int) -> Answer:
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        body = bytearray()
        with self._pool.stream("GET", url, headers=request.headers.raw) as response:
            for chunk in response.iter_stream():
                body += chunk
                if len(body) > most:
                    break
        return Answer(response.status, httpx2.Headers(response.headers), bytes(body[: most + 1]))


def parsed(url: str) -> httpx2.URL:
    """The parts of an address. Raises ReadError when it is none of the web."""
    try:
        parts = httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise ReadError(f"it is no address of the web ({error}): check it") from error
    if parts.scheme not in _SCHEMES or not parts.host:
        raise ReadError("only http and https addresses are fetched: check how it begins")
    return parts


def too_large(most: int) -> str:
    """The line that says that an answer is too large."""
    return f"it is larger than {most:,} bytes: raise the setting 'largest_download'"
