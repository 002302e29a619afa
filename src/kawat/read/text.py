"""Bytes -> characters, one for one: a byte that its encoding does not explain is named, never replaced."""

from __future__ import annotations

import codecs

from kawat.errors import ReadError

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
)
# UTF-32 first: its mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# what files without a mark came in before UTF-8 was everywhere
_LEGACY = ("cp1252", "cp1250", "cp1251", "koi8_u", "cp1253", "cp1254", "cp1256", "cp932", "euc_jp",
           "gb18030", "big5", "cp949")  # fmt: skip
# from which share of odd characters on a guess is not taken
_MOST_CHAOS = 0.045
# among equal guesses the commonest is taken where it can spoil but few letters
_FEW = 0.05
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of the bytes, without a byte order mark; nothing else is changed.

    Raises ReadError, which names the first wrong byte, when no encoding explains all of them.
    """
    refuse_binary(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return strict(data, encoding, skip=len(mark))
    wide = _wide(data)
    if wide:
        return strict(data, wide)
    _refuse_controls(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return strict(data, declared or _legacy(data) or "utf-8")


def strict(data: bytes, encoding: str, skip: int = 0) -> str:
    """The characters of the bytes after the first `skip` in one encoding, or a ReadError with the place."""
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start + skip
        raise ReadError(f"byte {place} ({data[place]:#04x}) is not {encoding}: save it as UTF-8") from error


def refuse_binary(data: bytes) -> None:
    """Raise ReadError when the bytes begin as those of a known kind of file that is no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"it is {what}, not text: save its text and read that")


def _refuse_controls(data: bytes) -> None:
    if b"\0" in data:
        raise ReadError(f"byte {data.index(0)} is NUL, so it is no text: save the text alone")
    controls = len(data) - len(data.translate(None, bytes(_CONTROLS)))
    if controls > len(data) / 10:
        raise ReadError(f"{controls} of its {len(data)} bytes are control characters, so it is no text")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero, the ones between are not."""
    even, odd, half = data[::2].count(0), data[1::2].count(0), len(data) / 2
    if len(data) % 2 == 0 and odd > half / 2 and even < half / 10:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > half / 2 and odd < half / 10:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str | None:
    """The older encoding that explains bytes which are not UTF-8; None for UTF-8 with wrong bytes in it."""
    if _broken_utf8(data):
        return None
    # slow to import, and seldom needed
    from charset_normalizer import from_bytes

    guesses = [guess for guess in from_bytes(data, cp_isolation=list(_LEGACY)) if guess.chaos <= _MOST_CHAOS]
    if not guesses:
        return None
    best = min((guess.chaos, -guess.coherence) for guess in guesses)
    equal = [guess.encoding for guess in guesses if (guess.chaos, -guess.coherence) == best]
    if len(equal) == 1:
        return equal[0]
    if "cp1252" in equal and sum(byte > 127 for byte in data) < len(data) * _FEW:
        return "cp1252"
    raise ReadError(f"its encoding is unsure, {' or '.join(equal)}: save it as UTF-8")


def _broken_utf8(data: bytes) -> bool:
    characters = data.decode("utf-8", "replace")
    wrong = characters.count("\ufffd")
    return sum(character > "\x7f" for character in characters) > 2 * wrong
