"""Accounts that cannot all hold: figures, denials, days and rival tellings, and what is no disagreement."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from crisis import Told, plain
from kawat.link.context import Context
from kawat.link.steps import link
from kawat.records import Disagreement, Judgement
from kawat.store import Writer
from orders import Rounds, in_rounds, made_of


def joined(writer: Writer, *reports: Told) -> list[Disagreement]:
    for report in reports:
        report.add(writer)
    link(writer, containment=0.6)
    assert writer.loose(Disagreement) == []
    return list(writer.each(Disagreement))


def counts(
    number: float, source: str, *, by: str | None = "SYL", day: str = "2022-01-21", **fields: Any
) -> Told:
    """A report in which somebody counts Freedonia's troops."""
    words = fields.pop("words", f"{number:,.0f} troops")
    text = f"Freedonia has {words} at the border, by the count of {by or 'this paper'} in {source}."
    one = plain(text, source, day=day, language="en")
    one.sentence(text)
    one.name("Freedonia", "FRD")
    fields = {"of": "troops of Freedonia", "holder_actor": "FRD", "according_to_actor": by} | fields
    one.figure(words, number, fields.pop("high", number), "persons", **fields)
    return one


def says(
    text: str, source: str, speaker: str, country: str, *, day: str = "2022-01-21", **fields: Any
) -> Told:
    """A report with a quote that is all of its text behind the colon, and an event in it."""
    head, _, words = text.partition(": ")
    one = plain(text, source, day=day, language="en")
    one.sentence(text)
    one.actor(head, speaker, name=head, sort="person", country=country)
    event = fields.pop("event", None)
    quote = one.quote(words, speaker_actor=speaker, day=day, **fields)
    if event:
        trigger, type, status, actors, recipients = event
        one.event(
            words,
            type,
            trigger=trigger,
            status=status,
            actors=actors,
            recipients=recipients,
            in_quote=quote.id,
        )
    return one


def denies(source: str = "denial.txt", day: str = "2022-01-21") -> Told:
    event = ("attack", "ASSAULT", "denied", ("FRD",), ("SYL",))
    return says("Anna Blythe: Freedonia has no plan to attack Sylvania", source, "anna-blythe", "FRD",
                day=day, act="deny", event=event)  # fmt: skip


def asserts(
    source: str = "claim.txt", text: str = "Freedonia has decided to attack Sylvania", **fields: Any
) -> Told:
    status = fields.pop("status", "planned")
    event = ("attack", "ASSAULT", status, ("FRD",), ("SYL",))
    return says(f"Carl Dent: {text}", source, "carl-dent", "SYL", act="assert", event=event, **fields)


def test_figures_of_one_thing_stand_side_by_side(writer: Writer) -> None:
    reports = [
        counts(94_300, "a.txt"),
        counts(94_300, "b.txt", day="2022-01-23"),
        counts(169_000, "c.txt", by="NATO", high=190_000, words="169,000 to 190,000 troops"),
    ]
    (found,) = joined(writer, *reports)
    assert (found.about, found.of, found.moves) == ("figure", "troops of FRD", False)
    low, high = found.sides
    assert (low.says, low.according_to, low.reports, low.origins) == (
        "94,300 troops of Freedonia",
        ("SYL",),
        2,
        2,
    )
    assert (high.says, high.according_to) == ("169,000-190,000 troops of Freedonia", ("NATO",))
    assert set(found.members) == {*low.members, *high.members}
    assert (found.reports, found.days and found.days.first) == (3, "2022-01-21")


@pytest.mark.parametrize(
    "other",
    [
        counts(94_500, "other.txt", by="NATO"),
        counts(60_000, "other.txt", by="NATO", qualifier="more-than"),
        counts(127_000, "other.txt", by="NATO", of="troops of Sylvania", holder_actor="SYL"),
        counts(127_000, "other.txt", by="NATO", of="refugees", holder_actor="FRD"),
        counts(30_000, "other.txt", by="NATO", qualifier="another"),
        counts(900_000, "other.txt", by="NATO"),
        counts(127_000, "other.txt", by="NATO", day="2022-06-21"),
        counts(20_000, "other.txt", by="NATO", high=99_999, words="tens of thousands of troops"),
    ],
    ids=["as good as equal", "more than", "another's", "another thing", "additional", "all there are",
         "months later", "vague"],
)  # fmt: skip
def test_figures_that_can_both_hold_are_no_disagreement(writer: Writer, other: Told) -> None:
    assert joined(writer, counts(94_300, "one.txt"), other) == []


