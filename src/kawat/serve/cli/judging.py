"""The commands by which analysts decide, and see what was decided."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import click

from kawat.link.steps import link
from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Failure,
    Judgement,
    Linked,
    Record,
    Story,
    kind_of,
)
from kawat.settings import load_settings
from kawat.store import View, open_store

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
    'withdrawn' takes one back.

    Of a saying, happening, story or disagreement 'wrong' says that its members do not belong together: they
    stay apart. A claim or commitment that is wrong is not shown. 'same' and 'different' are said of the first
    member.
    """
    if len(ids) not in _HOW_MANY[verdict]:
        known = " or ".join(map(str, _HOW_MANY[verdict]))
        raise click.UsageError(f"'{verdict}' is said of {known} id(s), not of {len(ids)}")
    settings, _ = load_settings()
    with open_store(store) as opened, opened.writer() as writer:
        about = _about(writer, verdict, ids)
        judgement = Judgement(
            **about._asdict(),
            verdict=verdict,  # type: ignore[arg-type]
            by=by or getpass.getuser(),
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            note=note,
        )
        told = [] if about.whole else [_of_many(writer, id, store) for id in ids]
        with writer.transaction():
            writer.judge(judgement)
        link(writer, containment=settings.family_containment)
    click.echo(f"kept: {_kept(judgement, store)}", err=True)
    for line in filter(None, told):
        click.echo(line, err=True)


class _About(NamedTuple):
    """What is judged: two records or one, or a whole of a kind with the members that it has."""

    left: str
    right: str
    whole: str = ""
    members: tuple[str, ...] = ()


def _about(view: View, verdict: str, ids: tuple[str, ...]) -> _About:
    """What is judged by these ids. Raises NotFound, and UsageError where both lead to one record."""
    if len(ids) == 1:
        earlier = _judged_whole(view, ids[0]) if verdict == "withdrawn" else None
        whole = view.record(ids[0]) if earlier is None else None
        if earlier:
            return _About(earlier.left, earlier.right, earlier.whole, earlier.members)
        if whole and _is_judged_whole(whole):
            return _About(whole.id, whole.id, kind_of(type(whole)), _members(whole))
    left, right = (_judged(view.record(id)) for id in (ids * 2)[:2])
    if left == right and len(ids) > 1:
        raise click.UsageError(f"both ids lead to {left}: judge two different items")
    return _About(left, right)


def _judged_whole(view: View, id: str) -> Judgement | None:
    """What was judged last of a whole whose id begins so: it may be gone."""
    return next((one for one in reversed(view.judgements()) if one.whole and one.left.startswith(id)), None)


def _is_judged_whole(record: Record | Failure) -> bool:
    """Whether a verdict on it is about the whole; else it is about the only record that it is made of."""
    return isinstance(record, Claim | Commitment | Disagreement) or len(_members(record)) > 1


def _members(record: Record | Failure) -> tuple[str, ...]:
    match record:
        case Linked():
            return record.members
        case Story():
            return record.reports
        case _:
            return ()


def _judged(record: Record | Failure) -> str:
    """The id of the record that is judged: of what is made of many, the first member."""
    members = _members(record)
    return members[0] if members else record.id


def _kept(judgement: Judgement, store: str) -> str:
    left, right, verdict = judgement.left, judgement.right, judgement.verdict
    if not judgement.whole:
        return f"{left} is {verdict}" if left == right else f"{left} and {right} are {verdict}"
    told = f"{judgement.whole} {left} is {verdict}"
    if verdict != "wrong":
        return told
    shown = judgement.whole in (kind_of(Claim), kind_of(Commitment))
    follows = "it is not shown" if shown else f"its {len(judgement.members)} members stay apart"
    return f"{told}: {follows} until 'kawat judge {store} withdrawn {left[:8]}'"


def _of_many(view: View, id: str, store: str) -> str | None:
    """Of a whole that its first member is judged for: which one that is."""
    whole = view.record(id)
    if not isinstance(whole, Linked) or len(whole.members) < 2:
        return None
    first, other = (id[:8] for id in whole.members[:2])
    return (
        f"{first} is the first of {len(whole.members)} members of {kind_of(type(whole))} {whole.id[:8]}, and"
        f" the only one judged: 'kawat judge {store} different {first} {other}' parts it from the next"
    )


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
        "of": judgement.whole or None,
        "left": judgement.left,
        "right": judgement.right if judgement.right != judgement.left else None,
        "why": judgement.note,
    }
