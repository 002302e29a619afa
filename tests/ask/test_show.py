"""One record in its surroundings."""

from __future__ import annotations

from typing import Any

import pytest

from crisis import BY_HAND, Told, told
from kawat.ask.show import show
from kawat.errors import NotFound
from kawat.records import Failure, Judgement, Quote, Span
from kawat.store import Count, View


def test_a_quote(view: View, reports: tuple[Told, ...]) -> None:
    quote = next(record for record in reports[0].records if isinstance(record, Quote))
    shown = show(view, quote.id[:10], context=20)
    assert shown.record == quote
    assert shown.made == BY_HAND
    assert shown.source.source == "wire.txt"
    assert shown.source.agency == "AFP"
    assert shown.count == Count(2, 1)
    (copy,) = shown.copies
    assert (copy.source.source, copy.kind) in {("copy.txt", "wrapped"), ("copy.txt", None)}
    (context,) = shown.contexts
    assert [reports[0].text[a:b] for a, b in context.marks] == ["We threaten no one"]
    assert context.text == reports[0].text[slice(*context.at)]
    assert context.at == Span(quote.at[0].start - 20, quote.at[0].end + 20)


def test_far_pieces_are_shown_apart_and_near_ones_together(opened: Any) -> None:
    one = told("a" * 50 + "ONE" + "b" * 50 + "TWO" + "c" * 500 + "END")
    quote = one.quote("END", "ONE", "TWO")
    contexts = show(opened(one), quote.id, context=30).contexts
    assert [[one.text[a:b] for a, b in context.marks] for context in contexts] == [["ONE", "TWO"], ["END"]]
    assert contexts[1].at.end == len(one.text)


def test_a_report_a_family_and_a_failure(view: View, reports: tuple[Told, ...], opened: Any) -> None:
    report = show(view, reports[2].id)
    assert (report.contexts, report.copies, report.count) == ((), (), Count(1, 1))
    (family,) = view.families()
    assert len(show(view, family.id).copies) == 1
    one = told("Text", "failed.txt")
    failure = one.failure("times", "ValueError")
    shown = show(opened(one), failure.id)
    assert isinstance(shown.record, Failure)
    assert shown.source.source == "failed.txt"


def test_an_actor_shows_where_it_is_named(view: View) -> None:
    shown = show(view, "anna-blythe")
    assert [shown.contexts[0].text.count("Anna Blythe"), shown.count.raw] == [1, 2]


def test_judgements(opened: Any) -> None:
    one = told("Text")
    quote = one.quote("Text")
    view = opened(one)
    verdict = Judgement(left=quote.id, right="", verdict="wrong", by="ani", when="2022-02-01")
    view.judge(verdict)
    assert show(view, quote.id).judgements == (verdict,)


def test_unknown(view: View) -> None:
    with pytest.raises(NotFound, match="nothing has an id"):
        show(view, "zzzz")
