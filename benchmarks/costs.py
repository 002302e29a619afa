"""What a report costs, step by step: processor seconds, and bytes in the store.

usage: python benchmarks/costs.py ARTICLES.jsonl [--reports N] [--store STORE]

Reads, annotates, stores and links N articles (200) in this process on one core, and prints milliseconds a
report for every stage and every step of linking (what workers do, and what the one that writes does), then
bytes a report and a record for every table of the store.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from stages import timed

from kawat.link.spread import HERE, Work
from kawat.link.steps import link
from kawat.pipeline import Pipeline, open_pipeline
from kawat.read.source import read
from kawat.records import Failure, kind_of
from kawat.settings import load_settings
from kawat.store import Writer, open_store

T = TypeVar("T")
R = TypeVar("R")
# rows of long tables of which the store keeps one a report
SHEETS = ("zone", "sentence", "name", "time")


class Timed:
    """Does work in this process and notes how long each sort of it takes."""

    def __init__(self, spent: dict[str, float]) -> None:
        self._spent = spent

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        """What the work answers to each item."""
        told = _name(work)
        answers = HERE.map(work, items)
        while True:
            began = time.process_time()
            answer = next(answers, None)
            self._spent[told] += time.process_time() - began
            if answer is None:
                return
            yield answer


def _name(work: Work[T, R]) -> str:
    """A step and what it is done for: 'scoring saying', 'comparing families', 'encoding'."""
    kind = getattr(getattr(work, "joining", None), "kind", getattr(work, "kind", None))
    folder = type(work).__module__.split(".")[-2]
    return f"{type(work).__name__.lower()} {kind_of(kind) if kind else folder if folder != 'link' else ''}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--store", type=Path, help="keep the store here")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "costs.kawat"
        with open_store(path, create=True) as store, store.writer() as writer:
            reports = _seconds(writer, given.articles, given.reports)
        _bytes(path, reports)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory, MB {peak:.0f}")


def _seconds(writer: Writer, articles: Path, most: int) -> int:
    settings, _ = load_settings(environment={})
    plain, stages, steps = (
        open_pipeline(settings),
        defaultdict[str, float](float),
        defaultdict[str, float](float),
    )
    pipeline = Pipeline(settings, plain.languages, [timed(stage, stages) for stage in plain.stages])
    made, reading, storing, began = [], 0.0, 0.0, time.process_time()
    for number, document in enumerate(read([str(articles)], settings)):
        if number == most or isinstance(document, Failure):
            break
        reading += time.process_time() - began
        made.append(pipeline.annotate(document))
        began = time.process_time()
    for one in made:
        storing += _took(lambda one=one: writer.add(one.report, one.text, one.records, original=one.original))
    linking = _took(lambda: link(writer, containment=settings.family_containment, spread=Timed(steps)))
    _table("reading", {"read": reading}, len(made))
    _table("annotating", stages, len(made))
    _table("storing", {"add": storing}, len(made))
    _table("linking", {**steps, "writing it down": linking - sum(steps.values())}, len(made))
    return len(made)


def _took(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _table(title: str, spent: dict[str, float], reports: int) -> None:
    print(f"{title:32} {1000 * sum(spent.values()) / reports:8.1f} ms a report")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"    {name:28} {1000 * seconds / reports:8.1f}")


def _bytes(path: Path, reports: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sizes = connection.execute(
            "SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d"
            " LEFT JOIN sqlite_master m ON m.name = d.name GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
        print(f"{'bytes':32} {'a report':>10} {'rows':>10} {'a row':>8}")
        for table, size in sizes:
            if table.startswith(("text_words", "quote_words", "sqlite")):
                rows = 0
            else:
                count = "ifnull(sum(n), 0)" if table in SHEETS else "count(*)"
                rows = connection.execute(f"SELECT {count} FROM {table}").fetchone()[0]
            if size / reports >= 50:
                print(f"    {table:28} {size / reports:10,.0f} {rows:10,} {size / rows if rows else 0:8,.0f}")
        print(f"    {'all':28} {sum(size for _, size in sizes) / reports:10,.0f}")


if __name__ == "__main__":
    main()
