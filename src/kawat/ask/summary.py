"""What is in a store, in one look: how much, who speaks, what happened, what was re-dated, which figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from kawat.records import Commitment, Disagreement, Family, Figure, Period, Quote, Report
from kawat.store.base import View
from kawat.store.values import EVERYTHING, Count, Filter, Header

from .evidence import words_of
from .lately import latest

T = TypeVar("T")
_MOST = 6
# of longer lists only so many lines, and of figures only so many held against each other
_LISTED, _HELD = 20, 2_000
# a page date that lies so many days after the text was written belongs to the page, not to the text
_REDATED_DAYS = 7


class Speaker(msgspec.Struct, frozen=True):
    """Who is quoted, in how many reports and of how many independent origins."""

    actor: str
    name: str
    quotes: int
    count: Count


class Redated(msgspec.Struct, frozen=True):
    """A report whose page bears a later date than its text supports, or than a copy of it was written.

    `copy` is the source of the earlier copy, None when the report's own text tells.
    """

    report: str
    source: str
    page_date: str
    first: str
    last: str
    copy: str | None = None


class Claim(msgspec.Struct, frozen=True):
    """Figures of one thing: what, whose, and each range with how many reports give it."""

    of: str
    low: float
    high: float
    words: str
    count: Count


class Copied(msgspec.Struct, frozen=True):
    """A family of copies: its origin, the title of its centre or how it begins, how members were copied."""

    family: str
    origin: str | None
    title: str
    kinds: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True):
    """The whole store in a few lines.

    `first` and `last`: the days between which reports were written that have one; `undated`: how many have
    none. `outcomes`: what became of commitments, and of how many; `disputed`: what reports disagree about,
    most told first. `left`: of `redated`, `copied`, `figures` and `disputed`, how many more there are.
    `figures_since`: only figures of the latest days, since this one, were held against each other.
    """

    count: Count
    records: dict[str, int]
    languages: dict[str, int]
    first: str | None
    last: str | None
    undated: int
    speakers: tuple[Speaker, ...]
    redated: tuple[Redated, ...]
    figures: tuple[Claim, ...]
    copied: tuple[Copied, ...]
    outcomes: dict[str, int]
    disputed: tuple[str, ...]
    failures: int
    left: dict[str, int] = {}
    figures_since: str | None = None


def summarise(view: View) -> Summary:
    """The summary of a store."""
    headers = list(view.headers())
    earliest = _earliest(headers)
    days = sorted(day for one in headers if (day := _day(earliest[one.origin])))
    redated, more_redated = _first(list(_redated(headers, earliest)))
    figures, more_figures, since = _figures(view)
    copied, more_copied = _first(sorted(view.families(), key=lambda one: (-len(one.members), one.id)))
    disputed, more_disputed = _disputed(view)
    left = {
        "redated": more_redated, "figures": more_figures, "copied": more_copied, "disputed": more_disputed,
    }  # fmt: skip
    return Summary(
        count=view.count(Report),
        records=view.counts(),
        languages=_most_first(Counter(one.language or "unknown" for one in headers)),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=len(headers) - len(days),
        speakers=_speakers(view),
        redated=tuple(_told(view, *one) for one in redated),
        figures=figures,
        copied=tuple(_copied(view, family) for family in copied),
        outcomes=_most_first(view.spread(Commitment, "outcome")),
        disputed=disputed,
        failures=len(view.failures()),
        left={name: number for name, number in left.items() if number},
        figures_since=since,
    )


def _first(found: Sequence[T]) -> tuple[Sequence[T], int]:
    """As many as anybody reads, and how many more there are."""
    return found[:_LISTED], max(0, len(found) - _LISTED)


def _most_first(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _earliest(headers: Iterable[Header]) -> dict[int, Header]:
    """Of each report and its copies the one that was written first, by its own text or date."""
    found: dict[int, Header] = {}
    for one in headers:
        known = found.setdefault(one.origin, one)
        if one.written and (known.written is None or one.written[1] < known.written[1]):
            found[one.origin] = one
    return found


def _day(header: Header) -> str | None:
    """The first day on which a report may have been written, None where that is a wide guess."""
    if header.written is None or Period(*header.written).vague:
        return None
    return header.written[0]


def _speakers(view: View) -> tuple[Speaker, ...]:
    """The persons quoted most, by the independent origins that quote them."""
    counted = (
        view.tallies("speaker", limit=_MOST).items() if view.as_of is None else _speakers_anew(view).items()
    )
    found = sorted(counted, key=lambda one: (-one[1][1].independent, -one[1][0], one[0]))
    return tuple(
        Speaker(actor, view.actor(actor).name, quotes, count) for actor, (quotes, count) in found[:_MOST]
    )


def _speakers_anew(view: View) -> dict[str, tuple[int, Count]]:
    reports: dict[str, list[str]] = defaultdict(list)
    for quote in view.each(Quote):
        if quote.speaker_actor:
            reports[quote.speaker_actor].append(quote.report)
    return {actor: (len(where), view.tally(set(where))) for actor, where in reports.items()}


def _redated(headers: Iterable[Header], earliest: Mapping[int, Header]) -> Iterator[tuple[Header, Header]]:
    """Reports whose page is dated long after they were written, each with its earliest copy."""
    for one in headers:
        told = earliest[one.origin]
        if one.page_date and told.written and _far(told.written[1], one.page_date):
            yield one, told


def _told(view: View, one: Header, told: Header) -> Redated:
    assert told.written is not None
    copy = view.report(told.report).source if told.report != one.report else None
    source = view.report(one.report).source
    return Redated(one.report, source, str(one.page_date), *told.written, copy)


def _disputed(view: View) -> tuple[tuple[str, ...], int]:
    """What reports disagree about, what most independent origins tell of first."""
    found = [one for one in view.each(Disagreement) if not one.moves]
    found.sort(key=lambda one: -one.origins)
    shown, more = _first(found)
    return tuple(one.of for one in shown), more


def _far(written: str, page: str) -> bool:
    # most pages bear the day or an earlier one: that needs no calendar
    return page > written and (date.fromisoformat(page) - date.fromisoformat(written)).days > _REDATED_DAYS


def _figures(view: View) -> tuple[tuple[Claim, ...], int, str | None]:
    """Of the thing that most different figures are given of, those that most origins give, lowest first.

    And how many more there are; the day since which figures were looked at when there are too many.
    """
    since = None
    if view.listing(Figure, limit=_HELD).cursor is not None:
        since = latest(view, [(Figure, EVERYTHING)], _HELD)
    groups: dict[str, dict[tuple[float, float], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in view.each(Figure, Filter(since=since)):
        if figure.of and figure.unit == "persons" and figure.holder_actor:
            groups[figure.of][figure.low, figure.high].append(figure)
    if not groups:
        return (), 0, since
    of, ranges = max(groups.items(), key=lambda item: (len(item[1]), item[0]))
    counted = [
        (view.tally({figure.report for figure in same}), span, same[0]) for span, same in ranges.items()
    ]
    shown, more = _first(sorted(counted, key=lambda one: (-one[0].independent, one[1])))
    claims = (
        Claim(of, *span, _words(view, figure), count)
        for count, span, figure in sorted(shown, key=lambda one: one[1])
    )
    return tuple(claims), more, since


def _words(view: View, figure: Figure) -> str:
    start, end = figure.at[0]
    return view.text(figure.report)[start:end]


def _copied(view: View, family: Family) -> Copied:
    title = words_of(view, view.report(family.report))
    kinds = tuple(member.kind for member in family.members if member.report != family.report)
    return Copied(family.id, family.origin, title, kinds)
