"""What every store can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from crisis import BY_HAND, Told, add_all, talks, told
from kawat.errors import NotFound, StoreError
from kawat.records import (
    KINDS,
    LINKED,
    Actor,
    Event,
    Failure,
    Family,
    Figure,
    Judgement,
    Name,
    Quote,
    Record,
    Report,
    Role,
    Saying,
    Sentence,
    Span,
    Time,
    Written,
    Zone,
    kind_of,
)
from kawat.store import (
    KIND_BY_NAME,
    UNDATED_DAYS,
    Body,
    Count,
    Filter,
    Meaning,
    Meeting,
    Part,
    Remade,
    Store,
    Tie,
    Visit,
    Writer,
)
from kawat.store.codes import NEAR_BITS

FOUND = (Zone, Sentence, Name, Time, Quote, Event, Figure)


@pytest.fixture
def one(store: Store) -> Told:
    with store.writer() as writer:
        return talks(publisher="Harian", agency="Reuters").add(writer, original=b"<html>page</html>")


def test_kinds_by_name() -> None:
    assert KIND_BY_NAME["quote"] is Quote
    assert set(KIND_BY_NAME) == {kind_of(kind) for kind in (*KINDS, *LINKED)}


def test_what_goes_in_comes_out(store: Store, one: Told) -> None:
    with store.view() as view:
        assert view.report(one.id) == one.report
        assert view.text(one.id) == one.text
        assert view.original(one.id) == b"<html>page</html>"
        for kind in FOUND:
            assert list(view.records(kind, report=one.id)) == [r for r in one.records if isinstance(r, kind)]
        actors = [r for r in one.records if isinstance(r, Actor)]
        assert sorted(view.records(Actor, report=one.id), key=lambda a: a.id) == sorted(
            actors, key=lambda a: a.id
        )
        assert view.failures(one.id) == [r for r in one.records if isinstance(r, Failure)]
        assert view.records(Report, report=one.id) == (one.report,)
        assert view.records(Family, report=one.id) == ()


def test_counts(store: Store, one: Told) -> None:
    with store.view() as view:
        assert view.counts() == {
            "report": 1, "zone": 3, "sentence": 1, "name": 1, "time": 1, "quote": 1, "event": 2, "figure": 1,
            "actor": 3, "family": 0, "story": 0, "saying": 0, "happening": 0, "claim": 0, "commitment": 0,
            "disagreement": 0, "failure": 1, "judgement": 0, "origin": 1,
        }  # fmt: skip


def test_all_is_everything(store: Store, one: Told) -> None:
    verdict = Judgement(left="a", right="b", verdict="same", by="ani", when="2022-02-01")
    with store.writer() as writer:
        writer.judge(verdict)
    with store.view() as view:
        everything = list(view.all())
    assert everything[0] == one.report
    assert everything[-1] == verdict
    assert len(everything) == 2 + len(one.records)
    assert all(record in everything for record in one.records)


def test_same_again_adds_nothing(store: Store, one: Told) -> None:
    with store.writer() as writer:
        assert writer.has(one.id, "1")
        assert not writer.has(one.id, "2")
        assert not writer.has("0000", "1")
        before = writer.counts()
        one.add(writer)
        assert writer.counts() == before


def test_another_fingerprint_replaces_all_records(store: Store, one: Told) -> None:
    new = Told(one.report, one.text, [])
    new.quote("never", speaker_actor="RUS")
    with store.writer() as writer:
        new.add(writer, "2")
        assert writer.has(one.id, "2")
        assert not writer.has(one.id, "1")
    with store.view() as view:
        counts = view.counts()
        assert {name for name, n in counts.items() if n} == {"report", "quote", "origin"}
        assert view.search("threaten", "quote").best == ()
        assert view.search("never", "quote").count == Count(1, 1)
        assert view.search("Geneva").count == Count(1, 1)
        assert list(view.weeks()) == []
        assert view.actors() == []
        with pytest.raises(NotFound):
            view.actor("RUS")


def test_a_failed_add_leaves_the_old_report(store: Store, one: Told) -> None:
    broken = Told(one.report, one.text, [])
    event = broken.event("never", "REJECT")
    # what only the file itself can refuse: a text that cannot be encoded
    broken.records.append(msgspec.structs.replace(event, id="x", type="\ud800"))
    with store.writer() as writer:
        with pytest.raises((StoreError, UnicodeEncodeError)):
            broken.add(writer, "2")
        assert writer.has(one.id, "1")
        assert writer.counts()["zone"] == 3


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Zone(report="other", at=(Span(0, 1),), made=BY_HAND, role="body"), "is of report 'other'"),
        (Judgement(left="a", right="b", verdict="same", by="x", when="y"), "no records of kind 'judgement'"),
    ],
)
def test_refuses_what_is_not_of_the_report(store: Store, record: Any, message: str) -> None:
    one = told("Text")
    one.records.append(record)
    with store.writer() as writer, pytest.raises(StoreError, match=message):
        one.add(writer)


def test_refuses_evidence_beyond_the_text(store: Store) -> None:
    one = told("Text")
    one.records.append(Zone(report=one.id, at=(Span(0, 5),), made=BY_HAND, role="body"))
    with store.writer() as writer, pytest.raises(StoreError, match=r"points beyond the text .* \(4 char"):
        one.add(writer)


def test_refuses_a_record_that_comes_twice(store: Store) -> None:
    one = told("Text")
    one.records.append(one.quote("Text"))
    with store.writer() as writer, pytest.raises(StoreError, match="comes twice: leave one out"):
        one.add(writer)


def test_refuses_half_a_character(store: Store) -> None:
    report = told("Text").report
    with store.writer() as writer, pytest.raises(StoreError, match="half a character at 1"):
        writer.add(report, "a\ud800b", [])


@pytest.mark.parametrize("text", ["nul\0 in it", "\ufeffkop", "a\r\nb\u2028c", "𝐁erita ekonomi 🇺🇦", " \n"])
def test_text_is_kept_as_received(store: Store, text: str) -> None:
    with store.writer() as writer:
        one = told(text).add(writer)
    with store.view() as view:
        assert view.text(one.id) == text


def test_how_it_was_read_is_kept_beside_it(store: Store) -> None:
    with store.writer() as writer:
        one = talks().add(writer)
        assert writer.input(one.id) is None
        writer.add(one.report, one.text, one.records, input='{"form":"page"}')
        assert writer.input(one.id) == '{"form":"page"}'
        writer.add(one.report, one.text, one.records)
        assert writer.input(one.id) is None
        with pytest.raises(NotFound):
            writer.input("nothing")


def test_addresses_are_remembered_as_they_were_last(store: Store) -> None:
    first = Visit("https://b.example/feed", "2022-01-21T10:00:00Z", watched=True, etag='"1"', modified="then")
    page = Visit("https://b.example/page", "2022-01-21T10:00:01Z", state="2022-01-20", failed=2)
    other = Visit("https://a.example/feed", "2022-01-21T10:00:02Z", watched=True)
    with store.writer() as writer:
        for visit in (first, page, other):
            writer.remember(visit)
        assert list(writer.watched()) == [other, first]
        later = msgspec.structs.replace(first, watched=False, etag=None)
        writer.remember(later)
    with store.view() as view:
        assert (view.visit(first.url), view.visit(page.url)) == (later, page)
        assert view.visit("https://b.example/") is None
        assert list(view.watched()) == [other]


def test_original_is_optional(store: Store) -> None:
    with store.writer() as writer:
        one = told("Text").add(writer)
        assert writer.original(one.id) is None


def test_record_of_every_kind_by_id(store: Store, one: Told) -> None:
    with store.view() as view:
        for record in one.records:
            if not isinstance(record, Actor):
                assert view.record(record.id) == record
                assert view.record(record.id[:12]) == record
        assert view.record(one.id) == one.report
        assert view.report(one.id[:9]) == one.report
        assert view.record("pavel-ros").name == "Pavel Roskov"  # type: ignore[union-attr]


@pytest.mark.parametrize("id", ["zzz", ""])
def test_unknown_id(store: Store, id: str) -> None:
    with store.view() as view:
        with pytest.raises(NotFound, match="nothing has an id that begins with"):
            view.record(id)
        with pytest.raises(NotFound, match="no report has an id"):
            view.text(id)
        with pytest.raises(NotFound, match="no report names an actor"):
            view.actor(id)


def test_ambiguous_beginning(store: Store) -> None:
    reports = [told("Text", f"{n}.txt") for n in range(17)]
    first = Counter(report.id[0] for report in reports).most_common(1)[0][0]
    with store.writer() as writer:
        add_all(writer, reports)
        with pytest.raises(NotFound, match=f"several ids begin with '{first}': report {first}"):
            writer.record(first)
        with pytest.raises(NotFound, match=f"several reports have ids that begin with '{first}'"):
            writer.report(first)


def test_whole_id_wins_over_longer_ones(store: Store) -> None:
    one = told("Rusia")
    one.actor("Rusia", "RUS")
    one.actor("Rusia", "RUS/minister", sort="role")
    with store.writer() as writer:
        one.add(writer)
        assert writer.record("RUS").id == "RUS"  # type: ignore[union-attr]


def test_view_is_a_snapshot_and_never_waits(store: Store, one: Told) -> None:
    with store.view() as view, store.writer() as writer:
        with writer.transaction():
            told("Later").add(writer)
            with store.view() as meanwhile:
                assert meanwhile.counts()["report"] == 1
        assert view.counts()["report"] == 1
        with store.view() as after:
            assert after.counts()["report"] == 2


def test_transaction_is_whole_or_not_at_all(store: Store) -> None:
    with store.writer() as writer:
        with pytest.raises(ZeroDivisionError), writer.transaction():
            raise ZeroDivisionError(told("One").add(writer))
        assert writer.counts()["report"] == 0
        told("Two").add(writer)
        assert writer.counts()["report"] == 1


def test_judgements(store: Store) -> None:
    verdicts = [
        Judgement(left="a", right=right, verdict="right", by="ani", when=f"2022-02-0{n}")
        for n, right in enumerate("bcb", 1)
    ]
    with store.writer() as writer:
        for verdict in verdicts:
            writer.judge(verdict)
    with store.view() as view:
        assert view.judgements() == verdicts
        assert view.judgements("b") == [verdicts[0], verdicts[2]]
        assert view.judgements("a") == verdicts


def many(store: Store) -> list[Told]:
    """Three reports of different days, publishers and languages."""
    reports = []
    for number, (day, language) in enumerate([("2022-01-20", "en"), ("2022-01-21", "id"), (None, "en")]):
        one = told(
            "Rusia menolak. Washington warns.",
            f"feed/{number}.txt",
            day=day,
            language=language,
            publisher=f"Koran {number}",
            agency="AFP" if number else None,
        )
        one.event("Rusia menolak", "REJECT", day=day, actors=("RUS",), recipients=("USA",))
        one.event(
            "Washington warns", "THREATEN", day=day, actors=("USA",), recipients=("RUS",), status="alleged"
        )
        one.quote("menolak", day=day, speaker_actor="RUS", addressee_actor="USA", act="reject")
        one.quote("warns", day=day, speaker_actor="USA", form="indirect", act="warn")
        one.figure("Rusia", number, number, ["persons", "USD", "days"][number], according_to_actor="USA")
        one.actor("Rusia", "RUS")
        reports.append(one)
    with store.writer() as writer:
        add_all(writer, reports)
    return reports


@pytest.mark.parametrize(
    ("kind", "filter", "reports"),
    [
        (Report, Filter(), [0, 1, 2]),
        (Report, Filter(since="2022-01-21"), [1]),
        (Report, Filter(until="2022-01-20"), [0]),
        (Report, Filter(language="en"), [0, 2]),
        (Report, Filter(publisher="koran 1"), [1]),
        (Report, Filter(agency="afp"), [1, 2]),
        (Report, Filter(source="feed/2"), [2]),
        (Report, Filter(actor="RUS"), [0, 1, 2]),
        (Report, Filter(actor="CHN"), []),
        (Event, Filter(type=("REJECT",)), [0, 1, 2]),
        (Event, Filter(type=("REJECT", "THREATEN"), until="2022-01-20"), [0, 0]),
        (Event, Filter(status=("alleged",), since="2022-01-01"), [0, 1]),
        (Event, Filter(actor="USA", side="actor"), [0, 1, 2]),
        (Event, Filter(side="recipient", language="id"), [1, 1]),
        (Event, Filter(actor="CHN"), []),
        (Event, Filter(language=""), []),
        (Quote, Filter(speaker="RUS"), [0, 1, 2]),
        (Quote, Filter(addressee="USA", publisher="Koran 2"), [2]),
        (Quote, Filter(actor="USA", language="id"), [1, 1]),
        (Quote, Filter(act=("warn",), form=("indirect",)), [0, 1, 2]),
        (Figure, Filter(unit=("USD", "days")), [1, 2]),
        (Figure, Filter(actor="USA"), [0, 1, 2]),
    ],
)
def test_filters(store: Store, kind: type[Record], filter: Filter, reports: list[int]) -> None:
    ids = [one.id for one in many(store)]
    with store.view() as view:
        found = list(view.each(kind, filter))
        assert sorted(ids.index(r.id if kind is Report else r.report) for r in found) == reports
        assert view.count(kind, filter) == Count(len(set(reports)), len(set(reports)))


def test_all_zones_of_filtered_reports(store: Store, one: Told) -> None:
    with store.view() as view:
        assert list(view.each(Zone, Filter(language="en"))) == list(view.records(Zone, report=one.id))
        assert list(view.each(Zone, Filter(language="id"))) == []


def test_filter_by_report(store: Store) -> None:
    first, *_ = many(store)
    with store.view() as view:
        assert {event.report for event in view.each(Event, Filter(report=first.id))} == {first.id}


@pytest.mark.parametrize(
    ("kind", "filter", "message"),
    [
        (Event, Filter(unit=("USD",)), "'event' cannot be filtered by 'unit': it can by actor, agency"),
        (Zone, Filter(), "'zone' can be listed only of one report: lists are of report, quote"),
        (Quote, Filter(unit=("USD",)), "'quote' cannot be filtered by 'unit'"),
        (Actor, Filter(), "'actor' can be listed only of one report"),
    ],
)
def test_filters_that_do_not_fit(store: Store, kind: type[Record], filter: Filter, message: str) -> None:
    with store.view() as view, pytest.raises(StoreError, match=message):
        view.listing(kind, filter)


@pytest.mark.parametrize("kind", [Report, Event, Quote, Figure])
def test_pages_are_the_whole_listing(store: Store, kind: type[Record]) -> None:
    many(store)
    with store.view() as view:
        whole = list(view.each(kind))
        pages, cursor = [], None
        while not pages or cursor:
            page = view.listing(kind, limit=2, cursor=cursor)
            pages.append(page.records)
            cursor = page.cursor
        assert [record for page in pages for record in page] == whole
        assert all(len(page) == 2 for page in pages[:-1])


def test_listing_is_in_order_of_days_undated_last(store: Store) -> None:
    many(store)
    with store.view() as view:
        days = [event.when and event.when.first for event in view.each(Event)]
    assert days == ["2022-01-20"] * 2 + ["2022-01-21"] * 2 + [None] * 2


def test_wrong_cursor(store: Store) -> None:
    with store.view() as view, pytest.raises(StoreError, match="'page2' is no cursor"):
        view.listing(Event, cursor="page2")


def test_report_day_falls_back_to_the_day_given_and_the_page(store: Store) -> None:
    given = told("a", "1", given_date="2022-01-05", page_date="2022-01-07")
    paged = told("b", "2", page_date="2022-01-06")
    with store.writer() as writer:
        add_all(writer, [paged, given])
        assert [r.id for r in writer.each(Report)] == [given.id, paged.id]
        assert [r.id for r in writer.each(Report, Filter(since="2022-01-06"))] == [paged.id]


ROLE = Role("foreign-minister", "RUS", "2004")


def account(source: str, **fields: Any) -> Told:
    one = told("Roskov", source)
    one.actor("Roskov", "pavel-roskov", **({"sort": "person", "name": "Pavel Roskov"} | fields))
    return one


def test_actors_are_merged_from_all_reports(store: Store) -> None:
    accounts = [
        account("1", names={"en": ("Roskov", "Pavle Roskov")}, roles=(ROLE,)),
        account("2", names={"id": ("Menlu Roskov",), "en": ("Roskov",)}, country="RUS"),
        account("3", names={"en": ("Pavle Roskov", "Roskov")}, name="P. Roskov", wikidata="Q1"),
        account("4", roles=(ROLE,), same_as=("Q1",)),
    ]
    with store.writer() as writer:
        add_all(writer, accounts)
        merged = writer.actor("pavel-roskov")
    assert merged.name == "Pavel Roskov"
    assert merged.names == {"en": ("Roskov", "Pavle Roskov"), "id": ("Menlu Roskov",)}
    assert (merged.country, merged.wikidata, merged.same_as) == ("RUS", "Q1", ("Q1",))
    assert merged.roles == (ROLE,)
    assert merged.report == min(one.id for one in accounts)


def test_the_name_that_most_reports_give_is_that_of_the_day(store: Store) -> None:
    # the seldom one comes first, and is the more frequent one at first
    names = ["Roskov", "Roskov", "Pavel Roskov", "Pavel Roskov", "Pavel Roskov", "Pavel Roskov"]
    with store.writer() as writer:
        for number, name in enumerate(names):
            one = told("Roskov", str(number), given_date=f"2022-01-0{number + 1}")
            one.actor("Roskov", "pavel-roskov", sort="person", name=name)
            one.add(writer)
    for day, name in ((None, names[-1]), ("2022-01-03", names[0]), ("2022-01-05", names[-1])):
        with store.view(day) as view:
            assert view.actor("pavel-roskov").name == name
            assert view.found(Actor, ["pavel-roskov", "nobody"])["pavel-roskov"].name == name


def test_merged_actor_does_not_depend_on_the_order_of_adding(store: Store) -> None:
    accounts = [account(str(n), name=f"Roskov {n % 2}", country=["RUS", "USA"][n % 2]) for n in range(4)]
    with store.writer() as writer:
        add_all(writer, accounts)
        forward = writer.actor("pavel-roskov")
        for one in accounts:
            Told(one.report, one.text, []).add(writer, "2")
        assert writer.counts()["actor"] == 0
        for one in reversed(accounts):
            one.add(writer, "3")
        assert writer.actor("pavel-roskov") == forward


def test_actors_most_reported_first(store: Store) -> None:
    with store.writer() as writer:
        for number, actors in enumerate([("RUS", "NATO"), ("RUS",), ("RUS", "NATO", "UKR")]):
            one = told("Text", f"{number}.txt")
            for actor in actors:
                one.actor("Text", actor, sort="organisation" if actor == "NATO" else "state")
            one.add(writer)
        assert [(a.actor.id, a.count) for a in writer.actors()] == [
            ("RUS", (3, 3)), ("NATO", (2, 2)), ("UKR", (1, 1)),
        ]  # fmt: skip
        assert [a.actor.id for a in writer.actors("state")] == ["RUS", "UKR"]
        assert [a.actor.id for a in writer.actors(limit=1)] == ["RUS"]


def family_of(centre: Told, *others: Told) -> Family:
    reports = tuple(sorted(one.id for one in (centre, *others)))
    return Family(report=centre.id, at=centre.report.at, made=BY_HAND, reports=reports, members=())


def test_families_make_copies_one_origin(store: Store) -> None:
    first, second, third = many(store)
    family = family_of(first, second)
    with store.writer() as writer:
        assert writer.unlinked() == [first.id, second.id, third.id]
        writer.set_families([first.id, second.id, third.id], [family])
        assert writer.unlinked() == []
    with store.view() as view:
        assert view.counts()["origin"] == 2
        assert view.count(Event) == Count(3, 2)
        assert view.tally([first.id, second.id, first.id]) == Count(2, 1)
        assert view.report(second.id).family == family.id
        assert view.report(third.id).family is None
        assert view.origin(second.id) == view.origin(first.id) == first.id
        assert view.origin(third.id) == third.id
        assert view.family_of(second.id) == family
        assert view.family_of(third.id) is None
        assert list(view.families()) == [family]
        assert view.records(Family, report=second.id) == (family,)
        assert view.record(family.id) == family
        assert family in list(view.all())
        assert [r.id for r in view.each(Report, Filter(family=family.id))] == [first.id, second.id]
        assert {r.family for r in view.each(Report)} == {family.id, None}
        assert view.actors()[0].count == Count(3, 2)
        assert {row.origin for row in view.weeks()} == {first.id, third.id}


def test_a_family_is_replaced(store: Store) -> None:
    first, second, third = many(store)
    with store.writer() as writer:
        writer.set_families([first.id, second.id], [family_of(first, second)])
        writer.set_families([first.id, second.id, third.id], [family_of(third, second)])
        assert [f.report for f in writer.families()] == [third.id]
        assert writer.origin(first.id) == first.id
        assert writer.origin(second.id) == third.id
        writer.set_families([second.id, third.id], [])
        assert writer.counts()["family"] == 0
        assert writer.counts()["origin"] == 3


def test_a_replaced_report_stays_in_its_family_until_linked_anew(store: Store) -> None:
    first, second, _ = many(store)
    with store.writer() as writer:
        writer.set_families([first.id, second.id], [family_of(first, second)])
        second.add(writer, "2")
        assert second.id in writer.unlinked()
        assert writer.origin(second.id) == first.id


def test_the_family_a_caller_gives_is_not_taken(store: Store) -> None:
    one = told("Text")
    one.report = msgspec.structs.replace(one.report, family="made-up")
    with store.writer() as writer:
        one.add(writer)
        assert writer.report(one.id).family is None


@pytest.fixture
def three(store: Store) -> Iterator[tuple[Writer, list[str]]]:
    reports = [told("Text", f"{n}.txt") for n in range(3)]
    with store.writer() as writer:
        add_all(writer, reports)
        yield writer, [one.id for one in reports]


LOW, HIGH = -(2**31), 2**31 - 1
ONE, TWO, THREE = Body("d1", 10, (LOW, 5, HIGH)), Body("d2", 20, (7, 5, HIGH)), Body("d3", 30, (5, 8))


def test_bodies(three: tuple[Writer, list[str]]) -> None:
    writer, (one, two, other) = three
    assert writer.body(one) is None
    writer.set_body(one, ONE)
    writer.set_body(two, ONE)
    assert writer.body(one) == writer.body(two) == ONE
    assert writer.copies("d1") == sorted([one, two])
    writer.set_body(other, TWO)
    assert writer.near("d1") == ["d2"]
    writer.set_body(other, THREE)
    assert writer.near("d1") == []
    assert writer.copies("d2") == []
    writer.set_body(other, Body("no words", 0, ()))
    assert writer.near("no words") == []


def code(*differing: int) -> bytes:
    """A sentence's code, differing from all zeros in these bits."""
    return sum(1 << bit for bit in differing).to_bytes(16, "little")


