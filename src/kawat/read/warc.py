"""Archives of the web, WARC and WACZ: the pages in them as they were answered, with address and time."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from kawat.errors import ReadError

from .document import Known
from .extra import needing
from .inflate import inflate
from .lead import address, identity
from .received import Received, buffered, by_media, media_type

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

Tell = Callable[[str], None]
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
# what a body may take on its way beside its content
_ENVELOPE = 1_000_000
# of the lists of pages in a WACZ so much is read, in bytes
_LARGEST_LIST = 50_000_000


def archived(stream: BinaryIO, shown: str, largest: int, tell: Tell) -> Iterator[Received]:
    """The pages and texts in a WARC, each at most `largest` bytes and one more; the rest is counted and told.

    Raises ReadError, after all that can be read, when the archive is damaged or holds nothing.
    """
    with needing("an archive of the web"):
        from fastwarc.warc import ArchiveIterator
    counted: Counter[str] = Counter()
    whole = 0
    try:
        # bodies are unpacked here: a page that the library unpacks in part makes it lose its place
        for record in ArchiveIterator(stream, strict_mode=False):
            found = _received(record, shown, largest, counted)
            whole += 1
            if found is not None:
                yield found
    except (OSError, ValueError, ReadError) as error:
        raise ReadError(
            f"damaged after {whole} records ({error}): what comes before is read; get it anew"
        ) from error
    finally:
        if counted:
            tell(f"{shown}: passed over: {', '.join(f'{n} {what}' for what, n in counted.items())}")
    if not whole:
        raise ReadError("it holds no record: leave it out")


def _received(record: WarcRecord, shown: str, largest: int, counted: Counter[str]) -> Received | None:
    """The page in a record; None when there is none, which is counted unless it is about another record."""
    # as the header has it: the library's own type differs between versions
    sort = (record.headers.get("WARC-Type") or "").lower()
    if sort == "revisit":
        counted["repeats of a page that is elsewhere (revisit)"] += 1
    if sort not in ("response", "resource"):
        return None
    url = address((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if sort == "response" and (not record.is_http_parsed or record.http_headers.status_code != 200):
        counted["answers that are no page (errors, redirects)"] += 1
        return None
    media, charset = _declared(record, sort)
    kind = by_media(media)
    if kind not in ("page", "text") or url is None:
        counted["files of other kinds"] += 1
        return None
    return Received(
        stream=buffered(_body(record, largest)),
        shown=f"{shown}#{url}",
        name=identity(url),
        known=Known(url=url, retrieved=_moment(record)),
        kind=kind,
        charset=charset,
    )


def _declared(record: WarcRecord, sort: str) -> tuple[str | None, str | None]:
    headers = record.http_headers if sort == "response" else record.headers
    return media_type(headers.get("Content-Type") or "")


def _moment(record: WarcRecord) -> str | None:
    match = _MOMENT.match(record.headers.get("WARC-Date") or "")
    return f"{match[1]}Z" if match else None


def _body(record: WarcRecord, largest: int) -> bytes:
    """The content of an answer, unpacked. Raises ReadError when the archive ends within it."""
    length = record.content_length
    data = record.reader.read(min(length, largest + _ENVELOPE))
    if len(data) < min(length, largest + _ENVELOPE):
        raise ReadError(f"{length} bytes are announced, {len(data)} are there")
    if not record.is_http_parsed:
        return data[: largest + 1]
    if "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower():
        data = _joined(data)
    try:
        return inflate(data, record.http_headers.get("Content-Encoding") or "", largest)
    except ReadError:
        # many tools unpack a body and leave its header as it was
        return data[: largest + 1]


def _joined(data: bytes) -> bytes:
    """The chunks of a body without what stands between; the body itself where it has none any more."""
    joined, place = bytearray(), 0
    while (match := _CHUNK.match(data, place)) is not None:
        size = int(match[1], 16)
        if size == 0:
            return bytes(joined)
        joined += data[match.end() : match.end() + size]
        place = match.end() + size + 2
    return bytes(joined) if joined and place >= len(data) else data


class _Listed(msgspec.Struct, frozen=True):
    """A line of a WACZ's list of pages."""

    url: str | None = None


def packed(stream: BinaryIO, shown: str, largest: int, tell: Tell) -> Iterator[Received]:
    """The pages in a WACZ: those that it lists as pages, or all of its archives when none of them is there.

    Without the list the frames of advertisements would count as pages. Raises ReadError like `archived`.
    """
    try:
        with zipfile.ZipFile(stream) as whole:
            archives = [name for name in whole.namelist() if _is_archive(name)]
            if not archives:
                raise ReadError("it is a ZIP archive without a WARC in it: unpack it and read its files")
            yield from _listed(whole, archives, shown, largest, tell)
    except ReadError:
        raise
    # a damaged one makes the library stumble in many ways
    except Exception as error:
        raise ReadError(f"it is a damaged ZIP archive ({error}): get it anew") from error


def _listed(
    whole: zipfile.ZipFile, archives: list[str], shown: str, largest: int, tell: Tell
) -> Iterator[Received]:
    listed = _pages(whole)
    found = left_out = 0
    for one in _all(whole, archives, shown, largest, tell):
        if not listed or one.known.url in listed:
            found += 1
            yield one
        else:
            left_out += 1
    if left_out and not found:
        yield from _all(whole, archives, shown, largest, tell)
    elif left_out:
        tell(f"{shown}: passed over: {left_out} parts of pages that its list of pages does not have")


def _all(
    whole: zipfile.ZipFile, archives: list[str], shown: str, largest: int, tell: Tell
) -> Iterator[Received]:
    for name in archives:
        with whole.open(name) as member:
            yield from archived(member, shown, largest, tell)  # type: ignore[arg-type]


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _pages(whole: zipfile.ZipFile) -> set[str | None]:
    """The addresses that are listed as pages."""
    listed: set[str | None] = set()
    for name in whole.namelist():
        if name.startswith("pages/") and name.endswith(".jsonl"):
            with whole.open(name) as stream:
                for line in stream.read(_LARGEST_LIST).splitlines():
                    listed.add(_address_in(line))
    return listed - {None}


def _address_in(line: bytes) -> str | None:
    try:
        return address(msgspec.json.decode(line, type=_Listed).url)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
