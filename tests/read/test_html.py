"""Pages: the article with its title, and what the page declares about it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.document import Known
from kawat.read.html import article, page

TITLE = "Menlu Rusia dan AS bertemu di Jenewa"
PARAGRAPHS = (
    "JENEWA – Menteri luar negeri kedua negara bertemu selama sembilan puluh menit pada Jumat untuk membahas "
    "keamanan Eropa, dan keduanya berjanji akan berbicara lagi bulan depan.",
    "“Kami menunggu jawaban tertulis,” kata seorang pejabat senior sesudah pertemuan itu, yang berlangsung "
    "di sebuah hotel di tepi danau. Pertemuan serupa pernah diadakan pada 3 Februari 2014 di kota yang sama.",
    "Tidak ada terobosan, tetapi para diplomat mengatakan bahwa jalan diplomasi masih terbuka bagi semua.",
)
META = (
    '<meta property="og:site_name" content="Kabar Contoh">'
    '<meta name="author" content="Ani Wijaya; Budi Santoso">'
    '<meta property="article:published_time" content="2022-01-21T19:30:00+07:00">'
    '<link rel="canonical" href="https://kabar.example/dunia/jenewa">'
)


def markup(
    *, meta: str = META, heading: str = TITLE, title: str = f"{TITLE} - Kabar Contoh", body: str | None = None
) -> str:
    """A page as news sites make them: menus, an article, comments and a footer around."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) if body is None else body
    return (
        f"<!doctype html><html lang='id'><head><title>{title}</title>{meta}</head><body>"
        "<nav><ul><li><a href='/'>Beranda</a></li><li><a href='/dunia'>Dunia</a></li></ul></nav>"
        f"<main><article><h1>{heading}</h1>{text}</article></main>"
        "<section class='comments'><h2>Komentar</h2><p>Pertamax, gan!</p></section>"
        "<footer><p>© 2019 Kabar Contoh. Hak cipta dilindungi.</p></footer></body></html>"
    )


def test_the_article_is_kept_and_what_surrounds_it_is_not() -> None:
    assert article(markup()).text.split("\n\n") == [TITLE, *PARAGRAPHS]


def test_what_the_page_declares_is_known() -> None:
    assert article(markup()).known == Known(
        url="https://kabar.example/dunia/jenewa",
        title=TITLE,
        publisher="Kabar Contoh",
        authors=("Ani Wijaya", "Budi Santoso"),
        page_date="2022-01-21",
    )


def test_a_page_that_declares_nothing_is_dated_neither_by_its_prose_nor_by_its_footer() -> None:
    known = article(markup(meta="")).known
    assert known.page_date is None
    assert known.authors == ()
    assert known.url is None


def test_a_printed_date_is_the_date_of_the_page() -> None:
    body = "<p><time datetime='2022-01-22'>22/01/2022</time></p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert article(markup(meta="", body=body)).known.page_date == "2022-01-22"


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        (f"{TITLE} | Kabar Contoh", TITLE, TITLE),
        (f"{TITLE} - Dunia - Kabar", f" {TITLE}\n ", TITLE),
        (TITLE, "Kabar", TITLE),
        (TITLE, "Rubrik kami yang lain sama sekali", TITLE),
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(
    title: str, heading: str, expected: str
) -> None:
    found = article(markup(meta=f'<meta property="og:title" content="{title}">', heading=heading))
    assert found.known.title == expected
    assert found.text.split("\n\n").count(expected) == 1


@pytest.mark.parametrize(
    "found",
    [
        "",
        " ",
        "<html><body></body></html>",
        "<html><head><title>Kosong saja</title></head><body><nav>a</nav></body></html>",
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(found: str) -> None:
    with pytest.raises(ReadError, match="no article found in this page: save the article's text"):
        article(found)


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", "<meta charset='windows-1252'>"),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", "<meta charset='no-such-thing'>"),
        ("cp1252", "<meta charset='base64'>"),
        ("utf-8", "<meta charset='iso-8859-1'>"),
        ("cp1252", ""),
    ],
)
def test_the_encoding_is_the_marked_the_declared_or_the_detected_one(encoding: str, declaration: str) -> None:
    data = markup(meta=declaration + META).encode(encoding)
    assert page(data).text.split("\n\n") == [TITLE, *PARAGRAPHS]


def test_a_broken_byte_outside_the_article_does_no_harm() -> None:
    data = markup().encode().replace(b"Pertamax", b"Pertamax \xff")
    assert page(data).text.split("\n\n") == [TITLE, *PARAGRAPHS]


def test_a_broken_byte_in_the_article_is_named() -> None:
    data = markup().encode().replace(b"Tidak ada terobosan", b"Tidak ada \xff terobosan")
    with pytest.raises(ReadError, match=rf"byte {data.index(0xFF)} \(0xff\) is not utf-8"):
        page(data)


def test_a_page_may_be_xhtml_or_hold_a_nul() -> None:
    xhtml = "<?xml version='1.0' encoding='utf-8'?>\n" + markup()
    assert page(xhtml.encode()).text.split("\n\n") == [TITLE, *PARAGRAPHS]
    assert TITLE in article(markup().replace("<nav>", "\0<nav>")).text


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ReadError, match="it is a PDF document"):
        page(b"%PDF-1.7")


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("<>/ apdivhtml!-=&;\"'\0é", max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = page(data)
    except ReadError:
        return
    assert found.text.strip()


def test_a_page_nested_without_end_is_read_or_refused() -> None:
    try:
        found = article("<div>" * 20_000 + "kata " * 100)
    except ReadError:
        return
    assert "kata" in found.text


def test_whatever_goes_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(found: str) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("kawat.read.html._extract", stumble)
    with pytest.raises(ReadError, match=r"this page cannot be read \(list index out of range\)"):
        article(markup())


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    article(markup())
    with pytest.raises(ReadError):
        article("<html></html>")
    assert capfd.readouterr() == ("", "")


def expected_paragraphs(version: dict[str, Any]) -> list[str]:
    sections = version["body"]["sections"]
    return [squeezed(p) for section in sections for p in section["paragraphs"] if squeezed(p)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_real_pages_yield_most_of_their_paragraphs(shared: Path) -> None:
    found = there = dated = pages = 0
    for packed in sorted(shared.joinpath("data/pages").rglob("*.html.gz"))[::12]:
        publisher = re.sub(r"_\d{4}_\d\d_\d\d$", "", packed.name.removesuffix(".html.gz"))
        versions = json.loads((packed.parent / f"{publisher}.json").read_text(encoding="utf-8")).values()
        made = page(gzip.decompress(packed.read_bytes()))
        flat = squeezed(made.text)
        hits, version = max(
            ((sum(p in flat for p in expected_paragraphs(v)), v) for v in versions), key=lambda pair: pair[0]
        )
        found += hits
        there += len(expected_paragraphs(version))
        dated += made.known.page_date == version["publishing_date"][:10]
        pages += 1
    assert pages > 15
    assert found / there > 0.9
    assert dated / pages > 0.9
