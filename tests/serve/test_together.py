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
    told = kawat("judge", own, "wrong", saying["id"], "--by", "budi").stderr
    assert f"{left[:8]} is the first of 2 members of saying {saying['id'][:8]}" in told
    assert f"different {left[:8]} {right[:8]}'" in told
    assert not together()
    first, second, third = rows("judgements", own)
    assert (first["verdict"], first["by"], first["why"]) == ("different", "ani", "another day")
    assert second["verdict"] == "withdrawn"
    assert (third["left"], third["right"]) == (left, "")
    with open_store(own) as opened, opened.view() as view:
        assert view.record(left).id == left


def test_what_cannot_be_judged_is_named(own: Path) -> None:
    quote = lines("quotes", own)[0]["id"]
    assert "'same' is said of 2 id(s), not of 1" in refused("judge", own, "same", quote, status=2)
    assert "judge two different items" in refused("judge", own, "same", quote, quote, status=2)
    assert "nothing has an id" in refused("judge", own, "wrong", "0000000000")
    assert lines("judgements", own) == []