def test_meanings_are_found_by_codes_like_theirs(three: tuple[Writer, list[str]]) -> None:
    writer, ids = three
    for id, body in zip(ids, (ONE, TWO, THREE), strict=True):
        writer.set_body(id, body)
    assert writer.meaning("d1") is None
    assert writer.alike("d1") == []
    lines = [range(0, 60), range(30, 90), range(60, 128)]
    mine = Meaning(b"".join(code(*line) for line in lines), b"vectors of one")
    like = Meaning(b"".join(code(*line[NEAR_BITS:]) for line in lines), b"vectors of two")
    less = Meaning(b"".join(code(*line[NEAR_BITS + 1 :]) for line in lines[:1]) + like.codes[16:], b"")
    for digest, meaning in (("d1", mine), ("d2", like), ("d3", less)):
        writer.set_meaning(digest, meaning)
        assert writer.meaning(digest) == meaning
    assert writer.meanings(["d3", "d1", "d9"]) == {"d1": mine.vectors, "d3": less.vectors}
    assert writer.alike("d1") == ["d2"]
    assert "d1" in writer.alike("d2")
    writer.set_body(ids[1], ONE)
    assert writer.meaning("d2") is None
    assert writer.alike("d1") == []


def test_ties_of_several_parts_are_told_at_once(three: tuple[Writer, list[str]]) -> None:
    writer, reports = three
    parts = {id: Part(f"part{n}", id, ("key",), b"") for n, id in enumerate(reports)}
    writer.set_parts(Saying, {id: [part] for id, part in parts.items()})
    writer.set_ties(Saying, {"part0": {"part1": Tie(0.5, "words"), "part2": Tie(0.0, "evidence")}})
    found = writer.scores(Saying, ["part2", "part1", "part0", "nobody's"])
    assert found == {"part2": {}, "part1": {"part0": 0.5}, "part0": {"part1": 0.5}, "nobody's": {}}
    writer.set_wholes(Saying, [Remade(["part0", "part1"], [], 0.9)])
    assert writer.least(Saying, ["part1", "part2", "nobody's"]) == {"part1": 0.9, "part2": 0.0}


