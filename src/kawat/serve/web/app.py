"""The application: a route for every line of the table of addresses, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from kawat.errors import KawatError
from kawat.serve.logs import LOG
from kawat.settings import Settings
from kawat.store import Store

from .desk import Desk
from .figures import Figures, NoFigures
from .guard import HEADERS, LOOPBACK, Guard, networks
from .observed import ID, STATIC, Endpoint, Observed, at_mount, at_route, id_of
from .probes import HEALTH, PROBES, READY, Probes
from .problems import Refused
from .resource import Resource
from .resources import RESOURCES
from .snapshots import KEPT_SECONDS

_STATIC = Path(__file__).parent / "static"
# fewer bytes are not worth packing
_PACKED = 1_000


def app(
    store: Store,
    settings: Settings,
    *,
    hosts: Iterable[str] = (),
    token: str = "",
    figures: Figures | None = None,
) -> FastAPI:
    """Pages and API on a store, to be read only.

    `hosts`: under which names it is reached beside those of the settings. With a `token`, whoever has it may
    judge, by POST to /judgements. `figures` counts what happens. `state.stop()` of what is made says that the
    server has been told to end.
    """
    figures = figures or NoFigures()
    desk, probes = Desk(store, settings, token, figures), Probes(store)
    made = FastAPI(
        title="Kawat",
        version=version("kawat"),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        # a redirect made of what was asked for could lead away
        redirect_slashes=False,
        lifespan=_life(desk),
    )
    for resource in RESOURCES:
        _add(made, desk, resource)
    made.state.stop = probes.stop
    _route(made, HEALTH, probes.health)
    _route(made, READY, probes.ready)
    _route(made, "/docs", desk.docs)
    _route(made, "/openapi.json", desk.document)
    made.mount(STATIC, at_mount(STATIC, StaticFiles(directory=_STATIC, check_dir=False)), name="static")
    if token:
        _route(made, "/judgements", desk.judge, methods=["POST"])
    _refusals(made, desk)
    made.add_middleware(GZipMiddleware, minimum_size=_PACKED, compresslevel=5)
    made.add_middleware(
        Guard,
        hosts=(*LOOPBACK, *settings.hosts.split(), *hosts),
        proxies=networks(settings.proxies),
        root=settings.root,
        everywhere=PROBES,
        methods=("GET", "HEAD", "POST") if token else ("GET", "HEAD"),
        largest=settings.largest_request,
    )
    # outermost, so that it sees what is refused
    made.add_middleware(Observed, figures=figures, stopping=lambda: probes.stopping)
    return made


def _life(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(made: FastAPI) -> AsyncIterator[None]:
        """Closes views that wait for nobody, and at the end all."""

        async def tidy() -> None:
            while True:
                await anyio.sleep(KEPT_SECONDS)
                try:
                    # letting go of a database takes a while when it does not answer
                    await anyio.to_thread.run_sync(desk.tidy, abandon_on_cancel=True)
                except Exception:  # noqa: BLE001 - it is tried again: nobody else closes what nobody asks for
                    LOG.exception("what nobody asks for could not be closed")

        desk.open()
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(tidy)
                yield
                tasks.cancel_scope.cancel()
        finally:
            desk.close()

    return life


def _refusals(made: FastAPI, desk: Desk) -> None:
    """What goes wrong outside of an answer is told like what goes wrong within."""

    async def refuse(request: Request, error: Exception) -> Response:
        if isinstance(error, KawatError):
            return desk.refuse(request, error)
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = desk.refuse(request, Refused(HTTPStatus(status), _TOLD.get(status, _OURS)))
        answer.headers.update((error.headers or {}) if isinstance(error, HTTPException) else {})
        # it is sent past everything that would say so
        answer.headers.update({**HEADERS, ID: id_of(request.scope)})
        return answer

    for kind in (KawatError, HTTPException, Exception):
        made.add_exception_handler(kind, refuse)


_TOLD = {
    404: "there is no such address: '/docs' lists those there are",
    405: "this address cannot be asked so: '/docs' says what can be done where",
}
_OURS = "this went wrong inside: the server's output has the reason, which is worth reporting"


def _add(made: FastAPI, desk: Desk, resource: Resource) -> None:
    """The routes of a resource: formats before pages, as an id may have a dot."""

    for suffix in resource.formats:
        _route(made, resource.file(suffix), _listing(desk, resource, suffix))
    _route(made, resource.path, _listing(desk, resource, ""))
    if resource.item is not None:
        path = f"/{resource.name}/{{id:path}}"
        for suffix in resource.item_formats:
            _route(made, f"{path}.{suffix}", _item(desk, resource, suffix))
        _route(made, path, _item(desk, resource, ""))


def _route(made: FastAPI, path: str, endpoint: Endpoint, **how: Any) -> None:
    """An address; the document tells of it in its own way."""
    made.add_api_route(path, at_route(_form(path), endpoint), response_model=None, **how)


def _form(path: str) -> str:
    return path.replace("{id:path}", "{id}")


def _listing(desk: Desk, resource: Resource, suffix: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await desk.listing(request, resource, suffix)

    return endpoint


def _item(desk: Desk, resource: Resource, suffix: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await desk.item(request, resource, suffix)

    return endpoint
