"""Feeds: what each kind tells of a page is found, and odd ones are told."""

from __future__ import annotations

import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.feed import leads
from kawat.read.lead import LONGEST_ADDRESS, Lead, address, published

BASE = "https://courier.example/feeds/world"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The  Courier</title><link>https://courier.example/</link>
<item><title>Talks &amp; nets</title><link>https://courier.example/a#top</link><guid>tag:a</guid>
 <pubDate>Fri, 21 Jan 2022 23:30:00 +0700</pubDate><dc:creator>Mila Orsk</dc:creator>
 <description>Short.</description><content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded></item>
<item><title>Second</title><link>/b</link><pubDate>2022-01-22T00:10:00+07:00</pubDate>
 <description>Short.</description></item>
<item><title>No page</title><guid isPermaLink="false">x9</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>
<entry><id>tag:a</id><title type="html">Talks &amp;amp; nets</title>
 <link rel="alternate" href="../a"/><updated>2022-01-23T01:00:00Z</updated>
 <published>2022-01-21T23:30:00-05:00</published><author><name>Mila Orsk</name></author>
 <author><name>Tam Reed</name></author>
 <source><title>Harbour Wire</title></source>
 <content type="html">&lt;p&gt;The whole text.&lt;/p&gt;</content></entry>
<entry><id>tag:b</id><title>Second</title><link href="/b"/><updated>2022-01-22T10:00:00Z</updated>
 <content type="text">Plain words.</content></entry></feed>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Courier",
    "home_page_url": "https://courier.example/",
    "items": [
        {"id": "tag:a", "url": "https://courier.example/a", "title": "Talks & nets",
         "date_published": "2022-01-21T23:30:00+07:00", "authors": [{"name": "Mila Orsk"}, {}],
         "content_html": "<p>The whole text.</p>"},
        {"id": 7, "url": "/b", "content_text": "Plain words.", "author": {"name": "Tam Reed"},
         "date_modified": "2022-01-22"},
    ],
})  # fmt: skip


def read(feed: str, base: str | None = BASE) -> tuple[Lead, ...]:
    return leads(feed.encode(), base)


def test_an_rss_feed() -> None:
    first, second, third = read(RSS)
    assert (first.url, first.key) == ("https://courier.example/a", "tag:a")
    assert first.known.given_date == "2022-01-21"
    assert (first.otherwise.title, first.otherwise.publisher) == ("Talks & nets", "The Courier")
    assert first.otherwise.authors == ("Mila Orsk",)
    assert (first.content, first.form) == (b"<p>The whole text.</p>", "page")
    assert (second.url, second.content) == ("https://courier.example/b", None)
    assert second.known.given_date == "2022-01-22"
    assert (third.url, third.key, third.known.given_date) == (None, "x9", None)


def test_an_atom_feed() -> None:
    first, second = read(ATOM)
    assert (first.url, first.known.given_date) == ("https://courier.example/a", "2022-01-21")
    assert (first.otherwise.publisher, first.otherwise.title) == ("Harbour Wire", "Talks & nets")
    assert first.otherwise.authors == ("Mila Orsk", "Tam Reed")
    assert first.state == "2022-01-23T01:00:00Z"
    assert (second.content, second.form, second.known.given_date) == (b"Plain words.", "text", "2022-01-22")


def test_a_json_feed() -> None:
    first, second = read(JSON)
    assert (first.url, first.key, first.known.given_date) == (
        "https://courier.example/a",
        "tag:a",
        "2022-01-21",
    )
    assert (first.otherwise.publisher, first.otherwise.authors) == ("The Courier", ("Mila Orsk",))
    assert (first.content, first.form) == (b"<p>The whole text.</p>", "page")
    assert (second.url, second.key, second.state) == ("https://courier.example/b", "7", "2022-01-22")
    assert (second.content, second.form, second.otherwise.authors) == (b"Plain words.", "text", ("Tam Reed",))


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON])
def test_a_feed_without_an_address_knows_its_site(feed: str) -> None:
    urls = [lead.url for lead in read(feed, None)]
    assert urls[0] in ("https://courier.example/a", None)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON])
def test_a_mark_at_the_start_does_no_harm(feed: str) -> None:
    assert leads(b"\xef\xbb\xbf" + feed.encode(), BASE) == read(feed)


def test_a_feed_with_a_wrong_byte_still_gives_its_entries() -> None:
    first, *_ = leads(RSS.replace("Short", "Sh\xf6rt").encode("cp1252"), BASE)
    assert first.key == "tag:a"


@pytest.mark.parametrize(
    "feed", ["", "words", "<rss/>", "<rss><channel/></rss>", '{"items": []}', '{"items": 3}', "{"]
)
def test_what_is_no_feed_is_told(feed: str) -> None:
    with pytest.raises(ReadError, match="check the address or file"):
        read(feed)


def test_entities_are_not_expanded_without_end() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><title>&e11;</title></item>"
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "words">{levels}]><rss><channel>{item}</channel></rss>'
    with suppress(ReadError):
        assert sum(len(lead.otherwise.title or "") for lead in read(bomb)) < 10_000


def test_an_outer_entity_is_not_read() -> None:
    feed = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<rss', 1)
    told = [lead.otherwise.title for lead in read(feed.replace("Second", "Second &x;"))]
    assert told[1] is None or told[1].startswith("Second")
    with open("/etc/hostname", encoding="utf-8") as file:
        name = file.read().strip()
    assert not any(name and name in str(one) for one in told)


@pytest.mark.parametrize("half", ["&#xD83D;", "&#55357;", "&amp;#xD83D;", "\\ud83d"])
@pytest.mark.parametrize("place", ["tag:a", "nets", "/b", "Mila", "whole", "2022"])
@pytest.mark.parametrize("feed", [RSS, ATOM, JSON])
def test_half_a_character_is_refused_or_can_be_written_out(feed: str, place: str, half: str) -> None:
    with suppress(ReadError):
        for lead in read(feed.replace(place, half)):
            assert msgspec.json.encode(lead)


@given(st.binary(max_size=300))
def test_any_bytes_give_leads_or_are_refused(data: bytes) -> None:
    with suppress(ReadError):
        assert leads(data, BASE)


@given(st.sampled_from([RSS, ATOM, JSON]), st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_feed_gives_leads_or_is_refused(feed: str, place: int, cut: int, put: bytes) -> None:
    data = feed.encode()
    with suppress(ReadError):
        for lead in leads(data[:place] + put + data[place + cut :], BASE):
            assert lead.url is None or lead.url.startswith("http")
            assert msgspec.json.encode(lead)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Fri, 21 Jan 2022 23:30:00 +0700", "2022-01-21"),
        ("Fri, 21 Jan 2022 23:30:00 GMT", "2022-01-21"),
        ("2022-01-21T23:30:00-11:00", "2022-01-21"),
        ("2022-01-21", "2022-01-21"),
        ("Fri, 99 Jan 2022 10:00:00 GMT", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_days_as_feeds_write_them(told: str | None, day: str | None) -> None:
    assert published(told) == day


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("a", "https://courier.example/feeds/a"),
        (" //other.example/a#x ", "https://other.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:a@b", None),
        ("", None),
        (None, None),
        ("http://[", None),
        ("file:///etc/passwd", None),
    ],
)
def test_addresses_as_feeds_write_them(link: str | None, whole: str | None) -> None:
    assert address(link, BASE) == whole


def test_an_address_that_no_server_takes_is_none() -> None:
    longest = "https://a.example/" + "x" * (LONGEST_ADDRESS - len("https://a.example/"))
    assert address(longest) == longest
    assert address(longest + "x") is None