def test_one_sentence_that_all_have_does_not_make_bodies_alike(three: tuple[Writer, list[str]]) -> None:
    writer, ids = three
    for id, body in zip(ids, (ONE, TWO, THREE), strict=True):
        writer.set_body(id, body)
    writer.set_meaning("d1", Meaning(code() * 5, b""))
    writer.set_meaning("d2", Meaning(code() + code(*range(64)) + code(*range(64, 128)), b""))
    assert writer.alike("d1") == writer.alike("d2") == []


@pytest.mark.parametrize(
    ("days", "keys", "same", "found"),
    [
        ((4,), (), 3, True),
        ((9,), (), 5, False),
        ((9,), ((7, 0),), 5, True),
        ((9,), ((7, 5),), 5, False),
        ((9,), ((7, 0),), 3, False),
        ((UNDATED_DAYS,), (), 5, False),
    ],
    ids=[
        "of one week",
        "long after",
        "a key in common",
        "a key in common, of other sentences",
        "too little like it for that",
        "of no day",
    ],
)
def test_bodies_are_compared_that_are_of_one_time_or_have_a_key_in_common(
    three: tuple[Writer, list[str]],
    days: tuple[int, ...],
    keys: tuple[tuple[int, int], ...],
    same: int,
    found: bool,
) -> None:
    writer, ids = three
    writer.set_body(ids[0], ONE, (3, 4))
    writer.set_body(ids[1], TWO, days)
    mine = [code(*range(n, n + 60)) for n in range(0, 64, 8)]
    other = [code(bit) for bit in range(120, 125)]
    writer.set_meaning("d1", Meaning(b"".join(mine), b"", ((-3, 1), (7, 0))))
    writer.set_meaning("d2", Meaning(b"".join([*mine[:same], *other]), b"", keys))
    assert ("d2" in writer.alike("d1")) == ("d1" in writer.alike("d2")) == found


