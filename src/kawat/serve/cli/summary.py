"""Prints what is in a store so that a newcomer understands it in one look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
import msgspec
from rich.markup import escape

from kawat.ask.summary import Summary, summarise
from kawat.store.address import shown
from kawat.store.values import Count

from .asking import asked, asks
from .listing import short
from .printing import console

# which command lists all of what a summary has only the first lines of
_LISTS = {"copied": "families", "figures": "figures", "disputed": "disagreements"}
Question = tuple[str, str]
"""A command to type next, and what it tells."""


@click.command()
@asks
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def summary(store: str, as_json: bool) -> None:
    """Show what is in STORE, in one look: how much, who speaks, what is copied, false dates, promises."""
    with asked(store) as view:
        told = summarise(view)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2))
    elif not told.count.raw:
        console().print("the store is empty: 'kawat add STORE PATH' fills it", style="italic")
    else:
        print_summary(told, store, _questions(told, store))


def print_summary(told: Summary, path: str, questions: Iterable[Question]) -> None:
    """Prints the summary of the store at a path or address and what to type next."""
    out, path = console(), shown(path)
    out.print(f"\n[bold]{escape(path)}[/bold]: {_head(told)}\n")
    for title, lines, part in (
        ("Who is quoted most", _speakers(told), ""),
        ("Copies of one text, counted once", _copied(told), "copied"),
        ("Pages with a false date", _redated(told), "redated"),
        (_figures_title(told), _figures(told), "figures"),
        ("Promises, plans, demands and threats, by what became of them", _outcomes(told), ""),
        ("What reports disagree about", list(told.disputed), "disputed"),
    ):
        if lines:
            out.print(f"[bold]{escape(title)}[/bold]")
            for line in lines:
                out.print(f"  {escape(line)}", soft_wrap=True)
            if part in told.left:
                on = f": kawat {_LISTS[part]} {path}" if part in _LISTS else ""
                out.print(f"  and {told.left[part]:,} more{escape(on)}", style="dim", soft_wrap=True)
            out.print()
    out.print("[bold]Ask on[/bold]")
    for command, what in questions:
        out.print(f"  [cyan]{escape(shown(command)):52}[/cyan] {escape(what)}", soft_wrap=True)


def counted(count: Count) -> str:
    """'5 reports, 1 origin'."""
    reports = f"{count.raw} report{'s' if count.raw != 1 else ''}"
    return f"{reports}, {count.independent} origin{'s' if count.independent != 1 else ''}"


def _head(told: Summary) -> str:
    records = told.records
    languages = ", ".join(f"{n} {code}" for code, n in told.languages.items())
    parts = [
        f"{told.count.raw} reports ({languages}) of {told.count.independent} independent origins",
        f"written {told.first} to {told.last}" if told.first else "",
        f"{told.undated} without a day of writing" if told.undated else "",
        ", ".join(f"{records.get(kind, 0)} {kind}s" for kind in ("quote", "event", "figure")),
    ]
    if told.failures:
        parts.append(f"{told.failures} failures: see 'kawat failures'")
    return "; ".join(part for part in parts if part)


def _speakers(told: Summary) -> list[str]:
    return [f"{s.name:24} {s.quotes:4} quotes in {counted(s.count)}" for s in told.speakers]


def _copied(told: Summary) -> list[str]:
    lines = []
    for family in told.copied:
        kinds = ", ".join(f"{family.kinds.count(kind)} {kind}" for kind in dict.fromkeys(family.kinds))
        lines.append(f"“{short(family.title)}”, from {family.origin or 'unknown'}: {kinds}")
    return lines


def _redated(told: Summary) -> list[str]:
    lines = []
    for page in told.redated:
        written = page.first if page.first == page.last else f"{page.first} to {page.last}"
        copy = f" (as its copy {Path(page.copy).name} shows)" if page.copy else ""
        lines.append(f"{Path(page.source).name:40} says {page.page_date}, was written {written}{copy}")
    return lines


def _figures_title(told: Summary) -> str:
    since = f", of the days since {told.figures_since}" if told.figures_since else ""
    return f"How many: {told.figures[0].of}{since}" if told.figures else ""


def _figures(told: Summary) -> list[str]:
    return [f"{_range(c.low, c.high):>20}  “{c.words}” in {counted(c.count)}" for c in told.figures]


def _outcomes(told: Summary) -> list[str]:
    return [", ".join(f"{n} {outcome}" for outcome, n in told.outcomes.items())] if told.outcomes else []


def _range(low: float, high: float) -> str:
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _questions(told: Summary, path: str) -> list[Question]:
    """What to ask of this store: of its last day, and of whom it quotes most."""
    questions = []
    if told.last:
        questions.append((f"kawat timeline {path} --since {told.last}", "what was done and said lately"))
    if told.speakers:
        name = told.speakers[0].name
        questions.append((f'kawat quotes {path} --actor "{name}"', "what somebody said, with an id for each"))
    return [
        *questions,
        (f"kawat show {path} ID", "an item with its words in their place"),
        (f"kawat sayings {path} --min-origins 2", "what several independent reports have somebody say"),
        (f"kawat commitments {path}", "what was promised, and what became of it"),
        (f"kawat disagreements {path}", "accounts that cannot all hold, side by side"),
        (f'kawat search {path} "WORDS"', "in all texts"),
        ("kawat --help", "everything else"),
    ]


def sample_questions(path: str) -> list[Question]:
    """What to ask of the sample."""
    return [
        (
            f"kawat timeline {path} --since 2022-01-21 --until 2022-01-28",
            "what was done and said, day by day",
        ),
        (f"kawat quotes {path} --actor Lavrov", "what somebody said, with an id for each quote"),
        (f"kawat show {path} ID", "an item with its words in their place"),
        (f"kawat sayings {path} --min-origins 2", "what several independent reports have somebody say"),
        (f"kawat commitments {path} --outcome met", "what was promised, and kept"),
        (f"kawat disagreements {path}", "accounts that cannot all hold, side by side"),
        (f"kawat matrix {path} --type THREATEN", "who threatens whom"),
        (f'kawat search {path} "jawaban tertulis"', "in all texts"),
        ("kawat --help", "everything else"),
    ]
