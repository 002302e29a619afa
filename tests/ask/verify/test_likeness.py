"""Names and days as they are compared."""

from __future__ import annotations

import pytest

from kawat.ask.verify.likeness import fits, same_name, stands_in
from kawat.records import Made, Period, Span, Time

MADE = Made("test", "1")


def time(timex: str, value: Period | None = None) -> Time:
    return Time(report="r", at=(Span(0, 1),), made=MADE, sort="date", timex=timex, value=value, grain="day")


@pytest.mark.parametrize(
    ("said", "day", "same"),
    [
        (time("2022-01-21", Period("2022-01-21", "2022-01-21")), "2022-01-21", True),
        (time("2022-01-21", Period("2022-01-21", "2022-01-21")), "2022-01-22", False),
        (time("2022-01", Period("2022-01-01", "2022-01-31")), "2022-01-22", True),
        (time("XXXX-01-21"), "2022-01-21", True),
        (time("XXXX-01-21"), "2022-02-21", False),
        (time("XXXX-01"), "2022-01-21", True),
        (time("XXXX-WXX-5"), "2022-01-21", True),
        (time("XXXX-WXX-4"), "2022-01-21", False),
        (time("PXD"), "2022-01-21", None),
    ],
)
def test_a_day_fits_as_far_as_it_is_told(said: Time, day: str, same: bool | None) -> None:
    assert fits(said, [Period(day, day)]) is same


@pytest.mark.parametrize(
    ("name", "form", "same"),
    [
        ("Velasco", "Marta Velasco", True),
        ("Marta Velasco", "Velasco", True),
        ("Marta Velasco", "Otto Velasco", False),
        ("Marta", "Marta Velasco", False),
        ("", "Velasco", False),
    ],
)
def test_a_last_name_stands_for_its_bearer(name: str, form: str, same: bool) -> None:
    assert same_name(name, [form]) is same


def test_words_stand_in_a_text_only_together() -> None:
    assert stands_in(["a", "b"], ["x", "a", "b"])
    assert not stands_in(["a", "b"], ["a", "x", "b"])
    assert not stands_in([], ["a"])
