"""When a report was written, as other reports show: its copies, and those that date what it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kawat.records import Event, Report, Sentence, Written
from kawat.store import Filter, View
from kawat.store.weeks import MUTUAL

from .happenings.deeds import APART, REPORTED, Deed
from .happenings.evidence import alike
from .happenings.joining import deeds
from .joins import Candidate
from .members import file_name

# a day of writing that is known as closely as this needs no help, and may help others
_CLOSE = 3
# a copy so much later than another was not written then: its page was dated anew
_REDATED = 7
# whoever takes part in more meets too often for a meeting to have a day of its own
_MOST_EVENTS = 400
# the text itself names the day
_NAMED = frozenset({"own", "sentence"})
# so many sentences tell the news, and what several deeds in them say of its day may lie so far apart
_FIRST, _APART = 6, 3


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
    """The days on which other reports put what this one tells first, as news."""
    own = report.written
    if own and _days(own) <= _CLOSE:
        return None
    days: set[str] = set()
    tellers: set[str] = set()
    for part in _news(view, report):
        met = _elsewhere(view, report, part.features)
        days |= met.keys()
        tellers |= {id for ids in met.values() for id in ids}
    if not days or not all(_allows(own, day) for day in days):
        return None
    first, last = min(days), max(days)
    if _ordinal(last) - _ordinal(first) > _APART:
        return None
    names = ", ".join(sorted({_name(view.report(id)) for id in tellers})[:3])
    on = f"on {first}" if first == last else f"from {first} to {last}"
    why = f"what it tells as news was {on}, or due then, according to {names}"
    late = last if own and _one_weekday(own) else _later(last, 1)
    return Written(first, max(last, min(late, own.last if own else late)), (*_own_reasons(report), why))


def _news(view: View, report: Report) -> Iterator[Candidate[Deed]]:
    """What the report tells first, and tells of no day: that two persons met or agreed."""
    beginning = [sentence.at[0] for sentence in view.records(Sentence, report=report.id)][:_FIRST]
    events = view.records(Event, report=report.id)
    if not any(event.type in MUTUAL and len({*event.actors, *event.recipients}) > 1 for event in events):
        return
    for part in deeds(view, report.id):
        deed = part.features
        news = deed.status == "happened" and not deed.historical and deed.dated not in _NAMED
        if news and _rare(deed) and any(span.overlaps(deed.at[0]) for span in beginning):
            yield part


def _rare(deed: Deed) -> bool:
    return deed.type in MUTUAL and len(deed.persons) > 1


def _elsewhere(view: View, report: Report, deed: Deed) -> dict[str, set[str]]:
    """The day that other texts name for the same deed of these persons, with the reports that do.

    Nothing where they are told to have met at several times: it may be any of them.
    """
    found: dict[str, set[str]] = defaultdict(set)
    days, same = set[str](), False
    for other in _meetings(view, report, deed):
        assert other.when
        days.add(other.when.first)
        if other.dated == "own":
            found[other.when.first].add(other.report)
            same = same or alike(deed, other)
    # a report's own day is often later than that of the meeting
    once = _span(days) <= REPORTED and _span(found) <= APART
    return found if same and once else {}


def _span(days: Collection[str]) -> int:
    return _ordinal(max(days)) - _ordinal(min(days)) if days else 0


def _meetings(view: View, report: Report, deed: Deed) -> Iterator[Deed]:
    """What other texts tell of the same persons, done together on a day."""
    origin = view.origin(report.id)
    for id in _told_by(view, deed):
        if view.origin(id) == origin or _contradicted(view.report(id)):
            continue
        for part in deeds(view, id):
            other = part.features
            exact = other.when is not None and other.when.first == other.when.last
            if _rare(other) and _same_persons(deed, other.persons) and exact and other.status == "happened":
                yield other


def _told_by(view: View, deed: Deed) -> Sequence[str]:
    """The reports that tell what these persons do together; none where there are too many."""
    filters = [Filter(actor=person, type=tuple(sorted(MUTUAL))) for person in deed.persons]
    counts = {view.count(Event, which).raw: which for which in reversed(filters)}
    rarest = min(counts)
    if rarest > _MOST_EVENTS:
        return ()
    both = (
        event
        for event in view.each(Event, counts[rarest])
        if _same_persons(deed, (*event.actors, *event.recipients))
    )
    return sorted({event.report for event in both})


def _same_persons(deed: Deed, others: Iterable[str]) -> bool:
    return len(set(deed.persons) & set(others)) > 1


def _contradicted(report: Report) -> bool:
    """Whether its page bears another day than its text: then its own days may be counted from either."""
    page = report.page_date
    if page is None or report.written is None:
        return False
    return not _earlier(report.written.first, _REDATED) <= page <= _later(report.written.last, _REDATED)


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
    return report.publisher or report.title or file_name(report)


def _worded(written: Written) -> str:
    return (
        f"on {written.first}" if written.first == written.last else f"from {written.first} to {written.last}"
    )


def _days(written: Written) -> int:
    return _ordinal(written.last) - _ordinal(written.first) + 1


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _earlier(day: str, days: int) -> str:
    return _later(day, -days)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
