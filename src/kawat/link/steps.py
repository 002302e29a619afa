"""The steps of linking, in order: which reports are copies, then what they say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from functools import partial
from typing import Any

from kawat.errors import StoreGone
from kawat.store import Writer

from . import families
from .claims import claims
from .commitments import commitments
from .dating import Lent, lent
from .disagreements import disagreements
from .happenings import happenings
from .joining import join
from .joins import Joining
from .sayings import sayings
from .spread import HERE, Spread, batches
from .stories import stories

JOININGS: tuple[Joining[Any], ...] = (
    stories,
    sayings,
    happenings,
    claims,
    commitments,
    disagreements,
)

# after so many reports more will come; the weeks of fewer are packed by whoever opened the writer, at the end
_MANY = 32

Read = Callable[[Sequence[Lent]], Iterable[tuple[Lent, Callable[[], None]]]]

ROUND = 1_000
"""So many reports are linked together: what a step has at hand does not grow with the store."""
# so many are looked at in one transaction, for which others who write wait
_DATED = 200
# so often a store may go away in the middle
_TRIES = 3


def left_to_others(found: Sequence[Lent]) -> Iterable[tuple[Lent, Callable[[], None]]]:
    """Reads nothing: for `link` where there is no pipeline to read with."""
    return ()


def link(
    writer: Writer, *, containment: float, spread: Spread = HERE, read: Read | None = None
) -> Sequence[str]:
    """Link what is new, was read anew or was left by an interrupted run with all other reports.

    The answer: the reports that were joined anew, copies of new ones among them. `containment`: from which
    share of common passages on two texts are copies (see `families.link`). `spread`: where it is done.
    `read`: reads reports again, written in the days that others lend them; the answer: what adds each. Those
    that it leaves out wait for the next who links. Without it all are joined with the days that they have.
    A store that goes away meanwhile is waited for: what was left is linked then.
    """
    for _ in range(_TRIES):
        with suppress(StoreGone):
            return _link(writer, containment, spread, read)
    return _link(writer, containment, spread, read)


def _link(writer: Writer, containment: float, spread: Spread, read: Read | None) -> Sequence[str]:
    # whoever adds at the same time links when this is done
    with writer.linking():
        _find_families(writer, containment, spread)
        left = set[str]()
        if read:
            for reports in batches(writer.unjoined(), _DATED):
                left |= _date(writer, reports, read)
            _find_families(writer, containment, spread)
        return _join(writer, spread, left)


def _find_families(writer: Writer, containment: float, spread: Spread) -> None:
    for reports in _rounds(writer.unlinked):
        families.link(writer, reports, containment=containment, spread=spread)
        if len(reports) >= _MANY:
            # not only at the end: who asks for a matrix meanwhile would pack them for each answer
            writer.attempt(writer.pack_weeks)


def _join(writer: Writer, spread: Spread, left: Set[str]) -> Sequence[str]:
    joined: list[str] = []

    def waiting(most: int) -> Sequence[str]:
        return [id for id in writer.unjoined(most + len(left)) if id not in left][:most]

    for reports in _rounds(waiting):
        for joining in JOININGS:
            join(writer, joining, reports, spread)
        writer.set_joined(reports)
        joined += reports
    return joined


def _date(writer: Writer, reports: Sequence[str], read: Read) -> Set[str]:
    """Have reports that others date by what these tell read again, one by one: it takes long.

    Until it has been, each is to be joined: so the next run finds it if this one is interrupted. The answer:
    those that were not read.
    """
    with writer.transaction():
        found = list(lent(writer, reports))
        known = {one.report: writer.fingerprint(one.report) for one in found}
        writer.set_joined(known, joined=False)
    for one, add in read(found):
        writer.attempt(partial(_add, writer, one, add, known.pop(one.report)))
    return known.keys()


def _add(writer: Writer, found: Lent, add: Callable[[], None], known: str) -> None:
    # what somebody added anew meanwhile is not overwritten: it is linked next
    if writer.fingerprint(found.report) == known:
        add()
        if found.written:
            writer.set_lent(found.report, found.own, found.by)


def _rounds(waiting: Callable[[int], Sequence[str]]) -> Iterator[Sequence[str]]:
    """What is waiting, so many at a time, until nothing is."""
    while reports := waiting(ROUND):
        yield reports
