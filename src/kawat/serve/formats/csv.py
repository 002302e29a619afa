"""CSV: a table of one kind, a line a record, with its words, its counts and its report; for spreadsheets.

Cells of text are guarded against being taken for formulas (see `lines`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Any, get_args

import msgspec

from kawat.ask.evidence import Source
from kawat.ask.selection import EXPORTED, Kind
from kawat.records import AnyRecord, Record, Report, kind_of
from kawat.serve.fields import fields, in_words
from kawat.store import View

from .beside import WHOLES, Beside, has_source, has_words, is_counted
from .first import kind_and_records
from .lines import Lines, guarded

name = "csv"
suffix = "csv"
media_type = "text/csv; charset=utf-8; header=present"
kinds: tuple[Kind, ...] = EXPORTED
usual: tuple[Kind, ...] = EXPORTED
one_kind = True

# where a cell stands in the JSON of a record: its field, or its field and the one of the part in that
Path = tuple[str, ...]


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A header line, also when there is no record, and a line for each record.

    Without `kind` it is that of the first record; without one either, there is no header.
    """
    kind, records = kind_and_records(records, kind)
    if kind is None:
        return
    beside, line, paths = Beside(view), Lines(), list(_paths(kind))
    yield line(columns(kind))
    for record in records:
        yield line([*_before(beside, record), *_cells(fields(record), paths), *_behind(beside, record)])


def columns(kind: Kind) -> list[str]:
    """The names of the columns of a kind's table; parts of a field by a dot."""
    counted = [kind_of(WHOLES[kind])] if kind in WHOLES else []
    counted += ["reports", "origins"] if is_counted(kind) else []
    told = [".".join(("source", *path)) for path in _source_paths()] if has_source(kind) else []
    own = [".".join(path) for path in _paths(kind)]
    return [*(["words"] if has_words(kind) else []), *own, *counted, *told]


def _before(beside: Beside, record: AnyRecord) -> list[str]:
    if not isinstance(record, Record) or isinstance(record, Report):
        return []
    return [guarded(beside.line(record))]


def _behind(beside: Beside, record: AnyRecord) -> Iterator[str]:
    if isinstance(record, Record) and is_counted(type(record)):
        told = beside.told(record)
        if type(record) in WHOLES:
            yield told.whole or ""
        yield from (str(told.count.raw), str(told.count.independent))
    source = beside.source(record)
    if source is not None:
        yield from _cells(fields(source), _source_paths())


def _source_paths() -> list[Path]:
    return [path for path in _inner(Source) if path != ("report",)]


def _paths(kind: Kind) -> Iterator[Path]:
    yield ("kind",)
    yield from _inner(kind)


def _inner(kind: type[msgspec.Struct]) -> Iterator[Path]:
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
