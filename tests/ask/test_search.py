"""Searching, and pointing at what was found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import told
from kawat.ask.search import Hit, _snippet, search
from kawat.errors import StoreError
from kawat.records import Span
from kawat.store import Count, Filter, View, Where


@pytest.mark.parametrize(
    ("query", "where", "hits", "count"),
    [
        ("warships", "text", 2, (3, 2)),
        ("threaten", "quote", 3, (3, 2)),
        ("warships", "title", 1, (2, 1)),
        ("harbour", "text", 1, (1, 1)),
        ("peace", "text", 0, (0, 0)),
    ],
)
def test_one_hit_for_all_copies(view: View, query: str, where: Where, hits: int, count: Any) -> None:
    found = search(view, query, where=where)
    assert len(found.hits) == hits
    assert found.count == count
    for hit in found.hits:
        text = view.text(hit.source.report)
        assert hit.at is not None
        assert text[hit.at.start : hit.at.end] == hit.words
        assert hit.marks
        assert all(text[a:b].casefold() == query for a, b in hit.marks)


def test_a_hit_counts_its_copies(view: View) -> None:
    counts = {hit.source.source: hit.count for hit in search(view, "warships").hits}
    assert counts.pop("own.txt") == Count(1, 1)
    assert list(counts.values()) == [Count(2, 1)]


def test_quotes_with_other_words_are_other_hits(view: View) -> None:
    hits = search(view, "threaten", where="quote").hits
    assert {hit.words for hit in hits} <= {"We threaten no one", "We threaten no one!", "threaten no one!"}
    assert {hit.kind for hit in hits} == {"quote"}


def test_filter_and_limit(view: View) -> None:
    assert search(view, "warships", filter=Filter(publisher="Harbour Post")).count == Count(1, 1)
    one = search(view, "warships", limit=1)
    assert len(one.hits) == 1
    assert one.count == Count(3, 2)


def test_marks_in_the_pieces_of_a_quote(opened: Any) -> None:
    one = told("“We will not,” he said, “we never will attack.”")
    one.quote("We will not", "we never will attack.")
    (hit,) = search(opened(one), "will", where="quote").hits
    assert [one.text[a:b] for a, b in hit.marks] == ["will", "will"]
    assert hit.words == "We will not,” he said, “we never will attack."


def test_a_title_that_is_not_in_the_text(opened: Any) -> None:
    (hit,) = search(opened(told("Text only.", title="Kapal perang")), "kapal", where="title").hits
    assert (hit.words, hit.at, hit.marks) == ("Kapal perang", None, ())


def test_no_words_asked_for(view: View) -> None:
    with pytest.raises(StoreError, match="name at least one word"):
        search(view, "-x")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kata " * 100 + "CARI " + "kata " * 100, "kata " * 12 + "CARI" + " kata" * 36),
        ("x" * 500 + "CARI" + "x" * 500, "x" * 90 + "CARI" + "x" * 146 + "x" * 30),
        ("CARI", "CARI"),
    ],
)
def test_snippets_begin_and_end_between_words_if_those_are_short(text: str, words: str) -> None:
    start = text.index("CARI")
    at, _ = _snippet(text, (Span(start, start + 4),))
    assert text[at.start : at.end] == words


LEAD = "Menu Politik Kapal Niaga Kapal Perang Kapal Selam Tentang kami Kapal"
BODY = "Jakarta - Sebuah kapal merapat pada Senin pagi di dermaga lama. Awaknya selamat."
MORE = "Baca juga: Kapal, kapal, kapal dan kapal lagi"


@pytest.mark.parametrize(
    ("query", "begins", "ends"),
    [
        ("kapal", "Jakarta", "selamat."),
        ("awaknya", "Jakarta", "selamat."),
        ("menu", "Menu", "lagi"),
        ("menu kapal", "Jakarta", "selamat."),
    ],
)
def test_a_snippet_shows_the_report_and_not_what_stands_around_it(
    opened: Any, query: str, begins: str, ends: str
) -> None:
    one = told(f"{LEAD}\n\n{BODY}\n\n{MORE}")
    one.zone(LEAD, "site-junk")
    one.zone(BODY[:63], "lede")
    one.zone(BODY[64:])
    one.zone(MORE, "promo")
    (hit,) = search(opened(one), query).hits
    assert hit.words.startswith(begins)
    assert hit.words.endswith(ends)
    assert hit.at is not None
    assert hit.marks
    assert all(hit.at.contains(mark) for mark in hit.marks)


def test_words_of_the_title_alone_show_the_title(opened: Any) -> None:
    one = told(f"{LEAD}\n\nPelabuhan ditutup\n\n{BODY}")
    one.zone(LEAD, "site-junk")
    one.zone("Pelabuhan ditutup", "title")
    one.zone(BODY)
    (hit,) = search(opened(one), "pelabuhan").hits
    assert hit.words == "Pelabuhan ditutup"


texts = st.text(st.sampled_from("ab  \n"), min_size=1, max_size=900)


@given(texts, st.data())
def test_snippets_lie_in_the_text_and_hold_their_marks(text: str, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), max_size=5)))
    at, marks = _snippet(text, tuple(Span(start, start + 1) for start in starts))
    assert 0 <= at.start <= at.end <= len(text)
    assert at.end - at.start <= 330
    assert all(at.contains(mark) for mark in marks)
    assert bool(marks) == bool(starts)


def test_a_pasted_sentence_finds_the_nearest_reports(view: View) -> None:
    found = search(view, "Russia secretly sent its warships yesterday")
    assert found.nearest
    assert found.hits
    assert all(text in ("russia", "sent", "warships") for text in marked(view, found.hits[0]))
    assert not search(view, "warships").nearest
    assert not search(view, "zeppelins dirigibles").hits
    # what is asked for exactly is not loosened
    assert not search(view, '"secretly sent" warships').hits


def marked(view: View, hit: Hit) -> list[str]:
    return [view.text(hit.source.report)[a:b].casefold() for a, b in hit.marks]
