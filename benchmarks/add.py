"""How fast and in how much memory `kawat add` works, that nothing is lost, and that a repeat adds nothing.

usage: python benchmarks/add.py ARTICLES.jsonl [--reports N]

Runs the command as a whole process on one core, twice on the same store, and prints the figures: reports
a second and peak memory of the first run, what the second run added, what the store holds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from running import Run, part, run


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, help="only the first N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = part(arguments.articles, arguments.reports, Path(folder))
        expected = len(articles.read_text(encoding="utf-8").splitlines())
        store = Path(folder) / "bench.kawat"
        first, again = _added(store, articles), _added(store, articles)
        limit = str(expected + 1)
        held = json.loads(run("-m", "kawat", "reports", str(store), "--json", "--limit", limit).printed)
        print(f"reports in input          {expected}")
        print(f"reports in store          {len(held)}   (lost: {expected - len(held)})")
        print(f"seconds                   {first.seconds:.1f}")
        print(f"reports a second          {expected / first.seconds:.1f}")
        print(f"peak memory, MB           {first.megabytes:.0f}   (floor: under 1000)")
        print(f"second run                {again.told.strip().splitlines()[-1]}   ({again.seconds:.1f} s)")
        print(f"size of the store, MB     {store.stat().st_size / 1e6:.1f}")


def _added(store: Path, articles: Path) -> Run:
    # status 1: some report could not be read to the end
    return run("-m", "kawat", "add", str(store), str(articles), fine=(0, 1))


if __name__ == "__main__":
    main()
