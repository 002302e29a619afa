"""The links of a copy: from file to file. What the copy has no page for is not linked."""

from __future__ import annotations

import re
from typing import Any

from kawat.serve.web.pages.links import Here, Links
from kawat.serve.web.resource import Resource

from .names import between, page_name, pair_name
from .scope import Scope

Data = dict[str, list[tuple[str, str]]]
"""The lists as data: of each how the form ends, and its file."""
ABOUT = "about"
"""The page about the copy."""
NOWHERE = "kawat:nowhere"
_UNLINKED = re.compile(rb' href="kawat:nowhere[^"]*"')


def unlinked(page: bytes) -> bytes:
    """The page without links that lead nowhere. In what reports say quotation marks are escaped."""
    return _UNLINKED.sub(b"", page)


class StillLinks(Links):
    """The links of one file of a copy: `file` within the folder of its language, `root` of each language."""

    still = True
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " form-action 'none'; base-uri 'none'"
    )

    def __init__(
        self,
        scope: Scope,
        file: str,
        language: str,
        roots: dict[str, str],
        data: Data,
    ) -> None:
        super().__init__("", {}, {})
        self._scope, self._file, self._language, self._roots, self._data = scope, file, language, roots, data
        self._path = roots[language] + file
        self.here = _StillHere(self)

    def at(self, file: str, language: str = "") -> str:
        """The address of another page, in the same language unless another is named."""
        return between(self._path, self._roots[language or self._language] + file)

    def first(self) -> str:
        """The first page of this list."""
        return self.at(re.sub(r"-\d+\.html\Z", ".html", self._file))

    def in_language(self, language: str) -> str:
        """The same page in another language."""
        return self.at(self._file, language) if language in self._roots else NOWHERE

    def url(self, to: str, id: str | None = None, **parameters: Any) -> str:
        """The page of an address; what is asked for there is asked of nobody, so the whole list it is."""
        name, _, rest = to.strip("/").partition("/")
        name, id = name or "today", id if id is not None else rest or None
        if id is not None:
            return self._item(name, id, parameters.get("beside"))
        actor = parameters.get("actor")
        if actor and self._scope.has("actors", actor) and self._file != page_name("actors", actor):
            return self._item("actors", actor)
        # of what has no page of today the first page tells what it is
        there = self.has(name) or name in (ABOUT, "today")
        return self.at(page_name(name)) if there else NOWHERE

    def _item(self, name: str, id: str, beside: str | None = None) -> str:
        if beside is not None:
            pair = self._scope.pair(id, beside)
            if pair is not None:
                return self.at(pair_name(*pair))
            id = beside
        return self.at(page_name(name, id)) if self._scope.has(name, id) else NOWHERE

    def gone(self, id: str) -> str:
        """What is no more has no page."""
        return NOWHERE

    def has(self, path: str) -> bool:
        """Whether the copy has a list or view."""
        return self._scope.has(path)

    def static(self, path: str) -> str:
        """The address of a style, script or font."""
        return between(self._path, f"static/{path}")

    def forms(self, resource: Resource | None, id: str | None) -> list[tuple[str, str]]:
        """The list as data; single items are in those."""
        if resource is None or id is not None:
            return []
        return [(suffix, between(self._path, file)) for suffix, file in self._data.get(resource.name, ())]


class _StillHere(Here):
    """This page in another language, or its first."""

    def __init__(self, links: StillLinks) -> None:
        super().__init__("", {})
        self._links = links

    def __call__(self, drop: str | None = None, **changes: Any) -> str:
        return self._links.in_language(changes["lang"]) if "lang" in changes else self._links.first()