def test_a_number_that_is_yet_to_come_is_no_count(writer: Writer) -> None:
    text = "The force of Freedonia could reach 175,000 troops, NATO says."
    one = plain(text, "ahead.txt", day="2022-01-21", language="en")
    one.sentence(text)
    fields = {"of": "troops of Freedonia", "holder_actor": "FRD", "according_to_actor": "NATO"}
    one.figure("175,000 troops", 175_000, 175_000, "persons", **fields)
    assert joined(writer, counts(94_300, "one.txt"), one) == []


def test_a_source_does_not_speak_against_itself_in_one_breath(writer: Writer) -> None:
    text = "Sylvania counts 112,000 troops of Freedonia, or 130,000 troops with the fleet."
    one = plain(text, "one.txt", day="2022-01-21", language="en")
    one.sentence(text)
    for words, number in (("112,000 troops", 112_000), ("130,000 troops", 130_000)):
        fields = {"of": "troops of Freedonia", "holder_actor": "FRD", "according_to_actor": "SYL"}
        one.figure(words, number, number, "persons", **fields)
    assert joined(writer, one, counts(130_000, "other.txt", by="NATO")) == []
    (found,) = joined(writer, counts(90_000, "third.txt", by="FRD", qualifier="up-to"))
    assert [side.says for side in found.sides] == [
        "up to 90,000 troops of Freedonia",
        "130,000 troops of Freedonia",
    ]


def test_one_claimants_later_count_moves(writer: Writer) -> None:
    (found,) = joined(writer, counts(94_300, "one.txt"), counts(127_000, "other.txt", day="2022-01-24"))
    assert found.moves
    assert [side.says[:7] for side in found.sides] == ["94,300 ", "127,000"]


def test_a_toll_that_shrinks_is_disputed_and_one_that_grows_moves(writer: Writer) -> None:
    dead = {"of": "troops of Freedonia killed"}
    early = counts(4_000, "early.txt", by="FRD", **dead)
    late = counts(9_500, "late.txt", by="NATO", day="2022-02-05", **dead)
    (found,) = joined(writer, early, late)
    assert found.moves
    (found,) = joined(writer, counts(1_200, "later.txt", by="SYL", day="2022-02-06", **dead))
    assert not found.moves
    assert len(found.sides) == 3


def test_a_denial_stands_against_what_another_asserts(writer: Writer) -> None:
    claim, denial = asserts(), denies()
    (found,) = joined(writer, claim, denial)
    assert (found.about, found.of, found.moves) == ("denial", "ASSAULT by FRD to SYL", False)
    said, denied = found.sides
    assert (said.says, said.according_to) == ("Freedonia has decided to attack Sylvania", ("carl-dent",))
    assert (denied.says, denied.according_to) == (
        "denied: Freedonia has no plan to attack Sylvania", ("anna-blythe",))  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        denies("other.txt"),
        asserts("other.txt", "nobody knows whether Freedonia has decided to attack"),
        asserts("other.txt", "if its ships are ready Freedonia is going to attack", status="conditional"),
        asserts("other.txt", "Freedonia has decided to attack Sylvania", day="2022-06-21"),
        asserts("other.txt", "a gun of Freedonia did attack the old mill", status="happened"),
    ],
    ids=["another denial", "no information", "a condition", "months later", "a deed against a plan"],
)
def test_what_does_not_contradict_a_denial_is_no_disagreement(writer: Writer, other: Told) -> None:
    assert joined(writer, denies(), other) == []


