"""Why a sentence got its verdict, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.records import Claim, Disagreement, Event, Figure, Happening, Quote, Record, Saying
from kawat.records import Side as Account
from kawat.store import View

from .assessing import HARD, LEAST, WORDS, Assessed
from .verdicts import Check, Finding

_WHOLES: dict[type[Record], type[Record]] = {Quote: Saying, Event: Happening, Figure: Claim}


def reasons(view: View, verdict: Finding, best: Sequence[Assessed]) -> Iterator[str]:
    """What of the sentence the best passage has, has otherwise or has not, and who disputes what it says."""
    if not best:
        yield "no report tells of anything like it"
        return
    first = best[0]
    if verdict == "not found":
        yield from (_reason(check) for check in (*first.clashes, *first.lacks))
        if first.near < LEAST:
            yield f"the nearest passage is about something else (nearness {first.near:.2f})"
        elif first.covered < WORDS:
            yield "the nearest passage has other words: " + ", ".join(first.lacking)
    else:
        yield from (_reason(check) for check in first.clashes)
        yield from (_reason(check) for check in first.slots("same") if check.slot in HARD)
    yield from _disputed(view, best[0])


def _reason(check: Check) -> str:
    match check.result:
        case "same":
            return f"{check.slot}: “{check.said}” stands there" + (
                f" as “{check.found}”" if check.found and check.found != check.said else ""
            )
        case "other":
            return f"{check.slot}: “{check.said}” here, “{check.found}” there"
        case _:
            return f"{check.slot}: “{check.said}” is not told there"


def _disputed(view: View, one: Assessed) -> Iterator[str]:
    """Where reports disagree about what the passage says: the accounts side by side."""
    seen = set()
    for id in one.side.core.records:
        found = view.whole_of(Disagreement, id)
        if found and found.id not in seen and not found.moves:
            seen.add(found.id)
            yield f"disputed [{found.id[:8]}]: {'; '.join(map(_side, found.sides))}"


def _side(side: Account) -> str:
    by = ", ".join(side.according_to)
    told = f"in {side.reports} of {side.origins} independent"
    return f"“{side.says}” ({f'{by}, ' if by else ''}{told})"
