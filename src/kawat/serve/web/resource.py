"""One address: what it asks, by which parameters, in which formats, on which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from kawat.ask import show
from kawat.store import View

from . import answers
from .answers import Values
from .api import item_suffixes, suffixes
from .parameters import USUAL, Parameter, more, parameters

PAGE = ("limit", "cursor", "as_of")
"""The parameters of every list."""
LINE = ("words", "source", "count")
"""What may be asked for beside most records."""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One address: its `title` on pages, what it answers (`told`), and where it stands in the menu (`group`).

    `kind` is the record type of a list's items and of what an item's address shows; an answer that is no
    list has none, but a type (`result`), and is told as CSV too where it is a `table`, as Markdown where
    it has a way to write it. Where it is `aided`, `answer` is given `Aids` too. `heavy`: the parameter
    with which it takes so much that one is answered at a time. `extras`: what `_extra` may ask for beside
    the records. `usual`: how many items are told unless somebody says, `item_usual` at an item's
    address. `page` is the page's address where it is not the name.
    """

    name: str
    title: str
    told: str
    group: Literal["views", "lists"]
    answer: Callable[..., Any]
    result: Any = None
    parameters: tuple[str, ...] = ()
    template: str
    table: bool = False
    markdown: Callable[[Any], str] | None = None
    aided: bool = False
    heavy: str = ""
    kind: type[msgspec.Struct] | None = None
    item: Callable[[View, str, Values], Any] | None = None
    item_result: Any = None
    item_template: str = "item.html"
    item_parameters: tuple[str, ...] = ("as_of",)
    item_usual: int = USUAL
    extras: tuple[str, ...] = ()
    usual: int = USUAL
    page: str = ""

    @property
    def path(self) -> str:
        """The address of the page."""
        return self.page or f"/{self.name}"

    @property
    def formats(self) -> tuple[str, ...]:
        """In which formats it is told, as they are written behind the name."""
        return suffixes(self.kind, table=self.table) + (("md",) if self.markdown else ())

    @property
    def item_formats(self) -> tuple[str, ...]:
        """In which formats one item is told."""
        return item_suffixes(self.kind) if self.item and self.kind else ()

    def file(self, suffix: str) -> str:
        """The address of the answer in a format."""
        return f"/{self.name}.{suffix}"

    def known(self, *, extra: bool = False) -> list[Parameter]:
        """The parameters of the address; with `extra` the one that asks for more than the records."""
        own = _named(self.parameters, self.usual)
        return own + ([more(self.extras)] if extra and self.extras else [])

    def known_of_item(self) -> list[Parameter]:
        """The parameters of an item's address."""
        return _named(self.item_parameters, self.item_usual)


def _named(names: tuple[str, ...], usual: int) -> list[Parameter]:
    own = [parameters()[name] for name in names]
    return [replace(one, default=usual) if one.name == "limit" else one for one in own]


def view_of(name: str, answer: Callable[..., Any], result: Any = None, **more: Any) -> Resource:
    """An address with a page of its own: a list as the page shows it, or an answer that is none."""
    own = {"template": f"{name}.html", **more}
    return Resource(name=name, answer=answer, result=result, group="views", **own)


def list_of(
    name: str, kind: type[msgspec.Struct], ask: Callable[..., Any], by: tuple[str, ...] = (), **more: Any
) -> Resource:
    """A list of records, by a function that takes a filter when there is anything to filter by."""
    result: Any = show.Shown
    shown = {"item": answers.shown(kind), "item_result": result[kind]}
    return Resource(
        name=name,
        kind=kind,
        answer=answers.listed(ask) if by else answers.unfiltered(ask),
        parameters=(*by, *PAGE),
        group="lists",
        **{"template": "list.html", "extras": LINE, **shown, **more},
    )
