"""Every line of the table of addresses answers, as a page and for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from desk import Ask, AskJson
from kawat.records import decode, kind_of
from kawat.serve.formats import FORMATS
from kawat.serve.web.resource import Resource
from kawat.serve.web.resources import RESOURCES

LISTS = [one for one in RESOURCES if one.kind is not None]
ITEMS = [one for one in LISTS if one.item is not None]
TYPES = {**{one.suffix: one.media_type for one in FORMATS.values()}, "md": "text/markdown"}


def name(resource: Resource) -> str:
    return resource.name


@pytest.mark.parametrize("resource", RESOURCES, ids=name)
def test_every_address_is_a_page_in_either_language(ask: Ask, resource: Resource) -> None:
    for language in ("en", "id"):
        answer = ask(f"{resource.path}?lang={language}")
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        page = answer.body.decode()
        assert f'<html lang="{language}"' in page
        assert page.count("<h1") == 1


@pytest.mark.parametrize("resource", RESOURCES, ids=name)
def test_every_address_is_there_for_programs(ask: Ask, ask_json: AskJson, resource: Resource) -> None:
    assert ask_json(resource.file("json")) is not None
    for suffix in resource.formats[1:]:
        answer = ask(resource.file(suffix))
        assert answer.status == 200, answer.body
        assert answer.headers["content-type"].startswith(TYPES[suffix].partition(";")[0])
        assert answer.body or not ask_json(resource.file("json")).get("records")


@pytest.mark.parametrize("resource", LISTS, ids=name)
def test_all_formats_have_the_same_records(ask: Ask, ask_json: AskJson, resource: Resource) -> None:
    records = ask_json(resource.file("json"))["records"]
    lines = ask(resource.file("ndjson")).body.splitlines()
    assert [json.loads(line) for line in lines] == records
    assert all(decode(line).__class__ is resource.kind for line in lines)
    rows = list(csv.DictReader(io.StringIO(ask(resource.file("csv")).body.decode())))
    assert [row["kind"] for row in rows] == [kind_of(resource.kind)] * len(records)  # type: ignore[arg-type]


@pytest.mark.parametrize("resource", ITEMS, ids=name)
def test_every_item_of_a_list_has_an_address(ask: Ask, ask_json: AskJson, resource: Resource) -> None:
    for record in ask_json(resource.file("json"))["records"][:5]:
        path = f"/{resource.name}/{record['id']}"
        shown = ask_json(f"{path}.json")
        told = shown.get("record") or shown.get("actor") or shown["report"]
        assert told["id"] == record["id"]
        assert ask(path).status == 200
        for suffix in resource.item_formats[1:]:
            assert ask(f"{path}.{suffix}").status == 200


def test_the_id_of_another_kind_is_not_found(ask: Ask, ask_json: AskJson) -> None:
    event = ask_json("/events.json")["records"][0]["id"]
    answer = ask(f"/quotes/{event}.json")
    assert answer.status == 404
    assert f"'{event}' is no quote but a event" in json.loads(answer.body)["detail"]


def test_what_else_is_told_of_a_record_stands_beside_it(ask_json: AskJson) -> None:
    plain = ask_json("/quotes.json")
    told = ask_json("/quotes.json?_extra=words&_extra=speaker&_extra=count")
    assert plain["records"] == told["records"]
    assert plain["extra"] == {}
    for record in told["records"]:
        beside = told["extra"][record["id"]]
        assert set(beside) == {"words", "speaker", "count"}
        assert beside["words"]
        assert beside["count"][0] >= beside["count"][1] >= 1


def test_a_report_is_read_with_what_was_found_in_it(ask_json: AskJson) -> None:
    for report in ask_json("/reports.json")["records"]:
        read = ask_json(f"/reports/{report['id']}.json")
        assert len(read["text"]) == report["at"][0][1]
        for item in read["items"]:
            pieces = [read["text"][start:end] for start, end in item["record"]["at"]]
            assert item["words"] == " … ".join(pieces)


def test_a_copy_is_read_beside_the_report(ask: Ask, ask_json: AskJson) -> None:
    family = ask_json("/families.json")["records"][0]
    left, right = family["reports"][:2]
    read = ask_json(f"/reports/{left}.json?beside={right}")
    other = read["beside"]
    assert other["report"]["id"] == right
    assert other["passages"]
    for passage in other["passages"]:
        mine, theirs = read["text"][slice(*passage["left"])], other["text"][slice(*passage["right"])]
        assert set(mine.split()) & set(theirs.split())
    alone = next(one for one in ask_json("/reports.json")["records"] if one["id"] not in family["reports"])
    assert ask(f"/reports/{left}.json?beside={alone['id']}").status == 404


def test_today_is_the_last_day_of_the_store_or_any_other(ask_json: AskJson) -> None:
    days = [report["written"]["from"] for report in ask_json("/reports.json")["records"] if report["written"]]
    assert ask_json("/today.json")["day"] == max(days)
    assert ask_json(f"/today.json?as_of={min(days)}")["day"] == min(days)


def test_as_of_a_day_nothing_later_is_told(ask_json: AskJson) -> None:
    everything = ask_json("/reports.json")["records"]
    dated = sorted(report["written"]["to"] for report in everything if report["written"])
    known = ask_json(f"/reports.json?as_of={dated[0]}")["records"]
    assert 0 < len(known) < len(everything)
    assert all(report["written"]["to"] <= dated[0] for report in known)


def test_a_form_may_send_its_empty_fields_and_a_program_may_not(ask: Ask) -> None:
    assert ask("/quotes?actor=&since=&limit=").status == 200
    assert ask("/quotes.json?actor=").status == 400


def test_links_keep_the_day_and_the_language(ask: Ask) -> None:
    page = ask("/quotes?as_of=2022-02-01&lang=id").body.decode()
    assert "as_of=2022-02-01&amp;lang=id" in page
    assert '<html lang="id"' in page
    assert '<html lang="id"' in ask("/quotes", accept_language="fr, id;q=0.8, en;q=0.5").body.decode()
    assert '<html lang="en"' in ask("/quotes", accept_language="fr, in;q=x, en-GB;q=0.1").body.decode()


def test_the_page_about_the_addresses_names_them_all(ask: Ask, ask_json: AskJson) -> None:
    page = ask("/docs").body.decode()
    for path in ask_json("/openapi.json")["paths"]:
        assert f"GET {path}</code>" in page
    assert ask("/docs?x=1").status == 400
