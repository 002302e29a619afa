"""The command that writes a situation briefing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from kawat.ask.actors import find_actor
from kawat.ask.briefing import Briefing, Scope, compared_day, languages
from kawat.ask.briefing import briefing as ask
from kawat.pipeline import open_pipeline
from kawat.serve.briefings.chat import Chat
from kawat.serve.briefings.html import html
from kawat.serve.briefings.markdown import markdown
from kawat.serve.briefings.pdf import pdf
from kawat.serve.briefings.polishing import polish
from kawat.serve.verifying import check
from kawat.settings import load_settings
from kawat.store import View, open_store

from .asking import asked, asks
from .filters import as_day, filters


@click.command()
@asks
@filters("since", "until", "actor")
@click.option("--place", metavar="NAME", help="What happened there, or names it; in any language.")
@click.option("--changed-since", metavar="DAY", callback=as_day,
              help="Compare with this day; else that before --since, or a week before the end.")  # fmt: skip
@click.option("--lang", "language", type=click.Choice(languages()), default="en", show_default=True,
              help="The language of the briefing, whatever those of the reports are.")  # fmt: skip
@click.option("--most", type=click.IntRange(1, 100), default=12, show_default=True,
              help="How many sentences a section has at most.")  # fmt: skip
@click.option("--to", "target", type=click.Choice(["md", "html", "pdf", "json"]), default="md",
              show_default=True, help="The format.")  # fmt: skip
@click.option("--writer", metavar="URL",
              help="A language model rewords it; what the records do not bear out is dropped.")  # fmt: skip
@click.option("--model", metavar="NAME", help="Which model the writer is to use.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file."
)
def brief(
    store: str,
    place: str | None,
    changed_since: str | None,
    language: str,
    most: int,
    target: str,
    writer: str | None,
    model: str | None,
    output: Path | None,
    **options: Any,
) -> None:
    """Write a situation briefing from STORE: a period, an actor or a place, or all there is.

    What happened, who said what, what is promised and due, what is disputed, what changed. Each sentence
    is made of records and carries their ids, how many reports tell it and of how many independent origins;
    quotes stay in the language of their report. 'kawat verify' checks the Markdown against the store.
    """
    with asked(store) as view:
        # a briefing is made to be handed on
        view.leave_out_folders()
        actor = find_actor(view, options["actor"]) if options["actor"] else None
        scope = Scope(since=options["since"], until=options["until"], actor=actor, place=place, most=most)
        day = changed_since or compared_day(view, scope)
        with _as_of(store, day) as before:
            told = ask(view, scope, language=language, before=before)
        if writer:
            told = _polished(told, view, Chat(writer, load_settings()[0], model=model))
    _write(written(told, target), output)


@contextmanager
def _as_of(store: str, day: str | None) -> Iterator[View | None]:
    """What was known on a day, None without one."""
    if day is None:
        yield None
        return
    with open_store(store) as opened, opened.view(day) as before:
        before.leave_out_folders()
        yield before


def _polished(told: Briefing, view: View, chat: Chat) -> Briefing:
    """The briefing in the writer's words, as far as they pass the check; what was done is said."""
    pipeline = open_pipeline(load_settings()[0])
    polished = polish(told, chat.url, chat.ask, lambda text: check(view, text, pipeline))
    for note in polished.notes:
        click.echo(note, err=True)
    return polished


def written(told: Briefing, target: str) -> bytes:
    """The briefing in a format."""
    match target:
        case "pdf":
            return pdf(told)
        case "html":
            return html(told).encode()
        case "json":
            return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
        case _:
            return markdown(told).encode()


def _write(made: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(made)
        return
    if made.startswith(b"%PDF") and sys.stdout.isatty():
        raise click.UsageError("a PDF is not for the screen: name a file with --output")
    sys.stdout.buffer.write(made)
