"""Fetches addresses politely: as robots.txt asks, one request at a time and host, only what is new."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx2
import msgspec

from kawat.errors import ReadError
from kawat.settings import Settings

from .document import now
from .inflate import inflate
from .received import media_type
from .request import Answer, Requests, parsed, too_large
from .robots import LARGEST, Rules

# how long the rules of a site hold, in seconds (the standard says a day at most), and how long a site is let
# be that has none to give for a fault of its own
_RULES_HOLD, _FAULT_HOLDS = 6 * 3600, 300
_ROBOTS_REDIRECTS = 5
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_MOVED = (301, 302, 303, 307, 308)
_ADVICE = {
    401: "it wants a login: save the page in your browser and read the file",
    402: "it wants to be paid: save the page in your browser and read the file",
    403: "it does not want programs: save the page in your browser and read the file",
    404: "check the address",
    410: "it is gone: an archive of the web may have it",
    451: "it is withheld by law",
}


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address held: the bytes unpacked, and the address where redirects ended.

    `etag` and `modified` (Last-Modified) are by what the server knows this version; `unchanged`: it is still
    the one that was asked about, and nothing was sent. `retrieved` is an ISO time in UTC; `media` and
    `charset` are what the server calls it.
    """

    url: str
    body: bytes
    media: str | None
    charset: str | None
    retrieved: str
    etag: str | None
    modified: str | None
    unchanged: bool


class Web:
    """A visitor of the web, who keeps the rules of sites and when each host may be asked again.

    For one thread. `sleep` waits for so many seconds.
    """

    def __init__(self, settings: Settings, *, sleep: Callable[[float], object] = time.sleep) -> None:
        self._settings = settings
        self._sleep = sleep
        self._requests = Requests(settings)
        self._rules: dict[str, tuple[float, Rules | ReadError]] = {}
        self._free: defaultdict[str, float] = defaultdict(float)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What is at an address, unless it is as it was when it had this ETag or Last-Modified.

        Raises ReadError, which says what to do, when it cannot be had.
        """
        if self._settings.offline:
            raise ReadError("nothing is fetched while 'offline' is set: save the page and read the file")
        most = self._settings.most_redirects
        conditions = _conditions(etag, modified)
        for _ in range(most + 1):
            rules = self._rules_of(url)
            if not rules.allow(url):
                raise ReadError("the site's robots.txt asks not to fetch it: save the page and read the file")
            answer = self._politely(url, rules.delay, conditions)
            if answer.status not in _MOVED:
                return _fetched(url, answer, self._settings.largest_download)
            url = _target(url, answer)
        raise ReadError(f"it leads on more than {most} times: give the address where it ends")

    def close(self) -> None:
        """Let go of the connections."""
        self._requests.close()

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _rules_of(self, url: str) -> Rules:
        """What a site asks. Raises ReadError when it has a fault, also for a while after."""
        site = str(parsed(url).copy_with(raw_path=b"/robots.txt", fragment=None, username="", password=""))
        if not self._settings.robots:
            return Rules()
        until, rules = self._rules.get(site, (0.0, Rules()))
        if until <= time.monotonic():
            try:
                rules, holds = self._fetch_rules(site), _RULES_HOLD
            except ReadError as error:
                rules, holds = error, _FAULT_HOLDS
            self._rules[site] = (time.monotonic() + holds, rules)
        if isinstance(rules, ReadError):
            raise rules
        return rules

    def _fetch_rules(self, url: str) -> Rules:
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._requests.get(url, LARGEST, cut=True)
            if answer.status not in _MOVED:
                return _rules(answer)
            url = _target(url, answer)
        return Rules()

    def _politely(self, url: str, delay: float, conditions: dict[str, str]) -> Answer:
        """The answer to a request that waits its turn; a busy host that says when is asked once again."""
        answer = self._in_turn(url, delay, conditions)
        if answer.status in _BUSY and "retry-after" in answer.headers:
            answer = self._in_turn(url, delay, conditions)
        return answer

    def _in_turn(self, url: str, delay: float, conditions: dict[str, str]) -> Answer:
        host = parsed(url).host
        wait = self._free[host] - time.monotonic()
        if wait > max(self._settings.longest_wait_seconds, self._settings.delay_seconds):
            raise ReadError(
                f"its host wants to be left alone for {wait:.0f} seconds: try again then, or raise the "
                "setting 'longest_wait_seconds'"
            )
        if wait > 0:
            self._sleep(wait)
        pause = max(delay, self._settings.delay_seconds)
        try:
            answer = self._requests.get(url, self._settings.largest_download, headers=conditions)
            if answer.status in _BUSY:
                pause = max(pause, _retry_after(answer.headers.get("retry-after", "")))
        finally:
            self._free[host] = time.monotonic() + pause
        return answer


def _rules(answer: Answer) -> Rules:
    """The rules in an answer; a site without any has none. Raises ReadError when it has a fault."""
    if answer.status in _BUSY or answer.status >= 500:
        raise ReadError(
            f"the site's robots.txt cannot be had ({_named(answer.status)}), so nothing is fetched there: "
            "try again later"
        )
    if answer.status >= 400:
        return Rules()
    return Rules(inflate(answer.body, answer.headers.get("content-encoding", ""), LARGEST))


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in conditions.items() if value}


def _fetched(url: str, answer: Answer, most: int) -> Fetched:
    unchanged = answer.status == HTTPStatus.NOT_MODIFIED
    if not unchanged and answer.status != HTTPStatus.OK:
        advice = _ADVICE.get(answer.status, "try again later")
        raise ReadError(f"the server answers {_named(answer.status)}: {advice}")
    body = inflate(answer.body, answer.headers.get("content-encoding", ""), most)
    if len(body) > most:
        raise ReadError(too_large(most))
    media, charset = media_type(answer.headers.get("content-type", ""))
    return Fetched(
        url=url.partition("#")[0],
        body=body,
        media=media,
        charset=charset,
        retrieved=now(),
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
        unchanged=unchanged,
    )


def _target(url: str, answer: Answer) -> str:
    location = answer.headers.get("location")
    if not location:
        raise ReadError(f"the server answers {_named(answer.status)} without an address: try again later")
    try:
        return str(parsed(url).join(location))
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise ReadError(f"it leads on to what is no address of the web ({error}): check it") from error


def _retry_after(told: str) -> float:
    """The seconds that a busy host asks for, as a number or as a time; 0 when it does not say."""
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
