"""Commands that answer: timeline, matrix, dossier, search, show, export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import msgspec
from rich.markup import escape
from rich.text import Text

from kawat import ontology
from kawat.ask import dossier as dossiers
from kawat.ask.actors import find_actor
from kawat.ask.folding import Item
from kawat.ask.matrix import HAPPENED, Cell
from kawat.ask.matrix import matrix as ask_matrix
from kawat.ask.search import Hit
from kawat.ask.search import search as ask_search
from kawat.ask.show import Context, Shown
from kawat.ask.show import show as ask_show
from kawat.ask.timeline import timeline as ask_timeline
from kawat.pipeline import stage_named
from kawat.records import Report, encode, kind_of
from kawat.store import Count, open_store

from .filters import as_day, as_filter, as_limit, filters
from .listing import STORE, counted, days, origins, short, source
from .printing import Format, console, emit, formats

_MOST_ROLES = 6


@click.command()
@STORE
@filters("actor", "since", "until", "type", "act", "status", "limit")
@click.option("--quotes/--no-quotes", "with_quotes", default=True, help="Sayings beside what was done.")
@formats
def timeline(store: str, with_quotes: bool, form: Format, **options: Any) -> None:
    """Show what was done and said, day by day; what several reports tell alike stands once.

    The column 'copies' has reports and independent origins: 5/1 is one text in five copies.
    """
    with open_store(store) as opened, opened.view() as view:
        which = as_filter(view, options)
        found = ask_timeline(
            view,
            actor=which.actor,
            since=which.since,
            until=which.until,
            types=which.type,
            acts=which.act,
            statuses=which.status,
            kinds=("event", "quote") if with_quotes else ("event",),
            limit=as_limit(options["limit"]),
        )
        emit(found, form, _item, empty="nothing dated fits: try it without --since and --until")


def _item(item: Item) -> Mapping[str, object]:
    return {
        "id": item.id,
        "days": days(item.days),
        "who": list(item.actors),
        "what": item.label,
        "whom": list(item.recipients),
        "status": item.status,
        "words": short(item.words),
        "report": source(item.source),
        "copies": origins(item.count),
    }


@click.command()
@STORE
@filters("since", "until", "type", "status", "limit")
@click.option("--by", type=click.Choice(["state", "actor"]), default="state", show_default=True,
              help="Persons count as their state, or each for itself.")  # fmt: skip
@click.option("--weeks", is_flag=True, help="A line for each week.")
@formats
def matrix(store: str, by: str, weeks: bool, form: Format, limit: int, **options: Any) -> None:
    """Show who does what to whom, by kind of doing.

    Each number is events told / independent origins. Counted is what is told as happened or ongoing,
    unless --status asks for other.
    """
    with open_store(store) as opened, opened.view() as view:
        found = ask_matrix(
            view,
            since=as_day(options["since"], "--since"),
            until=as_day(options["until"], "--until"),
            types=options["types"],
            statuses=options["status"] or HAPPENED,
            by="state" if by == "state" else "actor",
        )
        cells = [cell for cell in found.cells if cell.actor and cell.recipient][: as_limit(limit)]
        if form in ("nl", "json"):
            emit(cells, form, dict, empty="")
            return
        rows = [row for cell in cells for row in _cell(cell, found.groups, weeks)]
        emit(rows, form, dict, empty="no event between two actors fits", note=_matrix_note(found.groups))


def _cell(cell: Cell, groups: Sequence[str], weeks: bool) -> Iterable[Mapping[str, object]]:
    parts = sorted(cell.weeks.items()) if weeks else [("", cell.groups)]
    for week, counts in parts:
        head = {"who": cell.actor, "whom": cell.recipient}
        yield {
            **head,
            **({"week": week or "?"} if weeks else {}),
            **{g: _number(counts.get(g)) for g in groups},
        }


def _number(count: Count | None) -> str:
    return origins(count) if count else ""


def _matrix_note(groups: Sequence[str]) -> str:
    told = {group: [row.type for row in ontology.types().values() if row.group == group] for group in groups}
    return "; ".join(f"{group}: {' '.join(types)}" for group, types in told.items())


@click.command()
@STORE
@click.argument("actor")
@filters("since", "until")
@click.option("--limit", "-n", default=8, show_default=True, help="At most so many lines a part; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def dossier(store: str, actor: str, since: str | None, until: str | None, limit: int, as_json: bool) -> None:
    """Show all about ACTOR: names, offices, what is said, done and undergone, with whom."""
    with open_store(store) as opened, opened.view() as view:
        found = dossiers.dossier(
            view,
            find_actor(view, actor),
            since=as_day(since, "--since"),
            until=as_day(until, "--until"),
            limit=as_limit(limit),
        )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _print_dossier(found)


def _print_dossier(found: dossiers.Dossier) -> None:
    out = console()
    who = found.actor
    out.print(f"[bold]{escape(who.name)}[/bold]  {escape(who.id)}, {who.sort}", f"in {counted(found.count)}")
    for language, forms in who.names.items():
        out.print(f"  called ({escape(language)}): {escape(', '.join(forms))}", soft_wrap=True)
    for role in who.roles[-_MOST_ROLES:]:
        out.print(f"  {role.title} of {role.of}, {role.first or '?'} to {role.last or 'now'}", style="dim")
    for title, items in (
        ("Says", found.says),
        ("Is told", found.is_told),
        ("Does", found.does),
        ("Undergoes", found.undergoes),
    ):
        if items:
            emit(items, "table", _item, empty="", title=title)
    if found.partners:
        emit(found.partners, "table", _partner, empty="", title="With whom")
    if found.figures:
        emit(found.figures, "table", _figure_item, empty="", title="Figures")


def _partner(partner: dossiers.Partner) -> Mapping[str, object]:
    kinds = [f"{kind} {origins(count)}" for kind, count in partner.types.items()]
    return {"who": partner.name, "copies": origins(partner.count), "in": ", ".join(kinds)}


def _figure_item(item: Item) -> Mapping[str, object]:
    return {
        "id": item.id,
        "low": item.low,
        "high": item.high,
        "of": item.of,
        "words": short(item.words),
        "report": source(item.source),
        "copies": origins(item.count),
    }


@click.command()
@STORE
@click.argument("query")
@click.option(
    "--in", "where", type=click.Choice(["text", "title", "quote"]), default="text", show_default=True
)
@filters("actor", "since", "until", "source", "publisher", "language")
@click.option("--limit", "-n", default=20, show_default=True)
@formats
def search(store: str, query: str, where: str, limit: int, form: Format, **options: Any) -> None:
    """Find QUERY in texts, titles or quotes.

    All words must be there; "several words" in quotation marks stand together; nego* is any word that
    begins so; -word must not be there.
    """
    with open_store(store) as opened, opened.view() as view:
        found = ask_search(view, query, where=where, filter=as_filter(view, options), limit=limit)  # type: ignore[arg-type]
        note = f"found in {counted(found.count)}"
        emit(found.hits, form, _hit, empty=f"nothing has '{query}'", note=note)


def _hit(hit: Hit) -> Mapping[str, object]:
    return {
        "id": hit.id,
        "written": days(hit.source.written),
        "words": _marked(hit),
        "report": source(hit.source),
        "copies": origins(hit.count),
    }


def _marked(hit: Hit) -> str:
    """The passage, with the words found between » and «."""
    if hit.at is None:
        return short(hit.words)
    text, start = hit.words, hit.at.start
    for mark in sorted(hit.marks, reverse=True):
        a, b = mark.start - start, mark.end - start
        text = f"{text[:a]}»{text[a:b]}«{text[b:]}"
    return " ".join(text.split())


@click.command()
@STORE
@click.argument("id")
@click.option("--context", default=160, show_default=True, help="Characters around the words.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(store: str, id: str, context: int, as_json: bool) -> None:
    """Show the item with that ID: its words in their place, how it was made, which copies tell it too.

    The beginning of an id will do. An actor's id shows where the actor is named; a report's id the report.
    """
    with open_store(store) as opened, opened.view() as view:
        found = ask_show(view, id, context=context)
        text = view.text(found.record.id) if isinstance(found.record, Report) else ""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _print_shown(found, text)


def _print_shown(found: Shown, text: str) -> None:
    out = console()
    record = found.record
    out.print(f"[bold]{kind_of(type(record))}[/bold] {escape(record.id)}")
    for name, value in _fields(record):
        out.print(f"  {name:16} {escape(value)}", soft_wrap=True)
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
    _print_made(found)
    if found.copies:
        out.print(f"\nThe text stands in {counted(found.count)}:")
        for copy in found.copies:
            out.print(f"  {copy.kind or 'centre':10} {escape(copy.source.source)}", soft_wrap=True)


def _print_made(found: Shown) -> None:
    out = console()
    made = found.made
    rule = f", rule {made.rule}" if made.rule else ""
    out.print(f"\nmade by stage {made.stage} {made.version}{escape(rule)}, score {made.score:g}", style="dim")
    if made.stage not in ("read", "families", "language"):
        out.print(f"  {escape(stage_named(made.stage).doc.splitlines()[0])}", style="dim", soft_wrap=True)


def _fields(record: Any) -> Iterable[tuple[str, str]]:
    """What is known, in the order of the record, without what is shown elsewhere."""
    elsewhere = {"kind", "id", "report", "at", "made", "cue", "speaker", "trigger", "written", "members"}
    for name, value in msgspec.to_builtins(record).items():
        if name in elsewhere or value in (None, [], "", False, {}):
            continue
        yield name.replace("_", " "), _value(value)


def _value(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return str(value["from"]) if value["from"] == value["to"] else f"{value['from']} – {value['to']}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, list):
        return ", ".join(_value(part) for part in value)
    return str(value)


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


@click.command()
@STORE
@click.option("--to", "target", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--kind", metavar="KIND,...", help="Only records of these kinds, e.g. quote,event.")
def export(store: str, target: str, kind: str | None) -> None:
    """Print everything in STORE as JSON Lines, or one kind of record as CSV.

    JSON Lines keeps all fields as documented; CSV has one line a record with its words, for a spreadsheet.
    """
    wanted = frozenset(kind.split(",")) if kind else None
    if target == "csv" and (wanted is None or len(wanted) != 1):
        raise click.UsageError("a CSV table has one kind of record: add --kind quote (or event, figure, ...)")
    with open_store(store) as opened, opened.view() as view:
        records = (r for r in view.all() if wanted is None or kind_of(type(r)) in wanted)
        if target == "jsonl":
            for record in records:
                click.echo(encode(record))
            return

        def row(record: Any) -> Mapping[str, object]:
            return _flat(record, view.text(record.report) if hasattr(record, "at") else "")

        emit(records, "csv", row, empty="")


def _flat(record: Any, text: str) -> Mapping[str, object]:
    """A record in one line of cells: its words, and nested fields under dotted names."""
    cells: dict[str, object] = {}
    if text and not isinstance(record, Report):
        cells["words"] = " ".join(" … ".join(text[a:b] for a, b in record.at).split())
    for name, value in msgspec.to_builtins(record).items():
        if isinstance(value, dict):
            cells |= {
                f"{name}.{part}": _value(inner) if inner is not None else "" for part, inner in value.items()
            }
        elif isinstance(value, list):
            cells[name] = "; ".join(_value(part) for part in value)
        else:
            cells[name] = value
    return cells
