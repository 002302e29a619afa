"""A server on the loopback address: many ask while one adds, somebody judges, somebody asks without it."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import httpx2
import pytest

import freedonia
from commands import kawat, refused
from desk import served
from kawat.serve.web import app as app_module
from kawat.serve.web.app import app
from kawat.serve.web.desk import Desk
from kawat.serve.web.resources import RESOURCES
from kawat.serve.web.snapshots import FRESH_SECONDS
from kawat.serve.web.turns import Turns
from kawat.settings import Settings
from kawat.store import open_store

ASKED = 200
AT_ONCE = 16
ADDED = 12


def test_two_hundred_ask_while_reports_are_added(tmp_path: Path) -> None:
    path = tmp_path / "growing.kawat"
    first = freedonia.write(tmp_path / "first")
    kawat("add", path, first)
    more = tmp_path / "more"
    more.mkdir()
    for number in range(ADDED):
        text = f"Sylvania threatened Freedonia on {number + 1} February 2022.\n\nTown {number} was calm.\n"
        (more / f"{number}.txt").write_text(text, encoding="utf-8")
    adding = threading.Thread(target=lambda: kawat("add", path, more))
    paths = [
        *(one.path for one in RESOURCES),
        *(one.file("json") for one in RESOURCES),
        "/today.json?as_of=2022-02-05",
    ]
    with (
        open_store(path) as opened,
        served(app(opened, Settings())) as address,
        httpx2.Client(base_url=address, timeout=120) as client,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        adding.start()
        asked = [pool.submit(client.get, paths[number % len(paths)]) for number in range(ASKED)]
        statuses = {answer.result().status_code for answer in asked}
        adding.join()
        assert statuses == {200}
        # what goes on changing is not looked at for every request
        sleep(FRESH_SECONDS)
        reports = client.get("/reports.json?limit=1000").json()
        assert reports["count"][0] == len(list(first.iterdir())) + ADDED


def test_what_takes_too_long_is_given_up(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # every step of a question takes a second, so that its time is over while nobody else waits
    monkeypatch.setattr("kawat.store.sqlite_connection._STEPS", 1)
    monkeypatch.setattr("kawat.store.sqlite_connection.monotonic", count().__next__)
    with open_store(store) as opened, served(app(opened, Settings(answer_seconds=30))) as address:
        for suffix, kind in (("", "text/html"), (".json", "application/problem+json")):
            answer = httpx2.get(f"{address}/events{suffix}?limit=1000")
            assert answer.status_code == 503
            assert "takes too long: ask for less" in answer.text
            assert answer.headers["retry-after"] == "5"
            assert answer.headers["content-type"].startswith(kind)


def test_a_store_that_is_gone_is_told_so_and_found_again(tmp_path: Path, store: Path) -> None:
    path = Path(shutil.copy(store, tmp_path / "here.kawat"))
    with open_store(path) as opened, served(app(opened, Settings())) as address:
        assert httpx2.get(f"{address}/quotes.json").status_code == 200
        aside = path.rename(tmp_path / "aside.kawat")
        gone = httpx2.get(f"{address}/quotes.json")
        assert gone.status_code == 503
        assert gone.headers["content-type"] == "application/problem+json"
        aside.rename(path)
        assert httpx2.get(f"{address}/quotes.json").status_code == 200


def test_names_that_are_allowed_are_answered(store: Path) -> None:
    settings = Settings(hosts="desk.example.org archive.example.org")
    with open_store(store) as opened, served(app(opened, settings, hosts=("desk.lan",))) as address:
        for host in ("desk.example.org", "archive.example.org:8000", "Desk.LAN", "localhost"):
            assert httpx2.get(f"{address}/quotes.json", headers={"host": host}).status_code == 200
        assert httpx2.get(f"{address}/quotes.json", headers={"host": "example.org"}).status_code == 421


@pytest.fixture
def judging(tmp_path: Path, store: Path) -> Any:
    """A server that lets whoever has the token judge, and a function that does so."""
    path = Path(shutil.copy(store, tmp_path / "judged.kawat"))
    with open_store(path) as opened, served(app(opened, Settings(), token="open sesame")) as address:

        def judge(body: Any, **headers: str) -> httpx2.Response:
            given = {"authorization": "Bearer open sesame", **headers}
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return httpx2.post(f"{address}/judgements", content=content, headers=given)

        yield address, judge


Judging = tuple[str, Callable[..., httpx2.Response]]


def test_whoever_has_the_token_may_judge(judging: Judging) -> None:
    address, judge = judging
    event = httpx2.get(f"{address}/events.json?limit=1").json()["records"][0]["id"]
    before = httpx2.get(f"{address}/judgements.json")
    made = judge({"verdict": "wrong", "ids": [event], "by": "an analyst", "note": "a slip"})
    assert made.status_code == 201
    told = made.json()
    assert (told["left"], told["verdict"], told["by"], told["note"]) == (
        event,
        "wrong",
        "an analyst",
        "a slip",
    )
    after = httpx2.get(f"{address}/judgements.json")
    assert after.json()["records"] == [told]
    assert after.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer open", "Basic open sesame", "open sesame", "Bearer é"]
)
def test_nobody_else_may(judging: Judging, given: str) -> None:
    address, judge = judging
    refused = judge({"verdict": "wrong", "ids": ["x"], "by": "y"}, authorization=given.encode("latin-1"))
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert httpx2.get(f"{address}/judgements.json").json()["records"] == []


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "the body is no verdict"),
        (b"[]", 400, "the body is no verdict"),
        ({"verdict": "wrong", "ids": ["x"]}, 400, "missing required field `by`"),
        ({"verdict": "odd", "ids": ["x"], "by": "y"}, 400, "there is no verdict 'odd'"),
        ({"verdict": "same", "ids": ["x"], "by": "y"}, 400, "said of 2 id(s), not of 1"),
        ({"verdict": "withdrawn", "ids": [""], "by": "y"}, 404, "nothing has an id that begins with ''"),
        ({"verdict": "wrong", "ids": ["zzz"], "by": "y"}, 404, "nothing has an id that begins with 'zzz'"),
        (b"x" * 70_000, 413, "a request has 65536 bytes at most"),
    ],
)
def test_what_is_no_judgement_is_not_kept(judging: Judging, body: Any, status: int, told: str) -> None:
    address, judge = judging
    refused = judge(body)
    assert refused.status_code == status
    assert told in refused.json()["detail"]
    assert httpx2.get(f"{address}/judgements.json").json()["records"] == []


def test_what_cannot_be_done_at_an_address_is_told(judging: Judging) -> None:
    address, _ = judging
    refused = httpx2.post(f"{address}/quotes.json", headers={"authorization": "Bearer open sesame"})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    assert "'/docs' says what can be done where" in refused.json()["detail"]


def test_what_cannot_be_closed_is_tried_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = threading.Semaphore(0)

    def fail(desk: Desk) -> None:
        tried.release()
        raise OSError("no file can be opened")

    monkeypatch.setattr(Desk, "tidy", fail)
    monkeypatch.setattr(app_module, "KEPT_SECONDS", 0.05)
    with open_store(store) as opened, served(app(opened, Settings())) as address:
        for _ in range(3):
            assert tried.acquire(timeout=10)
        assert httpx2.get(f"{address}/quotes.json").status_code == 200


def test_one_check_of_a_text_at_a_time_however_it_is_asked(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy: list[bool] = []
    take = Turns.take

    async def noting(turns: Turns, work: Any, asked: Any = None, **how: Any) -> Any:
        heavy.append(how["heavy"])
        return await take(turns, work, asked, **how)

    monkeypatch.setattr(Turns, "take", noting)
    with open_store(store) as opened, served(app(opened, Settings())) as address:
        for query in ("text=foo", "text=foo&text=", "text=", ""):
            httpx2.get(f"{address}/verify?{query}", timeout=60)
    assert heavy == [True, True, False, False]


def test_a_body_without_a_length_is_bounded_too(judging: Judging) -> None:
    address, _ = judging
    sent = httpx2.post(
        f"{address}/judgements",
        content=iter([b"x" * 1000] * 200),
        headers={"authorization": "Bearer open sesame"},
    )
    assert sent.status_code == 413
    assert httpx2.post(f"{address}/quotes.json", content=b"").status_code == 405


def test_one_address_is_answered_without_a_server(store: Path) -> None:
    told = json.loads(kawat("serve", store, "--get", "/quotes.json?limit=2").stdout)
    assert len(told["records"]) == 2
    assert "<h1" in kawat("serve", store, "--get", "quotes").stdout
    assert "--" in kawat("serve", store, "--get", "/static/style.css").stdout
    assert json.loads(kawat("serve", store, "--get", "/quotes.json?x=1", status=1).stdout)["status"] == 400


def test_what_is_missing_is_named_with_the_command_that_installs_it(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    told = kawat("serve", store, status=1).stderr
    assert (
        told == "Error: 'kawat serve' needs 'uvicorn', which is not installed: pip install 'kawat[serve]'\n"
    )


GIVEN = [
    (["--token", "open sesame"], {}, None),
    ([], {"KAWAT_TOKEN": "open sesame"}, None),
    (["--token-file", "token"], {"KAWAT_TOKEN": "another"}, None),
    (["--token-file", "-"], {}, "open sesame\n"),
]


@pytest.mark.parametrize(
    ("options", "environment", "typed"), GIVEN, ids=["option", "variable", "file", "typed"]
)
def test_the_token_comes_from_where_others_do_not_see_it(
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    environment: dict[str, str],
    typed: str | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("token").write_text("open sesame\nnot this", encoding="utf-8")
    tokens: list[str] = []

    def made(*given: Any, token: str, **named: Any) -> Any:
        tokens.append(token)
        return app(*given, token=token, **named)

    monkeypatch.setattr("kawat.serve.web.app.app", made)
    kawat("serve", store, *options, "--get", "/today.json", env=environment, input=typed)
    kawat("serve", store, "--get", "/today.json")
    assert tokens == ["open sesame", ""]


def test_a_token_that_is_none_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "blank").write_text("\nlater\n")
    (tmp_path / "noise").write_bytes(b"\xff\xfe\x00")
    for name, told in (("blank", "blank"), ("noise", "no text"), ("missing", "first line")):
        assert told in refused("serve", store, "--token-file", tmp_path / name, "--get", "/today.json")
    assert "blank" in refused("serve", store, "--token", " ", "--get", "/today.json")
    both = ("--token", "a", "--token-file", tmp_path / "blank")
    assert "leave one out" in refused("serve", store, *both, "--get", "/", status=2)


def test_the_token_is_never_printed() -> None:
    assert "open sesame" not in kawat("settings", env={"KAWAT_TOKEN": "open sesame"}).output
