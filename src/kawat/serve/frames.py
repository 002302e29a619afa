"""Records as a table in memory, in Arrow: what pandas, Polars, DuckDB and R take without copying.

from kawat.serve.frames import table

table(view, Quote).to_pandas()
polars.from_arrow(table(view, Event, Filter(type=("THREATEN",))))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kawat.ask.selection import Kind, selected
from kawat.store import EVERYTHING, Filter, View

from .extra import needing
from .formats.beside import Beside
from .formats.schema import batches, schema

if TYPE_CHECKING:
    import pyarrow as pa


def table(view: View, kind: Kind, filter: Filter = EVERYTHING) -> pa.Table:
    """The records of a kind that the filter lets through, with the columns that they have in Parquet.

    Raises NotInstalled without the extra `parquet`, StoreError when this kind cannot be filtered so.
    """
    with needing("a table", "parquet"):
        import pyarrow as pa
    rows = batches(selected(view, [kind], filter), Beside(view), kind)
    return pa.Table.from_batches(rows, schema=schema(kind))
