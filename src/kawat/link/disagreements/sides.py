"""What is compared to find disagreements: accounts of one thing, each with who gives it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from kawat.link.claims.amounts import Counted
from kawat.records import EventType, Period, Span, Status


class Deed(msgspec.Struct, frozen=True):
    """What is compared of an event that is asserted or denied.

    `clause` are its words, `actors` and `recipients` the states of those who take part; `denied` whether the
    account denies it, `planned` whether it is yet to be done; `own`: compared for the day that it names.
    """

    type: EventType
    status: Status
    denied: bool
    clause: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    planned: bool = False
    own: bool = False


class Telling(msgspec.Struct, frozen=True):
    """What is compared of a quote about a conversation: between whom, when, and if they are at odds."""

    between: tuple[str, ...]
    when: Period
    opposed: bool = False


class Account(msgspec.Struct, frozen=True):
    """A record that gives an account of something: a figure, an event or a quote.

    `by` gives it, of the state `state`; `days` are those of which it tells. `clause`: its words as a clause
    that stands by itself, where `text` does not.
    """

    report: str
    at: tuple[Span, ...]
    text: str
    by: str | None = None
    state: str | None = None
    days: Period | None = None
    language: str = ""
    outlet: str | None = None
    score: float = 0.0
    figure: Counted | None = None
    deed: Deed | None = None
    telling: Telling | None = None
    clause: str = ""


class Given(NamedTuple):
    """An account with the id of its record."""

    id: str
    features: Account


class Sides(NamedTuple):
    """Accounts that cannot all hold: what they are about, the sides with what each says, whether it moves."""

    of: str
    sides: Sequence[tuple[str, Sequence[Given]]]
    moves: bool = False
