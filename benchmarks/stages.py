"""How the time of reading divides: seconds by stage, and words a second in all, on one core.

usage: python benchmarks/stages.py ARTICLES.jsonl [--reports N]
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections import defaultdict
from pathlib import Path

from kawat.language import Language
from kawat.pipeline import Pipeline, open_pipeline
from kawat.read.source import read
from kawat.records import Failure, Record
from kawat.settings import load_settings
from kawat.stage import ReportText, Stage

FLOOR = 1200  # words a second for the whole pipeline
LARGEST = 1000  # MB


def timed(stage: Stage, spent: dict[str, float]) -> Stage:
    """The stage, which notes how long it takes."""

    def run(report: ReportText, language: Language) -> list[Record]:
        began = time.perf_counter()
        made = list(stage.run(report, language))
        spent[stage.name] += time.perf_counter() - began
        return made

    return Stage(stage.name, stage.version, stage.needs, stage.makes, run, stage.doc)  # type: ignore[arg-type]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, default=100)
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    settings, _ = load_settings(environment={})
    plain, spent = open_pipeline(settings), defaultdict[str, float](float)
    pipeline = Pipeline(settings, plain.languages, [timed(stage, spent) for stage in plain.stages])
    words, began = 0, time.perf_counter()
    for number, document in enumerate(read([str(given.articles)], settings)):
        if number == given.reports or isinstance(document, Failure):
            break
        pipeline.annotate(document)
        words += len(document.text.split())
    seconds = time.perf_counter() - began
    for name, own in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:14} {own:7.1f} s {own / seconds:6.1%}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"words a second {words / seconds:7.0f}   (floor {FLOOR})")
    print(f"memory, MB     {memory:7.0f}   (floor: under {LARGEST})")
    return 0 if words / seconds >= FLOOR and memory < LARGEST else 1


if __name__ == "__main__":
    raise SystemExit(main())
