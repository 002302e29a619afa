"""Compares a sentence with a passage, one module for each thing that is compared."""

from collections.abc import Iterator

from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check

from . import days, figures, names, places, quotations, speakers, turned, words
from .meaning import asks, covered, near

COMPARED = (names, places, days, figures, quotations, speakers, words, turned)
"""What is compared, in the order in which reasons are told."""


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """What of the sentence the passage has, has otherwise, or has not."""
    for one in COMPARED:
        yield from one.checks(claim, side)


__all__ = ["COMPARED", "asks", "checks", "covered", "near"]
