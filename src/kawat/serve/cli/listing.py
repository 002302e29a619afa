"""Commands that list one kind of record: reports, quotes, events, figures, actors, families, failures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, get_args

import click
import msgspec

from kawat.ask import listing as ask
from kawat.ask.evidence import words_of
from kawat.ask.listing import Line, Listing
from kawat.records import (
    ActorSort,
    Event,
    Failure,
    Figure,
    Period,
    Quote,
    Record,
    Report,
    Span,
    Wording,
    Written,
)
from kawat.serve.filtering import as_filter
from kawat.store import ActorCount, Count, Filter, View

from .asking import asked, asks
from .filters import filters
from .printing import Format, as_asked, counted, emit, formats

# of the words around a mark so many on each side
_NEAR = 12
_SHOWN_WORDS = 300


@click.command()
@asks
@filters("actor", "since", "until", "source", "publisher", "language", "limit")
@formats
def reports(store: str, form: Format, **options: Any) -> None:
    """List reports: when written, by whom, whose agency, copies."""
    list_(store, ask.reports, _report, form, options)


@click.command()
@asks
@filters("actor", "since", "until", "act", "report", "source", "publisher", "language", "min_score", "limit")
@formats
def quotes(store: str, form: Format, **options: Any) -> None:
    """List quotes: who is reported to have said what."""
    list_(store, ask.quotes, _quote, form, options)


@click.command()
@asks
@filters(
    "actor",
    "since",
    "until",
    "type",
    "status",
    "background",
    "report",
    "source",
    "publisher",
    "language",
    "min_score",
    "limit",
)
@formats
def events(store: str, form: Format, **options: Any) -> None:
    """List events: who did what to whom, when, and whether it is told as fact, plan, fear or denial."""
    list_(store, ask.events, _event, form, options)


@click.command()
@asks
@filters("actor", "of", "since", "until", "report", "source", "publisher", "language", "min_score", "limit")
@formats
def figures(store: str, form: Format, **options: Any) -> None:
    """List figures: how many of what, whose, by whose account."""
    list_(store, ask.figures, _figure, form, options)


@click.command()
@asks
@click.option("--sort", type=click.Choice(get_args(ActorSort)), help="Only actors of this sort.")
@filters("limit")
@formats
def actors(store: str, sort: str | None, limit: int, form: Format) -> None:
    """List actors, most reported first."""
    with asked(store) as view:
        found = ask.actors(view, sort, limit=limit)
        emit(found.lines, form, _actor, empty="nobody is named in this store")


@click.command()
@asks
@formats
def families(store: str, form: Format) -> None:
    """List families: copies of one text, their origin and how each was copied."""
    with asked(store) as view:

        def row(family: Any) -> Mapping[str, object]:
            kinds = [member.kind for member in family.members if member.report != family.report]
            return {
                "id": family.id,
                "origin": family.origin,
                "title": short(words_of(view, view.report(family.report))),
                "reports": len(family.reports),
                "copies": ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)),
                "why": "; ".join(family.basis),
            }

        emit(list(view.families()), form, row, empty="no text stands in this store twice")


@click.command()
@asks
@formats
def failures(store: str, form: Format) -> None:
    """List what failed: stage, report and error."""
    with asked(store) as view:

        def row(failure: Failure) -> Mapping[str, object]:
            return {
                "id": failure.id,
                "stage": failure.stage,
                "report": failure.report,
                "error": failure.error,
            }

        emit(view.failures(), form, row, empty="nothing failed")


def list_(
    store: str,
    answer: Callable[..., Any],
    row: Callable[[Any], Mapping[str, object]],
    form: Format,
    options: dict[str, Any],
    kind: type[Record] = Event,
) -> None:
    """Asks for a page and prints it; below a table, in how many reports all of it stands.

    `kind`: of what background and bare numbers are left out unless they are asked for.
    """
    limit = options.pop("limit")
    with asked(store) as view:
        which = as_filter(view, options)
        found = answer(view, which, limit=limit)
        emit(
            as_asked(found.lines, form),
            form,
            row,
            empty=_nothing(view, which, kind),
            note=_note(found) + _left_out(view, which, kind),
        )


def _nothing(view: View, which: Filter, kind: type[Record]) -> str:
    if not view.counts().get("report"):
        return "the store is empty: 'kawat add STORE PATH' fills it"
    return f"nothing fits these filters{_left_out(view, which, kind)}" if which != Filter() else "none"


def _note(found: Listing[Any]) -> str:
    more = "; more with --limit 0" if found.cursor else ""
    return f"{len(found.lines)} shown; all in {counted(found.count, more=found.more)}{more}"


def _left_out(view: View, which: Filter, kind: type[Record]) -> str:
    """What is left out unasked: what is told as background, and bare numbers."""
    left = ""
    for field, name, flag in (
        ("historical", "background", "--background"),
        ("bare", "bare numbers", "--bare"),
    ):
        if getattr(which, field) is False:
            count = view.count(kind, msgspec.structs.replace(which, **{field: True}))
            left += f"; {name} in {counted(count)} left out, shown with {flag}" if count.raw else ""
    return left


def short(words: str) -> str:
    """Words in one line, cut at a length that a table bears."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_WORDS else line[: _SHOWN_WORDS - 2].rsplit(" ", 1)[0] + " …"


