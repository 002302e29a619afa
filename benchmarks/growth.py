"""How adding keeps up as a store grows: seconds for one more report at several sizes.

usage: python benchmarks/growth.py ARTICLES.jsonl [--stored 1000,10000,100000] [--work FOLDER]

Fills a store with invented reports of real length, 91 a day, going back from one day: so the news of the last
days is the same whatever the size, and only what is older grows. A third tell news that others tell too, many
of them as copies. They are left as linking leaves them: bodies, codes, keys, parts and ties are made by
Kawat's own functions; only the ties between reports of one news are written without comparing them, for
filling would take days. What sentences mean is mixed of what those of the articles mean.

A copy of the store is kept at each size. When the last is there some of the articles are added to each copy,
one at a time, as 'kawat add' does it when each comes alone; they are said to be of the store's last day. So
all sizes are measured in the same minutes. With --work the stores are kept there, and a repeated command goes
on where it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple, cast

import msgspec
import numpy as np
from made import FACTS, MADE, Often, Told, World, _fact, _family, _report, _world

from kawat.language import Languages
from kawat.link import meaning, vectors
from kawat.link.families.origins import written_in
from kawat.link.families.shingles import Text
from kawat.link.steps import JOININGS
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Document, Known, document
from kawat.records import Family, R, Record, Report, Sentence, Span, Story, Zone
from kawat.registry import load_registry
from kawat.run.add import add
from kawat.settings import load_settings
from kawat.store import Meaning, Part, Remade, Tie, Writer, open_store

LAST, A_DAY = date(2022, 2, 20), 91
TIMED, WARM, BANK = 20, 3, 150
ROUND = 250
# whom the articles are about most
PARTIES = ("RUS", "UKR", "USA")
# what two mixed sentences are made of: with one in common they are about as near as two on one subject
MIX = (0.75, 0.66)
# letters of the shortest sentence, and of what stands for a verb in invented reports
_SENTENCE, _VERB = 40, 4


class Mixed:
    """The encoder of sentences, but for made words: what those mean is mixed of two real sentences."""

    def __init__(self, bank: np.ndarray, made: frozenset[str]) -> None:
        self._bank, self._made, self._real = bank, made, meaning.encoder()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors (N, 512) of sentences, of length 1."""
        found = np.zeros((len(texts), meaning.WIDTH), np.float32)
        real = [place for place, text in enumerate(texts) if not self._is_made(text)]
        for place in set(range(len(texts))).difference(real):
            found[place] = self._mix(texts[place])
        if real:
            found[real] = self._real.encode([texts[place] for place in real])
        return found

    def _is_made(self, text: str) -> bool:
        return len(text) <= _VERB or not self._made.isdisjoint(text.casefold().split())

    def _mix(self, text: str) -> np.ndarray:
        digest = hashlib.blake2b(text.casefold().strip(". ").encode(), digest_size=8).digest()
        one, other = (int.from_bytes(half) % len(self._bank) for half in (digest[:4], digest[4:]))
        mixed = MIX[0] * self._bank[one] + MIX[1] * self._bank[other]
        return cast(np.ndarray, mixed / np.linalg.norm(mixed))


class Memory:
    """What linking reads of one report, without a store."""

    def __init__(self, told: Told, text: str, records: Sequence[Record], packed: bytes, origin: str) -> None:
        self._report, self._text, self._packed, self._origin = told.report, text, packed, origin
        self._records: dict[type, list[Record]] = defaultdict(list)
        for record in records:
            self._records[type(record)].append(record)

    def report(self, id: str) -> Report:
        return self._report

    def text(self, id: str) -> str:
        return self._text

    def records(self, kind: type[R], *, report: str) -> Sequence[R]:
        return cast(Sequence[R], self._records[kind])

    def origin(self, id: str) -> str:
        return self._origin

    def body(self, id: str) -> object:
        return msgspec.defstruct("Body", [("digest", str)])(digest="")

    def meaning(self, digest: str) -> Meaning | None:
        return Meaning(b"", self._packed) if self._packed else None


class Took(NamedTuple):
    """Seconds by the clock, and of the processor: what others do meanwhile is none of the latter."""

    clock: float
    processor: float


class Kept(NamedTuple):
    """A report as `made` hands it to a writer."""

    text: str
    records: Sequence[Record]


