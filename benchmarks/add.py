"""How fast and in how much memory `kawat add` works, that nothing is lost, and that a repeat adds nothing.

usage: python benchmarks/add.py ARTICLES.jsonl [--reports N]

Runs the command as a whole process on one core, twice on the same store, and prints the figures: reports
a second and peak memory of the first run, what the second run added, what the store holds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, help="only the first N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = _part(arguments.articles, arguments.reports, Path(folder))
        expected = sum(1 for line in articles.open(encoding="utf-8") if line.strip())
        store = Path(folder) / "bench.kawat"
        first = _timed("add", str(store), str(articles))
        again = _timed("add", str(store), str(articles))
        held = json.loads(_output("reports", str(store), "--json", "--limit", str(expected + 1)))
        print(f"reports in input          {expected}")
        print(f"reports in store          {len(held)}   (lost: {expected - len(held)})")
        print(f"seconds                   {first.seconds:.1f}")
        print(f"reports a second          {expected / first.seconds:.1f}   (floor 20)")
        print(f"peak memory, MB           {first.megabytes:.0f}   (floor: under 400)")
        print(f"second run                {again.said}   ({again.seconds:.1f} s)")
        print(f"size of the store, MB     {store.stat().st_size / 1e6:.1f}")


class Run:
    def __init__(self, seconds: float, megabytes: float, said: str) -> None:
        self.seconds, self.megabytes, self.said = seconds, megabytes, said


def _part(articles: Path, reports: int | None, folder: Path) -> Path:
    if reports is None:
        return articles
    part = folder / "part.jsonl"
    lines = articles.read_text(encoding="utf-8").splitlines()[:reports]
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return part


def _timed(*arguments: str) -> Run:
    """Runs the command on one core; peak memory is that of the largest process so far."""
    pinned = {min(os.sched_getaffinity(0))} if hasattr(os, "sched_getaffinity") else None
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "kawat", *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=(lambda: os.sched_setaffinity(0, pinned)) if pinned else None,
    )
    seconds = time.perf_counter() - began
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Run(seconds, megabytes, done.stderr.strip().splitlines()[-1])


def _output(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "kawat", *arguments], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