def test_that_is_not_true_answers_what_stands_before_it(writer: Writer) -> None:
    text = "All clues lead to Freedonia, Carl Dent said. “We have nothing to do with it,” Anna Blythe said."
    one = plain(text, "one.txt", day="2022-01-21", language="en")
    for sentence in (
        "All clues lead to Freedonia, Carl Dent said.",
        "“We have nothing to do with it,” Anna Blythe said.",
    ):
        one.sentence(sentence)
    one.name("Freedonia", "FRD")
    one.actor("Carl Dent", "carl-dent", sort="person", country="SYL")
    one.actor("Anna Blythe", "anna-blythe", sort="person", country="FRD")
    one.quote("All clues lead to Freedonia", speaker_actor="carl-dent", day="2022-01-21")
    one.quote("We have nothing to do with it,", speaker_actor="anna-blythe", act="deny", day="2022-01-21")
    (found,) = joined(writer, one)
    assert (found.about, found.of) == ("denial", "ACCUSE by SYL to FRD")
    assert [side.according_to for side in found.sides] == [("carl-dent",), ("anna-blythe",)]


def test_a_position_that_turns(writer: Writer) -> None:
    ships = "has warships in the bay of Orsk"
    fields = {"speaker": "anna-blythe", "country": "FRD"}
    event = ("warships", "MOBILIZE", "denied", ("FRD",), ())
    denial = says(
        f"Anna Blythe: it is false that Freedonia {ships}", "a.txt", **fields, act="deny", event=event
    )
    event = ("warships", "MOBILIZE", "ongoing", ("FRD",), ())
    later = says(
        f"Anna Blythe: Freedonia {ships}", "b.txt", **fields, act="assert", event=event, day="2022-01-26"
    )
    (found,) = joined(writer, later, denial)
    assert (found.about, found.moves) == ("denial", True)
    assert [side.says[:7] for side in found.sides] == ["denied:", "Freedon"]


def call(source: str, *, at_odds: bool = True, sylvania: str = "the call had changed nothing") -> Told:
    """A report of one call, of which each side tells."""
    first = "Anna Blythe called Carl Dent."
    text = f"{first} Freedonia said the call had been warm. Sylvania said {sylvania}. Dent threatened her."
    one = plain(text, source, day="2022-01-21", language="en")
    for sentence in text.removesuffix(".").split(". "):
        one.sentence(sentence)
    one.actor("Anna Blythe", "anna-blythe", sort="person", country="FRD")
    one.actor("Carl Dent", "carl-dent", sort="person", country="SYL")
    one.event(
        first, "CONSULT", trigger="called", actors=("anna-blythe", "carl-dent"), day="2022-01-21", dated="own"
    )
    one.quote("the call had been warm", speaker_actor="FRD", act="appraise", day="2022-01-21")
    one.quote(sylvania, speaker_actor="SYL", act="appraise", day="2022-01-21")
    if at_odds:
        one.event("Dent threatened her", "THREATEN", trigger="threatened", actors=("carl-dent",),
                  recipients=("anna-blythe",))  # fmt: skip
    return one


def test_two_accounts_of_one_conversation(writer: Writer) -> None:
    (found,) = joined(writer, call("one.txt"))
    assert (found.about, found.of) == ("characterisation", "talks of FRD and SYL")
    assert [(side.says, side.according_to) for side in found.sides] == [
        ("the call had been warm", ("FRD",)),
        ("the call had changed nothing", ("SYL",)),
    ]


@pytest.mark.parametrize(
    "report",
    [
        call("one.txt", at_odds=False),
        call("one.txt", sylvania="the call had been warm"),
        call("one.txt", sylvania="grain will be cheap"),
    ],
    ids=["friends", "both tell the same", "of something else"],
)
def test_what_is_no_rival_account(writer: Writer, report: Told) -> None:
    assert joined(writer, report) == []


def signed(source: str, day: str, *, dated: str = "own", tail: str = "") -> Told:
    text = f"Anna Blythe and Carl Dent signed the harbour treaty in Orsk on Friday.{tail}"
    one = plain(text, source, day="2022-01-24", language="en")
    one.sentence(text)
    clause = "Anna Blythe and Carl Dent signed the harbour treaty in Orsk on Friday"
    one.event(clause, "AGREE", trigger="signed", actors=("anna-blythe", "carl-dent"), day=day, dated=dated)
    return one


