"""An SQLite store as it was known on a day: temporary views in front of its tables, for one connection.

A name is looked up among temporary views first, so that every query sees only the reports written by the day.
"""

from __future__ import annotations

import sqlite3

from kawat.records import kind_of

from .schema import TABLES, WHOLES

_REPORTS = "CREATE TEMP VIEW report AS SELECT * FROM main.report WHERE day_to <= '{day}'"
_OF_REPORT = (
    "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table}"
    " WHERE (SELECT day_to FROM main.report WHERE no = {table}.report) <= '{day}'"
)
_ACTORS = (
    "CREATE TEMP VIEW actor AS SELECT a.no, a.id, a.digest, a.json, count(*) AS n FROM main.actor a"
    " JOIN actor_mention m ON m.account = a.no GROUP BY a.no, a.id, a.digest, a.json"
)


def hide_later(connection: sqlite3.Connection, day: str) -> None:
    """Let the connection see nothing of reports that may have been written after `day` (an ISO day)."""
    connection.execute(_REPORTS.format(day=day))
    tables = (*map(kind_of, (*TABLES, *WHOLES)), "part", "actor_mention", "failure")
    for table in tables:
        connection.execute(_OF_REPORT.format(table=table, day=day))
    connection.execute(_ACTORS)
