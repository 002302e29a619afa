"""Sentences that Kawat wrote into records are told in the reader's language, on every page of the sample."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from babel.messages.pofile import read_po
from docs.messages import path_of
from lxml import html

from kawat.records import Claim, Commitment, Disagreement, Happening, Linked, Report, Saying, Story
from kawat.serve.web.app import app
from kawat.serve.web.once import get
from kawat.serve.web.retelling import MESSAGES, told
from kawat.serve.web.words import Words
from kawat.settings import Settings
from kawat.store import Filter, View, open_store

KINDS: dict[str, type[Report | Story | Linked]] = {
    "reports": Report, "stories": Story, "sayings": Saying, "happenings": Happening, "claims": Claim,
    "commitments": Commitment, "disagreements": Disagreement,
}  # fmt: skip
SAMPLES = {
    "number": "4", "of": "5", "texts": "2", "times": "2", "near": "0.46", "first": "2021", "state": "USA",
    "day": "2022-01-21", "last": "2022-01-23", "when": "on 2022-01-21", "weekday": "Monday", "who": "USA",
    "claimed": "the page's own date", "words": "'Senin (17/1)'", "other": "“two”", "slot": "figure",
    "told": "USA refused it on 2022-01-21", "deed": "USA, RUS: CONSULT", "office": "foreign minister",
    "reasons": "'Senin' is told as past", "periods": "2021-01-26 to 2025-01-20",
}  # fmt: skip


def words(language: str) -> Words:
    with path_of("id").open("rb") as source:
        known = {one.id: one.string for one in read_po(source, locale="id")} if language == "id" else {}
    return Words(language, lambda message: str(known.get(message, message)), lambda id: None)


def filled(message: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda gap: SAMPLES.get(gap[1], "Antarbenua"), message)


@pytest.mark.parametrize("message", MESSAGES)
def test_an_instance_of_each_message_is_told_anew(message: str) -> None:
    line = filled(message)
    there = told(line, words("id"))
    assert there.language == "id"
    fixed = [part for part in re.split(r"\{\w+\}", message) if len(part.split()) > 1]
    assert not any(part in there.text for part in fixed)
    assert told(line, words("en")).text == words("en").plain(line)


def test_what_fits_no_message_stays_english() -> None:
    assert told("somebody counted the ships", words("id")) == ("somebody counted the ships", "en")


def lines(view: View) -> Iterator[tuple[str, str]]:
    """The address of each record of the sample that holds such sentences, and each of them."""
    for name, kind in KINDS.items():
        for record in view.listing(kind, Filter(), limit=1000).records:
            basis = record.written.basis if isinstance(record, Report) and record.written else ()
            basis += () if isinstance(record, Report) else record.basis
            whys = [one.why for one in getattr(record, "outcome_evidence", ())]
            for line in (*basis, *whys):
                yield f"/{name}/{record.id}", line


def test_no_page_of_the_sample_tells_them_in_english_to_who_reads_indonesian(sample_store: Path) -> None:
    english = words("en")
    with open_store(sample_store) as store:
        with store.view() as view:
            found = list(lines(view))
        desk = app(store, Settings())
        texts: dict[str, str] = {}
        for path in dict.fromkeys([*(path for path, _ in found), "/commitments"]):
            page = html.fromstring(anyio.run(lambda path=path: get(desk, f"{path}?lang=id")).body.decode())
            assert not page.xpath("//li[@class='small'][@lang='en'] | //p[@class='note'][@lang='en']"), path
            texts[path] = " ".join(page.text_content().split())
    assert len(found) > 50
    for path, line in found:
        assert line not in texts[path]
        assert english.plain(line) not in texts[path]
