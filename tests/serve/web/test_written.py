"""The briefing and the check of a text, as pages and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html

from commands import kawat
from desk import Ask, AskJson

BORNE_OUT = "Marta Velasco met Otto Brandel in Nairobi."
NOT_SO = "Sekitar 7.200 tentara Fiji dikirim ke pelabuhan utara."


def checking(text: str, suffix: str = "", **more: str) -> str:
    return f"/verify{suffix}?{urlencode({'text': text, **more})}"


def test_the_briefing_is_the_one_that_the_command_writes(store: Path, ask: Ask, ask_json: AskJson) -> None:
    asked = {"since": "2022-01-20", "until": "2022-01-31", "actor": "Fiji"}
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    for language in ("en", "id"):
        query = urlencode({**asked, "lang": language})
        written = [
            kawat("brief", store, *options, "--lang", language, "--to", to).stdout for to in ("json", "md")
        ]
        assert ask_json(f"/brief.json?{query}") == json.loads(written[0])
        assert ask(f"/brief.md?{query}").body.decode() == written[1]


def test_the_page_tells_every_sentence_in_the_readers_language(ask: Ask, ask_json: AskJson) -> None:
    for language in ("en", "id"):
        page = html.fromstring(ask("/brief", accept_language=language).body.decode())
        told = ask_json(f"/brief.json?lang={language}")
        sentences = [one["text"] for section in told["sections"] for one in section["sentences"]]
        assert sentences
        assert [one.text_content() for one in page.find_class("said-so")] == sentences
        assert page.find(".//article").get("lang") == language


def test_a_sentence_of_the_briefing_leads_to_its_passage(ask: Ask, ask_json: AskJson) -> None:
    page = html.fromstring(ask("/brief").body.decode())
    links = page.xpath("//p[@class='source']//a/@href")
    assert links
    for link in links[:3]:
        path, _, anchor = link.partition("#c")
        start, end = map(int, anchor.split("-"))
        assert ask_json(f"{path}.json")["text"][start:end].strip()


def test_a_briefing_on_a_place_that_nobody_names_tells_nothing(ask_json: AskJson) -> None:
    told = ask_json("/brief.json?place=Atlantis")
    assert [one for section in told["sections"] for one in section["sentences"]] == []


def test_a_briefing_from_the_first_day_on_compares_with_none(ask_json: AskJson) -> None:
    names = [section["name"] for section in ask_json("/brief.json?since=0001-01-01")["sections"]]
    assert "happened" in names
    assert "changed" not in names


def test_each_sentence_of_a_text_has_a_verdict(ask: Ask, ask_json: AskJson) -> None:
    text = f"{BORNE_OUT}\n\n{NOT_SO}"
    told = ask_json(checking(text, ".json"))["verdicts"]
    assert [one["verdict"] for one in told] == ["supported", "contradicted"]
    assert [text[slice(*one["at"])] for one in told] == [BORNE_OUT, NOT_SO]
    page = html.fromstring(ask(checking(text)).body.decode())
    assert [one.text_content() for one in page.find_class("said-so")] == [BORNE_OUT, NOT_SO]
    assert page.get_element_by_id("text").text == text
    assert page.xpath("//div[@class='beside-it']//a[starts-with(@href, '/reports/')]")


def test_a_text_is_checked_with_what_was_known_on_a_day(ask_json: AskJson) -> None:
    told = ask_json(checking(BORNE_OUT, ".json", as_of="2022-01-01"))["verdicts"]
    assert [one["verdict"] for one in told] == ["not found"]


def test_without_a_text_there_is_a_form_and_no_verdict(ask: Ask, ask_json: AskJson) -> None:
    assert ask_json("/verify.json") == {"verdicts": []}
    page = html.fromstring(ask("/verify?text=").body.decode())
    assert page.get_element_by_id("text").get("maxlength") == "8000"
    assert not page.find_class("said-so")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "the text cannot be checked"),
        ("Это предложение никто здесь не прочитает. " * 12, "the text is in no language that is known here"),
        ("x" * 8_001, "'text' must have 1 to 8000 characters, not 8001"),
    ],
    ids=["blank", "Russian", "too long"],
)
def test_what_cannot_be_checked_is_refused(ask: Ask, text: str, told: str) -> None:
    refused = ask(checking(text, ".json"))
    assert refused.status == 400
    assert told in json.loads(refused.body)["detail"]


def test_what_is_hostile_in_a_text_is_shown_as_text(ask: Ask) -> None:
    page = ask(checking("</textarea><script>alert(1)</script> Fiji met Iceland.")).body.decode()
    assert "<script>alert" not in page
