"""What a report tells of something to be done or done, as commitments and deeds are compared."""

from __future__ import annotations

from typing import Literal

import msgspec

from kawat.records import Act, CommitmentSort, EventType, Period, Span

How = Literal["done", "ongoing", "kept", "off", "unseen", "refused", "broken"]


class Recall(msgspec.Struct, frozen=True):
    """A report speaks of what a state had promised or threatened before, on these days."""

    state: str
    days: Period


class Stated(msgspec.Struct, frozen=True):
    """What is compared of a record: a commitment (`sort`), or what may decide one (`how`).

    `by` is to do it, or has done it; `to` is the other side. `doers` and `targets` are the states of those
    who do and of those to whom it is done, `persons` who of them acts for which state, `others` all that are
    named with it. `gist`: the words without names; `context`: the whole sentence. `day`: when it was said or
    done, `told`: when the report was written. `teller`: the state on whose word it stands, None for the
    report's own. `conditional`: it is to be done if something happens; `negated`: it is not to be done;
    `denied`: there is some word for 'not' in it. `recalled`: it is spoken of as announced before.
    """

    report: str
    at: tuple[Span, ...]
    text: str
    gist: str = ""
    language: str = ""
    sort: CommitmentSort | None = None
    how: How | None = None
    types: tuple[EventType, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    persons: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    day: Period | None = None
    told: Period | None = None
    due: Period | None = None
    conditional: bool = False
    negated: bool = False
    denied: bool = False
    teller: str | None = None
    recalls: tuple[Recall, ...] = ()
    recalled: bool = False
    context: str = ""
    score: float = 0.0


SORTS: dict[Act, CommitmentSort] = {
    "promise": "promise",
    "offer": "offer",
    "threaten": "threat",
    "demand": "demand",
    "request": "demand",
}
DEEDS: frozenset[EventType] = frozenset(
    {
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)
