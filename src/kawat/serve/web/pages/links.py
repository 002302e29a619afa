"""What a page links to: addresses of the server, or what stands in for them in a copy without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kawat.serve.web.resource import Resource

from .addresses import address, linking
from .fields import several


class Here:
    """The address of this page, with some parameters changed or dropped."""

    def __init__(self, path: str, asked: Mapping[str, Any]) -> None:
        self._path, self._asked = path, asked

    def __call__(self, drop: str | None = None, **changes: Any) -> str:
        kept = {name: value for name, value in self._asked.items() if name not in ("cursor", drop)}
        return address(self._path, {**kept, **changes})

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """The parameters that a form keeps in hidden fields."""
        given = ((name, value) for name, value in self._asked.items() if name not in ("cursor", *without))
        return [(name, str(one)) for name, value in given for one in several(value)]

    def form(self, suffix: str) -> str:
        """The same in another form."""
        known = {name: value for name, value in self._asked.items() if name != "lang"}
        return address(f"{self._path}.{suffix}", known)


class Links:
    """The links of a page that a server answers: what can be asked there can be linked to.

    `still`: the page is part of a copy that nobody answers for (see `kawat.serve.site`); then its content
    security `policy` stands in the page.
    """

    still = False
    policy = ""

    def __init__(
        self, path: str, params: Mapping[str, Any], asked: Mapping[str, Any], root: str = ""
    ) -> None:
        self.here = Here(root + path, asked)
        self._root = root
        self._url = linking({"as_of": params.get("as_of"), "lang": params.get("lang")}, root)

    def url(self, to: str, id: str | None = None, **parameters: Any) -> str:
        """The address of a page: see `linking`."""
        return self._url(to, id, **parameters)

    def gone(self, id: str) -> str:
        """Where a record led that is no more: its address says so."""
        return self.url("quotes", id)

    def has(self, path: str) -> bool:
        """Whether the contents name the page at that address."""
        return True

    def static(self, path: str) -> str:
        """The address of a style, script or font."""
        return self.file(f"/static/{path}")

    def file(self, path: str) -> str:
        """The address of what is the same in every language, and on every day."""
        return self._root + path

    def forms(self, resource: Resource | None, id: str | None) -> list[tuple[str, str]]:
        """The other forms in which the page is there: how each ends, and its address."""
        if resource is None:
            return []
        return [(one, self.here.form(one)) for one in (resource.item_formats if id else resource.formats)]
