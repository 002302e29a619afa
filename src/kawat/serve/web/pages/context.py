"""What templates are given beside the answer: the contents, links to this page changed, names, drawings."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import log
from types import SimpleNamespace
from typing import Any, NamedTuple

from kawat import ontology
from kawat.ask.commitments import Undertaking, undertakings
from kawat.records import Period, Report
from kawat.serve.web.drawing import drawings
from kawat.serve.web.messages import N_
from kawat.serve.web.parameters import Parameter
from kawat.serve.web.resource import Resource
from kawat.serve.web.resources import RESOURCES
from kawat.serve.web.retelling import told
from kawat.serve.web.words import Words
from kawat.store import Count, Filter, View

from .fields import Fields, several
from .links import Links
from .macros import Once
from .memory import Remembered, known_to, look_up, once_for
from .passages import Marked

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("today", "timeline", "calendar", "map")),
    (N_("Who"), ("actors", "matrix")),
    (N_("What was said and done"), ("sayings", "happenings", "quotes", "events")),
    (N_("How many"), ("figures-series", "claims", "figures")),
    (N_("Held against each other"), ("commitments", "disagreements", "verify", "brief")),
    (N_("Sources"), ("reports", "stories", "families", "search")),
    (N_("Upkeep"), ("judgements", "failures")),
)
_LANGUAGES = (("en", "English"), ("id", "Bahasa Indonesia"))
_MEDIA = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "md": "text/markdown",
}
_DEED = re.compile(r"([A-Z]{4,}) by (.+?)(?: to (.+))?\Z")
_THING = re.compile(r"(.+?) of ([^ ].*)\Z")
_PROMISES = 6
_UNIT_OF_BAR, _SHORTEST, _LONGEST = 9.0, 10.0, 66.0


class Entry(NamedTuple):
    """A line of the contents."""

    path: str
    text: str


class Format(NamedTuple):
    """Another form of this page."""

    name: str
    type: str


def context(page: Any, view: View | None, links: Links, gettext: Callable[[str], str]) -> dict[str, Any]:
    """The names that every template may use."""
    remembered = page.remembered or Remembered({}, {})
    if view:
        look_up(view, remembered.names, page.answer)
    reader = Words(page.language, gettext, known_to(view, remembered.names))
    here, url = links.here, links.url
    fields = Fields(url, reader)
    return {
        "lang_given": "lang" in page.asked,
        "languages": _LANGUAGES,
        "here": here,
        "kept_params": lambda: here.kept("as_of"),
        "static": links.static,
        "file": links.file,
        "still": links.still,
        "policy": links.policy,
        "nav": _nav(gettext, links),
        "current": page.path,
        "formats_here": _formats(page, links),
        "reader": reader,
        "once": Once(),
        "line_of": once_for((page.language, page.params.get("lang")), remembered.lines),
        "day": reader.day,
        "number": reader.number,
        "plain": reader.plain,
        "told": lambda line: told(line, reader),
        "label": reader.label,
        "name": reader.name,
        "marked": Marked(view, links, page.answer),
        "names": lambda ids: ", ".join(reader.name(id) for id in ids),
        "named": lambda text: _named(text, reader),
        "thing": reader.thing,
        "promises_of": lambda actor: _promises(view, actor),
        "short": lambda source: source.rpartition("/")[2],
        "citation": lambda report: _citation(report, reader, gettext),
        "period": lambda first, last: Period(first, last or first) if first else None,
        "one_day": lambda day: Period(day, day) if day else None,
        "days_of": lambda record: _days_of(record),
        "week_days": lambda week: reader.day(monday(week)) if week else "",
        "width_of": width_of,
        "count_of": Count,
        "group_of": lambda type: ontology.types()[type].group,
        "fields_of": fields.of,
        "choice_label": lambda name, choice, resource: _choice(reader, name, choice, resource),
        "shown_value": lambda one, value, resource: _shown(reader, one, value, resource),
        "kind_name": lambda resource: resource.kind.__name__.lower(),
        "draw": SimpleNamespace(**drawings(reader)),
    }


def _promises(view: View | None, actor: str) -> tuple[Undertaking, ...]:
    """The first commitments of an actor; the ledger has the others."""
    return undertakings(view, Filter(actor=actor), limit=_PROMISES).lines if view else ()


def _nav(gettext: Callable[[str], str], links: Links) -> list[tuple[str, list[Entry]]]:
    """The contents by section; addresses that are in none come last."""
    titles = {one.name: one.title for one in RESOURCES}
    titles["today"] = N_("Today")
    listed = {name for _, names in _SECTIONS for name in names}
    others = tuple(name for name in titles if name not in listed)
    found = []
    for heading, names in (*_SECTIONS[:-1], (_SECTIONS[-1][0], (*_SECTIONS[-1][1], *others))):
        entries = [
            Entry("/" if name == "today" else f"/{name}", gettext(titles[name]))
            for name in names
            if name in titles and links.has(name)
        ]
        if entries:
            found.append((gettext(heading) if heading else "", entries))
    return found


def _formats(page: Any, links: Links) -> list[tuple[Format, str]]:
    return [(Format(f".{one}", _MEDIA.get(one, "")), at) for one, at in links.forms(page.resource, page.id)]


def _named(text: str, reader: Words) -> str:
    """What a disagreement is about, in the reader's words where it has a form that is known."""
    deed, thing = _DEED.match(text), _THING.match(text)
    if deed and deed[1] in ontology.types():
        to = f" → {reader.plain(deed[3])}" if deed[3] else ""
        return f"{reader.plain(deed[2])}: {reader.label('type', deed[1])}{to}"
    if thing:
        return f"{reader.label('thing', thing[1])}: {reader.plain(thing[2].replace(' and ', ', '))}"
    return reader.plain(text)


