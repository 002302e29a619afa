"""Makes a large store of invented reports, to measure on.

usage: python benchmarks/made.py STORE [--reports N]

Makes N reports (100,000) over three years: made-up words, as frequent as words are in news, about invented
persons of real states. A report has some 29 sentences: 12 quotes, 14 events and 3 figures. A third of the
reports tell news that others tell too, many of them as copies; what they tell alike are sayings,
happenings, claims, commitments and disagreements, in the proportions of a collection of real articles. They
are written by the store's own Writer as `kawat add` would leave them; only what linking alone reads is left
out (bodies, keys, ties). The same N gives the same store.
"""

from __future__ import annotations

import argparse
import bisect
import gc
import hashlib
import itertools
import random
import resource
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from kawat.records import (
    Actor,
    Claim,
    Commitment,
    Disagreement,
    Event,
    Evidence,
    Family,
    Figure,
    Happening,
    Linked,
    Made,
    Member,
    Name,
    Passage,
    Period,
    Quote,
    Record,
    Report,
    Role,
    Saying,
    Sentence,
    Side,
    Span,
    Story,
    Time,
    Written,
    Zone,
)
from kawat.registry import load_registry
from kawat.store import Part, Remade, Writer, open_store
from kawat.store.sqlite import SqliteStore

FIRST, DAYS = date(2021, 1, 1), 3 * 365
QUOTES, EVENTS, FIGURES = 12, 14, 3
FACTS, CAST = QUOTES + EVENTS + FIGURES, 20
PERSONS, OUTLETS = 1_800, 400
ROUND = 500
MADE = Made("made", "1", "", 0.8)

COMMON = {
    language: words.split()
    for language, words in (
        ("en", "the of to in and a said that for on was is with by has from at it would not"),
        ("id", "yang di dan untuk dengan pada dari ini itu tidak akan dalam telah kata oleh juga ke bahwa"),
    )
}
SPOKEN = (("assert", 30), ("announce", 10), ("warn", 8), ("deny", 6), ("demand", 6), ("accuse", 5),
          ("support", 5), ("request", 4), ("promise", 4), ("reject", 4), ("threaten", 3),
          ("offer", 2))  # fmt: skip
TYPES = (("CONSULT", 28), ("MOBILIZE", 14), ("ASSAULT", 12), ("SUPPORT", 8), ("REQUEST", 7), ("THREATEN", 6),
         ("ACCUSE", 6), ("SANCTION", 5), ("AID", 4), ("REJECT", 4), ("COOPERATE", 3), ("AGREE", 3),
         ("RETREAT", 2), ("CONCEDE", 2), ("PROTEST", 2), ("COERCE", 2))  # fmt: skip
STATUSES = (("happened", 47), ("conditional", 17), ("ongoing", 14), ("planned", 8), ("called-for", 6),
            ("denied", 5), ("alleged", 4))  # fmt: skip
COUNTED = ("troops", "people killed", "tanks", "refugees", "missiles", "prisoners", "ships", "aircraft")
OUTCOMES = (("open", 50), ("unknown", 20), ("met", 12), ("broken", 10), ("repeated", 8))


class Often:
    """Draws things as often as their weights say."""

    def __init__(self, things: Sequence[str], weights: Sequence[float] = ()) -> None:
        self._things = things
        weights = weights or [1 / (number + 2) for number in range(len(things))]
        self._sums = list(itertools.accumulate(weights))

    def draw(self, chance: random.Random) -> str:
        """One of the things."""
        return self._things[bisect.bisect(self._sums, chance.random() * self._sums[-1])]


class World(NamedTuple):
    """Who may be named and what may be written."""

    actors: dict[str, Sequence[Actor]]
    who: Often
    states: Often
    outlets: Often
    phrases: dict[str, Sequence[str]]
    spoken: Often
    types: Often
    statuses: Often
    counted: Often
    outcomes: Often


