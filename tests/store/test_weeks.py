"""The roll-up by weeks: what an event counts as, and that it always equals a fresh count."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import BY_HAND, Told, told
from kawat.records import Event, Family
from kawat.store import View, WeekCount, open_store
from kawat.store.weeks import cells, pairs, week, week_of


def event(type: str = "REJECT", **fields: Any) -> Event:
    return told("Text").event("Text", type, **fields)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-01-21", "2022-W03"),
        ("2022-01-02", "2021-W52"),
        ("2024-12-30", "2025-W01"),
        ("2022-01-21/2022-02-21", "2022-W03"),
        (None, ""),
    ],
)
def test_week(day: str | None, expected: str) -> None:
    assert week_of(event(day=day)) == expected
    if day:
        assert week(day[:10]) == expected


@pytest.mark.parametrize(
    ("type", "actors", "recipients", "expected"),
    [
        ("THREATEN", ("RUS",), ("UKR",), {("RUS", "UKR")}),
        ("THREATEN", ("RUS", "BLR"), ("UKR",), {("RUS", "UKR"), ("BLR", "UKR")}),
        ("THREATEN", ("RUS",), ("UKR", "USA"), {("RUS", "UKR"), ("RUS", "USA")}),
        ("THREATEN", ("RUS",), (), {("RUS", "")}),
        ("ASSAULT", (), ("UKR",), {("", "UKR")}),
        ("PROTEST", (), (), {("", "")}),
        ("CONSULT", ("RUS", "USA"), (), {("RUS", "USA"), ("USA", "RUS")}),
        ("CONSULT", ("RUS",), ("USA",), {("RUS", "USA"), ("USA", "RUS")}),
        ("AGREE", ("RUS",), (), {("RUS", "")}),
        ("COOPERATE", ("RUS",), ("RUS",), {("RUS", "RUS")}),
        ("REJECT", ("RUS", "RUS"), ("USA", "USA"), {("RUS", "USA")}),
    ],
)  # fmt: skip
def test_pairs(type: str, actors: tuple[str, ...], recipients: tuple[str, ...], expected: set[Any]) -> None:
    found = list(pairs(event(type, actors=actors, recipients=recipients)))
    assert sorted(found) == sorted(expected)


def test_cells_count_events() -> None:
    one = event(day="2022-01-21", actors=("RUS",), recipients=("USA",))
    assert cells([one, one]) == {("2022-W03", "REJECT", "happened", "RUS", "USA"): 2}


def afresh(view: View) -> Counter[tuple[str, ...]]:
    counted: Counter[tuple[str, ...]] = Counter()
    for one in view.each(Event):
        for actor, recipient in pairs(one):
            origin = view.origin(one.report)
            counted[week_of(one), actor, recipient, one.type, one.status, origin] += 1
    return counted


def rolled_up(view: View) -> dict[tuple[str, ...], int]:
    return {row[:-1]: row.n for row in view.weeks()}


REPORTS = [told(f"Text {number}", f"{number}.txt") for number in range(5)]
actors = st.lists(st.sampled_from(["RUS", "USA", "UKR"]), max_size=3).map(tuple)
happenings = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["CONSULT", "THREATEN"]),
            "status": st.sampled_from(["happened", "planned"]),
            "day": st.sampled_from([None, "2022-01-21", "2022-01-28"]),
            "actors": actors,
            "recipients": actors,
        }
    ),
    max_size=4,
    unique_by=str,
)
numbers = st.integers(0, len(REPORTS) - 1)
added = st.tuples(st.just("add"), numbers, happenings)
linked = st.tuples(st.just("link"), st.sets(numbers, min_size=1), st.booleans())


def add(number: int, events: list[dict[str, Any]]) -> Told:
    one = Told(REPORTS[number].report, REPORTS[number].text, [])
    # a report tells an event once: two alike are one record
    for fields in {str(sorted(fields.items(), key=str)): fields for fields in events}.values():
        one.event("Text", fields["type"], **{k: v for k, v in fields.items() if k != "type"})
    return one


def family(ids: list[str]) -> Family:
    return Family(
        report=ids[0], at=REPORTS[0].report.at, made=BY_HAND, reports=tuple(sorted(ids)), members=()
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(added, linked), max_size=12))
def test_roll_up_equals_a_fresh_count(steps: list[Any]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "test.kawat", create=True) as store:
        with store.writer() as writer:
            there: set[int] = set()
            for step, which, what in steps:
                if step == "add":
                    add(which, what).add(writer, str(what))
                    there.add(which)
                elif which & there:
                    ids = [REPORTS[number].id for number in sorted(which & there)]
                    torn = [one.reports for one in writer.families() if {*one.reports} & {*ids}]
                    writer.set_families([*ids, *chain(*torn)], [family(ids)] if what else [])
                assert rolled_up(writer) == afresh(writer)
        with store.view() as view:
            assert rolled_up(view) == afresh(view)


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    with open_store(tmp_path / "test.kawat", create=True) as store:
        with store.writer() as writer:
            one = told("Text")
            one.event("Text", "REJECT", day="2022-01-21", actors=("RUS",))
            one.event("Text", "THREATEN", day="2022-01-28", actors=("RUS",))
            one.event("Text", "THREATEN", day="2022-02-04", actors=("RUS",), status="alleged")
            one.event("Text", "REQUEST", actors=("RUS",))
            one.add(writer)
        with store.view() as view:
            yield lambda *args, **fields: sorted(row.week for row in view.weeks(*args, **fields))
            assert all(isinstance(row, WeekCount) and row.origin == one.id for row in view.weeks())


def test_weeks_filtered(rows: Any) -> None:
    assert rows() == ["", "2022-W03", "2022-W04", "2022-W05"]
    assert rows("2022-W04") == ["2022-W04", "2022-W05"]
    assert rows(None, "2022-W04") == ["2022-W03", "2022-W04"]
    assert rows("2022-W04", "2022-W04") == ["2022-W04"]
    assert rows(types=["THREATEN", "REQUEST"]) == ["", "2022-W04", "2022-W05"]
    assert rows(statuses=["alleged"]) == ["2022-W05"]
