"""Makes a briefing: what was asked for, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kawat.ask.evidence import Source, source_of
from kawat.records import Period, Report
from kawat.store import Count, View

from .changed import changed
from .choosing import Weights
from .disputed import disputed
from .due import due
from .happened import happened
from .said import said
from .scope import Places, Scope
from .sentences import Maker
from .stories import stories
from .structure import Briefing, Section, SectionName, Sentence
from .words import Tellers, Words, capital

Made = tuple[list[Sentence], int]
_WEEK = 7


def briefing(
    view: View, scope: Scope | None = None, *, language: str = "en", before: View | None = None
) -> Briefing:
    """The briefing on what is asked for, all there is without; what `before` knew is not new.

    Without `before` it does not tell what changed. Raises LanguageError for a language without patterns.
    """
    wanted = scope or Scope()
    maker = Maker(view, Words(view, language))
    places = Places(view, wanted.place, Tellers())
    weights = Weights(view, wanted, before)
    made: dict[SectionName, Made] = {
        "stories": stories(maker, wanted, places),
        "happened": happened(maker, wanted, places, weights),
        "said": said(maker, wanted, places, weights),
        "due": due(maker, wanted, places, weights),
        "disputed": disputed(maker, wanted, places, weights),
    }
    if before is not None:
        made["changed"] = changed(maker, wanted, places, before)
    sections = tuple(_section(maker, name, *told, before) for name, told in made.items())
    known = maker.words.patterns
    reports = list(view.each(Report, wanted.filter))
    count = view.tally(report.id for report in reports)
    return Briefing(
        language=language,
        title=_title(maker, wanted),
        lead=(*_lead(maker, reports, count), known.lead.rule),
        count=count,
        sections=sections,
        sources=_sources(view, sections),
        labels={
            "sources": known.lead.sources,
            "characters": known.lead.characters,
            "language": maker.words.language_name(language),
        },
        as_of=view.as_of,
    )


def compared_day(view: View, scope: Scope) -> str | None:
    """The day with which is compared where no other is asked for.

    That before the period, else a week before its end; None where no report has a day, or none comes before.
    """
    if scope.since:
        return _earlier(scope.since, 1)
    end = scope.until or view.as_of or max(_days(view.each(Report, scope.filter)), default=None)
    return _earlier(end, _WEEK) if end else None


def _earlier(day: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) - timedelta(days)).isoformat()
    except OverflowError:
        return None


def _days(reports: Iterable[Report]) -> list[str]:
    """The days on which reports were written, as far as each is known."""
    return [day for one in reports if one.written for day in (one.written.first, one.written.last)]


def _section(
    maker: Maker, name: SectionName, sentences: list[Sentence], left: int, before: View | None
) -> Section:
    known = maker.words.patterns.sections
    title: str = getattr(known, name)
    if before is not None and before.as_of:
        title = title.format(day=maker.words.day(before.as_of))
    note = maker.words.form(known.left, left) if left else ""
    return Section(name, title, tuple(sentences), left, note if sentences else known.nothing)


def _title(maker: Maker, scope: Scope) -> str:
    """'Situation briefing: 1 February 2022 to 15 February 2022, about Russia'."""
    known = maker.words.patterns.lead
    parts = []
    if scope.since and scope.until:
        first, last = maker.words.day(scope.since), maker.words.day(scope.until)
        parts.append(known.period.format(first=first, last=last))
    elif scope.since or scope.until:
        bound = known.since if scope.since else known.until
        parts.append(bound.format(day=maker.words.day(scope.since or scope.until or "")))
    if scope.actor:
        parts.append(known.actor.format(actor=maker.words.name(scope.actor)))
    if scope.place:
        parts.append(known.place.format(place=scope.place))
    if maker.view.as_of:
        parts.append(known.as_of.format(day=maker.words.day(maker.view.as_of)))
    title = maker.words.patterns.title
    return f"{title}: {', '.join(parts)}" if parts else title


def _lead(maker: Maker, reports: Iterable[Report], count: Count) -> Iterator[str]:
    known = maker.words.patterns.lead
    days = sorted(_days(reports))
    told = maker.words.count(count)
    if not days:
        yield known.undated.format(both=told)
        return
    when = maker.words.when(Period(days[0], days[-1]))
    yield capital(known.reports.format(both=told, when=when))


def _sources(view: View, sections: Iterable[Section]) -> dict[str, Source]:
    reports = (
        anchor.report for section in sections for sentence in section.sentences for anchor in sentence.at
    )
    return {report: source_of(view, report) for report in dict.fromkeys(reports)}
