"""Whom 'the two leaders', 'both sides' and 'his counterpart' mean: those named before, or nobody."""

from __future__ import annotations

import pytest

from kawat.records import Name
from reading import Reader

LEADERS = ["edda-moss", "wira-lestari"]
MINISTERS = ["anton-berg", "budi-santika"]
STATES = ["FRE", "SYL"]


@pytest.mark.parametrize(
    ("code", "text", "words", "actors"),
    [
        ("en", "Wira Lestari met Edda Moss on Friday. The two leaders talked for an hour.",
         "two leaders", LEADERS),
        ("en", "Wira Lestari talked with Edda Moss. Both leaders left early.", "Both leaders", LEADERS),
        ("en", "President Wira Lestari and Prime Minister Edda Moss met. The two women talked for an hour.",
         "two women", LEADERS),
        ("en", "Budi Santika met Anton Berg. The two ministers talked for an hour.",
         "two ministers", MINISTERS),
        ("en", "Budi Santika met Anton Berg. The two foreign ministers talked for an hour.",
         "two foreign ministers", MINISTERS),
        ("en", "Freedonia and Sylvania held talks on Friday. Both sides agreed to meet again.",
         "Both sides", STATES),
        ("en", "Freedonia signed a treaty with Sylvania. The two countries will open their ports.",
         "two countries", STATES),
        ("en", "Freedonia signed a treaty with Sylvania. The ports of both countries will open.",
         "both countries", STATES),
        # whom they act for
        # past a preposition, where no noun follows
        ("en", "Freedonia signed a treaty with Sylvania. The union mediated between the two.",
         "two", STATES),
        ("en", "Wira Lestari met Edda Moss. The two countries will open their ports.",
         "two countries", STATES),
        # by office, past another person
        ("en", "Wira Lestari met Edda Moss and Budi Santika. The two leaders talked.",
         "two leaders", LEADERS),
        ("id", "Wira Lestari bertemu Edda Moss pada Jumat. Kedua pemimpin berbicara selama satu jam.",
         "Kedua pemimpin", LEADERS),
        # one of them is no head of state
        ("id", "Wira Lestari berbicara dengan Edda Moss. Kedua kepala negara itu sepakat.",
         "Kedua kepala negara", []),
        ("id", "Budi Santika bertemu Anton Berg. Kedua menteri itu berbicara selama satu jam.",
         "Kedua menteri", MINISTERS),
        ("id", "Budi Santika bertemu Anton Berg. Kedua menteri luar negeri berbicara selama satu jam.",
         "Kedua menteri luar negeri", MINISTERS),
        ("id", "Freedonia dan Sylvania berunding pada Jumat. Kedua pihak sepakat bertemu lagi.",
         "Kedua pihak", STATES),
        ("id", "Freedonia dan Sylvania berunding pada Jumat. Kedua belah pihak sepakat bertemu lagi.",
         "Kedua belah pihak", STATES),
        ("id", "Freedonia menandatangani perjanjian dengan Sylvania. Kedua negara akan membuka pelabuhan.",
         "Kedua negara", STATES),
        ("id", "Wira Lestari bertemu Edda Moss. Dua pemimpin itu berbicara selama satu jam.",
         "Dua pemimpin", LEADERS),
        ("id", "Wira Lestari bertemu Edda Moss. Keduanya berbicara selama satu jam.", "Keduanya", LEADERS),
        # one in the same office elsewhere
        ("en", "Budi Santika left. He called his Sylvanian counterpart.", "counterpart", []),
        ("en", "Budi Santika called his counterpart from Sylvania.", "counterpart", ["anton-berg"]),
        ("id", "Budi Santika menelepon mitranya dari Sylvania.", "mitranya", ["anton-berg"]),
        ("id", "Budi Santika menelepon mitranya dari Sylvania. Kedua menteri sepakat.", "Kedua menteri",
         MINISTERS),
        ("id", "Budi Santika menelepon rekannya dari Sylvania, Anton Berg.", "rekannya", []),
    ],
)  # fmt: skip
def test_two_together_are(read: Reader, code: str, text: str, words: str, actors: list[str]) -> None:
    assert sorted(filter(None, read(code, text).actors(words))) == actors


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The two leaders talked for an hour."),
        ("en", "Wira Lestari left. The two leaders talked for an hour."),
        ("en", "Wira Lestari met Edda Moss. Two leaders of the strike were seen."),
        ("en", "Freedonia and Sylvania talked. Troops gathered on both sides of the border."),
        ("en", "Freedonia, Sylvania and Iceland met. Both sides agreed."),
        ("id", "Kedua pemimpin berbicara selama satu jam."),
        ("id", "Wira Lestari pulang. Kedua pemimpin berbicara selama satu jam."),
    ],
)
def test_two_whom_nothing_tells_stay_open(read: Reader, code: str, text: str) -> None:
    assert not [name for name in read(code, text).all(Name) if name.made.rule == "groups/most-present"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Wira Lestari met Edda Moss on Friday. The two leaders agreed to meet again in May."),
        ("id", "Wira Lestari bertemu Edda Moss pada Jumat. Kedua pemimpin sepakat bertemu lagi pada Mei."),
    ],
)
def test_what_two_do_both_do(read: Reader, code: str, text: str) -> None:
    done = [event for event in read(code, text).events if event.type == "AGREE"]
    assert done
    assert sorted({actor for event in done for actor in event.actors + event.recipients}) == LEADERS
