"""Links: addresses that keep the day as of which, and the language in which, the reader reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from kawat.records import Span

_SAFE = "/-._~"


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """A path with a query string; parameters without value are left out, tuples are repeated."""
    given = {name: _plain(value) for name, value in parameters.items() if value not in (None, "", ())}
    query = urlencode(given, doseq=True)
    return f"{path}?{query}" if query else path


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def linking(kept: Mapping[str, Any], root: str = "") -> Callable[..., str]:
    """The function `url`: url('quotes', actor='RUS'), url('quotes', id), url('/docs').

    `kept` is put on every address that does not say otherwise: `as_of` and `lang`; `root` before all.
    """

    always = address("", kept)

    def url(to: str, id: str | None = None, **parameters: Any) -> str:
        path = root + (to if to.startswith("/") else f"/{to}")
        if id is not None:
            path += f"/{quote(id, safe=_SAFE)}"
        return address(path, {**kept, **parameters}) if parameters else path + always

    return url


def linking_spans(url: Callable[..., str]) -> Callable[..., str]:
    """The function `span_url`: where the Reader opens with characters of a report marked."""

    def span_url(report: str, span: Span) -> str:
        return f"{url('reports', report)}#c{span[0]}-{span[1]}"

    return span_url
