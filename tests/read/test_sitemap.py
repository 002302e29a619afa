"""Sitemaps: the pages that they list, with what the news extension says."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.sitemap import leads

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><!-- pages -->
<url><loc> https://courier.example/a </loc><lastmod>2022-01-23</lastmod>
 <image:image><image:loc>https://courier.example/a.jpg</image:loc><image:title>Nets</image:title></image:image>
 <news:news><news:publication><news:name>The Courier</news:name><news:language>en</news:language>
 </news:publication><news:publication_date>2022-01-21T23:30:00+07:00</news:publication_date>
 <news:title>Talks &amp; nets</news:title></news:news></url>
<url><loc>/b</loc></url><url><loc>mailto:x</loc></url><url/></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/1.xml.gz</loc></sitemap></sitemapindex>"""
BASE = "https://courier.example/sitemap.xml"


def test_a_sitemap_with_news() -> None:
    first, second = leads(SITEMAP.encode(), BASE)
    assert (first.url, first.known.given_date, first.state, first.many) == (
        "https://courier.example/a", "2022-01-21", "2022-01-23", False,
    )  # fmt: skip
    assert (first.otherwise.title, first.otherwise.publisher) == ("Talks & nets", "The Courier")
    assert (second.url, second.known.given_date) == ("https://courier.example/b", None)


def test_an_index_leads_to_sitemaps() -> None:
    (lead,) = leads(INDEX.encode(), BASE)
    assert (lead.url, lead.many) == ("https://courier.example/1.xml.gz", True)


def test_a_sitemap_without_a_namespace_or_an_end() -> None:
    cut = "<urlset><url><loc>https://courier.example/a</loc></url><url><loc>https://cour"
    assert leads(cut.encode(), BASE)[0].url == "https://courier.example/a"


def test_entities_are_neither_expanded_nor_fetched() -> None:
    head = (
        '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    told = f"{head}<urlset><url><loc>https://courier.example/a</loc><lastmod>&b;&x;</lastmod></url></urlset>"
    (lead,) = leads(told.encode(), BASE)
    assert "aaaa" not in lead.state
    assert "root" not in lead.state


@pytest.mark.parametrize(
    "data", ["", "words", "<urlset/>", "<urlset><url><loc>x:y</loc></url></urlset>", "<a"]
)
def test_what_lists_nothing_is_told(data: str) -> None:
    with pytest.raises(ReadError, match="check the address or file"):
        leads(data.encode(), None)


@given(st.binary(max_size=300))
def test_any_bytes_give_leads_or_are_refused(data: bytes) -> None:
    with suppress(ReadError):
        assert leads(data, BASE)


@given(st.integers(0, 1000), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_sitemap_gives_leads_or_is_refused(place: int, cut: int, put: bytes) -> None:
    data = SITEMAP.encode()
    with suppress(ReadError):
        for lead in leads(data[:place] + put + data[place + cut :], BASE):
            assert lead.url is not None
            assert lead.url.startswith("http")
