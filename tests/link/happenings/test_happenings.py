"""Events into happenings: told by several, in other words and languages, and what must stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from crisis import Told, plain
from kawat.link.steps import link
from kawat.records import Event, Happening, Judgement, Place
from kawat.store import Writer
from orders import Rounds, in_rounds, made_of

MET = "Anna Blythe met Pavel Roskov in Brenlau"
SAT_DOWN = "Anna Blythe sat down for talks with Pavel Roskov"
BERTEMU = "Anna Blythe bertemu Pavel Roskov"


def reported(
    words: str,
    source: str,
    type: str = "CONSULT",
    *,
    day: str | None = "2022-01-21",
    around: str = "{}.",
    written: str = "2022-01-22",
    language: str = "en",
    **fields: Any,
) -> Told:
    """A report that tells of one event in a sentence of its own."""
    sentence = around.format(words)
    text = f"BRENLAU ({source}) - {sentence}"
    one = plain(text, source, day=written, language=language)
    one.sentence(sentence)
    for actor, country in (("anna-blythe", "FRD"), ("pavel-roskov", "SYL"), ("carl-dent", "SYL")):
        one.actor(words, actor, sort="person", country=country)
    fields = {"actors": ("anna-blythe", "pavel-roskov"), "dated": "own"} | fields
    one.event(words, type, day=day, **fields)
    return one


def met(words: str, trigger: str, source: str, **fields: Any) -> Told:
    return reported(words, source, trigger=trigger, **fields)


def joined(writer: Writer, *reports: Told) -> list[Happening]:
    for report in reports:
        report.add(writer)
    link(writer, containment=0.6)
    assert writer.loose(Happening) == []
    return list(writer.each(Happening))


def ids(told: Told) -> str:
    return next(record.id for record in told.records if isinstance(record, Event))


def groups(found: list[Happening]) -> set[frozenset[str]]:
    return {frozenset(happening.members) for happening in found}


def test_one_meeting_in_three_reports_and_two_languages_is_one(writer: Writer) -> None:
    one = met(MET, "met", "one.txt", where=Place("Brenlau", country="FRD"))
    other = met(SAT_DOWN, "talks", "other.txt", written="2022-01-23")
    third = met(BERTEMU, "bertemu", "third.txt", language="id", written="2022-01-24")
    (happening,) = joined(writer, third, other, one)
    assert happening.members == (ids(one), ids(other), ids(third))
    assert (happening.report, happening.reports, happening.origins) == (one.id, 3, 3)
    assert (happening.type, happening.status) == ("CONSULT", "happened")
    assert happening.actors == ("anna-blythe", "pavel-roskov")
    assert happening.languages == ("en", "id")
    assert happening.where is not None
    assert happening.where.name == "Brenlau"
    assert happening.when is not None
    assert happening.when.first == "2022-01-21"


@pytest.mark.parametrize(
    "other",
    [
        met(MET, "met", "other.txt", day="2022-02-02"),
        met(MET, "met", "other.txt", status="planned"),
        met(MET, "met", "other.txt", status="denied"),
        met("Anna Blythe met Carl Dent there", "met", "other.txt", actors=("anna-blythe", "carl-dent")),
        reported("Anna Blythe accused Pavel Roskov", "other.txt", "ACCUSE", trigger="accused"),
    ],
    ids=["other day", "only planned", "denied", "somebody else", "another deed"],
)
def test_what_is_not_the_same_stays_apart(writer: Writer, other: Told) -> None:
    assert len(joined(writer, met(SAT_DOWN, "talks", "one.txt"), other)) == 2


def test_what_goes_on_every_day_is_not_one_deed_for_it(writer: Writer) -> None:
    def told(around: str, source: str, day: str) -> Told:
        fields = {"actors": ("SYL",), "recipients": ("FRD",), "status": "ongoing", "dated": "report"}
        words = "Sylvania's war on Freedonia"
        return reported(words, source, "ASSAULT", trigger="war", around=around, day=day, **fields)

    grain = told("Bakers feel {} in the price of every sack", "one.txt", "2022-01-21")
    again = told("Bakers in the harbour feel {} in the price of every sack", "two.txt", "2022-01-22")
    school = told("Children drew {} on the walls of their school", "three.txt", "2022-01-22")
    found = groups(joined(writer, grain, again, school))
    assert found == {frozenset({ids(grain), ids(again)}), frozenset({ids(school)})}


def test_the_two_sides_of_a_deed_are_not_one_another(writer: Writer) -> None:
    def struck(actor: str, recipient: str, source: str) -> Told:
        words = f"{actor} struck {recipient} at dawn"
        fields = {"actors": (actor,), "recipients": (recipient,)}
        return reported(words, source, "ASSAULT", trigger="struck", **fields)

    assert len(joined(writer, struck("FRD", "SYL", "one.txt"), struck("SYL", "FRD", "other.txt"))) == 2


def test_a_state_does_what_its_minister_does(writer: Writer) -> None:
    by_state = met("Freedonia met Sylvania", "met", "one.txt", actors=("FRD", "SYL"))
    (happening,) = joined(writer, by_state, met(MET, "met", "other.txt"))
    assert set(happening.actors) == {"anna-blythe", "pavel-roskov"}


def test_one_deed_may_be_read_as_two_near_types(writer: Writer) -> None:
    def seized(type: str, source: str) -> Told:
        fields = {"actors": ("SYL",), "recipients": ("FRD",)}
        return reported("Sylvania seized the gas terminal", source, type, trigger="seized", **fields)

    (happening,) = joined(writer, seized("COERCE", "one.txt"), seized("ASSAULT", "other.txt"))
    assert happening.reports == 2


def test_of_a_state_those_are_named_who_act_for_it_and_of_days_what_most_give(writer: Writer) -> None:
    by_state = [
        met(MET, "met", f"{number}.txt", actors=("FRD", "SYL"), day="2022-01-22") for number in (1, 2)
    ]
    (happening,) = joined(writer, met(MET, "met", "one.txt"), *by_state)
    assert set(happening.actors) == {"anna-blythe", "pavel-roskov"}
    assert happening.when is not None
    assert happening.when.first == "2022-01-22"


COPY = "The {} on a cold morning by the old harbour, before a large crowd of onlookers from both towns."


def test_a_copy_with_a_false_date_tells_the_same(writer: Writer) -> None:
    one = met("ministers met", "met", "one.txt", around=COPY)
    redated = met("ministers met", "met", "two.txt", around=COPY, day="2024-06-05", written="2024-06-06")
    (happening,) = joined(writer, one, redated)
    assert happening.members == (ids(one), ids(redated))


def test_a_day_of_its_own_counts_before_the_day_of_the_report(writer: Writer) -> None:
    merely = met(MET, "met", "one.txt", day="2022-01-22", dated="report")
    (happening,) = joined(writer, merely, met(MET, "met", "other.txt"))
    assert happening.when is not None
    assert happening.when.first == "2022-01-21"


def test_two_meetings_in_one_sentence_stay_two(writer: Writer) -> None:
    words = "Anna Blythe met Pavel Roskov and then met Carl Dent"
    one = reported(words, "one.txt", trigger="met Pavel")
    one.event(words, "CONSULT", day="2022-01-21", trigger="met Carl", actors=("anna-blythe", "carl-dent"))
    assert len(joined(writer, one)) == 2


def test_a_report_read_anew_leaves_nothing_of_what_it_told(writer: Writer) -> None:
    one, other = met(MET, "met", "one.txt"), met(MET, "met", "other.txt")
    joined(writer, one, other)
    other.records = [record for record in other.records if not isinstance(record, Event)]
    other.add(writer, "2")
    assert groups(joined(writer)) == {frozenset({ids(one)})}


def test_judgements_are_honoured(writer: Writer) -> None:
    one, other = met(MET, "met", "one.txt"), met(MET, "met", "other.txt")
    joined(writer, one, other)

    def judge(left: str, right: str, verdict: str) -> int:
        writer.judge(Judgement(left=left, right=right, verdict=verdict, by="ani", when="2022-02-01T10:00:00"))  # type: ignore[arg-type]
        return len(joined(writer))

    assert judge(ids(one), ids(other), "different") == 2
    assert judge(ids(one), ids(other), "same") == 1
    assert judge(ids(one), ids(one), "wrong") == 1


REPORTS = [
    met(MET, "met", "a.txt"),
    met(SAT_DOWN, "talks", "b.txt", written="2022-01-23"),
    met(BERTEMU, "bertemu", "c.txt", language="id"),
    met(MET, "met", "d.txt", day="2022-01-22", dated="report"),
    met(MET, "met", "e.txt", status="planned"),
    met(MET, "met", "f.txt", status="planned", day="2022-01-24", dated="report"),
    met("ministers met", "met", "g.txt", around=COPY),
    met("ministers met", "met", "h.txt", around=COPY, day=None),
    met("Freedonia met Sylvania", "met", "i.txt", actors=("FRD", "SYL")),
]


@settings(max_examples=20, deadline=None)
@given(in_rounds(REPORTS))
def test_the_order_of_adding_does_not_matter(rounds: Rounds) -> None:
    expected = made_of(joined, [REPORTS])
    assert made_of(joined, rounds) == expected


def test_what_only_ai_summaries_tell_says_so(writer: Writer) -> None:
    words = "Blythe met Roskov in the harbour hall"
    reports = [met(words, "met", f"{number}.txt", wording="ai-summary") for number in range(2)]
    (found,) = joined(writer, *reports)
    assert found.basis == ("only in AI summaries",)
    (found,) = joined(writer, met(words, "met", "own.txt"))
    assert (found.reports, found.basis) == (3, ())
    assert writer.report(found.report).source == "own.txt"
