"""The formats in which records leave a store, one module each, all with the same five names.

    name, suffix    what the format is called, and how a file or address in it ends
    media_type      what a server says of it
    kinds           the kinds of record that it can write; `usual`: those it writes unless told otherwise
    write           records in, bytes out, piece by piece: no more is kept in memory than a record needs

A format whose `one_kind` is true writes tables: all records are of one kind, and `kind` names it, so that a
table without a record has its columns all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from kawat.ask.selection import Kind
from kawat.errors import NotFound
from kawat.records import AnyRecord
from kawat.store import View

from . import csv, ftm, geojson, ical, json, jsonl, jsonld, parquet, polecat, timelinejs


class Format(Protocol):
    """What a module of this folder has."""

    name: str
    suffix: str
    media_type: str
    kinds: tuple[Kind, ...]
    usual: tuple[Kind, ...]
    one_kind: bool

    def write(self, records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
        """The records in this format; `view` is the one that they come from."""


_ALL: tuple[Format, ...] = (jsonl, json, csv, parquet, ical, geojson, jsonld, ftm, polecat, timelinejs)
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""The formats by name."""


def find_format(name: str) -> Format:
    """The format with that name. Raises NotFound with the known ones."""
    if name not in FORMATS:
        raise NotFound(f"no format '{name}': known are {', '.join(FORMATS)}")
    return FORMATS[name]
