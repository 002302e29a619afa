"""What is read from an index, or was counted beforehand, is what plain reading gives."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from benchmarks.made import make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import Server
from kawat.ask.commitments import undertakings
from kawat.ask.dossier import dossier
from kawat.ask.matrix import matrix
from kawat.records import (
    Actor,
    Claim,
    Commitment,
    Disagreement,
    Event,
    Figure,
    Happening,
    Outcome,
    Quote,
    Record,
    Report,
    Saying,
    Story,
    Written,
    Zone,
    decode,
    encode,
)
from kawat.store import (
    EVERYTHING,
    Count,
    Filter,
    Store,
    View,
    counting,
    known,
    open_store,
    plans,
    searching,
)
from kawat.store.accounts import account, merged
from kawat.store.copying import copy_store
from kawat.store.parties import parties
from kawat.store.schema import TABLES
from older import before_tallies

REPORTS = 60
KINDS = (Report, Quote, Event, Figure, Saying, Happening, Claim, Commitment, Disagreement)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quick") / "made.kawat"
    make(path, REPORTS)
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    with open_store(path) as file:
        if request.param == "sqlite":
            yield file
            return
        postgres: Server = request.getfixturevalue("postgres")
        address = postgres.database(postgres.template())
        with open_store(address) as database:
            copy_store(file, database)
            yield database
        postgres.drop(address)


@pytest.fixture(params=[plans.FEW, 0], ids=["few reports", "in order"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of answering, whatever the size of the store."""
    monkeypatch.setattr(plans, "FEW", request.param)


def named(view: View) -> list[str]:
    actors = list(view.tallies("actor"))
    return [*actors[:3], actors[len(actors) // 2], actors[-1]]


def names(view: View, record: Record, actor: str) -> bool:
    """Whether an actor takes part in a record, or a report names it: told from the record alone."""
    if isinstance(record, Report):
        return actor in {one.id for one in view.records(Actor, report=record.id)}
    return actor in parties(record)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("kind", KINDS)
def test_who_takes_part_is_who_the_records_name(store: Store, kind: type[Record]) -> None:
    with store.view() as view:
        everything = list(view.each(kind))
        for actor in named(view):
            expected = [record for record in everything if names(view, record, actor)]
            assert list(view.each(kind, Filter(actor=actor))) == expected


@pytest.mark.parametrize("kind", [Event, Happening])
@pytest.mark.parametrize("side", ["actor", "recipient"])
def test_a_side_is_the_one_that_the_records_name(store: Store, kind: type[Record], side: str) -> None:
    with store.view() as view:
        for actor in named(view):
            found = list(view.each(kind, Filter(actor=actor, side=side)))  # type: ignore[arg-type]
            field = "actors" if side == "actor" else "recipients"
            assert found == [record for record in view.each(kind) if actor in getattr(record, field)]


_DAYS = st.none() | st.dates(date(2021, 1, 1), date(2023, 12, 31)).map(date.isoformat)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    since=_DAYS,
    until=_DAYS,
    language=st.none() | st.sampled_from(["en", "id"]),
    publisher=st.none() | st.sampled_from(["Outlet 0", "Outlet 1", "Outlet 7", "nobody"]),
    whom=st.none() | st.integers(0, 4),
    size=st.integers(1, 40),
    as_of=st.none() | st.just("2022-06-01"),
)
@pytest.mark.usefixtures("few")
def test_a_filter_lets_through_what_all_its_parts_do(
    store: Store, kind: type[Record], since: str | None, until: str | None, language: str | None,
    publisher: str | None, whom: int | None, size: int, as_of: str | None,
) -> None:  # fmt: skip
    with store.view(as_of) as view:
        actor = None if whom is None else named(view)[whom]
        parts = [
            Filter(since=since, until=until), Filter(language=language, publisher=publisher),
            Filter(actor=actor),
        ]  # fmt: skip
        each = [{record.id for record in view.each(kind, part)} for part in parts]
        which = Filter(since=since, until=until, language=language, publisher=publisher, actor=actor)
        if kind in (Report, Quote, Event, Figure):
            expected = [one.id for one in view.each(kind) if all(one.id in ids for ids in each)]
            assert [one.id for one in view.each(kind, which)] == expected
        found, cursor = list[str](), None
        for _ in range(1_000):
            page = view.listing(kind, which, limit=size, cursor=cursor)
            found += [record.id for record in page.records]
            cursor = page.cursor
            if cursor is None:
                break
        assert found == [one.id for one in view.each(kind, which)]
        assert view.counted(kind, which) == (view.count(kind, which), False)


def test_counts_that_are_kept_are_those_of_the_records(store: Store) -> None:
    with store.view() as view:
        for actor in named(view):
            for kind in (Report, Quote, Event, Figure):
                told = {getattr(one, "report", "") or one.id for one in view.each(kind, Filter(actor=actor))}
                assert view.count(kind, Filter(actor=actor)) == view.tally(told)
            quotes = list(view.each(Quote, Filter(speaker=actor)))
            assert view.count(Quote, Filter(speaker=actor)) == view.tally({one.report for one in quotes})
            for act, (n, count) in view.tallies("act", actor).items():
                same = [one.report for one in quotes if one.act == act]
                assert (n, count) == (len(same), view.tally(set(same)))
        for kind in (Report, Quote, Event, Figure):
            told = {one.id if kind is Report else one.report for one in view.each(kind)}
            assert view.count(kind) == view.tally(told)


@pytest.mark.parametrize("as_of", [None, "2022-01-24"])
def test_groups_of_reports_are_counted_as_each_by_itself(store: Store, as_of: str | None) -> None:
    with store.view() as view:
        ids = [report.id for report in view.each(Report)]
    groups = {"all": ids, "twice": ids[:3] * 2, "one": ids[-1:], "none": [], "nobody's": ["0" * 16]}
    with store.view(as_of) as view:
        assert view.tally_each(groups) == {name: view.tally(some) for name, some in groups.items()}


def test_a_count_ends_at_its_bound_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNTED", 5)
    with store.view() as view:
        for kind in (Saying, Happening, Event):
            count, more = view.counted(kind, Filter(min_score=0.1))
            assert more
            assert Count(0, 0) < count < view.count(kind, Filter(min_score=0.1))


def test_a_count_reads_no_further_than_its_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "EXAMINED", 5)
    with store.view() as view:
        count, more = view.counted(Event, Filter(min_score=0.1))
        assert more
        assert count.raw <= 5


