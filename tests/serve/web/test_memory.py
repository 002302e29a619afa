"""Actors are looked up, and lines rendered, once for a version of the store, and anew in another."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest

from kawat.errors import NotFound
from kawat.serve.web.app import app
from kawat.serve.web.once import get
from kawat.serve.web.pages import context, memory
from kawat.serve.web.pages.memory import Memory, known_to, once_for
from kawat.settings import Settings
from kawat.store import View, open_store


class Counted:
    """A view that counts what it is asked."""

    as_of = None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def actor(self, id: str) -> Any:
        self.asked.append(id)
        if id == "nobody":
            raise NotFound(id)
        return f"the actor {id}"


def test_names_are_kept_for_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "KEPT", 2)
    kept, view = Memory(), Counted()

    def asked(version: str) -> list[Any]:
        known = known_to(view, kept.of(view, version).names)  # type: ignore[arg-type]
        return [known("a"), known("nobody"), known("a")]

    for version in ("1", "1", "2", "1"):
        assert asked(version) == ["the actor a", None, "the actor a"]
    assert view.asked == ["a", "nobody"] * 2
    asked("3")
    asked("2")
    assert len(view.asked) == 8


def line(id: str) -> Any:
    return SimpleNamespace(record=SimpleNamespace(id=id))


def test_a_line_is_rendered_once_for_readers_of_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    rendered: list[str] = []

    class Macro:
        def __init__(self, name: str) -> None:
            self.name = name

        def __call__(self, line: Any) -> str:
            rendered.append(f"{self.name} {line.record.id}")
            return rendered[-1]

    kept: dict[Any, str] = {}
    event, quote = Macro("event"), Macro("quote")
    for language in ("en", "id", "en"):
        told = once_for((language,), kept)
        assert told(event, line("1")) == "event 1"  # type: ignore[arg-type]
    assert rendered == ["event 1"] * 2
    told(quote, line("1"))  # type: ignore[arg-type]
    told(quote, line("2"))  # type: ignore[arg-type]
    assert list(kept) == [("en", "quote", "2")]


@pytest.mark.parametrize("page", ["quotes", "events", "sayings", "happenings", "commitments", "timeline"])
def test_who_takes_part_is_looked_up_at_once(store: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    together, singly = list[str](), list[str]()
    at_once, alone = memory.look_up, memory.known_to

    def look_up(view: View, names: Any, answer: Any) -> None:
        at_once(view, names, answer)
        together.extend(names)

    def known_to_or_not(view: View | None, names: Any) -> Any:
        known = alone(view, names)

        def found(id: str) -> Any:
            singly.extend({id} - names.keys())
            return known(id)

        return found

    monkeypatch.setattr(context, "look_up", look_up)
    monkeypatch.setattr(context, "known_to", known_to_or_not)
    with open_store(store) as opened:
        answer = anyio.run(get, app(opened, Settings()), f"/{page}")
    assert answer.status == 200
    assert together
    assert singly == []
