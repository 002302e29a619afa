"""One at a time on this machine: a lock beside a file, which the system takes from a process that dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kawat.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        while True:
            # it gives up after ten seconds
            with suppress(OSError):
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else is in such a block with that path; who comes later waits, as long as it takes.

    There is a file meanwhile. Raises StoreError where none can be locked.
    """
    try:
        file = _locked(path)
    except OSError as error:
        raise StoreError(
            f"{path}: this file cannot be locked ({error.strerror}): have the store on a disk of this machine"
        ) from error
    with file:
        try:
            yield
        finally:
            # before others have it; Windows keeps it while it is open, and it stays
            with suppress(OSError):
                path.unlink()


def _locked(path: Path) -> IO[bytes]:
    """The file of that name, locked: not one that whoever had it before has taken away."""
    while True:
        file = path.open("ab")
        try:
            _lock(file)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return file
        except BaseException:
            file.close()
            raise
        file.close()
