"""Bytes as they came, and what they are: told by the name, by the server, or by how they begin."""

from __future__ import annotations

import codecs
import re
import zlib
from email.message import Message
from io import BufferedReader, BytesIO
from typing import Literal

import msgspec

from .document import Known

Kind = Literal["text", "page", "lines", "feed", "sitemap", "warc", "wacz", "gzip"]
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".wacz": "wacz",
}
"""The kind of a file, by how its name ends."""

# what a server may call them; anything else shows by how it begins
_MEDIA: dict[str, Kind] = {
    "text/plain": "text",
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "application/warc": "warc",
    "application/wacz": "wacz",
}
# atomic: no second way to read it is tried, of which there may be very many
_PROLOGUE = rb"(?>\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html\b)[^>]*>))*+\s*"
_BEGINS: tuple[tuple[Kind, re.Pattern[bytes]], ...] = (
    ("page", re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)),
    ("feed", re.compile(_PROLOGUE + rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I | re.S)),
    ("feed", re.compile(rb'\s*\{.{0,8192}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\b', re.S)),
    ("sitemap", re.compile(_PROLOGUE + rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.I | re.S)),
    ("warc", re.compile(rb"WARC/\d")),
    ("wacz", re.compile(rb"PK\x03\x04.{26}(?:archive/|datapackage|indexes/|pages/|fuzzy\.json)", re.S)),
    ("lines", re.compile(rb"\s*\{")),
)  # fmt: skip
PEEK = 8192
_GZIP = b"\x1f\x8b"
_WITHIN_GZIP = 64


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A stream of bytes that holds reports, how it is named, and what is known of it before it is read.

    `shown` is what a reader is told, `name` what ids are made of. `otherwise` is what others say of it: it
    stands where a page is silent. `kind` and `charset` are None when nobody said.
    """

    stream: BufferedReader
    shown: str
    name: str
    known: Known = Known()
    otherwise: Known = Known()
    kind: Kind | None = None
    charset: str | None = None


def buffered(data: bytes) -> BufferedReader:
    """The bytes as a stream."""
    return BufferedReader(BytesIO(data))


def ending(path: str) -> Kind | None:
    """The kind that a file's name tells, or None."""
    lower = path.lower()
    return next((kind for end, kind in KINDS.items() if lower.endswith(end)), None)


def media_type(declared: str) -> tuple[str | None, str | None]:
    """The media type and the charset that a Content-Type declares; None for what it does not say."""
    kind = Message()
    kind["content-type"] = declared
    return (kind.get_content_type(), kind.get_content_charset()) if declared.strip() else (None, None)


def by_media(media: str | None) -> Kind | None:
    """The kind that a media type tells, or None."""
    return _MEDIA.get((media or "").lower())


def sniffed(stream: BufferedReader) -> Kind | None:
    """The kind that shows in how the bytes begin; None when they may be any text. Nothing is consumed."""
    head = stream.peek(PEEK)[:PEEK]
    if head.startswith(_GZIP):
        return "warc" if _within(head).startswith(b"WARC/") else "gzip"
    head = head.removeprefix(codecs.BOM_UTF8)
    return next((kind for kind, begins in _BEGINS if begins.match(head)), None)


def _within(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, _WITHIN_GZIP)
    except zlib.error:
        return b""
