"""The schema of a store in PostgreSQL, version by version."""

from __future__ import annotations

from typing import Any

import psycopg

from kawat.errors import StoreError
from kawat.store.snapshot import hidden
from kawat.store.sql_store import migrations, refuse_newer

from .speech import AS_OF, SCHEMA, spoken
from .writing import LOCKS, MIGRATING, WRITING, WritingConnection


def is_newest(connection: psycopg.Connection[Any], shown: str, *, create: bool) -> bool:
    """Whether the schema is the newest.

    Raises StoreError when there is none and none is to be made, when a newer Kawat made it, or when texts in
    the database cannot have every character.
    """
    newest, version = max(migrations("postgres")), _version(connection)
    if version is None and not create:
        raise StoreError(f"{shown}: there is no store in this database: 'kawat add {shown} ...' makes one")
    refuse_newer(shown, version or 0, newest)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"{shown}: its texts are in {encoding}, which lacks letters: make another database with"
            " 'createdb --encoding=UTF8 --template=template0'"
        )
    return version == newest


def bring_up_to_date(connection: WritingConnection, shown: str) -> None:
    """Make the schema, or lead it to the newest version."""
    with connection.plain() as raw:
        # behind all who write: none of them is in the middle of a report
        for lock in (MIGRATING, WRITING):
            raw.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCKS, lock))
        # another process may have done it while this one waited
        version = _version(raw)
        steps = migrations("postgres")
        refuse_newer(shown, version or 0, max(steps))
        if version == max(steps):
            return
        _show_all(raw)
        for number, script in steps.items():
            if number > (version or 0):
                raw.execute(script.encode())
                raw.execute(f"UPDATE {SCHEMA}.meta SET schema = {number}".encode())
        _hide_later(raw)


def _version(connection: psycopg.Connection[Any]) -> int | None:
    there = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.meta",)).fetchone()
    if not there or there[0] is None:
        return None
    row = connection.execute(f"SELECT schema FROM {SCHEMA}.meta".encode()).fetchone()
    return int(row[0]) if row else None


def _show_all(raw: psycopg.Connection[Any]) -> None:
    """Take away the views of an earlier version, so that their tables can be changed."""
    raw.execute(f"CREATE SCHEMA IF NOT EXISTS {AS_OF}".encode())
    sql = "SELECT table_name FROM information_schema.views WHERE table_schema = %s"
    for (table,) in raw.execute(sql, (AS_OF,)).fetchall():
        raw.execute(f"DROP VIEW IF EXISTS {AS_OF}.{table} CASCADE".encode())


def _hide_later(raw: psycopg.Connection[Any]) -> None:
    """Make the tables as they are known on the day that a view is set to, in a schema in front of theirs."""
    raw.execute(f"SET LOCAL search_path = {AS_OF}, {SCHEMA}".encode())
    for table, query in hidden("current_setting('kawat.as_of')"):
        raw.execute(f"CREATE VIEW {AS_OF}.{table} AS {spoken(query)}".encode())
