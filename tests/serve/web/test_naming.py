"""Actors are looked up once for a version of the store, and anew in another."""

from __future__ import annotations

from typing import Any

import pytest

from kawat.errors import NotFound
from kawat.serve.web.pages import naming
from kawat.serve.web.pages.naming import Names


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
    monkeypatch.setattr(naming, "KEPT", 2)
    names, view = Names(), Counted()
    for version in ("1", "1", "2", "1"):
        known: Any = names.known_to(view, version)  # type: ignore[arg-type]
        assert [known("a"), known("nobody"), known("a")] == ["the actor a", None, "the actor a"]
    assert view.asked == ["a", "nobody"] * 2
    names.known_to(view, "3")  # type: ignore[arg-type]
    known = names.known_to(view, "2")  # type: ignore[arg-type]
    known("a")
    assert len(view.asked) == 5
