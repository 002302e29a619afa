"""Answers are kept while the store is as it was, and no more than there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from commands import kawat
from kawat.serve.web import desk
from kawat.serve.web.app import app
from kawat.serve.web.kept import Answer, Answers
from kawat.serve.web.once import get
from kawat.settings import Settings
from kawat.store import open_store


def answer(length: int) -> Answer:
    return Answer(b"." * length, {}, "text/plain")


def test_what_nobody_has_asked_for_the_longest_goes_first() -> None:
    answers = Answers(room=100)
    for name in "abcdefghij":
        answers.keep(name, answer(10))
    assert answers.find("a") is not None
    answers.keep("k", answer(5))
    assert [name for name in "abcdefghijk" if answers.find(name) is None] == ["b"]


def test_an_answer_that_fills_a_tenth_is_not_kept() -> None:
    answers = Answers(room=100)
    answers.keep("small", answer(10))
    answers.keep("large", answer(11))
    assert answers.find("small") == answer(10)
    assert answers.find("large") is None


def test_the_same_question_is_answered_once_until_something_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, report = tmp_path / "few.kawat", tmp_path / "one.txt"
    report.write_text("Anna Velt said on Monday that the bridge is open.", encoding="utf-8")
    assert kawat("add", path, report).exit_code == 0
    made: list[str] = []
    monkeypatch.setattr(desk, "render", lambda page: made.append(page.path) or b"a page")
    with open_store(path) as store:
        desk_of_it = app(store, Settings())

        def asked(path: str) -> str:
            return anyio.run(get, desk_of_it, path).headers["etag"]

        first = asked("/reports")
        assert asked("/reports") == first
        assert made == ["/reports"]
        assert asked("/reports?limit=3") != first
        report.write_text("Anna Velt said on Friday that the bridge is shut.", encoding="utf-8")
        assert kawat("add", path, report).exit_code == 0
        assert asked("/reports") != first
    assert made == ["/reports"] * 3


def test_a_store_is_asked_once_a_request_what_version_it_is_at(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    @contextmanager
    def counted() -> Iterator[Callable[[], str]]:
        def version() -> str:
            asked.append("asked")
            return "1"

        yield version

    with open_store(store) as opened:
        monkeypatch.setattr(opened, "changes", counted)
        desk_of_it = app(opened, Settings())
        for path in ("/reports", "/reports.json", "/reports"):
            assert anyio.run(get, desk_of_it, path).status == 200
    assert len(asked) == 3
