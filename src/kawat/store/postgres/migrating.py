"""The schema of a store in PostgreSQL, version by version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import psycopg

from kawat.errors import StoreError
from kawat.store.snapshot import hidden

from .speech import SCHEMA, spoken
from .writing import LOCKS, MIGRATING, WritingConnection


def migrations() -> Mapping[int, str]:
    """The SQL that leads to each version of the schema; the first one makes all there was by then."""
    folder = files("kawat.store") / "migrations" / "postgres"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return {int(name.partition("_")[0]): (folder / name).read_text(encoding="utf-8") for name in names}


def is_newest(connection: psycopg.Connection[Any], shown: str, *, create: bool) -> bool:
    """Whether the schema is the newest.

    Raises StoreError when there is none and none is to be made, when a newer Kawat made it, or when texts in
    the database cannot have every character.
    """
    newest, version = max(migrations()), _version(connection)
    if version is None and not create:
        raise StoreError(f"{shown}: there is no store in this database: 'kawat add {shown} ...' makes one")
    if version is not None and version > newest:
        raise StoreError(
            f"{shown}: written by a newer Kawat (schema {version}, this one knows {newest}): "
            "update it with 'pip install --upgrade kawat'"
        )
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
        raw.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCKS, MIGRATING))
        # another process may have done it while this one waited
        version = _version(raw)
        for number, script in migrations().items():
            if number > (version or 0):
                raw.execute(script.encode())
                raw.execute(f"UPDATE {SCHEMA}.meta SET schema = {number}".encode())
        if version != max(migrations()):
            _hide_later(raw)


def _version(connection: psycopg.Connection[Any]) -> int | None:
    there = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.meta",)).fetchone()
    if not there or there[0] is None:
        return None
    row = connection.execute(f"SELECT schema FROM {SCHEMA}.meta".encode()).fetchone()
    return int(row[0]) if row else None


def _hide_later(raw: psycopg.Connection[Any]) -> None:
    """Make the tables as they are known on the day that a view is set to, in a schema in front of theirs."""
    raw.execute(f"DROP SCHEMA IF EXISTS {SCHEMA}_as_of CASCADE".encode())
    raw.execute(f"CREATE SCHEMA {SCHEMA}_as_of".encode())
    raw.execute(f"SET LOCAL search_path = {SCHEMA}_as_of, {SCHEMA}".encode())
    for table, query in hidden("current_setting('kawat.as_of')"):
        raw.execute(f"CREATE VIEW {SCHEMA}_as_of.{table} AS {spoken(query).replace('%%', '%')}".encode())
