"""When real articles were written, told from their text alone: `python -m evals.written`.

The articles (of several outlets, many translated by machine) are not part of the project; see the README of
the data. Of each the day is known on which it was first seen; Kawat is given the text and nothing else. News
is written on the day it is seen or on the one before: an interval is right when it holds one of these days.

day     right, and at most two days long
week    right, and at most seven days long
longer  right, but longer
near    not right, but at most seven days beside it
wrong   further away
undated the text says too little

Of three hundred articles, spread evenly over the file, those at even places were looked at while the rules
were made, those at odd places were not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from kawat.clean.dates import written
from kawat.pipeline import STAGES, Pipeline, open_pipeline
from kawat.read.document import Known, document
from kawat.records import Written
from kawat.settings import load_settings

ARTICLES = "data/ukraine-war/articles.jsonl"
COUNT = 300
VERDICTS = ("day", "week", "longer", "near", "wrong", "undated")
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Case(NamedTuple):
    """An article, the day on which it was seen, and when Kawat says that it was written."""

    name: str
    seen: date
    found: Written | None

    @property
    def verdict(self) -> str:
        """Which of `VERDICTS` it is."""
        if self.found is None:
            return "undated"
        first, last = date.fromisoformat(self.found.first), date.fromisoformat(self.found.last)
        if first <= self.seen and last >= self.seen - _DAY:
            return "day" if last - first <= _DAY else "week" if last - first < _WEEK else "longer"
        return "near" if first - _WEEK <= self.seen and last + _WEEK >= self.seen - _DAY else "wrong"


def cases(shared: Path, count: int = COUNT) -> Iterator[Case]:
    """So many articles, spread evenly over the file."""
    lines = (shared / ARTICLES).read_text(encoding="utf-8").splitlines()
    count = min(count, len(lines))
    # no stage after the one that dates the text
    given = open_pipeline(load_settings(environment={})[0])
    pipeline = Pipeline(given.settings, given.languages, STAGES[: STAGES.index(written) + 1])
    for number in range(count):
        yield _case(json.loads(lines[number * len(lines) // count]), pipeline)


def _case(article: dict[str, Any], pipeline: Pipeline) -> Case:
    text, name = article["text"], article["id"]
    made = pipeline.annotate(
        document(text, text.encode(), source=name, name=name, known=Known(), largest=10**6)
    )
    return Case(name, date.fromisoformat(article["seen"][:8]), made.report.written)


def table(found: Sequence[Case]) -> str:
    """The number and share of each verdict, over all articles and in each half, as Markdown."""
    lines = [f"| articles | {' | '.join(VERDICTS)} |", "|---|" + "---|" * len(VERDICTS)]
    for name, part in (("all", found), ("even", found[::2]), ("odd", found[1::2])):
        counts = Counter(case.verdict for case in part)
        cells = (f"{counts[each]} ({counts[each] / max(1, len(part)):.1%})" for each in VERDICTS)
        lines.append(f"| {name}, {len(part)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def misses(found: Sequence[Case]) -> Iterator[str]:
    """The articles at even places that are dated wrongly, with the reasons; the odd are not to be seen."""
    for case in found[::2]:
        if case.found and case.verdict in ("near", "wrong"):
            reasons = "".join(f"\n    {reason}" for reason in case.found.basis)
            yield f"{case.verdict}: {case.name}: {case.found.first} to {case.found.last}{reasons}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--misses", action="store_true", help="what was dated wrongly, too")
    given = parser.parse_args()
    if not (given.shared / ARTICLES).is_file():
        sys.exit(f"{given.shared / ARTICLES}: no such file: say where the data lies with --shared")
    found = list(cases(given.shared, given.count))
    print(table(found))
    if given.misses:
        print("", *misses(found), sep="\n")


if __name__ == "__main__":
    main()
