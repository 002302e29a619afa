"""Figures of many reports into claims: who gives them, of how many origins, and what stays apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from crisis import Told, plain
from kawat.link.steps import link
from kawat.records import Claim, Judgement
from kawat.store import Writer, open_store
from orders import Rounds, in_rounds, made_of

AT_THE_BORDER = "Freedonia keeps {} at the border of Sylvania, says {}."


def gives(
    words: str, number: float, source: str, *, by: str | None = "NATO", day: str = "2022-01-21", **fields: Any
) -> Told:
    """A report with a figure of it."""
    language = fields.pop("language", "en")
    one = plain(fields.pop("text", AT_THE_BORDER).format(words, by), source, day=day, language=language)
    fields = {"of": "troops of Freedonia", "holder_actor": "FRD", "according_to_actor": by} | fields
    one.sentence(one.text)
    if "Freedonia" in one.text:
        one.name("Freedonia", "FRD")
    one.figure(words, number, fields.pop("high", number), fields.pop("unit", "persons"), **fields)
    return one


def joined(writer: Writer, *reports: Told) -> list[Claim]:
    for report in reports:
        report.add(writer)
    link(writer, containment=0.6)
    assert writer.loose(Claim) == []
    return list(writer.each(Claim))


def ids(told: Told) -> str:
    return told.records[-1].id


def test_one_number_of_one_thing_is_one_claim_whoever_gives_it(writer: Writer) -> None:
    one = gives("94,300 troops", 94_300, "one.txt", by="SYL")
    other = gives("94.300 tentara", 94_300, "other.txt", language="id", day="2022-01-29", qualifier="about")
    (claim,) = joined(writer, one, other)
    assert claim.members == (ids(one), ids(other))
    assert (claim.reports, claim.origins, claim.basis) == (2, 2, ())
    assert (claim.low, claim.unit, claim.of, claim.holder_actor) == (
        94_300,
        "persons",
        "troops of Freedonia",
        "FRD",
    )
    assert (claim.according_to, claim.languages, claim.qualifier) == (("SYL", "NATO"), ("en", "id"), "about")
    assert claim.given_by == ("SYL", "NATO")


def test_who_gives_a_claim_in_each_report_and_by_a_day(tmp_path: Path) -> None:
    reports = [
        gives("94,300 troops", 94_300, "itself.txt", by=None),
        gives("94,300 troops", 94_300, "later.txt", by="SYL", day="2022-01-23"),
    ]
    with open_store(tmp_path / "test.kawat", create=True) as store:
        with store.writer() as writer:
            (claim,) = joined(writer, *reports)
        with store.view("2022-01-22") as view:
            (earlier,) = view.each(Claim)
    assert (claim.given_by, claim.according_to) == ((None, "SYL"), ("SYL",))
    assert (earlier.given_by, earlier.according_to, earlier.reports) == ((None,), (), 1)


def test_lengths_of_time_are_one_in_whatever_unit(writer: Writer) -> None:
    fields = {"of": None, "holder_actor": None, "by": "SYL"}
    text = "The ministers of Freedonia and Sylvania met for {} in the harbour house, said {}."
    one = gives("90 minutes", 90, "one.txt", unit="minutes", text=text, **fields)
    other = gives("one and a half hours", 1.5, "other.txt", unit="hours", text=text, **fields)
    (claim,) = joined(writer, one, other)
    assert (claim.low, claim.unit) in [(90, "minutes"), (1.5, "hours")]


def test_told_through_one_outlet_is_one_origin(writer: Writer) -> None:
    texts = (
        "{} are counted near the gate of Freedonia, {} learned.",
        "By the count that {1} has seen there are {0}.",
    )
    reports = []
    for number, text in enumerate(texts):
        one = gives("94,300 troops", 94_300, f"{number}.txt", by="the-buoy", text=text)
        one.actor("94,300", "the-buoy", name="The Buoy", sort="organisation", cls="media")
        reports.append(one)
    (claim,) = joined(writer, *reports)
    assert (claim.reports, claim.origins) == (2, 1)
    assert claim.basis == ("2 reports hand on what was told to The Buoy",)


@pytest.mark.parametrize(
    "other",
    [
        gives("127,000 troops", 127_000, "other.txt"),
        gives("94,300 troops", 94_300, "other.txt", of="troops of Sylvania", holder_actor="SYL"),
        gives("94,300 refugees", 94_300, "other.txt", of="refugees"),
        gives("94,300 troops", 94_300, "other.txt", day="2022-08-30"),
        gives("94,300 tons", 94_300, "other.txt", unit="tons"),
    ],
    ids=["another number", "another owner", "another thing", "months later", "another unit"],
)
def test_what_is_not_the_same_stays_apart(writer: Writer, other: Told) -> None:
    assert len(joined(writer, gives("94,300 troops", 94_300, "one.txt"), other)) == 2


def test_small_numbers_are_the_same_only_when_told_alike(writer: Writer) -> None:
    fields = {"of": "people killed", "holder_actor": None, "by": "SYL"}
    one = gives(
        "two dead", 2, "one.txt", text="A blast in the harbour of Freedonia left {}, {} said.", **fields
    )
    same = gives(
        "two dead", 2, "same.txt", text="It left {}: a blast in the harbour of Freedonia, {} said.", **fields
    )
    other = gives(
        "two dead", 2, "other.txt", text="{} were found after the storm on the hill, {} wrote.", **fields
    )
    claims = joined(writer, one, same, other)
    assert sorted(len(claim.members) for claim in claims) == [1, 2]


def test_a_bare_number_counts_what_the_one_before_it_counts(writer: Writer) -> None:
    text = "Sylvania counts 94,300 troops of Freedonia, or some 127,000 with the fleet."
    one = plain(text, "one.txt", day="2022-01-21", language="en")
    one.sentence(text)
    one.figure("94,300 troops", 94_300, 94_300, "persons", of="troops of Freedonia", holder_actor="FRD")
    one.figure("some 127,000", 127_000, 127_000, "count", qualifier="about")
    other = gives("127,000 soldiers", 127_000, "other.txt")
    claims = {claim.low: claim for claim in joined(writer, one, other)}
    assert claims[127_000].reports == 2
    assert (claims[127_000].of, claims[127_000].holder_actor) == ("troops of Freedonia", "FRD")


def test_a_report_read_anew_leaves_nothing_of_what_it_gave(writer: Writer) -> None:
    one, other = (
        gives("94,300 troops", 94_300, "one.txt"),
        gives("94,300 troops", 94_300, "other.txt", by="SYL"),
    )
    joined(writer, one, other)
    other.records = other.records[:-1]
    other.add(writer, "2")
    (claim,) = joined(writer)
    assert claim.members == (ids(one),)


def test_judgements_are_honoured(writer: Writer) -> None:
    one, other = (
        gives("94,300 troops", 94_300, "one.txt"),
        gives("94,300 troops", 94_300, "other.txt", by="SYL"),
    )
    joined(writer, one, other)
    writer.judge(
        Judgement(left=ids(one), right=ids(other), verdict="different", by="ani", when="2022-02-01T10:00:00")
    )
    assert len(joined(writer)) == 2


REPORTS = [
    gives("94,300 troops", 94_300, "a.txt"),
    gives("94,300 troops", 94_300, "b.txt", day="2022-02-20", by="SYL"),
    gives("94.300 tentara", 94_300, "c.txt", language="id"),
    gives("94,300 troops", 94_300, "d.txt", of="troops", holder_actor=None),
    gives("100,000 troops", 100_000, "e.txt"),
    gives("127,000 troops", 127_000, "f.txt"),
    gives("126,950 troops", 126_950, "g.txt"),
]


@settings(max_examples=15, deadline=None)
@given(in_rounds(REPORTS))
def test_the_order_of_adding_does_not_matter(rounds: Rounds) -> None:
    expected = made_of(joined, [REPORTS])
    assert made_of(joined, rounds) == expected
