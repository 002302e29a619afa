"""What SQLite says went wrong, in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kawat.errors import StoreError, TooLong

REMEDIES = {
    "SQLITE_FULL": "the disk is full: make room and repeat the command, nothing that was finished is lost",
    "SQLITE_IOERR": "the disk cannot be read or written: check it and its room, then repeat the command",
    "SQLITE_BUSY": "another command is writing to it: wait for it to end, then repeat this one",
    "SQLITE_READONLY": "it may not be written to: check its permissions, or work on a copy",
    "SQLITE_CANTOPEN": "it cannot be opened: check that folder and file are there and yours to use",
    "SQLITE_CORRUPT": "the file is damaged: restore a copy, or add the reports to a new store",
    "SQLITE_NOTADB": "this file is no store of Kawat: name another, which will be created",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_INTERRUPT":
            raise TooLong(f"{path}: this takes too long: ask for less, fewer days or one actor") from error
        remedy = next((text for code, text in REMEDIES.items() if name.startswith(code)), str(error))
        raise StoreError(f"{path}: {remedy}") from error
