"""Whatever holds reports -> Documents: files, folders, addresses, feeds, sitemaps, archives of the web.

A Source opens to Received bytes; by their kind one of the readers makes Documents of them. What cannot be
read leaves a Failure, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from kawat.errors import ReadError
from kawat.records import Failure
from kawat.settings import Settings

from . import feed, sitemap
from .document import Document, Input, Known, day, document, refusal, too_long
from .extra import needing
from .file import files
from .html import encoding, feeds, page
from .inflate import inflate
from .jsonl import read_lines
from .lead import Lead, identity
from .received import Received, buffered, ending, sniffed
from .text import decode
from .url import Url, is_url
from .warc import archived, packed

if TYPE_CHECKING:
    from .web import Web

# bytes that one character may take
_WIDEST = 4
# an index of sitemaps may list indexes; more than this is a circle
_DEEPEST = 3
_LEADING = {"feed": feed.leads, "sitemap": sitemap.leads}
_ARCHIVES = {"warc": archived, "wacz": packed}


class Source(Protocol):
    """Something that holds reports and can be opened. `shown` is how people are told of it."""

    @property
    def shown(self) -> str: ...

    def open(self) -> AbstractContextManager[Received]:
        """What it holds, to be read within the `with` block. Raises ReadError when it cannot be had."""


def read(
    paths: Iterable[str],
    settings: Settings,
    given_date: str | None = None,
    *,
    tell: Callable[[str], None] = lambda line: None,
) -> Iterator[Document | Failure]:
    """The documents of files, folders, globs, addresses and `-` (standard input), in that order.

    `given_date` is the day on which the caller knows them to be published or seen, unless a line of JSON
    Lines or an entry of a feed has its own. What cannot be read comes as a Failure, and the rest goes on;
    `tell` gets a line for what is passed over on purpose. Raises ReadError when `given_date` is no ISO day.
    """
    return _read(paths, Reader(settings, day(given_date) if given_date else None, tell))


def _read(paths: Iterable[str], reader: Reader) -> Iterator[Document | Failure]:
    with reader:
        for path in paths:
            for source in reader.sources(path):
                if isinstance(source, Failure):
                    yield source
                else:
                    yield from reader.documents(source)


class Reader:
    """Reads sources of all kinds, as the settings want it. The web is visited when something leads there."""

    def __init__(
        self,
        settings: Settings,
        given_date: str | None = None,
        tell: Callable[[str], None] = lambda line: None,
        web: Web | None = None,
    ) -> None:
        self._settings = settings
        self._given = Known(given_date=given_date)
        self._tell = tell
        self._visitor = web
        self._most = settings.largest_text * _WIDEST

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *error: object) -> None:
        if self._visitor is not None:
            self._visitor.close()

    @property
    def web(self) -> Web:
        """The visitor of the web. Raises ReadError when its packages are not installed."""
        if self._visitor is None:
            with needing("an address of the web"):
                from .web import Web
            self._visitor = Web(self._settings)
        return self._visitor

    def sources(self, path: str) -> Iterator[Source | Failure]:
        """What a path stands for: an address, or files."""
        if is_url(path):
            yield Url(path, lambda url: self.web.get(url))
        else:
            yield from files(path)

    def documents(self, source: Source) -> Iterator[Document | Failure]:
        """All documents of a source, and a Failure for what cannot be read."""
        try:
            with source.open() as received:
                yield from self.received(received)
        except ReadError as error:
            yield refusal(source.shown, str(error))

    def received(self, received: Received) -> Iterator[Document | Failure]:
        """The documents in what was received. Raises ReadError when nothing more can be read."""
        kind = received.kind or sniffed(received.stream) or "text"
        if kind == "gzip":
            yield from self.received(self._unpacked(received))
        elif kind == "lines":
            yield from self._lines(received)
        elif kind in _LEADING:
            yield from self._led(msgspec.structs.replace(received, kind=kind))
        elif kind in _ARCHIVES:
            for one in _ARCHIVES[kind](received.stream, received.shown, self._most, self._tell):
                yield self._attempt(one)
        else:
            yield self._whole(msgspec.structs.replace(received, kind=kind))

    def leads(self, received: Received, deep: int = 0) -> Iterator[Lead | Failure]:
        """The pages that a feed or sitemap tells of, also through further sitemaps, each address once."""
        if received.kind == "gzip":
            received = self._unpacked(received)
        kind = received.kind or sniffed(received.stream)
        if kind not in _LEADING:
            raise ReadError("it is neither a feed nor a sitemap: check the address")
        seen: set[str] = set()
        for lead in _LEADING[kind](self._data(received), received.known.url):
            if lead.key in seen:
                continue
            seen.add(lead.key)
            if lead.many:
                yield from self._further(lead, deep + 1)
            else:
                yield self._traced(lead, received)

    def follow(self, lead: Lead) -> Document | Failure:
        """The page that a lead leads to; where it cannot be had, the text that the feed itself brings."""
        try:
            return self._page(lead)
        except ReadError as error:
            if lead.content is None:
                return refusal(lead.url or lead.source, str(error))
            if not self._settings.offline:
                self._tell(f"{lead.url or lead.source}: {error}: the feed's own text is read")
            return self._attempt(_own_text(lead, lead.content))

    def _page(self, lead: Lead) -> Document:
        if lead.url is None:
            raise ReadError("this entry names no page: nothing of it can be read")
        with Url(lead.url, self.web.get, lead.known, lead.otherwise).open() as received:
            if received.kind not in ("page", "text"):
                raise ReadError("it leads to no page: read that address by itself")
            return self._whole(received)

    def _led(self, received: Received) -> Iterator[Document | Failure]:
        """The pages that a feed or sitemap leads to, as many as the settings allow."""
        leads = self.leads(received)
        for lead in islice(leads, self._settings.most_pages):
            yield lead if isinstance(lead, Failure) else self.follow(lead)
        if next(leads, None) is not None:
            most = f"{self._settings.most_pages:,}"
            self._tell(f"{received.shown}: only its first {most} pages are read: raise 'most_pages' for more")

    def _further(self, lead: Lead, deep: int) -> Iterator[Lead | Failure]:
        source = Url(str(lead.url), self.web.get)
        try:
            if deep > _DEEPEST:
                raise ReadError(f"sitemaps list sitemaps more than {_DEEPEST} deep: read this one by itself")
            with source.open() as received:
                yield from self.leads(received, deep)
        except ReadError as error:
            yield refusal(source.shown, str(error))

    def _traced(self, lead: Lead, received: Received) -> Lead:
        """The lead with where it comes from, and when that was."""
        known = lead.known.over(self._given)
        return msgspec.structs.replace(
            lead, known=known, source=f"{received.shown}#{lead.key}", name=f"{received.name}#{lead.key}",
            retrieved=received.known.retrieved,
        )  # fmt: skip

    def _attempt(self, received: Received) -> Document | Failure:
        try:
            return self._whole(received)
        except ReadError as error:
            return refusal(received.shown, str(error))

    def _whole(self, received: Received) -> Document:
        """The one document of a text or a page. Of a front page without an article the feed is named."""
        data = self._data(received)
        try:
            return self._composed(received, data)
        except ReadError as error:
            url = received.known.url
            named = feeds(data, url) if received.kind == "page" and received.shown == url else ()
            if not named:
                raise
            raise ReadError(f"{error}; or read its feed, {named[0]}") from error

    def _composed(self, received: Received, data: bytes) -> Document:
        form: Literal["text", "page"] = "page" if received.kind == "page" else "text"
        known = received.known.over(self._given)
        return compose(
            data,
            Input(form, received.charset, known, received.otherwise),
            source=received.shown,
            name=received.name,
            largest=self._settings.largest_text,
        )

    def _lines(self, received: Received) -> Iterator[Document | Failure]:
        return read_lines(
            received.stream,
            received.shown,
            name=received.name,
            largest=self._settings.largest_text,
            known=received.known.over(self._given),
        )

    def _data(self, received: Received) -> bytes:
        data = received.stream.read(self._most + 1)
        if len(data) > self._most:
            raise ReadError(too_long(self._settings.largest_text))
        return data

    def _unpacked(self, received: Received) -> Received:
        data = inflate(self._data(received), "gzip", self._most)
        stream = buffered(data)
        kind = ending(received.shown.lower().removesuffix(".gz")) or sniffed(stream) or "text"
        if kind == "gzip":
            raise ReadError("it is packed more than once: unpack it and read what is in it")
        return msgspec.structs.replace(received, stream=stream, kind=kind)


def compose(data: bytes, input: Input, *, source: str, name: str, largest: int) -> Document:
    """The document that bytes make, read as the input says. Raises ReadError when they make none."""
    if input.form == "page":
        found = page(data, input.charset)
        text, known = found.text, input.known.over(found.known.over(input.otherwise))
    else:
        text = decode(data, encoding(input.charset) if input.charset else None)
        known = input.known.over(input.otherwise)
    return document(text, data, source=source, name=name, known=known, largest=largest, input=input)


def _own_text(lead: Lead, content: bytes) -> Received:
    """The text that a feed brings of a page itself. What the feed calls it holds: there is no page around."""
    known = msgspec.structs.replace(lead.known.over(lead.otherwise), url=lead.url, retrieved=lead.retrieved)
    return Received(
        stream=buffered(content),
        shown=lead.source,
        name=identity(lead.url) if lead.url else lead.name,
        known=known,
        kind=lead.form,
        charset="utf-8",
    )
