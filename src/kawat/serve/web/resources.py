"""The table of addresses: what each asks, by which parameters, in which formats, on which page.

    /quotes?speaker=...      a page             /quotes.json /quotes.csv ...     the same for programs
    /quotes/ID               one item, its evidence and how it was made          /quotes/ID.json ...

`kawat.serve.web.app` makes a route of every line, and the OpenAPI document tells of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from kawat.ask import (
    briefing,
    claims,
    disagreements,
    dossier,
    happenings,
    listing,
    matrix,
    reader,
    search,
    show,
    timeline,
    today,
)
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
from kawat.serve.briefings.markdown import markdown
from kawat.store import View

from . import answers
from .answers import Values
from .api import item_suffixes, suffixes
from .parameters import USUAL, Parameter, more, parameters

_DAYS = ("since", "until")
_PAGE = ("limit", "cursor", "as_of")
_REPORT = ("source", "publisher", "language")
_WHOLE = (*_DAYS, "source", "language", "min_origins")
_DEED = ("type", "status", "background", "min_score")
_LINE = ("words", "source", "count")


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One address: its `title` on pages, what it answers (`told`), and where it stands in the menu (`group`).

    `kind` is the record type of a list's items and of what an item's address shows; an answer that is no
    list has none, but a type (`result`), and is told as CSV too where it is a `table`, as Markdown where
    it has a way to write it. Where it is `aided`, `answer` is given `Aids` too. `heavy`: the parameter
    with which it takes so much that one is answered at a time. `extras`: what `_extra` may ask for beside
    the records. `usual`: how many items are told unless somebody says, `item_usual` at an item's address.
    `page` is the page's address where it is not the name.
    """

    name: str
    title: str
    told: str
    group: Literal["views", "lists"]
    answer: Callable[..., Any]
    result: Any = None
    parameters: tuple[str, ...] = ()
    template: str
    table: bool = False
    markdown: Callable[[Any], str] | None = None
    aided: bool = False
    heavy: str = ""
    kind: type[msgspec.Struct] | None = None
    item: Callable[[View, str, Values], Any] | None = None
    item_result: Any = None
    item_template: str = "item.html"
    item_parameters: tuple[str, ...] = ("as_of",)
    item_usual: int = USUAL
    extras: tuple[str, ...] = ()
    usual: int = USUAL
    page: str = ""

    @property
    def path(self) -> str:
        """The address of the page."""
        return self.page or f"/{self.name}"

    @property
    def formats(self) -> tuple[str, ...]:
        """In which formats it is told, as they are written behind the name."""
        return suffixes(self.kind, table=self.table) + (("md",) if self.markdown else ())

    @property
    def item_formats(self) -> tuple[str, ...]:
        """In which formats one item is told."""
        return item_suffixes(self.kind) if self.item and self.kind else ()

    def file(self, suffix: str) -> str:
        """The address of the answer in a format."""
        return f"/{self.name}.{suffix}"

    def known(self, *, extra: bool = False) -> list[Parameter]:
        """The parameters of the address; with `extra` the one that asks for more than the records."""
        own = _named(self.parameters, self.usual)
        return own + ([more(self.extras)] if extra and self.extras else [])

    def known_of_item(self) -> list[Parameter]:
        """The parameters of an item's address."""
        return _named(self.item_parameters, self.item_usual)


def _named(names: tuple[str, ...], usual: int) -> list[Parameter]:
    own = [parameters()[name] for name in names]
    return [replace(one, default=usual) if one.name == "limit" else one for one in own]


def _view(name: str, answer: Callable[..., Any], result: Any = None, **more: Any) -> Resource:
    """An address with a page of its own: a list as the page shows it, or an answer that is none."""
    own = {"template": f"{name}.html", **more}
    return Resource(name=name, answer=answer, result=result, group="views", **own)


def _list(
    name: str, kind: type[msgspec.Struct], ask: Callable[..., Any], by: tuple[str, ...] = (), **more: Any
) -> Resource:
    """A list of records, by a function that takes a filter when there is anything to filter by."""
    result: Any = show.Shown
    shown = {"item": answers.shown(kind), "item_result": result[kind]}
    return Resource(
        name=name,
        kind=kind,
        answer=answers.listed(ask) if by else answers.unfiltered(ask),
        parameters=(*by, *_PAGE),
        group="lists",
        **{"template": "list.html", "extras": _LINE, **shown, **more},
    )


