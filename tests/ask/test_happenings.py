"""Happenings as they are listed: each deed once, with its words and both counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crisis import Told, plain
from kawat.ask.happenings import happenings
from kawat.errors import StoreError
from kawat.link.steps import link
from kawat.store import Count, Filter, View, open_store


def report(source: str, words: str, trigger: str, day: str) -> Told:
    one = plain(f"{source}: {words}.", source, day=day, language="en")
    one.actor(words, "anna-blythe", sort="person", country="FRD")
    fields = {"actors": ("anna-blythe", "SYL"), "dated": "own"}
    one.event(words, "CONSULT", trigger=trigger, day="2022-01-21", **fields)
    return one


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as writer:
        report("one.txt", "Anna Blythe met the envoy of Sylvania", "met", "2022-01-22").add(writer)
        report("other.txt", "Anna Blythe and Sylvania held talks", "talks", "2022-01-23").add(writer)
        link(writer, containment=0.6)
        yield writer


def test_a_deed_of_two_reports_stands_once_in_the_words_of_the_first(view: View) -> None:
    (line,) = happenings(view).lines
    assert line.count == Count(2, 2)
    assert line.words == "Anna Blythe met the envoy of Sylvania"
    assert line.mark is not None
    assert line.words[slice(*line.mark)] == "met"
    assert line.source.source == "one.txt"


def test_filters_narrow(view: View) -> None:
    assert happenings(view, Filter(min_origins=3)).lines == ()
    assert happenings(view, Filter(actor="SYL", type=("CONSULT",))).lines
    with pytest.raises(StoreError, match="cannot be filtered by 'unit'"):
        happenings(view, Filter(unit=("persons",)))
