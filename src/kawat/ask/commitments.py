"""What was promised, planned, demanded, offered or threatened, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import msgspec

from kawat.records import Commitment, Evidence, Outcome
from kawat.store import EVERYTHING, Count, Filter, View
from kawat.store.schema import place_of

from .evidence import GAP, Source, source_of, words_of


class Proof(msgspec.Struct, frozen=True):
    """A piece of evidence for an outcome, its words, and the report they stand in."""

    evidence: Evidence
    words: str
    source: Source


class Undertaking(msgspec.Struct, frozen=True):
    """A commitment, the words of the report that was written first, and how many reports tell it.

    `why`: what decided it last, empty while nothing did.
    """

    record: Commitment
    words: str
    source: Source
    count: Count
    why: str


class Ledger(msgspec.Struct, frozen=True):
    """Commitments in order of the days on which they are due, else were made; `left`: how many more.

    `count`: in how many reports all of them are. `more`: there are more than both say, which were counted of
    the first. `cursor` leads to the next page.
    """

    lines: tuple[Undertaking, ...]
    left: int
    count: Count
    more: bool = False
    cursor: str | None = None


def commitments(
    view: View,
    filter: Filter = EVERYTHING,
    *,
    outcomes: Collection[Outcome] = (),
    due_before: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Ledger:
    """The commitments that the filter lets through, those with one of the outcomes, due before a day.

    The outcome is that of the day as of which the view is read, today's for one of all there is. `since` and
    `until` of the filter are of the days on which they are due, of one without such a day, those on which it
    was made.
    """
    if due_before is not None:
        filter = _ending(filter, (date.fromisoformat(due_before) - timedelta(1)).isoformat())
    found: list[Commitment] = []
    more = True
    while more and len(found) <= max(_COUNTED, limit):
        page = view.listing(Commitment, filter, limit=_READ, cursor=cursor)
        found += [
            one
            for one in page.records
            if (not outcomes or one.outcome in outcomes)
            and (due_before is None or (one.due is not None and one.due.last < due_before))
        ]
        cursor, more = page.cursor, page.cursor is not None
    return Ledger(
        tuple(_line(view, one) for one in found[:limit]),
        max(0, len(found) - limit),
        view.tally_of(Commitment, (one.id for one in found)),
        more,
        place_of(found[limit - 1]) if len(found) > limit else None,
    )


def _ending(filter: Filter, until: str) -> Filter:
    """The filter, for nothing that begins after a day."""
    return msgspec.structs.replace(filter, until=min(filter.until or until, until))


def calendar(
    view: View,
    filter: Filter = EVERYTHING,
    *,
    outcomes: Collection[Outcome] = (),
    limit: int = 50,
    cursor: str | None = None,
) -> Ledger:
    """The commitments that have a day, in order of days."""
    return commitments(view, filter, outcomes=outcomes, due_before=_NEVER, limit=limit, cursor=cursor)


_NEVER = "9999-12-31"
# so many are read at once, and so many counted
_READ, _COUNTED = 100, 200


def proofs(view: View, commitment: Commitment) -> tuple[Proof, ...]:
    """What speaks for the outcome of a commitment, in order of days, each with its words."""
    return tuple(
        Proof(
            one,
            GAP.join(view.text(one.report)[span.start : span.end] for span in one.at),
            source_of(view, one.report),
        )
        for one in commitment.outcome_evidence
    )


def _line(view: View, one: Commitment) -> Undertaking:
    decisive = [proof for proof in one.outcome_evidence if proof.outcome == one.outcome]
    return Undertaking(
        one,
        words_of(view, one),
        source_of(view, one.report),
        Count(one.reports, one.origins),
        decisive[-1].why if decisive else "",
    )
