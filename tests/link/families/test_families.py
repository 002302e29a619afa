"""Copies of one text, whatever was done to it, and in whatever order they came."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from crisis import Told, add_all, plain, told
from kawat.link.families import finding, link
from kawat.link.families.comparison import Bodies
from kawat.records import Family, Judgement, encode
from kawat.store import Writer
from orders import Rounds, in_rounds, made_of


def prose(seed: int, length: int = 200) -> list[str]:
    chance = random.Random(seed)
    return [f"kata{chance.randrange(10_000)}" for _ in range(length)]


def edited(words: list[str], every: int) -> list[str]:
    return [f"ganti{n}" if n % every == every - 1 else word for n, word in enumerate(words)]


def copy(source: str, words: list[str], **fields: Any) -> Told:
    return plain(" ".join(words), source, **fields)


def linked(writer: Writer, *reports: Told) -> list[Family]:
    add_all(writer, reports)
    link(writer, writer.unlinked())
    assert writer.unlinked() == []
    return list(writer.families())


STORY = prose(1)
WHOLE = copy("whole.txt", STORY, day="2022-01-20")
OTHER = copy("other.txt", prose(2))


def wrapped() -> Told:
    one = told(f"{' '.join(STORY)}\n\nIklan hari ini", "wrapped.txt")
    one.zone(" ".join(STORY))
    one.zone("Iklan hari ini", "promo")
    return one


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        (copy("again.txt", STORY), "verbatim"),
        (copy("cased.txt", [word.upper() for word in STORY]), "verbatim"),
        (wrapped(), "wrapped"),
        (copy("cut.txt", STORY[:120]), "cut"),
        (copy("tail.txt", STORY[-120:]), "cut"),
        (copy("edited.txt", edited(STORY, 20)), "edited"),
        (copy("little.txt", STORY[:190]), "edited"),
        (copy("cut-edited.txt", edited(STORY[:130], 20)), "edited"),
    ],
)
def test_kinds_of_copies(writer: Writer, member: Told, kind: str) -> None:
    (family,) = linked(writer, WHOLE, member, OTHER)
    assert family.reports == tuple(sorted([WHOLE.id, member.id]))
    (found,) = [
        one for one in family.members if one.report == (family.reports[family.reports[0] == family.report])
    ]
    assert found.kind == kind
    assert found.passages
    centre, other = writer.text(family.report), writer.text(found.report)
    for passage in found.passages:
        assert centre[slice(*passage.left)].casefold() == other[slice(*passage.right)].casefold()


@pytest.mark.parametrize(
    "words",
    [edited(STORY, 8), STORY[:60] + prose(3, 60), [*STORY[::2]], sorted(STORY)],
    ids=["every eighth word changed", "half of it other text", "every second word", "same words mixed"],
)
def test_what_is_no_copy(writer: Writer, words: list[str]) -> None:
    assert linked(writer, WHOLE, copy("no.txt", words)) == []
    assert writer.origin(WHOLE.id) == WHOLE.id


def test_short_texts_are_linked_only_word_for_word(writer: Writer) -> None:
    short = prose(4, 20)
    same = [copy("1", short), copy("2", short)]
    (family,) = linked(writer, *same, copy("3", [*short, "lagi"]), copy("4", short[:18]))
    assert set(family.reports) == {one.id for one in same}
    assert family.members[0].kind == "verbatim"


def test_what_has_no_words_is_no_copy(writer: Writer) -> None:
    assert linked(writer, told("…", "1"), told("…", "2"), told("", "3")) == []


def test_the_centre_is_the_longest_then_the_earliest(writer: Writer) -> None:
    late = copy("late.txt", STORY, day="2022-01-22")
    cut = copy("cut.txt", STORY[:150], day="2022-01-01")
    undated = copy("undated.txt", STORY)
    (family,) = linked(writer, cut, undated, late, WHOLE)
    assert family.report == WHOLE.id
    assert [writer.origin(one.id) for one in (cut, undated, late, WHOLE)] == [WHOLE.id] * 4
    assert family.at == ((0, len(WHOLE.text)),)
    assert family.made.score == 1.0


def test_a_chain_is_not_one_family(writer: Writer) -> None:
    """Each like the next, but the ends have nothing in common."""
    long = prose(5, 600)
    chain = [copy(f"{n}.txt", long[n * 60 : n * 60 + 200 - n]) for n in range(6)]
    found = linked(writer, *chain)
    assert len(found) > 1
    shares = {one.id: one for one in chain}
    for family in found:
        centre = {*shares[family.report].text.split()}
        for member in family.members:
            mine = {*shares[member.report].text.split()}
            assert len(mine & centre) >= 0.6 * len(mine)


def test_a_report_joins_the_centre_it_has_most_in_common_with(writer: Writer) -> None:
    long = prose(6, 400)
    left, right = copy("left.txt", long[:220]), copy("right.txt", long[180:399])
    between = copy("between.txt", long[120:245])
    families = {family.report: family for family in linked(writer, between, left, right)}
    assert between.id in families[left.id].reports
    assert right.id not in families


@pytest.mark.parametrize(
    ("fields", "origin", "basis"),
    [
        (
            [{"agency": "AP"}, {"agency": "AFP"}, {"agency": "AFP"}],
            "AFP",
            ("2 of 3 reports credit AFP", "agencies differ: AFP (2); others credit AP (1)"),
        ),
        (
            [{}, {"publisher": "Koran"}, {"agency": "AP"}],
            "AP",
            ("1 of 3 reports credits AP", "2 of 3 name no agency", "was written on 2022-01-20"),
        ),
        (
            [{"agency": "B"}, {"agency": "A"}, {}],
            "B",
            (
                "1 of 3 reports credits B",
                "agencies differ: B (1), who is credited first; others credit A (1)",
                "1 of 3 name no agency",
            ),
        ),
        ([{"publisher": "Pos"}, {"publisher": "Koran"}, {}], "Pos", ("was written on 2022-01-20 by Pos",)),
        ([{}, {"publisher": "Koran"}, {}], None, ("was written on 2022-01-20 and names no publisher",)),
    ],
)
def test_origin(writer: Writer, fields: list[dict[str, str]], origin: str | None, basis: tuple[str]) -> None:
    reports = [copy(f"{n}", STORY, day=f"2022-01-2{n}", **each) for n, each in enumerate(fields)]
    (family,) = linked(writer, *reports)
    assert family.origin == origin
    assert all(words in " ".join(family.basis) for words in basis)


def test_day_unknown(writer: Writer) -> None:
    (family,) = linked(writer, copy("1", STORY), copy("2", STORY))
    assert "on a day unknown" in family.basis[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("2022-01-20/2022-01-22", "the earliest, 1, was written between 2022-01-20 and 2022-01-22 by Pos"),
        ("2018-01-01/2022-03-01", "the earliest, 2, was written on 2022-02-01 by Koran"),
        ("2018-01-01/2022-01-31", "the earliest, 1, was written on a day left open by Pos"),
    ],
)
def test_days_left_open_for_years_make_no_report_the_first(writer: Writer, days: str, words: str) -> None:
    reports = (
        copy("1", STORY, day=days, publisher="Pos"),
        copy("2", STORY, day="2022-02-01", publisher="Koran"),
    )
    (family,) = linked(writer, *reports)
    assert family.basis == ("no report credits an agency", words)
    assert family.origin == words.rpartition(" ")[2]


def test_the_first_report_is_told_by_its_file_or_address(writer: Writer) -> None:
    page = copy("https://example.org/news/1", STORY, day="2022-01-20")
    (family,) = linked(writer, page, copy("/somewhere/far/2.txt", STORY, day="2022-01-21"))
    assert family.basis[1].startswith("the earliest, https://example.org/news/1, was written on 2022-01-20")
    (family,) = linked(writer, copy("/somewhere/far/3.txt", STORY, day="2022-01-19"))
    assert family.basis[1].startswith("the earliest, 3.txt, was written on 2022-01-19")


def test_a_later_copy_joins(writer: Writer) -> None:
    (before,) = linked(writer, WHOLE, copy("1", STORY[:150]))
    (after,) = linked(writer, copy("2", STORY[:140]))
    assert len(after.reports) == 3
    assert set(before.members) < set(after.members)


def test_only_its_component_is_touched(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    linked(writer, WHOLE, copy("1", STORY[:150]), OTHER, copy("o", prose(2)[:150]))
    read: list[str] = []
    text = Bodies._text
    monkeypatch.setattr(Bodies, "_text", lambda bodies, id: read.append(id) or text(bodies, id))
    new = copy("2", STORY[:140])
    assert len(linked(writer, new)) == 2
    assert OTHER.id not in read
    assert new.id in read


def test_a_replaced_report_with_another_body_leaves(writer: Writer) -> None:
    member = copy("1", STORY[:150])
    third = copy("3", STORY[:140])
    assert len(linked(writer, WHOLE, member, third)) == 1
    changed = Told(member.report, member.text, [])
    changed.zone(" ".join(STORY[:3]))
    (family,) = linked(writer, changed)
    assert family.reports == tuple(sorted([WHOLE.id, third.id]))
    assert writer.origin(member.id) == member.id
    (family,) = linked(writer, member)
    assert len(family.reports) == 3


def test_a_replaced_centre(writer: Writer) -> None:
    members = [copy("1", STORY[:150]), copy("2", STORY[:140])]
    linked(writer, WHOLE, *members)
    changed = Told(WHOLE.report, WHOLE.text, [])
    changed.zone(" ".join(STORY[:145]))
    (family,) = linked(writer, changed)
    assert family.report == members[0].id
    assert len(family.reports) == 3


def test_an_interrupted_run_is_completed_by_the_next(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [WHOLE, copy("1", STORY[:150]), OTHER, copy("o", prose(2)[:150])]
    add_all(writer, reports)
    with monkeypatch.context() as patch:
        component, calls = finding.component, iter([False, True])

        def interrupted(*given: Any) -> Any:
            if next(calls):
                raise KeyboardInterrupt
            return component(*given)

        patch.setattr(finding, "component", interrupted)
        patch.setattr(finding, "_GATHERED", 1)
        with pytest.raises(KeyboardInterrupt):
            link(writer, writer.unlinked())
    assert len(writer.unlinked()) == 2
    link(writer, writer.unlinked())
    assert writer.unlinked() == []
    assert len(list(writer.families())) == 2


def test_a_store_that_forgot_its_bodies_is_linked_anew_in_rounds(writer: Writer, tmp_path: Path) -> None:
    add_all(writer, [WHOLE, copy("1", STORY[:150]), copy("2", STORY[50:200]), OTHER])
    link(writer, writer.unlinked())
    before = [encode(family) for family in writer.families()]
    with closing(sqlite3.connect(tmp_path / "test.kawat")) as older, older:
        # as upgrading does where a body is another thing since
        sentences = ("sentence_code", "sentence_key", "body_keys", "meaning")
        for table in ("body", "band", "body_days", "pair", *sentences):
            older.execute(f"DELETE FROM {table}")
        older.execute("UPDATE report SET body = NULL, linked = FALSE")
    while waiting := writer.unlinked(1):
        link(writer, waiting)
    assert [encode(family) for family in writer.families()] == before


def test_containment_can_be_set(writer: Writer) -> None:
    add_all(writer, [WHOLE, copy("1", edited(STORY, 20))])
    link(writer, writer.unlinked(), containment=0.9)
    assert list(writer.families()) == []


LONG = prose(7, 500)
COPIES = [
    copy(f"{n}.txt", words, day=day, agency=agency, publisher=f"Koran {n}")
    for n, (words, day, agency) in enumerate(
        [
            (LONG[:200], "2022-01-20", None),
            (LONG[:200], "2022-01-19", None),
            (LONG[:120], None, "AFP"),
            (edited(LONG[:200], 20), "2022-01-18", None),
            (LONG[60:260], "2022-01-21", None),
            (LONG[120:320], "2022-01-22", None),
            (LONG[180:380], "2022-01-23", None),
            (prose(8), "2022-01-20", None),
            (prose(8)[:130], "2022-01-20", "Reuters"),
            (prose(9, 15), "2022-01-20", None),
            (prose(9, 15), "2022-01-21", None),
        ]
    )
]


@settings(max_examples=25, deadline=None)
@given(in_rounds(COPIES))
def test_families_do_not_depend_on_the_order_of_adding(rounds: Rounds) -> None:
    assert made_of(linked, rounds) == made_of(linked, [COPIES])


def test_judgements_on_reports_are_honoured_and_taken_back(writer: Writer) -> None:
    near = copy("near.txt", edited(STORY, 20))
    assert len(linked(writer, WHOLE, near, OTHER)) == 1

    def judge(verdict: str, other: Told) -> list[set[str]]:
        writer.judge(
            Judgement(left=WHOLE.id, right=other.id, verdict=verdict, by="ani", when="2022-02-01T10:00:00")  # type: ignore[arg-type]
        )
        return [set(family.reports) for family in linked(writer)]

    assert judge("different", near) == []
    assert judge("same", OTHER) == [{WHOLE.id, OTHER.id}]
    assert sorted(map(len, judge("withdrawn", near))) == [3]
    assert judge("withdrawn", OTHER) == [{WHOLE.id, near.id}]


def test_of_one_day_spam_is_no_origin(writer: Writer) -> None:
    clean = copy("clean.txt", STORY, day="2022-01-20", publisher="Harian")
    for number in range(4):
        spam = told(f"{' '.join(STORY)}\n\nMain slot", f"{number}.txt", day="2022-01-20", publisher="Pojok")
        spam.zone(" ".join(STORY))
        spam.zone("Main slot", "spam")
        spam.add(writer)
    (family,) = linked(writer, clean)
    assert family.origin == "Harian"
