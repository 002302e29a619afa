"""Renders templates. Everything is escaped: what reports say is not to be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
import msgspec

from kawat.records import kind_of
from kawat.serve.web.resource import Resource
from kawat.store import View

from .addresses import linking_spans
from .context import context
from .language import translations
from .links import Links
from .memory import Remembered


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is rendered from: its template, the answer, and what was asked for.

    `view` is what names are looked up in, `remembered` what is kept of other pages made of it; `asked`
    the query as it was given, which the links that keep it begin from; `next` the address of the next page
    of a list, `previous` that of the one before where it is known. `links` are what it links to, unless it
    is a page of the server's, which has its addresses under `root`.
    """

    template: str
    language: str
    answer: Any = None
    resource: Resource | None = None
    id: str | None = None
    path: str = "/"
    params: Mapping[str, Any] = {}
    asked: Mapping[str, Any] = {}
    next: str | None = None
    previous: str | None = None
    view: View | None = None
    remembered: Remembered | None = None
    links: Links | None = None
    root: str = ""


def render(page: Page) -> bytes:
    """The page as HTML in UTF-8."""
    as_of = page.params.get("as_of")
    links = page.links or Links(page.path, page.params, page.asked, page.root)
    return (
        _environment(page.language)
        .get_template(page.template)
        .render(
            answer=page.answer,
            resource=page.resource,
            id=page.id,
            path=page.path,
            params=defaultdict(lambda: None, page.params),
            asked=page.asked,
            next=page.next,
            previous=page.previous,
            as_of=as_of,
            lang=page.language,
            url=links.url,
            span_url=linking_spans(links.url),
            **context(page, page.view, links, translations(page.language).gettext),
        )
        .encode()
    )


def _compiled() -> jinja2.BytecodeCache | None:
    """Templates as they were compiled before, else the first page waits for it; None: nothing can be kept."""
    try:
        return jinja2.FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


@cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kawat.serve.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_compiled(),
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]

    environment.globals["kind_of"] = lambda record: kind_of(type(record))
    return environment
