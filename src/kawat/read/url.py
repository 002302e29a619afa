"""An address of the web as a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from kawat.errors import ReadError

from .document import Known
from .lead import identity
from .received import Kind, Received, buffered, by_media, sniffed

if TYPE_CHECKING:
    from .web import Fetched

# as what servers send texts whose kind they do not know
_ANY_TEXT = (None, "application/octet-stream", "text/markdown", "text/x-markdown")


class Url(msgspec.Struct, frozen=True):
    """An address, with what is known of its page already; `get` fetches it."""

    shown: str
    get: Callable[[str], Fetched]
    known: Known = Known()
    otherwise: Known = Known()

    @contextmanager
    def open(self) -> Iterator[Received]:
        """What is there. Raises ReadError when it cannot be had, or is of no kind that is read."""
        yield received(self.get(self.shown), self.known, self.otherwise)


_NOTHING = Known()


def received(page: Fetched, known: Known = _NOTHING, otherwise: Known = _NOTHING) -> Received:
    """A page as it came, with what others know of it. Raises ReadError when it is of no kind that is read."""
    stream = buffered(page.body)
    return Received(
        stream=stream,
        shown=page.url,
        name=identity(page.url),
        known=msgspec.structs.replace(known, url=page.url, retrieved=page.retrieved),
        otherwise=otherwise,
        kind=_kind(sniffed(stream), page.media),
        charset=page.charset,
    )


def _kind(begins: Kind | None, media: str | None) -> Kind:
    """How it begins tells most: servers call feeds text, and archives anything."""
    if begins is not None and begins != "lines":
        return begins
    kind = by_media(media) or begins
    if kind is not None:
        return kind
    if media in _ANY_TEXT:
        return "text"
    raise ReadError(f"it is {media}, which is not read: save its text and read that")


def is_url(path: str) -> bool:
    """Whether a path is an address of the web."""
    return path.lower().startswith(("http://", "https://"))
