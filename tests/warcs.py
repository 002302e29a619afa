"""Archives of the web, made for a test byte by byte."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Mapping
from io import BytesIO

HTML = {"Content-Type": "text/html; charset=utf-8"}


def record(
    url: str,
    body: bytes = b"",
    headers: Mapping[str, str] = HTML,
    *,
    status: int = 200,
    sort: str = "response",
    date: str = "2022-01-21T03:04:05Z",
) -> bytes:
    """A WARC record; a `response` holds the answer of a server, other sorts hold just the body."""
    kind = "application/http; msgtype=response" if sort == "response" else headers.get("Content-Type", "")
    if sort == "response":
        lines = [f"HTTP/1.1 {status} Told", *(f"{name}: {value}" for name, value in headers.items())]
        body = "\r\n".join([*lines, "", ""]).encode() + body
    head = [
        "WARC/1.1",
        f"WARC-Type: {sort}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body + b"\r\n\r\n"


def zipped(*records: bytes) -> bytes:
    """Records as they stand in a .warc.gz: each packed by itself."""
    return b"".join(map(gzip.compress, records))


def wacz(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these files, not packed, as a WACZ is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
