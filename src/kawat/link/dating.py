"""When a report was written, as other reports show: its copies, and those that date what it tells of.

Only what a report's own text supports is lent, never a day that was lent to it; so the days do not depend on
the order in which reports came, and are given back when reports that came later speak against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import msgspec

from kawat.records import Event, Report, Sentence, Written
from kawat.store import Meeting, View, Writer
from kawat.store.weeks import MUTUAL

from .happenings.deeds import APART, REPORTED, Deed
from .happenings.evidence import alike
from .happenings.joining import deeds
from .members import file_name

# a day of writing that is known as closely as this needs no help, and may help others
_CLOSE = 3
# a copy so much later than another was not written then: its page was dated anew
_REDATED = 7
# the text itself names the day
_NAMED = frozenset({"own", "sentence"})
# so many sentences tell the news, and what several deeds in them say of its day may lie so far apart
_FIRST, _APART = 6, 3
_decoder = msgspec.msgpack.Decoder(Deed)


class Lent(NamedTuple):
    """A report, and the days in which it was written as others show, with the reasons.

    `written` is None to take back what was lent. `by`: the copy that lends them. `own`: the days that its own
    text supports.
    """

    report: str
    written: Written | None
    by: str | None = None
    own: Written | None = None


def lent(writer: Writer, reports: Iterable[str]) -> Iterator[Lent]:
    """The reports that get other days than they have by what these new or changed reports tell.

    A copy that was written first lends its day to those dated long after it. A report whose text leaves more
    days open gets the day of deeds that it tells as news and that other reports date.
    """
    new = list(dict.fromkeys(reports))
    looked_at = dict.fromkeys(new)
    for id in new:
        family = writer.family_of(id)
        looked_at |= dict.fromkeys([*(family.reports if family else ()), *writer.lent_by(id)])
    looked_at |= dict.fromkeys(_noted(writer, new))
    copies = _Copies(writer)
    for id in looked_at:
        report = writer.as_read(id)
        found = _of_a_copy(copies, report) or _of_deeds(writer, report) or Lent(id, None)
        if found.written and report.written and report.written.period == found.written.period:
            found = Lent(id, None)
        if writer.report(id).written != (found.written or report.written):
            yield found._replace(own=report.written)


def _noted(writer: Writer, reports: Sequence[str]) -> Iterator[str]:
    """Notes what reports tell of two persons; the reports that may learn their day, or not, by that."""
    known: dict[str, bool] = {}
    for id in reports:
        # read with the day that others lend, it tells what they tell
        if not writer.is_lent(id):
            meetings = [*_told(writer, id), *_asked(writer, id)]
            pairs = {meeting.pair for meeting in (*meetings, *writer.meetings_of(id))}
            known |= {pair: _met_once(writer, pair) for pair in pairs - known.keys()}
            writer.set_meetings(id, meetings)
    for pair, once in sorted(known.items()):
        # who met at several times, and did before, dates nothing
        if once or _met_once(writer, pair):
            yield from writer.asking(pair)


def _met_once(writer: Writer, pair: str) -> bool:
    """Whether a pair is told to have met at one time only."""
    days = writer.meeting_days(pair)
    return days is None or _span(days) <= REPORTED


class _Copies:
    """The families of reports: of each those that know their own day, earliest first."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._dated: dict[str, list[Report]] = {}

    def first_beside(self, report: Report) -> Report | None:
        """The other copy that was written first, as far as copies know it."""
        family = self._writer.family_of(report.id)
        if family is None:
            return None
        if family.id not in self._dated:
            copies = map(self._writer.as_read, family.reports)
            dated = [copy for copy in copies if copy.written and _days(copy.written) <= _CLOSE]
            dated.sort(key=lambda copy: (copy.written.last if copy.written else "", copy.id))
            self._dated[family.id] = dated
        return next((copy for copy in self._dated[family.id] if copy.id != report.id), None)


def _of_a_copy(copies: _Copies, report: Report) -> Lent | None:
    first = copies.first_beside(report)
    if first is None or first.written is None:
        return None
    if report.written and _days(report.written) <= _CLOSE:
        late = (date.fromisoformat(report.written.first) - date.fromisoformat(first.written.last)).days
        if late <= _REDATED:
            return None
    why = f"a copy of the text, {_name(first)}, was written {_worded(first.written)}"
    basis = (why, *_own_reasons(report))
    return Lent(report.id, Written(first.written.first, first.written.last, basis), first.id)


