"""Addresses as sources: pages, feeds, sitemaps and archives, as a server on this machine has them."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kawat.read import Document, Reader, Source, read
from kawat.read.received import Received, buffered
from kawat.records import Failure, Report
from kawat.settings import Settings
from warcs import record, zipped
from websites import PARAGRAPHS, Answer, Site, article, visiting

TITLE = "Fiji warns Iceland over fleet"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title>{}</channel></rss>"""


def item(link: str, title: str = "In the feed", content: str = "") -> str:
    body = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return (
        f"<item><title>{title}</title><link>{link}</link><dc:creator>Mila Orsk</dc:creator>"
        f"<pubDate>Fri, 21 Jan 2022 23:30:00 +0700</pubDate>{body}</item>"
    )


def rss(*items: str) -> Answer:
    return Answer(RSS.format("".join(items)).encode(), "application/rss+xml")


def all_of(path: str, settings: Settings | None = None, given_date: str | None = None) -> list[Any]:
    """Documents, the lines of failures, and what was told on the way, marked by '~'."""
    told: list[Any] = []
    for made in read([path], settings or visiting(), given_date, tell=lambda line: told.append(f"~{line}")):
        told.append(made.error if isinstance(made, Failure) else made)
    return told


def one(path: str, settings: Settings | None = None, given_date: str | None = None) -> Report:
    (made,) = all_of(path, settings, given_date)
    assert isinstance(made, Document), made
    return made.report


def test_a_page(site: Site) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.pages["/b"] = Answer(article(TITLE))
    (made,) = all_of(site.url("/a"), given_date="2022-01-21")
    assert made.text == "\n\n".join((TITLE, *PARAGRAPHS))
    assert made.original == article(TITLE)
    report = made.report
    assert report.source == report.url == site.url("/b")
    assert report.retrieved.endswith("Z")
    assert (report.title, report.given_date) == (TITLE, "2022-01-21")


def test_what_stands_round_the_article_makes_no_new_report(site: Site) -> None:
    visits = iter(range(9))
    site.pages["/a"] = lambda headers: Answer(article(TITLE, head=f"<meta name={next(visits)}>"))
    site.pages["/b"] = Answer(article(TITLE, *PARAGRAPHS, "It was corrected later, said Brandel."))
    first, second = one(site.url("/a")), one(site.url("/a"))
    assert first.sha256 != second.sha256
    assert first.id == second.id
    assert one(site.url("/b")).id != first.id


@pytest.mark.parametrize(
    ("media", "head", "encoding"),
    [
        ("text/html; charset=windows-1251", "", "cp1251"),
        ("text/html; charset=windows-1251", '<meta charset="koi8-r">', "cp1251"),
        ("text/html", '<meta charset="windows-1251">', "cp1251"),
        ("text/html; charset=iso-8859-1", '<meta charset="utf-8">', "utf-8"),
        ("text/html; charset=nonsense", '<meta charset="windows-1251">', "cp1251"),
        ("text/plain; charset=koi8-r", None, "koi8-r"),
        ("text/plain", None, "utf-8"),
    ],
)
def test_the_server_knows_the_encoding_before_the_page(
    site: Site, media: str, head: str | None, encoding: str
) -> None:
    words = "Корабли уйдут в марте, сказал министр иностранных дел Сильвании Отто Брандель в Найроби."
    page = words.encode(encoding) if head is None else article(TITLE, words, words + words, head=head)
    site.pages["/a"] = Answer(page if head is None else page.decode().encode(encoding), media)
    (made,) = all_of(site.url("/a"))
    assert words in made.text


def test_links_that_track_their_readers_lead_to_one_report(site: Site) -> None:
    for path in ("/a?id=3", "/a?id=3&utm_source=rss", "/a?utm_medium=x&id=3", "/a?id=4"):
        site.pages[path] = Answer(article(TITLE))
    ids = {path: one(site.url(path)).id for path in site.pages}
    assert len(set(ids.values())) == 2
    assert ids["/a?id=3"] != ids["/a?id=4"]


def test_a_front_page_without_an_article_names_its_feed(site: Site) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" href="/en">'
    site.pages["/"] = Answer(f"<html><head>{head}</head><body><a href='/a'>Home</a></body></html>".encode())
    site.pages["/bare"] = Answer(b"<html><body><a href='/a'>Home</a></body></html>")
    advice = "no article found in this page: save the article's text and read that"
    assert all_of(site.url("/")) == [f"{site.url('/')}: {advice}; or read its feed, {site.url('/feed')}"]
    assert all_of(site.url("/bare")) == [f"{site.url('/bare')}: {advice}"]


