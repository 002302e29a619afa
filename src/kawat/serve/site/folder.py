"""A folder that is there whole or not at all, and replaces only what was written so before."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kawat.errors import StoreError

MARKER = "kawat-site.json"
"""The file by which a folder is known as Kawat's own."""


class Marker(msgspec.Struct, frozen=True):
    """What stands in a copy's folder: how many files there are beside this one, and in which folders."""

    files: int
    top: tuple[str, ...]


class Folder:
    """A folder that is being written, beside the one that it will be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = 0
        self._made: set[Path] = set()

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file; no two have a name."""
        path = self.path / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        with path.open("xb") as file:
            file.writelines(pieces)
        self.files += 1


@contextmanager
def whole(path: Path, *, replace: bool = False) -> Iterator[Folder]:
    """A new folder, which takes its place at the end of the block, and none when the block fails.

    What is there already gives way when it is a copy written before and nothing was added to it, or is
    empty; anything else only with `replace`. Raises StoreError.
    """
    path = Path(os.path.abspath(path))
    _check(path, replace=replace)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        # a folder that only its owner may read is of no use to a web server
        new.chmod(0o777 & ~_umask())
        folder = Folder(new)
        yield folder
        top = tuple(sorted(entry.name for entry in new.iterdir()))
        (new / MARKER).write_bytes(msgspec.json.encode(Marker(folder.files, top)) + b"\n")
        _take_place(new, path)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _check(path: Path, *, replace: bool) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise StoreError(f"{path} is no folder: name one that is empty or not there yet")
    if replace or not path.exists():
        return
    strange = _strange(path)
    if strange:
        raise StoreError(
            f"{path} has files that this command did not write ({strange}):"
            " name another folder, or add --replace to lose all that is in it"
        )


def _strange(path: Path) -> str:
    """The name of something in a folder that no copy has; '' when there is nothing."""
    names = sorted(entry.name for entry in path.iterdir())
    if not names:
        return ""
    try:
        marker = msgspec.json.decode((path / MARKER).read_bytes(), type=Marker)
    except (OSError, msgspec.DecodeError):
        return names[0]
    added = sorted(set(names) - {*marker.top, MARKER})
    if added:
        return added[0]
    files = sum(len(files) for _, _, files in os.walk(path)) - 1
    return "" if files == marker.files else f"{files} files where there were {marker.files}"


def _take_place(new: Path, path: Path) -> None:
    if not path.exists():
        new.rename(path)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".old", dir=path.parent))
    try:
        path.rename(old / path.name)
        new.rename(path)
    except OSError:
        if not path.exists() and (old / path.name).exists():
            (old / path.name).rename(path)
        raise
    finally:
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
