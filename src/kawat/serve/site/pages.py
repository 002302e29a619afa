"""The pages of a copy in one language, one after the other: no more than one is held at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from kawat.ask.listing import Actors, Listing, lines
from kawat.records import Actor, Report
from kawat.serve.web.pages import Page, render
from kawat.serve.web.parameters import USUAL, Parameter, parameters, read_query
from kawat.serve.web.resource import Resource
from kawat.store import Count

from .links import ABOUT, Data, StillLinks, unlinked
from .names import page_name, pair_name
from .scope import LINES, Scope, spoken

_INDEX = page_name("today")


class About(msgspec.Struct, frozen=True):
    """What the page about the copy tells: how much is in it, by which filter, and what it has no list of."""

    count: Count
    given: tuple[tuple[Parameter, Any], ...]
    left: tuple[str, ...]


class Written(NamedTuple):
    """A page as it is written: its file within the folder of its language."""

    file: str
    page: bytes


class Pages:
    """The pages of a scope in one language."""

    def __init__(
        self,
        scope: Scope,
        aids: Any,
        language: str,
        roots: dict[str, str],
        data: Data,
    ) -> None:
        self._scope, self._view, self._aids = scope, scope.view, aids
        self._language, self._roots, self._data = language, roots, data

    def __iter__(self) -> Iterator[Written]:
        yield self._about(page_name(ABOUT))
        if not self._scope.has("today"):
            yield self._about(_INDEX)
        for resource in self._scope.resources:
            yield from self._list(resource)
        for resource in self._scope.items:
            for id in self._scope.ids(resource):
                yield self._item(resource, id)
        for left, right in self._scope.pairs():
            yield self._pair(left, right)

    def _about(self, file: str) -> Written:
        known = {one.option: one for one in parameters().values()}
        scope = self._scope
        answer = About(
            count=self._view.count(Report) if scope.everything else self._view.tally(scope.reports()),
            given=tuple((known[name], value) for name, value in scope.given.items()),
            left=tuple(one.title for one in scope.left),
        )
        return self._rendered(file, template="about.html", answer=answer, path=f"/{ABOUT}")

    def _list(self, resource: Resource) -> Iterator[Written]:
        """All pages of a list, each with links to those beside it."""
        values = self._scope.values(resource)
        if spoken(resource):
            values["lang"] = self._language
        for number, (answer, more) in enumerate(self._answers(resource, values), 1):
            yield self._rendered(
                page_name(resource.name, None, number),
                template=resource.template,
                answer=answer,
                resource=resource,
                path=resource.path,
                params=values,
                # by this a list knows that it does not begin here
                asked={"cursor": str(number)} if number > 1 else {},
                next=page_name(resource.name, None, number + 1) if more else None,
                previous=page_name(resource.name, None, number - 1) if number > 1 else None,
            )

    def _answers(self, resource: Resource, values: Mapping[str, Any]) -> Iterator[tuple[Any, bool]]:
        """What a list answers, page by page, and whether another page follows."""
        if not self._scope.everything and resource.kind is Report:
            yield from self._chosen_reports()
        elif not self._scope.everything and resource.kind is Actor:
            yield from self._chosen_actors()
        else:
            cursor: str | None = None
            while True:
                asked = {**values, "cursor": cursor} if cursor else values
                answer = resource.answer(self._view, asked, *([self._aids] if resource.aided else []))
                cursor = getattr(answer, "cursor", None)
                yield answer, cursor is not None
                if cursor is None:
                    return

    def _chosen_reports(self) -> Iterator[tuple[Any, bool]]:
        ids = self._scope.reports()
        count = self._view.tally(ids)
        chosen = (report for report in self._view.each(Report) if report.id in ids)
        for part, more in _parts(chosen):
            shown = lines(self._view, part)
            yield Listing(shown, None, count), more

    def _chosen_actors(self) -> Iterator[tuple[Any, bool]]:
        count = self._view.tally(self._scope.reports())
        chosen = (one for one in self._view.actors() if self._scope.has("actors", one.actor.id))
        for part, more in _parts(chosen):
            yield Actors(tuple(part), count), more

    def _item(self, resource: Resource, id: str) -> Written:
        known = resource.known_of_item()
        # a copy has nothing behind what a page shows
        most = [("limit", str(USUAL)) for one in known if one.name == "limit"]
        values = read_query(most, known)
        return self._shown(page_name(resource.name, id), resource, id, values)

    def _pair(self, left: str, right: str) -> Written:
        reports = next(one for one in self._scope.items if one.kind is Report)
        return self._shown(pair_name(left, right), reports, left, {"beside": right})

    def _shown(self, file: str, resource: Resource, id: str, values: Mapping[str, Any]) -> Written:
        assert resource.item is not None
        return self._rendered(
            file,
            template=resource.item_template,
            answer=resource.item(self._view, id, values),
            resource=resource,
            id=id,
            path=f"{resource.path}/{id}",
        )

    def _rendered(
        self,
        file: str,
        *,
        params: Mapping[str, Any] | None = None,
        next: str | None = None,
        previous: str | None = None,
        **page: Any,
    ) -> Written:
        links = StillLinks(self._scope, file, self._language, self._roots, self._data)
        made = Page(
            language=self._language,
            params={**(params or {}), "as_of": self._view.as_of},
            next=links.at(next) if next else None,
            previous=links.at(previous) if previous else None,
            view=self._view,
            links=links,
            **page,
        )
        return Written(file, unlinked(render(made)))


def _parts(found: Iterator[Any]) -> Iterator[tuple[list[Any], bool]]:
    """Pages of lines, and whether another follows; one that is empty when there are none."""
    part = list(islice(found, LINES))
    while True:
        following = list(islice(found, LINES))
        yield part, bool(following)
        if not following:
            return
        part = following
