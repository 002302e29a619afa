"""Records of many reports into wholes: in any order, after every change, as judged."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import Told, plain
from kawat.errors import NotFound
from kawat.link import families
from kawat.link.clusters import pair
from kawat.link.joining import join
from kawat.link.judged import judged
from kawat.link.sayings import sayings
from kawat.link.steps import link
from kawat.records import Judgement, Quote, Saying, Story
from kawat.store import Writer, open_store
from orders import Rounds, in_rounds, made_of

WORDS = "the gates of the harbour stay open to every ship that comes in peace"
SAME_ABROAD = "gerbang pelabuhan tetap terbuka bagi setiap kapal yang datang dengan damai"


def said(
    words: str, source: str, *, speaker: str | None = "anna-blythe", day: str = "2022-01-21", **fields: str
) -> Told:
    one = plain(f"Minister ({source}): “{words}.”", source, day=day, language=fields.pop("language", "en"))
    if speaker:
        one.actor("Minister", speaker, sort="person", country="FRD")
    one.quote(words, speaker_actor=speaker, day=day, **fields)
    return one


def joined(writer: Writer, *reports: Told) -> list[Saying]:
    for report in reports:
        report.add(writer)
    link(writer, containment=0.6)
    assert writer.unjoined() == []
    assert writer.loose(Saying) == []
    return list(writer.each(Saying))


def ids(told: Told) -> str:
    return next(record.id for record in told.records if isinstance(record, Quote))


def groups(found: list[Saying]) -> set[frozenset[str]]:
    return {frozenset(saying.members) for saying in found}


def judgement(left: str, right: str, verdict: str) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by="ani", when="2022-02-01T10:00:00")  # type: ignore[arg-type]


def test_the_same_words_in_two_reports_are_one_saying(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(WORDS, "other.txt", day="2022-01-22")
    (saying,) = joined(writer, one, other)
    assert saying.members == (ids(one), ids(other))
    assert (saying.report, saying.reports, saying.origins, saying.basis) == (one.id, 2, 2, ())
    assert (saying.speaker_actor, saying.languages) == ("anna-blythe", ("en",))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_no_day_is_too_far(writer: Writer, day: str) -> None:
    (saying,) = joined(writer, said(WORDS, "one.txt", day=day), said(WORDS, "other.txt", day=day))
    assert saying.reports == 2


def summed(source: str, day: str = "2022-01-21") -> Told:
    return said(WORDS, source, day=day, wording="ai-summary")


def test_a_saying_of_ai_summaries_alone_says_so(writer: Writer) -> None:
    (saying,) = joined(writer, summed("one.txt"), summed("other.txt", day="2022-01-22"))
    assert (saying.reports, saying.origins, saying.basis) == (2, 2, ("only in AI summaries",))
    (saying,) = joined(writer, said(WORDS, "third.txt", day="2022-01-23"))
    assert (saying.reports, saying.basis) == (3, ())


def test_a_saying_is_shown_by_a_report_before_a_summary_of_its_day(writer: Writer) -> None:
    pairs = [(summed(f"{number} summary.txt"), said(WORDS, f"{number}.txt")) for number in range(4)]
    (saying,) = joined(writer, *(one for pair in pairs for one in pair))
    reports = {told.id for _, told in pairs}
    assert {view.report for view in map(writer.record, saying.members[:4])} == reports
    assert saying.report in reports


def test_a_summary_beside_its_report_is_no_second_origin(writer: Writer) -> None:
    one = plain(f"In short: {WORDS}! She: “{WORDS}.”", "one.txt", day="2022-01-21", language="en")
    for words, wording in ((f"{WORDS}!", "ai-summary"), (f"{WORDS}.", "verbatim")):
        one.quote(words, speaker_actor="anna-blythe", day="2022-01-21", wording=wording)
    (saying,) = joined(writer, one)
    assert (len(saying.members), saying.reports, saying.origins, saying.basis) == (2, 1, 1, ())
    assert saying.at == (one.span(f"{WORDS}."),)


def test_a_translation_is_the_same_saying(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(SAME_ABROAD, "other.txt", language="id")
    (saying,) = joined(writer, one, other)
    assert saying.languages == ("en", "id")


@pytest.mark.parametrize(
    "other",
    [
        said("we will not talk to them before the spring", "other.txt"),
        said(WORDS, "other.txt", speaker="carl-dent"),
        said(SAME_ABROAD, "other.txt", language="id", day="2022-06-30"),
        said("the gates of 12 harbours stay open to every ship that comes in peace", "other.txt"),
    ],
    ids=["other words", "other speaker", "a translation of months later", "another number"],
)
def test_what_is_not_the_same_stays_apart(writer: Writer, other: Told) -> None:
    one = said(WORDS.replace("the harbour", "9 harbours"), "one.txt")
    assert len(joined(writer, one, other)) == 2


def test_told_through_one_outlet_is_one_origin(writer: Writer) -> None:
    reports = [said(WORDS, f"{number}.txt", addressee_actor="the-buoy") for number in range(3)]
    for one in reports:
        one.actor("Minister (", "the-buoy", name="The Buoy", sort="organisation", **{"cls": "media"})
    (saying,) = joined(writer, *reports)
    assert (saying.reports, saying.origins) == (3, 1)
    assert saying.basis == ("3 reports hand on what was told to The Buoy",)


def test_a_report_read_anew_leaves_nothing_of_what_it_said(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(WORDS, "other.txt")
    joined(writer, one, other)
    other.records = [record for record in other.records if not isinstance(record, Quote)]
    other.add(writer, "2")
    assert groups(joined(writer)) == {frozenset({ids(one)})}


def test_an_id_leads_to_what_holds_its_first_member_now(writer: Writer) -> None:
    (before,) = joined(writer, said(WORDS, "later.txt", day="2022-01-22"))
    (after,) = joined(writer, said(WORDS, "earlier.txt", day="2022-01-21"))
    assert before.id != after.id
    assert writer.record(before.id) == after
    with pytest.raises(NotFound):
        writer.record("0123456789abcdef")


def test_judgements_are_honoured_and_taken_back(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(WORDS, "other.txt")
    joined(writer, one, other)

    def judge(verdict: str, *parts: str) -> int:
        left, right = (*parts, *parts)[:2]
        writer.judge(judgement(left, right, verdict))
        return len(joined(writer))

    assert judge("different", ids(one), ids(other)) == 2
    assert judge("same", ids(other), ids(one)) == 1
    assert judge("wrong", ids(one)) == 1
    assert next(iter(writer.each(Saying))).members == (ids(other),)
    assert judge("right", ids(one)) == 1
    assert len(next(iter(writer.each(Saying))).members) == 2
    assert len(writer.judgements()) == 4


def judge_whole(writer: Writer, whole: Saying, verdict: str) -> list[Saying]:
    about = {"left": whole.id, "right": whole.id, "whole": "saying", "members": whole.members}
    writer.judge(Judgement(**about, verdict=verdict, by="ani", when="2022-02-01T10:00:00"))  # type: ignore[arg-type]
    return joined(writer)


def test_members_of_a_false_join_stay_apart_and_go_with_others(writer: Writer) -> None:
    one, other, third = (said(WORDS, f"{number}.txt", day=f"2022-01-2{number}") for number in (1, 2, 3))
    (false,) = joined(writer, one, other)
    assert groups(judge_whole(writer, false, "wrong")) == {frozenset({ids(one)}), frozenset({ids(other)})}
    found = groups(joined(writer, third))
    assert len(found) == 2
    assert {ids(one), ids(other), ids(third)} not in found
    assert any(ids(third) in group and len(group) == 2 for group in found)
    writer.judge(judgement(ids(one), ids(other), "same"))
    assert groups(joined(writer)) == {frozenset({ids(one), ids(other), ids(third)})}


def test_a_false_join_is_of_its_kind_alone(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(WORDS, "other.txt", day="2022-01-22")
    (saying,) = joined(writer, one, other)
    verdict = Judgement(
        left="0", right="0", verdict="wrong", by="ani", when="2022", whole="story", members=saying.members
    )
    writer.judge(verdict)
    assert joined(writer) == [saying]
    assert judged(writer).of(Saying).different == frozenset()
    assert judged(writer).of(Story).different == {pair(*saying.members)}


def test_unlike_quotes_judged_the_same_are_one(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said("nothing is decided yet", "other.txt")
    assert len(joined(writer, one, other)) == 2
    writer.judge(judgement(ids(one), ids(other), "same"))
    assert len(joined(writer)) == 1


REPORTS = [
    said(WORDS, "a.txt"),
    said(WORDS, "b.txt", day="2022-01-22"),
    said(SAME_ABROAD, "c.txt", language="id"),
    said(WORDS, "d.txt", speaker=None),
    said(f"once more: {WORDS}", "e.txt", speaker="carl-dent"),
    said("nothing is decided yet", "f.txt"),
    said("belum ada yang diputuskan", "g.txt", language="id"),
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(REPORTS), st.sets(st.integers(1, len(REPORTS) - 1)))
def test_the_order_of_adding_does_not_matter(reports: list[Told], cuts: set[int]) -> None:
    with TemporaryDirectory() as folder:
        alone, pieces = Path(folder) / "alone", Path(folder) / "pieces"
        with open_store(alone, create=True) as store, store.writer() as writer:
            expected = joined(writer, *REPORTS)
        with open_store(pieces, create=True) as store, store.writer() as writer:
            for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(reports)], strict=True):
                found = joined(writer, *reports[start:end])
        assert found == expected


@settings(max_examples=20, deadline=None)
@given(in_rounds(REPORTS), st.integers(0, 5))
def test_a_false_join_stays_apart_whenever_it_is_judged(rounds: Rounds, before: int) -> None:
    members = tuple(map(ids, REPORTS[:2]))
    false = Judgement(
        left="0", right="0", verdict="wrong", by="ani", when="2022", whole="saying", members=members
    )

    def at(moment: int, rounds: Rounds) -> list[Saying]:
        left = iter(range(len(rounds)))

        def add(writer: Writer, *reports: Told) -> list[Saying]:
            found = joined(writer, *reports)
            if next(left) != min(moment, len(rounds) - 1):
                return found
            writer.judge(false)
            return joined(writer)

        return made_of(add, rounds)

    found = at(before, rounds)
    assert found == at(0, [REPORTS])
    assert not any(set(members) <= set(saying.members) for saying in found)


def test_what_an_interrupted_run_left_is_done_by_the_next(writer: Writer) -> None:
    one, other = said(WORDS, "one.txt"), said(WORDS, "other.txt")
    joined(writer, one)
    other.add(writer)
    families.link(writer, writer.unlinked())

    class Killed(Exception):
        pass

    def killed(*_: object) -> None:
        raise Killed

    broken = type(sayings)(sayings.kind, sayings.features, sayings.parts, sayings.tie, killed)  # type: ignore[arg-type]
    with pytest.raises(Killed):
        join(writer, broken, writer.unjoined())
    assert writer.loose(Saying)
    assert len(joined(writer)) == 1
