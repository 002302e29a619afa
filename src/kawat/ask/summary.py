"""What is in a store, in one look: how much, who speaks, what happened, what was re-dated, which figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from kawat.records import Commitment, Disagreement, Figure, Quote, Report
from kawat.store.base import Count, View

from .evidence import words_of

_MOST = 6
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
    none. `outcomes`: what became of commitments, and of how many; `disputed`: what reports disagree about.
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


def summarise(view: View) -> Summary:
    """The summary of a store."""
    reports = list(view.each(Report))
    days = sorted(day for report in reports if (day := _day(_earliest(view, report))))
    return Summary(
        count=view.tally(report.id for report in reports),
        records=view.counts(),
        languages=_tally(report.language or "unknown" for report in reports),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=len(reports) - len(days),
        speakers=_speakers(view),
        redated=tuple(_redated(view, reports)),
        figures=_figures(view),
        copied=_copied(view),
        outcomes=_tally(commitment.outcome for commitment in view.each(Commitment)),
        disputed=tuple(one.of for one in view.each(Disagreement) if not one.moves),
        failures=len(view.failures()),
    )


def _day(report: Report) -> str | None:
    """The first day on which a report may have been written, None where that is a wide guess."""
    written = report.written
    return None if written is None or written.period.vague else written.first


def _tally(values: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for value in values:
        counted[value] += 1
    return dict(sorted(counted.items(), key=lambda item: -item[1]))


def _speakers(view: View) -> tuple[Speaker, ...]:
    """The persons quoted most, by the independent origins that quote them."""
    reports: dict[str, list[str]] = defaultdict(list)
    for quote in view.each(Quote):
        if quote.speaker_actor:
            reports[quote.speaker_actor].append(quote.report)
    counted = [(view.tally(set(where)), len(where), actor) for actor, where in reports.items()]
    counted.sort(key=lambda item: (-item[0].independent, -item[1], item[2]))
    return tuple(
        Speaker(actor, view.actor(actor).name, quotes, count) for count, quotes, actor in counted[:_MOST]
    )


def _redated(view: View, reports: Iterable[Report]) -> Iterable[Redated]:
    for report in reports:
        told = _earliest(view, report)
        if report.page_date and told.written and _far(told.written.last, report.page_date):
            copy = told.source if told.id != report.id else None
            first, last = told.written.first, told.written.last
            yield Redated(report.id, report.source, report.page_date, first, last, copy)


def _earliest(view: View, report: Report) -> Report:
    """Of a report and its copies the one that was written first, by its own text or date."""
    family = view.family_of(report.id)
    others = [view.report(other) for other in family.reports] if family else []
    dated = [other for other in (report, *others) if other.written]
    return min(dated, key=lambda other: other.written.last if other.written else "", default=report)


def _far(written: str, page: str) -> bool:
    return (date.fromisoformat(page) - date.fromisoformat(written)).days > _REDATED_DAYS


def _figures(view: View) -> tuple[Claim, ...]:
    """Of the thing that most different figures are given of, all of them, lowest first."""
    groups: dict[str, dict[tuple[float, float], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in view.each(Figure):
        if figure.of and figure.unit == "persons" and figure.holder_actor:
            groups[figure.of][figure.low, figure.high].append(figure)
    if not groups:
        return ()
    of, ranges = max(groups.items(), key=lambda item: (len(item[1]), item[0]))
    return tuple(
        Claim(of, low, high, _words(view, same[0]), view.tally({figure.report for figure in same}))
        for (low, high), same in sorted(ranges.items())
    )


def _words(view: View, figure: Figure) -> str:
    start, end = figure.at[0]
    return view.text(figure.report)[start:end]


def _copied(view: View) -> tuple[Copied, ...]:
    found = []
    for family in view.families():
        title = words_of(view, view.report(family.report))
        kinds = tuple(member.kind for member in family.members if member.report != family.report)
        found.append(Copied(family.id, family.origin, title, kinds))
    return tuple(sorted(found, key=lambda copied: (-len(copied.kinds), copied.family)))
