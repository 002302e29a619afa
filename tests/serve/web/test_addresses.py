"""Every line of the table of addresses answers, as a page and for programs."""

from __future__ import annotations

import json

import pytest

from desk import Ask, AskJson
from kawat.serve.web.resources import RESOURCES, Resource

LISTS = [one for one in RESOURCES if one.kind is not None]
ITEMS = [one for one in LISTS if one.item is not None]


def name(resource: Resource) -> str:
    return resource.name


@pytest.mark.parametrize("resource", RESOURCES, ids=name)
def test_every_address_is_a_page(ask: Ask, resource: Resource) -> None:
    answer = ask(resource.path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<h1>{resource.title}</h1>" in answer.body.decode()


@pytest.mark.parametrize("resource", RESOURCES, ids=name)
def test_every_address_is_there_for_programs(ask_json: AskJson, resource: Resource) -> None:
    assert ask_json(resource.file("json")) is not None


@pytest.mark.parametrize("resource", ITEMS, ids=name)
def test_every_item_of_a_list_has_an_address(ask: Ask, ask_json: AskJson, resource: Resource) -> None:
    for record in ask_json(resource.file("json"))["records"]:
        shown = ask_json(f"/{resource.name}/{record['id']}.json")
        assert (shown.get("record") or shown.get("actor") or shown["report"])["id"] == record["id"]
        assert ask(f"{resource.path}/{record['id']}").status == 200


def test_what_cannot_be_asked_is_refused_with_what_can(ask: Ask) -> None:
    answer = ask("/quotes.json?speeker=RUS")
    problem = json.loads(answer.body)
    assert answer.status == problem["status"] == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "no parameter 'speeker' here: known are _extra, act, actor" in problem["detail"]
