"""Every page of the desk: one heading, named landmarks, labelled fields, no script or style of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import anyio
import pytest
from lxml import html

from crisis import told
from desk import Ask, AskJson
from kawat.serve.web.app import app
from kawat.serve.web.once import get
from kawat.serve.web.resource import Resource
from kawat.serve.web.resources import RESOURCES
from kawat.settings import Settings
from kawat.store import counting, open_store

PAGES = [one.path for one in RESOURCES] + ["/search?q=ancaman", "/nothing-here", "/quotes?since=2031-01-01"]
ITEMS = [one for one in RESOURCES if one.item is not None]
INTERNAL = re.compile(r"/[a-z]")


def tree(ask: Ask, path: str) -> html.HtmlElement:
    return html.fromstring(ask(path).body.decode())


@pytest.fixture(params=["en", "id"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_and_its_landmarks(ask: Ask, path: str, language: str) -> None:
    page = tree(ask, f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    assert page.find(".//a[@class='skip']").get("href") == "#main"
    if "nothing" not in path:
        assert page.get("lang") == language


@pytest.mark.parametrize("path", PAGES)
def test_a_page_brings_no_script_or_style_of_its_own(ask: Ask, path: str) -> None:
    page = tree(ask, path)
    assert not page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")
    fetched = page.xpath("//script/@src | //link/@href | //img/@src")
    assert fetched
    assert all(address.startswith("/static/") for address in fetched)


@pytest.mark.parametrize("path", PAGES)
def test_a_name_stands_once_on_a_page_and_leads_somewhere(ask: Ask, path: str) -> None:
    page = tree(ask, path)
    ids = Counter(page.xpath("//@id"))
    assert [id for id, number in ids.items() if number > 1] == []
    inside = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert inside <= set(ids)
    named = {id for told in page.xpath("//@aria-labelledby") for id in told.split()}
    assert named <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label(ask: Ask, path: str) -> None:
    page = tree(ask, path)
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        inside = field.xpath("ancestor::label")
        assert inside or page.xpath("//label[@for=$id]", id=field.get("id")), html.tostring(field)


@pytest.mark.parametrize("path", PAGES)
def test_every_table_has_headings(ask: Ask, path: str) -> None:
    for table in tree(ask, path).xpath("//table"):
        assert table.xpath(".//th[@scope='col']")


@pytest.mark.parametrize("resource", ITEMS, ids=lambda one: one.name)
def test_what_the_page_of_an_item_links_to_is_there(ask: Ask, ask_json: AskJson, resource: Resource) -> None:
    for record in ask_json(f"{resource.path}.json?limit=2")["records"]:
        page = tree(ask, f"{resource.path}/{record['id']}")
        assert len(page.findall(".//h1")) == 1
        for link in set(page.xpath("//main//a/@href")):
            if INTERNAL.match(link):
                assert ask(link.partition("#")[0]).status == 200, link


def test_a_report_is_on_its_page_character_for_character(ask: Ask, ask_json: AskJson) -> None:
    for record in ask_json("/reports.json")["records"]:
        text = ask_json(f"/reports/{record['id']}.json")["text"]
        [received] = tree(ask, f"/reports/{record['id']}").find_class("received")
        assert received.text_content() == text
        assert received.get("lang") == record["language"]


def test_a_passage_of_a_list_opens_marked_in_its_report(ask: Ask) -> None:
    links = tree(ask, "/quotes").xpath("//blockquote/a/@href")
    assert links
    for link in links[:5]:
        path, _, anchor = link.partition("#")
        marked = tree(ask, path).get_element_by_id(anchor).getnext()
        assert marked.tag == "mark"


def test_the_contents_say_where_the_reader_is(ask: Ask) -> None:
    [here] = set(tree(ask, "/quotes").xpath("//nav//a[@aria-current='page']/@href"))
    assert here == "/quotes"


def test_links_keep_the_day_and_the_language(ask: Ask) -> None:
    page = tree(ask, "/quotes?as_of=2022-02-01&lang=id")
    links = page.xpath("//nav[@class='contents']//a/@href")
    assert links
    assert all("as_of=2022-02-01" in link and "lang=id" in link for link in links)


def test_a_form_that_was_left_empty_asks_for_nothing(ask: Ask) -> None:
    assert ask("/quotes?actor=&since=&until=&act=").status == 200


def test_words_of_nobody_have_a_page(tmp_path: Path) -> None:
    path = tmp_path / "nobody.kawat"
    one = told("“We will not wait,” it was said.")
    said = one.quote("We will not wait")
    with open_store(path, create=True) as store, store.writer() as writer:
        one.add(writer)
    with open_store(path) as store:
        answer = anyio.run(get, app(store, Settings()), f"/quotes/{said.id}?lang=en")
    assert answer.status == 200
    assert b"Somebody" in answer.body


def test_what_was_not_counted_to_its_end_is_said_to_be_the_least(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = "//h2[contains(@class, 'in-all')]"
    assert tree(ask, "/quotes?lang=en").xpath(heads)[0].text_content().startswith("In all:")
    monkeypatch.setattr(counting, "COUNTED", 1)
    few = tree(ask, "/quotes?until=2031-01-01&lang=en").xpath(heads)[0].text_content()
    assert few == "At least: 1 report of 1 origin"
