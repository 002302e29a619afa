"""iCalendar: another library than the one that wrote it reads it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import icalendar
import msgspec
import pytest
import vobject

from exported import exported
from kawat.ask.evidence import words_of
from kawat.records import Commitment, Event, Happening, Period
from kawat.serve.formats import FORMATS
from kawat.store import View


def events(written: bytes) -> list[Any]:
    calendar = vobject.readOne(written.decode())
    return list(calendar.contents.get("vevent", []))


def test_what_is_due_is_in_the_calendar(view: View) -> None:
    found = {event.uid.value: event for event in events(exported(view, "ical"))}
    due = {one.id: one for one in view.each(Commitment) if one.due}
    assert found.keys() == due.keys()
    assert found
    for id, event in found.items():
        days = due[id].due
        assert days is not None
        assert event.dtstart.value == date.fromisoformat(days.first)
        assert event.dtend.value == date.fromisoformat(days.last) + timedelta(days=1)
        assert event.contents["x-kawat-origins"][0].value == str(due[id].origins)
        assert due[id].outcome in event.summary.value


@pytest.mark.parametrize("kind", [Event, Happening])
def test_what_happens_is_in_it_when_asked_for(view: View, kind: type[Event | Happening]) -> None:
    found = {event.uid.value: event for event in events(exported(view, "ical", [kind]))}
    dated = {one.id: one for one in view.each(kind) if one.when}
    assert found.keys() == dated.keys()
    for id, event in found.items():
        done = dated[id].status in ("happened", "ongoing")
        assert event.status.value == ("CONFIRMED" if done else "TENTATIVE")


def test_strange_text_comes_back(made: View) -> None:
    written = exported(made, "ical", [Event])
    found = {event.uid.value: event for event in events(written)}
    for event in made.each(Event):
        if event.when:
            words = "".join(sign if sign.isprintable() else " " for sign in words_of(made, event))
            assert " ".join(words.split()) in found[event.id].description.value


def test_lines_are_as_the_standard_wants_them(view: View) -> None:
    written = exported(view, "ical", [Event, Happening, Commitment])
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        assert not any(sign < 32 and sign != 9 for sign in line)


def test_the_same_store_gives_the_same_calendar(view: View) -> None:
    assert exported(view, "ical") == exported(view, "ical")


def test_the_last_day_there_is_has_no_day_behind_it(made: View) -> None:
    one = next(iter(made.each(Happening)))
    last = msgspec.structs.replace(one, when=Period("9999-12-31", "9999-12-31"))
    written = b"".join(FORMATS["ical"].write([last], made))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert event["dtstart"].dt == date(9999, 12, 31)
    assert "dtend" not in event
