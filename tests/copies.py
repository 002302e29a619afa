"""A copy of the desk as a browser sees it: every link of every page, followed from file to file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

_BY_SCRIPT = re.compile(r"c\d+-\d+\Z")


class Link(NamedTuple):
    """A link on a page: what kind of element has it, and where it leads."""

    page: Path
    tag: str
    href: str


@cache
def parsed(page: Path) -> html.HtmlElement:
    """A page as a browser reads it."""
    return html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def pages(folder: Path) -> list[Path]:
    """All pages of a copy."""
    return sorted(folder.rglob("*.html"))


def links(page: Path) -> Iterator[Link]:
    """All links of a page, whatever element has them."""
    for element in parsed(page).iter():
        if isinstance(element.tag, str):
            for name in ("href", "src", "action", "xlink:href", "data"):
                if element.get(name) is not None:
                    yield Link(page, element.tag, element.get(name, ""))


def target(link: Link) -> Path:
    """The file that a link leads to."""
    path = unquote(urlsplit(link.href).path)
    return (link.page.parent / path).resolve() if path else link.page.resolve()


def dead(folder: Path, link: Link) -> str:
    """Why a link is dead; '' when it is not."""
    parts = urlsplit(link.href)
    if parts.scheme or parts.netloc or parts.query or parts.path.startswith("/"):
        return "leads out of the copy"
    there = target(link)
    if not there.is_file() or not there.is_relative_to(folder.resolve()):
        return "no such file"
    name = unquote(parts.fragment)
    if not name:
        return ""
    if _BY_SCRIPT.match(name):
        return "" if parsed(there).xpath("//*[@class='received']") else "a passage of no report"
    return "" if name in _ids(there) else "no such place on the page"


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(parsed(page).xpath("//@id"))
