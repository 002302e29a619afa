"""Whom an answer answers, and what a threat is to bring about."""

from __future__ import annotations

import pytest

from reading import Reader

FRE = ("FRE",)
ASKED = "Freedonia urged Sylvania to withdraw."
DIMINTA = "Freedonia mendesak Sylvania mundur."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", f"{ASKED} Sylvania rejected the appeal."),
        ("en", f"{ASKED} Sylvania refused."),
        # whoever acts for it
        ("en", f"{ASKED} Anton Berg refused."),
        ("en", f"{ASKED} It rained. Sylvania refused."),
        ("en", "Freedonia accused Sylvania of spying. Anton Berg rejected the accusation."),
        ("id", f"{DIMINTA} Sylvania menolak tuntutan itu."),
        ("id", "Freedonia menuduh Sylvania memata-matai. Anton Berg menolak tuduhan tersebut."),
    ],
)
def test_an_answer_is_to_who_asked(read: Reader, code: str, text: str) -> None:
    assert read(code, text).event("REJECT").recipients == FRE


@pytest.mark.parametrize(
    "text",
    [
        # somebody else was asked
        f"{ASKED} Ukraine refused.",
        # nobody asks oneself
        f"{ASKED} Freedonia rejected the appeal.",
        # it is too long ago
        f"{ASKED} {'It rained. ' * 6}Sylvania refused.",
        # an answer stands after what it answers
        f"Sylvania refused. {ASKED}",
    ],
)
def test_no_answer_to_who_did_not_ask(read: Reader, text: str) -> None:
    assert read("en", text).event("REJECT").recipients == ()


def test_what_is_answered_is_no_event_again(read: Reader) -> None:
    text = "Freedonia accused Sylvania of spying. Anton Berg rejected the accusation."
    assert read("en", text).event("ACCUSE").actors == FRE


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Freedonia threatened to close the canal unless Sylvania withdraws its troops."),
        ("en", "Freedonia threatened to close the canal if Sylvania does not withdraw its troops."),
        ("id", "Freedonia mengancam akan menutup kanal kecuali Sylvania menarik pasukannya."),
        ("id", "Freedonia mengancam akan menutup kanal jika Sylvania tidak menarik pasukannya."),
    ],
)
def test_what_would_avert_a_threat_is_called_for(read: Reader, code: str, text: str) -> None:
    assert read(code, text).event("RETREAT").status == "called-for"


def test_a_threat_is_made_by_what_it_leaves_open(read: Reader) -> None:
    text = "If Sylvania attacks, Budi Santika said, Freedonia would respond decisively."
    assert read("en", text).event("THREATEN").status == "happened"


def test_what_would_bring_it_about_is_a_condition(read: Reader) -> None:
    text = "Freedonia threatened to close the canal if Sylvania attacks Ukraine."
    assert read("en", text).event("ASSAULT").status == "conditional"
