"""Which kind a table is of, when only its records tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kawat.ask.selection import Kind
from kawat.records import AnyRecord


def kind_and_records(
    records: Iterable[AnyRecord], kind: Kind | None
) -> tuple[Kind | None, Iterator[AnyRecord]]:
    """The kind given, else that of the first record, and all records."""
    rest = iter(records)
    if kind is not None:
        return kind, rest
    first = next(rest, None)
    return (None, rest) if first is None else (type(first), chain([first], rest))