class Fact(NamedTuple):
    """One thing that a sentence tells: a record without its place, and the words."""

    kind: type[Record]
    words: str
    fields: dict[str, object]
    actors: tuple[str, ...]


class Told(NamedTuple):
    """A report in the store, with the id of the record that it has of each fact."""

    report: Report
    ids: dict[int, Record]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    arguments = parser.parse_args()
    began = perf_counter()
    make(arguments.store, arguments.reports)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"reports {arguments.reports} in {perf_counter() - began:.0f} s, peak memory {peak:.0f} MB")


def make(path: Path, reports: int) -> None:
    """Makes the store at a path where there is none yet."""
    gc.freeze()
    chance = random.Random(1)
    with open_store(path, create=True) as store, store.writer() as writer:
        # the index of ids is written all over: what does not fit is written again and again
        if isinstance(store, SqliteStore):
            writer._connection.execute("PRAGMA cache_size = -500000")  # type: ignore[attr-defined]
        world = _world(chance)
        made = 0
        while made < reports:
            last = min(reports, made + ROUND)
            with writer.transaction():
                while made < last:
                    made += _story(writer, world, chance, made, reports)


def _world(chance: random.Random) -> World:
    states = sorted(load_registry().states)
    chance.shuffle(states)
    actors = {state: (_actor(id=state, name=state, sort="state", country=state),) for state in states}
    often = Often(states)
    for number in range(PERSONS):
        name = f"{_word(chance).title()} {_word(chance).title()}"
        state = often.draw(chance)
        forms = ({"en": (name,)}, {"en": (name, name.split()[1])}, {"id": (name,)})
        role = Role("minister", state, "2019")
        actors[f"person-{number}"] = tuple(
            _actor(id=f"person-{number}", name=name, sort="person", country=state, names=names, roles=(role,))
            for names in forms
        )
    mixed = states[:40] + [id for id in actors if id not in set(states[:40])]
    words = [_word(chance) for _ in range(30_000)]
    return World(
        actors=actors,
        who=Often(mixed),
        states=often,
        outlets=Often([f"Outlet {number}" for number in range(OUTLETS)]),
        phrases={language: _phrases(common, words, chance) for language, common in COMMON.items()},
        spoken=_weighed(SPOKEN),
        types=_weighed(TYPES),
        statuses=_weighed(STATUSES),
        counted=Often(COUNTED + tuple(words[:300])),
        outcomes=_weighed(OUTCOMES),
    )


def _actor(**fields: object) -> Actor:
    return Actor(report="", at=(Span(0, 1),), made=MADE, **fields)  # type: ignore[arg-type]


def _weighed(pairs: Sequence[tuple[str, int]]) -> Often:
    return Often([name for name, _ in pairs], [weight for _, weight in pairs])


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice("bdgklmnprstw") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
    )


def _phrases(common: Sequence[str], words: Sequence[str], chance: random.Random) -> Sequence[str]:
    """Phrases of four words, every other one common, the others as frequent as words are."""
    weights = list(itertools.accumulate(1 / (number + 5) for number in range(len(words))))
    return [
        " ".join(
            word
            for pair in zip(chance.choices(common, k=4), chance.choices(words, cum_weights=weights, k=4),
                            strict=True)
            for word in pair
        )
        for _ in range(30_000)
    ]  # fmt: skip