def test_bodies_whose_reports_are_of_other_days_are_compared_anew(three: tuple[Writer, list[str]]) -> None:
    writer, (one, two, other) = three
    for id, body in ((one, ONE), (other, THREE)):
        writer.set_body(id, body, (3, 4))

    def settle() -> None:
        writer.set_shares("d1", {"d3": 0.7})
        writer.set_families([one, two, other], [])

    settle()
    writer.set_body(one, ONE, (4, 3))
    assert (writer.unlinked(), writer.shares("d1")) == ([], {"d3": 0.7})
    writer.set_body(two, ONE, (4,))
    assert (writer.unlinked(), writer.shares("d1")) == ([], {"d3": 0.7})
    writer.set_body(two, ONE, (5,))
    assert (writer.unlinked(), writer.shares("d1"), writer.compared("d1")) == ([one, two], {}, False)
    settle()
    # the days of what it had before are others now
    writer.set_body(two, TWO, (5,))
    assert (writer.unlinked(), writer.shares("d1"), writer.shares("d3")) == ([one], {}, {})


def test_shares_are_known_on_both_sides_while_there_are_copies(three: tuple[Writer, list[str]]) -> None:
    writer, ids = three
    for id, body in zip(ids, (ONE, TWO, THREE), strict=True):
        writer.set_body(id, body)
    writer.set_shares("d1", {"d2": 0.7})
    writer.set_shares("d3", {"d1": 1.0})
    assert writer.shares("d1") == {"d2": 0.7, "d3": 1.0}
    assert writer.shares("d3") == {"d1": 1.0}
    writer.set_body(ids[2], ONE)
    assert writer.shares("d1") == {"d2": 0.7}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("/home/someone/reports/a.txt", "a.txt"),
        ("C:\\Users\\someone\\a.txt", "a.txt"),
        ("reports/a.jsonl#2022/7", "a.jsonl#2022/7"),
        ("/srv/a.warc.gz#https://news.example/a", "a.warc.gz#https://news.example/a"),
        ("https://news.example/home/a.html", "https://news.example/home/a.html"),
        ("file:///home/someone/a.txt", "a.txt"),
        ("-", "-"),
    ],
)
def test_folders_are_left_out_when_that_is_asked(store: Store, source: str, told: str) -> None:
    with store.writer() as writer:
        talks(source).add(writer)
    with store.view() as view:
        assert [report.source for report in view.each(Report)] == [source]
        view.leave_out_folders()
        (report,) = view.each(Report)
        assert report.source == told
        assert view.report(report.id) == report
        assert view.found(Report, [report.id]) == {report.id: report}
        assert report in list(view.all())


