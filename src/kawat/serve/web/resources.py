"""The table of addresses: what each asks, by which parameters, in which formats, on which page.

    /quotes?speaker=...      a page             /quotes.json /quotes.csv ...     the same for programs
    /quotes/ID               one item, its evidence and how it was made          /quotes/ID.json ...

`kawat.serve.web.app` makes a route of every line, and the OpenAPI document tells of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from kawat.ask import (
    claims,
    commitments,
    disagreements,
    dossier,
    folding,
    happenings,
    listing,
    matrix,
    search,
    show,
    timeline,
)
from kawat.errors import NotFound, RequestError
from kawat.records import (
    Actor,
    Claim,
    Commitment,
    Disagreement,
    Event,
    Failure,
    Family,
    Figure,
    Happening,
    Judgement,
    Quote,
    Report,
    Saying,
    Story,
)
from kawat.serve.filtering import as_filter
from kawat.store import Count, View

from .parameters import Parameter, extra, parameters

Values = Mapping[str, Any]
"""The parameters of a request, read."""
Shape = Literal["list", "view"]

_DAYS = ("since", "until")
_REPORT = ("source", "publisher", "language")


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One address: its `title` on pages, what it answers (`told`), and where it stands in the menu (`group`).

    `kind` is the record type of a list's items and of what an item's address shows; a view has none, and
    `result` is the type of its answer. `extras`: what `_extra` may ask for beside the records of a list.
    """

    name: str
    title: str
    told: str
    group: Literal["views", "lists"]
    answer: Callable[[View, Values], Any]
    result: Any = None
    parameters: tuple[str, ...] = ()
    template: str
    formats: tuple[str, ...] = ("json",)
    kind: type[msgspec.Struct] | None = None
    item: Callable[[View, str, Values], Any] | None = None
    item_result: Any = None
    item_template: str = "item.html"
    item_parameters: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"/{self.name}"

    def known(self) -> list[Parameter]:
        """The parameters of the address, without those of every page."""
        own = [parameters()[name] for name in self.parameters]
        return own + ([extra(self.extras)] if self.extras else [])

    def known_of_item(self) -> list[Parameter]:
        """The parameters of an item's address."""
        return [parameters()[name] for name in self.item_parameters]


def _list(
    name: str, title: str, told: str, ask: Callable[..., Any], kind: type[msgspec.Struct],
    by: tuple[str, ...], *, extras: tuple[str, ...] = ("words", "source", "count"),
) -> Resource:  # fmt: skip
    """A list whose function takes a filter."""

    def answer(view: View, values: Values) -> Any:
        return ask(view, _filter(view, values), **_page(values))

    return Resource(
        name=name, title=title, told=told, group="lists", answer=answer,
        parameters=(*by, "limit", "cursor", "as_of"), template="list.html", kind=kind,
        item=_shown(kind), item_result=show.Shown, item_parameters=("as_of",), extras=extras,
    )  # fmt: skip


def _bare(
    name: str, title: str, told: str, ask: Callable[..., Any], kind: type[msgspec.Struct], *,
    extras: tuple[str, ...], item: bool = True,
) -> Resource:  # fmt: skip
    """A list that cannot be filtered."""

    def answer(view: View, values: Values) -> Any:
        return ask(view, **_page(values))

    return Resource(
        name=name, title=title, told=told, group="lists", answer=answer, template="list.html", kind=kind,
        parameters=("limit", "cursor", "as_of"), item=_shown(kind) if item else None,
        item_result=show.Shown, item_parameters=("as_of",), extras=extras,
    )  # fmt: skip


def _filter(view: View, values: Values) -> Any:
    """The filter that is asked for; what is told as background is left out unless it is asked for."""
    try:
        return as_filter(view, values)
    except NotFound as error:
        raise RequestError(str(error)) from error


def _page(values: Values) -> dict[str, Any]:
    return {"limit": values["limit"], "cursor": values.get("cursor")}


def _shown(kind: type[msgspec.Struct]) -> Callable[[View, str, Values], show.Shown]:
    """A record of one kind in its surroundings."""

    def answer(view: View, id: str, values: Values) -> show.Shown:
        found = show.show(view, id)
        if not isinstance(found.record, kind):
            raise NotFound(
                f"'{id}' is no {kind.__name__.lower()} but a {type(found.record).__name__.lower()}"
            )
        return found

    return answer


def _timeline(view: View, values: Values) -> Any:
    which = _filter(view, values)
    return timeline.timeline(
        view,
        actor=which.actor,
        since=which.since,
        until=which.until,
        types=which.type,
        acts=which.act,
        statuses=which.status,
        background=values["background"],
        limit=values["limit"],
    )


def _matrix(view: View, values: Values) -> matrix.Matrix:
    which = _filter(view, values)
    return matrix.matrix(
        view,
        since=which.since,
        until=which.until,
        types=which.type,
        statuses=which.status or matrix.HAPPENED,
        by=values["by"],
    )


def _search(view: View, values: Values) -> search.Found:
    if "q" not in values:
        return search.Found((), Count(0, 0))
    return search.search(
        view, values["q"], where=values["where"], filter=_filter(view, values), limit=values["limit"]
    )