def _of_deeds(writer: Writer, report: Report) -> Lent | None:
    """The days on which other reports put what this one tells first, as news."""
    own = report.written
    if own and _days(own) <= _CLOSE:
        return None
    days: set[str] = set()
    tellers: set[str] = set()
    for pairs, deed in _news(writer, report):
        met = _elsewhere(writer, report, pairs, deed)
        days |= met.keys()
        tellers |= {id for ids in met.values() for id in ids}
    if not days or not all(_allows(own, day) for day in days):
        return None
    first, last = min(days), max(days)
    if _ordinal(last) - _ordinal(first) > _APART:
        return None
    names = ", ".join(sorted({_name(writer.report(id)) for id in tellers})[:3])
    on = f"on {first}" if first == last else f"from {first} to {last}"
    why = f"what it tells as news was {on}, or due then, according to {names}"
    late = last if own and _one_weekday(own) else _later(last, 1)
    written = Written(first, max(last, min(late, own.last if own else late)), (*_own_reasons(report), why))
    return Lent(report.id, written)


def _news(writer: Writer, report: Report) -> Iterator[tuple[Sequence[str], Deed]]:
    """What the report asks the day of, each with the pairs of persons who did it."""
    pairs: dict[str, list[str]] = defaultdict(list)
    told: dict[str, bytes] = {}
    for meeting in writer.meetings_of(report.id):
        if meeting.day is None:
            pairs[meeting.event].append(meeting.pair)
            told[meeting.event] = meeting.told
    for event, packed in told.items():
        yield pairs[event], _decoder.decode(packed)


def _elsewhere(writer: Writer, report: Report, pairs: Sequence[str], deed: Deed) -> dict[str, set[str]]:
    """The day that other texts name for the same deed of these persons, with the reports that do.

    Nothing where they are told to have met at several times: it may be any of them.
    """
    ends = {day for pair in pairs for day in writer.meeting_days(pair) or ()}
    # a report's own day is often later than that of the meeting
    if _span(ends) > REPORTED:
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    same, origin = False, writer.origin(report.id)
    for meeting in (meeting for pair in pairs for meeting in writer.meetings(pair)):
        other = _decoder.decode(meeting.told)
        if meeting.day and other.dated == "own" and writer.origin(meeting.report) != origin:
            found[meeting.day].add(meeting.report)
            same = same or alike(deed, other)
    return found if same and _span(found) <= APART else {}


def _told(view: View, id: str) -> Iterator[Meeting]:
    """What a report tells that persons did together on a day."""
    report = view.report(id)
    if _contradicted(report):
        return
    for event, deed in _rare(view, id):
        if deed.when and deed.when.first == deed.when.last and deed.status == "happened":
            yield from _by_pairs(event, deed, deed.when.first)


def _asked(view: View, id: str) -> Iterator[Meeting]:
    """What a report that does not know its own day tells first, and tells of no day."""
    own = view.report(id).written
    if own and _days(own) <= _CLOSE:
        return
    beginning = [sentence.at[0] for sentence in view.records(Sentence, report=id)][:_FIRST]
    for event, deed in _rare(view, id):
        news = deed.status == "happened" and not deed.historical and deed.dated not in _NAMED
        if news and any(span.overlaps(deed.at[0]) for span in beginning):
            yield from _by_pairs(event, deed, None)


def _rare(view: View, id: str) -> Iterator[tuple[str, Deed]]:
    """What at least two persons did together: they do not every day."""
    events = view.records(Event, report=id)
    if any(event.type in MUTUAL and len({*event.actors, *event.recipients}) > 1 for event in events):
        for part in deeds(view, id):
            if part.features.type in MUTUAL and len(part.features.persons) > 1:
                yield part.id, part.features


def _by_pairs(event: str, deed: Deed, day: str | None) -> Iterator[Meeting]:
    told = msgspec.msgpack.encode(deed)
    for pair in combinations(deed.persons, 2):
        yield Meeting(deed.report, " ".join(pair), day, event, told)


def _span(days: Collection[str]) -> int:
    return _ordinal(max(days)) - _ordinal(min(days)) if days else 0


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
