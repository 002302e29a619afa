"""JSON Lines, one report a line: `id`, `text` or `html`, `url`, `title`, `date`, `language`, `publisher`."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from kawat.errors import ReadError
from kawat.records import Failure

from .document import Document, Input, Known, day, document, refusal, too_long
from .html import article
from .text import strict


class Line(msgspec.Struct, frozen=True):
    """A line of input; all but `text` or `html` may be left out, and other fields are let pass."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    publisher: str | None = None


_decoder = msgspec.json.Decoder(Line)
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_KNOWN = frozenset(Line.__struct_fields__)
# the most bytes that one character takes: two \uXXXX escapes
_ESCAPED = 12
_OTHER_FIELDS = 1_000_000


def read_lines(
    stream: BinaryIO, path: str, *, name: str, largest: int, known: Known
) -> Iterator[Document | Failure]:
    """The documents of a stream of JSON Lines, read line by line; a line that does not fit is a Failure.

    `known` holds for all lines, but for what a line says itself.
    """
    blank = True
    for number, line in _numbered(stream, largest * _ESCAPED + _OTHER_FIELDS):
        blank = False
        try:
            if line is None:
                raise ReadError(too_long(largest))
            entry = _entry(line)
            key = entry.id if entry.id not in (None, "") else number
            read = _document(entry, f"{path}#{key}", f"{name}#{key}", largest, known)
            yield msgspec.structs.replace(read, unused=_unused(line))
        except ReadError as error:
            yield refusal(f"{path}#{number}", f"line {number}: {error}")
    if blank:
        yield refusal(path, "it holds no line: leave it out")


def _numbered(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """The non-blank lines with their numbers; None for a line longer than `longest` bytes."""
    number = 0
    while line := stream.readline(longest):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) == longest and not line.endswith(b"\n"):
            _skip_line(stream, longest)
            yield number, None
        elif line.strip():
            yield number, line


def _skip_line(stream: BinaryIO, longest: int) -> None:
    while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
        pass


def _entry(line: bytes) -> Line:
    try:
        return _decoder.decode(strict(line, "utf-8"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"{error}: each line is one JSON object with 'text' or 'html'") from error


def _document(entry: Line, source: str, name: str, largest: int, otherwise: Known) -> Document:
    said = Known(
        url=entry.url or None,
        title=entry.title or None,
        publisher=entry.publisher or None,
        language=entry.language or None,
        given_date=day(entry.date) if entry.date else None,
    )
    name = said.url or name
    # the address of a file of lines is not that of a line
    known = said.over(msgspec.structs.replace(otherwise, url=None))
    if entry.text:
        text, original, form = entry.text, entry.text, Input("text", known=known)
    elif entry.html:
        found = article(entry.html)
        text, original, form = found.text, entry.html, Input("page", "utf-8", known)
        known = known.over(found.known)
    else:
        raise ReadError("it has neither 'text' nor 'html': give it one of them")
    return document(
        text, original.encode(), source=source, name=name, known=known, largest=largest, input=form
    )


def _unused(line: bytes) -> tuple[str, ...]:
    """The fields of a line that are not ours."""
    return tuple(sorted(_fields.decode(line.removeprefix(codecs.BOM_UTF8)).keys() - _KNOWN))
