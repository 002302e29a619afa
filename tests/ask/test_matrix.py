"""Who does what to whom, in numbers."""

from __future__ import annotations

from typing import Any

import pytest

from crisis import told
from kawat.ask.matrix import Cell, matrix
from kawat.errors import NotFound
from kawat.store import Count, View


def counts(view: View, **filters: Any) -> dict[tuple[str, str], Count]:
    return {(cell.actor, cell.recipient): cell.count for cell in matrix(view, **filters).cells}


def test_by_state_persons_count_as_their_country(view: View) -> None:
    assert counts(view) == {
        ("RUS", "UKR"): (3, 2),
        ("RUS", "USA"): (2, 1),
        ("USA", "RUS"): (4, 1),
    }


def test_by_actor(view: View) -> None:
    assert counts(view, by="actor") == {
        ("RUS", "UKR"): (3, 2),
        ("pavel-roskov", "anna-blythe"): (2, 1),
        ("anna-blythe", "pavel-roskov"): (2, 1),
        ("USA", "RUS"): (2, 1),
    }


def test_a_cell_by_group_and_week(view: View) -> None:
    (cell,) = [cell for cell in matrix(view).cells if cell.actor == "USA"]
    assert cell == Cell(
        actor="USA",
        recipient="RUS",
        count=Count(4, 1),
        groups={"verbal-cooperation": Count(2, 1), "verbal-conflict": Count(2, 1)},
        weeks={"": {"verbal-conflict": Count(2, 1)}, "2022-W03": {"verbal-cooperation": Count(2, 1)}},
    )


def test_sides(view: View) -> None:
    whole = matrix(view)
    assert whole.actors == ("RUS", "UKR", "USA")
    assert whole.weeks == ("", "2022-W03")
    assert whole.groups == ("verbal-cooperation", "verbal-conflict", "material-conflict")
    assert (whole.cells[0].actor, whole.cells[0].recipient) == ("RUS", "UKR")


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        ({"since": "2022-01-17", "until": "2022-01-23"}, {("RUS", "UKR"), ("RUS", "USA"), ("USA", "RUS")}),
        ({"since": "2022-01-24"}, set()),
        ({"types": ["material-conflict"]}, {("RUS", "UKR")}),
        ({"types": ["CONSULT"]}, {("RUS", "USA"), ("USA", "RUS")}),
        ({"statuses": ["conditional"]}, {("", "UKR")}),
    ],
)
def test_filters(view: View, filters: dict[str, Any], pairs: set[tuple[str, str]]) -> None:
    assert set(counts(view, **filters)) == pairs


@pytest.mark.parametrize("by", ["state", "actor"])
def test_only_what_is_surely_found(view: View, by: str) -> None:
    # all of it was made by hand, with a score of .9
    assert counts(view, by=by, min_score=0.9) == counts(view, by=by)
    assert counts(view, by=by, min_score=0.91) == {}


def test_unknown_group(view: View) -> None:
    with pytest.raises(NotFound, match="groups material-conflict"):
        matrix(view, types=["war"])


def test_actors_no_report_describes(opened: Any) -> None:
    one = told("An official warned.")
    one.event("warned", "THREATEN", actors=("USA/official",), recipients=("nobody-known",))
    view = opened(one)
    assert counts(view) == {("USA", "nobody-known"): (1, 1)}
    assert counts(view, by="actor") == {("USA/official", "nobody-known"): (1, 1)}


def test_empty_store(opened: Any) -> None:
    empty = matrix(opened())
    assert (empty.actors, empty.weeks, empty.groups, empty.cells) == ((), (), (), ())
