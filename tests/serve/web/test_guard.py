"""Who may ask what: only this machine by its own names, only to read, and no more than is good."""

from __future__ import annotations

import json
import re

import pytest

from desk import Ask
from kawat.serve.web.guard import HEADERS

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


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000", "http://evil@x"])
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
