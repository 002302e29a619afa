"""The tools of an assistant, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest

from commands import kawat
from crisis import talks
from kawat.link.steps import link
from kawat.records import Report
from kawat.store import open_store

mcp = pytest.importorskip("mcp")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "crisis.kawat"
    with open_store(path, create=True) as opened, opened.writer() as writer:
        for number in range(3):
            talks(f"{number}.txt").add(writer)
    return path


def asked(store: Path, *calls: tuple[str, Mapping[str, Any]]) -> list[Any]:
    """The answers of `kawat mcp` to these calls, one after the other."""

    async def ask() -> list[Any]:
        command = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "kawat", "mcp", str(store)], env=dict(os.environ)
        )
        async with mcp.Client(mcp.stdio_client(command)) as client:
            return [await client.call_tool(name, dict(given)) for name, given in calls]

    return anyio.run(ask)


def words_of(store: Path, citation: Mapping[str, Any]) -> str:
    with open_store(store) as opened, opened.view() as view:
        return view.text(citation["report"])[citation["start"] : citation["end"]]


def test_every_tool_answers_with_citations(store: Path) -> None:
    found = asked(
        store,
        ("search", {"query": "talks"}),
        ("quotes", {}),
        ("events", {"limit": 5}),
        ("ledger", {}),
    )
    assert not any(one.is_error for one in found)
    search, quotes, *_ = (one.structured_content for one in found)
    assert search["in_all"] == {"reports": 3, "origins": 3, "at_least": False}
    cited = [one for answer in (search, quotes) for item in answer["found"] for one in item["citations"]]
    assert cited
    assert all(one["words"] == words_of(store, one) for one in cited)
    assert all({"reports", "origins"} <= item.keys() for item in quotes["found"])


def test_a_record_is_shown_and_an_unknown_one_is_told_plainly(store: Path) -> None:
    (quotes,) = asked(store, ("quotes", {"limit": 1}))
    id = quotes.structured_content["found"][0]["id"]
    shown, missing, much = asked(
        store, ("show", {"id": id}), ("show", {"id": "zzzz"}), ("quotes", {"limit": 1_000})
    )
    assert shown.structured_content["record"]["id"] == id
    assert shown.structured_content["citations"][0]["words"]
    assert missing.is_error
    assert "zzzz" in missing.content[0].text
    assert much.is_error


def test_an_answer_as_of_a_day_has_nothing_later(store: Path) -> None:
    before, after = asked(store, ("quotes", {"as_of": "1990-01-01"}), ("quotes", {"as_of": "2100-01-01"}))
    assert before.structured_content["found"] == []
    assert after.structured_content["found"]


def test_a_text_is_checked_as_the_command_does_it(store: Path, tmp_path: Path) -> None:
    with open_store(store) as opened, opened.view() as view:
        (report, *_) = view.each(Report)
        told = view.text(report.id)
    text = f"{told}\n\nNinety penguins resigned from the orchestra on 3 May 1951."
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    printed = kawat("verify", store, tmp_path / "text.txt", "--nl", status=1).stdout
    by_command = [line for line in map(json.loads, printed.splitlines()) if line["text"]]
    (answer,) = asked(store, ("verify", {"text": text}))
    found = answer.structured_content
    assert [one["verdict"] for one in found["sentences"]] == [one["verdict"] for one in by_command]
    assert found["unsupported"] >= 1
    assert {"supported", "not found"} <= {one["verdict"] for one in found["sentences"]}
    for one in found["sentences"]:
        assert text[one["start"] : one["end"]] == one["text"]
        for passage in one["passages"]:
            assert {"reports", "origins"} <= passage.keys()
            assert all(each["words"] == words_of(store, each) for each in passage["citations"])


def test_what_cannot_be_checked_is_told_plainly(store: Path) -> None:
    nothing, much, strange = asked(
        store,
        ("verify", {"text": ""}),
        ("verify", {"text": "a" * 9_000}),
        ("verify", {"text": "They met.", "language": "tlh"}),
    )
    assert nothing.is_error
    assert much.is_error
    assert strange.is_error
    assert "tlh" in strange.content[0].text


def test_a_briefing_cites_every_sentence(store: Path) -> None:
    with open_store(store) as opened, opened.writer() as writer:
        link(writer, containment=0.6)
    english, indonesian = asked(store, ("brief", {}), ("brief", {"language": "id"}))
    sections = english.structured_content["sections"]
    told = [one for section in sections for one in section["sentences"]]
    assert told
    for one in told:
        assert one["ids"]
        assert one["citations"]
        assert all(each["words"] == words_of(store, each) for each in one["citations"])
    there = indonesian.structured_content["sections"]
    assert [one["about"] for one in there] == [one["about"] for one in sections]
    assert [one["title"] for one in there] != [one["title"] for one in sections]
