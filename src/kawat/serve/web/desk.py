"""Answers a request: reads what it asks, asks the store on a snapshot, and puts the answer into its form."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Hashable
from datetime import date
from http import HTTPStatus
from importlib.metadata import version as installed
from typing import Annotated, Any

import anyio
import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kawat.errors import KawatError, RequestError, TooLong
from kawat.records import Judgement
from kawat.serve.judging import decide
from kawat.settings import Settings
from kawat.store import Store, View

from . import api, problems
from .aids import Aids
from .answers import Values
from .figures import Figures, NoFigures, Sizes
from .kept import Answer, Answers
from .observed import note
from .openapi import document
from .pages import Memory, Page, render
from .pages.addresses import address
from .pages.language import LANGUAGES, preferred
from .parameters import Parameter, parameters, read_query
from .problems import Refused
from .resource import Resource
from .snapshots import Snapshots
from .turns import Turns

_KAWAT = installed("kawat")
# a page may be kept, but not shown again before the server has said that it is still true
_KEPT = "private, no-cache"


class Task(msgspec.Struct, frozen=True):
    """What a request asks for: which resource, in which form ('' is a page), and how it is answered."""

    resource: Resource
    suffix: str
    known: list[Parameter]
    answer: Callable[[View, Values], Any]
    template: str
    id: str | None = None


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an analyst decides, as the body of a request: see `kawat judge`."""

    verdict: str
    ids: tuple[str, ...]
    by: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Desk:
    """Answers requests from one store, and tells `figures` how."""

    def __init__(
        self, store: Store, settings: Settings, token: str = "", figures: Figures | None = None
    ) -> None:
        self.snapshots = Snapshots(store)
        self._store, self._settings, self._token = store, settings, token
        self._seconds = settings.answer_seconds
        self._figures = figures or NoFigures()
        self._writing = anyio.CapacityLimiter(1)
        self._kept, self._memory = Answers(), Memory()
        self._aids = Aids(self.snapshots, settings)
        self._turns: Turns | None = None
        # pages are made of templates too, which may have changed when the server begins anew
        self._begun = str(time.time_ns())

    def open(self) -> Turns:
        """Begin to answer, in the event loop that runs now."""
        self._turns = Turns(self._seconds)
        return self._turns

    def close(self) -> None:
        """Let go of the store."""
        self._turns = None
        self.snapshots.close()

    def tidy(self) -> None:
        """Close views that nobody has asked for, and tell how much is held."""
        self.snapshots.tidy()
        self._figures.holds(Sizes(*self._kept.size(), self.snapshots.open()))

    async def listing(self, request: Request, resource: Resource, suffix: str) -> Response:
        """A list or view, as a page when there is no suffix."""

        def answer(view: View, values: Values) -> Any:
            return resource.answer(view, values, *([self._aids] if resource.aided else []))

        known = resource.known(extra=suffix == "json")
        return await self._do(request, Task(resource, suffix, known, answer, resource.template))

    async def item(self, request: Request, resource: Resource, suffix: str) -> Response:
        """One item, as a page when there is no suffix."""
        id, ask = request.path_params["id"], resource.item

        def answer(view: View, values: Values) -> Any:
            return ask(view, id, values) if ask else None

        known = resource.known_of_item()
        return await self._do(request, Task(resource, suffix, known, answer, resource.item_template, id))

    async def docs(self, request: Request) -> Response:
        """The page about the API."""
        try:
            values = read_query(request.query_params.multi_items(), [parameters()["lang"]])
        except KawatError as error:
            return self.refuse(request, error)
        page = Page(
            template="docs.html",
            root=self._settings.root,
            language=language_of(request, values),
            answer=document(self._settings.root),
            path=request.url.path,
            params=values,
            asked=_asked(request),
        )
        return Response(render(page), media_type="text/html")

    async def document(self, request: Request) -> Response:
        """The OpenAPI document."""
        return Response(msgspec.json.encode(document(self._settings.root)), media_type=api.JSON)

    async def judge(self, request: Request) -> Response:
        """Keeps what an analyst decided, when the request has the token."""
        try:
            self._admit(request)
            asked = _verdict(await request.body())
            made = await anyio.to_thread.run_sync(lambda: self._decide(asked), limiter=self._writing)
            return Response(msgspec.json.encode(made), HTTPStatus.CREATED, media_type=api.JSON)
        except KawatError as error:
            note(request, error)
            return problems.answer_of(problems.unnamed(error, self._store.name), request.url.path)

    def _admit(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        known = self._token.encode()
        if scheme.lower() != "bearer" or not secrets.compare_digest(given.strip().encode(), known):
            told = "judging needs the token with which the server was started: 'Authorization: Bearer ...'"
            raise Refused(HTTPStatus.UNAUTHORIZED, told, **{"www-authenticate": "Bearer"})

    def _decide(self, asked: Verdict) -> Judgement:
        with self._store.writer() as writer:
            made = decide(
                writer,
                asked.verdict,
                asked.ids,
                by=asked.by,
                note=asked.note,
                containment=self._settings.family_containment,
            )
        self.snapshots.look()
        return made.judgement

    async def _do(self, request: Request, task: Task) -> Response:
        try:
            asked = request.query_params.getlist(task.resource.heavy)
            heavy = task.id is None and any(asked)
            turns = self._turns or self.open()
            return await turns.take(lambda: self._answer(request, task), _question(request), heavy=heavy)
        except KawatError as error:
            if isinstance(error, TooLong):
                self._figures.cut_off()
            return self.refuse(request, error)

    def _answer(self, request: Request, task: Task) -> Response:
        values = self._values(request, task)
        language = language_of(request, values)
        version = self.snapshots.version()
        tag = self._tag(request, task, version, language)
        if tag in _known_tags(request):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_headers(tag, task))
        kept = self._kept.find(tag)
        self._figures.kept(kept is not None)
        if kept is None:
            kept = self._made(request, task, values, language, version=version, tag=tag)
            self._kept.keep(tag, kept)
        return Response(kept.body, headers=kept.headers, media_type=kept.media_type)

    def _made(
        self, request: Request, task: Task, values: Values, language: str, *, version: str, tag: str
    ) -> Answer:
        with self.snapshots.lend(values.get("as_of"), self._seconds, version) as (view, _):
            headers = _headers(tag, task)
            # a page is in one language, whoever asked for it
            found = task.answer(view, values if task.suffix else {**values, "lang": language})
            path = self._settings.root + request.url.path
            following = _next(path, request, found)
            headers |= _links(path, request, following)
            if task.suffix:
                body = _written(view, found, task, values, following)
                return Answer(body, headers, api.media_type(task.suffix))
            page = Page(
                template=task.template,
                root=self._settings.root,
                language=language,
                answer=found,
                resource=task.resource,
                id=task.id,
                path=request.url.path,
                params=values,
                asked=_asked(request),
                next=following,
                view=view,
                remembered=self._memory.of(view, version),
            )
            return Answer(render(page), headers, "text/html")

    def _values(self, request: Request, task: Task) -> dict[str, Any]:
        pairs = request.query_params.multi_items()
        if task.suffix:
            return read_query(pairs, task.known)
        # a form sends the fields that were left empty, too
        return read_query([pair for pair in pairs if pair[1]], [*task.known, parameters()["lang"]])

    def _tag(self, request: Request, task: Task, version: str, language: str) -> str:
        """The name of this version of the answer."""
        made = _KAWAT if task.suffix else f"{self._begun} {language}"
        # what became of a promise changes with the day, too
        told = f"{version} {date.today()} {made} {request.url.path}?{request.url.query}"
        return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'

    def refuse(self, request: Request, error: KawatError) -> Response:
        """The problem as a page where a page was asked for, else as a document."""
        note(request, error)
        error = problems.unnamed(error, self._store.name)
        if "." in request.url.path.rpartition("/")[2]:
            return problems.answer_of(error, request.url.path)
        problem = problems.problem_of(error, request.url.path)
        asked = {name: given for name, given in _asked(request).items() if name == "lang"}
        given = "".join(asked.get("lang", ()))
        language = given if given in LANGUAGES else language_of(request, {})
        page = Page(
            template="error.html",
            language=language,
            answer=problem,
            path=request.url.path,
            asked=asked,
            root=self._settings.root,
        )
        headers = problems.headers_of(error)
        return Response(render(page), problem.status, headers=headers, media_type="text/html")