def _citation(report: Report, reader: Words, gettext: Callable[[str], str]) -> str:
    """Where a report stands, for whoever quotes it: title, publisher, days, address, digest."""
    written = report.written and reader.days(Period(report.written.first, report.written.last))
    parts = (
        report.title,
        ", ".join(report.authors),
        report.publisher or report.agency,
        written,
        report.url or report.source.rpartition("/")[2],
        f"sha256:{report.sha256[:16]}",
    )
    return ". ".join(part for part in parts if part)


def _days_of(record: Any) -> Period | None:
    day = getattr(record, "as_of", None)
    if day:
        return Period(day, day)
    return getattr(record, "said", None) or getattr(record, "when", None)


def monday(week: str) -> str:
    """The day on which a week begins."""
    from datetime import date

    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1).isoformat()


def width_of(period: Period) -> float:
    """How long the bar of unsure days is drawn: longer for longer spans, but not as much longer."""
    from datetime import date

    days = (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days + 1
    return round(min(_LONGEST, _SHORTEST + _UNIT_OF_BAR * log(days)), 1)


_CHOICES = {"in": "where", "type": "type", "by": "by"}


def _choice(reader: Words, name: str, choice: str, resource: Resource | None) -> str:
    """What a choice of a parameter is called."""
    if name == "sort":
        return reader.label("actor" if resource and resource.name == "actors" else "commitment", choice)
    if name == "type" and choice not in ontology.types():
        return reader.label("group", choice)
    if name == "language":
        return reader.language(choice)
    return reader.label(_CHOICES.get(name, name), choice)


def _shown(reader: Words, one: Parameter, value: Any, resource: Resource | None) -> str:
    """What was asked for, in words."""
    if value is True or value is False:
        return reader.translate(N_("yes") if value else N_("no"))
    if one.schema.get("format") == "date":
        return reader.day(value)
    if isinstance(value, float | int):
        return reader.number(value)
    if one.name == "actor":
        return reader.name(value)
    if "enum" in one.schema or one.name == "language":
        return ", ".join(_choice(reader, one.name, each, resource) for each in several(value))
    return ", ".join(str(each) for each in several(value))
