"""Reports on the same news over a few days, copies or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import msgspec
import numpy as np

from kawat.records import Event, Made, Name, Period, Report, Sentence, Span, Story, Zone
from kawat.store import Links, Tie, View

from .families.shingles import REPORT_ROLES
from .joins import Candidate, Joining
from .meaning import SCALE, beginning
from .members import actors_of, counted, first_written, state_of
from .vectors import Vector, vector

STAGE, VERSION = "stories", "1"
_LEDE_SENTENCES = 4
_MOST_NAMED = 6
# news of a day is told for some days; what is written later is on what became of it
_DAYS_BETWEEN = 3
_BLOCK_DAYS = 4
# how much nearness of the ledes, names in common and deeds in common weigh, and what they must come to: in
# ECB+ five of eight pairs on one event are .6 near and more, and one of eight pairs on another of its kind;
# in a crisis everybody names the same
_WEIGHTS = (0.8, 0.1, 0.1)
_LEAST = 0.6


class Lead(msgspec.Struct, frozen=True):
    """What is compared of a report: what its lede means, whom it names, what it tells that they did."""

    report: str
    at: tuple[Span, ...]
    family: str
    meaning: bytes
    named: tuple[str, ...]
    deeds: tuple[str, ...]
    written: Period | None = None


def _parts(links: Links, report: str) -> Iterator[Candidate[Lead]]:
    told = links.report(report)
    named = Counter(name.actor for name in links.records(Name, report=report) if name.actor)
    lead = Lead(
        report=report,
        at=told.at,
        family=links.origin(report),
        meaning=_meaning_of(links, told).astype(np.int8).tobytes(),
        named=tuple(sorted(name for name, _ in _ranked(named))),
        deeds=tuple(sorted(set(_deeds(links, report)))),
        written=told.written.period if told.written else _given(told),
    )
    yield Candidate(report, tuple(_keys(lead, named)), lead)


def _given(report: Report) -> Period | None:
    day = report.given_date or report.page_date
    return Period(day, day) if day else None


def _meaning_of(links: Links, report: Report) -> Vector:
    """What the lede means: families know it of each body that is long enough."""
    body = links.body(report.id)
    known = links.meaning(body.digest) if body else None
    return beginning(known.vectors, _LEDE_SENTENCES) if known else vector(_lede(links, report))


def _lede(view: View, report: Report) -> str:
    """The title and the first sentences that are report, not wrapper."""
    text = view.text(report.id)
    body = [
        span for zone in view.records(Zone, report=report.id) if zone.role in REPORT_ROLES for span in zone.at
    ]
    spans = [sentence.at[0] for sentence in view.records(Sentence, report=report.id)]
    inside = [span for span in spans if not body or any(zone.contains(span) for zone in body)]
    first = [text[span.start : span.end] for span in (inside or spans)[:_LEDE_SENTENCES]]
    title = report.title if report.title and not (first and report.title in first[0]) else None
    return " ".join(filter(None, [title, *first])) or text[:500]


def _ranked(named: Counter[str]) -> list[tuple[str, int]]:
    return sorted(named.items(), key=lambda item: (-item[1], item[0]))[: 2 * _MOST_NAMED]


def _deeds(view: View, report: str) -> Iterator[str]:
    """What is told of the day, as type and the states on both sides: alike in all languages."""
    actors = actors_of(view, report)
    for event in view.records(Event, report=report):
        if not event.historical:
            states = {state_of(actors, actor) or "" for actor in (*event.actors, *event.recipients)}
            yield f"{event.type} {' '.join(sorted(states))}"


def _keys(lead: Lead, named: Counter[str]) -> Iterator[str]:
    """Copies, and whatever names the same two among the most named, in the same days."""
    yield f"family {lead.family}"
    most = sorted(name for name, _ in _ranked(named)[:_MOST_NAMED])
    pairs = [f"{one} {other}" for one, other in combinations(most, 2)] or most
    for block in _blocks(lead.written):
        yield from (f"{pair} {block}" for pair in pairs)


def _blocks(written: Period | None) -> Iterator[str]:
    """The stretches of days that a report falls into: two of a few days share one, undated ones share one."""
    if written is None:
        yield "undated"
        return
    first, last = (date.fromisoformat(day).toordinal() for day in (written.first, written.last))
    if last - first > 2 * _BLOCK_DAYS:
        return
    yield from map(
        str, range((first - _DAYS_BETWEEN) // _BLOCK_DAYS, (last + _DAYS_BETWEEN) // _BLOCK_DAYS + 1)
    )


def _tie(left: Lead, right: Lead) -> Tie | None:
    if left.family == right.family:
        return Tie(1.0, "copies of one text")
    if left.written and right.written and _gap(left.written, right.written) > _DAYS_BETWEEN:
        return None
    near = max(0.0, float(_meaning(left) @ _meaning(right)) / SCALE**2)
    names, deeds = _share(left.named, right.named), _share(left.deeds, right.deeds)
    score = sum(weight * value for weight, value in zip(_WEIGHTS, (near, names, deeds), strict=True))
    if score < _LEAST:
        return None
    why = f"ledes {near:.2f} near in meaning, {names:.0%} of the names and {deeds:.0%} of the deeds in common"
    return Tie(round(min(1.0, score), 3), why)


def _meaning(lead: Lead) -> Vector:
    return np.frombuffer(lead.meaning, np.int8).astype(np.float32)


def _share(left: Sequence[str], right: Sequence[str]) -> float:
    """What part of the shorter list the longer one has too."""
    fewer = min(len(left), len(right))
    return len(set(left) & set(right)) / fewer if fewer else 0.0


def _gap(left: Period, right: Period) -> int:
    """Days between two periods; 0 when they touch."""
    starts = date.fromisoformat(max(left.first, right.first))
    return max(0, (starts - date.fromisoformat(min(left.last, right.last))).days)


def _whole(view: View, members: Sequence[Candidate[Lead]]) -> Story:
    ordered = [member.features for member in first_written(view, members)]
    numbers = counted(view, ((lead.report, None) for lead in ordered))
    dated = [lead.written for lead in ordered if lead.written]
    families = {family.id for lead in ordered if (family := view.family_of(lead.report))}
    return Story(
        report=ordered[0].report,
        at=ordered[0].at,
        made=Made(STAGE, VERSION),
        reports=tuple(lead.report for lead in ordered),
        families=tuple(sorted(families)),
        first=min((days.first for days in dated), default=None),
        last=max((days.last for days in dated), default=None),
        origins=numbers.origins,
        basis=numbers.basis,
    )


stories: Joining[Lead] = Joining(Story, Lead, _parts, _tie, _whole)
"""Reports into stories."""
