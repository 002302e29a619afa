"""The reasons that stages and checks give are told in the reader's language."""

from __future__ import annotations

import re

import pytest

from commands import kawat
from desk import Ask
from kawat.ask.commitments import undertakings
from kawat.serve.web.phrases import PHRASES
from kawat.serve.web.words import Words
from kawat.store import open_store

LINES = [
    (
        "it was done: USA, RUS: CONSULT on 2022-01-10, nearness 0.72",
        "it was done: USA, RUS: meet or talk on 10 Jan 2022, nearness 0.72",
    ),
    (
        "what was not to be was done: RUS: ASSAULT on 2022-02-22 (as USA says), nearness 0.58",
        "what was not to be was done: RUS: attack on 22 Feb 2022 (as USA says), nearness 0.58",
    ),
    (
        "USA refused it on 2022-01-21 – 2022-01-22, in the report that tells of it",
        "USA refused it on 21 Jan 2022 – 22 Jan 2022, in the report that tells of it",
    ),
    (
        "day: “21 January 2022” stands there as “2022-01-21”",
        "day: “21 January 2022” stands there as “21 Jan 2022”",
    ),
    ("speaker: “NATO: 5%” is not told there", "speaker: “NATO: 5%” is not told there"),
]


def words(language: str = "en") -> Words:
    return Words(language, lambda message: message, lambda id: None)


@pytest.mark.parametrize(("line", "told"), LINES)
def test_deeds_days_and_numbers_are_put_into_words(line: str, told: str) -> None:
    assert words().told(line) == told


@pytest.mark.parametrize(("pattern", "message"), PHRASES, ids=lambda one: str(one)[:40])
def test_a_message_has_the_parts_of_its_pattern(pattern: re.Pattern[str], message: str) -> None:
    assert set(re.findall(r"%\((\w+)\)s", message)) == set(pattern.groupindex)


def test_what_has_no_pattern_is_marked_as_english() -> None:
    assert words().told("a <new> reason") == "a <new> reason"
    assert words("id").told("a <new> reason") == '<span lang="en">a &lt;new&gt; reason</span>'


def test_every_reason_of_the_sample_has_a_pattern(sample_store: str) -> None:
    with open_store(sample_store) as store, store.view() as view:
        reasons = {line.why for line in undertakings(view, limit=1000).lines if line.why}
    assert len(reasons) > 5
    assert [why for why in reasons if "<span" in words("id").told(why)] == []


def test_what_is_counted_has_a_name() -> None:
    assert words().thing("troops of Russia") == "troops of Russia"
    assert words().thing("troops of RUS and UKR") == "troops of RUS, UKR"
    assert words().thing("something else") == "something else"


def test_an_error_is_told_in_the_language_asked_for(ask: Ask) -> None:
    assert '<html lang="id">' in ask("/nothing?lang=id").body.decode()
    assert '<html lang="en">' in ask("/nothing?lang=xx").body.decode()
    assert "Go to today" in ask("/quotes/zzz").body.decode()


def test_an_empty_list_says_whether_it_was_narrowed(ask: Ask) -> None:
    assert "This store has none" in ask("/judgements?lang=en").body.decode()
    assert "Show all there is" in ask("/quotes?since=2031-01-01").body.decode()


def test_a_dossier_has_promises(sample_store: str) -> None:
    page = kawat("serve", sample_store, "--get", "/actors/joe-biden").stdout
    part = page.partition('aria-labelledby="promises"')[2].partition("</section>")[0]
    assert 1 <= part.count('<li class="entry"') <= 6


def test_a_passage_is_cut_between_words(sample_store: str) -> None:
    page = kawat("serve", sample_store, "--get", "/quotes?actor=joe-biden&act=deny").stdout
    link = re.findall(r"/quotes/[0-9a-f]{16}", page)[0]
    passage = kawat("serve", sample_store, "--get", link).stdout
    told = re.findall(r'<blockquote class="words"[^>]*><a[^>]*>(.*?)</a>', passage, re.S)[0]
    assert told.startswith("… ")
    assert told.endswith((" …", "."))
