"""Nothing that linking asks a store for is found by reading a table from end to end."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kawat.link.steps import link
from kawat.records import KINDS, Family, Report
from kawat.store import Writer, open_store
from kawat.store.sqlite_connection import SqliteConnection

# what waits, which is only in these indexes; a subquery's own rows; what analysts judged, which reports add
# nothing to; the one row about the store; what stands in a parameter
_SHORT = re.compile(r"USING INDEX report_(unlinked|unjoined)$|^SCAN (b|judgement|meta)$| VIRTUAL TABLE ")


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The statements that are asked, each with how SQLite finds its rows."""
    found: dict[str, list[str]] = {}
    execute, executemany = SqliteConnection.execute, SqliteConnection.executemany

    def explain(connection: SqliteConnection, sql: str, parameters: Any) -> None:
        if sql not in found and sql.startswith(("SELECT", "UPDATE", "DELETE")):
            rows = execute(connection, f"EXPLAIN QUERY PLAN {sql}", parameters)
            found[sql] = [row[3] for row in rows]

    def explained(connection: SqliteConnection, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        explain(connection, sql, parameters)
        return execute(connection, sql, parameters)

    def each_explained(connection: SqliteConnection, sql: str, rows: Any) -> sqlite3.Cursor:
        several: Sequence[Any] = list(rows)
        for parameters in several[:1]:
            explain(connection, sql, parameters)
        return executemany(connection, sql, several)

    monkeypatch.setattr(SqliteConnection, "execute", explained)
    monkeypatch.setattr(SqliteConnection, "executemany", each_explained)
    return found


def test_linking_reads_no_table_from_end_to_end(
    sample_store: Path, writer: Writer, plans: dict[str, list[str]]
) -> None:
    with open_store(sample_store) as source, source.view() as view:
        reports = list(view.each(Report))
        for some in (reports[::2], reports[1::2]):
            for one in some:
                kinds = [kind for kind in KINDS if kind not in (Report, Family)]
                records = [record for kind in kinds for record in view.records(kind, report=one.id)]
                writer.add(one, view.text(one.id), records)
            plans.clear()
            link(writer, containment=0.5, read=lambda lent: ())
    assert len(plans) > 50
    scans = {
        sql: step
        for sql, steps in plans.items()
        for step in steps
        if step.startswith("SCAN") and not _SHORT.search(step) and not sql.endswith("LIMIT 1")
    }
    assert scans == {}
