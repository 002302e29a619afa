"""Reports of two invented states that promise, plan and do something, made by hand."""

from __future__ import annotations

from typing import Any

from crisis import BY_HAND, Told, period, plain
from kawat.records import Name, Record, Span, Time

BLYTHE, ROSKOV = "anna-blythe", "pavel-roskov"
PROMISE = "Freedonia will send ten field hospitals to Sylvania next week"
SENT = "Freedonia sent the ten field hospitals to Sylvania on Wednesday"


def report(source: str, day: str, *sentences: str, language: str = "en") -> Told:
    """A report of these sentences, with the two states and whoever of the two ministers is in it named."""
    one = plain("\n".join(f"{sentence}." for sentence in sentences), source, day=day, language=language)
    for sentence in sentences:
        one.sentence(f"{sentence}.")
    names = {"Freedonia": "FRD", "Sylvania": "SLV", "Anna Blythe": BLYTHE, "Pavel Roskov": ROSKOV}
    for words, actor in names.items():
        start = one.text.find(words)
        while start >= 0:
            one.records.append(_name(one, words, actor, start))
            start = one.text.find(words, start + 1)
    one.actor(one.text[:3], BLYTHE, sort="person", country="FRD")
    one.actor(one.text[:3], ROSKOV, sort="person", country="SLV")
    return one


def _name(one: Told, words: str, actor: str, start: int) -> Record:
    at = (Span(start, start + len(words)),)
    return Name(report=one.id, at=at, made=BY_HAND, sort="place", actor=actor)


def when(one: Told, words: str, days: str) -> None:
    value = period(days)
    made: dict[str, Any] = {"sort": "date", "timex": days, "value": value, "grain": "day"}
    one.records.append(Time(report=one.id, at=(one.span(words),), made=BY_HAND, **made))


def promised(source: str = "promise.txt", day: str = "2022-01-21", words: str = PROMISE) -> Told:
    one = report(source, day, f"Anna Blythe promised that {words}")
    if "next week" in words:
        when(one, "next week", "2022-01-24/2022-01-30")
    quote = one.quote(
        words, day=day, form="indirect", act="promise", speaker_actor=BLYTHE, cue=one.span("promised")
    )
    if "send" in words:
        one.event(words, "AID", trigger="send", status="planned", actors=("FRD",), recipients=("SLV",),
                  in_quote=quote.id)  # fmt: skip
    return one


def done(source: str = "deed.txt", words: str = SENT, day: str = "2022-01-26", **fields: Any) -> Told:
    one = report(source, "2022-01-27", words)
    fields = {"type": "AID", "actors": ("FRD",), "recipients": ("SLV",), "dated": "own", "day": day} | fields
    one.event(words, fields.pop("type"), **fields)
    return one


def planned(source: str = "plan.txt") -> Told:
    words = "Anna Blythe is to meet Pavel Roskov in Vienna on February 3"
    one = report(source, "2022-01-28", words)
    one.event(words, "CONSULT", trigger="meet", status="planned", day="2022-02-03", dated="own",
              actors=(BLYTHE,), recipients=(ROSKOV,))  # fmt: skip
    return one
