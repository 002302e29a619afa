"""Answers a request: reads what it asks, asks the store on a snapshot, and puts the answer into its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kawat.errors import KawatError
from kawat.settings import Settings
from kawat.store import Store, View

from . import api, problems
from .answers import Values
from .pages import Page, render
from .pages.addresses import address
from .pages.language import preferred
from .parameters import Parameter, parameters, read_query
from .problems import Problem
from .resources import Resource

_THREADS = 4
"""How many requests are answered at a time: SQLite and Python do not do more at once on a few cores."""


class Desk:
    """Answers requests from one store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._threads = anyio.CapacityLimiter(_THREADS)

    async def listing(self, request: Request, resource: Resource, suffix: str) -> Response:
        """A list or view, as a page when there is no suffix."""

        def answer(view: View, values: Values) -> Any:
            return resource.answer(view, values)

        return await self._answer(request, resource, suffix, resource.known(), answer, resource.template)

    async def item(self, request: Request, resource: Resource, suffix: str) -> Response:
        """One item."""
        id = request.path_params["id"]

        def answer(view: View, values: Values) -> Any:
            assert resource.item is not None
            return resource.item(view, id, values)

        known = resource.known_of_item()
        return await self._answer(request, resource, suffix, known, answer, resource.item_template, id)

    async def _answer(
        self,
        request: Request,
        resource: Resource,
        suffix: str,
        known: list[Parameter],
        answer: Callable[[View, Values], Any],
        template: str,
        id: str | None = None,
    ) -> Response:
        try:
            # a form sends the fields that were left empty, too
            asked = [pair for pair in request.query_params.multi_items() if pair[1] or suffix]
            values = read_query(asked, known if suffix else [*known, parameters()["lang"]])

            def work() -> Response:
                with self._store.view(values.get("as_of")) as view:
                    found = answer(view, values)
                    following = _next(request, found)
                    if suffix:
                        if id is None:
                            body = api.write(resource, found, values, suffix, following)
                        else:
                            body = msgspec.json.encode(found)
                        return _response(body, api.MEDIA_TYPES[suffix], following)
                    page = Page(
                        template=template,
                        language=language_of(request, values),
                        answer=found,
                        resource=resource,
                        id=id,
                        path=request.url.path,
                        params=values,
                        next=following,
                        asked=_asked(request),
                        view=view,
                    )
                    return _response(render(page), "text/html", following)

            return await anyio.to_thread.run_sync(work, limiter=self._threads)
        except KawatError as error:
            return self.refuse(request, error)

    def refuse(self, request: Request, error: KawatError) -> Response:
        """The problem as a page where a page was asked for, else as a document."""
        problem = problems.problem_of(error, request.url.path)
        if "." in request.url.path.rpartition("/")[2]:
            return problems.as_json(problem)
        return _error_page(request, problem)


def _error_page(request: Request, problem: Problem) -> Response:
    language = preferred(request.headers.get("accept-language", ""))
    page = Page(template="error.html", language=language, answer=problem, path=request.url.path)
    return Response(render(page), problem.status, media_type="text/html")


def language_of(request: Request, values: Values) -> str:
    """The language of the page: the one asked for, else the one that the browser likes best."""
    return str(values.get("lang") or preferred(request.headers.get("accept-language", "")))


def _response(body: bytes, media_type: str, following: str | None) -> Response:
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return Response(body, media_type=media_type, headers=headers)


def _next(request: Request, found: Any) -> str | None:
    """The address of the next page, None on the last."""
    cursor = getattr(found, "cursor", None)
    return None if cursor is None else address(request.url.path, {**_asked(request), "cursor": cursor})


def _asked(request: Request) -> dict[str, tuple[str, ...]]:
    """The query as it was given, without the fields that a form sent empty."""
    asked: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        if value:
            asked[name] = (*asked.get(name, ()), value)
    return asked
