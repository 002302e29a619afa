"""Who may ask what: only this machine by its own names, only to read, and no more than is good."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from commands import refused
from desk import Ask
from kawat.serve.web.app import app
from kawat.serve.web.guard import HEADERS
from kawat.serve.web.once import Answer, get
from kawat.settings import Settings
from kawat.store import open_store

PATHS = [
    "/",
    "/quotes.json",
    "/nowhere",
    "/quotes/zzz",
    "/quotes.json?x=1",
    "/docs",
    "/openapi.json",
    "/static/x",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_tells_the_browser_to_run_and_fetch_nothing_else(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|data:|blob:|https?:|\*", policy)


def test_pages_have_nothing_that_the_policy_forbids(ask: Ask) -> None:
    for path in ("/", "/quotes", "/timeline", "/matrix", "/search", "/docs", "/nowhere"):
        page = ask(path).body.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style|javascript:", page)
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", ""])
def test_other_names_are_refused(ask: Ask, host: str) -> None:
    answer = ask("/quotes.json", host=host)
    assert answer.status == 421
    assert json.loads(answer.body)["status"] == 421
    assert answer.headers["content-type"] == "application/problem+json"


def test_its_own_names_are_not(desk: object) -> None:
    from kawat.serve.web.guard import name_of

    names = ["LOCALHOST:8000", "localhost.", "[::1]:8000", "127.0.0.1", " localhost "]
    assert {name_of(name) for name in names} == {"localhost", "[::1]", "127.0.0.1"}


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:3000", "http://evil@x", "http://["]
)
def test_other_sites_are_refused(ask: Ask, origin: str) -> None:
    assert ask("/quotes.json", origin=origin).status == 403
    assert ask("/quotes.json", origin="http://localhost").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUIRK"])
def test_nothing_can_be_done_but_read(ask: Ask, method: str) -> None:
    for path in ("/quotes.json", "/judgements", "/", "/nowhere"):
        answer = ask(path, method=method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/quotes.json", "/quotes", "/nowhere"])
def test_the_head_alone_is_that_of_the_whole(ask: Ask, path: str) -> None:
    whole, head = ask(path, x_request_id="one"), ask(path, method="HEAD", x_request_id="one")
    assert head.body == b""
    assert (head.status, head.headers) == (whole.status, whole.headers)


def test_what_is_too_long_is_refused(ask: Ask) -> None:
    assert ask(f"/quotes.json?source={'x' * 50_000}").status == 414
    assert ask(f"/quotes.json?source={'x' * 600}").status == 400
    assert ask("/quotes.json", content_length="70000").status == 413
    assert ask("/quotes.json", content_length="-1").status == 413


def test_answers_are_packed_for_who_can_unpack_them(ask: Ask) -> None:
    packed = ask("/quotes.json", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(ask("/quotes.json").body)


def behind(store: Path, **settings: str) -> Callable[..., Answer]:
    """Asks a desk that has a proxy at 127.0.0.1, from where requests come."""
    given = Settings(hosts="desk.example.org server", proxies="127.0.0.0/8", **settings)

    def asked(path: str, **headers: str) -> Answer:
        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        with open_store(store) as opened:
            return anyio.run(lambda: get(app(opened, given), path, *told))

    return asked


@pytest.mark.parametrize(
    ("host", "forwarded", "status"),
    [
        ("desk.example.org", "desk.example.org", 200),
        # the proxy asks by a name of its own
        ("server:8000", "desk.example.org", 200),
        ("server:8000", "desk.example.org:443, server:8000", 200),
        # the browser was led to the proxy by a name that is not ours
        ("evil.example", "evil.example", 421),
        ("server:8000", "evil.example", 421),
        # and made up a header that the proxy hands on
        ("evil.example", "desk.example.org", 421),
        ("server:8000", "desk.example.org, evil.example", 421),
        ("server:8000", "", 421),
    ],
)
def test_a_proxy_is_believed_names_that_are_ours(store: Path, host: str, forwarded: str, status: int) -> None:
    assert behind(store)("/quotes.json", host=host, x_forwarded_host=forwarded).status == status


@pytest.mark.parametrize(
    ("origin", "scheme", "status"),
    [
        ("https://desk.example.org", "https", 200),
        ("https://desk.example.org", "https, http", 200),
        ("http://desk.example.org", "https", 403),
        ("https://evil.example", "https", 403),
        ("https://evil.example", "", 403),
        ("null", "https", 403),
    ],
)
def test_a_page_behind_a_proxy_may_ask_its_own_site(
    store: Path, origin: str, scheme: str, status: int
) -> None:
    given = {"host": "server", "x_forwarded_host": "desk.example.org", "x_forwarded_proto": scheme}
    assert behind(store)("/quotes.json", origin=origin, **given).status == status


def test_nobody_else_is_believed(ask: Ask, store: Path) -> None:
    assert ask("/quotes.json", x_forwarded_host="evil.example", x_forwarded_proto="ftp").status == 200
    assert ask("/quotes.json", host="evil.example", x_forwarded_host="localhost").status == 421
    told = {"host": "localhost", "x_forwarded_host": "localhost:1", "origin": "http://localhost:1"}
    assert ask("/quotes.json", **told).status == 403


@pytest.mark.parametrize("proxies", ["proxy.example", "10.0.0.0/99", "10.0.0.1,10.0.0.2"])
def test_a_proxy_has_a_number(store: Path, proxies: str) -> None:
    told = refused("serve", store, "--proxies", proxies, "--get", "/today.json")
    assert "the setting 'proxies'" in told
    assert "10.0.0.0/24" in told


PAGES = ["/", "/quotes", "/timeline", "/search?q=talks", "/docs", "/nowhere", "/quotes/zzz"]


@pytest.mark.parametrize("path", PAGES)
def test_under_a_path_all_addresses_begin_with_it(store: Path, path: str) -> None:
    asked = behind(store, root="/news/desk")
    whole, stripped = asked(f"/news/desk{path}"), asked(path)
    assert whole.status == stripped.status
    assert whole.body == stripped.body
    linked = re.findall(r'(?:href|src|action)="(/[^"]*)"', whole.body.decode())
    assert linked
    assert all(f"{one}/".startswith("/news/desk/") for one in linked)


def test_under_a_path_programs_are_led_on_too(store: Path) -> None:
    asked = behind(store, root="/desk")
    answer = asked("/desk/quotes.json?limit=1")
    following = json.loads(answer.body)["next"]
    assert following.startswith("/desk/quotes.json?")
    assert f"<{following}>" in answer.headers["link"]
    assert json.loads(asked(following).body)["records"]
    assert asked("/desk").body == asked("/desk/").body
    assert asked("/deskquotes.json").status == 404
    assert json.loads(asked("/openapi.json").body)["servers"] == [{"url": "/desk"}]
