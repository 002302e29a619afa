"""A figure said loosely, beside one that is told."""

from __future__ import annotations

import pytest

from kawat.ask.verify.likeness import rival_figure, same_figure
from kawat.link.claims.amounts import Counted
from kawat.records import Span


def counted(low: float, high: float | None = None, qualifier: str | None = None) -> Counted:
    return Counted(
        report="r", at=(Span(0, 1),), low=low, high=high or low, unit="persons", qualifier=qualifier
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (counted(24, 99), counted(70)),
        (counted(100, qualifier="nearly"), counted(94)),
        (counted(60, qualifier="more-than"), counted(70, qualifier="about")),
        (counted(80, qualifier="less-than"), counted(70)),
        (counted(70, qualifier="about"), counted(72)),
        (counted(100_000), counted(100_000, qualifier="more-than")),
    ],
    ids=["dozens", "nearly", "more than", "less than", "about", "left out"],
)
def test_a_looser_figure_says_no_more(said: Counted, told: Counted) -> None:
    assert same_figure(said, told)
    assert not rival_figure(said, told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (counted(200, 999), counted(70)),
        (counted(14_000, qualifier="less-than"), counted(14_000, qualifier="more-than")),
        (counted(100, qualifier="nearly"), counted(40)),
        (counted(10, qualifier="more-than"), counted(70)),
        (counted(70), counted(24, 99)),
        (counted(94_300), counted(112_000)),
    ],
    ids=["hundreds", "under and over", "not nearly", "far more than", "exact of vague", "another number"],
)
def test_another_figure_is_a_rival(said: Counted, told: Counted) -> None:
    assert not same_figure(said, told)
    assert rival_figure(said, told)
