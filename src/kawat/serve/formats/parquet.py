"""Parquet: a table of one kind with typed, nested columns; for DuckDB, R, pandas, Polars and the like."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kawat.ask.selection import EXPORTED, Kind
from kawat.records import AnyRecord
from kawat.serve.extra import needing
from kawat.store import View

from .beside import Beside
from .first import kind_and_records
from .schema import batches, schema

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

name = "parquet"
suffix = "parquet"
media_type = "application/vnd.apache.parquet"
kinds: tuple[Kind, ...] = EXPORTED
usual: tuple[Kind, ...] = EXPORTED
one_kind = True


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A row for each record. Without `kind` it is that of the first record; without one either, nothing.

    Raises NotInstalled without the extra `parquet`.
    """
    with needing("Parquet", "parquet"):
        import pyarrow.parquet as pq
    kind, records = kind_and_records(records, kind)
    if kind is None:
        return
    written = _Written()
    with pq.ParquetWriter(written, schema(kind), compression="zstd") as writer:
        for batch in batches(records, Beside(view), kind):
            writer.write_batch(batch)
            yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """A file that hands on what was written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, part: ReadableBuffer) -> int:
        self._parts.append(bytes(part))
        self._length += len(self._parts[-1])
        return len(self._parts[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
