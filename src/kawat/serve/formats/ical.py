"""iCalendar (RFC 5545): what is due and what happens, as events of whole days; for any calendar.

An event lasts from the first to the last of the days in which it may lie. Its UID is the record's id. What
has no day is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kawat.ask.evidence import Source
from kawat.ask.selection import Kind
from kawat.records import AnyRecord, Commitment, Event, Happening, Period, Record
from kawat.serve.extra import needing
from kawat.store import View

from .beside import Beside, counted
from .titles import title

name = "ical"
suffix = "ics"
media_type = "text/calendar; charset=utf-8"
kinds: tuple[Kind, ...] = (Event, Happening, Commitment)
usual: tuple[Kind, ...] = (Commitment,)
one_kind = False

_SURE = ("met", "happened", "ongoing")


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A calendar with an event for each record that has a day.

    Raises NotInstalled without the extra `ical`.
    """
    with needing("iCalendar", "ical"):
        import icalendar
    beside = Beside(view)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Kawat//kawat export//EN")
    calendar.add("version", "2.0")
    begin, end, _ = calendar.to_ical().partition(b"END:VCALENDAR\r\n")
    yield begin
    for record in records:
        if isinstance(record, Commitment | Happening | Event):
            days = record.due if isinstance(record, Commitment) else record.when
            if days is not None:
                yield _event(icalendar.Event(), record, days, beside)
    yield end


def _event(event: Any, record: Commitment | Happening | Event, days: Period, beside: Beside) -> bytes:
    source = beside.source(record)
    state = record.outcome if isinstance(record, Commitment) else record.status
    told = beside.told(record)
    event.add("uid", record.id)
    event.add("dtstamp", _stamp(source, days))
    event.add("dtstart", date.fromisoformat(days.first))
    last = date.fromisoformat(days.last)
    if last < date.max:
        # the day behind the last one, as the standard has it
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", _printable(title(record, beside)))
    event.add("description", _description(record, beside, source))
    event.add("categories", _categories(record))
    event.add("status", "CONFIRMED" if state in _SURE else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("x-kawat-reports", str(told.count.raw))
    event.add("x-kawat-origins", str(told.count.independent))
    if not isinstance(record, Commitment) and record.where:
        event.add("location", _printable(record.where.name))
    if source and source.url:
        event.add("url", source.url)
    written: bytes = event.to_ical()
    return written


def _stamp(source: Source | None, days: Period) -> datetime:
    """When it was told, so that the same store gives the same calendar: the day of writing, else its own."""
    day = source.written.last if source and source.written else days.first
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def _description(record: Record, beside: Beside, source: Source | None) -> str:
    lines = [f"“{beside.line(record)}”", f"told in {counted(beside.told(record).count)}"]
    if isinstance(record, Commitment):
        lines += [f"{one.outcome}: {one.why}" for one in record.outcome_evidence]
    if source:
        lines.append(" · ".join(filter(None, (source.title, source.publisher, source.source))))
    return "\n".join(map(_printable, lines))


def _categories(record: Commitment | Happening | Event) -> list[str]:
    if isinstance(record, Commitment):
        return [record.sort, *([record.type] if record.type else [])]
    return [record.type, record.status]


def _printable(text: str) -> str:
    """Text in one line without the signs that the standard does not allow."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
