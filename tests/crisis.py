"""Records made by hand, for tests of what comes after annotation: store, link, ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from kawat.records import (
    Actor,
    Event,
    Failure,
    Figure,
    Made,
    Name,
    Period,
    Quote,
    Record,
    Report,
    Sentence,
    Span,
    Time,
    Written,
    Zone,
)
from kawat.store import Writer

BY_HAND = Made("hand", "1", "test/hand", 0.9)


class Told(msgspec.Struct):
    """A report with its text, to make records of: `told.quote("not true", speaker_actor="RUS")`."""

    report: Report
    text: str
    records: list[Record | Failure] = []

    @property
    def id(self) -> str:
        return self.report.id

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def _made(self, kind: type[Record], words: tuple[str, ...], **fields: Any) -> Any:
        at = tuple(self.span(piece) for piece in words)
        record = kind(report=self.id, at=at, made=BY_HAND, **fields)
        self.records.append(record)
        return record

    def zone(self, words: str, role: str = "body") -> Zone:
        return self._made(Zone, (words,), role=role)

    def sentence(self, words: str) -> Sentence:
        return self._made(Sentence, (words,), language="en")

    def name(self, words: str, actor: str) -> Name:
        return self._made(Name, (words,), sort="place", actor=actor)

    def time(self, words: str, day: str) -> Time:
        value = Period(day, day)
        return self._made(Time, (words,), sort="date", timex=day, value=value, grain="day")

    def quote(self, *words: str, day: str | None = None, **fields: Any) -> Quote:
        return self._made(Quote, words, form=fields.pop("form", "direct"), said=period(day), **fields)

    def event(self, words: str, type: str, *, day: str | None = None, **fields: Any) -> Event:
        trigger = self.span(fields.pop("trigger", words))
        return self._made(
            Event, (words,), type=type, trigger=trigger, when=period(day), ontology="PLOVER-2021", **fields
        )

    def figure(self, words: str, low: float, high: float, unit: str, **fields: Any) -> Figure:
        return self._made(Figure, (words,), low=low, high=high, unit=unit, **fields)

    def actor(self, words: str, id: str, **fields: Any) -> Actor:
        fields = {"name": id, "sort": "state"} | fields
        return self._made(Actor, (words,), id=id, **fields)

    def failure(self, stage: str, error: str) -> Failure:
        failure = Failure(report=self.id, stage=stage, error=error, made=BY_HAND)
        self.records.append(failure)
        return failure

    def add(self, writer: Writer, fingerprint: str = "1", original: bytes | None = None) -> Told:
        writer.add(self.report, self.text, self.records, original=original, fingerprint=fingerprint)
        return self


def period(day: str | None) -> Period | None:
    """A day ('2022-01-21') or days ('2022-01-21/2022-01-23')."""
    if day is None:
        return None
    first, _, last = day.partition("/")
    return Period(first, last or first)


def told(text: str, source: str = "a.txt", *, day: str | None = None, **fields: Any) -> Told:
    """A report of that text, written on that day."""
    when = period(day)
    written = Written(when.first, when.last, ("by hand",)) if when else None
    report = Report(
        report="",
        at=(Span(0, max(1, len(text))),),
        made=BY_HAND,
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        written=written,
        **fields,
    )
    return Told(report, text, [])


def plain(text: str, source: str, *, day: str | None = None, **fields: Any) -> Told:
    """A report that is all body."""
    made = told(text, source, day=day, **fields)
    made.zone(text)
    return made


def add_all(writer: Writer, reports: Iterable[Told]) -> None:
    for report in reports:
        report.add(writer)


def talks(source: str = "harian.txt", **fields: Any) -> Told:
    """A report with a record of every kind."""
    text = (
        "Talks fail\n\nMOSCOW, Jan 21 (Reuters) - Russia denied on Friday that it plans an attack. "
        "“We threaten no one,” Pavel Roskov told Anna Blythe, “and never will.” "
        "The two ministers met in Geneva. About 100,000 troops stand at the border.\n\nAdvertisement"
    )
    told_ = told(text, source, **({"day": "2022-01-21", "language": "en", "title": "Talks fail"} | fields))
    told_.zone("Talks fail", "title")
    told_.zone(text[text.index("MOSCOW") : text.index("\n\nAdv")])
    told_.zone("Advertisement", "promo")
    told_.sentence("The two ministers met in Geneva.")
    told_.name("Russia", "RUS")
    told_.time("Friday", "2022-01-21")
    told_.quote(
        "We threaten no one",
        "and never will.",
        day="2022-01-21",
        speaker_actor="pavel-roskov",
        addressee_actor="anna-blythe",
        act="deny",
    )
    told_.event(
        "The two ministers met in Geneva",
        "CONSULT",
        day="2022-01-21",
        trigger="met",
        actors=("pavel-roskov", "anna-blythe"),
    )
    told_.event(
        "it plans an attack",
        "ASSAULT",
        trigger="attack",
        actors=("RUS",),
        recipients=("UKR",),
        status="denied",
    )
    told_.figure("About 100,000 troops", 1e5, 1e5, "persons", qualifier="about", holder_actor="RUS")
    told_.actor("Russia", "RUS", name="Russia", names={"en": ("Russia",)})
    told_.actor("Pavel Roskov", "pavel-roskov", name="Pavel Roskov", sort="person", country="RUS")
    told_.actor("Anna Blythe", "anna-blythe", name="Anna Blythe", sort="person", country="USA")
    told_.failure("times", "ValueError: day 32")
    return told_
