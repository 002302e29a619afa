"""The application: a route for every line of the table of addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.staticfiles import StaticFiles

from kawat.settings import Settings
from kawat.store import Store

from .desk import Desk
from .resources import RESOURCES, Resource

_STATIC = Path(__file__).parent / "static"

Endpoint = Callable[[Request], Awaitable[Response]]


def app(store: Store, settings: Settings) -> FastAPI:
    """Pages and API on a store."""
    made = FastAPI(title="Kawat", version=version("kawat"), docs_url=None, redoc_url=None)
    desk = Desk(store, settings)
    for resource in RESOURCES:
        _add(made, desk, resource)
    made.mount("/static", StaticFiles(directory=_STATIC, check_dir=False), name="static")
    return made


def _add(made: FastAPI, desk: Desk, resource: Resource) -> None:
    """The routes of a resource: formats before pages, as an id may have a dot."""
    for suffix in resource.formats:
        made.add_api_route(resource.file(suffix), _listing(desk, resource, suffix), response_model=None)
    made.add_api_route(
        resource.path, _listing(desk, resource, ""), include_in_schema=False, response_model=None
    )
    if resource.item is not None:
        path = f"/{resource.name}/{{id:path}}"
        made.add_api_route(f"{path}.json", _item(desk, resource, "json"), response_model=None)
        made.add_api_route(path, _item(desk, resource, ""), include_in_schema=False, response_model=None)


def _listing(desk: Desk, resource: Resource, suffix: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await desk.listing(request, resource, suffix)

    return endpoint


def _item(desk: Desk, resource: Resource, suffix: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await desk.item(request, resource, suffix)

    return endpoint
