"""Compares a sentence with a passage, one module for each thing that is compared."""

from collections.abc import Iterator

from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check

from . import (
    addressees,
    antonyms,
    days,
    figures,
    names,
    offices,
    places,
    quotations,
    speakers,
    turned,
    words,
)
from .meaning import asks, covered, lacking, near, telling_words

COMPARED = (
    names, offices, places, days, figures, quotations, speakers, addressees, words, antonyms, turned,
)  # fmt: skip
"""What is compared, in the order in which reasons are told."""


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """What of the sentence the passage has, has otherwise, or has not."""
    for one in COMPARED:
        yield from one.checks(claim, side)


__all__ = ["COMPARED", "asks", "checks", "covered", "lacking", "near", "telling_words"]