def _story(writer: Writer, world: World, chance: random.Random, number: int, reports: int) -> int:
    """Writes what one to ten reports say of the same news; how many they are."""
    size = 1 if chance.random() < 0.8 else min(10, 2 + int(chance.expovariate(0.9)))
    size = min(size, reports - number)
    day = FIRST + timedelta(days=number * DAYS // reports)
    language = "en" if chance.random() < 0.6 else "id"
    cast = [world.who.draw(chance) for _ in range(CAST)]
    facts = [_fact(world, chance, day, place, language, cast) for place in range(FACTS)]
    copied = size > 1 and chance.random() < 0.7
    told = []
    for place in range(size):
        copy = copied and place < max(2, size // 2)
        kept = range(len(facts)) if copy or not place else sorted(chance.sample(range(len(facts)), 20))
        new = (
            () if copy or not place else [_fact(world, chance, day, 7 * n, language, cast) for n in range(9)]
        )
        both = [(place, facts[place]) for place in kept] + [(1_000 * place + n, f) for n, f in enumerate(new)]
        told.append(_report(writer, world, chance, f"{number + place}", day, language, both))
    copies = told[: max(2, size // 2)] if copied else []
    _link(writer, chance, told, copies, day)
    return size


def _fact(
    world: World, chance: random.Random, day: date, place: int, language: str, cast: Sequence[str]
) -> Fact:
    one, other = chance.choice(cast), chance.choice(cast)
    phrases = world.phrases[language]
    name = world.actors[one][0].name
    words = f"{name} {chance.choice(phrases)} {chance.choice(phrases)}"
    when = day + timedelta(days=chance.choice((-2, -1, 0, 0, 0, 0, 0, 1, 9)))
    period = Period(when.isoformat(), (when + timedelta(days=chance.choice((0, 0, 0, 1, 6)))).isoformat())
    if place % FACTS < QUOTES:
        speaker = one if chance.random() < 0.75 else None
        addressee = other if chance.random() < 0.15 else None
        fields = {"form": "indirect", "speaker_actor": speaker, "addressee_actor": addressee,
                  "act": world.spoken.draw(chance), "said": period, "speaker": (0, len(name))}  # fmt: skip
        return Fact(Quote, f"{words}.", fields, (one, other))
    if place % FACTS < QUOTES + EVENTS:
        old = chance.random() < 0.09
        fields = {"type": world.types.draw(chance), "status": world.statuses.draw(chance), "historical": old,
                  "actors": (one,), "recipients": (other,) if chance.random() < 0.7 and other != one else (),
                  "when": period, "dated": "report", "ontology": "made", "cameo": "040"}  # fmt: skip
        return Fact(Event, f"{words} {world.actors[other][0].name}.", fields, (one, other))
    low = float(round(chance.lognormvariate(5, 2)) + 1)
    fields = {"low": low, "high": low, "unit": "persons", "of": world.counted.draw(chance),
              "holder_actor": world.states.draw(chance), "according_to_actor": one,
              "as_of": when.isoformat()}  # fmt: skip
    return Fact(Figure, f"{words} {low:.0f}.", fields, (one,))


def _report(
    writer: Writer,
    world: World,
    chance: random.Random,
    name: str,
    day: date,
    language: str,
    facts: Sequence[tuple[int, Fact]],
) -> Told:
    written = (day + timedelta(days=chance.choice((0, 0, 0, 1)))).isoformat()
    title = " ".join(facts[0][1].words.split()[:8])
    text = "\n".join([title, *(fact.words for _, fact in facts)])
    outlet = world.outlets.draw(chance)
    source = f"https://{outlet.replace(' ', '-').lower()}.example/{written.replace('-', '/')}/{name}"
    report = Report(
        report="", at=(Span(0, len(text)),), made=MADE, source=source, url=source,
        sha256=hashlib.sha256(f"{name} {text}".encode()).hexdigest(), language=language, title=title,
        publisher=outlet, agency=f"Agency {chance.randrange(6)}" if chance.random() < 0.25 else None,
        page_date=written, written=Written(written, written, ("made",)),
    )  # fmt: skip
    report = Report(
        **{name: getattr(report, name) for name in report.__struct_fields__} | {"report": report.id}
    )
    ids: dict[int, Record] = {}
    records: list[Record] = [Zone(report=report.id, at=(Span(0, len(title)),), made=MADE, role="title")]
    start = len(title) + 1
    for place, fact in facts:
        span = Span(start, start + len(fact.words))
        start = span.end + 1
        ids[place] = _record(fact, report.id, span)
        records.append(ids[place])
        records.append(Sentence(report=report.id, at=(span,), made=MADE, language=language))
    records += _about(world, chance, report, facts)
    writer.add(report, text, records, fingerprint="made")
    return Told(report, ids)


def _record(fact: Fact, report: str, span: Span) -> Record:
    fields = dict(fact.fields)
    if fact.kind is Quote:
        start, end = fields["speaker"]  # type: ignore[misc]
        fields["speaker"] = Span(span.start + start, span.start + end)
    if fact.kind is Event:
        fields["trigger"] = Span(span.start, span.start + 4)
    return fact.kind(report=report, at=(span,), made=MADE, **fields)


def _about(
    world: World, chance: random.Random, report: Report, facts: Sequence[tuple[int, Fact]]
) -> Iterator[Record]:
    """The names, times and actors of a report."""
    named = dict.fromkeys(actor for _, fact in facts for actor in fact.actors)
    for number, actor in enumerate(named):
        at = (Span(number, number + 3),)
        account = chance.choice(world.actors[actor])
        sort = "person" if account.sort == "person" else "place"
        yield Name(report=report.id, at=at, made=MADE, sort=sort, actor=actor)
        yield _named(account, report.id, at)
    for number in range(4):
        at = (Span(number, number + 4),)
        yield Time(report=report.id, at=at, made=MADE, sort="date", timex=report.page_date or "", grain="day")


def _named(account: Actor, report: str, at: tuple[Span, ...]) -> Actor:
    return Actor(
        id=account.id, report=report, at=at, made=MADE, name=account.name, names=account.names,
        sort=account.sort, country=account.country, roles=account.roles,
    )  # fmt: skip


def _link(
    writer: Writer, chance: random.Random, told: Sequence[Told], copies: Sequence[Told], day: date
) -> None:
    """Writes what the reports tell together."""
    reports = [one.report for one in told]
    ids = [report.id for report in reports]
    writer.set_families(ids, [_family(copies)] if copies else [])
    origins = len(told) - max(0, len(copies) - 1)
    parts: dict[type[Record], list[str]] = {}
    for one in told:
        for kind, some in _parts(writer, one).items():
            parts.setdefault(kind, []).extend(some)
    first, last = min(r.page_date or "" for r in reports), max(r.page_date or "" for r in reports)
    story = Story(report=ids[0], at=reports[0].at, made=MADE, reports=tuple(ids), first=first, last=last,
                  origins=origins)  # fmt: skip
    writer.set_wholes(Story, [Remade(ids, [story])])
    wholes: dict[type[Record], list[Linked]] = {kind: [] for kind in _WHOLES.values()}
    wholes |= {Commitment: [], Disagreement: []}
    places = sorted({place for one in told for place in one.ids})
    copied = {one.report.id for one in copies}
    for place in places:
        members = [one.ids[place] for one in told if place in one.ids]
        outside = sum(member.report not in copied for member in members)
        common = {"report": members[0].report, "at": members[0].at, "made": MADE,
                  "members": tuple(member.id for member in members), "reports": len(members),
                  "origins": outside + (outside < len(members))}  # fmt: skip
        whole = _whole(members[0], common)
        wholes[type(whole)].append(whole)
        promise = _promise(chance, members[0], common, day)
        if promise:
            wholes[Commitment].append(promise)
    claims = wholes[Claim]
    if chance.random() < 0.05 and len(claims) > 1:
        wholes[Disagreement].append(_disagreement(claims[0], claims[1]))  # type: ignore[arg-type]
    # those of no whole have been looked at, too
    for kind, looked_at in parts.items():
        writer.set_wholes(kind, [Remade(looked_at, wholes[kind])])
    writer.set_joined(ids)


_WHOLES: dict[type[Record], type[Linked]] = {Quote: Saying, Event: Happening, Figure: Claim}


def _parts(writer: Writer, one: Told) -> dict[type[Record], list[str]]:
    """What of a report may be part of a whole, by the kind of it, without what only linking looks at."""
    report = one.report.id
    writer.set_parts(Story, {report: [Part(report, report, (), b"")]})
    of: dict[type[Record], list[Part]] = {}
    for record in one.ids.values():
        for kind in (_WHOLES[type(record)], *_MORE[type(record)]):
            of.setdefault(kind, []).append(Part(record.id, report, (), b""))
    for kind, parts in of.items():
        writer.set_parts(kind, {report: parts})
    return {kind: [part.id for part in parts] for kind, parts in of.items()}


_MORE: dict[type[Record], tuple[type[Linked], ...]] = {
    Quote: (Commitment,), Event: (), Figure: (Disagreement,),
}  # fmt: skip


def _family(copies: Sequence[Told]) -> Family:
    centre, *others = (one.report for one in copies)
    length = min(report.at[0].end for report in (centre, *others))
    shared = (Passage(Span(0, length), Span(0, length)),)
    return Family(
        report=centre.id, at=centre.at, made=MADE, reports=tuple(one.report.id for one in copies),
        members=tuple(Member(report.id, "verbatim", shared) for report in others), origin=centre.agency,
    )  # fmt: skip


def _whole(record: Record, common: dict[str, object]) -> Linked:
    match record:
        case Quote():
            return Saying(speaker_actor=record.speaker_actor, addressee_actor=record.addressee_actor,
                          act=record.act, said=record.said, languages=("en",), **common)  # type: ignore[arg-type]  # fmt: skip
        case Event():
            return Happening(type=record.type, status=record.status, historical=record.historical,
                             actors=record.actors, recipients=record.recipients, when=record.when,
                             languages=("en",), **common)  # type: ignore[arg-type]  # fmt: skip
        case Figure():
            return Claim(low=record.low, high=record.high, unit=record.unit, of=record.of,
                         holder_actor=record.holder_actor, as_of=record.as_of, languages=("en",),
                         according_to=(record.according_to_actor or "",), **common)  # type: ignore[arg-type]  # fmt: skip
    raise TypeError(record)


def _promise(
    chance: random.Random, record: Record, common: dict[str, object], day: date
) -> Commitment | None:
    sorts = {"promise": "promise", "demand": "demand", "threaten": "threat", "offer": "offer"}
    sort = sorts.get(record.act) if isinstance(record, Quote) else None
    if not isinstance(record, Quote) or sort is None or record.speaker_actor is None or chance.random() < 0.7:
        return None
    due = (day + timedelta(days=chance.randrange(60))).isoformat()
    outcome = _weighed(OUTCOMES).draw(chance)
    proof = (Evidence(outcome, record.id, record.report, record.at, due, "made"),)  # type: ignore[arg-type]
    return Commitment(
        sort=sort, type="MOBILIZE", by=(record.speaker_actor,),
        to=(record.addressee_actor,) if record.addressee_actor else (), made_on=record.said,
        due=Period(due, due) if chance.random() < 0.6 else None, outcome=outcome,
        outcome_evidence=() if outcome in ("open", "unknown") else proof, **common,
    )  # type: ignore[arg-type]  # fmt: skip


def _disagreement(one: Claim, other: Claim) -> Disagreement:
    sides = tuple(
        Side(f"{claim.low:.0f} {claim.of}", claim.members, claim.reports, claim.origins, claim.according_to)
        for claim in (one, other)
    )
    return Disagreement(
        report=one.report, at=one.at, made=MADE, members=one.members + other.members,
        reports=max(one.reports, other.reports), origins=max(one.origins, other.origins), about="figure",
        of=one.of or "", sides=sides, days=Period(one.as_of, one.as_of) if one.as_of else None,
    )  # fmt: skip


if __name__ == "__main__":
    main()