RESOURCES: tuple[Resource, ...] = (
    _view(
        "today",
        answers.today_of,
        today.Today,
        title="Today",
        told="What is new, what is due, what disagrees and what has changed.",
        parameters=("since", "limit", "as_of"),
        usual=10,
        page="/",
    ),
    _view(
        "timeline",
        answers.timeline_of,
        timeline.Timeline,
        table=True,
        title="Timeline",
        told="What was done and said, day by day, each thing once; of much the latest days first.",
        parameters=("actor", "kind", *_WHOLE, *_DEED, "act", *_PAGE),
        usual=200,
    ),
    _view(
        "matrix",
        answers.matrix_of,
        matrix.Matrix,
        table=True,
        title="Matrix",
        told="Who does what to whom, by kind of doing and by week.",
        parameters=(*_DAYS, "type", "status", "by", "as_of"),
    ),
    _view(
        "calendar",
        answers.calendar_of,
        kind=Commitment,
        title="Calendar",
        told="What is due, day by day, and what became of it.",
        parameters=("actor", "sort", "outcome", *_DAYS, *_PAGE),
        extras=(*_LINE, "why"),
        usual=200,
    ),
    _view(
        "map",
        answers.map_of,
        kind=Happening,
        title="Map",
        told="What happened at places that are known on a map.",
        parameters=("actor", *_WHOLE, *_DEED, *_PAGE),
        extras=(*_LINE, "mark"),
        usual=500,
    ),
    _view(
        "figures-series",
        answers.series_of,
        kind=Claim,
        title="Figures over time",
        told="What is counted, by whose account, over time.",
        parameters=("actor", "of", "bare", *_WHOLE, "min_score", *_PAGE),
        extras=_LINE,
        usual=500,
        template="series.html",
    ),
    _view(
        "search",
        answers.search_of,
        search.Found,
        table=True,
        title="Search",
        told="What has all the words that are asked for, best first.",
        parameters=("q", "in", "actor", *_DAYS, *_REPORT, "limit", "as_of"),
        usual=20,
    ),
    _view(
        "verify",
        answers.verify_of,
        answers.Checked,
        title="Check a text",
        told="What reports say of each sentence of a text: supported, contradicted or not found.",
        parameters=("text", "as_of"),
        aided=True,
        heavy="text",
    ),
    _view(
        "brief",
        answers.brief_of,
        briefing.Briefing,
        markdown=markdown,
        title="Briefing",
        told="What happened, was said, is due, is disputed and has changed, each sentence with its reports.",
        parameters=("actor", "place", *_DAYS, "as_of", "lang"),
        aided=True,
    ),
    _list(
        "reports",
        Report,
        listing.reports,
        ("actor", *_DAYS, *_REPORT),
        title="Reports",
        told="Reports in order of the days on which they were written.",
        item=answers.report_of,
        item_result=reader.Reading,
        item_template="report.html",
        item_parameters=("beside", "as_of"),
    ),
    _list(
        "quotes",
        Quote,
        listing.quotes,
        ("actor", *_DAYS, "act", "report", *_REPORT, "min_score"),
        title="Quotes",
        told="What somebody is reported to have said.",
        extras=(*_LINE, "speaker"),
    ),
    _list(
        "events",
        Event,
        listing.events,
        ("actor", *_DAYS, *_DEED, "report", *_REPORT),
        title="Events",
        told="Who did what to whom, as each report tells it.",
    ),
    _list(
        "figures",
        Figure,
        listing.figures,
        ("actor", "of", *_DAYS, "report", *_REPORT, "min_score"),
        title="Figures",
        told="How many of what, whose, by whose account.",
    ),
    Resource(
        name="actors",
        kind=Actor,
        answer=answers.actors_of,
        title="Actors",
        told="Who is named, most reported first.",
        group="lists",
        parameters=("actor_sort", *_PAGE),
        template="list.html",
        extras=("count",),
        item=answers.dossier_of,
        item_result=dossier.Dossier,
        item_template="actor.html",
        item_parameters=(*_DAYS, "limit", "as_of"),
        item_usual=12,
    ),
    _list(
        "stories",
        Story,
        listing.stories,
        (*_DAYS, *_REPORT, "min_origins"),
        title="Stories",
        told="Reports on the same news over a few days.",
    ),
    _list(
        "families",
        Family,
        listing.families,
        title="Families",
        told="Copies of one text, and how each was copied.",
    ),
    _list(
        "sayings",
        Saying,
        listing.sayings,
        ("actor", *_WHOLE, "act", "min_score"),
        title="Sayings",
        told="The same words of one speaker, in whatever report and language, once.",
    ),
    _list(
        "happenings",
        Happening,
        happenings.happenings,
        ("actor", *_WHOLE, *_DEED),
        title="Happenings",
        told="Each deed once, however many reports and languages tell it.",
        extras=(*_LINE, "mark"),
    ),
    _list(
        "claims",
        Claim,
        claims.claims,
        ("actor", "of", "bare", *_WHOLE, "min_score"),
        title="Claims",
        told="The same figure of the same thing, in whatever report and language, once.",
    ),
    Resource(
        name="commitments",
        kind=Commitment,
        answer=answers.commitments_of,
        title="Commitments",
        told="Who is to do what by when, and what became of it.",
        group="lists",
        parameters=("actor", "sort", "outcome", "due_before", *_DAYS, *_REPORT, "min_score", *_PAGE),
        template="list.html",
        extras=(*_LINE, "why"),
        item=answers.shown(Commitment),
        item_result=show.Shown[Commitment],
    ),
    _list(
        "disagreements",
        Disagreement,
        disagreements.disagreements,
        ("actor", *_WHOLE, "about", "moves"),
        title="Disagreements",
        told="Accounts of one thing that cannot all hold, side by side.",
    ),
    _list(
        "failures",
        Failure,
        listing.failures,
        title="Failures",
        told="Stages that failed, and on which report.",
        extras=("source",),
    ),
    _list(
        "judgements",
        Judgement,
        listing.judgements,
        title="Judgements",
        told="What analysts decided, oldest first.",
        extras=(),
        item=None,
        item_result=None,
    ),
)
"""Every address."""
