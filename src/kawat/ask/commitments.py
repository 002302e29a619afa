"""What was promised, planned, demanded, offered or threatened, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import msgspec

from kawat.records import Commitment, Evidence, Outcome
from kawat.store import EVERYTHING, Count, Filter, View
from kawat.store.known import CONCLUSIVE

from .evidence import GAP, Passages, Source, source_of
from .paging import fitting


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


class Undertakings(msgspec.Struct, frozen=True):
    """A page of commitments in the order of a Ledger, and the cursor of the next."""

    lines: tuple[Undertaking, ...]
    cursor: str | None


class Ledger(msgspec.Struct, frozen=True):
    """Commitments in order of the days on which they are due, else were made; `left`: how many more.

    `count`: in how many reports all of them are. `more`: there are more than both say, who end at 200.
    """

    lines: tuple[Undertaking, ...]
    left: int
    count: Count
    more: bool = False


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
    fits, filter = _fitting(outcomes, due_before), _narrowed(filter, outcomes)
    found, behind = fitting(view, Commitment, filter, fits, limit=max(limit, _COUNTED), cursor=None)
    lines = lines_of(view, found[:limit])
    count = view.tally_of(Commitment, (one.id for one in found))
    return Ledger(lines, max(0, len(found) - limit), count, behind is not None)


def calendar(
    view: View, filter: Filter = EVERYTHING, *, outcomes: Collection[Outcome] = (), limit: int = 50
) -> Ledger:
    """The commitments that have a day, in order of days."""
    return commitments(view, filter, outcomes=outcomes, due_before=_NEVER, limit=limit)


_NEVER = "9999-12-31"
_COUNTED = 200


def undertakings(
    view: View,
    filter: Filter = EVERYTHING,
    *,
    outcomes: Collection[Outcome] = (),
    due_before: str | None = None,
    dated: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> Undertakings:
    """A page of what `commitments` lists, read no further than needed; `dated`: only what has a day."""
    fits = _fitting(outcomes, due_before or (_NEVER if dated else None))
    narrowed = _narrowed(filter, outcomes)
    found, behind = fitting(view, Commitment, narrowed, fits, limit=limit, cursor=cursor)
    return Undertakings(lines_of(view, found), behind)


def _narrowed(filter: Filter, outcomes: Collection[Outcome]) -> Filter:
    """What has one of the outcomes as of any day, as the store can tell it."""
    if outcomes and CONCLUSIVE.issuperset(outcomes):
        return msgspec.structs.replace(filter, concluded=True)
    return filter


def _fitting(outcomes: Collection[Outcome], due_before: str | None) -> Callable[[Commitment], bool]:
    """Whether a commitment has one of the outcomes and is due before a day."""

    def fits(one: Commitment) -> bool:
        in_time = due_before is None or (one.due is not None and one.due.last < due_before)
        return in_time and (not outcomes or one.outcome in outcomes)

    return fits


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


def lines_of(view: View, found: Sequence[Commitment]) -> tuple[Undertaking, ...]:
    """Commitments, each with its words, and what decided it last."""
    passages = Passages(view, found)
    return tuple(_line(passages, one) for one in found)


def _line(passages: Passages, one: Commitment) -> Undertaking:
    decisive = [proof for proof in one.outcome_evidence if proof.outcome == one.outcome]
    return Undertaking(
        one,
        passages.words(one),
        passages.source(one),
        Count(one.reports, one.origins),
        decisive[-1].why if decisive else "",
    )