def _commitments(view: View, values: Values) -> commitments.Ledger:
    return commitments.commitments(
        view,
        _filter(view, values),
        outcomes=values.get("outcomes", ()),
        due_before=values.get("due_before"),
        limit=values["limit"],
    )


def _calendar(view: View, values: Values) -> commitments.Ledger:
    return commitments.calendar(
        view, _filter(view, values), outcomes=values.get("outcomes", ()), limit=values["limit"]
    )


def _actors(view: View, values: Values) -> listing.Actors:
    return listing.actors(view, values.get("sort"), **_page(values))


def _dossier(view: View, id: str, values: Values) -> dossier.Dossier:
    return dossier.dossier(
        view, id, since=values.get("since"), until=values.get("until"), limit=values["limit"]
    )


_WHOLE = (*_DAYS, "source", "language", "min_origins")
_LEDGER = ("actor", "sort", "outcome", "due_before", *_DAYS, *_REPORT, "min_score")

RESOURCES: tuple[Resource, ...] = (
    Resource(
        name="timeline", title="Timeline", told="What was done and said, day by day, each thing once.",
        group="views", answer=_timeline, result=tuple[folding.Item, ...], template="timeline.html",
        parameters=("actor", *_DAYS, "type", "act", "status", "background", "limit", "as_of"),
    ),
    Resource(
        name="matrix", title="Matrix", told="Who does what to whom, by kind of doing and by week.",
        group="views", answer=_matrix, result=matrix.Matrix, template="matrix.html",
        parameters=(*_DAYS, "type", "status", "by", "as_of"),
    ),
    Resource(
        name="calendar", title="Calendar", told="What is due, day by day, and what became of it.",
        group="views", answer=_calendar, result=commitments.Ledger, template="calendar.html",
        parameters=("actor", "sort", "outcome", *_DAYS, "limit", "as_of"),
    ),
    Resource(
        name="search", title="Search", told="What has all the words that are asked for, best first.",
        group="views", answer=_search, result=search.Found, template="search.html",
        parameters=("q", "in", "actor", *_DAYS, *_REPORT, "limit", "as_of"),
    ),
    _list("reports", "Reports", "Reports in order of the days on which they were written.",
          listing.reports, Report, ("actor", *_DAYS, *_REPORT)),
    _list("quotes", "Quotes", "What somebody is reported to have said.",
          listing.quotes, Quote, ("actor", *_DAYS, "act", *_REPORT, "min_score"),
          extras=("words", "source", "count", "speaker")),
    _list("events", "Events", "Who did what to whom, as each report tells it.",
          listing.events, Event, ("actor", *_DAYS, "type", "status", "background", *_REPORT, "min_score")),
    _list("figures", "Figures", "How many of what, whose, by whose account.",
          listing.figures, Figure, ("actor", *_DAYS, *_REPORT, "min_score")),
    Resource(
        name="actors", title="Actors", told="Who is named, most reported first.", group="lists",
        answer=_actors, template="list.html", kind=Actor, extras=("count",),
        parameters=("actor_sort", "limit", "cursor", "as_of"), item=_dossier, item_result=dossier.Dossier,
        item_template="actor.html", item_parameters=(*_DAYS, "limit", "as_of"),
    ),
    _list("stories", "Stories", "Reports on the same news over a few days.",
          listing.stories, Story, (*_DAYS, *_REPORT, "min_origins")),
    _bare("families", "Families", "Copies of one text, and how each was copied.",
          listing.families, Family, extras=("words", "source", "count")),
    _list("sayings", "Sayings", "The same words of one speaker, in whatever report and language, once.",
          listing.sayings, Saying, ("actor", *_WHOLE, "act", "min_score")),
    _list("happenings", "Happenings", "Each deed once, however many reports and languages tell it.",
          happenings.happenings, Happening,
          ("actor", *_WHOLE, "type", "status", "background", "min_score"),
          extras=("words", "mark", "source", "count")),
    _list("claims", "Claims", "The same figure of the same thing, in whatever report and language, once.",
          claims.claims, Claim, ("actor", *_WHOLE, "min_score")),
    Resource(
        name="commitments", title="Commitments", told="Who is to do what by when, and what became of it.",
        group="lists", answer=_commitments, template="list.html",
        kind=Commitment, parameters=(*_LEDGER, "limit", "as_of"), item=_shown(Commitment),
        item_result=show.Shown, item_parameters=("as_of",), extras=("words", "source", "count", "why"),
    ),
    _list("disagreements", "Disagreements", "Accounts of one thing that cannot all hold, side by side.",
          disagreements.disagreements, Disagreement, ("actor", *_WHOLE, "about", "moves")),
    _bare("failures", "Failures", "Stages that failed, and on which report.",
          listing.failures, Failure, extras=("source",)),
    _bare("judgements", "Judgements", "What analysts decided, oldest first.",
          listing.judgements, Judgement, extras=(), item=False),
)  # fmt: skip
"""Every address but that of the first page."""


def resource(name: str) -> Resource:
    """The resource of that name. Raises KeyError."""
    return _BY_NAME[name]


_BY_NAME = {one.name: one for one in RESOURCES}
