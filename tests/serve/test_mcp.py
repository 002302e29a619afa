"""The tools of an assistant, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest

from crisis import talks
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
