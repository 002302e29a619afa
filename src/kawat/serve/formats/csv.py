"""CSV: a table of one kind, a line a record, with its words, its counts and its report; for spreadsheets.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before the sign that does it
(`guarded`); `unguarded` takes it away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Any, get_args

import msgspec

from kawat.ask.selection import EXPORTED, Kind
from kawat.records import AnyRecord, Record, Report, kind_of
from kawat.serve.fields import fields, in_words
from kawat.store import View

from .beside import REPORT_FIELDS, WHOLES, Beside, has_report, has_words, is_counted, report_of

name = "csv"
suffix = "csv"
media_type = "text/csv; charset=utf-8; header=present"
kinds: tuple[Kind, ...] = EXPORTED
usual: tuple[Kind, ...] = EXPORTED
one_kind = True

# where a cell stands in the JSON of a record: its field, or its field and the one of the part in that
Path = tuple[str, ...]

# A sign with which a formula begins, at the start of a cell or of what a spreadsheet with another separator
# takes for one, where blanks and quotation marks may stand before it; with the apostrophes that are there.
_FORMULA = re.compile(r"""((?:^|[;|\t\r\n])[\s"]*)('*[=+\-@＝＋－＠])""")
_GUARDED = re.compile(r"""((?:^|[;|\t\r\n])[\s"]*)'('*[=+\-@＝＋－＠])""")


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A header line, also when there is no record, and a line for each record.

    Without `kind` it is that of the first record; without one either, there is no header.
    """
    beside = Beside(view)
    line = _Lines()
    paths: list[Path] = []
    if kind is not None:
        paths = list(_paths(kind))
        yield line(columns(kind))
    for record in records:
        if kind is None:
            kind = type(record)
            paths = list(_paths(kind))
            yield line(columns(kind))
        yield line([*_before(beside, record), *_cells(fields(record), paths), *_behind(beside, record)])


def columns(kind: Kind) -> list[str]:
    """The names of the columns of a kind's table; parts of a field by a dot."""
    counted = [kind_of(WHOLES[kind])] if kind in WHOLES else []
    counted += ["reports", "origins"] if is_counted(kind) else []
    told = [".".join(path) for path in _report_paths()] if has_report(kind) else []
    own = [".".join(path) for path in _paths(kind)]
    return [*(["words"] if has_words(kind) else []), *own, *counted, *told]


def guarded(text: str) -> str:
    """The text, an apostrophe before each sign that a spreadsheet would take for the start of a formula."""
    return _FORMULA.sub(r"\1'\2", text)


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return _GUARDED.sub(r"\1\2", cell)


class _Lines:
    """Makes lines of CSV, one at a time."""

    def __init__(self) -> None:
        self._buffer = io.StringIO(newline="")
        self._writer = csv.writer(self._buffer, lineterminator="\n")

    def __call__(self, cells: Iterable[str]) -> bytes:
        self._writer.writerow(cells)
        line = self._buffer.getvalue().encode()
        self._buffer.seek(0)
        self._buffer.truncate()
        return line


def _before(beside: Beside, record: AnyRecord) -> list[str]:
    if not isinstance(record, Record) or isinstance(record, Report):
        return []
    return [guarded(" ".join(beside.words(record).split()))]


def _behind(beside: Beside, record: AnyRecord) -> Iterator[str]:
    if isinstance(record, Record) and is_counted(type(record)):
        told = beside.told(record)
        if type(record) in WHOLES:
            yield told.whole or ""
        yield from (str(told.count.raw), str(told.count.independent))
    report = report_of(record)
    if report is not None:
        yield from _cells(fields(beside.report(report)), [path[1:] for path in _report_paths()])


def _report_paths() -> list[Path]:
    return [("report", *path) for path in _paths(Report) if path[0] in REPORT_FIELDS]


def _paths(kind: Kind) -> Iterator[Path]:
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


def _cells(told: dict[str, Any], paths: Iterable[Path]) -> list[str]:
    return [_cell(told, path) for path in paths]


def _cell(told: Any, path: Path) -> str:
    for name in path:
        told = told.get(name) if told else None
    if told is None:
        return ""
    if isinstance(told, int | float):
        return in_words(told)
    return guarded("; ".join(map(in_words, told)) if isinstance(told, list) else in_words(told))
