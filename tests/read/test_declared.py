"""What a page declares about its article in JSON-LD and in meta elements."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kawat.read.declared import Declared, declared, one_line

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Menlu bertemu di Jenewa",
    "datePublished": "2022-01-21T19:30:00+07:00",
    "author": [{"@type": "Person", "name": "Ani Wijaya"}],
    "publisher": {"@type": "Organization", "name": "Kabar Contoh"},
}


def of(*linked: object, meta: str = "") -> Declared:
    """What is declared by JSON-LD, given as objects or as it stands in the page, and by meta elements."""
    texts = (each if isinstance(each, str) else json.dumps(each) for each in linked)
    scripts = "".join(f"<script type='application/ld+json'>{text}</script>" for text in texts)
    return declared(html.fromstring(f"<html><head>{meta}{scripts}</head><body><p>a</p></body></html>"))


def test_an_article_says_its_headline_authors_day_and_publisher() -> None:
    expected = Declared(("Menlu bertemu di Jenewa",), (("Ani Wijaya",),), "2022-01-21", "Kabar Contoh")
    assert of(ARTICLE) == expected
    assert of([ARTICLE]) == expected
    assert of({"@graph": [{"@type": "WebSite", "headline": "Kabar"}, ARTICLE]}) == expected
    assert of({"@type": "WebPage", "mainEntity": ARTICLE}) == expected
    assert of(json.dumps(ARTICLE, indent=1) + ";") == expected


def test_an_author_may_be_named_by_the_id_of_another_object() -> None:
    graph = [
        {"@type": "Article", "author": {"@id": "#ani"}},
        {"@type": "Person", "@id": "#ani", "name": "Ani Wijaya"},
    ]
    assert of({"@graph": graph}).authors == (("Ani Wijaya",),)


@pytest.mark.parametrize(
    "author",
    ["Ani Wijaya", ["Ani Wijaya"], {"name": ["Ani Wijaya"]}, [{"name": "Ani  Wijaya"}, {"url": "x"}]],
)
def test_authors_are_written_in_many_ways(author: object) -> None:
    assert of(ARTICLE | {"author": author}).authors == (("Ani Wijaya",),)


def test_lists_of_other_articles_tell_nothing() -> None:
    other = {"@type": "ItemList", "itemListElement": [ARTICLE]}
    assert of(other) == Declared()
    assert of({"@type": "ImageGallery", "author": "Ani Wijaya"}) == Declared()


@pytest.mark.parametrize(
    "broken", ["{", "", "[" * 100_000, "null", "3", '{"@type": {"a": 1}, "headline": 3}']
)
def test_what_is_no_json_ld_is_passed_over(broken: str) -> None:
    assert of(broken, ARTICLE) == of(ARTICLE)


@pytest.mark.parametrize("day", ["21 January 2022", "2022-02-31", "2022-01-2100", 20220121, None])
def test_what_is_no_iso_day_is_no_day(day: object) -> None:
    assert of(ARTICLE | {"datePublished": day}).published is None


def test_meta_elements_name_authors_the_nearest_first() -> None:
    meta = (
        '<meta name="author" content="Kabar Contoh"><meta property="article:author" content="Ani Wijaya">'
        '<meta name="DC.creator" content="Santoso, Budi"><meta name="twitter:creator" content="@kabar">'
    )
    assert of(meta=meta).authors == (("Ani Wijaya",), ("Budi Santoso",), ("Kabar Contoh",))


def test_entities_that_were_escaped_twice_are_characters() -> None:
    assert of(ARTICLE | {"headline": "Roe&#8217;s\n plan &amp; more"}).headlines == ("Roe’s plan & more",)
    assert one_line(None) == ""


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@id", "@graph", "author", "name", "headline", "publisher", "datePublished"]
                ),
                inner | st.just("NewsArticle"),
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read(found: object) -> None:
    assert isinstance(of(json.dumps(found)), Declared)