def around(words: str, mark: Span | None) -> str:
    """Words in one line with a mark set off by » and «, and only what stands near it of a long line."""
    if mark is None:
        return short(words)
    before, after = words[: mark.start].split(), words[mark.end :].split()
    lead = ["…", *before[-_NEAR:]] if len(before) > _NEAR else before
    rest = [*after[:_NEAR], "…"] if len(after) > _NEAR else after
    shown = " ".join(words[mark.start : mark.end].split())
    return " ".join([*lead, f"»{shown}«", *rest])


def days(period: Period | Written | None) -> str:
    """'2022-01-21', or 'from – to'."""
    if period is None:
        return ""
    return period.first if period.first == period.last else f"{period.first} – {period.last}"


def origins(count: Count) -> str:
    """Reports and independent origins in a narrow column: '5/1'."""
    return f"{count.raw}/{count.independent}"


def source(line: Any) -> str:
    """A report's publisher or file name."""
    return line.publisher or PurePath(line.source).name


def _report(line: Line[Report]) -> Mapping[str, object]:
    report = line.record
    return {
        "id": report.id,
        "written": days(report.written),
        "page says": report.page_date or report.given_date,
        "lang": report.language,
        "publisher": report.publisher,
        "agency": report.agency,
        "copies": origins(line.count),
        "title": report.title or short(line.words),
        "source": PurePath(report.source).name,
    }


def _quote(line: Line[Quote]) -> Mapping[str, object]:
    quote = line.record
    return {
        "id": quote.id,
        "said": days(quote.said),
        "speaker": line.speaker,
        "act": quote.act,
        "form": quote.form,
        "wording": _unlike_form(quote.wording),
        "words": short(line.words),
        "report": source(line.source),
        "copies": origins(line.count),
    }


def _unlike_form(wording: Wording) -> Wording | None:
    """A quote's wording where its form does not tell it already."""
    return None if wording in ("verbatim", "paraphrase") else wording


def _event(line: Line[Event]) -> Mapping[str, object]:
    event = line.record
    start = event.at[0].start
    return {
        "id": event.id,
        "when": days(event.when),
        "who": list(event.actors),
        "type": event.type,
        "whom": list(event.recipients),
        "status": event.status,
        "wording": event.wording,
        "words": around(line.words, Span(event.trigger.start - start, event.trigger.end - start)),
        "report": source(line.source),
        "copies": origins(line.count),
    }


def _figure(line: Line[Figure]) -> Mapping[str, object]:
    figure = line.record
    return {
        "id": figure.id,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "of": figure.of,
        "whose": figure.holder_actor,
        "according to": figure.according_to_actor,
        "words": short(line.words),
        "report": source(line.source),
        "copies": origins(line.count),
    }


def _actor(line: ActorCount) -> Mapping[str, object]:
    actor = line.actor
    forms = dict.fromkeys(form for forms in actor.names.values() for form in forms)
    return {
        "id": actor.id,
        "name": actor.name,
        "sort": actor.sort,
        "country": actor.country,
        "reports": line.count.raw,
        "origins": line.count.independent,
        "called": list(forms)[:6],
    }
