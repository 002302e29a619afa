"""Commands that answer: timeline, matrix, dossier, search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import msgspec
from rich.markup import escape

from kawat import ontology
from kawat.ask import dossier as dossiers
from kawat.ask.actors import find_actor
from kawat.ask.folding import Item
from kawat.ask.lately import many
from kawat.ask.matrix import HAPPENED, Cell
from kawat.ask.matrix import matrix as ask_matrix
from kawat.ask.search import Hit
from kawat.ask.search import search as ask_search
from kawat.ask.timeline import Timeline, strands, timeline_lately
from kawat.ask.timeline import timeline as ask_timeline
from kawat.records import Event, Quote
from kawat.serve.filtering import as_filter
from kawat.store import Count, Filter, View
from kawat.store.address import shown

from .asking import asked, asks
from .filters import ALL, filters, limited
from .listing import around, days, origins, short, source
from .printing import Format, console, counted, emit, formats

_MOST_ROLES = 6


@click.command()
@asks
@filters("actor", "since", "until", "type", "act", "status", "background", "limit")
@click.option("--quotes/--no-quotes", "with_quotes", default=True, help="Sayings beside what was done.")
@formats
def timeline(store: str, with_quotes: bool, form: Format, **options: Any) -> None:
    """Show what was done and said, day by day; what several reports tell alike stands once.

    The column 'copies' has reports and independent origins: 5/1 is one text in five copies. Of more than a
    thousand quotes or events the sayings and happenings that linking has made of them are shown, and unless
    --since or --until says otherwise the latest days.
    """
    with asked(store) as view:
        which = as_filter(view, options)
        page = _timeline(view, which, options["limit"], with_quotes=with_quotes)
        empty = "nothing dated fits: try it without --since and --until"
        emit(page.items, form, _item, empty=empty, note=_timeline_note(page))


def _timeline(view: View, which: Filter, limit: int, *, with_quotes: bool) -> Timeline:
    done, said = strands(which, said=with_quotes)
    told = [(kind, one) for kind, one in ((Event, done), (Quote, said)) if one is not None]
    if limit < ALL and view.linked() and many(view, told):
        return timeline_lately(view, done, said, limit=limit)
    found = ask_timeline(
        view,
        actor=which.actor,
        since=which.since,
        until=which.until,
        types=which.type,
        acts=which.act,
        statuses=which.status,
        kinds=("event", "quote") if with_quotes else ("event",),
        background=which.historical is None,
        limit=limit,
    )
    return Timeline(found, None)


def _timeline_note(page: Timeline) -> str:
    parts = []
    if page.since:
        parts.append(f"these are the latest days, since {page.since}")
    if page.first:
        parts.append(f"all days: --since {page.first}")
    if page.cursor:
        parts.append("there is more: narrow it down, or --limit")
    return "; ".join(parts)


def _item(item: Item) -> Mapping[str, object]:
    return {
        "id": item.id,
        "days": days(item.days),
        "who": list(item.actors),
        "what": item.label,
        "whom": list(item.recipients),
        "status": item.status,
        "words": around(item.words, item.mark),
        "report": source(item.source),
        "copies": origins(item.count),
    }


@click.command()
@asks
@filters("since", "until", "type", "status", "min_score", "limit")
@click.option("--by", type=click.Choice(["state", "actor"]), default="state", show_default=True,
              help="Persons count as their state, or each for itself.")  # fmt: skip
@click.option("--weeks", is_flag=True, help="A line for each week.")
@formats
def matrix(store: str, by: str, weeks: bool, form: Format, limit: int, **options: Any) -> None:
    """Show who does what to whom, by kind of doing.

    40/23 is 40 events told, by 23 independent origins. Counted is what is told as happened or ongoing,
    unless --status asks for other. What actors of one state do among themselves is only in --json.
    """
    with asked(store) as view:
        found = ask_matrix(
            view,
            since=options["since"],
            until=options["until"],
            types=options["types"],
            statuses=options["status"] or HAPPENED,
            min_score=options["min_score"],
            by="state" if by == "state" else "actor",
        )
        cells = [cell for cell in found.cells if cell.actor and cell.recipient][:limit]
        if form in ("nl", "json"):
            emit(cells, form, dict, empty="")
            return
        cells = [cell for cell in cells if cell.actor != cell.recipient]
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
@asks
@click.argument("actor")
@filters("since", "until")
@limited(8, "At most so many lines a part; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def dossier(store: str, actor: str, since: str | None, until: str | None, limit: int, as_json: bool) -> None:
    """Show all about ACTOR: names, offices, what is said, done and undergone, with whom."""
    with asked(store) as view:
        found = dossiers.dossier(
            view,
            find_actor(view, actor),
            since=since,
            until=until,
            limit=limit,
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
@asks
@click.argument("query")
@click.option("--in", "where", type=click.Choice(["text", "title", "quote"]), default="text",
              show_default=True, help="Where to look.")  # fmt: skip
@filters("actor", "since", "until", "source", "publisher", "language")
@limited(20)
@formats
def search(store: str, query: str, where: str, limit: int, form: Format, **options: Any) -> None:
    """Find QUERY in texts, titles or quotes.

    All words must be there; where no report has all of them, those that have some of the longer ones are
    shown, and that is said. "several words" in quotation marks stand together; nego* is any word that
    begins so; -word must not be there.
    """
    with asked(store) as view:
        found = ask_search(view, query, where=where, filter=as_filter(view, options), limit=limit)  # type: ignore[arg-type]
        where_found = counted(found.count, more=found.more)
        note = f"found in {where_found}"
        if len(found.hits) == limit:
            note = f"the best {limit} shown, copies once; {note}; more with --limit 0"
        if found.nearest:
            note = f"no report has all of these words; some are in {where_found}, the nearest first"
        note += f"; on from there: 'kawat show {shown(store)} ID'"
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
