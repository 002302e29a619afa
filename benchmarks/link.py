"""How fast reports are linked: all of a collection, and one more into a large store.

usage: python benchmarks/link.py ARTICLES.jsonl [--stored N]

Annotates the articles as far as linking needs it (zones and sentences) and links them, on one core; then
makes a store of N reports (100,000) put together from sentences of the articles, as alike as reports of one
crisis are, and links some articles into it, one at a time. Prints seconds and peak memory. Making the large
store takes some ten minutes and 3 GB of disk.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from running import run

from kawat.annotate.sentences import sentences
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.language import Languages
from kawat.link.families import link
from kawat.link.families.shingles import Text
from kawat.link.meaning import codes, keys, pack
from kawat.pipeline import Pipeline
from kawat.read.document import READ, Known, document
from kawat.records import Report, Sentence, Span, Zone
from kawat.registry import load_registry
from kawat.settings import load_settings
from kawat.store import Meaning, Writer, open_store

MORE = 20
SENTENCES = 20
ROUND = 500
# reports of one stretch of days
A_STRETCH = 700


class Told(NamedTuple):
    """A sentence with its meaning, packed."""

    text: str
    meaning: bytes


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--stored", type=int, default=100_000, help="reports in the large store")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        _measure(arguments.articles, arguments.stored, arguments.alone)
        return
    with tempfile.TemporaryDirectory() as folder:
        stored = str(arguments.stored)
        done = run(__file__, str(arguments.articles), "--stored", stored, "--alone", folder)
        print(done.printed, end="")


def _measure(articles: Path, stored: int, folder: Path) -> None:
    lines = articles.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    with open_store(folder / "small.kawat", create=True) as store, store.writer() as writer:
        ids = _annotated(writer, texts)
        began = perf_counter()
        for first in range(0, len(ids), 200):
            link(writer, ids[first : first + 200])
        print(f"reports linked              {len(ids)} in {perf_counter() - began:.1f} s   (floor: 60)")
        print(f"families                    {sum(1 for _ in writer.families())}")
        told = list(_told(writer, ids[MORE:]))
    print(f"peak memory, MB             {_megabytes():.0f}")
    with open_store(folder / "large.kawat", create=True) as store, store.writer() as writer:
        _fill(writer, told, stored)
        more = _annotated(writer, texts[:MORE])
        took = []
        for id in more:
            began = perf_counter()
            link(writer, [id])
            took.append(perf_counter() - began)
    print(f"reports in the large store  {stored}")
    print(f"one more, seconds           {statistics.median(took):.2f}, at most {max(took):.2f}   (floor: 1)")
    print(f"peak memory, MB             {_megabytes():.0f}   (floor: 1500)")


def _annotated(writer: Writer, texts: Sequence[str]) -> list[str]:
    """Adds texts to a store with what linking needs of them; their ids."""
    settings, _ = load_settings(environment={})
    pipeline = Pipeline(settings, Languages(load_registry()), (paragraphs, wrapper, sentences))
    ids = []
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        read = document(text, text.encode(), source=name, name=name, known=Known(), largest=10**7)
        made = pipeline.annotate(read)
        writer.add(made.report, made.text, made.records)
        ids.append(made.report.id)
    return ids


def _told(writer: Writer, ids: Sequence[str]) -> Iterator[Told]:
    """The sentences of reports, each with its meaning."""
    seen: set[str] = set()
    for id in ids:
        text = Text(
            writer.report(id),
            writer.text(id),
            writer.records(Zone, report=id),
            writer.records(Sentence, report=id),
        )
        for words in text.sentences:
            span = text.span(words.start, words.stop)
            said = text.text[span.start : span.end]
            if said not in seen:
                seen.add(said)
                yield Told(said, pack([text.folded(words)]))


def _fill(writer: Writer, told: Sequence[Told], number: int) -> None:
    chance = random.Random(1)
    for first in range(0, number, ROUND):
        with writer.transaction():
            for each in range(first, min(number, first + ROUND)):
                _put(writer, each, chance.sample(told, SENTENCES))


def _put(writer: Writer, number: int, told: Sequence[Told]) -> None:
    """A report of these sentences, linked already."""
    text = ".\n".join(sentence.text for sentence in told)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    at = (Span(0, len(text)),)
    report = Report(report="", at=at, made=READ, source=f"made {number}", sha256=sha256)
    writer.add(report, text, ())
    body = Text(report, text, ()).body()
    packed = b"".join(sentence.meaning for sentence in told)
    writer.set_body(report.id, body, (number // A_STRETCH,))
    writer.set_meaning(body.digest, Meaning(codes(packed), packed, keys(packed)))
    writer.set_families([report.id], ())


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