def test_one_happening_on_two_days(writer: Writer) -> None:
    reports = (
        signed("a.txt", "2022-01-20", tail=" It rained."),
        signed("b.txt", "2022-01-21", tail=" Gulls cried."),
    )
    (found,) = joined(writer, *reports)
    assert (found.about, found.of) == ("date", "AGREE of anna-blythe, carl-dent")
    assert [side.says[:10] for side in found.sides] == ["2022-01-20", "2022-01-21"]


@pytest.mark.parametrize(
    "other",
    [
        signed("b.txt", "2022-01-20"),
        signed("b.txt", "2022-01-21", dated="report"),
        signed("b.txt", "2022-01-30"),
    ],
    ids=["the same day", "a day that no word names", "another time"],
)
def test_days_that_do_not_differ(writer: Writer, other: Told) -> None:
    assert joined(writer, signed("a.txt", "2022-01-20"), other) == []


def test_a_report_read_anew_leaves_nothing(writer: Writer) -> None:
    claim, denial = asserts(), denies()
    assert len(joined(writer, claim, denial)) == 1
    denial.records = [record for record in denial.records if getattr(record, "act", "") != "deny"]
    denial.records = [record for record in denial.records if getattr(record, "status", "") != "denied"]
    denial.add(writer, "2")
    assert joined(writer) == []


def test_judgements_are_honoured(writer: Writer) -> None:
    one, other = counts(94_300, "one.txt"), counts(127_000, "other.txt", by="NATO")
    (found,) = joined(writer, one, other)
    left, right = found.members
    writer.judge(Judgement(left=left, right=right, verdict="different", by="ani", when="2022-02-01T10:00:00"))
    assert joined(writer) == []


@pytest.mark.parametrize(
    ("sentence", "cue", "said", "told"),
    [
        (
            "After the call, Carl Dent accused Freedonia of planning an attack",
            "accused",
            "Freedonia of planning an attack",
            "Carl Dent accused Freedonia of planning an attack",
        ),
        (
            "Carl Dent said that Freedonia plans an attack",
            "said",
            "Freedonia plans an attack",
            "Freedonia plans an attack",
        ),
        (
            "Freedonia plans an attack, Carl Dent said",
            "said",
            "Freedonia plans an attack",
            "Freedonia plans an attack",
        ),
    ],
)
def test_a_side_says_a_whole_clause(writer: Writer, sentence: str, cue: str, said: str, told: str) -> None:
    one = plain(f"{sentence}.", "a.txt", day="2022-01-21", language="en")
    one.sentence(f"{sentence}.")
    one.quote(
        said, form="indirect", cue=one.span(cue), speaker=one.span("Carl Dent"), speaker_actor="carl-dent"
    )
    one.add(writer)
    context = Context(writer, one.id)
    assert context.clause(context.quotes[0]) == told


def test_a_false_disagreement_is_not_shown(writer: Writer) -> None:
    (found,) = joined(writer, counts(94_300, "one.txt"), counts(127_000, "other.txt", by="NATO"))
    about = {"left": found.id, "right": found.id, "whole": "disagreement", "members": found.members}
    for verdict, left in (("wrong", []), ("withdrawn", [found])):
        writer.judge(Judgement(**about, verdict=verdict, by="ani", when="2022-02-01T10:00:00"))  # type: ignore[arg-type]
        assert joined(writer) == left


REPORTS = [
    counts(94_300, "a.txt"),
    counts(127_000, "b.txt", by="NATO"),
    counts(94_300, "c.txt", by="FRD", day="2022-01-30"),
    asserts("d.txt"),
    denies("e.txt"),
    denies("f.txt", day="2022-01-27"),
    call("g.txt"),
    signed("h.txt", "2022-01-20"),
    signed("i.txt", "2022-01-21", tail=" Gulls cried."),
]


@settings(max_examples=12, deadline=None)
@given(in_rounds(REPORTS))
def test_the_order_of_adding_does_not_matter(rounds: Rounds) -> None:
    expected = made_of(joined, [REPORTS])
    assert len(expected) == 4
    assert made_of(joined, rounds) == expected
