"""All about one actor."""

from __future__ import annotations

import pytest

from kawat.ask.dossier import dossier
from kawat.errors import NotFound
from kawat.records import Role
from kawat.store import Count, View


def test_who_it_is(view: View) -> None:
    about = dossier(view, "pavel-roskov")
    assert about.actor.name == "Pavel Roskov"
    assert about.actor.roles == (Role("foreign-minister", "RUS", "2004"),)
    assert about.count == Count(3, 2)


def test_what_it_says_and_is_told(view: View) -> None:
    about = dossier(view, "pavel-roskov")
    assert [(item.label, item.count) for item in about.says] == [("deny", (3, 2))]
    assert about.acts == {"deny": Count(3, 2)}
    assert about.is_told == ()
    assert [item.count for item in dossier(view, "anna-blythe").is_told] == [(2, 1)]


def test_what_it_does_and_undergoes_and_its_figures(view: View) -> None:
    about = dossier(view, "RUS")
    assert [item.label for item in about.does] == ["MOBILIZE"]
    assert [item.label for item in about.undergoes] == ["ACCUSE"]
    assert about.types == {"MOBILIZE": Count(3, 2)}
    assert {(item.low, item.high, item.of, item.count) for item in about.figures} == {
        (1e5, 1e5, "troops", Count(2, 1)),
        (6e4, 9e4, "troops", Count(1, 1)),
    }
    assert {item.label for item in about.figures} == {"persons"}


def test_partners(view: View) -> None:
    partners = dossier(view, "RUS").partners
    assert [(partner.actor, partner.name, partner.count) for partner in partners] == [
        ("UKR", "UKR", (3, 2)),
        ("USA", "United States", (2, 1)),
    ]
    assert partners[0].types == {"MOBILIZE": Count(3, 2)}


def test_days_and_limit(view: View) -> None:
    assert dossier(view, "RUS", since="2022-01-21").does == ()
    assert len(dossier(view, "RUS", limit=1).figures) == 1
    assert len(dossier(view, "RUS", limit=1).partners) == 1


def test_unknown_actor(view: View) -> None:
    with pytest.raises(NotFound, match="no report names an actor 'FRA'"):
        dossier(view, "FRA")
