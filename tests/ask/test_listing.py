"""Lists of records with their words and reports."""

from __future__ import annotations

from typing import Any

import pytest

from crisis import Told, told
from kawat.ask import listing
from kawat.errors import StoreError
from kawat.records import Actor, Zone
from kawat.store import Count, Filter, View


def test_reports(view: View, reports: tuple[Told, ...]) -> None:
    found = listing.reports(view)
    assert [line.record.id for line in found.lines][-1] == reports[2].id
    assert found.count == Count(3, 2)
    assert {(line.source.source, line.words, line.count) for line in found.lines} == {
        ("wire.txt", "Warships sail", Count(2, 1)),
        ("copy.txt", "Warships sail", Count(2, 1)),
        ("own.txt", reports[2].text, Count(1, 1)),
    }
    assert len({line.source.family for line in found.lines}) == 2


@pytest.mark.parametrize(
    ("ask", "filter", "words"),
    [
        (listing.quotes, Filter(addressee="anna-blythe"), ["We threaten no one"] * 2),
        (listing.events, Filter(type=("CONSULT",)), ["the two ministers met"] * 2),
        (listing.figures, Filter(publisher="Harbour Post"), ["60,000 to 90,000 troops"]),
    ],
)
def test_lines_show_the_evidence(view: View, ask: Any, filter: Filter, words: list[str]) -> None:
    found = ask(view, filter)
    assert [line.words for line in found.lines] == words
    assert found.count.raw == len(words)
    assert all(line.source.report == line.record.report for line in found.lines)


def test_evidence_in_pieces(opened: Any) -> None:
    one = told("“Never,” he said, “ever.”")
    one.quote("Never", "ever.")
    (line,) = listing.quotes(opened(one)).lines
    assert line.words == "Never … ever."


@pytest.mark.parametrize(
    ("actor", "words", "shown"),
    [("anna-roe", "a porter", "anna-roe"), (None, "a porter", "“a porter”"), (None, None, None)],
)
def test_a_speaker_whom_nobody_knows_is_shown_in_words(
    opened: Any, actor: str | None, words: str | None, shown: str | None
) -> None:
    one = told("“The lift is out of order,” said a porter.")
    span = one.span(words) if words else None
    one.quote("The lift is out of order", speaker_actor=actor, speaker=span)
    (line,) = listing.quotes(opened(one)).lines
    assert line.speaker == shown


def test_pages(view: View) -> None:
    first = listing.events(view, limit=3)
    second = listing.events(view, limit=30, cursor=first.cursor)
    assert len(first.lines) == 3
    assert second.cursor is None
    assert first.count == second.count == Count(3, 2)
    assert len({line.record.id for line in (*first.lines, *second.lines)}) == 8


def test_actors(view: View) -> None:
    found = listing.actors(view, "person")
    assert [(line.actor.id, line.count) for line in found.lines] == [
        ("pavel-roskov", (3, 2)),
        ("anna-blythe", (2, 1)),
    ]
    assert found.count == Count(3, 2)


@pytest.mark.parametrize("kind", [Zone, Actor])
def test_kinds_without_a_list(view: View, kind: type[Any]) -> None:
    with pytest.raises(StoreError, match="can be listed only of one report"):
        listing.listed(view, kind)
