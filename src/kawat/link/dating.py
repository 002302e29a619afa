"""When a report was written, as other reports show: its copies, and those that date what it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kawat.records import Actor, Event, Report, Written
from kawat.store import Filter, View

from .members import actors_of

# a day of writing that is known as closely as this needs no help, and may help others
_CLOSE = 3
# a copy so much later than another was not written then: its page was dated anew
_REDATED = 7
_MOST_EVENTS = 400
# the text itself names the day
_NAMED = frozenset({"own", "sentence"})
# what the deeds in common must come to, and how much more than those of the next best day
_LEAST, _CLEARLY = 2.0, 1.5


class Lent(NamedTuple):
    """A report, and the days in which it was written as others show, with the reasons."""

    report: str
    written: Written


def lent(view: View, reports: Iterable[str]) -> Iterator[Lent]:
    """For those of these reports that do not know their own day, the one that others lend them.

    A copy that was written first lends its day to those dated long after it. A report whose text leaves more
    days open gets the day of deeds that it tells as news and that other reports date.
    """
    for id in dict.fromkeys(reports):
        report = view.report(id)
        written = _of_a_copy(view, report) or _of_deeds(view, report)
        if written and (report.written is None or report.written.period != written.period):
            yield Lent(id, written)


def _of_a_copy(view: View, report: Report) -> Written | None:
    family = view.family_of(report.id)
    copies = [view.report(id) for id in family.reports if id != report.id] if family else []
    dated = [copy for copy in copies if copy.written and _days(copy.written) <= _CLOSE]
    if not dated:
        return None
    first = min(dated, key=lambda copy: (copy.written.last if copy.written else "", copy.id))
    assert first.written
    if report.written and _days(report.written) <= _CLOSE:
        late = (date.fromisoformat(report.written.first) - date.fromisoformat(first.written.last)).days
        if late <= _REDATED:
            return None
    why = f"a copy of the text, {_name(first)}, was written {_worded(first.written)}"
    return Written(first.written.first, first.written.last, (why, *_own_reasons(report)))


def _of_deeds(view: View, report: Report) -> Written | None:
    """The day on which other reports put what this one tells as the news of its day."""
    own = report.written
    if own and _days(own) <= _CLOSE:
        return None
    votes: dict[str, float] = defaultdict(float)
    tellers: dict[str, set[str]] = defaultdict(set)
    actors = actors_of(view, report.id)
    for event in _news(view, report):
        persons = _persons(event, actors)
        for day, reports in _days_elsewhere(view, report, event, persons).items():
            votes[day] += _weight(persons) + 0.1 * (view.tally(reports).independent - 1)
            tellers[day] |= reports
    ranked = sorted((day for day in votes if _allows(own, day)), key=lambda day: (-votes[day], day))
    if not ranked or votes[ranked[0]] < _LEAST:
        return None
    best, *others = ranked
    rival = next((votes[day] for day in others if abs(_ordinal(day) - _ordinal(best)) > 1), 0.0)
    if votes[best] < _CLEARLY * rival:
        return None
    last = best if own and _one_weekday(own) else _later(best, 1)
    names = ", ".join(sorted({_name(view.report(id)) for id in tellers[best]})[:3])
    why = f"what it tells as news was on {best}, or due then, according to {names}"
    return Written(best, max(best, min(last, own.last if own else last)), (*_own_reasons(report), why))


def _news(view: View, report: Report) -> Iterator[Event]:
    for event in view.records(Event, report=report.id):
        told = not event.historical and event.status in ("happened", "ongoing")
        dated = event.dated in _NAMED and event.when and event.when.first == event.when.last
        if told and not dated and len({*event.actors, *event.recipients}) > 1:
            yield event


def _days_elsewhere(view: View, report: Report, event: Event, persons: Sequence[str]) -> dict[str, set[str]]:
    """The days that other texts give for the same deed of the same parties, each with these reports."""
    parties = {*event.actors, *event.recipients}
    # persons are named in fewer reports than states
    rarest = max(persons or parties)
    since, until = (report.written.first, report.written.last) if report.written else (None, None)
    which = Filter(actor=rarest, type=(event.type,), historical=False, since=since, until=until)
    found: dict[str, set[str]] = defaultdict(set)
    origin = view.origin(report.id)
    for other, _ in zip(view.each(Event, which), range(_MOST_EVENTS), strict=False):
        same = len(parties & {*other.actors, *other.recipients}) > 1 and other.status in (
            "happened",
            "ongoing",
        )
        exact = other.when and other.when.first == other.when.last and view.origin(other.report) != origin
        if same and exact and other.when:
            found[other.when.first].add(other.report)
    return found


def _persons(event: Event, actors: Mapping[str, Actor]) -> list[str]:
    """The persons among those who take part."""
    known = (actors.get(id) for id in {*event.actors, *event.recipients})
    return sorted(actor.id for actor in known if actor and actor.sort == "person")


def _weight(persons: Sequence[str]) -> float:
    """Two persons meet less often than two states do."""
    return 1.0 + min(len(persons), 2) / 2


def _allows(own: Written | None, day: str) -> bool:
    """Whether the report can have been written on that day by its own text."""
    if own is None:
        return True
    if _one_weekday(own) and (_ordinal(day) - _ordinal(own.first)) % 7:
        return False
    return own.first <= day <= own.last


def _one_weekday(own: Written) -> bool:
    """Whether the days left open run from one weekday to the same: the text names it as that of its news."""
    return _days(own) > _CLOSE and (_ordinal(own.last) - _ordinal(own.first)) % 7 == 0


def _own_reasons(report: Report) -> tuple[str, ...]:
    return report.written.basis if report.written else ()


def _name(report: Report) -> str:
    return report.publisher or report.title or report.source


def _worded(written: Written) -> str:
    return (
        f"on {written.first}" if written.first == written.last else f"from {written.first} to {written.last}"
    )


def _days(written: Written) -> int:
    return _ordinal(written.last) - _ordinal(written.first) + 1


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
