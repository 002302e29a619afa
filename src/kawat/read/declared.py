"""What a page declares about its article in JSON-LD and in meta elements: headlines, authors, the day."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

# the kinds of schema.org that are articles: NewsArticle, BlogPosting, LiveBlogPosting, Report
_ARTICLE = re.compile(r"(?:Article|Posting|Report)\Z")
# where an object holds others that tell of the same page
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
# the nearest to the one article first; `author` alone is on many sites the house
_AUTHOR_META = (
    "cxenseparse:author", "parsely-author", "sailthru.author", "article:author", "og:article:author",
    "articleauthor", "byl", "dc.creator", "dcterms.creator", "citation_author", "author",
)  # fmt: skip
# in these a name may be written 'Roe, Jane'
_INVERTED = frozenset({"dc.creator", "dcterms.creator", "citation_author"})
_SURNAME_FIRST = re.compile(r"([^\W\d_][\w'’-]*), ([^\W\d_][\w'’.-]*)")


class Declared(msgspec.Struct, frozen=True):
    """What a page declares; `authors` are the sources that name some, the surest first, as written there."""

    headlines: tuple[str, ...] = ()
    authors: tuple[tuple[str, ...], ...] = ()
    published: str | None = None
    publisher: str | None = None


def declared(tree: Any) -> Declared:
    """What the parsed page declares of its article."""
    objects = list(_objects(tree))
    named = {str(each["@id"]): each for each in objects if "@id" in each and "name" in each}
    articles = [each for each in objects if any(map(_ARTICLE.search, _texts(each.get("@type"))))]
    return Declared(
        headlines=_distinct(text for each in articles for text in _texts(each.get("headline"))),
        authors=tuple(filter(None, (*_linked_authors(articles, named), *_meta_authors(tree)))),
        published=next(filter(None, (_day(each.get("datePublished")) for each in articles)), None),
        publisher=next((name for each in articles for name in _names(each.get("publisher"), named)), None),
    )


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD that tell of the page itself, not of others in its lists."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            # line breaks within strings are common in the wild
            found = json.loads(script.text_content().strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _inside(found)


def _inside(found: object) -> Iterator[dict[str, Any]]:
    queue = [found]
    while queue:
        each = queue.pop(0)
        if isinstance(each, list):
            queue[:0] = each
        elif isinstance(each, dict):
            yield each
            queue += [each[key] for key in _INSIDE if isinstance(each.get(key), dict | list)]


def _texts(value: object) -> tuple[str, ...]:
    """The strings of a value that may be one or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(one_line(each) for each in values if isinstance(each, str) and each.strip())


def _names(value: object, named: Mapping[str, dict[str, Any]]) -> tuple[str, ...]:
    """The names of persons and bodies: given as text, as objects, or by the id of another object."""
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            held = each if "name" in each else named.get(str(each.get("@id")), {})
            found += _texts(held.get("name"))
        else:
            found += _texts(each)
    return _distinct(found)


def _linked_authors(
    articles: list[dict[str, Any]], named: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, ...]]:
    for each in articles:
        yield _names(each.get("author"), named) or _names(each.get("creator"), named)


def _meta_authors(tree: Any) -> Iterator[tuple[str, ...]]:
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").casefold()
        if key in _AUTHOR_META and (meta.get("content") or "").strip():
            contents.setdefault(key, []).append(one_line(meta.get("content")))
    for key in _AUTHOR_META:
        yield _distinct(
            _SURNAME_FIRST.sub(r"\2 \1", name)
            if key in _INVERTED and _SURNAME_FIRST.fullmatch(name)
            else name
            for name in contents.get(key, ())
        )


def _day(value: object) -> str | None:
    """The ISO day with which a text begins, as it stands there: pages give their own local time."""
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def _distinct(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def one_line(text: str | None) -> str:
    """The text with single spaces, and without the entities that some pages escape twice."""
    return " ".join(html.unescape(text or "").split())