class Catching:
    """A writer that also keeps at hand what it is given."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.last: Kept

    def add(self, report: Report, text: str, records: Sequence[Record], *, fingerprint: str) -> None:
        self.last = Kept(text, records)
        self._writer.add(report, text, records, fingerprint=fingerprint)


class Read(Pipeline):
    """A pipeline that has read some documents before."""

    def keep(self, document: Document) -> None:
        self._read = {document.report.id: super().annotate(document)}

    def annotate(self, document: Document, repeated: Collection[int] = ()) -> Annotated:
        known = self._read.pop(document.report.id, None)
        return known or super().annotate(document, repeated)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--stored", default="1000,10000,100000", help="sizes of the store, smallest first")
    parser.add_argument("--work", type=Path, help="where the store is kept")
    given = parser.parse_args()
    sizes = [int(size) for size in given.stored.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        measure(given.articles, sizes, given.work or Path(scratch))


def measure(articles: Path, sizes: Sequence[int], work: Path) -> None:
    """Prints a line for each size, and how much slower the last is than the first."""
    work.mkdir(parents=True, exist_ok=True)
    texts = [json.loads(line)["text"] for line in articles.read_text(encoding="utf-8").splitlines()]
    bank = _bank(texts[-BANK:], work)
    world = _at_odds(_world(random.Random(1)))
    _encode_by(Mixed(bank, _made_words(world)))
    settings, _ = load_settings(environment={})
    pipeline = Read(settings, Languages(load_registry()))
    told = [_document(text, number) for number, text in enumerate(texts[: WARM + TIMED])]
    medians = []
    stores = [_filled(work, world, size) for size in sizes]
    print(
        " reports   MB   annotate, s   add and link, processor s   mean    most    by the clock", flush=True
    )
    for size, store in zip(sizes, stores, strict=True):
        here = work / "growth-now.kawat"
        shutil.copy(store, here)
        annotated, added = _timed(here, told, pipeline)
        own = [one.processor for one in added]
        medians.append(statistics.median(own))
        print(
            f"{size:8}   {store.stat().st_size / 1e6:6.0f}"
            f"   {statistics.median(one.processor for one in annotated):.3f}"
            f"   {medians[-1]:.3f}   {statistics.mean(own):.3f}   {max(own):.3f}"
            f"   {statistics.median(one.clock for one in added):.3f}",
            flush=True,
        )
        here.unlink()
    print(f"last to first   {medians[-1] / medians[0]:.2f}   (floor: 1.5)")
    print(f"peak memory, MB   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


def _at_odds(world: World) -> World:
    """The world, but that those named most are the states that the articles are about."""
    others = [id for id in world.actors if id not in PARTIES]
    states = [id for id in others if world.actors[id][0].sort == "state"]
    mixed = [*states[:40], *(id for id in others if id not in set(states[:40]))]
    return world._replace(who=Often([*PARTIES, *mixed]), states=Often([*PARTIES, *states]))


def _bank(texts: Sequence[str], work: Path) -> np.ndarray:
    """What real sentences mean, (N, 512)."""
    kept = work / "growth-bank.npy"
    if not kept.exists():
        lines = (line for text in texts for line in text.replace(". ", ".\n").split("\n"))
        sentences = [line for line in lines if len(line) > _SENTENCE]
        np.save(kept, np.asarray(meaning.encoder().encode(sentences)))
    return cast(np.ndarray, np.load(kept))


def _made_words(world: World) -> frozenset[str]:
    """The made words of the world: every other word of its phrases."""
    return frozenset(word for some in world.phrases.values() for one in some for word in one.split()[1::2])


def _encode_by(encoder: Mixed) -> None:
    meaning.encoder = cast(Any, lambda: encoder)
    vectors.encoder = cast(Any, lambda: encoder)


def _document(text: str, number: int) -> Document:
    name = f"growth-{number}.txt"
    known = Known(given_date=LAST.isoformat())
    return document(text, text.encode(), source=name, name=name, known=known, largest=10**7)


def _timed(store: Path, told: Sequence[Document], pipeline: Read) -> tuple[list[Took], list[Took]]:
    """What each report takes: reading it, and adding it to the store, linked."""
    read, added = [], []
    with open_store(store) as opened, opened.writer() as writer:
        for document in told:
            read.append(_took(pipeline.keep, document))
            added.append(_took(lambda one: list(add([one], pipeline, writer)), document))
    return read[WARM:], added[WARM:]


def _took(work: Callable[[Document], object], document: Document) -> Took:
    began = perf_counter(), process_time()
    work(document)
    return Took(perf_counter() - began[0], process_time() - began[1])


def _filled(work: Path, world: World, size: int) -> Path:
    """A store with so many reports: the one that was kept, or what grows until it has them."""
    kept, path = work / f"growth-{size}.kawat", work / "growth.kawat"
    if kept.exists():
        return kept
    with open_store(path, create=True) as store, store.writer() as writer:
        connection = cast(Any, writer)._connection
        # it is read by nobody while it is filled, and what is lost is made again
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("PRAGMA wal_autocheckpoint = 50000")
        number = writer.counts()["report"]
        assert number <= size, f"{path} has {number} reports already: take another --work"
        while number < size:
            with writer.transaction():
                last = min(size, number + ROUND)
                while number < last:
                    number += _news(writer, world, number, size - number)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, kept.with_suffix(".copied"))
    return kept.with_suffix(".copied").rename(kept)


def _news(writer: Writer, world: World, number: int, most: int) -> int:
    """Writes what one to ten reports say of the same news; how many they are."""
    chance = random.Random(number)
    size = 1 if chance.random() < 0.8 else min(10, 2 + int(chance.expovariate(0.9)))
    size = min(size, most)
    day = LAST - timedelta(days=number // A_DAY)
    language = "en" if chance.random() < 0.6 else "id"
    cast_ = [world.who.draw(chance) for _ in range(20)]
    facts = [_fact(world, chance, day, place, language, cast_) for place in range(FACTS)]
    copied = size > 1 and chance.random() < 0.7
    copies, told, held = [], [], []
    catching = Catching(writer)
    for place in range(size):
        copy = copied and place < max(2, size // 2)
        whole = copy or not place
        kept = range(len(facts)) if whole else sorted(chance.sample(range(len(facts)), 20))
        new = () if whole else [_fact(world, chance, day, 7 * n, language, cast_) for n in range(9)]
        both = [(at, facts[at]) for at in kept] + [(1_000 * place + n, fact) for n, fact in enumerate(new)]
        one = _report(cast(Writer, catching), world, chance, f"{number + place}", day, language, both)
        told.append(one)
        held.append(catching.last)
        copies += [one] if copy else []
    _link(writer, told, held, _family(copies) if copies else None)
    return size


def _link(writer: Writer, told: Sequence[Told], held: Sequence[Kept], family: Family | None) -> None:
    """Leaves the reports of one news as linking leaves them."""
    ids = [one.report.id for one in told]
    bodies = [_body(writer, one, kept) for one, kept in zip(told, held, strict=True)]
    writer.set_families(ids, [family] if family else [])
    views = [
        Memory(one, kept.text, kept.records, packed, writer.origin(one.report.id))
        for one, kept, packed in zip(told, held, bodies, strict=True)
    ]
    for joining in JOININGS:
        parts = [list(joining.parts(cast(Writer, view), id)) for view, id in zip(views, ids, strict=True)]
        packed = {
            id: [Part(part.id, id, part.keys, msgspec.msgpack.encode(part.features)) for part in some]
            for id, some in zip(ids, parts, strict=True)
        }
        writer.set_parts(joining.kind, packed)
        together = list(_together(told, {part.id for some in parts for part in some}, joining.kind))
        ties = {first: dict.fromkeys(others, Tie(0.9, "made")) for first, *others in together}
        writer.set_ties(joining.kind, ties)
        by_id = {part.id: part for some in parts for part in some}
        wholes = [joining.whole(writer, [by_id[id] for id in group]) for group in together]
        writer.set_wholes(joining.kind, [Remade(by_id, [whole for whole in wholes if whole])])
    writer.set_joined(ids)


def _body(writer: Writer, told: Told, kept: Kept) -> bytes:
    """Remembers the body of a report; what its sentences mean."""
    zones = [record for record in kept.records if isinstance(record, Zone)]
    sentences = [record for record in kept.records if isinstance(record, Sentence)]
    # made reports have a title, and all else is their body, which `made` leaves out
    rest = Span(zones[0].at[0].end + 1, len(kept.text))
    zones.append(Zone(report=told.report.id, at=(rest,), made=MADE, role="body"))
    text = Text(told.report, kept.text, zones, sentences)
    body = text.body()
    new = not writer.copies(body.digest)
    writer.set_body(told.report.id, body, written_in(told.report))
    packed = text.meanings()
    if new and packed:
        writer.set_meaning(body.digest, Meaning(meaning.codes(packed), packed, meaning.keys(packed)))
    return packed


def _together(told: Sequence[Told], parts: set[str], kind: type[Record]) -> Iterator[Sequence[str]]:
    """The parts that tell the same fact, and those that none tells with them."""
    groups: Mapping[object, list[str]] = defaultdict(list)
    for one in told:
        if kind is Story:
            groups[kind].append(one.report.id)
        for place, record in one.ids.items():
            if record.id in parts:
                groups[place].append(record.id)
    yield from groups.values()


if __name__ == "__main__":
    main()
