"""Documents: a report and its text, named by what they hold."""

from __future__ import annotations

import hashlib

import pytest

from kawat.errors import ReadError
from kawat.read.document import Document, Known, day, document, refusal, report_id
from kawat.records import Made, Span, decode, encode


def made(text: str = "Isi berita.", **options: str) -> Document:
    original = options.get("original", text).encode()
    source, name = options.get("source", "a/b.txt"), options.get("name", "b.txt")
    return document(text, original, source=source, name=name, known=Known(title="Judul"), largest=100)


def test_the_report_is_the_whole_text() -> None:
    report = made().report
    assert report.at == (Span(0, 11),)
    assert report.made == Made("read", "1")
    assert report.title == "Judul"
    assert report.sha256 == hashlib.sha256(b"Isi berita.").hexdigest()
    assert report.id == report.report == report_id("b.txt", report.sha256)
    assert decode(encode(report)) == report


def test_the_same_file_by_another_path_is_the_same_report() -> None:
    assert made(source="../b.txt").report.id == made().report.id
    assert made(name="c.txt").report.id != made().report.id
    assert made("Isi lain.").report.id != made().report.id


def test_a_report_id_is_short_and_does_not_change() -> None:
    assert report_id("b.txt", "0" * 64) == "febe9db0d600bf21"
    assert report_id("a", "bc") != report_id("ab", "c")


def test_the_bytes_are_kept_when_they_are_not_the_text() -> None:
    assert made().original is None
    assert made("isi", original="<p>isi</p>").original == b"<p>isi</p>"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it holds no text: leave it out"),
        (" \n\u00a0", "it holds no text"),
        ("a" * 101, "it is longer than 100 characters: split it or raise the setting 'largest_text'"),
        ("ab\0c", "character 2 is NUL, so it is no text: save the text alone"),
    ],
)
def test_what_is_no_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        made(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-21", "2022-01-21"),
        (" 2022-01-21 ", "2022-01-21"),
        ("2022-01-21T23:30:00+07:00", "2022-01-21"),
        ("2022-01-21 10:00", "2022-01-21"),
        ("20220121T201500Z", "2022-01-21"),
    ],
)
def test_day(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize("text", ["", "21-01-2022", "January 21, 2022", "2022-13-01", "2022"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match=f"'{text}' is no ISO day: write it as 2022-01-21"):
        day(text)


def test_a_refusal_names_the_source() -> None:
    failure = refusal("a.txt", "it holds no text")
    assert (failure.report, failure.stage, failure.error) == ("a.txt", "read", "a.txt: it holds no text")
    assert decode(encode(failure)) == failure