def _headers(tag: str, task: Task) -> dict[str, str]:
    headers = {"etag": tag, "cache-control": _KEPT}
    return headers if task.suffix else headers | {"vary": "Accept-Language"}


def _written(view: View, found: Any, task: Task, values: Values, following: str | None) -> bytes:
    kind = task.resource.kind
    if task.suffix == "md" and task.resource.markdown:
        return task.resource.markdown(found).encode()
    if task.id is not None and kind is not None:
        return api.write_item(view, found, kind, task.suffix)
    return api.write_list(view, found, kind, task.suffix, values, following)


def language_of(request: Request, values: Values) -> str:
    """The language of the page: the one asked for, else the one that the browser likes best."""
    return str(values.get("lang") or preferred(request.headers.get("accept-language", "")))


def _question(request: Request) -> Hashable:
    """What is asked: the address, and the languages in which a page may be answered."""
    return request.url.path, request.url.query, request.headers.get("accept-language", "")


def _verdict(body: bytes) -> Verdict:
    try:
        return msgspec.json.decode(body, type=Verdict)
    except msgspec.DecodeError as error:
        raise RequestError(
            f"the body is no verdict ({error}): send verdict, ids, by and note as JSON"
        ) from error


def _known_tags(request: Request) -> set[str]:
    """The versions that the browser has."""
    return {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}


def _asked(request: Request) -> dict[str, tuple[str, ...]]:
    """The query as it was given, without the fields that a form sent empty."""
    asked: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        if value:
            asked[name] = (*asked.get(name, ()), value)
    return asked


def _next(path: str, request: Request, found: Any) -> str | None:
    """The address of the next page, None on the last."""
    cursor = getattr(found, "cursor", None)
    return None if cursor is None else address(path, {**_asked(request), "cursor": cursor})


def _links(path: str, request: Request, following: str | None) -> dict[str, str]:
    """Where the pages before and behind begin."""
    links = [f'<{following}>; rel="next"'] if following else []
    asked = _asked(request)
    if asked.pop("cursor", None):
        links.append(f'<{address(path, asked)}>; rel="first"')
    return {"link": ", ".join(links)} if links else {}
