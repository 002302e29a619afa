"""How alike two told deeds are: the same from both sides, and quick without being otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.link.happenings.deeds import (
    Deed,
    Who,
    about,
    content,
    days_fit,
    deed,
    learned,
    numbers,
    points,
    weighed,
)
from kawat.records import Period, Place, Span

ROSKOV, SYL, FRD = Who("pavel-roskov", "SYL"), Who("SYL", "SYL"), Who("FRD", "FRD")
CLAUSES = (
    ("met", "Roskov met Blythe at the harbour"),
    ("talks", "talks between the two ministers"),
    ("shelled", "Sylvania shelled 3 villages at the border"),
    ("promised", "Roskov promised 40 ships"),
    ("promised", "Roskov promised a swift answer to the letter"),
)


def told(trigger: str, clause: str, report: str = "a", **fields: object) -> Deed:
    return Deed(
        report=report,
        at=(Span(0, len(clause)),),
        language="en",
        trigger=trigger,
        deed=deed(trigger, "en"),
        clause=clause,
        about=about(clause, trigger, "en"),
        words=content(clause, "en"),
        **fields,  # type: ignore[arg-type]
    )


PLACES = (None, Place("Brenlau", "FRD", 50.0, 8.0), Place("Kaldis", "SYL", 40.0, 20.0), Place("Syl", "SYL"))
DAYS = (None, Period("2022-01-21", "2022-01-21"), Period("2022-01-20", "2022-01-31"))
deeds = st.builds(
    lambda words, **fields: told(*words, **fields),
    st.sampled_from(CLAUSES),
    report=st.sampled_from("ab"),
    actors=st.sampled_from([(), (ROSKOV,), (SYL,), (FRD, ROSKOV)]),
    recipients=st.sampled_from([(), (FRD,)]),
    type=st.sampled_from(["CONSULT", "AGREE", None]),
    when=st.sampled_from(DAYS),
    dated=st.sampled_from(["own", "report"]),
    where=st.sampled_from(PLACES),
    spoken=st.booleans(),
)


@settings(deadline=None)
@given(deeds, deeds)
def test_both_sides_see_the_same(one: Deed, other: Deed) -> None:
    assert points(one, other) == points(other, one)
    assert weighed(one, other, least=0) == weighed(other, one, least=0)
    assert days_fit(one, other) == days_fit(other, one)


@settings(deadline=None)
@given(deeds, deeds, st.floats(0.01, 0.99))
def test_what_is_spared_would_not_have_been_enough(one: Deed, other: Deed, least: float) -> None:
    whole, _ = weighed(one, other, least=0)
    quick, _ = weighed(one, other, least=least)
    assert 0 <= whole <= 1
    assert quick == whole or (quick == 0 and whole < least)


def test_a_deed_told_in_other_words_is_likelier_than_another_deed() -> None:
    met, talks, shelled = (told(*CLAUSES[number], report=str(number)) for number in range(3))
    assert weighed(met, talks, least=0)[0] > weighed(met, shelled, least=0)[0]


def test_deeds_done_by_words_must_be_about_the_same() -> None:
    def likely(other: tuple[str, str], spoken: bool) -> float:
        ships = told(*CLAUSES[3], report="a", spoken=spoken)
        return weighed(ships, told(*other, report="b", spoken=spoken), least=0)[0]

    once_more = ("promised", "Pavel Roskov promised 40 more ships")
    assert likely(once_more, True) > likely(CLAUSES[4], True)
    assert likely(CLAUSES[4], True) < likely(CLAUSES[4], False)


def test_numbers_are_the_same_in_both_customs() -> None:
    assert numbers("14.000 orang, 2 kapal, 1,5 juta") == ("1", "14000", "2", "5")
    assert numbers("14,000 people in 2 ships, 1.2345") == ("1", "14000", "2", "2345")


def test_what_speaks_for_it_is_told() -> None:
    one, other = told(*CLAUSES[0], actors=(ROSKOV,)), told(*CLAUSES[0], "b", actors=(SYL,))
    assert weighed(one, other, least=0)[1] == "deed 1, clause 1, about 1, who 1"


@pytest.mark.parametrize(
    ("when", "dated", "fit"),
    [
        (Period("2022-01-22", "2022-01-22"), "own", True),
        (Period("2022-01-24", "2022-01-24"), "own", False),
        (Period("2022-01-24", "2022-01-24"), "report", True),
        (Period("2022-01-25", "2022-01-25"), "report", False),
        (None, None, True),
    ],
)
def test_days_fit_within_a_day_or_within_those_until_it_is_reported(
    when: Period | None, dated: str | None, fit: bool
) -> None:
    one = told(*CLAUSES[0], when=DAYS[1], dated="own")
    assert days_fit(one, told(*CLAUSES[0], "b", when=when, dated=dated)) is fit


def test_every_weight_is_of_a_point_that_can_be_found() -> None:
    one = told("met", "Roskov met 3 ministers", type="CONSULT", actors=(ROSKOV,), when=DAYS[1], dated="own")
    other = told(
        "met", "Roskov met 3 of them", "b", type="AGREE", actors=(ROSKOV,), when=DAYS[1], dated="report"
    )
    found = set(points(one, other))
    for where, elsewhere in ((PLACES[1], PLACES[1]), (PLACES[1], PLACES[2])):
        near = told(
            "met", "Roskov met 3", where=where, numbers=("3",), actors=(ROSKOV,), when=DAYS[1], dated="own"
        )
        far = told("met", "Roskov met 4", "b", where=elsewhere, numbers=("4",), when=DAYS[1], dated="own")
        found |= set(points(near, far)) | set(points(near, near))
    assert set(learned().points) <= found