def test_of_many_matches_the_newest_are_weighed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.view() as view:
        word = view.text(next(view.each(Report)).id).split()[3]
        every = view.search(word, limit=REPORTS)
        assert not every.more
        monkeypatch.setattr(searching, "WEIGHED", 1)
        few = view.search(word, limit=REPORTS)
        assert few.more == (every.count.raw > 1)
        assert {match.record.id for match in few.best} <= {match.record.id for match in every.best}


def test_a_store_from_before_counts_the_same(path: Path, tmp_path: Path) -> None:
    def kept(file: Path) -> list[list[tuple[object, ...]]]:
        with sqlite3.connect(file) as connection:
            return [
                connection.execute(sql).fetchall()
                for sql in (
                    "SELECT * FROM party ORDER BY kind, actor, position, no",
                    "SELECT of, owner, label, n, reports, origins FROM tally ORDER BY 1, 2, 3",
                    "SELECT * FROM actor_form ORDER BY 1, 2",
                    "SELECT week, length(cells) FROM week_sheet ORDER BY week",
                    "SELECT * FROM account_day ORDER BY account, span, days",
                    "SELECT id, decided FROM commitment WHERE decided > '' ORDER BY id",
                )
            ]

    old = tmp_path / "old.kawat"
    with sqlite3.connect(path) as connection, sqlite3.connect(old) as copy:
        connection.backup(copy)
    expected = kept(old)
    with sqlite3.connect(old) as connection:
        before_tallies(connection)
    open_store(old)
    assert kept(old) == expected
    assert all(expected)


@pytest.mark.parametrize("day", ["2021-08-31", "2022-06-30", "2022-07-01", "2024-01-01"])
def test_an_actor_is_called_what_most_reports_of_then_call_it(store: Store, day: str) -> None:
    with store.view(day) as view:
        given: dict[str, Counter[bytes]] = defaultdict(Counter)
        for report in view.each(Report):
            for actor in view.records(Actor, report=report.id):
                given[actor.id][encode(account(actor))] += 1
        assert any(len(accounts) > 1 for accounts in given.values())
        for id, accounts in given.items():
            first = next(iter(view.listing(Report, Filter(actor=id), limit=1).records))
            mention = next(one for one in view.records(Actor, report=first.id) if one.id == id)
            expected = merged([(cast(Actor, decode(one)), n) for one, n in accounts.items()])
            assert account(view.actor(id)) == account(expected)
            assert view.actor(id).at == mention.at


def test_reports_that_are_added_again_are_counted_once(path: Path, tmp_path: Path) -> None:
    copied = tmp_path / "again.kawat"
    with sqlite3.connect(path) as connection, sqlite3.connect(copied) as copy:
        connection.backup(copy)
    with open_store(copied) as store, store.writer() as writer:
        for number, report in enumerate(writer.listing(Report, limit=12).records):
            records = [one for kind in (*TABLES, Actor) for one in writer.records(kind, report=report.id)]
            later = msgspec.structs.replace(
                report, written=Written("2022-07-01", "2022-07-03", ("its page",))
            )
            writer.add(later, writer.text(report.id), records[number % 2 :])
    anew = (
        "SELECT m.account, 'day', r.day_to, count(*) FROM actor_mention m JOIN report r ON r.no = m.report"
        " GROUP BY 1, 3 UNION SELECT m.account, 'month', substr(r.day_to, 1, 7), count(*)"
        " FROM actor_mention m JOIN report r ON r.no = m.report GROUP BY 1, 3 ORDER BY 1, 2, 3"
    )
    with sqlite3.connect(copied) as connection:
        kept = connection.execute("SELECT * FROM account_day ORDER BY 1, 2, 3").fetchall()
        assert kept == connection.execute(anew).fetchall()
        assert any(days == "2022-07-03" for _, _, days, _ in kept)


