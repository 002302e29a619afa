"""Commands about what is to be done: commitments with what became of them, and the calendar of their days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import click
import msgspec

from kawat.ask import commitments as ask
from kawat.ask.commitments import Ledger, Undertaking
from kawat.records import CommitmentSort, Outcome
from kawat.serve.filtering import as_filter
from kawat.store import View

from .asking import asked, asks
from .filters import as_day, filters
from .listing import days, origins, short
from .printing import Format, as_asked, counted, emit, formats

_sort = click.option(
    "--sort", "sorts", multiple=True, type=click.Choice(get_args(CommitmentSort)),
    help="promise, plan, demand, threat or offer; may be repeated.",
)  # fmt: skip
_outcome = click.option(
    "--outcome", "outcomes", multiple=True, type=click.Choice(get_args(Outcome)),
    help="What became of it; may be repeated.",
)  # fmt: skip


@click.command()
@asks
@filters("actor")
@_sort
@_outcome
@click.option("--due-before", metavar="DAY", callback=as_day, help="Due before this day.")
@filters("since", "until", "source", "publisher", "language", "min_origins", "min_score", "limit")
@formats
def commitments(
    store: str,
    form: Format,
    sorts: tuple[str, ...],
    outcomes: tuple[Outcome, ...],
    due_before: str | None,
    **options: Any,
) -> None:
    """List commitments: who is to do what by when, and what became of it.

    Promises, plans, offers and threats are by who is to do it; a demand is by those who are asked.
    Outcomes: met, broken (also: disputed or refused), overtaken by events, repeated, open; unknown says that
    its day has passed without news. 'kawat show STORE ID' has the evidence.
    """
    with asked(store) as view:
        which = msgspec.structs.replace(as_filter(view, options), sort=sorts)
        found = ask.commitments(view, which, outcomes=outcomes, due_before=due_before, limit=options["limit"])
        _print(view, found, form, _commitment)


@click.command()
@asks
@filters("actor")
@_sort
@_outcome
@filters("since", "until", "min_origins", "limit")
@formats
def calendar(
    store: str, form: Format, sorts: tuple[str, ...], outcomes: tuple[Outcome, ...], **options: Any
) -> None:
    """Show what is due, day by day: plans, promises and demands that have a day, and what became of them."""
    with asked(store) as view:
        which = msgspec.structs.replace(as_filter(view, options), sort=sorts)
        found = ask.calendar(view, which, outcomes=outcomes, limit=options["limit"])
        _print(view, found, form, _entry)


def _print(view: View, found: Ledger, form: Format, row: Any) -> None:
    left = f"; {'at least ' if found.more else ''}{found.left} more with --limit 0" if found.left else ""
    empty = "no commitment fits" if view.counts().get("report") else "the store is empty"
    emit(
        as_asked(found.lines, form),
        form,
        row,
        empty=empty,
        note=f"{len(found.lines)} shown; all in {counted(found.count, more=found.more)}{left}",
    )


def _commitment(line: Undertaking) -> Mapping[str, object]:
    one = line.record
    return {
        "id": one.id,
        "made": days(one.made_on),
        "due": days(one.due),
        "by": list(one.by),
        "sort": one.sort,
        "to": list(one.to),
        "words": short(line.words),
        "outcome": one.outcome,
        "copies": origins(line.count),
    }


def _entry(line: Undertaking) -> Mapping[str, object]:
    one = line.record
    return {
        "due": days(one.due),
        "id": one.id,
        "by": list(one.by),
        "to": list(one.to),
        "sort": one.sort,
        "words": short(line.words),
        "outcome": one.outcome,
        "copies": origins(line.count),
    }
