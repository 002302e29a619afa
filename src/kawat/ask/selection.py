"""All records of some kinds that a filter lets through, one at a time: what exports are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from kawat.errors import StoreError
from kawat.records import KINDS, LINKED, Actor, AnyRecord, Failure, Family, Judgement, Record, Report, kind_of
from kawat.store import EVERYTHING, Filter, View

Kind = type[Record] | type[Judgement] | type[Failure]
EXPORTED: tuple[Kind, ...] = (*KINDS, *LINKED, Judgement, Failure)
"""The kinds of record that a store keeps, in the order in which they are exported."""


def selected(view: View, kinds: Iterable[Kind], filter: Filter = EVERYTHING) -> Iterator[AnyRecord]:
    """The records of these kinds that the filter lets through, kind by kind, each in order of days.

    Zones, sentences, names, times and actors: those of all reports that it lets through. Raises StoreError
    when a kind cannot be filtered so.
    """
    wanted = frozenset(kinds)
    for kind in EXPORTED:
        if kind in wanted:
            yield from _of(view, kind, filter)


def filterable(view: View, kind: Kind, filter: Filter) -> bool:
    """Whether records of this kind can be filtered so."""
    try:
        next(_of(view, kind, filter), None)
    except StoreError:
        return False
    return True


def _of(view: View, kind: Kind, filter: Filter) -> Iterator[AnyRecord]:
    if kind is Actor:
        for report in view.each(Report, filter):
            yield from view.records(Actor, report=report.id)
    elif kind is Family or kind is Judgement or kind is Failure:
        if filter != EVERYTHING:
            raise StoreError(f"'{kind_of(kind)}' cannot be filtered: leave the filter or the kind out")
        yield from _unlisted(view, kind)
    else:
        yield from cast(Iterator[AnyRecord], view.each(cast(type[Record], kind), filter))


def _unlisted(view: View, kind: Kind) -> Iterable[AnyRecord]:
    if kind is Family:
        return view.families()
    return view.judgements() if kind is Judgement else view.failures()