def test_lent_days_and_who_met_whom(three: tuple[Writer, list[str]]) -> None:
    writer, (one, two, other) = three
    own = Written("2022-01-07", "2022-01-28", ("by hand",))
    writer.set_lent(one, own, two)
    writer.set_lent(other, None, None)
    assert (writer.is_lent(one), writer.is_lent(two), writer.lent_by(two)) == (True, False, [one])
    assert (writer.as_read(one).written, writer.as_read(other).written) == (own, None)
    told("Text", "0.txt").add(writer, "2")
    assert not writer.is_lent(one)
    asks = Meeting(one, "a b", None, "e1", b"asks")
    tells = [Meeting(two, "a b", f"2022-01-2{n}", "e2", b"tells") for n in (1, 3)]
    writer.set_meetings(one, [asks])
    writer.set_meetings(two, [*tells, Meeting(two, "a c", "2022-03-01", "e2", b"tells")])
    assert writer.meeting_days("a b") == ("2022-01-21", "2022-01-23")
    assert writer.meeting_days("b c") is None
    assert (writer.meetings("a b"), writer.asking("a b"), writer.meetings_of(one)) == (tells, [one], [asks])
    writer.set_meetings(two, [])
    assert writer.meeting_days("a b") is None


@pytest.mark.parametrize(
    ("reports", "waiting", "linked"), [(3, 0, True), (3, 1, False), (100, 1, True), (100, 2, False)]
)
def test_of_many_reports_a_few_may_wait_to_be_linked(
    store: Store, reports: int, waiting: int, linked: bool
) -> None:
    made = [told(f"Text {number}.", f"{number}.txt") for number in range(reports)]
    ids = [one.id for one in made]
    with store.writer() as writer:
        add_all(writer, made)
        writer.set_families(ids, [])
        writer.set_joined(ids[waiting:])
        assert writer.linked() is linked
