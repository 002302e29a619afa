"""What is promised, planned and demanded becomes one thing over reports, and later reports decide it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from crisis import Told, period, plain
from kawat.link.commitments import commitments
from kawat.link.joining import join
from kawat.link.steps import link
from kawat.records import Commitment, Event, Judgement, Quote, Record
from kawat.store import Writer, open_store
from orders import Rounds, in_rounds, made_of
from vows import BLYTHE, ROSKOV, SENT, done, planned, promised, report, when


def found(writer: Writer, *reports: Told) -> list[Commitment]:
    for one in reports:
        one.add(writer)
    link(writer, containment=0.6)
    assert writer.loose(Commitment) == []
    return list(writer.each(Commitment))


def evidence(commitment: Commitment) -> list[tuple[str, str]]:
    return [(one.outcome, one.record) for one in commitment.outcome_evidence]


def first(told: Told, kind: type[Record]) -> str:
    return next(record.id for record in told.records if isinstance(record, kind))


def test_a_promise_with_its_parties_and_its_day(writer: Writer) -> None:
    (one,) = found(writer, promised())
    assert (one.sort, one.type, one.by, one.made_on) == ("promise", "AID", (BLYTHE,), period("2022-01-21"))
    assert one.due == period("2022-01-24/2022-01-30")
    assert (one.outcome, one.outcome_evidence) == ("unknown", ())


def test_a_promise_told_twice_is_one(writer: Writer) -> None:
    again = promised("again.txt", words="Freedonia will send ten field hospitals next week to Sylvania")
    (one,) = found(writer, promised(), again)
    assert (one.reports, one.origins) == (2, 2)
    assert set(one.members) == {first(again, Quote), first(promised(), Quote)}


def test_a_promise_is_met_by_the_deed(writer: Writer) -> None:
    deed = done()
    (one,) = found(writer, promised(), deed)
    assert (one.outcome, evidence(one)) == ("met", [("met", first(deed, Event))])
    (proof,) = one.outcome_evidence
    assert (proof.report, proof.day) == (deed.id, "2022-01-26")
    assert "FRD: AID on 2022-01-26" in proof.why


def test_a_promise_is_met_where_a_report_says_that_it_was_promised(writer: Writer) -> None:
    words = "Freedonia on Wednesday delivered the field hospitals that it had promised Sylvania last Friday"
    later = report("kept.txt", "2022-01-26", words)
    when(later, "Wednesday", "2022-01-26")
    when(later, "last Friday", "2022-01-21")
    later.event(words, "AGREE", trigger="promised", actors=("FRD",), recipients=("SLV",))
    (one,) = found(writer, promised(), later)
    assert evidence(one) == [("met", first(later, Event))]


NO_PROOF = {
    "of another kind": done(words="Freedonia criticised the field hospitals of Sylvania", type="SANCTION"),
    "by somebody else": done(actors=("SLV",), recipients=("FRD",)),
    "before it was promised": done(day="2022-01-19"),
    "long after its day": done(day="2022-03-30"),
    "planned": done(status="planned"),
    "denied": done(words="Freedonia did not send the ten field hospitals to Sylvania"),
    "of long ago": done(historical=True),
    "in other words": done(words="Freedonia gave its sailors in Sylvania a new football"),
}


@pytest.mark.parametrize("deed", NO_PROOF.values(), ids=NO_PROOF)
def test_what_decides_nothing(writer: Writer, deed: Told) -> None:
    assert [one.outcome_evidence for one in found(writer, promised(), deed) if one.sort == "promise"] == [()]


def test_nobodys_own_word_proves_that_they_kept_it(writer: Writer) -> None:
    own = report("own.txt", "2022-01-27", f"Anna Blythe said that {SENT}")
    quote = own.quote(SENT, day="2022-01-27", form="indirect", speaker_actor=BLYTHE)
    own.event(
        SENT, "AID", day="2022-01-26", dated="own", actors=("FRD",), recipients=("SLV",), in_quote=quote.id
    )
    (one,) = found(writer, promised(), own)
    assert one.outcome_evidence == ()


def test_what_was_not_to_be_is_broken_when_it_is_done(writer: Writer) -> None:
    words = "Freedonia will not attack the islands of Sylvania"
    vow = promised(words=words)
    vow.event(words, "ASSAULT", trigger="attack", status="denied", actors=("FRD",), recipients=("SLV",),
              in_quote=first(vow, Quote))  # fmt: skip
    deed = done(words="Freedonia attacked the islands of Sylvania", type="ASSAULT")
    (one,) = found(writer, vow, deed)
    assert (one.outcome, evidence(one)) == ("broken", [("broken", first(deed, Event))])


def test_an_announced_withdrawal_that_others_call_false_is_disputed(writer: Writer) -> None:
    words = "Freedonia will withdraw its troops from the islands of Sylvania"
    said = "the announced withdrawal of Freedonia was false"
    doubt = report("doubt.txt", "2022-01-25", f"Pavel Roskov said {said}")
    quote = doubt.quote(said, day="2022-01-25", form="indirect", speaker_actor=ROSKOV)
    (one,) = found(writer, promised(words=words), doubt)
    assert evidence(one) == [("broken", quote.id)]
    assert one.outcome_evidence[0].why == "pavel-roskov denied on 2022-01-25 that it was done"


def test_a_meeting_that_is_called_off_is_overtaken(writer: Writer) -> None:
    words = "Anna Blythe cancelled her meeting with Pavel Roskov that was due on February 3"
    later = report("off.txt", "2022-02-01", words)
    later.event(words, "CONSULT", trigger="meeting", status="denied", day="2022-02-03", dated="own",
                actors=(BLYTHE,), recipients=(ROSKOV,))  # fmt: skip
    (one,) = found(writer, planned(), later)
    assert (one.sort, one.outcome, evidence(one)) == (
        "plan",
        "overtaken",
        [("overtaken", first(later, Event))],
    )


def test_another_minister_does_not_keep_the_appointment(writer: Writer) -> None:
    words = "Bruno Falk met Pavel Roskov in Vienna on Thursday"
    later = report("other.txt", "2022-02-04", words)
    later.actor("Bruno Falk", "bruno-falk", sort="person", country="FRD")
    later.event(words, "CONSULT", trigger="met", day="2022-02-03", dated="own",
                actors=("bruno-falk",), recipients=(ROSKOV,))  # fmt: skip
    (one,) = found(writer, planned(), later)
    assert one.outcome_evidence == ()


def test_a_demand_is_to_those_who_demand_it_and_may_be_refused(writer: Writer) -> None:
    asked = "Freedonia withdraw its warships from the bay of Sylvania"
    demand = report("demand.txt", "2022-01-21", f"Pavel Roskov demanded that {asked}")
    quote = demand.quote(asked, day="2022-01-21", form="indirect", act="demand", speaker_actor=ROSKOV,
                         cue=demand.span("demanded"))  # fmt: skip
    demand.event(
        asked, "RETREAT", trigger="withdraw", status="called-for", actors=("FRD",), in_quote=quote.id
    )
    words = "Freedonia would withdraw its warships from the bay of Sylvania"
    answer = report("answer.txt", "2022-01-24", f"Anna Blythe rejected that {words}")
    refusal = answer.quote(words, day="2022-01-24", form="indirect", act="reject", speaker_actor=BLYTHE)
    (one,) = [one for one in found(writer, demand, answer) if one.sort == "demand"]
    assert (one.by, one.to) == (("FRD",), (ROSKOV,))
    assert evidence(one) == [("broken", refusal.id)]


def test_a_demand_is_refused_in_the_next_sentence(writer: Writer) -> None:
    asked = "Freedonia close its harbours to the ships of Sylvania"
    told = (f"Pavel Roskov demanded that {asked}", "Anna Blythe rejected the demand")
    one = report("demand.txt", "2022-01-21", *told)
    one.quote(asked, day="2022-01-21", form="indirect", act="demand", speaker_actor=ROSKOV,
              cue=one.span("demanded"))  # fmt: skip
    refusal = one.quote("the demand", day="2022-01-21", form="indirect", act="reject", speaker_actor=BLYTHE)
    (demand,) = found(writer, one)
    assert evidence(demand) == [("broken", refusal.id)]


def test_what_is_said_again_later_is_repeated(writer: Writer) -> None:
    words = "Freedonia will send ten field hospitals to Sylvania"
    again = promised("again.txt", "2022-02-04", words)
    (one,) = found(writer, promised(words=words), again)
    assert (one.outcome, evidence(one)) == ("repeated", [("repeated", first(again, Quote))])


def test_as_known_on_a_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "test.kawat", create=True) as store:
        with store.writer() as writer:
            found(writer, promised(), done())
        outcomes = {}
        for day in ("2022-01-22", "2022-02-10"):
            with store.view(day) as view:
                outcomes[day] = [one.outcome for one in view.each(Commitment)]
        assert outcomes == {"2022-01-22": ["open"], "2022-02-10": ["met"]}


def test_a_deed_read_anew_decides_nothing_any_more(writer: Writer) -> None:
    deed = done()
    (before,) = found(writer, promised(), deed)
    assert before.outcome == "met"
    deed.records = [record for record in deed.records if not isinstance(record, Event)]
    deed.add(writer, "2")
    (after,) = found(writer)
    assert (after.id, after.outcome_evidence) == (before.id, ())


def test_evidence_judged_wrong_is_left_out(writer: Writer) -> None:
    deed = done()
    found(writer, promised(), deed)
    event = first(deed, Event)
    writer.judge(Judgement(left=event, right=event, verdict="wrong", by="ani", when="2022-02-01T10:00:00"))
    assert [one.outcome_evidence for one in found(writer)] == [()]


def test_evidence_may_be_judged_to_be_of_something_else(writer: Writer) -> None:
    deed = done()
    found(writer, promised(), deed)
    sides = {"left": first(deed, Event), "right": first(promised(), Quote)}
    for verdict, outcomes in (("different", 0), ("same", 1)):
        writer.judge(Judgement(**sides, verdict=verdict, by="ani", when="2022-02-01T10:00:00"))  # type: ignore[arg-type]
        assert [len(one.outcome_evidence) for one in found(writer)] == [outcomes]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("the gates of the harbour are open to every ship", {}),
        ("it will not be easy for the people of Sylvania", {"act": "threaten"}),
        ("Freedonia will send ships if it wishes", {"speaker_actor": None}),
        ("we will see", {}),
    ],
    ids=["nothing to be done", "foretold", "nobody knows who", "too few words"],
)
def test_what_is_no_commitment(writer: Writer, words: str, fields: dict[str, Any]) -> None:
    one = report("a.txt", "2022-01-21", f"Anna Blythe said that {words}")
    one.quote(words, day="2022-01-21", **({"act": "promise", "speaker_actor": BLYTHE} | fields))
    assert found(writer, one) == []


@pytest.mark.parametrize(
    ("cue", "words", "act", "sort"),
    [
        ("assured", "Sylvania would be hard to fight in a war", "promise", None),
        ("assured", "in the event of a war, Sylvania would not give up", "promise", None),
        ("assured", "Freedonia would send ten ships to Sylvania", "promise", "promise"),
        ("assured", "we and Sylvania will send ten ships", "promise", "promise"),
        ("vowed", "Sylvania would pay a severe price for it", "promise", "promise"),
        ("said", "Sylvania will be able to strike the harbour if it wishes", "threaten", None),
        ("said", "an attack on the harbour would be met with a firm response", "threaten", "threat"),
        ("said", "Sylvania will face severe consequences", "threaten", "threat"),
        ("said", "if it does not pay the price, it will send others a message", "threaten", None),
        ("suggested", "Sylvania should open its harbour to all ships", "request", None),
        ("demanded", "Sylvania open its harbour to all ships", "demand", "demand"),
        ("prompting", "Sylvania to open its harbour to all ships", "request", None),
    ],
)
def test_who_foretells_or_counsels_promises_nothing(
    writer: Writer, cue: str, words: str, act: str, sort: str | None
) -> None:
    one = report("a.txt", "2022-01-21", f"Anna Blythe {cue} that {words}")
    quote = one.quote(
        words, day="2022-01-21", form="indirect", act=act, speaker_actor=BLYTHE, cue=one.span(cue)
    )
    if "strike" in words:
        one.event(
            words, "ASSAULT", trigger="strike", status="conditional", actors=("SLV",), in_quote=quote.id
        )
    assert [whole.sort for whole in found(writer, one)] == ([sort] if sort else [])


@pytest.mark.parametrize(
    ("sentence", "trigger", "type", "due", "n"),
    [
        ("Freedonia will send ships to Sylvania", "send", "AID", None, 1),
        ("Is Freedonia to send ships to Sylvania?", "send", "AID", None, 0),
        ("Sylvania is hoping that Freedonia will send ships", "send", "AID", None, 0),
        ("There is no way that Freedonia will send ships", "send", "AID", None, 0),
        ("Freedonia was to send ships, but this did not happen", "send", "AID", None, 0),
        ("Freedonia – after a flood rescue in Sylvania – unveiled plans to sail", "rescue", "AID", None, 0),
        ("Freedonia – after a long flood in Sylvania – will send ships", "send", "AID", None, 1),
        ("Talks of Freedonia and Sylvania will help many", "Talks", "CONSULT", None, 0),
        ("Freedonia will hold talks with Sylvania", "talks", "CONSULT", None, 1),
        ("Freedonia convened a meeting with Sylvania on Thursday", "meeting", "CONSULT", "2022-01-27", 0),
        ("Freedonia will meet Sylvania on Thursday", "meet", "CONSULT", "2022-01-27", 1),
    ],
)
def test_what_is_hoped_for_or_told_in_passing_is_no_plan(
    writer: Writer, sentence: str, trigger: str, type: str, due: str | None, n: int
) -> None:
    one = plain(sentence, "a.txt", day="2022-01-21", language="en")
    one.sentence(sentence)
    for state in ("FRD", "SLV"):
        one.actor(one.text[:3], state)
    one.event(sentence, type, trigger=trigger, status="planned", day=due, dated="own" if due else "report",
              actors=("FRD",), recipients=("SLV",))  # fmt: skip
    assert len(found(writer, one)) == n


@pytest.mark.parametrize(
    ("begins", "days", "made"),
    [
        ("In 2009", "2009-01-01/2009-12-31", None),
        ("On 3 May 2021", "2021-05-03", "2021-05-03"),
        ("On Wednesday", "2022-01-19", "2022-01-21"),
        ("On a visit to the lake in 2009", "2009-01-01/2009-12-31", None),
    ],
)
def test_what_a_sentence_looks_back_to_was_not_said_today(
    writer: Writer, begins: str, days: str, made: str | None
) -> None:
    one = report("a.txt", "2022-01-21", f"{begins}, Anna Blythe urged Sylvania to sign a treaty")
    when(one, begins.partition(" in ")[2] or begins.partition(" ")[2], days)
    one.quote("Sylvania to sign a treaty", day="2022-01-21", form="indirect", act="request",
              speaker_actor=BLYTHE, cue=one.span("urged"))  # fmt: skip
    (whole,) = found(writer, one)
    assert whole.made_on == period(made)


REPORTS = [
    promised(),
    promised("again.txt", words="Freedonia will send ten field hospitals next week to Sylvania"),
    promised("later.txt", "2022-02-04", "Freedonia will send ten field hospitals to Sylvania"),
    done(),
    planned(),
    done("met.txt", "Anna Blythe met Pavel Roskov in Vienna on February 3", "2022-02-03", type="CONSULT",
         actors=(BLYTHE,), recipients=(ROSKOV,)),
    done("never.txt", "Freedonia attacked the islands of Sylvania", type="ASSAULT"),
]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(in_rounds(REPORTS))
def test_the_order_of_adding_does_not_matter(rounds: Rounds) -> None:
    expected = made_of(found, [REPORTS])
    assert {one.outcome for one in expected} >= {"met"}
    assert made_of(found, rounds) == expected


def test_a_deed_makes_anew_only_what_it_decides(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    found(writer, promised(), planned())
    made = []

    def whole(writer: Writer, members: Any) -> Any:
        made.append(sorted(member.id for member in members))
        return commitments.whole(writer, members)

    counting = type(commitments)(
        commitments.kind, commitments.features, commitments.parts, commitments.tie, whole
    )
    deed = done()
    deed.add(writer)
    join(writer, counting, [deed.id])
    assert sorted(made) == sorted([[first(deed, Event)], [first(promised(), Quote)]])
