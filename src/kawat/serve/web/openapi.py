"""The OpenAPI document of the API, made of the table of addresses and of the types of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from .api import JSON, Records, media_type
from .parameters import Parameter
from .probes import HEALTH, READY, State
from .problems import MEDIA_TYPE, Problem
from .resource import Resource
from .resources import RESOURCES

Document = dict[str, Any]

_REF = "#/components/schemas/{name}"
_TOLD = """Read-only: what is there as a page is there for programs at the same address.

Counts are pairs: reports, and independent origins among them. Spans are pairs of places in the received text
of a report, in Unicode code points, the end not included. A list has `limit` items at most; the header `Link`
and `next` lead to the rest. Every answer has an `ETag`: asked with it (`If-None-Match`), what has not changed
is not sent again. What goes wrong is told as RFC 9457 has it."""


@cache
def document(root: str = "") -> Document:
    """OpenAPI 3.1, as values of JSON; `root`: under which path all addresses are reached."""
    paths: Document = {}
    for resource in RESOURCES:
        paths |= _paths(resource)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kawat", "version": version("kawat"), "description": _TOLD},
        "servers": [{"url": root or "/"}],
        "paths": paths | _probes(),
        "components": {"schemas": _schemas()},
        "tags": [{"name": "views"}, {"name": "lists"}, {"name": "probes"}],
    }


def result_of(resource: Resource) -> Any:
    """The type of a resource's answer as JSON."""
    kind: Any = resource.kind
    return Records[kind] if kind else resource.result


def _probes() -> Document:
    told = {
        HEALTH: ("The process answers", "For whoever restarts it; the store is not asked."),
        READY: (
            "It may be asked",
            "For whoever sends readers to it: status 503 says why not, when the store cannot be read or has"
            " another schema than this server's, or when the server is about to end.",
        ),
    }
    return {path: {"get": _probe(path, *words)} for path, words in told.items()}


def _probe(path: str, summary: str, description: str) -> Document:
    content = {JSON: {"schema": _schema_of(State)}}
    problem = {"description": "Why not.", "content": {MEDIA_TYPE: {"schema": _schema_of(Problem)}}}
    return {
        "operationId": path.strip("/"),
        "summary": summary,
        "description": description,
        "tags": ["probes"],
        "parameters": [],
        "responses": {"200": {"description": "It is so.", "content": content}, "default": problem},
    }


def _paths(resource: Resource) -> Document:
    found: Document = {}
    for suffix in resource.formats:
        found[resource.file(suffix)] = {"get": _operation(resource, suffix)}
    for suffix in resource.item_formats:
        found[f"/{resource.name}/{{id}}.{suffix}"] = {"get": _item_operation(resource, suffix)}
    return found


def _operation(resource: Resource, suffix: str) -> Document:
    known = resource.known(extra=suffix == "json")
    return {
        "operationId": f"{resource.name}.{suffix}",
        "summary": resource.title,
        "description": resource.told,
        "tags": [resource.group],
        "parameters": [_parameter(one) for one in known],
        "responses": _responses(suffix, result_of(resource)),
    }


def _item_operation(resource: Resource, suffix: str) -> Document:
    id = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id, or a beginning that only one has; of an actor the whole id.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 500},
    }
    return {
        "operationId": f"{resource.name}.item.{suffix}",
        "summary": f"{resource.title}: one of them",
        "description": "One item with its evidence, and how it was made.",
        "tags": [resource.group],
        "parameters": [id, *map(_parameter, resource.known_of_item())],
        "responses": _responses(suffix, resource.item_result),
    }


def _parameter(one: Parameter) -> Document:
    schema = dict(one.schema)
    if one.default is not None:
        schema["default"] = one.default
    if one.many:
        schema = {"type": "array", "items": schema}
    return {"name": one.name, "in": "query", "description": one.told, "schema": schema}


def _responses(suffix: str, result: Any) -> Document:
    content = {JSON: {"schema": _schema_of(result)}} if suffix == "json" else _written(suffix)
    problem = {"description": "What went wrong.", "content": {MEDIA_TYPE: {"schema": _schema_of(Problem)}}}
    headers = {
        "ETag": {"description": "The version of the answer.", "schema": {"type": "string"}},
        "Link": {"description": "The next and the first page.", "schema": {"type": "string"}},
    }
    return {
        "200": {"description": "The answer.", "content": content, "headers": headers},
        "304": {"description": "It has not changed."},
        "default": problem,
    }


def _written(suffix: str) -> Document:
    """The content of a format: an object of JSON, or what is no JSON."""
    told = media_type(suffix)
    one = told.endswith("+json")
    return {told: {"schema": {"type": "object" if one else "string"}}}


def _schema_of(kind: Any) -> Mapping[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REF)
    return schema


def _schemas() -> Document:
    _, components = msgspec.json.schema_components(list(_types()), ref_template=_REF)
    return dict(components)


def _types() -> Iterable[Any]:
    yield Problem
    yield State
    for resource in RESOURCES:
        yield result_of(resource)
        if resource.item is not None:
            yield resource.item_result
