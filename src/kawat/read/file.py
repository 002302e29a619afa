"""Files, folders, globs and standard input as sources."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

import msgspec

from kawat.errors import ReadError
from kawat.records import Failure

from .document import refusal
from .received import KINDS, Received, ending


class File(msgspec.Struct, frozen=True):
    """A file, or standard input (`-`), to be read from its beginning."""

    path: str

    @property
    def shown(self) -> str:
        """The path in characters that can be written out, whatever bytes its name is made of."""
        return _shown(self.path)

    @contextmanager
    def open(self) -> Iterator[Received]:
        """Its bytes. Raises ReadError when it cannot be opened or read."""
        try:
            with _opened(self.path) as stream:
                name = os.path.basename(self.shown)
                yield Received(stream=stream, shown=self.shown, name=name, kind=ending(self.path))
        except OSError as error:
            raise ReadError(f"{error.strerror}: check that it is there and that you may read it") from error


def files(path: str) -> Iterator[File | Failure]:
    """The files that a path stands for: itself, those of a folder, those that a pattern matches."""
    if path == "-" or os.path.isfile(path):
        yield File(path)
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        # a pipe, or a link that leads nowhere: opening it will tell
        yield File(path)
    elif glob.has_magic(path):
        yield from _glob(path)
    else:
        yield refusal(_shown(path), "there is no such file or folder: check the path")


def _folder(path: str) -> Iterator[File | Failure]:
    """The files with known endings in a folder and those below it, sorted; hidden ones are left out."""
    refused: list[OSError] = []
    found: list[str] = []
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        known = (name for name in names if not name.startswith(".") and ending(name))
        found += (os.path.join(folder, name) for name in known)
    yield from map(File, sorted(found, key=lambda file: Path(file).parts))
    for error in refused:
        yield refusal(_shown(str(error.filename)), f"{error.strerror}: give yourself leave to read it")
    if not found and not refused:
        yield refusal(_shown(path), f"no file in this folder ends in {', '.join(KINDS)}")


def _glob(pattern: str) -> Iterator[File | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True))
    for match in matches:
        yield from files(match)
    if not matches:
        yield refusal(_shown(pattern), "nothing matches this pattern: check it")


@contextmanager
def _opened(path: str) -> Iterator[BufferedReader]:
    if path != "-":
        with open(path, "rb") as stream:
            yield stream
        return
    stream = BufferedReader(cast(RawIOBase, sys.stdin.buffer))
    try:
        yield stream
    finally:
        # standard input is not ours to close
        stream.detach()


def _shown(path: str) -> str:
    """The path in characters that can be written out, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
