"""Parquet: DuckDB reads it, types are types, and the records can be made again of the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exported import table
from kawat.ask.evidence import words_of
from kawat.ask.selection import EXPORTED, Kind, selected
from kawat.records import Actor, Event, Quote, Record, Report, kind_of
from kawat.serve.formats import FORMATS
from kawat.serve.formats.schema import ROWS, schema
from kawat.store import View


def written(view: View, kind: Kind, folder: Path) -> Path:
    file = folder / f"{kind_of(kind)}.parquet"
    file.write_bytes(table(view, "parquet", kind))
    return file


def as_json(value: Any) -> Any:
    """A value of a row as it stands in the JSON of a record."""
    match value:
        case date():
            return value.isoformat()
        case dict() if set(value) == {"start", "end"}:
            return [value["start"], value["end"]]
        case dict():
            return {name: as_json(part) for name, part in value.items()}
        case list():
            return [as_json(item) for item in value]
        case _:
            return value


def record_of(row: dict[str, Any], kind: Kind) -> Any:
    """The record that a row was made of."""
    names = {field.encode_name for field in msgspec.structs.fields(kind)}
    told = {name: as_json(value) for name, value in row.items() if name in names}
    if kind is Actor:
        told["names"] = dict(row["names"])
    return msgspec.convert({"kind": kind_of(kind), **told}, kind)


@pytest.mark.parametrize("kind", EXPORTED, ids=kind_of)
def test_the_records_can_be_made_again(view: View, kind: Kind, tmp_path: Path) -> None:
    rows = pq.read_table(written(view, kind, tmp_path)).to_pylist()
    assert [record_of(row, kind) for row in rows] == list(selected(view, [kind]))


@pytest.mark.parametrize("kind", EXPORTED, ids=kind_of)
def test_a_table_has_its_columns_also_without_records(kind: Kind, made: View, tmp_path: Path) -> None:
    file = tmp_path / "none.parquet"
    file.write_bytes(b"".join(FORMATS["parquet"].write([], made, kind)))
    assert pq.read_schema(file) == schema(kind)
    assert pq.read_metadata(file).num_rows == 0


def test_duckdb_finds_the_same(view: View, tmp_path: Path) -> None:
    file = written(view, Quote, tmp_path)
    found = duckdb.execute(
        'SELECT id, said."from", words, "at"[1].start, source.written."from", reports, origins'
        f" FROM '{file}' ORDER BY id"
    ).fetchall()
    quotes = sorted(view.each(Quote), key=lambda quote: quote.id)
    assert len(found) == len(quotes) > 0
    for (id, said, words, start, day, raw, independent), quote in zip(found, quotes, strict=True):
        assert (id, start) == (quote.id, quote.at[0].start)
        assert said == (quote.said and date.fromisoformat(quote.said.first))
        assert words == words_of(view, quote)
        wrote = view.report(quote.report).written
        assert day == (wrote and date.fromisoformat(wrote.first))
        assert 1 <= independent <= raw


def test_types_are_types() -> None:
    event = schema(Event)
    assert event.field("when").type == pa.struct([("from", pa.date32()), ("to", pa.date32())])
    assert event.field("at").type == pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    assert event.field("historical").type == pa.bool_()
    assert event.field("where").type.field("lat").type == pa.float64()
    assert schema(Actor).field("names").type == pa.map_(pa.string(), pa.list_(pa.string()))
    assert schema(Report).field("page_date").type == pa.date32()
    # an office may be held since a year
    assert schema(Actor).field("roles").type.value_type.field("from").type == pa.string()


@pytest.mark.parametrize("kind", EXPORTED, ids=kind_of)
def test_the_first_columns_are_the_fields(kind: type[Record]) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    assert schema(kind).names[: len(names)] == names


def test_many_rows_are_many_groups(made: View) -> None:
    quotes = [*selected(made, [Quote])]
    many = (quotes[number % len(quotes)] for number in range(ROWS + 1))
    pieces = list(FORMATS["parquet"].write(many, made, Quote))
    file = pq.ParquetFile(pa.BufferReader(b"".join(pieces)))
    assert (file.num_row_groups, file.metadata.num_rows) == (2, ROWS + 1)
