"""What a copy has: everything, or the records that a filter lets through with the reports that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any

from kawat.ask.selection import filterable
from kawat.errors import NotFound, RequestError
from kawat.records import Actor, Commitment, Disagreement, Family, Linked, Record, Report, Story, kind_of
from kawat.serve.filtering import as_filter
from kawat.serve.web.parameters import read_query
from kawat.serve.web.resource import Resource
from kawat.serve.web.resources import RESOURCES
from kawat.store import EVERYTHING, View

LINES = 100
"""How many lines a page of a list has, where the desk shows no more."""
ASKED = ("search", "verify")
"""Addresses that answer what somebody types: a copy has none of them."""
# what a filter leaves of these is what the records that it lets through lead to
_LED_TO = (Report, Actor)
_WITHOUT_PAGES = ("failures", "judgements")


class Scope:
    """The pages of a copy, by the options of the export as they were given.

    `left` are lists that cannot be filtered so, which the copy does not have.
    """

    def __init__(self, view: View, options: Mapping[str, Any], most: int) -> None:
        """Raises RequestError when these are more than `most` pages in a language."""
        self.view = view
        self.given = {name: value for name, value in options.items() if value not in (None, ())}
        self.which = as_filter(view, options)
        self._known = frozenset(view.countries())
        self._most = most
        self.resources = tuple(one for one in RESOURCES if self._fits(one))
        self.left = tuple(one for one in RESOURCES if one not in self.resources and one.name not in ASKED)
        self._chosen: Mapping[str, set[str]] | None = None
        if not self.everything:
            self._chosen = self._gather()
        self.pages = self._count()
        if self.pages > most:
            raise RequestError(_too_many(self.pages, most))

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.which == EVERYTHING

    @property
    def items(self) -> Iterator[Resource]:
        """The lists of which every item has a page."""
        return (one for one in self.resources if _has_pages(one))

    def has(self, resource: str, id: str | None = None) -> bool:
        """Whether the copy has a page: of a list, or of one item."""
        if id is None:
            return any(one.name == resource for one in self.resources)
        if self._chosen is not None:
            return id in self._chosen.get(resource, ())
        if resource == "actors":
            return id in self._known
        return any(one.name == resource for one in self.items)

    def ids(self, resource: Resource) -> Iterator[str]:
        """The items of a list that have pages, in the order of ids or days."""
        if self._chosen is not None:
            yield from sorted(self._chosen.get(resource.name, ()))
        elif resource.kind is Actor:
            yield from sorted(self._known)
        elif resource.kind is Family:
            yield from (family.id for family in self.view.families())
        else:
            yield from (record.id for record in self.view.each(_kind(resource)))

    def reports(self) -> set[str]:
        """The reports that have pages, where not all have."""
        return self._chosen["reports"] if self._chosen is not None else set()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Reports side by side: the one that all copies of a text are compared with, and a copy."""
        for family in self.view.families():
            for other in sorted(set(family.reports) - {family.report}):
                if self.has("reports", family.report) and self.has("reports", other):
                    yield family.report, other

    def pair(self, one: str, other: str) -> tuple[str, str] | None:
        """The two as `pairs` has them, None where it does not have them."""
        family = self.view.family_of(one)
        if family is None or family.report not in (one, other):
            return None
        if other not in family.reports or not (self.has("reports", one) and self.has("reports", other)):
            return None
        return (one, other) if family.report == one else (other, one)

    def values(self, resource: Resource) -> dict[str, Any]:
        """What a list or view is asked with: its own defaults, and the filter; lists leave nothing out."""
        values = read_query((), resource.known())
        if resource.group == "lists":
            values = {"limit": max(values["limit"], LINES)} if "limit" in values else {}
        known = {one.option for one in resource.known()}
        if resource.name == "timeline":
            # nobody can ask a copy for the days before the latest
            values["whole"] = True
        return values | {name: value for name, value in self.given.items() if name in known}

    def _fits(self, resource: Resource) -> bool:
        if resource.name in ASKED:
            return False
        if self.which == EVERYTHING:
            return True
        if resource.group == "views":
            return set(self.given) <= {one.option for one in resource.known()}
        kind = resource.kind
        return kind in _LED_TO or filterable(self.view, kind, self.which)  # type: ignore[arg-type]

    def _gather(self) -> dict[str, set[str]]:
        """The ids of what the filter lets through, and of the reports and actors that it leads to."""
        found: dict[str, set[str]] = {one.name: set() for one in self.items}
        reports = found["reports"]
        for resource in self.items:
            if resource.kind is Actor or not filterable(self.view, _kind(resource), self.which):
                continue
            for record in self.view.each(_kind(resource), self.which):
                found[resource.name].add(record.id)
                reports.update(self._told_in(record))
                if sum(map(len, found.values())) > self._most:
                    raise RequestError(_too_many(None, self._most))
        for report in reports:
            found["actors"].update(actor.id for actor in self.view.records(Actor, report=report))
        return found

    def _told_in(self, record: Record) -> Iterator[str]:
        """The reports that a record's page leads to."""
        match record:
            case Report():
                yield record.id
            case Story():
                yield from record.reports
            case Disagreement():
                yield from self._homes(member for side in record.sides for member in side.members)
            case Commitment():
                yield record.report
                yield from (proof.report for proof in record.outcome_evidence)
            case Linked():
                yield from self._homes(record.members)
            case _:
                yield record.report

    def _homes(self, ids: Iterable[str]) -> Iterator[str]:
        for id in ids:
            try:
                yield self.view.record(id).report
            except NotFound:
                continue

    def _count(self) -> int:
        """How many pages there are in a language, near enough."""
        held = self._held()
        items = sum(held.get(one.name, 0) for one in self.items)
        lists = sum(ceil(held.get(one.name, 0) / LINES) or 1 for one in self.resources)
        told = sum(held.get(name, 0) for name in ("sayings", "happenings", "claims"))
        return items + lists + told // LINES + sum(1 for _ in self.pairs())

    def _held(self) -> dict[str, int]:
        if self._chosen is not None:
            return {name: len(ids) for name, ids in self._chosen.items()}
        kinds = self.view.counts()
        return {one.name: kinds.get(kind_of(_kind(one)), 0) for one in self.items}


def spoken(resource: Resource) -> bool:
    """Whether the answer, and not its page only, is in a language."""
    return any(one.name == "lang" for one in resource.known())


def _has_pages(resource: Resource) -> bool:
    return resource.group == "lists" and resource.item is not None and resource.name not in _WITHOUT_PAGES


def _kind(resource: Resource) -> type[Record]:
    assert resource.kind is not None
    return resource.kind  # type: ignore[return-value]


def _too_many(pages: int | None, most: int) -> str:
    told = f"{pages:,}" if pages else f"more than {most:,}"
    return (
        f"this copy would have {told} pages in each language: narrow it down"
        f" (--since, --actor, --min-origins ...), or allow it: --most-pages {pages or 10 * most}"
    )
