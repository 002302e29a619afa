"""What a reader hands on: a report with the text as received."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

import msgspec

from kawat.errors import ReadError
from kawat.records import Failure, Made, Report, Span

READ = Made("read", "1")


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the input itself says about a report, beside its text. `retrieved`: an ISO time in UTC."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    page_date: str | None = None
    given_date: str | None = None
    retrieved: str | None = None

    def over(self, other: Known) -> Known:
        """What this says, and where it is silent what the other says."""
        said = {name: value for name, value in msgspec.structs.asdict(self).items() if value}
        return msgspec.structs.replace(other, **said)


class Input(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a report's bytes are read: as a page or as text, and in which encoding if that was told.

    `known` is what was known before reading them, `otherwise` what fills in where the page is silent.
    """

    form: Literal["text", "page"]
    charset: str | None = None
    known: Known = Known()
    otherwise: Known = Known()


class Document(msgspec.Struct, frozen=True):
    """A report, its received text, and the bytes it came in when they are not that text in UTF-8.

    `unused`: fields of the input that nothing is made of. `input`: how the bytes were read.
    """

    report: Report
    text: str
    original: bytes | None = None
    unused: tuple[str, ...] = ()
    input: Input = Input("text")


def report_id(name: str, sha256: str) -> str:
    """The id of a report: 16 hexadecimal digits over the name of its source and the hash of its bytes.

    The name is the URL where one is given, else the file's own name without folders (with `#id` for a
    line of JSON Lines), so that a file reached by another path is the same report. Of a page that was
    fetched it is the hash of the text: what its server puts round it is new at every visit.
    """
    return hashlib.blake2b(f"{name}\0{sha256}".encode(), digest_size=8).hexdigest()


def document(
    text: str,
    original: bytes,
    *,
    source: str,
    name: str,
    known: Known,
    largest: int,
    input: Input | None = None,
) -> Document:
    """The document of a text. Raises ReadError when it is blank, too long or holds a NUL character."""
    check(text, largest)
    received = text.encode()
    sha256 = hashlib.sha256(original).hexdigest()
    own_id = report_id(name, hashlib.sha256(received).hexdigest() if known.retrieved else sha256)
    report = Report(
        id=own_id,
        report=own_id,
        at=(Span(0, len(text)),),
        made=READ,
        source=source,
        sha256=sha256,
        **msgspec.structs.asdict(known),
    )
    kept = None if original == received else original
    return Document(report, text, kept, input=input or Input("text", known=known))


def check(text: str, largest: int) -> None:
    """Raise ReadError when a text is blank, longer than `largest` characters or holds a NUL character."""
    if not text.strip():
        raise ReadError("it holds no text: leave it out")
    if len(text) > largest:
        raise ReadError(too_long(largest))
    if "\0" in text:
        raise ReadError(f"character {text.index(chr(0))} is NUL, so it is no text: save the text alone")


def too_long(largest: int) -> str:
    """The line that says that a text is too long."""
    return f"it is longer than {largest:,} characters: split it or raise the setting 'largest_text'"


def now() -> str:
    """The time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refusal(source: str, error: str) -> Failure:
    """The record that a source leaves which cannot be read."""
    return Failure(report=source, stage=READ.stage, error=f"{source}: {error}", made=READ)


def day(text: str) -> str:
    """The ISO day of an ISO day or date-time, as it stands there (no change of time zone)."""
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError as error:
        raise ReadError(f"'{text}' is no ISO day: write it as 2022-01-21") from error
