"""Statements in PostgreSQL's words: what `store.connection` says in SQLite's. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

SCHEMA = "kawat"
"""The schema of the tables: a database may hold other things."""
AS_OF = f"{SCHEMA}_as_of"
"""The schema of the tables as they are known on a day."""
_STRING = re.compile(r"""('(?:[^']|'')*'|"[^"]*")""")
_INSERTED = re.compile(r"^(INSERT INTO .*?) VALUES \((.*?)\)((?: ON CONFLICT .*)?)$", re.DOTALL)
_DELETED = re.compile(r"^(DELETE FROM \w+) WHERE")
_UPDATED = re.compile(r"^(UPDATE \w+ SET .*?) WHERE", re.DOTALL)
_WORDS = tuple(
    (re.compile(found), said)
    for found, said in (
        (r"\bmain\.", f"{SCHEMA}."),
        # which table is read first, and by which index, is decided by statistics
        (r"\bCROSS JOIN\b", "JOIN"),
        (r"\bINDEXED BY \w+", ""),
        (r"([\w.]+) = (:\w+) COLLATE NOCASE", r"lowered(\1) = lowered(\2)"),
        # functions of the schema and of PostgreSQL
        (r"\bjson_each\(", "each_in("),
        (r"\bjson_extract\(", "field_of("),
        (r"\bjson_array_length\(", "length_in("),
        (r"\blower\(", "lowered("),
        (r"\binstr\(", "strpos("),
        # parameters
        (r"%", "%%"),
        (r"\?", "%s"),
        (r"(?<!:):([a-z]\w*)", r"%(\1)s"),
    )
)


@lru_cache(4096)
def spoken(sql: str) -> str:
    """A statement as PostgreSQL and psycopg understand it; strings in it stay as they are."""
    parts = _STRING.split(sql)
    for place in range(0, len(parts), 2):
        for found, said in _WORDS:
            parts[place] = found.sub(said, parts[place])
    parts[1::2] = [string.replace("%", "%%") for string in parts[1::2]]
    return "".join(parts)


def spoken_of_many(sql: str, types: tuple[str, ...]) -> str | None:
    """The same with many parameters at once, a list of each; None when it cannot be said so.

    What is inserted as VALUES, or deleted or updated by a condition, with a `?` for each parameter.
    """
    parts = _STRING.split(sql)
    names = iter(f"many.p{number}" for number in range(len(types)))
    for place in range(0, len(parts), 2):
        parts[place] = re.sub(r"\?", lambda found: next(names), parts[place])
    named = ", ".join(f"p{number}" for number in range(len(types)))
    many = f"unnest({', '.join(f'?::{kind}[]' for kind in types)}) AS many ({named})"
    said = _INSERTED.sub(rf"\1 SELECT \2 FROM {many}\3", "".join(parts))
    said = _DELETED.sub(rf"\1 USING {many} WHERE", said)
    said = _UPDATED.sub(rf"\1 FROM {many} WHERE", said)
    return spoken(said) if many in said else None
