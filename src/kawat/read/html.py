"""The article of a page: its main text, and what the page declares about it."""

from __future__ import annotations

import codecs
import logging
import re
import warnings
from copy import deepcopy
from datetime import date
from typing import Any

import msgspec

from kawat.errors import ReadError

from .authors import authors
from .declared import declared, one_line
from .document import Known
from .headline import headline, site_names
from .lead import address
from .text import decode, refuse_binary

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
# Python has codecs that are no encodings of pages: base64, punycode
_OF_PAGES = re.compile(r"utf-8|ascii|iso|cp|koi8|mac|gb|hz|big5|euc|shift|tis")
# browsers read the narrower encoding as the wider one that has it inside; so do we
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030",
          "gbk": "gb18030", "euc_kr": "cp949", "iso8859-9": "cp1254"}  # fmt: skip
# a paragraph longer than this is prose: a day in it is not the day of the page
_LONGEST_DATE_LINE = 80
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# less is a stray word of a menu
_SHORTEST_ARTICLE = 40


class Page(msgspec.Struct, frozen=True):
    """The article of a page, paragraph by paragraph with a blank line between, and what the page declares."""

    text: str
    known: Known


def page(data: bytes, charset: str | None = None) -> Page:
    """The article of a page's bytes. Raises ReadError when there is none or its characters are broken.

    `charset` is the encoding that came with the page; it goes before the one that the page names.
    """
    refuse_binary(data)
    declared = (charset and encoding(charset)) or _declared(data)
    try:
        return article(decode(data, declared))
    except ReadError as error:
        # a wrong byte in a script or an advertisement does no harm
        found = article(data.decode(declared or "utf-8", "replace"))
        if "\ufffd" in found.text:
            raise error
        return found


def article(markup: str) -> Page:
    """The article of a page. Raises ReadError when there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = _extract(markup.replace("\0", " "))
        # whatever a reader of wild pages stumbles over, the rest of the sources goes on
        except Exception as error:
            raise ReadError(f"this page cannot be read ({error}): save the article's text") from error
    if found is None:
        raise ReadError("no article found in this page: save the article's text and read that")
    return found


def feeds(data: bytes, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page names in its head."""
    from trafilatura import load_html

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = load_html(data)
    links = [] if tree is None else tree.iterfind('.//link[@rel="alternate"]')
    named = (address(link.get("href"), url) for link in links if link.get("type") in _FEEDS)
    return tuple(found for found in named if found)


def _extract(markup: str) -> Page | None:
    # slow to import (half a second), and not needed for text
    from trafilatura import bare_extraction, load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    tree = load_html(markup)
    if tree is None:
        return None
    known = _known(tree)
    # the balanced mode: of 258 real pages it finds .960 of the article's characters with .070 beside it;
    # asked for recall .957 with .072, for precision .944 with .061, fast .946 with .067
    body: Any = bare_extraction(tree, include_comments=False, include_tables=False)
    if body is None or len((body.text or "").strip()) < _SHORTEST_ARTICLE:
        return None
    return Page(_paragraphs(body.text, known.title), known)


def _paragraphs(text: str, title: str | None) -> str:
    """The paragraphs with blank lines between; the title first, so that it has characters to point to."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if title and title not in lines:
        lines.insert(0, title)
    return "\n\n".join(lines)


def _known(tree: Any) -> Known:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(
        _without_prose(tree),
        date_config={"original_date": True, "extensive_search": False, "max_date": date.today().isoformat()},
        extensive=False,
    )
    own = declared(tree)
    url = found.url if (found.url or "").startswith(("http://", "https://")) else None
    publisher = one_line(found.sitename) or own.publisher
    house = [name for name in (publisher, own.publisher, *site_names(url)) if name]
    printed = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    return Known(
        url=url,
        title=headline(one_line(found.title), (*printed, *own.headlines), house),
        publisher=publisher,
        authors=authors((*own.authors, _printed_authors(tree), (found.author or "").split(";")), house),
        page_date=own.published or found.date,
    )


def _without_prose(tree: Any) -> Any:
    pruned = deepcopy(tree)
    for paragraph in list(pruned.iter("p")):
        if len(paragraph.text_content()) > _LONGEST_DATE_LINE:
            paragraph.drop_tree()
    return pruned


def _printed_authors(tree: Any) -> tuple[str, ...]:
    """What the page itself marks as the author in its text."""
    marked = tree.xpath("//body//*[@itemprop='author' or @rel='author']")
    return tuple(dict.fromkeys(text for each in marked if (text := one_line(each.text_content()))))


def _declared(data: bytes) -> str | None:
    """The encoding that the page's head names, if Python knows it."""
    match = _CHARSET.search(data, 0, _DECLARED_WITHIN)
    if match is None:
        return None
    return encoding(match[1].decode("ascii", "replace"))


def encoding(charset: str) -> str | None:
    """The encoding of pages that Python knows by that name, as wide as browsers read it; else None."""
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name) if _OF_PAGES.match(name) else None
