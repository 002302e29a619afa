"""Packed bytes: what went in comes out, never more than asked for, and damage is told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.inflate import inflate

Pack = Callable[[bytes], bytes]


def written(writer: type[BrotliWriter] | type[ZstdWriter]) -> Pack:
    def pack(data: bytes) -> bytes:
        out = BytesIO()
        with writer(out) as packer:
            packer.write(data)
            packer.finish()
        return out.getvalue()

    return pack


PACKED: dict[str, Pack] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": written(BrotliWriter),
    "zstd": written(ZstdWriter),
    "identity": bytes,
    "": bytes,
}
LARGE = 5_000_000


@pytest.mark.parametrize("coding", PACKED)
def test_what_went_in_comes_out(coding: str) -> None:
    for data in (b"", b"words", bytes(100_000)):
        assert inflate(PACKED[coding](data), coding, LARGE) == data


@pytest.mark.parametrize("coding", PACKED)
def test_no_more_than_one_beyond_the_most_comes_out(coding: str) -> None:
    packed = PACKED[coding](bytes(LARGE))
    assert len(inflate(packed, coding, 1000)) == 1001
    assert len(inflate(packed, coding, LARGE)) == LARGE


def test_codings_are_taken_off_from_the_last() -> None:
    assert inflate(gzip.compress(zlib.compress(b"words")), "deflate, GZip", 100) == b"words"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_part_of_packed_bytes_is_no_whole(coding: str) -> None:
    with pytest.raises(ReadError, match="its packing"):
        inflate(PACKED[coding](bytes(range(256)) * 9)[:-12], coding, LARGE)


def test_padding_behind_gzip_is_let_be() -> None:
    assert inflate(gzip.compress(b"words") + bytes(512), "gzip", 100) == b"words"


@given(st.sampled_from(list(PACKED)), st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_come_out_or_are_refused(coding: str, data: bytes, most: int) -> None:
    with suppress(ReadError):
        assert len(inflate(data, coding, most)) <= most + 1
