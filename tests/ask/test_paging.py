"""Pages of several kinds, and of what fits a test: all of it, once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import plain
from kawat.ask.commitments import calendar, commitments, undertakings
from kawat.ask.paging import fitting
from kawat.ask.places import placed
from kawat.ask.timeline import timeline_page
from kawat.errors import QueryError
from kawat.link.steps import link
from kawat.records import Event, Happening, Place, Saying
from kawat.store import EVERYTHING, Filter, View, open_store

DAYS = ("2022-01-20", "2022-01-21", None, "2022-01-21", "2022-01-19", "2022-02-01/2022-02-03", None)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Seven reports, each with a deed and a saying of its own; every other deed has a place."""
    path = tmp_path_factory.mktemp("paged") / "test.kawat"
    with open_store(path, create=True) as store, store.writer() as writer:
        for number, day in enumerate(DAYS):
            text = f"Sylvania shelled town {number}. “Nothing happened at mill {number}”, Roskov said."
            one = plain(text, f"{number}.txt", day=f"2022-02-0{number + 1}", language="en")
            where = Place(f"town {number}", lat=float(number), lon=1.0) if number % 2 else None
            fields: dict[str, Any] = {"actors": ("SYL",), "where": where, "dated": "own"}
            one.event(f"Sylvania shelled town {number}", "ASSAULT", trigger="shelled", day=day, **fields)
            one.quote(f"Nothing happened at mill {number}", day=day, speaker_actor="roskov", act="deny")
            one.add(writer)
        link(writer, containment=0.6)
        yield writer


def walked(page: Callable[[str | None], tuple[list[str], str | None]]) -> list[str]:
    found: list[str] = []
    cursor = None
    while True:
        ids, cursor = page(cursor)
        found += ids
        if cursor is None:
            return found


@given(limit=st.integers(1, 20), done=st.booleans(), said=st.booleans())
def test_a_timeline_by_pages_is_the_whole_one(view: View, limit: int, done: bool, said: bool) -> None:
    filters = (EVERYTHING if done else None, EVERYTHING if said else None)

    def page(cursor: str | None) -> tuple[list[str], str | None]:
        found = timeline_page(view, *filters, limit=limit, cursor=cursor)
        assert len(found.items) <= limit
        return [item.id for item in found.items], found.cursor

    whole = timeline_page(view, *filters, limit=1000)
    assert whole.cursor is None
    assert walked(page) == [item.id for item in whole.items]
    days = [item.days.first if item.days else "9999" for item in whole.items]
    assert days == sorted(days)
    happenings = view.listing(Happening, limit=1000).records if done else ()
    sayings = view.listing(Saying, limit=1000).records if said else ()
    assert {item.id for item in whole.items} == {one.id for one in (*happenings, *sayings)}


def test_an_item_of_a_page_says_all_that_one_of_the_timeline_does(view: View) -> None:
    items = timeline_page(view, EVERYTHING, EVERYTHING).items
    done, said = (next(one for one in items if one.kind == kind) for kind in ("happening", "saying"))
    assert (done.label, done.actors, done.status) == ("ASSAULT", ("SYL",), "happened")
    assert done.mark is not None
    assert done.words[slice(*done.mark)] == "shelled"
    assert (said.label, said.actors) == ("deny", ("roskov",))
    for one in items:
        text = view.text(one.source.report)
        assert one.words == " … ".join(text[slice(*span)] for span in one.at)
        whole = view.record(one.id)
        assert isinstance(whole, Happening | Saying)
        assert one.count == (whole.reports, whole.origins)
        assert one.ids == whole.members


@pytest.mark.parametrize("cursor", ["", "x", "a|b|c", "x|y"])
def test_a_cursor_of_elsewhere_is_refused(view: View, cursor: str) -> None:
    if cursor:
        with pytest.raises(QueryError, match="is no cursor"):
            timeline_page(view, EVERYTHING, EVERYTHING, cursor=cursor)


@given(limit=st.integers(1, 20), towns=st.sets(st.integers(0, len(DAYS))))
def test_pages_of_what_fits_have_all_of_it(view: View, limit: int, towns: set[int]) -> None:
    wanted = {f"{number}.txt" for number in towns}

    def fits(event: Event) -> bool:
        return view.report(event.report).source in wanted

    def page(cursor: str | None) -> tuple[list[str], str | None]:
        found, behind = fitting(view, Event, EVERYTHING, fits, limit=limit, cursor=cursor)
        return [event.id for event in found], behind

    assert walked(page) == [event.id for event in view.each(Event) if fits(event)]


def test_places_are_what_is_known_on_a_map(view: View) -> None:
    def page(cursor: str | None) -> tuple[list[str], str | None]:
        found = placed(view, limit=1, cursor=cursor)
        return [line.record.id for line in found.lines], found.cursor

    known = [one.id for one in view.each(Happening) if one.where and one.where.lat is not None]
    assert walked(page) == known
    assert 0 < len(known) < view.counts()["happening"]
    assert placed(view, Filter(actor="FRD")).lines == ()


def test_undertakings_by_pages_are_the_ledger(sample_store: Path) -> None:
    with open_store(sample_store) as store, store.view() as view:
        for outcomes in ((), ("open", "unknown")):
            whole = commitments(view, outcomes=outcomes, limit=1000)

            def page(cursor: str | None) -> tuple[list[str], str | None]:
                found = undertakings(view, outcomes=outcomes, limit=3, cursor=cursor)  # noqa: B023
                return [line.record.id for line in found.lines], found.cursor

            assert walked(page) == [line.record.id for line in whole.lines]
        dated = undertakings(view, dated=True, limit=1000).lines
        assert dated == calendar(view, limit=1000).lines
