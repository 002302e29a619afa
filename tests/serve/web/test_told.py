"""What is told on pages is told in the reader's words, and wholly."""

from __future__ import annotations

import re

from commands import kawat
from desk import Ask
from kawat.serve.web.retelling import told
from kawat.serve.web.words import Words


def words(language: str = "en") -> Words:
    return Words(language, lambda message: message, lambda id: None)


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


def test_a_day_that_was_compared_is_told_in_the_readers_way() -> None:
    line = "day: “21 January 2022” stands there as “2022-01-21”"
    assert told(line, words()).text.endswith("stands there as “21 Jan 2022”")
