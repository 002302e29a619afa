"""TimelineJS: the JSON that its documentation describes, written down here as types."""

from __future__ import annotations

import re

import msgspec

from exported import exported
from kawat.records import Event, Happening, Quote, Saying
from kawat.store import View


class Date(msgspec.Struct, forbid_unknown_fields=True):
    year: int
    month: int
    day: int


class Text(msgspec.Struct, forbid_unknown_fields=True):
    headline: str
    text: str


class Slide(msgspec.Struct, forbid_unknown_fields=True):
    unique_id: str
    start_date: Date
    text: Text
    end_date: Date | None = None
    display_date: str = ""
    group: str = ""
    autolink: bool = True


class Timeline(msgspec.Struct, forbid_unknown_fields=True):
    events: list[Slide]
    scale: str = "human"


def slides(view: View, *kinds: type) -> dict[str, Slide]:
    read = msgspec.json.decode(exported(view, "timelinejs", kinds or None), type=Timeline)
    return {slide.unique_id: slide for slide in read.events}


def iso(date: Date) -> str:
    return f"{date.year:04}-{date.month:02}-{date.day:02}"


def test_what_has_a_day_is_a_slide_with_its_range(view: View) -> None:
    periods = {one.id: one.said for one in view.each(Saying)} | {
        one.id: one.when for one in view.each(Happening)
    }
    found = slides(view)
    assert found.keys() == {id for id, period in periods.items() if period}
    for id, slide in found.items():
        period = periods[id]
        assert period is not None
        assert iso(slide.start_date) == period.first
        if period.first == period.last:
            assert (slide.end_date, slide.display_date) == (None, period.first)
        else:
            assert slide.end_date is not None
            assert iso(slide.end_date) == period.last
            assert slide.display_date == f"{period.first} – {period.last}"


def test_words_of_reports_are_no_markup(made: View) -> None:
    for slide in slides(made, Quote, Event).values():
        for text in (slide.text.headline, slide.text.text):
            assert set(re.findall(r"</?(\w+)", text)) <= {"blockquote", "p", "a"}
    texts = " ".join(slide.text.text for slide in slides(made, Quote).values())
    assert "&lt;script&gt;alert(&#x27;hello&#x27;)&lt;/script&gt;" in texts
    assert '<a href="https://harbour.example/a?b=&lt;c&gt;&amp;d=1">' in texts


def test_who_speaks_without_a_name_is_told_in_the_words_of_the_text(made: View) -> None:
    assert "“she”: deny" in {slide.text.headline for slide in slides(made, Quote).values()}
