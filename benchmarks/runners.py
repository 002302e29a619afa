"""The same reports through every runner: what each takes, and that all make the same.

usage: python benchmarks/runners.py FOLDER ARTICLES.jsonl [--reports N] [--at-once N] [--workers N] [--run R]

Runs `kawat add` here, in a pool, and on a Ray cluster of a head and two worker nodes of this machine, each
into a store of its own in FOLDER, all articles with one command or so many at once. The store and what it
took are kept there after each command, so that the program can be stopped and goes on where it was. At the
end: seconds, processor seconds (those of the workers for reports, and of all processes), memory, what the
cluster costs beyond one process as a share of the work, and whether all stores are the same to the byte.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from running import contents, part

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from clusters import RayCluster, ray_cluster, why_not

_TOLD = re.compile(r"([\d.]+) s of processor time, ([\d.]+) s of it for reports; at most (\d+) MB")
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.5
FLOOR = 0.15  # of the work
RUNS = ("here", "pool", "cluster")
STORE = "store.kawat"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, help="only the first N")
    parser.add_argument("--at-once", type=int, metavar="N", help="articles of one command (default: all)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--run", action="append", choices=RUNS, help="only this runner; may be repeated")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    runs = arguments.run or list(RUNS)
    if "cluster" in runs and (reason := why_not()):
        print(f"no cluster: {reason}")
        runs.remove("cluster")
    articles = part(arguments.articles, arguments.reports, arguments.folder)
    number = len(articles.read_text(encoding="utf-8").splitlines())
    at_once = arguments.at_once or number
    ends = [*range(at_once, number, at_once), number]
    return _print({run: _taken(arguments.folder, run, articles, ends, arguments.workers) for run in runs})


def _taken(folder: Path, run: str, articles: Path, ends: Sequence[int], workers: int) -> dict[str, Any]:
    """What a runner took for all articles, by commands that go up to these numbers."""
    steps: list[dict[str, Any]] = []
    for first, end in pairwise([0, *ends]):
        before, here = (folder / f"{run}-{number}-{workers}" for number in (first, end))
        steps.append(_kept(run, here, before, _some(articles, first, end), workers))
    reports, digest = contents(here / STORE)
    return {
        "reports": reports,
        "digest": digest,
        **{key: sum(step[key] for step in steps) for key in ("seconds", "processor", "workers", "work")},
        **{key: max(step[key] for step in steps) for key in ("worker_megabytes", "first_megabytes")},
    }


def _some(articles: Path, first: int, end: int) -> Path:
    """A file with some of the articles: the same one for all runners, since reports say whence they are."""
    path = articles.with_name(f"articles-{first}-{end}.jsonl")
    if not path.is_file():
        lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)
        # whole or not at all, should it be stopped here
        begun = path.with_suffix(".begun")
        begun.write_text("".join(lines[first:end]), encoding="utf-8")
        begun.replace(path)
    return path


def _kept(run: str, here: Path, before: Path, articles: Path, workers: int) -> dict[str, Any]:
    """What one command took to add these articles to the store of the folder before, now or some time ago."""
    path = here.with_suffix(".json")
    if not path.is_file():
        # what a command that was stopped left there would not be paid for
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        store = here / STORE
        if before.is_dir():
            shutil.copyfile(before / STORE, store)
        path.write_text(json.dumps(_measured(run, store, articles, workers)))
        shutil.rmtree(before, ignore_errors=True)
    return dict(json.loads(path.read_text()))


def _measured(run: str, store: Path, articles: Path, workers: int) -> dict[str, Any]:
    """Runs the command; with a cluster that is there before and goes afterwards."""
    with ray_cluster(cores=(workers + 1) // 2) if run == "cluster" else nullcontext() as cluster:
        where = f"cluster={cluster.address}" if cluster else run
        command = [sys.executable, "-m", "kawat", "add", str(store), str(articles), "--run", where]
        command += ["--workers", str(workers)]
        watch = _Watch(cluster)
        began = time.perf_counter()
        child = subprocess.Popen(
            cluster.inside(*command) if cluster else command,
            stderr=subprocess.PIPE,
            text=True,
            env=cluster.environment if cluster else None,
        )
        with watch:
            assert child.stderr is not None
            told = child.stderr.read()
            _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    found = _TOLD.search(told)
    # status 1: some report could not be read to the end
    if os.waitstatus_to_exitcode(status) not in (0, 1) or found is None:
        sys.exit(told)
    workers_took, work, megabytes = map(float, found.groups())
    return {
        "seconds": seconds, "processor": watch.seconds if cluster else used.ru_utime + used.ru_stime,
        "workers": workers_took, "work": work,
        "worker_megabytes": megabytes, "first_megabytes": used.ru_maxrss * 1024 / 1e6,
    }  # fmt: skip


class _Watch:
    """Sums up the processor seconds of all processes of a cluster, which come and go."""

    def __init__(self, cluster: RayCluster | None) -> None:
        self._cluster = cluster
        self._seen: dict[int, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._before = self._sum()

    @property
    def seconds(self) -> float:
        """Those since it was made."""
        return sum(self._seen.values()) - self._before

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self._sum()

    def _sum(self) -> float:
        for process in self._cluster.processes() if self._cluster else ():
            with suppress(OSError):
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                self._seen[process] = (int(fields[11]) + int(fields[12])) / _TICKS
        return sum(self._seen.values())


def _print(taken: dict[str, dict[str, Any]]) -> int:
    print(f"{'':26}" + "".join(f"{run:>12}" for run in taken))
    for name, key in (
        ("reports", "reports"),
        ("seconds", "seconds"),
        ("processor s for reports", "work"),
        ("processor s of workers", "workers"),
        ("processor s of all", "processor"),
        ("MB of a worker", "worker_megabytes"),
        ("MB of the first process", "first_megabytes"),
    ):
        print(f"{name:26}" + "".join(f"{one[key]:12,.0f}" for one in taken.values()))
    same = len({one["digest"] for one in taken.values()}) == 1
    print(f"the same to the byte      {'yes' if same else 'NO'}")
    if "cluster" not in taken:
        return 0 if same else 1
    here, cluster = taken["here"], taken["cluster"]
    more = (cluster["processor"] - here["processor"]) / here["reports"]
    share = more / (here["work"] / here["reports"])
    told = f"{more * 1000:.0f} ms more, {share:.1%} of its work"
    print(f"the cluster costs a report {told}   (floor: under {FLOOR:.0%})")
    return 0 if same and share < FLOOR else 1


if __name__ == "__main__":
    # a cluster ends with its block, and so must be left by an error
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    raise SystemExit(main())
