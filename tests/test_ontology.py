"""PLOVER and CAMEO: what an event type is worth, and which types a name stands for."""

from __future__ import annotations

import pytest

from kawat import ontology
from kawat.errors import NotFound
from kawat.language import Languages
from kawat.records import EventType, literals


def test_there_is_a_row_for_every_type() -> None:
    assert set(ontology.types()) == set(literals(EventType))
    assert all(-10 <= row.score <= 10 for row in ontology.types().values())


def test_groups_and_scores_agree() -> None:
    for row in ontology.types().values():
        assert (row.score > 0) is row.group.endswith("cooperation") or row.score == 0
    groups = [row.group for row in ontology.types().values()]
    assert {groups.count(group) for group in set(groups)} <= {3, 4, 5, 6}
    assert len(set(groups)) == 4


@pytest.mark.parametrize("code", ["en", "id"])
def test_every_trigger_has_a_known_code(code: str, languages: Languages) -> None:
    unknown = [
        row.id for row in languages[code].triggers if row.cameo and ontology.goldstein(row.cameo) is None
    ]
    assert unknown == []
    assert {row.type for row in languages[code].triggers} == set(ontology.types())


def test_goldstein_falls_back_on_the_code_above() -> None:
    assert ontology.goldstein("190") == ontology.cameo()["190"].goldstein
    assert ontology.goldstein("190zz") == ontology.goldstein("190")
    assert ontology.goldstein("99") is None
    assert ontology.goldstein("") is None


def test_usual_codes_of_types_have_a_value() -> None:
    assert [row.type for row in ontology.types().values() if ontology.goldstein(row.cameo) is None] == []


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("ASSAULT", {"ASSAULT"}),
        ("assault", {"ASSAULT"}),
        ("Consult", {"CONSULT"}),
        ("verbal-cooperation", {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        ("Verbal-Cooperation", {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        ("material-cooperation", {"COOPERATE", "AID", "RETREAT"}),
        ("verbal-conflict", {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
        ("material-conflict", {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
    ],
)
def test_a_type_or_a_group_of_types_by_name(given: str, names: set[str]) -> None:
    assert set(ontology.type_names(given)) == names


def test_an_unknown_type_lists_the_known_ones() -> None:
    with pytest.raises(
        NotFound, match=r"no event type 'WAR': known are .*ASSAULT.* groups .*verbal-conflict"
    ):
        ontology.type_names("WAR")
