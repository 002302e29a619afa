"""How what reports say together keeps up as a store grows: seconds for one more report, at several sizes.

usage: python benchmarks/joins.py [--stored N]

Makes N reports (3,000) of made-up words about invented persons of real states, 91 a day (100,000 in three
years), most of them on their day: a few persons are named in many reports, most in few, and so are states
and what is counted. Each has quotes, events, figures and names. They are joined as `kawat add` does it;
after each tenth of N the next twenty are timed one by one. Those have sentences of their own; the others
share theirs, as copies do, so that filling the store does not take days.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, get_args

import msgspec

from kawat.link.claims.amounts import known_things
from kawat.link.joining import join
from kawat.link.steps import JOININGS
from kawat.read.document import READ, Known, document
from kawat.records import (
    Act,
    Actor,
    Event,
    EventType,
    Figure,
    Name,
    Period,
    Quote,
    Record,
    Sentence,
    Span,
    Written,
)
from kawat.registry import load_registry
from kawat.store import Writer, open_store

TIMED, STEPS = 20, 10
QUOTES, EVENTS, FIGURES = 8, 10, 3
SENTENCES = QUOTES + EVENTS + FIGURES
KNOWN, SHARED = 0.3, 20_000
A_DAY, LATE = 91, (0, 0, 0, 1, 1, 2, 7, 30)
FIRST = date(2022, 1, 1)


class Cast(NamedTuple):
    """Who may be named, the most named first, and the words that are used."""

    persons: Sequence[tuple[str, str]]
    weights: Sequence[float]
    words: Sequence[str]
    things: Sequence[str]
    sentences: Sequence[str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stored", type=int, default=3_000, help="reports in the store at the end")
    stored = parser.parse_args().stored
    chance = random.Random(1)
    cast = _cast(chance)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "made.kawat", create=True) as store,
        store.writer() as writer,
    ):
        every = stored // STEPS
        for size in range(every, stored + 1, every):
            _link(
                writer, [_add(writer, cast, chance, number) for number in range(size - every, size - TIMED)]
            )
            took = [_timed(writer, cast, chance, number) for number in range(size - TIMED, size)]
            print(
                f"{size:7} reports   one more, s {statistics.median(took):.3f}, at most {max(took):.3f}",
                flush=True,
            )
    print(
        f"peak memory, MB   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}   (floor: 1500)"
    )


def _cast(chance: random.Random) -> Cast:
    states = sorted(load_registry().states)
    persons = [(f"person-{number}", chance.choice(states)) for number in range(500)]
    weights = [1 / (number + 1) for number in range(len(persons))]
    words = ["".join(chance.choices("abdegiklmnoprstu", k=chance.randint(4, 9))) for _ in range(5_000)]
    sentences = [_sentence(words, chance) for _ in range(SHARED)]
    return Cast(persons, weights, words, sorted(known_things()), sentences)


def _sentence(words: Sequence[str], chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=14)) + "."


def _timed(writer: Writer, cast: Cast, chance: random.Random, number: int) -> float:
    new = [_sentence(cast.words, chance) for _ in range(SENTENCES)]
    added = _add(writer, cast, chance, number, new)
    began = perf_counter()
    _link(writer, [added])
    return perf_counter() - began


def _link(writer: Writer, reports: Sequence[str]) -> None:
    writer.set_families(reports, [])
    for joining in JOININGS:
        join(writer, joining, reports)
    writer.set_joined(reports)


def _add(
    writer: Writer, cast: Cast, chance: random.Random, number: int, sentences: Sequence[str] = ()
) -> str:
    day = FIRST + timedelta(days=number // A_DAY - chance.choice(LATE))
    sentences = sentences or chance.choices(cast.sentences, k=SENTENCES)
    text = "\n".join(sentences)
    name = f"{number}.txt"
    report = document(
        text, text.encode(), source=name, name=name, known=Known(language="en"), largest=10**6
    ).report
    written = Written(day.isoformat(), day.isoformat(), ("made",))
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    report = msgspec.structs.replace(report, written=written)
    records = list(_records(cast, chance, report.id, spans, Period(written.first, written.last)))
    writer.add(report, text, records)
    return report.id


def _records(
    cast: Cast, chance: random.Random, report: str, spans: Sequence[Span], day: Period
) -> Iterator[Record]:
    who = chance.choices(cast.persons, cast.weights, k=6)
    for person, state in dict(who).items():
        yield Actor(
            id=person, report=report, at=spans[:1], made=READ, name=person, sort="person", country=state
        )
        yield Name(report=report, at=(spans[0],), made=READ, sort="person", actor=person)
    for span in spans:
        yield Sentence(report=report, at=(span,), made=READ, language="en")
    for span in spans[:QUOTES]:
        act = chance.choice(get_args(Act))
        yield Quote(report=report, at=(span,), made=READ, form="direct", speaker_actor=chance.choice(who)[0],
                    act=act, said=day)  # fmt: skip
    for span in spans[QUOTES : QUOTES + EVENTS]:
        one, other = chance.choice(who)[0], chance.choice(who)[1]
        yield Event(report=report, at=(span,), made=READ, type=chance.choice(get_args(EventType)),
                    trigger=Span(span.start, span.start + 4), actors=(one,), recipients=(other,), when=day,
                    dated="report", ontology="made")  # fmt: skip
    for span in spans[QUOTES + EVENTS :]:
        low = float(chance.randrange(1, 200_000))
        # most of what is counted is counted once
        of = _often(cast.things, chance) if chance.random() < KNOWN else chance.choice(cast.words)
        yield Figure(report=report, at=(span,), made=READ, low=low, high=low, unit="persons", of=of,
                     holder_actor=chance.choice(who)[1])  # fmt: skip


def _often(things: Sequence[str], chance: random.Random) -> str:
    """One of these, the first twice as often as the second, and so on."""
    return chance.choices(things, [1 / (number + 1) for number in range(len(things))])[0]


if __name__ == "__main__":
    main()
