"""Bytes to characters: one for one, or a line that names the byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.text import decode
from strategies import texts

NEWS = "“Kami tidak akan mundur,” kata menteri itu pada Jumat – setelah perundingan di Jenewa. " * 5
CZECH = "Prezident řekl, že příští týden přijede do Moskvy, a ministr dodal, že hovory jsou těžké. "
RUSSIAN = "Министр иностранных дел заявил, что переговоры были полезными. "
JAPANESE = "外務大臣は金曜日、ジュネーブでの協議は有益だったと述べた。"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_nothing_is_changed(newline: str) -> None:
    text = f"  Judul{newline}{newline}e\u0301 \u00a0 isi\t{newline} "
    assert decode(text.encode()) == text


@given(texts)
def test_every_text_in_utf8_comes_back(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str, mark: bytes) -> None:
    assert decode(mark + NEWS.encode(encoding)) == NEWS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(encoding: str) -> None:
    assert decode(NEWS.encode(encoding)) == NEWS


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NEWS, "cp1252"),
        ("Presiden tiba di São Paulo pada Jumat.", "cp1252"),
        ("The café is shut.", "latin-1"),
        (
            "Le président a déclaré que la réunion à Genève était très utile. Où êtes-vous allés ? Ça va.",
            "cp1252",
        ),
        (RUSSIAN * 3, "cp1251"),
        (RUSSIAN * 3, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("外交部长周五表示，日内瓦的会谈是有益的。下一次会议将于下周举行。", "gb18030"),
    ],
)
def test_older_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_what_is_declared_goes_before_what_is_guessed_but_not_before_utf8() -> None:
    assert decode(CZECH.encode("iso8859_2"), "iso8859_2") == CZECH
    assert decode(CZECH.encode(), "iso8859_2") == CZECH


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (NEWS[:40].encode() + b"\xff" + NEWS[40:].encode(), r"byte 44 \(0xff\) is not utf-8: save it"),
        (NEWS.encode()[:-50].removesuffix(b"\x80") + "é".encode()[:1], r"byte \d+ \(0xc3\) is not utf-8"),
        (codecs.BOM_UTF8 + b"satu \xff", r"byte 8 \(0xff\) is not utf-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", r"byte 4 \(0x62\) is not utf-16-le"),
        (CZECH[:60].encode("cp1250"), "its encoding is unsure, cp125"),
        (bytes(range(128, 256)), r"byte 0 \(0x80\) is not utf-8"),
        (b"satu\0dua", "byte 4 is NUL, so it is no text"),
        (b"\x01\x02\x03abc", "3 of its 6 bytes are control characters, so it is no text"),
        (b"%PDF-1.7 ...", "it is a PDF document, not text: save its text and read that"),
        (b"\x89PNG\r\n\x1a\n", "it is an image"),
        (b"PK\x03\x04....", "it is a ZIP archive or office document"),
        (b"\x1f\x8b\x08", "it is a gzip file"),
    ],
)  # fmt: skip
def test_what_no_encoding_explains_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        decode(data)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xe2\x80" * 10)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadError:
        return
    assert len(text) <= len(data)
