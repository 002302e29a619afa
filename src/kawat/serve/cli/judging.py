"""The commands by which analysts decide, and see what was decided."""

from __future__ import annotations

import getpass
from collections.abc import Mapping

import click

from kawat.errors import RequestError
from kawat.records import Claim, Commitment, Judgement, Linked, kind_of
from kawat.serve.judging import HOW_MANY, decide
from kawat.settings import load_settings
from kawat.store import open_store
from kawat.store.address import shown

from .asking import ADDRESS, asked, asks
from .printing import Format, emit, formats


@click.command()
@click.argument("store", type=ADDRESS)
@click.argument("verdict", type=click.Choice(list(HOW_MANY)))
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
    settings, _ = load_settings()
    with open_store(store) as opened, opened.writer() as writer:
        try:
            made = decide(
                writer,
                verdict,
                ids,
                by=by or getpass.getuser(),
                note=note,
                containment=settings.family_containment,
            )
        except RequestError as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"kept: {_kept(made.judgement, shown(store))}", err=True)
    for whole in made.by_first:
        click.echo(_of_many(whole, shown(store)), err=True)


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


def _of_many(whole: Linked, store: str) -> str:
    """Of a whole that its first member is judged for: which one that is."""
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
