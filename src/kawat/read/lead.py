"""What a feed or sitemap says: that there is a page, what it calls it, and at times the text itself."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

import msgspec

from kawat.errors import ReadError

from .document import Known, day

LONGEST_ADDRESS = 2_000
"""So many characters may an address have."""


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is told of: its address, what is said of it, and its text where that comes along.

    `known` holds the day on which it was published, `otherwise` what its page says better itself. `state`
    is other once the page has changed. `many`: the address leads to further sitemaps. `source` and `name`
    say where it stands, as of any document; `retrieved` when that was fetched.
    """

    url: str | None = None
    key: str = ""
    known: Known = Known()
    otherwise: Known = Known()
    content: bytes | None = None
    form: Literal["text", "page"] = "page"
    state: str = ""
    many: bool = False
    source: str = ""
    name: str = ""
    retrieved: str | None = None


def address(link: object, base: str | None = None) -> str | None:
    """The absolute http address that a link stands for, without its fragment; None when it is none.

    Nor is one that is longer than servers take: it is remembered, and an index has bounds.
    """
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urlsplit(urljoin(base or "", writable(link.strip())))
    except ValueError:
        return None
    if whole.scheme not in ("http", "https") or not whole.netloc:
        return None
    made = whole._replace(fragment="").geturl()
    return made if len(made) <= LONGEST_ADDRESS else None


def writable(told: str) -> str:
    """The characters without halves of some, which feeds can name but nobody can write."""
    return told.encode("utf-8", "replace").decode()


def identity(url: str) -> str:
    """The address by which a page is known, whichever link led there: without what only tracks readers."""
    # slow to import, and of no use to files
    from courlan import clean_url

    return clean_url(url) or url


def published(told: object) -> str | None:
    """The ISO day of a time as feeds write it, in the time zone in which it was written; None if unclear."""
    if not isinstance(told, str):
        return None
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return day(told)
    except ReadError:
        return None
