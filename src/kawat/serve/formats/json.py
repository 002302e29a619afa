"""JSON: the same objects as in JSON Lines, in one array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.ask.selection import EXPORTED, Kind
from kawat.records import AnyRecord, encode
from kawat.store import View

name = "json"
suffix = "json"
media_type = "application/json"
kinds: tuple[Kind, ...] = EXPORTED
usual: tuple[Kind, ...] = EXPORTED
one_kind = False


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """An array with an element for each record."""
    yield b"["
    between = b"\n"
    for record in records:
        yield between + encode(record)
        between = b",\n"
    yield b"\n]\n"
