"""Kills workers, nodes and the command itself in the middle, many times: what is lost, what is doubled.

usage: python benchmarks/kills.py ARTICLES.jsonl [--reports N] [--times N] [--only NAME]

Each time `kawat add` is begun, something is killed -- while reports are read, once a random number of them
are in the store; while they are linked, at any moment of it -- and, if it was the command, the command is
repeated. Prints for each kind of death how often the store was in the end the same to the byte as one that
was made undisturbed, and how many reports were lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from running import contents, part

from kawat.errors import StoreError
from kawat.store import open_store

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from clusters import RayCluster, ray_cluster, why_not

# of some dozens of reports
LINKING_SECONDS = 5

Kill = Callable[[subprocess.Popen[bytes], "RayCluster | None"], None]


class Death(NamedTuple):
    """What is killed, in a run of which kind, and how; while reports are linked, or read.

    `repeated`: whether the command is repeated then. Of four workers one links.
    """

    name: str
    run: str
    kill: Kill
    linking: bool = False
    repeated: bool = False
    workers: int = 2


def _worker(process: subprocess.Popen[bytes], cluster: RayCluster | None) -> None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    workers = [one for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    if workers:
        os.kill(int(random.choice(workers)), signal.SIGKILL)


def _node(process: subprocess.Popen[bytes], cluster: RayCluster | None) -> None:
    assert cluster
    cluster.kill_node()
    cluster.add_node()


def _command(process: subprocess.Popen[bytes], cluster: RayCluster | None) -> None:
    process.kill()


DEATHS = (
    Death("a worker of a pool", "pool", _worker),
    Death("a worker that links", "pool", _worker, linking=True, workers=4),
    Death("the command, with a pool", "pool", _command, repeated=True),
    Death("a node of a cluster", "cluster", _node),
    Death("a node, in linking", "cluster", _node, linking=True, workers=4),
    Death("the command, with a cluster", "cluster", _command, repeated=True),
    Death("the command, in linking", "cluster", _command, linking=True, repeated=True, workers=4),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--only", help="only this kind of death")
    arguments = parser.parse_args()
    fine = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = part(arguments.articles, arguments.reports, folder)
        subprocess.run(_added(folder / "whole.kawat", articles, "here", 1), stderr=subprocess.DEVNULL)
        whole = contents(folder / "whole.kawat")
        print(f"{'killed':30}{'times':>7}{'same':>7}{'lost':>7}{'doubled':>9}{'other':>7}", flush=True)
        for death in DEATHS:
            if arguments.only not in (None, death.name):
                continue
            if death.run == "cluster" and why_not():
                print(f"{death.name:30}  {why_not()}")
                continue
            found = [_once(death, folder / f"{time.monotonic_ns()}.kawat", articles, whole[0])
                     for _ in range(arguments.times)]  # fmt: skip
            same = sum(one == whole for one in found)
            lost = sum(max(0, whole[0] - reports) for reports, _ in found)
            doubled = sum(max(0, reports - whole[0]) for reports, _ in found)
            other = sum(one != whole and one[0] == whole[0] for one in found)
            print(f"{death.name:30}{len(found):7}{same:7}{lost:7}{doubled:9}{other:7}", flush=True)
            fine &= same == len(found)
    return 0 if fine else 1


def _once(death: Death, store: Path, articles: Path, number: int) -> tuple[int, str]:
    """What a store holds in the end, into which reports were added while something was killed."""
    if death.run == "pool":
        _disturbed(death, store, articles, number, None)
    else:
        with ray_cluster(cores=death.workers // 2) as cluster:
            _disturbed(death, store, articles, number, cluster)
    found = contents(store)
    store.unlink()
    return found


def _disturbed(death: Death, store: Path, articles: Path, number: int, cluster: RayCluster | None) -> None:
    where = f"cluster={cluster.address}" if cluster else death.run
    command = _added(store, articles, where, death.workers)
    variables = cluster.environment if cluster else {**os.environ, "OMP_NUM_THREADS": "1"}

    def start() -> subprocess.Popen[bytes]:
        own = cluster.inside(*command) if cluster else command
        return subprocess.Popen(own, env=variables, stderr=subprocess.DEVNULL)

    after = number if death.linking else random.randint(0, number - 1)
    with start() as process:
        while _counted(store) < after and process.poll() is None:
            time.sleep(0.02)
        # at any moment, not only when a report has just come in
        time.sleep(random.random() * (LINKING_SECONDS if death.linking else 2))
        death.kill(process, cluster)
    if death.repeated:
        with start():
            pass


def _added(store: Path, articles: Path, run: str, workers: int) -> Sequence[str]:
    where = ["--run", run, "--workers", str(workers)]
    return [sys.executable, "-m", "kawat", "add", str(store), str(articles), *where]


def _counted(store: Path) -> int:
    try:
        with open_store(store) as opened, opened.view() as view:
            return view.counts()["report"]
    except StoreError:
        return 0


if __name__ == "__main__":
    # a cluster ends with its block, and so must be left by an error
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    raise SystemExit(main())
