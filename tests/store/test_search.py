"""Searching a store, whichever it is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import add_all, told
from kawat.errors import StoreError
from kawat.records import Quote, Report
from kawat.store import Count, Filter, Store, Where
from kawat.store.queries import OPEN, SHUT, asked_for, expression, marks

TEXTS = [
    "Moskow membantah rencana serangan. “Kami tidak menyerang,” kata Menlu.",
    "Washington memperingatkan Moskow: serangan akan dibalas. “Kami siap,” katanya.",
    "Perundingan di Jenewa gagal; café-café penuh. O'Brien pulang.",
]


@pytest.fixture
def filled(store: Store) -> Store:
    reports = []
    for number, text in enumerate(TEXTS):
        one = told(text, f"{number}.txt", title=f"Judul {number}", language="id", day=f"2022-01-2{number}")
        if "Kami" in text:
            one.quote(
                text[text.index("Kami") : text.index("”")], speaker_actor="RUS" if number == 0 else "USA"
            )
        reports.append(one)
    with store.writer() as writer:
        add_all(writer, reports)
    return store


@pytest.mark.parametrize(
    ("query", "where", "found"),
    [
        ("moskow", "text", {0, 1}),
        ("MOSKOW serangan", "text", {0, 1}),
        ("moskow jenewa", "text", set()),
        ("moskow OR jenewa", "text", {0, 1, 2}),
        ("moskow -membantah", "text", {1}),
        ('"rencana serangan"', "text", {0}),
        ('"serangan rencana"', "text", set()),
        ('-"serangan akan" moskow', "text", {0}),
        ("serang*", "text", {0, 1}),
        ("cafe", "text", {2}),
        ("O'Brien", "text", {2}),
        ('"unbalanced moskow', "text", set()),
        ("café-café", "text", {2}),
        ("NEAR AND moskow", "text", set()),
        ("judul", "title", {0, 1, 2}),
        ("judul", "text", set()),
        ("kami", "quote", {0, 1}),
        ("siap", "quote", {1}),
        ("moskow", "quote", set()),
    ],
)
def test_what_is_found(filled: Store, query: str, where: Where, found: set[int]) -> None:
    with filled.view() as view:
        matches = view.search(query, where)
        texts = [
            view.text(match.record.id if isinstance(match.record, Report) else match.record.report)
            for match in matches.best
        ]
    assert {TEXTS.index(text) for text in texts} == found
    assert matches.count == Count(len(found), len(found))


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("serang* moskow", "text", ["Moskow", "serangan", "Moskow", "serangan"]),
        ('"kami siap"', "text", ["Kami siap"]),
        ("cafe", "text", ["café", "café"]),
        ("menyerang", "quote", ["menyerang"]),
    ],
)
def test_marks_are_the_words_found(filled: Store, query: str, where: Where, words: list[str]) -> None:
    with filled.view() as view:
        best = view.search(query, where).best
    assert sorted(match.text[a:b] for match in best for a, b in match.marks) == sorted(words)


def test_a_match_is_the_record(filled: Store) -> None:
    with filled.view() as view:
        (match,) = view.search("siap", "quote").best
        assert isinstance(match.record, Quote)
        assert view.record(match.record.id) == match.record


def test_filters_and_limit(filled: Store) -> None:
    with filled.view() as view:
        assert view.search("kami", "quote", Filter(speaker="USA")).count == Count(1, 1)
        assert view.search("moskow", "text", Filter(since="2022-01-21")).count == Count(1, 1)
        few = view.search("moskow", limit=1)
        assert len(few.best) == 1
        assert few.count == Count(2, 2)


def test_best_first(store: Store) -> None:
    often, once = told("Moskow Moskow Moskow", "1"), told("Moskow " + "dan lain-lain " * 50, "2")
    with store.writer() as writer:
        add_all(writer, [once, often])
        assert [match.record.id for match in writer.search("moskow").best] == [often.id, once.id]


@pytest.mark.parametrize("query", ["", "  ", "-moskow", "***", '""', "OR", "moskow OR", "-a OR b"])
def test_a_query_without_words_is_refused(filled: Store, query: str) -> None:
    with filled.view() as view, pytest.raises(StoreError, match="name at least one word"):
        view.search(query)


@given(st.text())
def test_any_query_is_an_expression_or_refused(query: str) -> None:
    with suppress(StoreError):
        assert expression(asked_for(query), "text").startswith("{text} : (")


def test_any_query_is_answered_or_refused(filled: Store) -> None:
    with filled.view() as view:

        @given(st.text("abm*\"'-()OR:^+{} \0é_漢", max_size=12))
        def ask(query: str) -> None:
            try:
                view.search(query)
            except StoreError as error:
                # not an error of SQLite's
                refused = error.__cause__ is None
                assert refused, query

        ask()


def test_found_but_not_pointed_at_behind_a_nul(store: Store) -> None:
    with store.writer() as writer:
        told("a\0 Moskow").add(writer)
        (match,) = writer.search("moskow").best
    assert match.text == "a\0 Moskow"
    assert all(match.text[a:b] == "Moskow" for a, b in match.marks)


@given(st.lists(st.text(st.characters(exclude_characters=OPEN + SHUT)), min_size=1))
def test_marks_stand_where_they_were_put(pieces: list[str]) -> None:
    highlighted = "".join(f"{OPEN}{piece}{SHUT}" if n % 2 else piece for n, piece in enumerate(pieces))
    text = "".join(pieces)
    assert [text[a:b] for a, b in marks(highlighted, text)] == pieces[1::2]
