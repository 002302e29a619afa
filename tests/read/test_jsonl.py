"""JSON Lines: one report a line, read line by line, a bad line named and left."""

from __future__ import annotations

import codecs
import hashlib
import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.read.document import Document, Known, report_id
from kawat.read.jsonl import read_lines
from kawat.records import Failure, Span

ARTICLE = "<html><head><title>Kabar dari Jenewa hari ini</title></head><body><article>" + "".join(
    f"<p>Menteri itu berkata bahwa perundingan putaran {number} berjalan baik dan akan dilanjutkan.</p>"
    for number in ("pertama", "kedua", "ketiga")
)


def lines(*entries: Any) -> bytes:
    return b"".join(json.dumps(entry, ensure_ascii=False).encode() + b"\n" for entry in entries)


def read(data: bytes, *, largest: int = 10_000, given_date: str | None = None) -> list[Document | Failure]:
    known = Known(given_date=given_date)
    return list(
        read_lines(BytesIO(data), "folder/news.jsonl", name="news.jsonl", largest=largest, known=known)
    )


def only(data: bytes, **options: Any) -> Document:
    (made,) = read(data, **options)
    assert isinstance(made, Document)
    return made


def test_a_line_with_all_fields() -> None:
    made = only(
        lines({"id": "a7", "text": "Isi.\r\n", "url": "https://x.example/a", "title": "Judul",
               "language": "id", "date": "2022-01-21T20:15:00Z", "publisher": "X", "seen": "left out"})
    )  # fmt: skip
    sha256 = hashlib.sha256(b"Isi.\r\n").hexdigest()
    report = made.report
    assert made.text == "Isi.\r\n"
    assert made.original is None
    assert report.at == (Span(0, 6),)
    assert (report.source, report.sha256) == ("folder/news.jsonl#a7", sha256)
    assert (report.url, report.title, report.publisher) == ("https://x.example/a", "Judul", "X")
    assert (report.language, report.given_date, report.page_date) == ("id", "2022-01-21", None)
    assert report.id == report.report == report_id("https://x.example/a", sha256)


def test_a_line_with_text_only_goes_by_its_number() -> None:
    first, second = read(b"\n" + lines({"text": "satu"}, {"text": "dua", "id": 0}))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.report.source == "folder/news.jsonl#2"
    assert second.report.source == "folder/news.jsonl#0"
    assert first.report.id == report_id("news.jsonl#2", first.report.sha256)
    assert first.report.url is None


def test_the_lines_own_date_goes_before_the_callers() -> None:
    own, other = read(lines({"text": "a", "date": "2022-01-20"}, {"text": "b"}), given_date="2022-02-01")
    assert isinstance(own, Document)
    assert isinstance(other, Document)
    assert own.report.given_date == "2022-01-20"
    assert other.report.given_date == "2022-02-01"


def test_a_page_in_a_line_is_read_and_the_line_has_the_last_word() -> None:
    made = only(lines({"html": ARTICLE, "publisher": "Y"}))
    assert made.text.startswith("Kabar dari Jenewa hari ini\n\nMenteri itu")
    assert made.original == ARTICLE.encode()
    assert made.report.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert (made.report.title, made.report.publisher) == ("Kabar dari Jenewa hari ini", "Y")


def test_text_goes_before_html() -> None:
    assert only(lines({"text": "isi", "html": ARTICLE})).text == "isi"


def test_a_mark_at_the_start_and_no_line_end_at_the_end() -> None:
    assert only(codecs.BOM_UTF8 + b'{"text": "isi"}').text == "isi"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "Input data was truncated: each line is one JSON object with 'text' or 'html'"),
        (b"plain words", "JSON is malformed"),
        (b'["text"]', "Expected `object`, got `array`"),
        (b'{"text": 3}', r"Expected `str | null`, got `int` - at `\$.text`"),
        (b'{"text": "a\xff"}', r"byte 11 \(0xff\) is not utf-8"),
        (b'{"text": "\\ud800"}', "each line is one JSON object"),
        (b'{"deep": ' + b"[" * 100_000, "each line is one JSON object"),
        (b'{"title": "a"}', "it has neither 'text' nor 'html': give it one of them"),
        (b'{"text": "", "html": ""}', "it has neither 'text' nor 'html'"),
        (b'{"text": " \\n "}', "it holds no text: leave it out"),
        (b'{"text": "a\\u0000b"}', "character 1 is NUL"),
        (b'{"text": "a", "date": "yesterday"}', "'yesterday' is no ISO day: write it as 2022-01-21"),
        (b'{"html": "<p></p>"}', "no article found in this page"),
        (lines({"text": "a" * 10_001}).strip(), "it is longer than 10,000 characters: split it or raise"),
        (lines({"text": "a" * 4_000_000}).strip(), "it is longer than 10,000 characters"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, message: str) -> None:
    before, failure, after = read(b'{"text": "satu"}\n' + line + b'\n{"text": "tiga"}')
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert after.report.source == "folder/news.jsonl#3"
    assert isinstance(failure, Failure)
    assert (failure.report, failure.stage) == ("folder/news.jsonl#2", "read")
    assert failure.error.startswith("folder/news.jsonl#2: line 2: ")
    assert message.replace("\\", "") in failure.error.replace("\\", "")


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_a_stream_without_lines_is_named(data: bytes) -> None:
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.error == "folder/news.jsonl: it holds no line: leave it out"


def test_lines_are_read_one_by_one() -> None:
    stream = BytesIO(lines({"text": "satu"}, {"text": "dua"}))
    documents = read_lines(stream, "news.jsonl", name="news.jsonl", largest=100, known=Known())
    next(documents)
    assert stream.tell() == len(lines({"text": "satu"}))


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_any_bytes_are_read_or_refused(parts: list[bytes]) -> None:
    for made in read(b'\n{"text":'.join(parts)):
        assert isinstance(made, Document | Failure)
