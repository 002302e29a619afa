"""Prints rows as a table for people or as JSON, JSON Lines or CSV for programs."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, Literal

import click
import msgspec
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from kawat.records import Report
from kawat.serve.fields import fields
from kawat.store import Count

Format = Literal["table", "json", "nl", "csv"]
Row = Mapping[str, object]

# columns that hold text of a report
_TEXT = ("words", "title", "why", "error", "what it does", "called", "finds", "misses")
# columns that a table leaves out where they have nothing to tell
_IF_ANY = ("wording",)
# on a narrower screen a row takes several lines
_WIDE = 110
# how wide other columns get: the first of these that leaves room for the text; and what stands between two
_NARROW, _BETWEEN = (23, 18, 14, 11), 3
# how wide a column of text is at least; where less is left for it, rows take several lines
_TEXT_WIDTH = 36
# an id is shown by its beginning, which 'kawat show' takes
_LONG_ID = re.compile(r"[0-9a-f]{16}\Z")
_SHORT_ID = 8
# how wide a table is when nobody says how wide the screen is (a pipe, a file)
_PIPE_WIDTH = 160


class _Output(Console):
    """A console that leaves a closed pipe to the command line, which ends quietly."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """A console on standard output; colours only on a terminal."""
    return _Output(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, soft_wrap=False)


def formats(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --json, --nl and --csv to a command, which gets the choice as `form`."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
    @click.option("--nl", "as_nl", is_flag=True, help="Print JSON Lines, one record a line.")
    @click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header line.")
    @wraps(command)
    def with_format(*args: Any, as_json: bool, as_nl: bool, as_csv: bool, **options: Any) -> None:
        flags: dict[Format, bool] = {"json": as_json, "nl": as_nl, "csv": as_csv}
        chosen = [name for name, flag in flags.items() if flag]
        if len(chosen) > 1:
            raise click.UsageError("choose one of --json, --nl and --csv")
        command(*args, form=chosen[0] if chosen else "table", **options)

    return with_format


def emit(
    things: Iterable[Any],
    form: Format,
    row: Callable[[Any], Row],
    *,
    empty: str,
    title: str | None = None,
    note: str | None = None,
) -> None:
    """Prints things: whole as JSON, as the rows that `row` makes of them as CSV or table.

    `empty` is what a person is told when there is nothing; `note` stands below a table.
    """
    if form == "nl":
        for thing in things:
            click.echo(msgspec.json.encode(thing))
    elif form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(list(things)), indent=2))
    elif form == "csv":
        _csv([row(thing) for thing in things])
    else:
        _table([row(thing) for thing in things], empty, title, note)


def as_asked(lines: Sequence[Any], form: Format) -> Sequence[Any]:
    """Lines as `emit` wants them: for JSON the fields of each record, and beside them its words."""
    if form not in ("nl", "json"):
        return lines
    return [
        fields(line.record) | ({} if isinstance(line.record, Report) else {"words": line.words})
        for line in lines
    ]


def counted(count: Count, *, more: bool = False) -> str:
    """'5 reports of 1 origin', 'at least 5 reports of 1 origin' where there may be `more`."""
    reports = f"{'at least ' if more else ''}{count.raw} report{'s' if count.raw != 1 else ''}"
    return f"{reports} of {count.independent} origin{'s' if count.independent != 1 else ''}"


def _csv(rows: Sequence[Row]) -> None:
    if rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)


def _plain(value: object) -> object:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _table(rows: Sequence[Row], empty: str, title: str | None, note: str | None) -> None:
    out = console()
    if not rows:
        out.print(escape(empty), style="italic")
        return
    told = [name for name in rows[0] if name not in _IF_ANY or any(row[name] for row in rows)]
    rows = [{name: row[name] for name in told} for row in rows]
    texts = [name for name in told if name in _TEXT]
    fitting = (width for width in _NARROW if out.width - _taken(rows, width) >= _TEXT_WIDTH * len(texts))
    narrow = next(fitting, None) if texts and out.width >= _WIDE else _NARROW[0]
    if narrow is None or (texts and out.width < _WIDE):
        _stacked(out, rows, title)
    else:
        _columns(out, rows, title, narrow)
    if note:
        out.print(escape(note), style="dim")


def _stacked(out: Console, rows: Sequence[Row], title: str | None) -> None:
    """Each row as a line of its short cells, and its text below: for narrow screens."""
    if title:
        out.print(escape(title), style="italic")
    for row in rows:
        cells = [_shown(value) for name, value in row.items() if name not in _TEXT]
        out.print(f"[dim]{escape('  '.join(cell for cell in cells if cell))}[/dim]")
        for name, value in row.items():
            if name in _TEXT and value:
                out.print(Padding(escape(_shown(value)), (0, 0, 0, 2)))


def _taken(rows: Sequence[Row], narrow: int) -> int:
    """How much of the width the columns take that hold no text, each no wider than `narrow`."""
    short = [name for name in rows[0] if name not in _TEXT]
    widths = (max(len(name), *(len(_shown(row[name])) for row in rows)) for name in short)
    return sum(min(width, narrow) + _BETWEEN for width in widths)


def _columns(out: Console, rows: Sequence[Row], title: str | None, narrow: int) -> None:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False, expand=False)
    for name in rows[0]:
        _column(table, name, [row[name] for row in rows], narrow)
    for row in rows:
        table.add_row(*(escape(_shown(value)) for value in row.values()))
    out.print(table)


def _column(table: Table, name: str, values: Sequence[object], narrow: int) -> None:
    """A column as wide as its kind needs: the words of a text get the room that the others leave."""
    if name in _TEXT:
        table.add_column(name, ratio=1, min_width=_TEXT_WIDTH, overflow="fold")
    elif all(isinstance(value, int | float) or value is None for value in values):
        table.add_column(name, justify="right", no_wrap=True)
    else:
        table.add_column(name, max_width=narrow, overflow="fold", style="dim" if name == "id" else None)


def _shown(value: object) -> str:
    if isinstance(value, str) and _LONG_ID.match(value):
        return value[:_SHORT_ID]
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"
    return "" if value is None else str(value)
