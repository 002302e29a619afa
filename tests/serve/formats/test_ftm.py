"""FollowTheMoney: whole by itself, and its own validator finds nothing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from exported import exported
from kawat.records import Actor, Commitment, Event, Happening, Quote, Report, Saying, Written
from kawat.serve.formats.ftm import _id, _within
from kawat.store import View

NAMING = ("proof", "involved", "document", "resolved")


class Entity(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    schema: str
    properties: dict[str, list[str]]


def entities(view: View, kinds: Sequence[Any] | None = None) -> list[Entity]:
    lines = exported(view, "ftm", kinds).splitlines()
    return [msgspec.json.decode(line, type=Entity) for line in lines]


def of_schema(found: Sequence[Entity], schema: str) -> Mapping[str, Entity]:
    return {entity.id: entity for entity in found if entity.schema == schema}


@pytest.mark.parametrize("kinds", [None, (Quote, Event), (Commitment,), (Actor,), (Report,)])
def test_each_is_there_once_and_before_it_is_named(view: View, kinds: Sequence[Any] | None) -> None:
    seen: set[str] = set()
    for entity in entities(view, kinds):
        assert entity.id not in seen
        for name in NAMING:
            assert seen.issuperset(entity.properties.get(name, ()))
        assert all(values and all(values) for values in entity.properties.values())
        seen.add(entity.id)
    assert seen


@pytest.mark.parametrize("kinds", [None, (Quote, Event)])
def test_its_own_validator_finds_nothing(view: View, kinds: Sequence[Any] | None) -> None:
    model = pytest.importorskip("followthemoney", reason="pip install 'kawat[ftm-check]'").model
    from followthemoney.types import registry

    for entity in entities(view, kinds):
        schema = model.get(entity.schema)
        schema.validate(msgspec.to_builtins(entity))
        assert entity.properties.keys() <= schema.properties.keys()
        assert entity.properties.keys() >= set(schema.required)
        assert registry.entity.validate(entity.id)
        # what it reads is what was written: no value is cleaned away
        read = model.get_proxy(msgspec.to_builtins(entity)).to_dict()["properties"]
        assert {name: sorted(values) for name, values in read.items()} == {
            name: sorted(values) for name, values in entity.properties.items()
        }


def test_reports_are_articles_with_their_text(view: View) -> None:
    articles = of_schema(entities(view), "Article")
    reports = list(view.each(Report))
    assert len(articles) == len(reports)
    for report in reports:
        told = articles[f"kawat-report-{report.id}"].properties
        assert told["bodyText"] == [view.text(report.id)]


def test_what_several_reports_tell_has_all_of_them_as_proof(made: View) -> None:
    events = of_schema(entities(made), "Event")
    said = [one for one in made.each(Saying) if one.reports == 2]
    assert said
    for one in said:
        told = events[f"kawat-saying-{one.id}"].properties
        assert len(told["proof"]) == 2
        assert told["notes"] == ["told in 2 reports of 1 origin"]


def test_days_that_are_not_sure_are_ranges(made: View) -> None:
    events = of_schema(entities(made), "Event")
    for one in made.each(Happening):
        told = events[f"kawat-happening-{one.id}"].properties
        if one.when is None:
            assert not {"date", "startDate", "endDate"} & told.keys()
        elif one.when.first == one.when.last:
            assert told["date"] == [one.when.first]
        else:
            assert (told["startDate"], told["endDate"]) == ([one.when.first], [one.when.last])


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        ("2022-01-20", "2022-01-20", ["2022-01-20"]),
        ("2022-01-20", "2022-01-23", ["2022-01"]),
        ("2022-01-20", "2022-03-20", ["2022"]),
        ("2021-01-20", "2022-01-20", []),
    ],
)
def test_an_article_is_of_what_its_days_have_in_common(first: str, last: str, within: list[str]) -> None:
    assert _within(Written(first, last)) == within
    assert _within(None) == []


def test_ids_have_no_sign_that_is_not_allowed_and_stay_apart() -> None:
    assert _id(Actor, "RUS") == "kawat-actor-RUS"
    odd, other = _id(Actor, "USA/senior-official"), _id(Actor, "USA.senior-official")
    assert odd != other == "kawat-actor-USA.senior-official"
    assert odd.startswith("kawat-actor-USA.senior-official.")
    assert _id(Actor, "ü").replace("-", "").replace(".", "").isalnum()


def test_who_acts_is_what_it_is(view: View) -> None:
    found = entities(view)
    schemas = {entity.id: entity.schema for entity in found}
    for line in view.actors():
        schema = schemas[_id(Actor, line.actor.id)]
        match line.actor.sort:
            case "person":
                assert schema == "Person"
            case "state":
                assert schema == "PublicBody"
            case "role":
                assert schema == "LegalEntity"
            case _:
                assert schema in ("Organization", "PublicBody")
