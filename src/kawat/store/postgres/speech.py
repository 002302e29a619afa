"""Statements in PostgreSQL's words: what `store.connection` says in SQLite's. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

SCHEMA = "kawat"
"""The schema of the tables: a database may hold other things."""
_STRING = re.compile(r"""('(?:[^']|'')*'|"[^"]*")""")
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
