"""JSON Lines: every field of every record as documented, one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.ask.selection import EXPORTED, Kind
from kawat.records import AnyRecord, encode
from kawat.store import View

name = "jsonl"
suffix = "ndjson"
media_type = "application/x-ndjson"
kinds: tuple[Kind, ...] = EXPORTED
usual: tuple[Kind, ...] = EXPORTED
one_kind = False


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A line for each record."""
    for record in records:
        yield encode(record) + b"\n"
