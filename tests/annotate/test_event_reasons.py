"""Why an event was found: what the model and the lists said of its words, read again."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import msgspec
import pytest

from kawat.annotate.event_reasons import Listed, Reasons
from kawat.annotate.model_events import RULE
from kawat.errors import NotFound
from kawat.records import Event, EventType, Status
from reading import Reader, Reading

# language, report
REPORTS = [
    ("en", "Freedonia threatened to attack Sylvania."),
    ("en", "The lake is blue. Freedonia urged Sylvania to withdraw its troops by Monday. Nobody left."),
    ("en", "Freedonia accused Sylvania of attacking its port in Geneva last week."),
    ("en", "Freedonia did not attack Sylvania."),
    ("en", "“Freedonia attacked us,” said Edda Moss. Sylvania will impose sanctions on Freedonia."),
    ("id", "Freedonia mengancam akan menyerang Sylvania."),
    ("id", "Danau itu biru. Freedonia mendesak Sylvania menarik pasukannya pada hari Senin."),
    ("id", "Freedonia menuduh Sylvania menyerang pelabuhannya. Freedonia menyerang Sylvania."),
    ("id", "Freedonia menjatuhkan sanksi terhadap Sylvania dan menyerang pelabuhan Ukraina."),
]


def reasons(read: Reader, reading: Reading, event: Event) -> Reasons:
    return read.pipeline.reasons(reading.made.report, reading.text, event)


def all_reasons(read: Reader, code: str, text: str) -> list[tuple[Event, Reasons]]:
    """Each event of a report, which has one at least, with its reasons."""
    reading = read(code, text)
    assert reading.events
    return [(event, reasons(read, reading, event)) for event in reading.events]


@pytest.mark.parametrize(("code", "text"), REPORTS)
def test_the_words_of_an_event_stand_in_its_sentence(read: Reader, code: str, text: str) -> None:
    for event, found in all_reasons(read, code, text):
        assert found.trigger == text[slice(*event.trigger)]
        assert found.sentence in text
        start = text.index(found.sentence)
        assert start <= event.trigger.start < event.trigger.end <= start + len(found.sentence)
        played = (*found.actors, *found.recipients, *found.places, *found.times)
        told = (*(one.words for one in found.listed), *(words for words, _, _ in found.others))
        assert all(words and words in found.sentence for words in (*played, *told))


@pytest.mark.parametrize(("code", "text"), REPORTS)
def test_the_likeliest_stands_first(read: Reader, code: str, text: str) -> None:
    for _, found in all_reasons(read, code, text):
        for shares, known in ((found.types, EventType), (found.statuses, Status)):
            assert all(kind in get_args(known) and 0 <= share <= 1 for kind, share in shares)
            assert all(one >= other for (_, one), (_, other) in pairwise(shares))
            assert len({kind for kind, _ in shares}) == len(shares)
        assert bool(found.types) == bool(found.statuses)
        assert all(kind in get_args(EventType) and 0 <= score <= 1 for _, kind, score in found.others)


@pytest.mark.parametrize(("code", "text"), REPORTS)
def test_rules_of_the_lists_are_named(read: Reader, code: str, text: str) -> None:
    language = read.pipeline.languages[code]
    says = {rule.id: rule.type for rule in language.triggers}
    says |= {rule.id: rule.status for rule in language.status}
    for event, found in all_reasons(read, code, text):
        assert (found.rule, found.score) == (event.made.rule, event.made.score)
        assert 0 <= found.score <= 1
        assert found.rule == RULE or found.rule in {one.rule for one in found.listed}
        # what the model alone is not sure of needs a list, and what it did not see at all has no shares
        assert found.types or found.rule != RULE
        assert all(says[one.rule] == one.says for one in found.listed)


@pytest.mark.parametrize(
    ("code", "text", "kind", "trigger", "rule", "parts"),
    [
        ("en", "Freedonia threatened Sylvania.", "THREATEN", "threatened",
         "en/event/threaten/threaten", (("Freedonia",), ("Sylvania",))),
        ("en", "Freedonia urged Sylvania to wait.", "REQUEST", "urged",
         "en/event/request/urge", (("Freedonia",), ("Sylvania",))),
        ("id", "Freedonia mengancam Sylvania.", "THREATEN", "mengancam",
         "id/event/threaten/mengancam", (("Freedonia",), ("Sylvania",))),
        ("id", "Freedonia mendesak Sylvania menunggu.", "REQUEST", "mendesak",
         "id/event/request/mendesak", (("Freedonia",), ("Sylvania",))),
    ],
)  # fmt: skip
def test_what_is_clear_has_clear_reasons(
    read: Reader, code: str, text: str, kind: str, trigger: str, rule: str, parts: tuple[tuple[str, ...], ...]
) -> None:
    reading = read(code, text)
    found = reasons(read, reading, reading.event(kind))
    assert (found.rule, found.sentence, found.trigger) == (RULE, text, trigger)
    assert found.types[0][0] == kind
    assert (found.actors, found.recipients) == parts
    assert Listed(rule, trigger, kind) in found.listed


@pytest.mark.parametrize(
    ("code", "text", "listed"),
    [
        ("en", "Freedonia did not attack Sylvania.", Listed("en/status/will-not", "did not", "denied")),
        ("en", "Freedonia will attack Sylvania.", Listed("en/status/will", "will", "planned")),
        ("id", "Freedonia akan menyerang Sylvania.", Listed("id/status/akan", "akan", "planned")),
    ],
)
def test_words_of_status_are_told(read: Reader, code: str, text: str, listed: Listed) -> None:
    reading = read(code, text)
    assert listed in reasons(read, reading, reading.event("ASSAULT")).listed


@pytest.mark.parametrize(
    ("code", "text", "kinds", "others"),
    [
        ("en", "Freedonia urged Sylvania to wait and threatened Ukraine.",
         ("REQUEST", "THREATEN"), ("threatened", "urged")),
        ("id", "Freedonia mendesak Sylvania menunggu dan mengancam Ukraina.",
         ("REQUEST", "THREATEN"), ("mengancam", "mendesak")),
    ],
)  # fmt: skip
def test_others_are_other_words(
    read: Reader, code: str, text: str, kinds: tuple[str, str], others: tuple[str, str]
) -> None:
    reading = read(code, text)
    for kind, beside, other in zip(kinds, kinds[::-1], others, strict=True):
        found = reasons(read, reading, reading.event(kind))
        told = {words: kind for words, kind, _ in found.others}
        assert told[other] == beside
        assert found.trigger not in told


def test_the_sentence_of_the_event_is_asked(read: Reader) -> None:
    text = "Freedonia threatened Sylvania. Sylvania threatened Freedonia."
    reading = read("en", text)
    first, second = sorted(reading.events, key=lambda event: event.trigger)
    assert reasons(read, reading, first).sentence == "Freedonia threatened Sylvania."
    assert reasons(read, reading, second).sentence == "Sylvania threatened Freedonia."
    assert reasons(read, reading, second).actors == ("Sylvania",)
    # a report that is read twice has the same reasons
    assert reasons(read, reading, second) == reasons(read, reading, second)


@pytest.mark.parametrize("language", ["tlh", None])
def test_a_report_in_an_unknown_language_cannot_be_read_again(read: Reader, language: str | None) -> None:
    reading = read("en", "Freedonia threatened Sylvania.")
    report = msgspec.structs.replace(reading.made.report, language=language)
    with pytest.raises(NotFound, match=r"^a\.txt: no folder for its language any more"):
        read.pipeline.reasons(report, reading.text, reading.event("THREATEN"))
