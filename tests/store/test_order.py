"""The order of lists: by days, then what no month is known of, then what has no day; and filters by days."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import Told, period, told
from kawat.records import Event, Figure, Period, Quote, Record, Report, kind_of
from kawat.store import Filter, Store, View, open_store
from kawat.store.schema import TABLES, WHOLES
from kawat.store.sqlite import migrations
from older import before_tallies

TEXT = "Orsk threatens. Veld sends 40 tanks, 300 troops and 50 percent."


def event(one: Told, day: str | None) -> str:
    return one.event("Orsk threatens", "THREATEN", trigger="threatens", day=day).id


def listed(view: View, kind: type[Record], **filters: str) -> list[str]:
    return [record.id for record in view.each(kind, Filter(**filters))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "vague"),
    [
        ("2022-01-21", False),
        ("2022-01-01/2022-02-01", False),
        ("2022-01-01/2022-02-02", True),
        ("2015-08-06/2025-08-06", True),
    ],
)
def test_what_is_wider_than_a_month_is_vague(days: str, vague: bool) -> None:
    found = period(days)
    assert found
    assert found.vague is vague


def test_what_is_known_to_no_month_stands_behind_all_days(store: Store) -> None:
    one = told(TEXT, day="2022-01-21")
    ids = {
        day: event(one, day) for day in ("2015-08-06/2025-08-06", None, "2022-01-21", "2022-01-01/2022-01-31")
    }
    with store.writer() as writer:
        one.add(writer)
        told("Decade", "b.txt", day="2015-08-06/2025-08-06").add(writer)
    with store.view() as view:
        order = ["2022-01-01/2022-01-31", "2022-01-21", "2015-08-06/2025-08-06", None]
        assert listed(view, Event) == [ids[day] for day in order]
        assert [report.source for report in view.each(Report)] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2022-01-10", None, ["2022-01-01/2022-01-31", "2022-01-21"]),
        ("2015-01-01", None, ["2022-01-01/2022-01-31", "2022-01-21", "2015-08-06/2025-08-06"]),
        (None, "2022-01-21", ["2022-01-01/2022-01-31", "2022-01-21"]),
        (None, "2025-08-06", ["2022-01-01/2022-01-31", "2022-01-21", "2015-08-06/2025-08-06"]),
        ("2015-08-06", "2025-08-06", ["2022-01-01/2022-01-31", "2022-01-21", "2015-08-06/2025-08-06"]),
        ("2015-08-07", "2025-08-06", ["2022-01-01/2022-01-31", "2022-01-21"]),
    ],
)
def test_it_passes_only_where_all_of_it_is_asked_for(
    store: Store, since: str | None, until: str | None, expected: list[str]
) -> None:
    one = told(TEXT)
    days = ("2015-08-06/2025-08-06", None, "2022-01-21", "2022-01-01/2022-01-31")
    ids = {day: event(one, day) for day in days}
    with store.writer() as writer:
        one.add(writer)
    with store.view() as view:
        found = [record.id for record in view.each(Event, Filter(since=since, until=until))]
        assert found == [ids[day] for day in expected]


def test_figures_without_a_day_are_sorted_by_what_they_count(store: Store) -> None:
    one = told(TEXT)
    wanted = [
        one.figure("40", 40, 40, "count", of="tanks", holder_actor="ORS"),
        one.figure("300", 9, 9, "persons", of="Troops", holder_actor="ORS"),
        one.figure("300", 300, 300, "persons", of="troops", holder_actor="ORS"),
        one.figure("300", 1000, 2000, "persons", of="troops", holder_actor="ORS"),
        one.figure("300", 300, 300, "persons", of="troops", holder_actor="VEL"),
        one.figure("300", 300, 300, "persons", of="troops"),
        one.figure("300", 300, 300, "persons", of="troops abroad"),
        one.figure("50", 50, 50, "percent"),
    ]
    first = one.figure("50", 50, 50, "percent", as_of="2022-01-21")
    one.records.reverse()
    with store.writer() as writer:
        one.add(writer)
    with store.view() as view:
        assert list(view.each(Figure)) == [first, *wanted]
        assert list(view.each(Figure, Filter(of="TROOPS"))) == wanted[1:7]
        assert view.count(Figure, Filter(of="ships")).raw == 0


day = st.integers(1, 28).map("2022-02-{:02}".format)
spells = st.one_of(
    st.none(),
    st.tuples(day, day).map(lambda ends: Period(min(ends), max(ends))),
    st.tuples(st.integers(2010, 2021), st.integers(2023, 2030)).map(
        lambda years: Period(f"{years[0]}-01-01", f"{years[1]}-01-01")
    ),
)
bounds = st.one_of(st.none(), day, st.sampled_from(["2012-01-01", "2028-06-01"]))


def passes(when: Period | None, since: str | None, until: str | None) -> bool:
    if when is None:
        return since is None and until is None
    if when.vague:
        return (since is None or since <= when.first) and (until is None or when.last <= until)
    return (since is None or when.last >= since) and (until is None or when.first <= until)


@settings(max_examples=40, deadline=None)
@given(st.lists(spells, max_size=12), bounds, bounds, st.sampled_from([None, "RUS"]), st.integers(1, 5))
def test_pages_hold_each_record_once_in_order(
    whens: list[Period | None], since: str | None, until: str | None, speaker: str | None, size: int
) -> None:
    one = told("x" * 12 + " said.")
    for number, when in enumerate(whens):
        day = when and f"{when.first}/{when.last}"
        one.quote("x" * (number + 1), day=day, role=str(number), speaker_actor=speaker)
    which = Filter(since=since, until=until, speaker=speaker)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.kawat", create=True) as store:
        with store.writer() as writer:
            one.add(writer)
        with store.view() as view:
            everything = list(view.each(Quote, which))
            paged: list[Quote] = []
            cursor = None
            while True:
                page = view.listing(Quote, which, limit=size, cursor=cursor)
                paged += page.records
                cursor = page.cursor
                if cursor is None:
                    break
    quotes = [record for record in one.records if isinstance(record, Quote)]
    assert paged == everything
    assert {quote.id for quote in paged} == {q.id for q in quotes if passes(q.said, since, until)}
    ranks = [(2 if q.said is None else int(q.said.vague), q.said.first if q.said else "") for q in paged]
    assert ranks == sorted(ranks)


def test_a_store_from_before_gets_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "old.kawat"
    one = told(TEXT, day="2022-01-21")
    for spell in (
        "2015-08-06/2025-08-06",
        None,
        "2022-01-21",
        "2022-01-01/2022-01-31",
        "2022-01-01/2022-02-01",
    ):
        event(one, spell)
    one.figure("40", 40.5, 41, "count", of="Tanks", holder_actor="ORS")
    one.figure("50", 50, 50, "percent", as_of="2022-01-21")
    with open_store(path, create=True) as store, store.writer() as writer:
        one.add(writer)
    expected = {name: _positions(path, name) for name in ("report", "event", "figure")}
    _as_before(path)
    with open_store(path) as store, store.view() as view:
        assert view.counts()["event"] == 5
    assert {name: _positions(path, name) for name in expected} == expected


def _positions(path: Path, table: str) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT id, position FROM {table} ORDER BY id").fetchall()


def _as_before(path: Path) -> None:
    """The file as it was before lists were sorted by `position`."""
    with sqlite3.connect(path) as connection:
        before_tallies(connection)
        for table in map(kind_of, (Report, *TABLES, *WHOLES)):
            connection.execute(f"DROP INDEX {table}_position")
            connection.execute(f"ALTER TABLE {table} DROP COLUMN position")
            connection.execute(f"CREATE INDEX {table}_day ON {table} (day_from, id)")
        # what later steps added
        connection.execute("ALTER TABLE part DROP COLUMN least")
        added = next(number for number, step in migrations("sqlite").items() if "COLUMN position" in step)
        connection.execute(f"PRAGMA user_version = {added - 1}")
