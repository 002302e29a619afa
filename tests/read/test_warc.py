"""Archives of the web: pages come out as they were answered, the rest is counted, damage is told."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read import Document, read
from kawat.read.received import Received
from kawat.read.warc import archived, packed
from kawat.records import Failure
from kawat.settings import Settings
from warcs import HTML, record, wacz, zipped
from websites import article

PAGE = article("Fiji warns Iceland over fleet")
OTHER = article(
    "Talks in Nairobi end early", "Fiji and Iceland held talks on the fleet, and both left early."
)
URL = "https://courier.example/a"
LARGEST = 100_000


def silent(line: str) -> None:
    """Hears nothing."""


def pages(data: bytes, told: list[str] | None = None) -> list[Received]:
    hear = silent if told is None else told.append
    return list(archived(BytesIO(data), "a.warc", LARGEST, hear))


def chunked(*chunks: bytes) -> bytes:
    """A body as servers send it piece by piece, with an extension that says nothing."""
    return b"".join(b"%x;x=y\r\n%b\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


def body(data: bytes) -> bytes:
    (page,) = pages(data)
    return page.stream.read()


@pytest.mark.parametrize("pack", [b"".join, lambda records: zipped(*records)])
def test_a_page_comes_with_its_address_and_time(pack) -> None:  # type: ignore[no-untyped-def]
    told: list[str] = []
    data = pack([
        record("urn:info", b"software: x", {"Content-Type": "application/warc-fields"}, sort="warcinfo"),
        record(URL, b"GET / HTTP/1.1\r\n\r\n", {"Content-Type": "application/http"}, sort="request"),
        record(URL, PAGE, {"Content-Type": "text/html; charset=ISO-8859-2"}),
        record(f"<{URL}.txt>", b"words", {"Content-Type": "text/plain"}, sort="resource"),
        record(f"{URL}.png", b"\x89PNG", {"Content-Type": "image/png"}),
        record(f"{URL}x", PAGE, status=404),
        record(f"{URL}y", b"", sort="revisit"),
        record(f"{URL}z", b"", sort="revisit"),
        record("dns:courier.example", b"x", {"Content-Type": "text/dns"}, sort="resource"),
    ])  # fmt: skip
    first, second = pages(data, told)
    assert (first.name, first.shown, first.kind, first.charset) == (
        URL,
        f"a.warc#{URL}",
        "page",
        "iso-8859-2",
    )
    assert (first.known.url, first.known.retrieved) == (URL, "2022-01-21T03:04:05Z")
    assert first.stream.read() == PAGE
    assert (second.name, second.kind, second.stream.read()) == (f"{URL}.txt", "text", b"words")
    assert told == [
        "a.warc: passed over: 2 files of other kinds, 1 answers that are no page (errors, redirects), "
        "2 repeats of a page that is elsewhere (revisit)"
    ]


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)),
        ({"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
        ({"Content-Encoding": "gzip"}, PAGE),
        ({"Transfer-Encoding": "chunked"}, chunked(PAGE[:5], PAGE[5:])),
        ({"Transfer-Encoding": "chunked"}, PAGE),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
         chunked(gzip.compress(PAGE, mtime=0))),
    ],
)  # fmt: skip
def test_a_body_is_unpacked_also_where_the_archive_did_so(headers: dict[str, str], sent: bytes) -> None:
    assert body(record(URL, sent, HTML | headers)) == PAGE


def test_a_bomb_fills_nothing_and_the_next_page_is_read() -> None:
    bomb = record(URL, gzip.compress(bytes(50_000_000), mtime=0), HTML | {"Content-Encoding": "gzip"})
    first, second = pages(bomb + record(f"{URL}2", PAGE))
    assert len(first.stream.read()) == LARGEST + 1
    assert second.stream.read() == PAGE


def test_a_page_that_is_too_long_does_not_stop_the_next() -> None:
    first, second = pages(zipped(record(URL, bytes(3_000_000)), record(f"{URL}2", PAGE)))
    assert len(first.stream.read()) == LARGEST + 1
    assert second.stream.read() == PAGE


@pytest.mark.parametrize("date", ["2022-01-21T03:04:05.678901Z", "2022-01-21T03:04:05"])
def test_the_time_is_kept_to_the_second(date: str) -> None:
    assert pages(record(URL, PAGE, date=date))[0].known.retrieved == "2022-01-21T03:04:05Z"
    assert pages(record(URL, PAGE, date="once"))[0].known.retrieved is None


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (record(URL, PAGE) + b"WARC/junk", r"damaged after 1 records \(Invalid WARC header\): what comes b"),
        (record(URL, PAGE) + record(URL, PAGE)[:-100], r"damaged after 1 records \(.* bytes are announced"),
        (zipped(record(URL, PAGE), record(URL, PAGE))[:-60], "damaged after 1 records"),
        (b"words", "damaged after 0 records"),
        (b"", "it holds no record: leave it out"),
    ],
)  # fmt: skip
def test_damage_is_told_after_what_can_be_read(data: bytes, error: str) -> None:
    read: list[Received] = []
    with pytest.raises(ReadError, match=error):
        read.extend(archived(BytesIO(data), "a.warc", LARGEST, silent))
    assert len(read) == (1 if "after 1" in error else 0)


@given(st.binary(max_size=400))
def test_any_bytes_give_pages_or_are_refused(data: bytes) -> None:
    for start in (b"", b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\n"):
        with suppress(ReadError):
            pages(start + data)


@given(st.booleans(), st.integers(0, 1500), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_archive_gives_pages_or_is_refused(tight: bool, place: int, cut: int, put: bytes) -> None:
    records = (record(URL, gzip.compress(PAGE), HTML | {"Content-Encoding": "gzip"}), record(URL, PAGE))
    data = zipped(*records) if tight else b"".join(records)
    with suppress(ReadError):
        pages(data[:place] + put + data[place + cut :])


def opened(files: dict[str, bytes], told: list[str] | None = None) -> list[str]:
    hear = silent if told is None else told.append
    return [page.name for page in packed(BytesIO(wacz(files)), "a.wacz", LARGEST, hear)]


def test_a_wacz_gives_the_pages_that_it_lists() -> None:
    archive = zipped(record(URL, PAGE), record("https://ads.example/frame", OTHER))
    listed = b'{"format": "json-pages-1.0"}\nno json\n{"url": "%b#top", "title": "x"}\n' % URL.encode()
    files = {"datapackage.json": b"{}", "archive/data.warc.gz": archive, "indexes/index.cdx": b"x"}
    told: list[str] = []
    assert opened(files | {"pages/pages.jsonl": listed}, told) == [URL]
    assert told == ["a.wacz: passed over: 1 parts of pages that its list of pages does not have"]
    everything = [URL, "https://ads.example/frame"]
    assert opened(files) == everything
    assert (
        opened(files | {"pages/pages.jsonl": b'{"url": "https://courier.example/elsewhere"}'}) == everything
    )


def test_a_zip_that_is_no_wacz_is_told() -> None:
    with pytest.raises(ReadError, match="a ZIP archive without a WARC in it: unpack it and read its files"):
        opened({"word/document.xml": b"<x/>"})
    with pytest.raises(ReadError, match="a damaged ZIP archive"):
        list(packed(BytesIO(b"PK\x03\x04 and so on"), "a.wacz", LARGEST, silent))


@given(st.integers(0, 1500), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_wacz_gives_pages_or_is_refused(place: int, cut: int, put: bytes) -> None:
    data = wacz({"archive/data.warc": record(URL, PAGE), "pages/pages.jsonl": b'{"url": "x"}'})
    with suppress(ReadError):
        list(packed(BytesIO(data[:place] + put + data[place + cut :]), "a.wacz", LARGEST, silent))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "unnamed", "odd.bin"])
def test_archives_are_files_like_others(tmp_path: Path, name: str) -> None:
    data = zipped(record(URL, PAGE), record(f"{URL}2", b"<html></html>"), record(f"{URL}3", OTHER))
    if name == "a.warc":
        data = gzip.decompress(data)
    path = tmp_path / name
    path.write_bytes(wacz({"archive/1.warc.gz": data}) if name in ("a.wacz", "odd.bin") else data)
    first, second, third = read([str(path)], Settings(), "2022-02-01")
    assert isinstance(first, Document)
    assert (first.report.source, first.report.url) == (f"{path}#{URL}", URL)
    assert (first.report.retrieved, first.report.given_date) == ("2022-01-21T03:04:05Z", "2022-02-01")
    assert first.original == PAGE
    assert isinstance(second, Failure)
    assert second.error.startswith(f"{path}#{URL}2: no article found in this page")
    assert isinstance(third, Document)


def test_an_archive_in_a_folder_is_read_with_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b.warc.gz").write_bytes(zipped(record(URL, PAGE)))
    (tmp_path / "a.txt").write_text("Isi.", encoding="utf-8")
    names = [made.report.source for made in read([str(tmp_path)], Settings()) if isinstance(made, Document)]
    assert names == [f"{tmp_path}/a.txt", f"{tmp_path}/b.warc.gz#{URL}"]
