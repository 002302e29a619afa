"""What one sentence says, alike of a text that is checked and of the reports of a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from kawat.link.claims.amounts import Counted
from kawat.records import Event, Period, Span, Time

# the share of a sentence that must be reported speech for it to be about what is said
_MOST = 0.6


class Who(NamedTuple):
    """Somebody or something named: the actor where known, the state he acts for, the words of the name."""

    actor: str | None
    state: str | None
    words: str
    at: Span
    sort: str
    head: bool = True


class Uttered(NamedTuple):
    """What is reported as said: the words, by whom and to whom, and whether they stand in quotation marks."""

    id: str
    words: str
    speaker: Who | None
    direct: bool
    denies: bool
    at: tuple[Span, ...]
    to: Who | None = None


class Telling(msgspec.Struct, frozen=True):
    """What a sentence says.

    `times` are its expressions of time with a day, `days` all days of which it tells, `numbers` words with
    digits that are no figure, day or name. `quotes`, `events` and `records` are what was found in it.
    """

    report: str
    at: Span
    text: str
    language: str
    names: tuple[Who, ...] = ()
    times: tuple[Time, ...] = ()
    days: tuple[Period, ...] = ()
    written: Period | None = None
    figures: tuple[Counted, ...] = ()
    numbers: tuple[str, ...] = ()
    quotes: tuple[Uttered, ...] = ()
    events: tuple[Event, ...] = ()
    records: tuple[str, ...] = ()


def contents(telling: Telling) -> Iterator[str]:
    """What a sentence that is mostly reported speech has said, without who says it."""
    most = _MOST * len(telling.text)
    yield from (quote.words for quote in telling.quotes if len(quote.words) >= most)
