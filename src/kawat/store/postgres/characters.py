"""Characters that PostgreSQL's texts cannot have: NUL is written as two others, and read as it was.

U+FDD2 is no character and hardly ever met; where it is, it is doubled. So every text comes out as it went in.
"""

from __future__ import annotations

import re

from psycopg import Connection
from psycopg.adapt import Buffer
from psycopg.pq import Format
from psycopg.types.string import StrDumper, TextLoader

_SIGN, _NUL = "\ufdd2", "\ufdd3"
_WRITTEN = {"\0": _SIGN + _NUL, _SIGN: _SIGN * 2}
_READ = {written: meant for meant, written in _WRITTEN.items()}
_TO_WRITE = re.compile(f"[\0{_SIGN}]")
_TO_READ = re.compile(f"{_SIGN}[{_SIGN}{_NUL}]")


def written(text: str) -> str:
    """A text as PostgreSQL can have it."""
    if "\0" not in text and _SIGN not in text:
        return text
    return _TO_WRITE.sub(lambda found: _WRITTEN[found[0]], text)


def read(text: str) -> str:
    """A text as it was before `written`."""
    return _TO_READ.sub(lambda found: _READ[found[0]], text)


class _Dumper(StrDumper):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(written(obj))


class _Loader(TextLoader):
    def load(self, data: Buffer) -> str | bytes:
        text = super().load(data)
        return read(text) if isinstance(text, str) and _SIGN in text else text


class _BinaryLoader(_Loader):
    format = Format.BINARY


def of_all_characters(connection: Connection) -> None:
    """Let a connection write and read texts with any characters."""
    connection.adapters.register_dumper(str, _Dumper)
    for loader in (_Loader, _BinaryLoader):
        connection.adapters.register_loader("text", loader)
