"""RSS, Atom and JSON feeds -> the pages that they tell of, with what they say and bring of each."""

from __future__ import annotations

import codecs
import html
import re
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

import msgspec

from kawat.errors import ReadError

from .document import Known
from .extra import needing
from .lead import Lead, address, published, writable

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def leads(data: bytes, base: str | None = None) -> tuple[Lead, ...]:
    """The entries of a feed in its own order. Raises ReadError when it is none or has none.

    `base` is the address of the feed, against which links are read. An entry's own text counts only where
    the feed gives it whole (`content`); a summary is no report.
    """
    head = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    found = tuple(_json(data, base) if head == b"{" else _xml(data, base))
    if not found:
        raise ReadError("it is no feed that can be read, or has no entry: check the address or file")
    return found


def _xml(data: bytes, base: str | None) -> Iterator[Lead]:
    with needing("an RSS or Atom feed"):
        import feedparser
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # a stream: it would open bytes as the name of a file
            feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
        # whatever a reader of wild feeds stumbles over, the rest of the sources goes on
        except Exception as error:
            raise ReadError(f"this feed cannot be read ({error}): check the address or file") from error
    base = base or address(feed.feed.get("link"))
    publisher = _line(feed.feed.get("title"))
    for entry in feed.entries:
        # a plain dict: the library's own answers with other fields where one is missing
        yield _entry(dict(entry), base, publisher)


def _entry(entry: Mapping[str, Any], base: str | None, publisher: str | None) -> Lead:
    url = address(entry.get("link"), base)
    content, form = _content(entry.get("content"))
    return Lead(
        url=url,
        key=writable(str(entry.get("id") or url or _title(entry) or "")),
        known=Known(given_date=_day(entry)),
        otherwise=Known(
            title=_title(entry),
            publisher=_line((entry.get("source") or {}).get("title")) or publisher,
            authors=_authors(entry.get("authors")),
        ),
        content=content,
        form="text" if form == "text/plain" else "page",
        state=writable(str(entry.get("updated") or entry.get("published") or "")),
    )


def _content(given: Any) -> tuple[bytes | None, str]:
    for part in given or ():
        text = part.get("value") or ""
        if text.strip():
            return text.encode("utf-8", "replace"), part.get("type") or ""
    return None, ""


def _day(entry: Mapping[str, Any]) -> str | None:
    """The day of publication in the writer's own time zone, else as the library understood it, in UTC."""
    for field in ("published", "updated"):
        moment = entry.get(f"{field}_parsed")
        found = published(entry.get(field)) or (time.strftime("%Y-%m-%d", moment) if moment else None)
        if found:
            return found
    return None


def _title(entry: Mapping[str, Any]) -> str | None:
    title = _line(entry.get("title"))
    if title and (entry.get("title_detail") or {}).get("type") == "text/html":
        return _line(html.unescape(_TAG.sub("", title)))
    return title


def _authors(given: Any) -> tuple[str, ...]:
    names = (_line(author.get("name")) for author in given or () if isinstance(author, Mapping))
    return tuple(dict.fromkeys(name for name in names if name))


def _line(told: Any) -> str | None:
    return " ".join(writable(told).split()) or None if isinstance(told, str) else None


class _Author(msgspec.Struct, frozen=True):
    name: str | None = None


class _Item(msgspec.Struct, frozen=True):
    """An item as the JSON Feed specification (versions 1 and 1.1) has it."""

    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: _Author | None = None
    authors: tuple[_Author, ...] | None = None


class _Feed(msgspec.Struct, frozen=True):
    title: str | None = None
    home_page_url: str | None = None
    items: tuple[_Item, ...] = ()


def _json(data: bytes, base: str | None) -> Iterator[Lead]:
    try:
        feed = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=_Feed)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise ReadError(f"this JSON feed cannot be read ({error}): check the address or file") from error
    base = base or address(feed.home_page_url)
    for item in feed.items:
        yield _item(item, base, _line(feed.title))


def _item(item: _Item, base: str | None, publisher: str | None) -> Lead:
    url = address(item.url, base)
    content = item.content_html or item.content_text
    return Lead(
        url=url,
        key=str(item.id or url or _line(item.title) or ""),
        known=Known(given_date=published(item.date_published) or published(item.date_modified)),
        otherwise=Known(title=_line(item.title), publisher=publisher, authors=_names(item)),
        content=content.encode("utf-8", "replace") if content and content.strip() else None,
        form="page" if item.content_html else "text",
        state=item.date_modified or item.date_published or "",
    )


def _names(item: _Item) -> tuple[str, ...]:
    authors: Iterable[_Author] = item.authors or ((item.author,) if item.author else ())
    return tuple(name for name in (_line(author.name) for author in authors) if name)
