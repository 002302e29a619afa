"""The commands by which analysts decide, and see what was decided."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from kawat.link.steps import link
from kawat.records import Failure, Judgement, Linked, Record, Story, kind_of
from kawat.settings import load_settings
from kawat.store import open_store

from .asking import asked, asks
from .printing import Format, emit, formats

_HOW_MANY = {"same": (2,), "different": (2,), "right": (1,), "wrong": (1,), "withdrawn": (1, 2)}
"""Of how many items each verdict is said."""


@click.command()
@click.argument("store", type=click.Path(dir_okay=False))
@click.argument("verdict", type=click.Choice(list(_HOW_MANY)))
@click.argument("ids", nargs=-1, required=True, metavar="ID [ID]")
@click.option("--note", default="", help="Why; kept with the judgement.")
@click.option("--by", metavar="NAME", help="Who judges; the name of the user unless given.")
def judge(store: str, verdict: str, ids: tuple[str, ...], note: str, by: str | None) -> None:
    """Decide that two items are the same or different, or that one is right or wrong.

    Linking honours it from now on. Nothing is deleted: a later judgement on the same items overrules, and
    'withdrawn' takes one back. Of a saying, happening or claim its first member is judged.
    """
    if len(ids) not in _HOW_MANY[verdict]:
        known = " or ".join(map(str, _HOW_MANY[verdict]))
        raise click.UsageError(f"'{verdict}' is said of {known} id(s), not of {len(ids)}")
    settings, _ = load_settings()
    with open_store(store) as opened, opened.writer() as writer:
        wholes = [writer.record(id) for id in ids]
        left, right = (_judged(whole) for whole in (wholes * 2)[:2])
        if left == right and len(ids) > 1:
            raise click.UsageError(f"both ids lead to {left}: judge two different items")
        judgement = Judgement(
            left=left,
            right=right,
            verdict=verdict,  # type: ignore[arg-type]
            by=by or getpass.getuser(),
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            note=note,
        )
        with writer.transaction():
            writer.judge(judgement)
        link(writer, containment=settings.family_containment)
    pair = left if left == right else f"{left} and {right}"
    click.echo(f"kept: {pair} {'is' if left == right else 'are'} {verdict}", err=True)
    for whole in wholes:
        if isinstance(whole, Linked) and len(whole.members) > 1:
            click.echo(_of_many(whole, store), err=True)


def _of_many(whole: Linked, store: str) -> str:
    first, other = (id[:8] for id in whole.members[:2])
    return (
        f"{first} is the first of {len(whole.members)} members of {kind_of(type(whole))} {whole.id[:8]}, and"
        f" the only one judged: 'kawat judge {store} different {first} {other}' parts it from the next"
    )


def _judged(record: Record | Failure) -> str:
    """The id of the record that is judged: of what is made of many, the first member."""
    if isinstance(record, Linked):
        return record.members[0]
    if isinstance(record, Story):
        return record.report
    return record.id


@click.command()
@asks
@formats
def judgements(store: str, form: Format) -> None:
    """List judgements: what analysts decided, oldest first."""
    with asked(store) as view:
        emit(view.judgements(), form, _judgement, empty="nobody has judged anything in this store")


def _judgement(judgement: Judgement) -> Mapping[str, object]:
    return {
        "when": judgement.when,
        "by": judgement.by,
        "verdict": judgement.verdict,
        "left": judgement.left,
        "right": judgement.right if judgement.right != judgement.left else None,
        "why": judgement.note,
    }
