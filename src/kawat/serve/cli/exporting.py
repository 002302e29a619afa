"""The command that prints all records, for other programs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import UnionType
from typing import Any, get_args

import click
import msgspec

from kawat.records import KINDS, LINKED, AnyRecord, Failure, Judgement, Record, Report, encode, kind_of
from kawat.store import View

from .asking import asked, asks
from .printing import fields, in_words

_EXPORTED: tuple[type[msgspec.Struct], ...] = (*KINDS, *LINKED, Judgement, Failure)
_KINDS = {kind_of(kind): kind for kind in _EXPORTED}
# where a cell stands in the JSON of a record: its field, or its field and the one of the part in that
Path = tuple[str, ...]


@click.command()
@asks
@click.option("--to", "target", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="The format.")  # fmt: skip
@click.option("--kind", metavar="KIND,...", help="Only records of these kinds, e.g. quote,event.")
def export(store: str, target: str, kind: str | None) -> None:
    """Print everything in STORE as JSON Lines, or one kind of record as CSV.

    JSON Lines keeps all fields as documented; CSV has one line a record with its words, for a spreadsheet.
    """
    wanted = kinds(kind, _KINDS)
    if target == "csv" and len(wanted) != 1:
        raise click.UsageError("a CSV table has one kind of record: add --kind quote (or event, figure, ...)")
    with asked(store) as view:
        records = (record for record in view.all() if kind_of(type(record)) in wanted)
        if target == "csv":
            _csv(view, records, _KINDS[min(wanted)])
            return
        for record in records:
            click.echo(encode(record))


def kinds(given: str | None, usual: Iterable[str], asked: Iterable[str] = ()) -> frozenset[str]:
    """The kinds of record in a list with commas, the usual ones without it; those of `asked` only by name."""
    chosen = frozenset(part.strip() for part in given.split(",")) if given else frozenset(usual)
    known = frozenset((*usual, *asked))
    unknown = chosen - known
    if unknown:
        raise click.UsageError(f"no kind '{min(unknown)}': known are {', '.join(sorted(known))}")
    return chosen


def _csv(view: View, records: Iterable[AnyRecord], kind: type[msgspec.Struct]) -> None:
    """A header line, also when there is no record, and a line for each record."""
    text = lru_cache(1)(view.text)
    columns = list(_columns(kind))
    worded = issubclass(kind, Record) and kind is not Report
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow([*(["words"] if worded else []), *(".".join(path) for path in columns)])
    for record in records:
        words = [_words(record, text(record.report))] if worded and isinstance(record, Record) else []
        told = fields(record)
        lines.writerow([*words, *(_cell(told, path) for path in columns)])


def _columns(kind: type[msgspec.Struct]) -> Iterator[Path]:
    yield ("kind",)
    for field in msgspec.structs.fields(kind):
        part = _part(field.type)
        if part is None:
            yield (field.encode_name,)
        else:
            yield from ((field.encode_name, inner.encode_name) for inner in msgspec.structs.fields(part))


def _part(annotation: Any) -> type[msgspec.Struct] | None:
    """The part of a record that a field holds: Period for `Period | None`."""
    choices = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    parts = (one for one in choices if isinstance(one, type) and issubclass(one, msgspec.Struct))
    return next(parts, None)


def _cell(told: Any, path: Path) -> str:
    for name in path:
        told = told.get(name) if told else None
    if isinstance(told, list):
        return "; ".join(map(in_words, told))
    return "" if told is None else in_words(told)


def _words(record: Record, text: str) -> str:
    return " ".join(" … ".join(text[start:end] for start, end in record.at).split())
