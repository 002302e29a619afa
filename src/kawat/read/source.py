"""Files, folders, globs and standard input -> Documents. A source that cannot be read leaves a Failure."""

from __future__ import annotations

import codecs
import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from kawat.errors import ReadError
from kawat.records import Failure
from kawat.settings import Settings

from .document import Document, Known, day, document, refusal, too_long
from .html import page
from .jsonl import read_lines
from .text import decode

Kind = Literal["text", "page", "lines"]
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PEEK = 1024
# bytes that one character may take
_WIDEST = 4


def read(
    paths: Iterable[str], settings: Settings, given_date: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of files, folders, globs and `-` (standard input), in that order.

    `given_date` is the day on which the caller knows them to be published or seen, unless a line of JSON
    Lines has its own. What cannot be read comes as a Failure, and the rest goes on. Raises ReadError when
    `given_date` is no ISO day.
    """
    return _read(paths, settings.largest_text, day(given_date) if given_date else None)


def _read(paths: Iterable[str], largest: int, given_date: str | None) -> Iterator[Document | Failure]:
    for path in paths:
        for source in _sources(path):
            if isinstance(source, Failure):
                yield source
            else:
                yield from _documents(source, largest, given_date)


def _sources(path: str) -> Iterator[str | Failure]:
    """The files that a path stands for."""
    if path == "-" or os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        # a pipe, or a link that leads nowhere: opening it will tell
        yield path
    elif glob.has_magic(path):
        yield from _glob(path)
    else:
        yield refusal(_shown(path), "there is no such file or folder: check the path")


def _folder(path: str) -> Iterator[str | Failure]:
    """The files with known endings in a folder and those below it, sorted; hidden ones are left out."""
    refused: list[OSError] = []
    found: list[str] = []
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        known = (name for name in names if not name.startswith(".") and _ending(name) in KINDS)
        found += (os.path.join(folder, name) for name in known)
    yield from sorted(found, key=lambda file: Path(file).parts)
    for error in refused:
        yield refusal(_shown(str(error.filename)), f"{error.strerror}: give yourself leave to read it")
    if not found and not refused:
        yield refusal(_shown(path), f"no file in this folder ends in {', '.join(KINDS)}")


def _glob(pattern: str) -> Iterator[str | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True))
    for match in matches:
        yield from _sources(match)
    if not matches:
        yield refusal(_shown(pattern), "nothing matches this pattern: check it")


def _documents(path: str, largest: int, given_date: str | None) -> Iterator[Document | Failure]:
    shown = _shown(path)
    try:
        with _opened(path) as stream:
            kind = KINDS.get(_ending(path)) or _sniffed(stream)
            if kind == "lines":
                yield from read_lines(stream, shown, largest=largest, given_date=given_date)
            else:
                yield _whole(stream, shown, kind, largest=largest, given_date=given_date)
    except ReadError as error:
        yield refusal(shown, str(error))
    except OSError as error:
        yield refusal(shown, f"{error.strerror}: check that it is there and that you may read it")


def _whole(stream: BinaryIO, shown: str, kind: Kind, *, largest: int, given_date: str | None) -> Document:
    """The one document of a text or a page."""
    most = largest * _WIDEST
    data = stream.read(most + 1)
    if len(data) > most:
        raise ReadError(too_long(largest))
    if kind == "text":
        text, known = decode(data), Known(given_date=given_date)
    else:
        found = page(data)
        text, known = found.text, msgspec.structs.replace(found.known, given_date=given_date)
    return document(text, data, source=shown, name=os.path.basename(shown), known=known, largest=largest)


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


def _sniffed(stream: BufferedReader) -> Kind:
    """The kind of a source whose name does not tell, from how it begins."""
    head = stream.peek(_PEEK)[:_PEEK].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"{"):
        return "lines"
    return "page" if _PAGE.match(head) else "text"


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _shown(path: str) -> str:
    """The path in characters that can be written out, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
