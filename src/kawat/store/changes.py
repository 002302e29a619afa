"""Whether an SQLite store has changed since it was last looked at."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from .trouble import told


class Changes:
    """Names what is in a store: another name once anything has been written, by whatever process.

    A connection that only watches: `PRAGMA data_version` counts the transactions of all others. The name
    begins with how the file was found, so that the same store has the same name tomorrow.
    """

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._path, self._connect = path, connect
        self._lock = Lock()
        self._watch: sqlite3.Connection | None = None
        self._file: tuple[int, int] = (0, 0)
        self._found = ""

    def __call__(self) -> str:
        """The name of what is there now. Raises StoreError when the store cannot be read."""
        with self._lock, told(self._path):
            file = _identity(self._path)
            if self._watch is None or file != self._file:
                self._close()
                self._watch, self._file, self._found = self._connect(), file, _state(self._path)
            number = self._watch.execute("PRAGMA data_version").fetchone()[0]
            return f"{self._found}.{number}"

    def close(self) -> None:
        """Stop watching."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None


def _identity(path: Path) -> tuple[int, int]:
    """Which file it is: another one may have been put in its place."""
    try:
        found = path.stat()
    except OSError as error:
        raise sqlite3.OperationalError(f"it is gone ({error.strerror}): put it back") from error
    return found.st_dev, found.st_ino


def _state(path: Path) -> str:
    states = []
    for part in (path, Path(f"{path}-wal")):
        try:
            found = os.stat(part)
        except OSError:
            continue
        # whoever reads leaves an empty log beside it
        if found.st_size:
            states.append((found.st_ino, found.st_size, found.st_mtime_ns))
    return hashlib.blake2b(repr(states).encode(), digest_size=6).hexdigest()
