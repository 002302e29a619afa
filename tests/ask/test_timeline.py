"""What happened and what was said, day by day."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from crisis import Told, add_all, period, told
from kawat.ask.timeline import Timeline, timeline, timeline_lately
from kawat.errors import NotFound
from kawat.link.steps import link
from kawat.records import Period
from kawat.store import EVERYTHING, Filter, View, Writer, open_store


def lines(view: View, **filters: Any) -> list[tuple[str | None, str, tuple[int, int]]]:
    return [(item.days and item.days.first, item.label, item.count) for item in timeline(view, **filters)]


def test_one_item_for_what_is_told_alike(view: View) -> None:
    found = lines(view)
    assert found[:3] == [
        ("2022-01-20", "MOBILIZE", (3, 2)),
        ("2022-01-21", "CONSULT", (2, 1)),
        ("2022-01-21", "deny", (3, 2)),
    ]
    assert sorted(found[3:]) == [(None, "ACCUSE", (2, 1)), (None, "ASSAULT", (1, 1))]


def test_an_item_shows_its_words_and_source(view: View, reports: tuple[Told, ...]) -> None:
    item = timeline(view, types=["MOBILIZE"])[0]
    assert item.words == "Russia sent warships"
    assert (item.kind, item.actors, item.recipients, item.status) == ("event", ("RUS",), ("UKR",), "happened")
    assert item.days == Period("2022-01-20", "2022-01-20")
    assert len(item.ids) == 3
    assert item.id in item.ids
    assert item.source.report in {one.id for one in reports}
    said = timeline(view, acts=["deny"])[0]
    assert said.actors == ("pavel-roskov",)
    assert len(said.ids) == 4


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"actor": "anna-blythe"}, ["CONSULT", "deny"]),
        ({"since": "2022-01-21"}, ["CONSULT", "deny"]),
        ({"until": "2022-01-20"}, ["MOBILIZE"]),
        ({"types": ["CONSULT", "material-conflict"], "since": "2022-01-01"}, ["MOBILIZE", "CONSULT"]),
        ({"acts": ["deny"]}, ["deny"]),
        ({"acts": ["threaten"]}, []),
        ({"types": ["CONSULT"], "acts": ["deny"]}, ["CONSULT", "deny"]),
        ({"kinds": ["quote"]}, ["deny"]),
        ({"kinds": ["event"], "statuses": ["conditional"]}, ["ASSAULT"]),
        ({"limit": 2}, ["MOBILIZE", "CONSULT"]),
    ],
)
def test_filters(view: View, filters: dict[str, Any], labels: list[str]) -> None:
    assert [item.label for item in timeline(view, **filters)] == labels


def test_unknown_type(view: View) -> None:
    with pytest.raises(NotFound, match="no event type 'WAR'"):
        timeline(view, types=["WAR"])


def test_a_repeated_quote_with_no_words_of_its_own(opened: Any) -> None:
    one = told("“…” he said. “Never” she said.")
    one.quote("…", speaker_actor="RUS")
    one.quote("Never", speaker_actor="RUS")
    one.quote("Never”", speaker_actor="USA")
    assert len(timeline(opened(one))) == 3


def test_quotes_that_repeat_each_other(opened: Any) -> None:
    one = told("Never. Nie.")
    one.quote("Never", speaker_actor="RUS", repeats="x")
    quote = one.quote("Nie", speaker_actor="RUS", repeats=one.records[0].id)
    (item,) = timeline(opened(one))
    assert set(item.ids) == {one.records[0].id, quote.id}


@pytest.mark.parametrize(
    ("left", "right", "items"),
    [
        ({"day": "2022-01-21"}, {"day": "2022-01-21"}, 1),
        ({"day": "2022-01-21"}, {"day": "2022-01-20/2022-01-21"}, 2),
        ({"day": "2022-01-21"}, {"day": "2022-01-21", "status": "denied"}, 2),
        ({"day": "2022-01-21", "recipients": ("UKR",)}, {"day": "2022-01-21"}, 2),
        ({"day": "2022-01-21", "actors": ()}, {"day": "2022-01-21", "actors": ()}, 2),
        ({}, {}, 2),
    ],
)
def test_what_is_the_same_event(opened: Any, left: dict[str, Any], right: dict[str, Any], items: int) -> None:
    reports = []
    for number, fields in enumerate((left, right)):
        one = told(f"They fought, says {number}.", f"{number}.txt")
        one.event("fought", "ASSAULT", **({"actors": ("RUS",)} | fields))
        reports.append(one)
    assert len(timeline(opened(*reports))) == items


def test_who_meets_whom_does_not_matter(opened: Any) -> None:
    reports = []
    for number, sides in enumerate([(("RUS", "USA"), ()), (("USA",), ("RUS",))]):
        one = told(f"They met, says {number}.", f"{number}.txt")
        one.event("met", "CONSULT", day="2022-01-21", actors=sides[0], recipients=sides[1])
        reports.append(one)
    (item,) = timeline(opened(*reports))
    assert item.days == period("2022-01-21")


def test_background_comes_only_when_asked_for(tmp_path: Path) -> None:
    one = told("Russia took the port in 2014. Ukraine sent envoys on 20 January.", "a.txt", day="2022-01-21")
    one.event(
        "Russia took the port", "COERCE", day="2014-03-01", actors=("RUS",), trigger="took", historical=True
    )
    one.event("Ukraine sent envoys", "CONSULT", day="2022-01-20", actors=("UKR",), trigger="sent")
    with open_store(tmp_path / "s.kawat", create=True) as store:
        with store.writer() as writer:
            add_all(writer, [one])
        with store.view() as view:
            assert [item.label for item in timeline(view)] == ["CONSULT"]
            assert [item.label for item in timeline(view, background=True)] == ["COERCE", "CONSULT"]


def test_what_is_known_to_no_month_comes_after_all_days(opened: Any) -> None:
    one = told("Orsk threatened. Veld threatened. Both threatened.", day="2022-01-21")
    one.event("Orsk threatened", "THREATEN", day="2015-01-01/2025-01-01", actors=("ORS",))
    one.event("Veld threatened", "THREATEN", day="2022-01-20", actors=("VEL",))
    one.event("Both threatened", "THREATEN", actors=("ORS", "VEL"))
    view = opened(one)
    assert [found[0] for found in lines(view)] == ["2022-01-20", "2015-01-01", None]
    assert [found[0] for found in lines(view, since="2022-01-01")] == ["2022-01-20"]
    assert [found[0] for found in lines(view, since="2015-01-01")] == ["2022-01-20", "2015-01-01"]


@pytest.fixture
def weeks(opened: Any, monkeypatch: pytest.MonkeyPatch) -> View:
    """A store in which nine meetings on nine days are much."""
    monkeypatch.setattr("kawat.ask.lately._MANY", 5)
    days = [f"2022-01-{day:02}" for day in (1, 2, 3, 10, 11, 20, 21, 22, 23)]
    reports = []
    for number, day in enumerate(days):
        one = told(f"Minister {number} met envoy {number} in town {number}.", f"{number}.txt", day=day)
        one.event(one.text[:-1], "CONSULT", day=day, trigger="met", actors=(f"minister-{number}",))
        reports.append(one)
    writer = cast(Writer, opened(*reports))
    link(writer, containment=0.6)
    return writer


def days_of(page: Timeline) -> list[str]:
    return [item.days.first[-2:] for item in page.items if item.days]


def test_much_begins_with_the_latest_days(weeks: View) -> None:
    page = timeline_lately(weeks, EVERYTHING, EVERYTHING, limit=4)
    assert (page.since, page.first, page.cursor) == ("2022-01-20", "2022-01-01", None)
    assert days_of(page) == ["20", "21", "22", "23"]


def test_a_day_with_more_than_a_page_is_begun(weeks: View) -> None:
    page = timeline_lately(weeks, EVERYTHING, EVERYTHING, limit=1)
    assert page.since == "2022-01-23"
    assert days_of(page) == ["23"]


@pytest.mark.parametrize(
    ("which", "limit", "days"),
    [
        (Filter(since="2022-01-01"), 3, ["01", "02", "03"]),
        (Filter(until="2022-01-11"), 3, ["01", "02", "03"]),
        (EVERYTHING, 9, ["01", "02", "03", "10", "11", "20", "21", "22", "23"]),
        (Filter(actor="minister-3"), 1, ["10"]),
    ],
)
def test_what_is_told_otherwise_or_is_little_begins_at_the_beginning(
    weeks: View, which: Filter, limit: int, days: list[str]
) -> None:
    page = timeline_lately(weeks, which, None, limit=limit)
    assert (page.since, page.first) == (None, None)
    assert days_of(page) == days
