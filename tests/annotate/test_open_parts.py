"""Who takes part where an event's own words leave it open: owners of things, verbs that only bring about."""

from __future__ import annotations

import pytest

from reading import Reader

FRE, SYL = ("FRE",), ("SYL",)
BUDI, ANTON = ("budi-santika",), ("anton-berg",)


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        # whose the thing is
        ("en", "Freedonia seized Sylvania's ship.", "COERCE", FRE, SYL),
        ("en", "Freedonia seized a ship.", "COERCE", FRE, ()),
        ("id", "Freedonia menyita kapal Sylvania.", "COERCE", FRE, SYL),
        # who does what a verb only brings about
        ("en", "Freedonia's forces launched airstrikes on Sylvania.", "ASSAULT", FRE, SYL),
        # the other side of it does nothing
        ("en", "Freedonia declared a ceasefire with Sylvania.", "RETREAT", FRE, SYL),
        # an office's country, and a pronoun for who speaks
        ("en", "Budi Santika said his government would attack Sylvania.", "ASSAULT", FRE, SYL),
        ("id", "Budi Santika mengatakan negaranya akan menyerang Sylvania.", "ASSAULT", FRE, SYL),
        ("en", "Freedonia said it would attack Sylvania.", "ASSAULT", FRE, SYL),
        ("id", "NATO mengatakan pihaknya telah mengirim pasukan ke Sylvania.", "MOBILIZE", ("NATO",), SYL),
        # one's own state is asked, but not threatened
        ("en", "Wira Lestari urged Freedonia to stay calm.", "REQUEST", ("wira-lestari",), FRE),
        ("en", "Wira Lestari threatened Freedonia.", "THREATEN", ("wira-lestari",), ()),
        ("id", "Budi Santika menjanjikan bahwa Freedonia akan mundur.", "AGREE", BUDI, ()),
        # money is of no state
        ("id", "Freedonia menjanjikan 75 juta dolar AS kepada Sylvania.", "AGREE", FRE, SYL),
    ],
)
def test_who_takes_part(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        ("en", "Budi Santika warned Sylvania that his government would impose sanctions.", "SANCTION",
         FRE, SYL),
        # what is offered is done by who offers it, what is asked by who is asked
        ("en", "Budi Santika offered to send aid to Sylvania.", "AID", BUDI, SYL),
        ("en", "Budi Santika urged Anton Berg to send aid.", "AID", ANTON, ()),
    ],
)  # fmt: skip
def test_what_is_told_in_another_event(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In talks on Monday, Budi Santika and Anton Berg agreed to cooperate."),
        ("id", "Dalam percakapan telepon, Budi Santika dan Anton Berg sepakat bekerja sama."),
    ],
)
def test_talks_are_of_those_who_agreed_in_them(read: Reader, code: str, text: str) -> None:
    event = read(code, text).event("CONSULT")
    assert {*event.actors, *event.recipients} == {*BUDI, *ANTON}


def test_talks_that_are_asked_for_need_not_be_with_who_asks(read: Reader) -> None:
    event = read("en", "Budi Santika urged Anton Berg to hold talks.").event("CONSULT")
    assert "budi-santika" not in {*event.actors, *event.recipients}
