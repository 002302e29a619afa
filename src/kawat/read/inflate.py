"""Compressed bytes -> bytes, never more than asked for: a small file may unpack to more than memory holds."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Protocol

from kawat.errors import ReadError

from .extra import needing

_GZIP, _ZLIB, _RAW = 31, 15, -15


class _Reader(Protocol):
    def read(self, size: int = ...) -> bytes: ...


def inflate(data: bytes, coding: str, most: int) -> bytes:
    """The bytes that `data` stands for in an HTTP content coding (gzip, deflate, br, zstd; '' is none).

    At most `most` + 1 bytes come out, so that a longer answer shows. Raises ReadError when they are damaged,
    cut off, or in another coding.
    """
    for one in reversed([part.strip().lower() for part in coding.split(",")]):
        unpack = _CODINGS.get(one)
        if unpack is None:
            raise ReadError(f"it is packed as '{one}', known are {', '.join(filter(None, _CODINGS))}")
        data = unpack(data, most + 1)
    return data


def _gunzip(data: bytes, most: int) -> bytes:
    """All members of a gzip file; what stands behind them is padding."""
    out = b""
    while data.startswith(b"\x1f\x8b") or not out:
        unpacker = zlib.decompressobj(_GZIP)
        out += _whole(unpacker, data, most - len(out))
        data = unpacker.unused_data
        if len(out) >= most or not data:
            break
    return out


def _deflate(data: bytes, most: int) -> bytes:
    try:
        return _whole(zlib.decompressobj(_ZLIB), data, most)
    except ReadError:
        # what many servers call deflate has no zlib header
        return _whole(zlib.decompressobj(_RAW), data, most)


def _whole(unpacker: zlib._Decompress, data: bytes, most: int) -> bytes:
    try:
        out = unpacker.decompress(data, most)
    except zlib.error as error:
        raise ReadError(f"its packing is damaged ({error}): get it anew") from error
    if not unpacker.eof and len(out) < most:
        raise ReadError("its packing ends too early: get it anew")
    return out


def _brotli(data: bytes, most: int) -> bytes:
    with needing("a page packed with brotli"):
        from fastwarc.stream_io import BrotliReader
    return _read(BrotliReader(BytesIO(data)), most)


def _zstd(data: bytes, most: int) -> bytes:
    with needing("a page packed with zstd"):
        from fastwarc.stream_io import ZstdReader
    return _read(ZstdReader(BytesIO(data)), most)


def _read(reader: _Reader, most: int) -> bytes:
    out = bytearray()
    try:
        while len(out) < most and (more := reader.read(most - len(out))):
            out += more
    except (OSError, ValueError) as error:
        raise ReadError(f"its packing is damaged ({error}): get it anew") from error
    return bytes(out)


def _plain(data: bytes, most: int) -> bytes:
    return data[:most]


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
