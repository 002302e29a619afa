"""Reads a table of a data folder (TSV) into frozen rows. A wrong line is named with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from .errors import LanguageError


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a rule table: its id, a text that it must find and one that it must not."""

    id: str
    finds: str
    misses: str


Row = TypeVar("Row", bound=msgspec.Struct)


def read_table(path: Traversable | Path, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a TSV table as `row`s; its first line names the columns, '#' begins a comment line.

    A cell of a field that is a tuple holds its values separated by '|'; an empty cell is left to the
    field's default. Raises LanguageError with file and line when a line does not fit.
    """
    return tuple(_read(path, row))


def _read(path: Traversable | Path, row: type[Row]) -> Iterator[Row]:
    # columns go by the public name: `class`, `from`, which are no names of fields in Python
    fields = {field.encode_name: field for field in msgspec.structs.fields(row)}
    columns: list[str] | None = None
    for number, line in enumerate(_text(path).split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        where = f"{path}:{number}"
        if columns is None:
            columns = cells
            _check_columns(columns, list(fields), where)
            continue
        if len(cells) > len(columns):
            raise LanguageError(f"{where}: {len(cells)} cells, but only {len(columns)} columns are named")
        yield _row(dict(zip(columns, cells, strict=False)), row, fields, where)


def _text(path: Traversable | Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LanguageError(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from error


def _check_columns(columns: list[str], known: list[str], where: str) -> None:
    unknown = [column for column in columns if column.replace("-", "_") not in known]
    if unknown:
        raise LanguageError(f"{where}: unknown columns {', '.join(unknown)}; known are {', '.join(known)}")
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise LanguageError(f"{where}: columns {', '.join(twice)} stand twice: remove one of each")


def _row(
    cells: dict[str, str], row: type[Row], fields: dict[str, msgspec.structs.FieldInfo], where: str
) -> Row:
    values: dict[str, object] = {}
    for column, cell in cells.items():
        field = fields[column.replace("-", "_")]
        if cell == "":
            continue
        values[field.encode_name] = cell.split("|") if _many(field.type) else cell
    try:
        return msgspec.convert(values, row, strict=False)
    except msgspec.ValidationError as error:
        raise LanguageError(f"{where}: {error}") from error


def _many(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) is tuple
