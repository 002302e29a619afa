"""The lists of a copy as data: every record that its pages show, in the formats of `kawat export`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kawat.ask.selection import selected
from kawat.records import Actor, AnyRecord, Report
from kawat.serve.formats import FORMATS
from kawat.serve.web import api
from kawat.serve.web.resource import Resource

from .scope import Scope, spoken

_OF_RECORDS = ("ndjson", "csv", "geojson")
_WRITERS = {one.suffix: one for one in FORMATS.values()}


class Form(NamedTuple):
    """A list or view as data: its name, how the form ends, its file, and its bytes piece by piece."""

    name: str
    suffix: str
    file: str
    pieces: Iterable[bytes]


def data_of(scope: Scope, aids: Any, language: str) -> Iterator[Form]:
    """Each list or view as data.

    Briefings are in a language; all others are the same in each.
    """
    for resource in scope.resources:
        if resource.group == "lists":
            yield from _list(scope, resource)
        elif not any(one.name == "cursor" for one in resource.known()):
            yield from _view(scope, resource, aids, language)


def _list(scope: Scope, resource: Resource) -> Iterator[Form]:
    kind: Any = resource.kind
    for suffix in _OF_RECORDS:
        if kind in _WRITERS[suffix].kinds:
            made = _WRITERS[suffix].write(_records(scope, resource), scope.view, kind)
            yield Form(resource.name, suffix, f"data/{resource.name}.{suffix}", made)


def _records(scope: Scope, resource: Resource) -> Iterator[AnyRecord]:
    kind: Any = resource.kind
    if scope.everything or kind not in (Report, Actor):
        return selected(scope.view, [kind], scope.which)
    if kind is Report:
        return (one for one in scope.view.each(Report) if scope.has("reports", one.id))
    return (one.actor for one in scope.view.actors() if scope.has("actors", one.actor.id))


def _view(scope: Scope, resource: Resource, aids: Any, language: str) -> Iterator[Form]:
    values = scope.values(resource) | ({"lang": language} if spoken(resource) else {})
    answer = resource.answer(scope.view, values, *([aids] if resource.aided else []))
    name = f"{resource.name}.{language}" if spoken(resource) else resource.name
    for suffix in resource.formats:
        if suffix == "md" and resource.markdown:
            body = resource.markdown(answer).encode()
        else:
            body = api.write_list(scope.view, answer, resource.kind, suffix, values, None)
        yield Form(resource.name, suffix, f"data/{name}.{suffix}", (body,))
