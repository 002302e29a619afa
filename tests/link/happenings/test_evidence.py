"""What shows that two told deeds are one: signs that no other deed of the same parties has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.link.happenings.deeds import Deed, Who, about, content, deed, numbers
from kawat.link.happenings.evidence import alike, shown
from kawat.records import Period, Place, Span

FRD, SYL = Who("FRD", "FRD"), Who("SYL", "SYL")
BLYTHE, ROSKOV = Who("anna-blythe", "FRD"), Who("pavel-roskov", "SYL")
NEWS, NEXT = Period("2022-01-21", "2022-01-21"), Period("2022-01-22", "2022-01-22")
MONTH, YEAR = Period("2021-03-01", "2021-03-31"), Period("2021-01-01", "2021-12-31")
BRENLAU, KALDIS = Place("Brenlau", "FRD", 50.0, 8.0), Place("Kaldis", "SYL", 40.0, 20.0)


def told(trigger: str, telling: str, **fields: Any) -> Deed:
    """A deed with the words that tell it from others."""
    sentence = f"{trigger} {telling}"
    fields = {
        "type": "ASSAULT",
        "actors": (SYL,),
        "recipients": (FRD,),
        "when": NEWS,
        "dated": "report",
    } | fields
    return Deed(
        report=fields.pop("report", "a"),
        at=(Span(0, len(sentence)),),
        language=fields.pop("language", "en"),
        trigger=trigger,
        deed=deed(trigger, "en"),
        clause=sentence,
        about=about(sentence, trigger, "en"),
        words=content(sentence, "en"),
        telling=tuple(sorted(telling.split())),
        sentence=sentence,
        numbers=fields.pop("numbers", numbers(sentence)),
        **fields,
    )


def both(left: dict[str, Any], right: dict[str, Any], **fields: Any) -> bool:
    """Whether two deeds with some fields in common are shown to be one."""
    one = {"trigger": "shelled", "telling": ""} | fields | left
    other = {"trigger": "shelled", "telling": "", "report": "b"} | fields | right
    return shown(told(**one), told(**other))


BRIDGE = "bridge ferry customs"
MET: dict[str, Any] = {"trigger": "met", "type": "CONSULT", "recipients": ()}
PERSONS: dict[str, Any] = {"actors": (BLYTHE, ROSKOV), "persons": ("anna-blythe", "pavel-roskov")}


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ({"telling": ""}, {"telling": ""}, False),
        ({"telling": BRIDGE}, {"telling": BRIDGE}, True),
        ({"telling": BRIDGE}, {"telling": "pipeline valve"}, False),
        ({"telling": "bridge ferry"}, {"telling": "bridge granary orchard tannery"}, False),
        ({"where": BRENLAU, "numbers": ("40",)}, {"where": BRENLAU, "numbers": ("40",)}, True),
        ({"where": BRENLAU}, {"where": BRENLAU}, False),
        ({"where": BRENLAU, "dated": "own"}, {"where": BRENLAU, "dated": "sentence"}, True),
        ({"where": BRENLAU, "dated": "own"}, {"where": BRENLAU, "when": NEXT, "dated": "own"}, False),
    ],
    ids=[
        "kind, parties and day",
        "the same telling words",
        "other telling words",
        "one word of many",
        "place and figure",
        "only the place",
        "place and day",
        "place and another day",
    ],
)
def test_signs_of_one_deed(left: dict[str, Any], right: dict[str, Any], one: bool) -> None:
    assert both(left, right) is one


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "conditional"},
        {"when": YEAR},
        {"when": None},
    ],
    ids=["what is feared", "a year", "no day"],
)
def test_what_is_told_again_and_again_needs_more(fields: dict[str, Any]) -> None:
    assert both({}, {}, telling="bridge ferry wharf quay harbour mole", where=BRENLAU, **fields)
    assert not both({}, {}, where=BRENLAU, numbers=("40",), **fields)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"numbers": ("40",)}, {"numbers": ("60",)}),
        ({"where": BRENLAU}, {"where": KALDIS}),
        ({"states": ("FRD", "RUR")}, {"states": ("FRD", "GRU")}),
    ],
    ids=["other figures", "another place", "other states"],
)
def test_what_differs_must_be_outweighed(left: dict[str, Any], right: dict[str, Any]) -> None:
    words = "bridge ferry wharf"
    few = "bridge ferry wharf granary orchard tannery"
    assert both({"telling": words}, {"telling": words})
    assert both({"telling": words, **left}, {"telling": words, **right})
    some = {"telling": "bridge ferry granary orchard tannery"}
    assert both(some, {"telling": few[:12] + " sawmill brewery smithy"}) is True
    assert both(some | left, {"telling": few[:12] + " sawmill brewery smithy"} | right) is False


def test_a_day_long_past_is_remembered_for_one_deed() -> None:
    invaded = {"trigger": "invaded", "remembered": True, "dated": "own"}
    invasion = {"trigger": "invasion", "remembered": True, "dated": "own"}
    assert both(invaded, invasion)
    assert both(invaded, invasion | {"dated": "sentence"})
    assert both(invaded, invasion, when=MONTH)
    assert not both(invaded, invasion | {"dated": "sentence"}, when=MONTH)
    assert not both(invaded, invasion, when=YEAR)
    assert not both(invaded, invasion | {"trigger": "mined"})


def test_two_persons_meet_once_on_a_day_and_two_states_need_a_sign() -> None:
    assert both(PERSONS, PERSONS, **MET)
    assert not both({}, {}, actors=(FRD, SYL), **MET)
    assert both({}, {}, actors=(FRD, SYL), where=BRENLAU, **MET)
    assert both({}, {}, actors=(FRD, SYL), dated="own", **MET)


def test_a_person_visits_a_state_once_on_a_day() -> None:
    visits = {"actors": (ROSKOV, FRD), "persons": ("pavel-roskov",), "mode": "visit"}
    assert both(visits, visits, **MET)
    assert not both(visits, visits | {"mode": None}, **MET)


def test_nobody_visits_by_telephone_or_comes_and_goes_at_once() -> None:
    assert not both({"mode": "phone", **PERSONS}, {"mode": "visit", **PERSONS}, **MET)
    assert not both({"direction": 1}, {"direction": -1}, telling=BRIDGE)


def test_what_is_alike_needs_no_day() -> None:
    one, other = told("met", BRIDGE, when=None), told("met", BRIDGE, when=YEAR)
    assert alike(one, other)
    assert not alike(one, told("met", "pipeline valve gasket"))
    assert alike(told("met", "", where=BRENLAU), told("met", "valve", where=BRENLAU))


@settings(deadline=None)
@given(*[
    st.builds(
        told,
        st.sampled_from(["met", "shelled"]),
        st.sampled_from(["", "bridge", BRIDGE, "bridge ferry granary orchard"]),
        when=st.sampled_from([None, NEWS, NEXT, MONTH, YEAR]),
        dated=st.sampled_from(["own", "sentence", "report"]),
        where=st.sampled_from([None, BRENLAU, KALDIS]),
        remembered=st.booleans(),
        states=st.sampled_from([(), ("FRD",), ("SYL",)]),
        direction=st.sampled_from([-1, 0, 1]),
        numbers=st.sampled_from([(), ("40",), ("60",)]),
    )
] * 2)  # fmt: skip
def test_both_sides_see_the_same(one: Deed, other: Deed) -> None:
    assert shown(one, other) == shown(other, one)
    assert alike(one, other) == alike(other, one)
