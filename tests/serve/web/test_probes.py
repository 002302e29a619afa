"""/health and /ready: for whoever keeps the server running."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from pathlib import Path

import anyio
import pytest

from desk import Ask
from kawat.serve.web import probes
from kawat.serve.web.app import app
from kawat.serve.web.once import get
from kawat.settings import Settings
from kawat.store import open_store
from kawat.store.sqlite import SqliteStore


def test_both_are_well_and_never_kept(ask: Ask) -> None:
    for path in probes.PROBES:
        answer = ask(path)
        assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok"})
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert ask(path, method="HEAD").status == 200


def test_they_are_asked_by_number_and_nothing_else_is(ask: Ask) -> None:
    for host in ("10.1.2.3:8000", "server", ""):
        assert ask("/health", host=host).status == ask("/ready", host=host).status == 200
        assert ask("/quotes.json", host=host).status == 421
    assert ask("/health", method="POST").status == 405


def test_it_is_not_ready_without_its_store_but_well(tmp_path: Path, store: Path) -> None:
    path = Path(shutil.copy(store, tmp_path / "elsewhere.kawat"))
    with open_store(path) as opened:
        desk = app(opened, Settings())
        assert anyio.run(get, desk, "/ready").status == 200
        aside = path.rename(tmp_path / "aside.kawat")
        answer = anyio.run(get, desk, "/ready")
        assert answer.status == 503
        assert answer.headers["retry-after"] == "5"
        # where it lies is nobody's business
        assert "elsewhere" not in answer.body.decode()
        assert "cannot be opened" in json.loads(answer.body)["detail"]
        assert anyio.run(get, desk, "/health").status == 200
        aside.rename(path)
        assert anyio.run(get, desk, "/ready").status == 200


@pytest.mark.parametrize(("version", "told"), [(1, "an older schema"), (999, "written by a newer Kawat")])
def test_it_is_not_ready_with_another_schema(tmp_path: Path, store: Path, version: int, told: str) -> None:
    path = Path(shutil.copy(store, tmp_path / "other.kawat"))
    with open_store(path) as opened:
        desk = app(opened, Settings())
        with sqlite3.connect(path) as changing:
            changing.execute(f"PRAGMA user_version = {version}")
        changing.close()
        answer = anyio.run(get, desk, "/ready")
        assert answer.status == 503
        assert told in json.loads(answer.body)["detail"]


def test_a_store_that_does_not_answer_is_not_waited_for(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    monkeypatch.setattr(probes, "_SECONDS", 0.2)
    monkeypatch.setattr(SqliteStore, "check", lambda self: held.wait(20))
    with open_store(store) as opened:
        desk = app(opened, Settings())
        answer = anyio.run(get, desk, "/ready")
        held.set()
    assert answer.status == 503
    assert "does not answer" in json.loads(answer.body)["detail"]


def test_who_is_about_to_end_is_not_ready_and_closes_connections(store: Path) -> None:
    with open_store(store) as opened:
        desk = app(opened, Settings())
        assert "connection" not in anyio.run(get, desk, "/health").headers
        desk.state.stop()
        assert anyio.run(get, desk, "/ready").status == 503
        answer = anyio.run(get, desk, "/health")
        assert (answer.status, answer.headers["connection"]) == (200, "close")
