"""Sitemaps, also of news, and indexes of sitemaps -> the pages that they list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kawat.errors import ReadError

from .document import Known
from .lead import Lead, address, published

_PAGE, _FURTHER = "url", "sitemap"


def leads(data: bytes, base: str | None = None) -> tuple[Lead, ...]:
    """The pages of a sitemap, or the sitemaps of an index, in its own order; latest first is not assumed.

    A day is known only of news sitemaps (`publication_date`): `lastmod` says when a page was touched, not
    when it came out. Raises ReadError when it is no sitemap or lists nothing.
    """
    found = tuple(_leads(_tree(data), base))
    if not found:
        raise ReadError("it lists no page: check the address or file")
    return found


def _tree(data: bytes) -> Any:
    from lxml import etree

    # nothing is fetched, no entity is expanded, and a sitemap that is cut off gives what it has
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"this sitemap cannot be read ({error}): check the address or file") from error
    if tree is None:
        raise ReadError("it is no XML: check the address or file")
    return tree


def _leads(tree: Any, base: str | None) -> Iterator[Lead]:
    for element in tree:
        if _name(element) in (_PAGE, _FURTHER):
            told = _told(element)
            url = address(told.get("loc"), base)
            if url:
                yield _lead(url, told, _news(element), many=_name(element) == _FURTHER)


def _lead(url: str, told: dict[str, str], news: dict[str, str], *, many: bool) -> Lead:
    return Lead(
        url=url,
        key=url,
        known=Known(given_date=published(news.get("publication_date"))),
        otherwise=Known(title=news.get("title") or None, publisher=news.get("name") or None),
        state=told.get("lastmod", ""),
        many=many,
    )


def _news(element: Any) -> dict[str, str]:
    """What the news extension says: day, title, name of the publication."""
    found: dict[str, str] = {}
    for news in element:
        if _name(news) == "news":
            found |= _told(news)
            for publication in news:
                if _name(publication) == "publication":
                    found |= _told(publication)
    return found


def _told(element: Any) -> dict[str, str]:
    """The children of an element with their text."""
    return {_name(part): " ".join("".join(part.itertext()).split()) for part in element if _name(part)}


def _name(element: Any) -> str:
    """The local name of an element; '' for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
