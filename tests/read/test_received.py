"""What bytes are, by how they begin or by what they are called."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.read.received import PEEK, buffered, by_media, ending, media_type, sniffed
from warcs import record, wacz, zipped

PAGE = record("https://courier.example/a", b"<html></html>")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><p>", "page"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- rss --><html>", "page"),
        (b"<HTML>", "page"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "feed"),
        (b"<!DOCTYPE rss PUBLIC 'x' 'y'>\n<rss>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<feed xmlns='x'>", "feed"),
        (b"<atom:feed xmlns:atom='x'>", "feed"),
        (b'{"title": "x",\n "version": "https://jsonfeed.org/version/1.1"}', "feed"),
        (b'{"version" : "https:\\/\\/jsonfeed.org\\/version\\/1"}', "feed"),
        (b'{"text": "see https://jsonfeed.org/version/1"}', "lines"),
        (b" {", "lines"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='x'?><urlset>", "sitemap"),
        (b"<sitemapindex>", "sitemap"),
        (PAGE, "warc"),
        (zipped(PAGE), "warc"),
        (gzip.compress(b"<urlset>", mtime=0), "gzip"),
        (b"\x1f\x8b broken", "gzip"),
        (wacz({"archive/1.warc": PAGE}), "wacz"),
        (wacz({"datapackage.json": b"{}"}), "wacz"),
        (wacz({"word/document.xml": b"<x/>"}), None),
        (b"words <html>", None),
        (b"<note>", None),
        (b"<rsst>", None),
        (b"", None),
    ],
)
def test_how_bytes_begin_tells_what_they_are(data: bytes, kind: str | None) -> None:
    stream = buffered(data)
    assert sniffed(stream) == kind
    assert stream.read() == data


@given(st.binary(max_size=200))
def test_any_bytes_can_be_looked_at_and_none_is_taken(data: bytes) -> None:
    stream = buffered(data)
    sniffed(stream)
    assert stream.read() == data


@pytest.mark.parametrize(
    "unit", [b"<??>", b"<!-- -->", b"<!DOCTYPE x>", b"<? ", b"<!--", b"\n", b'{"version":']
)
def test_no_beginning_is_read_in_all_ways_there_are(unit: bytes) -> None:
    """A pattern that tries every way to part such a head would not come to an end in years."""
    began = time.monotonic()
    sniffed(buffered((unit * PEEK)[: PEEK - 1] + b"!"))
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.TXT", "text"), ("a.warc.gz", "warc"), ("b/a.b.htm", "page"), ("a.gz", None), ("feed.xml", None)],
)
def test_the_ending_of_a_name(name: str, kind: str | None) -> None:
    assert ending(name) == kind


@pytest.mark.parametrize(
    ("declared", "media", "charset", "kind"),
    [
        ('Text/HTML; Charset="ISO-8859-2"', "text/html", "iso-8859-2", "page"),
        ("application/atom+xml", "application/atom+xml", None, "feed"),
        ("application/pdf", "application/pdf", None, None),
        ("", None, None, None),
        (";;;=", "text/plain", None, "text"),
    ],
)
def test_what_a_server_declares(
    declared: str, media: str | None, charset: str | None, kind: str | None
) -> None:
    assert media_type(declared) == (media, charset)
    assert by_media(media) == kind
