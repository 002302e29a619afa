"""Pages follow each other without a gap, and what has not changed is not sent again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from commands import kawat
from desk import Ask, AskJson
from kawat.serve.web.app import app
from kawat.serve.web.once import get
from kawat.serve.web.resources import RESOURCES
from kawat.settings import Settings
from kawat.store import open_store

PAGED = [one.name for one in RESOURCES if "cursor" in one.parameters]


def walked(ask_json: AskJson, path: str) -> Iterator[Any]:
    """The answers from the first page to the last."""
    following: str | None = path
    while following:
        answer = ask_json(following)
        yield answer
        following = answer["next"] if "next" in answer else _behind(path, answer["cursor"])


def _behind(path: str, cursor: str | None) -> str | None:
    return cursor and f"{path}&cursor={cursor}"


def ids(answer: Any) -> list[str]:
    return [one.get("id") or one["when"] for one in answer.get("records", answer.get("items"))]


@pytest.mark.parametrize("name", PAGED)
@pytest.mark.parametrize("also", ["", "&as_of=2022-02-10"])
def test_cursors_lead_to_every_record_once(ask_json: AskJson, name: str, also: str) -> None:
    (whole,) = walked(ask_json, f"/{name}.json?limit=1000{also}")
    for limit in (1, 3):
        pages = list(walked(ask_json, f"/{name}.json?limit={limit}{also}"))
        assert [id for page in pages for id in ids(page)] == ids(whole)
        assert all(len(ids(page)) == limit for page in pages[:-1])


def test_the_head_leads_to_the_next_page_and_the_first(ask: Ask, ask_json: AskJson) -> None:
    first = ask("/events.json?limit=2&type=ASSAULT&type=THREATEN&background=true")
    following = ask_json("/events.json?limit=2&type=ASSAULT&type=THREATEN&background=true")["next"]
    assert first.headers["link"] == f'<{following}>; rel="next"'
    assert "type=ASSAULT&type=THREATEN" in following
    second = ask(following)
    assert second.headers["link"].endswith(
        '</events.json?limit=2&type=ASSAULT&type=THREATEN&background=true>; rel="first"'
    )
    assert ask("/events?limit=2").headers["link"].startswith("</events?limit=2&cursor=")


@pytest.mark.parametrize("cursor", ["x", "%7C", "a|b|c", "12.x|", "-5", "99999999999"])
def test_a_cursor_of_elsewhere_is_refused(ask: Ask, cursor: str) -> None:
    for name in ("actors", "judgements", "timeline"):
        assert ask(f"/{name}.json?cursor={cursor}").status in (200, 400)
    assert ask("/quotes.json?cursor=x").status == 400
    assert ask("/timeline.json?cursor=x").status == 400


@pytest.mark.parametrize("path", ["/quotes.json", "/quotes", "/", "/matrix.csv", "/actors?lang=id"])
def test_what_has_not_changed_is_not_sent_again(ask: Ask, path: str) -> None:
    first = ask(path)
    tag = first.headers["etag"]
    again = ask(path, if_none_match=f'"other", {tag}')
    assert again.status == 304
    assert again.body == b""
    assert again.headers["etag"] == tag
    assert ask(path, if_none_match='"other"').status == 200


def test_versions_tell_addresses_languages_and_days_apart(ask: Ask) -> None:
    paths = [
        "/quotes",
        "/quotes?lang=id",
        "/quotes.json",
        "/quotes.json?limit=2",
        "/quotes.json?as_of=2022-02-10",
    ]
    tags = {ask(path).headers["etag"] for path in paths}
    assert len(tags) == len(paths)


def test_one_more_report_is_a_new_version(tmp_path: Path) -> None:
    path, report = tmp_path / "one.kawat", tmp_path / "report.txt"
    report.write_text("Freedonia threatened Sylvania on Friday.\n", encoding="utf-8")
    kawat("add", path, report)
    with open_store(path) as opened:
        desk = app(opened, Settings())
        first = anyio.run(get, desk, "/reports.json")
        tag = first.headers["etag"].encode()
        assert anyio.run(lambda: get(desk, "/reports.json", (b"if-none-match", tag))).status == 304
        report.write_text("Sylvania rejected the threat on Saturday.\n", encoding="utf-8")
        kawat("add", path, report)
        second = anyio.run(lambda: get(desk, "/reports.json", (b"if-none-match", tag)))
        assert second.status == 200
        assert second.body.count(b'"kind":"report"') == first.body.count(b'"kind":"report"') + 1
