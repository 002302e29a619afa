"""Every request has an id, is counted, and is told of without the words that were asked."""

from __future__ import annotations

import io
import itertools
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import anyio
import httpx2
import pytest

from desk import Ask, served
from kawat.errors import StoreError
from kawat.serve import logs
from kawat.serve.web.app import app
from kawat.serve.web.figures import Sizes
from kawat.serve.web.once import get
from kawat.serve.web.openapi import document
from kawat.settings import Settings
from kawat.store import open_store

# what nobody but who asks has to know
SECRETS = ("rahasia", "sesame", "zz9")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written into the log of this process, as JSON."""
    loggers = [logging.getLogger(name) for name in ("kawat", "uvicorn", "")]
    before = [(one, one.handlers, one.level, one.propagate) for one in loggers]
    stream = io.StringIO()
    logs.log_to("json", stream)
    yield stream
    for one, handlers, level, propagate in before:
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)


class Noted:
    """Figures that are written down."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def began(self) -> None:
        self.told.append("began")

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        self.told.append((method, route, status))
        assert 0 < seconds < 60

    def kept(self, found: bool) -> None:
        self.told.append(("kept", found))

    def cut_off(self) -> None:
        self.told.append("cut off")

    def holds(self, sizes: Sizes) -> None:
        self.told.append(sizes)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_id_that_is_given_is_taken_over_and_else_made(ask: Ask) -> None:
    assert ask("/quotes.json", x_request_id="a-1.b").headers["x-request-id"] == "a-1.b"
    made = {ask(path).headers["x-request-id"] for path in ("/quotes", "/quotes", "/nowhere", "/health")}
    assert len(made) == 4
    for wrong in ("", "two words", "x" * 129, 'a"b'):
        assert len(ask("/health", x_request_id=wrong).headers["x-request-id"]) == 16
    assert ask("/quotes.json", host="evil.example", x_request_id="r").headers["x-request-id"] == "r"


def test_a_line_a_request_without_what_was_asked(ask: Ask, written: io.StringIO) -> None:
    for path in (
        "/search?q=rahasia",
        "/search.json?q=rahasia&x=1",
        "/quotes/zz9",
        "/quotes/zz9.json",
        "/rahasia/zz9",
        "/verify?text=rahasia",
    ):
        ask(path, authorization="Bearer sesame")
    ask("/quotes.json", method="RAHASIA")
    ask("/health")
    told = lines(written)
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("GET", "/search", 200),
        ("GET", "/search.json", 400),
        ("GET", "/quotes/{id}", 404),
        ("GET", "/quotes/{id}.json", 404),
        ("GET", "none", 404),
        ("GET", "/verify", 200),
        ("other", "none", 405),
    ]
    assert [line.get("error") for line in told][1:3] == ["RequestError", "NotFound"]
    for line in told:
        assert line["event"] == "request"
        assert line["level"] == "info"
        assert line["ms"] > 0
        assert line["bytes"] > 0
        assert line["request"]
        assert line["time"].endswith("Z")
    assert not any(secret in written.getvalue().lower() for secret in SECRETS)


def test_what_a_server_of_databases_says_is_in_the_log_and_not_told(
    store: Path, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "connection to 10.0.0.7 failed for user ani"

    def gone() -> NoReturn:
        raise StoreError(f"the database is gone ({words})", plain="the database is gone", noted=words)

    with open_store(store) as opened:
        monkeypatch.setattr(opened, "writer", gone)
        with served(app(opened, Settings(), token="sesame")) as address:
            told = httpx2.post(
                f"{address}/judgements",
                json={"verdict": "wrong", "ids": ["x"], "by": "y"},
                headers={"authorization": "Bearer sesame"},
            )
        monkeypatch.setattr(opened, "view", lambda as_of: gone())
        page = anyio.run(get, app(opened, Settings()), "/quotes.json")
    assert told.status_code == page.status == 503
    for body in (told.text, page.body.decode()):
        assert json.loads(body)["detail"] == "the database is gone"
    assert [line["said"] for line in lines(written) if line["event"] == "request"] == [words, words]


def test_everything_is_counted(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = Noted()
    with open_store(store) as opened:
        desk = app(opened, Settings(), figures=noted)
        for path in ("/quotes.json", "/quotes.json", "/static/none", "/nowhere"):
            anyio.run(get, desk, path)
        assert noted.told == [
            "began", ("kept", False), ("GET", "/quotes.json", 200),
            "began", ("kept", True), ("GET", "/quotes.json", 200),
            "began", ("GET", "/static", 404),
            "began", ("GET", "none", 404),
        ]  # fmt: skip
        noted.told.clear()
        monkeypatch.setattr("kawat.store.sqlite_connection._STEPS", 1)
        # a second each time that somebody looks at the clock
        seconds = itertools.count()
        monkeypatch.setattr("kawat.store.sqlite_connection.monotonic", lambda: next(seconds))
        desk = app(opened, Settings(answer_seconds=1), figures=noted)
        assert anyio.run(get, desk, "/events.json?limit=1000").status == 503
        assert "cut off" in noted.told


def test_under_a_path_an_address_has_the_route_that_it_has_without(store: Path) -> None:
    noted = Noted()
    with open_store(store) as opened:
        desk = app(opened, Settings(root="/desk"), figures=noted)
        for path in ("/static/style.css", "/quotes.json"):
            for asked in (path, f"/desk{path}"):
                assert anyio.run(get, desk, asked).status == 200
    routes = [told[1] for told in noted.told if isinstance(told, tuple) and told[0] == "GET"]
    assert routes == ["/static", "/static", "/quotes.json", "/quotes.json"]


def test_every_address_has_a_route_of_its_own(store: Path) -> None:
    noted = Noted()
    with open_store(store) as opened:
        desk = app(opened, Settings(), figures=noted)
        paths = [path.replace("{id}", "x") for path in document()["paths"]]
        for path in paths:
            anyio.run(get, desk, f"{path}?nonsense=1")
    routes = {told[1] for told in noted.told if isinstance(told, tuple) and told[0] == "GET"}
    assert routes == set(document()["paths"])


def test_as_words_a_line_stays_a_line() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs._FORMS["text"]())
    record = logging.LogRecord("kawat", logging.INFO, "", 0, "begun", (), None)
    record.kawat = {"store": "a b\nc", "port": 8000, "name": ""}
    handler.emit(record)
    (line,) = stream.getvalue().splitlines()
    assert line.split(" ", 1)[1].startswith("info    begun process=")
    assert line.endswith('store="a b\\nc" port=8000 name=""')