@pytest.mark.parametrize("media", ["text/html", "text/plain", "application/octet-stream", "image/png", None])
def test_how_it_begins_tells_more_than_what_the_server_calls_it(site: Site, media: str | None) -> None:
    site.pages["/a"] = Answer(article(TITLE), media)
    site.pages["/f"] = Answer(RSS.format(item("/a")).encode(), media)
    site.pages["/w"] = Answer(zipped(record(site.url("/a"), article(TITLE))), media)
    ids = {one(site.url(path)).id for path in ("/a", "/f", "/w")}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(b"%PDF-1.7", "application/pdf"), "it is application/pdf, which is not read: save its text"),
        (Answer(b"%PDF-1.7", "text/html"), "it is a PDF document, not text"),
        (Answer(b"", "text/html"), "no article found in this page"),
        (Answer(b"<html><body>Home</body></html>"), "no article found in this page"),
        (Answer(b"", "text/plain"), "it holds no text"),
        (Answer(b"<rss/>", "text/xml"), "it is no feed that can be read, or has no entry"),
        (Answer(b"<note/>", "text/xml"), "it is text/xml, which is not read"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_told(site: Site, answer: Answer, error: str) -> None:
    site.pages["/a"] = answer
    site.pages["/b"] = Answer(article(TITLE))
    made = list(read([site.url("/a"), site.url("/b")], visiting()))
    assert isinstance(made[0], Failure)
    assert made[0].error.startswith(f"{site.url('/a')}: {error}")
    assert isinstance(made[1], Document)


def test_the_pages_of_a_feed(site: Site) -> None:
    named = '<meta property="og:site_name" content="Courier Online">'
    site.pages["/a"] = Answer(article(TITLE, head=named))
    site.pages["/b"] = Answer(b"".join((article("Talks end early"),)))
    site.pages["/feed"] = rss(item("/a"), item("/b#x"), item("/b"), item("/gone"), item("/c.pdf"))
    site.pages["/c.pdf"] = Answer(b"%PDF-1.7", "application/pdf")
    first, second, gone, pdf = all_of(site.url("/feed"), given_date="2022-02-01")
    assert (first.report.title, first.report.publisher) == (TITLE, "Courier Online")
    assert (second.report.title, second.report.publisher) == ("Talks end early", "The Courier")
    assert {made.report.given_date for made in (first, second)} == {"2022-01-21"}
    assert second.report.authors == ("Mila Orsk",)
    assert gone == f"{site.url('/gone')}: the server answers 404 Not Found: check the address"
    assert pdf.startswith(f"{site.url('/c.pdf')}: it is application/pdf, which is not read")
    assert first.report.id == one(site.url("/a")).id


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_of_all_kinds_fall_back_on_their_own_text(site: Site, kind: str) -> None:
    content = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    link, moment = site.url("/gone"), "2022-01-21T23:30:00+07:00"
    site.pages["/feed"] = {
        "rss": rss(item("/gone", TITLE, content)),
        "atom": Answer(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><id>{link}</id>'
            f'<title>{TITLE}</title><link href="/gone"/><published>{moment}</published>'
            f'<author><name>Mila Orsk</name></author><content type="html"><![CDATA[{content}]]></content>'
            "</entry></feed>".encode(),
            "application/atom+xml",
        ),
        "json": Answer(
            json.dumps({
                "version": "https://jsonfeed.org/version/1", "title": "The Courier",
                "items": [{"id": link, "url": "/gone", "title": TITLE, "content_html": content,
                           "date_published": moment, "author": {"name": "Mila Orsk"}}],
            }).encode(),
            "application/json",
        ),
    }[kind]  # fmt: skip
    told, made = all_of(site.url("/feed"))
    assert told == (
        f"~{link}: the server answers 404 Not Found: check the address: the feed's own text is read"
    )
    report = made.report
    assert made.text == "\n\n".join(PARAGRAPHS)
    assert made.original == content.encode()
    assert (report.source, report.url) == (f"{site.url('/feed')}#{link}", link)
    assert (report.title, report.publisher, report.authors) == (TITLE, "The Courier", ("Mila Orsk",))
    assert report.given_date == "2022-01-21"
    assert report.retrieved is not None


def test_a_feed_in_a_file_is_read_offline_if_so_wished(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Answer(article(TITLE))
    content = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    path = tmp_path / "feed.xml"
    path.write_text(
        RSS.format(item(site.url("/a"), content=content) + item(site.url("/b"))), encoding="utf-8"
    )
    own, left_out = all_of(str(path), visiting(offline=True))
    assert own.report.url == site.url("/a")
    assert own.report.retrieved is None
    assert left_out.startswith(f"{site.url('/b')}: nothing is fetched while 'offline' is set")
    assert site.asked == []
    fetched, _ = all_of(str(path))
    assert fetched.report.title == TITLE


def test_a_sitemap_leads_through_further_ones(site: Site, tmp_path: Path) -> None:
    def listing(name: str, kind: str, *paths: str) -> bytes:
        inner = "".join(f"<{kind}><loc>{site.url(path)}</loc></{kind}>" for path in paths)
        return f"<{name}>{inner}</{name}>".encode()

    index = listing("sitemapindex", "sitemap", "/1.xml", "/2.xml.gz", "/3.xml", "/circle.xml")
    site.pages |= {
        "/1.xml": Answer(listing("urlset", "url", "/a", "/b"), "text/xml"),
        "/2.xml.gz": Answer(gzip.compress(listing("urlset", "url", "/c")), "application/gzip"),
        "/circle.xml": Answer(listing("sitemapindex", "sitemap", "/circle.xml"), "text/xml"),
    } | {f"/{name}": Answer(article(f"{TITLE} {name}")) for name in "abc"}
    (tmp_path / "sitemap.xml").write_bytes(index)
    *pages, gone, circle = all_of(str(tmp_path / "sitemap.xml"))
    assert [made.report.title[-1] for made in pages] == ["a", "b", "c"]
    assert gone.startswith(f"{site.url('/3.xml')}: the server answers 404")
    assert circle.startswith(f"{site.url('/circle.xml')}: sitemaps list sitemaps more than 3 deep")


def test_no_more_pages_are_fetched_than_wished(site: Site) -> None:
    site.pages |= {f"/{name}": Answer(article(f"{TITLE} {name}")) for name in "abc"}
    site.pages["/feed"] = rss(*map(item, ("/a", "/b", "/c")))
    *pages, told = all_of(site.url("/feed"), visiting(most_pages=2))
    assert [made.report.title[-1] for made in pages] == ["a", "b"]
    assert told == f"~{site.url('/feed')}: only its first 2 pages are read: raise 'most_pages' for more"
    assert len(all_of(site.url("/feed"), visiting(most_pages=3))) == 3


def test_lines_and_packed_files_from_an_address(site: Site) -> None:
    lines = b'{"text": "satu", "id": 7}\n{"text": "dua", "url": "https://courier.example/2"}\n'
    site.pages["/news.jsonl"] = Answer(lines, "application/x-ndjson")
    site.pages["/page.html.gz"] = Answer(gzip.compress(article(TITLE)), "application/gzip")
    first, second = all_of(site.url("/news.jsonl"))
    assert (first.report.source, first.report.url) == (f"{site.url('/news.jsonl')}#7", None)
    assert second.report.url == "https://courier.example/2"
    assert one(site.url("/page.html.gz")).title == TITLE


def test_what_is_packed_again_and_again_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"Isi.")))
    assert all_of(str(path)) == [f"{path}: it is packed more than once: unpack it and read what is in it"]
    path.write_bytes(gzip.compress(b"Isi."))
    assert one(str(path)).source == str(path)


