"""The command that shows one item: its words in their place, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable

import click
import msgspec
from rich.markup import escape
from rich.text import Text

from kawat.ask.show import Context, Shown, Teller
from kawat.ask.show import show as ask_show
from kawat.pipeline import STAGES
from kawat.records import Disagreement, Failure, Record, Report, kind_of
from kawat.serve.fields import fields, in_words

from .asking import asked, asks
from .differing import told_side
from .listing import days, short, source
from .printing import console, counted


@click.command()
@asks
@click.argument("id")
@click.option("--context", type=click.IntRange(min=0), default=160, show_default=True,
              help="Characters around the words.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(store: str, id: str, context: int, as_json: bool) -> None:
    """Show the item with that ID: its words in their place, how it was made, which copies tell it too.

    The beginning of an id will do. An actor's id shows where the actor is named; a report's id the report.
    """
    with asked(store) as view:
        found = ask_show(view, id, context=context)
        text = view.text(found.record.id) if isinstance(found.record, Report) else ""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _print_shown(found, text)


def _print_shown(found: Shown[Record | Failure], text: str) -> None:
    out = console()
    record = found.record
    out.print(f"[bold]{kind_of(type(record))}[/bold] {escape(record.id)}")
    for name, value in _fields(record):
        out.print(f"  {name:16} {escape(value)}", soft_wrap=True)
    for name, words in found.words.items():
        out.print(f"  {name:16} “{escape(words)}”", soft_wrap=True)
    line = found.source
    out.print(f"\nin [bold]{escape(line.title or line.source)}[/bold]", soft_wrap=True)
    out.print(f"   {escape(line.source)}, written {days(line.written) or 'unknown'}", soft_wrap=True)
    if line.written:
        for reason in line.written.basis:
            out.print(f"   because {escape(reason)}", style="dim", soft_wrap=True)
    for passage in found.contexts:
        out.print()
        out.print(_passage(passage), soft_wrap=True)
    if text:
        out.print(f"\n{escape(text)}", soft_wrap=True)
    if found.members:
        _print_members(found)
    for judgement in found.judgements:
        why = f": {judgement.note}" if judgement.note else ""
        told = f"judged {judgement.verdict} by {judgement.by} on {judgement.when[:10]}{why}"
        out.print(escape(told), soft_wrap=True)
    _print_evidence(found)
    _print_made(found)
    if found.copies:
        out.print(f"\nThe text stands in {counted(found.count)}:")
        for copy in found.copies:
            out.print(f"  {copy.kind or 'centre':10} {escape(copy.source.source)}", soft_wrap=True)


def _print_members(found: Shown[Record | Failure]) -> None:
    """What a whole is made of; of a disagreement each account with what gives it."""
    out = console()
    out.print(f"\nTold in {counted(found.count)}:")
    sides = found.record.sides if isinstance(found.record, Disagreement) else ()
    for side in sides:
        out.print(f"  [bold]{escape(told_side(side))}[/bold]", soft_wrap=True)
        _print_tellers(member for member in found.members if member.id in side.members)
    if not sides:
        _print_tellers(found.members)


def _print_tellers(members: Iterable[Teller]) -> None:
    for member in members:
        line = f"  {member.id[:8]}  {source(member.source):28} {short(member.words)}"
        console().print(escape(line), soft_wrap=True)


def _print_evidence(found: Shown[Record | Failure]) -> None:
    """What became of a commitment: each piece of evidence with its words and where they stand."""
    out = console()
    if found.evidence:
        out.print("\nWhat became of it:")
    for proof in found.evidence:
        told = proof.evidence
        out.print(f"  {told.outcome:10} {told.day or '?':10} {escape(told.why)}", soft_wrap=True)
        out.print(f"  {'':10} {told.record[:8]:10} “{escape(short(proof.words))}”", soft_wrap=True)
        out.print(f"  {'':10} {'':10} {escape(proof.source.source)}", style="dim", soft_wrap=True)


def _print_made(found: Shown[Record | Failure]) -> None:
    out = console()
    made = found.made
    rule = f", rule {made.rule}" if made.rule else ""
    out.print(f"\nmade by stage {made.stage} {made.version}{escape(rule)}, score {made.score:g}", style="dim")
    for stage in STAGES:
        if stage.name == made.stage:
            out.print(f"  {escape(stage.doc.splitlines()[0])}", style="dim", soft_wrap=True)


def _fields(record: Record | Failure) -> Iterable[tuple[str, str]]:
    """What is known, in the order of the record, without what is shown elsewhere."""
    elsewhere = {
        "kind",
        "id",
        "report",
        "at",
        "made",
        "cue",
        "speaker",
        "trigger",
        "written",
        "members",
        "reports",
        "origins",
        "outcome_evidence",
        "sides",
    }
    for name, value in fields(record).items():
        if name in elsewhere or value in (None, [], "", False, {}):
            continue
        yield name.replace("_", " "), in_words(value)


def _passage(passage: Context) -> Text:
    """The passage with the evidence set off, on a terminal by style and everywhere by » and «."""
    text = Text("   … ")
    at = passage.at.start
    place = at
    for mark in passage.marks:
        text.append(passage.text[place - at : mark.start - at])
        text.append("»", style="dim").append(
            passage.text[mark.start - at : mark.end - at], style="bold reverse"
        )
        text.append("«", style="dim")
        place = mark.end
    text.append(passage.text[place - at :]).append(" …")
    return text
