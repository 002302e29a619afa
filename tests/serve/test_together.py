"""Stories, sayings and judgements from the command line, and every answer as of a day."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commands import kawat, lines, refused, rows
from kawat.store import open_store


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store that a test may change."""
    return Path(shutil.copy(store, tmp_path / "own.kawat"))


@pytest.mark.parametrize("name", ["stories", "sayings"])
def test_all_forms_have_the_same_things(store: Path, name: str) -> None:
    whole = json.loads(kawat(name, store, "--json").stdout)
    assert whole == lines(name, store)
    assert [row["id"] for row in rows(name, store)] == [record["id"] for record in whole]
    assert whole


def test_copies_are_one_origin(store: Path) -> None:
    copied = [row for row in rows("sayings", store) if row["reports"] == "2/1"]
    assert {row["because"] for row in copied} == {"2 reports are copies of one text"}
    told_twice = {row["id"] for row in rows("sayings", store, "--min-origins", "2")}
    assert not told_twice & {row["id"] for row in copied}


def test_a_whole_is_shown_by_its_id(store: Path) -> None:
    saying = next(row for row in rows("sayings", store) if row["reports"] == "2/1")
    shown = kawat("show", store, saying["id"][:8]).stdout
    assert f"saying {saying['id']}" in shown
    assert "Told in 2 reports of 1 origin:" in shown
    assert shown.count(saying["words"][:40]) >= 3


@pytest.mark.parametrize(
    "command",
    ["reports", "quotes", "events", "figures", "actors", "families", "stories", "sayings", "timeline",
     "matrix", "failures", "export", "search door"],
)  # fmt: skip
def test_as_of_a_day_before_all_there_is_nothing(store: Path, command: str) -> None:
    name, *words = command.split()
    form = [] if name == "export" else ["--nl"]
    assert kawat(name, store, *words, *form, "--as-of", "1999-01-01").stdout == ""
    late = kawat(name, store, *words, *form, "--as-of", "2999-01-01").stdout
    assert bool(late) == bool(kawat(name, store, *words, *form).stdout)


def test_as_of_wants_a_day(store: Path) -> None:
    assert "yesterday" in refused("quotes", store, "--as-of", "yesterday", status=2)


def test_a_judgement_is_kept_and_honoured_and_taken_back(own: Path) -> None:
    saying = next(row for row in lines("sayings", own) if row["reports"] == 2 and row["origins"] == 1)
    left, right = saying["members"]

    def together() -> bool:
        return any({left, right} <= set(record["members"]) for record in lines("sayings", own))

    told = kawat("judge", own, "different", left[:10], right, "--note", "another day", "--by", "ani").stderr
    assert told == f"kept: {left} and {right} are different\n"
    assert not together()
    kawat("judge", own, "withdrawn", left, right)
    assert together()
    kawat("judge", own, "wrong", left, "--by", "budi")
    assert not together()
    first, second, third = rows("judgements", own)
    assert (first["verdict"], first["by"], first["why"]) == ("different", "ani", "another day")
    assert second["verdict"] == "withdrawn"
    assert (third["left"], third["right"]) == (left, "")
    with open_store(own) as opened, opened.view() as view:
        assert view.record(left).id == left


def test_a_false_join_is_undone_and_restored(own: Path) -> None:
    saying = next(row for row in lines("sayings", own) if row["reports"] == 2)
    members = saying["members"]

    def wholes() -> set[tuple[str, ...]]:
        return {tuple(record["members"]) for record in lines("sayings", own)} & {
            tuple(members),
            *zip(members),
        }

    told = kawat("judge", own, "wrong", saying["id"][:10], "--note", "two speeches").stderr
    assert told.startswith(
        f"kept: saying {saying['id']} is wrong: its 2 members stay apart until 'kawat judge"
    )
    assert wholes() == set(zip(members))
    assert "judged wrong" in kawat("show", own, saying["id"]).stdout
    (row,) = rows("judgements", own)
    assert (row["left"], row["of"], row["right"], row["why"]) == (saying["id"], "saying", "", "two speeches")
    told = kawat("judge", own, "withdrawn", saying["id"][:8]).stderr
    assert told == f"kept: saying {saying['id']} is withdrawn\n"
    assert wholes() == {tuple(members)}


def test_of_two_wholes_their_first_members_are_judged(own: Path) -> None:
    big = next(row for row in lines("sayings", own) if row["reports"] == 2)
    other = next(row for row in lines("sayings", own) if row["reports"] == 1)
    told = kawat("judge", own, "different", big["id"], other["id"]).stderr
    assert told.startswith(f"kept: {big['members'][0]} and {other['members'][0]} are different\n")
    assert f"{big['members'][0][:8]} is the first of 2 members of saying {big['id'][:8]}" in told


def test_of_a_saying_of_one_quote_the_quote_is_judged(own: Path) -> None:
    one = next(row for row in lines("sayings", own) if row["reports"] == 1)
    assert kawat("judge", own, "wrong", one["id"]).stderr == f"kept: {one['members'][0]} is wrong\n"


@pytest.mark.parametrize("name", ["claims", "commitments"])
def test_what_is_judged_to_be_none_is_not_shown(own: Path, name: str) -> None:
    one = lines(name, own)[0]
    others = [record["id"] for record in lines(name, own)][1:]
    told = kawat("judge", own, "wrong", one["id"]).stderr
    assert told.startswith(f"kept: {name[:-1]} {one['id']} is wrong: it is not shown until")
    assert [record["id"] for record in lines(name, own)] == others
    assert lines("events", own, "--background")
    kawat("judge", own, "withdrawn", one["id"])
    assert [record["id"] for record in lines(name, own)] == [one["id"], *others]


def test_what_cannot_be_judged_is_named(own: Path) -> None:
    quote = lines("quotes", own)[0]["id"]
    assert "'same' is said of 2 id(s), not of 1" in refused("judge", own, "same", quote, status=2)
    assert "judge two different items" in refused("judge", own, "same", quote, quote, status=2)
    assert "nothing has an id" in refused("judge", own, "wrong", "0000000000")
    assert lines("judgements", own) == []