def test_entries_that_name_no_page_are_read_from_the_feed_or_told(site: Site) -> None:
    content = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    bare = [item("", title, text).replace("<link></link>", "") for title, text in (("A", content), ("B", ""))]
    site.pages["/feed"] = rss(*bare)
    told, own, nothing = all_of(site.url("/feed"))
    assert told.startswith(f"~{site.url('/feed')}#A: this entry names no page")
    assert (own.report.source, own.report.url) == (f"{site.url('/feed')}#A", None)
    assert nothing == f"{site.url('/feed')}#B: this entry names no page: nothing of it can be read"


def test_a_page_is_the_same_report_from_an_archive(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Answer(article(TITLE))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(zipped(record(site.url("/a"), article(TITLE, head="<meta name=x>"))))
    assert one(str(path)).id == one(site.url("/a")).id


def test_private_addresses_are_refused_as_they_come(site: Site) -> None:
    (error,) = all_of(site.url("/a"), Settings())
    assert error == (
        f"{site.url('/a')}: '127.0.0.1' is 127.0.0.1, an address of a private network: to read from your "
        "own, set 'allow_private' to true"
    )
    assert site.asked == []


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("kawat.read.web", "feedparser", "fastwarc.warc", "httpcore2"):
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "feed.rss").write_text(RSS.format(item("/a")), encoding="utf-8")
    (tmp_path / "a.warc").write_bytes(record("https://courier.example/a"))
    (tmp_path / "b.txt").write_text("Isi.", encoding="utf-8")
    (address,) = all_of("https://courier.example/a")
    archive, text, feed = all_of(str(tmp_path))
    for error, what in (
        (address, "an address of"),
        (archive, "an archive of"),
        (feed, "an RSS or Atom feed"),
    ):
        assert what in error
        assert error.endswith("which is not installed: pip install 'kawat[web]'")
    assert isinstance(text, Document)


def test_a_source_of_ones_own_is_read_like_ours() -> None:
    class Shelf:
        shown = "shelf 3"

        def open(self) -> Any:
            from contextlib import nullcontext

            return nullcontext(Received(stream=buffered(b"Isi."), shown=self.shown, name="isi"))

    source: Source = Shelf()
    with Reader(Settings()) as reader:
        (made,) = reader.documents(source)
    assert isinstance(made, Document)
    assert (made.text, made.report.source) == ("Isi.", "shelf 3")
