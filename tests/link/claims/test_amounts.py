"""Figures as they are compared: what they count, the numbers they leave open, what speaks against what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.link.claims.amounts import (
    Counted,
    allowed,
    contradict,
    digits,
    known_things,
    measure,
    same_range,
    thing_of,
    things,
    times_as_large,
)
from kawat.link.hints import hints, phrases
from kawat.records import Span
from kawat.text import Words


def figure(
    low: float, high: float | None = None, qualifier: str | None = None, unit: str = "persons"
) -> Counted:
    high = low if high is None else high
    return Counted("r", (Span(0, 1),), low, high, unit, "troops", "troops", qualifier)


def test_every_thing_is_named_by_its_label_and_not_by_what_it_must_miss() -> None:
    for row in known_things().values():
        assert thing_of(row.finds) == row.thing
        assert thing_of(row.misses) != row.thing
        assert row.scale > 1
    assert sum(len(row.labels) for row in known_things().values()) == len(things()), (
        "a label names two things"
    )


def test_every_hint_finds_and_misses_what_it_says() -> None:
    for hint in hints():
        found = phrases(hint.kind, hint.language)
        assert any(found.find(Words(hint.finds))), hint.id
        assert not any(found.find(Words(hint.misses))), hint.id
    assert len({hint.id for hint in hints()}) == len(hints())


@pytest.mark.parametrize(
    ("label", "thing"),
    [
        ("troops of Freedonia", "troops"),
        ("personnel of Freedonia lost", "troops killed"),
        ("people of the Free Coast killed", "killed"),
        ("helmets of Freedonia", "helmets"),
        (None, None),
    ],
)
def test_a_label_without_its_owner_is_the_thing(label: str | None, thing: str | None) -> None:
    assert thing_of(label) == thing


@pytest.mark.parametrize(
    ("value", "number"), [(100_000, 1), (94_300, 3), (8_500, 2), (1.5, 2), (127_000, 3), (0, 1)]
)
def test_digits_that_tell(value: float, number: int) -> None:
    assert digits(value) == number


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (figure(60_000, 90_000), figure(60_000, 90_000, "about")),
        (figure(126_950), figure(127_000)),
        (figure(90, unit="minutes"), figure(1.5, unit="hours")),
        (figure(14, unit="days"), figure(2, unit="weeks")),
    ],
)
def test_the_same_numbers(left: Counted, right: Counted) -> None:
    assert same_range(left, right)
    assert not contradict(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (figure(127_000), figure(130_000)),
        (figure(112), figure(113)),
        (figure(90, unit="minutes"), figure(90, unit="hours")),
        (figure(100_000), figure(100_000, 150_000)),
    ],
)
def test_other_numbers(left: Counted, right: Counted) -> None:
    assert not same_range(left, right)


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        (figure(100_000, qualifier="more-than"), figure(127_000), False),
        (figure(100_000, qualifier="at-least"), figure(94_300), True),
        (figure(90_000, qualifier="up-to"), figure(94_300), True),
        (figure(90_000, qualifier="up-to"), figure(60_000), False),
        (figure(100_000), figure(112_000), False),
        (figure(100_000, qualifier="about"), figure(130_000), True),
        (figure(150_000), figure(169_000, 190_000), True),
        (figure(150_000, qualifier="more-than"), figure(169_000, 190_000), False),
        (figure(60_000, 90_000), figure(75_000), False),
        (figure(12), figure(13), True),
        (figure(100_000, qualifier="nearly"), figure(101_000), True),
        (figure(3, unit="hours"), figure(5, unit="persons"), False),
    ],
)
def test_what_speaks_against_what(left: Counted, right: Counted, apart: bool) -> None:
    assert contradict(left, right) is contradict(right, left) is apart


NUMBERS = st.floats(1, 1e9, allow_nan=False).map(round)
FIGURES = st.builds(
    lambda low, more, qualifier: figure(low, low + more, qualifier),
    NUMBERS,
    st.sampled_from([0, 0, 10, 20_000]),
    st.sampled_from([None, "about", "more-than", "at-least", "up-to", "less-than", "nearly", "only"]),
)


@given(FIGURES, FIGURES)
def test_comparing_is_the_same_from_both_sides(left: Counted, right: Counted) -> None:
    assert same_range(left, right) == same_range(right, left)
    assert contradict(left, right) == contradict(right, left)
    assert times_as_large(left, right) == times_as_large(right, left) >= 1


@given(FIGURES)
def test_a_figure_never_speaks_against_itself(one: Counted) -> None:
    assert same_range(one, one)
    assert not contradict(one, one)
    low, high = allowed(one)
    assert low <= measure(one)[1].high <= high
