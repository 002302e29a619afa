"""What each address asks: the parameters of a request put to one function of `kawat.ask`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

import msgspec

from kawat.ask import (
    briefing,
    claims,
    commitments,
    dossier,
    happenings,
    listing,
    matrix,
    places,
    reader,
    search,
    show,
    timeline,
    today,
)
from kawat.ask.verify import Verdict
from kawat.errors import LanguageError, NotFound, ReadError, RequestError
from kawat.records import Claim
from kawat.serve.filtering import as_filter
from kawat.serve.verifying import check
from kawat.store import Count, View

from .aids import Aids

Values = Mapping[str, Any]
"""The parameters of a request, read."""


class Checked(msgspec.Struct, frozen=True):
    """What is said of the sentences of a text, in their order; of no text nothing."""

    verdicts: tuple[Verdict, ...] = ()


def listed(ask: Callable[..., Any]) -> Callable[[View, Values], Any]:
    """A list whose function takes a filter."""
    return lambda view, values: ask(view, filter_of(view, values), **page_of(values))


def unfiltered(ask: Callable[..., Any]) -> Callable[[View, Values], Any]:
    """A list whose function takes none."""
    return lambda view, values: ask(view, **page_of(values))


def filter_of(view: View, values: Values) -> Any:
    """The filter that is asked for; what is told as background is left out unless it is asked for."""
    try:
        return as_filter(view, values)
    except NotFound as error:
        raise RequestError(str(error)) from error


def page_of(values: Values) -> dict[str, Any]:
    """Which page is asked for, as functions with a limit and cursor take it."""
    return {"limit": values["limit"], "cursor": values.get("cursor")}


def shown(kind: type[msgspec.Struct]) -> Callable[[View, str, Values], show.Shown[Any]]:
    """A record of one kind in its surroundings."""

    def answer(view: View, id: str, values: Values) -> show.Shown[Any]:
        found = show.show(view, id)
        if not isinstance(found.record, kind):
            raise NotFound(
                f"'{id}' is no {kind.__name__.lower()} but a {type(found.record).__name__.lower()}"
            )
        return found

    return answer


def today_of(view: View, values: Values) -> today.Today:
    return today.today(view, since=values.get("since"), limit=values["limit"])


def timeline_of(view: View, values: Values) -> timeline.Timeline:
    kinds = values.get("kind") or ("happening", "saying")
    done, said = timeline.strands(filter_of(view, values), done="happening" in kinds, said="saying" in kinds)
    ask = timeline.timeline_page if values.get("whole") else timeline.timeline_lately
    return ask(view, done, said, **page_of(values))


def matrix_of(view: View, values: Values) -> matrix.Matrix:
    which = filter_of(view, values)
    return matrix.matrix(
        view,
        since=which.since,
        until=which.until,
        types=which.type,
        statuses=which.status or matrix.HAPPENED,
        by=values["by"],
        limit=matrix.MOST,
    )


def search_of(view: View, values: Values) -> search.Found:
    if "q" not in values:
        return search.Found((), Count(0, 0))
    return search.search(
        view, values["q"], where=values["where"], filter=filter_of(view, values), limit=values["limit"]
    )


def commitments_of(view: View, values: Values) -> commitments.Undertakings:
    return commitments.undertakings(
        view,
        filter_of(view, values),
        outcomes=values.get("outcomes", ()),
        due_before=values.get("due_before"),
        **page_of(values),
    )


def calendar_of(view: View, values: Values) -> commitments.Undertakings:
    return commitments.undertakings(
        view, filter_of(view, values), outcomes=values.get("outcomes", ()), dated=True, **page_of(values)
    )


def map_of(view: View, values: Values) -> happenings.Happenings:
    return places.placed(view, filter_of(view, values), **page_of(values))


def series_of(view: View, values: Values) -> listing.Listing[Claim]:
    return claims.claims(view, filter_of(view, values), **page_of(values))


def report_of(view: View, id: str, values: Values) -> reader.Reading:
    return reader.read_report(view, id, beside=values.get("beside"))


def actors_of(view: View, values: Values) -> listing.Actors:
    return listing.actors(view, values.get("sort"), **page_of(values))


def dossier_of(view: View, id: str, values: Values) -> dossier.Dossier:
    return dossier.dossier(
        view, id, since=values.get("since"), until=values.get("until"), limit=values["limit"]
    )


def brief_of(view: View, values: Values, aids: Aids) -> briefing.Briefing:
    """The briefing, what has changed since the day before the period (or a week before its end) included."""
    which = filter_of(view, values)
    scope = briefing.Scope(since=which.since, until=which.until, actor=which.actor, place=values.get("place"))
    day = briefing.compared_day(view, scope)
    with ExitStack() as stack:
        before = stack.enter_context(aids.earlier(day))[0] if day else None
        return briefing.briefing(view, scope, language=values.get("lang", "en"), before=before)


def verify_of(view: View, values: Values, aids: Aids) -> Checked:
    if "text" not in values:
        return Checked()
    try:
        return Checked(check(view, values["text"], aids.pipeline))
    except ReadError as error:
        raise RequestError(f"the text cannot be checked: {error}") from error
    except LanguageError as error:
        known = ", ".join(aids.pipeline.languages.codes)
        raise RequestError(f"the text is in no language that is known here: known are {known}") from error
