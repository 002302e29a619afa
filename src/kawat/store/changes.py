"""Whether an SQLite store has changed since it was last looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from .trouble import told


class _File(NamedTuple):
    """Which file it is: another one may have been put in its place.

    And how it lies there: who may not write to its folder opens it as one that nobody changes, while it has
    no log.
    """

    device: int
    inode: int
    written: int
    has_log: bool


class Changes:
    """Names what is in a store: another name once anything has been written, by whatever process.

    It is the store's own name and a number that rises: whoever looks, here or elsewhere, now or tomorrow,
    says the same of the same contents.
    """

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._path, self._connect = path, connect
        self._lock = Lock()
        self._watch: sqlite3.Connection | None = None
        self._file: _File | None = None

    def __call__(self) -> str:
        """The name of what is there now. Raises StoreError when the store cannot be read."""
        with self._lock, told(self._path):
            file = _identity(self._path)
            if self._watch is None or file != self._file:
                self._close()
                self._watch, self._file = self._connect(), file
            store, changed = self._watch.execute("SELECT store, changed FROM meta").fetchone()
            return f"{store}.{changed}"

    def close(self) -> None:
        """Stop watching."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None


def _identity(path: Path) -> _File:
    try:
        found = path.stat()
    except OSError as error:
        raise sqlite3.OperationalError(f"it is gone ({error.strerror}): put it back") from error
    return _File(found.st_dev, found.st_ino, found.st_mtime_ns, Path(f"{path}-wal").exists())
