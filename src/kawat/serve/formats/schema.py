"""The types of tables in Arrow, read off the records: what Parquet files and frames have in common.

A field keeps its name. Days are dates, spans are {start, end}, tuples are lists, parts of a record are
structs, dictionaries are maps. The order of columns and their types change only with a release that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import inspect

from kawat.ask.evidence import Source
from kawat.ask.selection import Kind
from kawat.records import AnyRecord, Record, kind_of
from kawat.serve.extra import needing

from .beside import WHOLES, Beside, has_source, has_words, is_counted

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 10_000
"""How many rows a batch has."""

_DAY = r"^\d{4}-\d{2}-\d{2}$"


@cache
def schema(kind: Kind) -> pa.Schema:
    """The columns of a kind's table: the fields of its records, then what stands beside them."""
    pa = _arrow()
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    columns = [*_fields(told, pa), *_beside(kind, pa)]
    return pa.schema(columns, metadata={"kawat": kind_of(kind)})


def batches(records: Iterable[AnyRecord], beside: Beside, kind: Kind) -> Iterator[pa.RecordBatch]:
    """The rows of a table, so many at a time."""
    pa, columns = _arrow(), schema(kind)
    rows = (_row(record, beside, columns) for record in records)
    while some := list(islice(rows, ROWS)):
        yield pa.RecordBatch.from_pylist(some, schema=columns)


@cache
def _arrow() -> Any:
    with needing("a table in Parquet or Arrow", "parquet"):
        import pyarrow

        return pyarrow


def _fields(told: inspect.StructType, pa: Any) -> Iterator[Any]:
    for field in told.fields:
        yield pa.field(field.encode_name, _type(field.type, pa))


def _beside(kind: Kind, pa: Any) -> Iterator[Any]:
    if has_words(kind):
        yield pa.field("words", pa.string())
    if kind in WHOLES:
        yield pa.field(kind_of(WHOLES[kind]), pa.string())
    if is_counted(kind):
        yield from (pa.field("reports", pa.int64()), pa.field("origins", pa.int64()))
    if has_source(kind):
        source = inspect.type_info(Source)
        assert isinstance(source, inspect.StructType)
        yield pa.field("source", pa.struct(list(_fields(source, pa))))


def _type(told: inspect.Type, pa: Any) -> Any:
    """The Arrow type of a field."""
    match told:
        case inspect.UnionType(types=types):
            (one,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return _type(one, pa)
        case inspect.StrType(pattern=pattern):
            return pa.date32() if pattern == _DAY else pa.string()
        case inspect.BoolType():
            return pa.bool_()
        case inspect.IntType():
            return pa.int64()
        case inspect.FloatType():
            return pa.float64()
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return pa.list_(_type(item, pa))
        case inspect.DictType(value_type=value):
            return pa.map_(pa.string(), _type(value, pa))
        case inspect.NamedTupleType() | inspect.StructType():
            return pa.struct(list(_fields_of(told, pa)))
        case _:
            return pa.string()


def _fields_of(told: inspect.NamedTupleType | inspect.StructType, pa: Any) -> Iterator[Any]:
    return (pa.field(field.encode_name, _type(field.type, pa)) for field in told.fields)


def _row(record: AnyRecord, beside: Beside, columns: pa.Schema) -> dict[str, Any]:
    told = {**msgspec.to_builtins(record), **_told(record, beside)}
    return {column.name: _value(told.get(column.name), column.type) for column in columns}


def _told(record: AnyRecord, beside: Beside) -> Mapping[str, Any]:
    """What stands beside a record."""
    kind = type(record)
    told: dict[str, Any] = {}
    if isinstance(record, Record) and has_words(kind):
        told["words"] = beside.words(record)
    if isinstance(record, Record) and is_counted(kind):
        count = beside.told(record)
        told |= {"reports": count.count.raw, "origins": count.count.independent}
        if kind in WHOLES:
            told[kind_of(WHOLES[kind])] = count.whole
    source = beside.source(record)
    if source is not None:
        told["source"] = msgspec.to_builtins(source)
    return told


def _value(value: Any, type: Any) -> Any:
    """A value of a record's JSON as Arrow takes it for this type."""
    pa = _arrow()
    if value is None:
        return None
    if pa.types.is_date32(type):
        return date.fromisoformat(value)
    if pa.types.is_list(type):
        return [_value(item, type.value_type) for item in value]
    if pa.types.is_map(type):
        return [(name, _value(item, type.item_type)) for name, item in value.items()]
    if pa.types.is_struct(type):
        # a span is a pair
        parts = value if isinstance(value, dict) else dict(zip(type.names, value, strict=True))
        return {field.name: _value(parts.get(field.name), field.type) for field in type}
    return value