@pytest.mark.parametrize("day", ["2021-02-01", "2022-03-01", "2023-05-31"])
def test_what_was_decided_lately_is_what_all_commitments_tell(store: Store, day: str) -> None:
    with store.view() as view:
        told = [*view.each(Commitment)]
        expected = [one.id for one in told if known.decided(one) >= day]
        assert expected
        found = view.listing(Commitment, Filter(decided_since=day), limit=len(told))
        assert [one.id for one in found.records] == expected


@pytest.mark.parametrize("kind", [Saying, Happening, Claim, Commitment, Disagreement, Story])
@pytest.mark.parametrize("day", [None, "2022-06-30"])
def test_the_most_told_are_those_of_most_origins(store: Store, kind: type[Any], day: str | None) -> None:
    with store.view(day) as view:
        for which in (EVERYTHING, Filter(since="2021-01-10", until="2023-06-30")):
            everything = {one.id: one for one in view.each(kind, which)}
            assert everything
            found = view.most_told(kind, which, limit=len(everything) + 5)
            assert {one.id: one for one in found} == everything
            first = view.most_told(kind, which, limit=3)
            assert [one.id for one in first] == [one.id for one in found[:3]]
            if day is None:
                origins = [one.origins for one in found]
                assert origins == sorted(origins, reverse=True)


@pytest.mark.parametrize("day", [None, "2022-06-30"])
@pytest.mark.parametrize("outcomes", [("met",), ("broken", "overtaken"), ("met", "open"), ("unknown",)])
def test_what_became_of_promises_is_asked_of_the_store(
    store: Store, day: str | None, outcomes: tuple[Outcome, ...]
) -> None:
    with store.view(day) as view:
        expected = [one.id for one in view.each(Commitment) if one.outcome in outcomes]
        assert expected
        found = undertakings(view, outcomes=outcomes, limit=len(expected) + 5)
        assert [line.record.id for line in found.lines] == expected


def test_what_is_looked_up_at_once_is_what_is_looked_up_singly(store: Store) -> None:
    for day in (None, "2022-06-30"):
        with store.view(day) as view:
            ids = [report.id for report in view.each(Report)]
            assert view.texts([*ids, "nothing"]) == {id: view.text(id) for id in ids}
            zones = {id: tuple(view.records(Zone, report=id)) for id in ids}
            assert {id: tuple(some) for id, some in view.zones([*ids, "nothing"]).items()} == zones
            families = {id: view.family_of(id) for id in ids}
            copies = {id: view.tally(one.reports if one else [id]) for id, one in families.items()}
            assert view.copy_counts([*ids, "nothing"]) == copies
            assert any(count.raw > 1 for count in copies.values())


def test_an_actor_is_the_same_however_often_it_is_asked_for(store: Store) -> None:
    for day in (None, "2022-06-30"):
        with store.view(day) as view:
            for one in named(view)[:3]:
                assert view.actor(one) == view.actor(one)
                assert view.found(Actor, [one, "nobody"]) == {one: view.actor(one)}
                named_in = [report.id for report in view.each(Report, Filter(actor=one))]
                assert view.actor(one).report in named_in


def test_the_matrix_of_packed_weeks_is_that_of_the_events(store: Store) -> None:
    with store.view() as now, store.view("2100-01-01") as then:
        for by in ("state", "actor"):
            assert matrix(now, by=by) == matrix(then, by=by)  # type: ignore[arg-type]
        some = {"since": "2021-06-01", "until": "2022-06-01", "types": ("CONSULT",), "statuses": ()}
        assert matrix(now, **some) == matrix(then, **some)  # type: ignore[arg-type]


def test_a_dossier_from_counts_is_that_of_the_records(store: Store) -> None:
    with store.view() as now, store.view("2100-01-01") as then:
        for actor in named(now):
            quick, plain = dossier(now, actor, limit=10_000), dossier(then, actor)
            assert (quick.acts, quick.types, quick.count) == (plain.acts, plain.types, plain.count)
            assert {one.actor: (one.count, one.types) for one in quick.partners} == {
                one.actor: (one.count, one.types) for one in plain.partners
            }
            for part in ("says", "is_told", "does", "undergoes", "figures"):
                assert len(getattr(quick, part)) == len(getattr(plain, part))
