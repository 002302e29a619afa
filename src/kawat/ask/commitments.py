"""What was promised, planned, demanded, offered or threatened, and what became of it."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from kawat.records import Commitment, Evidence, Outcome
from kawat.store import EVERYTHING, Count, Filter, View

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

    `count`: in how many reports all of them are.
    """

    lines: tuple[Undertaking, ...]
    left: int
    count: Count


def commitments(
    view: View,
    filter: Filter = EVERYTHING,
    *,
    outcomes: Collection[Outcome] = (),
    due_before: str | None = None,
    limit: int = 50,
) -> Ledger:
    """The commitments that the filter lets through, those with one of the outcomes, due before a day.

    The outcome is that of the day as of which the view is read, today's for one of all there is. `since` and
    `until` of the filter are of the days on which they are due, of one without such a day, those on which it
    was made.
    """
    found = [
        one
        for one in view.each(Commitment, filter)
        if (not outcomes or one.outcome in outcomes)
        and (due_before is None or (one.due is not None and one.due.last < due_before))
    ]
    lines = tuple(_line(view, one) for one in found[:limit])
    reports = {report for one in found for report in _reports(view, one)}
    return Ledger(lines, max(0, len(found) - limit), view.tally(reports))


def calendar(
    view: View, filter: Filter = EVERYTHING, *, outcomes: Collection[Outcome] = (), limit: int = 50
) -> Ledger:
    """The commitments that have a day, in order of days."""
    return commitments(view, filter, outcomes=outcomes, due_before=_NEVER, limit=limit)


_NEVER = "9999-12-31"


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


def _reports(view: View, one: Commitment) -> set[str]:
    return {view.record(member).report for member in one.members}
