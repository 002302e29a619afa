"""Answers for programs: the records of a list in any format that has their kind, other answers as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from kawat.ask.dossier import Dossier
from kawat.ask.reader import Reading
from kawat.records import Report
from kawat.serve.formats import FORMATS, Format
from kawat.store import Count, View

from . import tables
from .answers import Values

T = TypeVar("T")

JSON = "application/json"
_MARKDOWN = "text/markdown; charset=utf-8"
_OFFERED = ("ndjson", "csv", "parquet", "ics", "geojson", "jsonld")
_WRITERS: Mapping[str, Format] = {one.suffix: one for one in FORMATS.values() if one.suffix in _OFFERED}


class Records(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A list as JSON: its records, and in how many reports, of how many origins, all of them stand (`count`).

    `next` is the address of the next page. `extra` has, by the id of a record, what `_extra` asked for.
    """

    records: tuple[T, ...]
    count: Count | None = None
    next: str | None = None
    extra: dict[str, dict[str, Any]] = {}


def suffixes(kind: type[msgspec.Struct] | None, *, table: bool = False) -> tuple[str, ...]:
    """In which formats records of a kind are told; of no kind an answer that is a table or none."""
    if kind is None:
        return ("json", "csv") if table else ("json",)
    return ("json", *(suffix for suffix in _OFFERED if kind in _WRITERS[suffix].kinds))


def item_suffixes(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """In which formats one item of a kind is told; a report is told with what was found in it, no table."""
    known = suffixes(kind)
    return tuple(one for one in known if one == "json" or kind is not Report or not _WRITERS[one].one_kind)


def media_type(suffix: str) -> str:
    """What a server says of an answer in a format."""
    if suffix == "json":
        return JSON
    return _MARKDOWN if suffix == "md" else _WRITERS[suffix].media_type


def write_list(
    view: View,
    answer: Any,
    kind: type[msgspec.Struct] | None,
    suffix: str,
    values: Values,
    following: str | None,
) -> bytes:
    """A list or view in the format of a suffix."""
    if kind is None:
        return tables.write(answer) if suffix == "csv" else msgspec.json.encode(answer)
    if suffix == "json":
        return msgspec.json.encode(_records(answer, values.get("extra", ()), following))
    records = (record for _, record in _lines(answer))
    return b"".join(_WRITERS[suffix].write(records, view, kind))  # type: ignore[arg-type]


def write_item(view: View, answer: Any, kind: type[msgspec.Struct], suffix: str) -> bytes:
    """An item in the format of a suffix."""
    if suffix == "json":
        return msgspec.json.encode(answer)
    return b"".join(_WRITERS[suffix].write(_of_item(answer), view, kind))  # type: ignore[arg-type]


def _records(answer: Any, names: Iterable[str], following: str | None) -> Records[Any]:
    lines = list(_lines(answer))
    wanted = tuple(names)
    extra = {record.id: {name: getattr(line, name) for name in wanted} for line, record in lines if wanted}
    return Records(
        records=tuple(record for _, record in lines),
        count=getattr(answer, "count", None),
        next=following,
        extra=extra,
    )


def _lines(answer: Any) -> Iterator[tuple[Any, Any]]:
    """The lines of a list, each with its record."""
    for line in answer.lines:
        yield line, line.record if hasattr(line, "record") else line.actor


def _of_item(answer: Any) -> Iterator[Any]:
    """The records that an item's address tells of."""
    match answer:
        case Reading():
            yield answer.report
            yield from (item.record for item in answer.items)
        case Dossier():
            yield answer.actor
        case _:
            yield answer.record
