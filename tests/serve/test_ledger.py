"""Commitments and the calendar on the command line: what is to be done, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from commands import kawat, lines, refused, rows
from crisis import add_all
from kawat.link.steps import link
from kawat.store import open_store
from vows import BLYTHE, ROSKOV, done, planned, promised


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A promise that was kept, and an appointment of which nothing more is told."""
    path = tmp_path_factory.mktemp("ledger") / "test.kawat"
    with open_store(path, create=True) as opened, opened.writer() as writer:
        add_all(writer, [promised(), promised("copy.txt", day="2022-01-22"), done(), planned()])
        link(writer, containment=0.6)
    return path


def test_who_is_to_do_what_and_what_became_of_it(store: Path) -> None:
    promise, plan = rows("commitments", store)
    assert promise["by"] == BLYTHE
    assert (promise["sort"], promise["outcome"], promise["copies"]) == ("promise", "met", "2/1")
    assert (promise["made"], promise["due"]) == ("2022-01-21", "2022-01-24 – 2022-01-30")
    assert (plan["sort"], plan["outcome"], plan["to"]) == ("plan", "unknown", ROSKOV)


@pytest.mark.parametrize(
    ("options", "sorts"),
    [
        ([], ["promise", "plan"]),
        (["--sort", "plan"], ["plan"]),
        (["--outcome", "met"], ["promise"]),
        (["--outcome", "open"], []),
        (["--actor", ROSKOV], ["plan"]),
        (["--due-before", "2022-02-03"], ["promise"]),
        (["--since", "2022-02-01"], ["plan"]),
        (["--until", "2022-01-31"], ["promise"]),
        (["--limit", "1"], ["promise"]),
        (["--min-origins", "1"], ["promise", "plan"]),
        (["--min-origins", "2"], []),
    ],
)
def test_every_filter_narrows(store: Path, options: Sequence[str], sorts: list[str]) -> None:
    assert [one["sort"] for one in lines("commitments", store, *options)] == sorts


def test_a_table_says_how_many_there_are(store: Path) -> None:
    assert "2 shown; all in 3 reports of 2 origins\n" in kawat("commitments", store).stdout
    assert "1 shown; all in 3 reports of 2 origins; 1 more" in kawat("commitments", store, "-n", "1").stdout
    assert "no commitment fits" in kawat("commitments", store, "--outcome", "broken").stdout


def test_the_calendar_has_what_is_due_day_by_day(store: Path) -> None:
    assert [row["due"] for row in rows("calendar", store)] == ["2022-01-24 – 2022-01-30", "2022-02-03"]
    (row,) = rows("calendar", store, "--since", "2022-02-01")
    assert (row["by"], row["to"], row["outcome"]) == (BLYTHE, ROSKOV, "unknown")
    assert rows("calendar", store, "--outcome", "unknown", "--sort", row["sort"]) == [row]
    assert rows("calendar", store, "--outcome", "broken") == []


def test_a_commitment_is_shown_with_its_evidence(store: Path) -> None:
    (promise,) = rows("commitments", store, "--sort", "promise")
    shown = kawat("show", store, promise["id"]).stdout
    assert "What became of it:" in shown
    assert "met        2022-01-26 it was done: FRD: AID" in shown
    assert "“Freedonia sent the ten field hospitals to Sylvania on Wednesday”" in shown
    assert "deed.txt" in shown


def test_an_unknown_outcome_is_named(store: Path) -> None:
    assert "'maybe' is not one of" in refused("commitments", store, "--outcome", "maybe", status=2)
