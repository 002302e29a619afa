"""Every runner makes the same records, whatever dies under it: processes here, nodes of a cluster, itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clusters import RayCluster, ray_cluster, why_not
from kawat import Report, StoreError, Zone, encode, open_store
from mishap import POISON

ADDING = Path(__file__).with_name("adding.py")
RUNS = ("pool", "cluster")
WORDS = ("Oslo", "Bern", "Roma", "Wina", "Riga", "Praha", "Lima", "Quito", "Accra", "Dakar", "Hanoi", "Seoul")
PROMO = "Bersama pembaca setia dari pesisir sampai pegunungan"


class Where(NamedTuple):
    """How a runner is asked for, and the network that it is asked in."""

    run: str
    in_pieces: bool
    inside: Callable[..., Sequence[str]]

    def start(self, store: Path, folder: Path, stages: str = "all") -> subprocess.Popen[str]:
        """Begins to add the reports of a folder."""
        command = [sys.executable, str(ADDING), str(store), str(folder), self.run, "--stages", stages]
        if self.in_pieces:
            command += ["--work", f"{store}.work"]
        # warnings of our own are errors in tests; of workers they would be noise
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RAY_AUTH_MODE": "disabled"}
        return subprocess.Popen(self.inside(*command), stdout=subprocess.PIPE, text=True, env=variables)

    def add(self, store: Path, folder: Path, stages: str = "all") -> list[dict[str, Any]]:
        """Adds them; what became of each."""
        with self.start(store, folder, stages) as process:
            assert process.stdout is not None
            told = [json.loads(line) for line in process.stdout]
        assert process.returncode == 0
        return told


HERE = Where("here", False, lambda *command: command)


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayCluster]:
    reason = why_not()
    if reason:
        pytest.skip(f"no cluster: {reason}")
    with ray_cluster(PYTHONPATH=os.pathsep.join(sys.path)) as started:
        yield started


@pytest.fixture(params=RUNS)
def where(request: pytest.FixtureRequest) -> Where:
    if request.param == "cluster":
        cluster = request.getfixturevalue("cluster")
        return Where(f"cluster={cluster.address}", True, cluster.inside)
    return Where("pool", False, lambda *command: command)


def pages(folder: Path, number: int, poison: Sequence[int] = ()) -> Path:
    """So many short reports, with a line that their site repeats; some are the death of their reader."""
    folder.mkdir()
    lines = []
    for place in range(number):
        town, other = WORDS[place % len(WORDS)], WORDS[place // len(WORDS) % len(WORDS)]
        text = [f"Menteri {town} nomor {place} bertemu utusan {other} pada Jumat.", PROMO]
        text += [f"Tidak ada kesepakatan di {town} dan {other} hari ke-{place}, kata pejabat."]
        text += [POISON] if place in poison else []
        url = f"https://kabar.example/{place}"
        lines.append(json.dumps({"id": place, "text": "\n\n".join(text), "url": url, "date": "2022-01-21"}))
    (folder / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def everything(store: Path) -> list[bytes]:
    """All that is in a store, and of each report which lines were taken for its site's."""
    with open_store(store) as opened, opened.view() as view:
        records = list(view.all())
        lines = [str(view.site_lines(one.id)) for one in records if isinstance(one, Report)]
        return sorted([*map(encode, records), *(one.encode() for one in lines)])


def counted(store: Path) -> int:
    """How many reports a store has by now; none while it is not there."""
    try:
        with open_store(store) as opened, opened.view() as view:
            return view.counts()["report"]
    except StoreError:
        return 0


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def workers_of(process: int) -> list[int]:
    """The processes that a process started for work."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and pages of a site that repeats a line."""
    folder = pages(tmp_path_factory.mktemp("reports") / "all", 24)
    with as_file(files("kawat") / "sample" / "reports") as sample:
        for file in sample.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture(scope="module")
def made_here(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[bytes]]:
    """What became of each report in one process, and what is in the store."""
    store = tmp_path_factory.mktemp("here") / "s.kawat"
    told = [one["source"] for one in HERE.add(store, reports)]
    return told, everything(store)


def test_every_stage_and_link_makes_the_same(
    where: Where, reports: Path, made_here: tuple[list[str], list[bytes]], tmp_path: Path
) -> None:
    store = tmp_path / "s.kawat"
    told = where.add(store, reports)
    assert [one["source"] for one in told] == made_here[0]
    assert {one["outcome"] for one in told} == {"added"}
    assert everything(store) == made_here[1]
    assert any(b"site/repeated" in one for one in made_here[1])
    assert not list(tmp_path.glob("*.work/*"))


def test_a_report_that_kills_workers_is_set_aside(where: Where, tmp_path: Path) -> None:
    store, poison = tmp_path / "s.kawat", (3, 37)
    folder = pages(tmp_path / "pages", 40, poison)
    told = where.add(store, folder, "poisoned")
    assert [int(one["source"].rpartition("#")[2]) for one in told] == list(range(40))
    with open_store(store) as opened, opened.view() as view:
        failures = {failure.report: failure for failure in view.failures()}
        for place, one in enumerate(told):
            zones = view.records(Zone, report=one["report"])
            assert (one["report"] in failures) == (place in poison) == (not zones)
        assert view.counts()["report"] == 40
        assert {failure.stage for failure in failures.values()} == {"run"}
        assert all("2 workers died on it" in failure.error for failure in failures.values())
    # they are tried again, and only they
    again = [one["outcome"] for one in where.add(store, folder, "poisoned")]
    assert [place for place, outcome in enumerate(again) if outcome != "same"] == list(poison)


def test_a_worker_killed_in_the_middle_costs_nothing(where: Where, request: Any, tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages", 120)
    HERE.add(tmp_path / "here.kawat", folder, "slow")
    store = tmp_path / "s.kawat"
    with where.start(store, folder, "slow") as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(10)]
        if where.run == "pool":
            os.kill(workers_of(process.pid)[0], signal.SIGKILL)
        else:
            request.getfixturevalue("cluster").kill_node()
        told += process.stdout.readlines()
    assert process.returncode == 0
    assert len(told) == 120
    assert everything(store) == everything(tmp_path / "here.kawat")
    if where.run != "pool":
        request.getfixturevalue("cluster").add_node()


ASKED = """
from kawat.run.cluster import Cluster
with Cluster("{}", workers=8) as runner:
    for on_disk in True, False:
        beside = runner.beside(on_disk=on_disk)
        print(type(beside).__name__, runner._at_work)
"""


def test_a_file_is_opened_by_no_worker_on_another_machine(cluster: RayCluster) -> None:
    command = cluster.inside(sys.executable, "-c", ASKED.format(cluster.address))

    def told() -> list[str]:
        variables = {**cluster.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            command, env=variables, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.splitlines()

    assert told() == ["Crew 6", "Crew 6"]
    cluster.add_node("rack")
    try:
        assert told() == ["Here 8", "Crew 6"]
    finally:
        cluster.kill_node()


def test_a_killed_command_is_completed_by_the_same_command(where: Where, tmp_path: Path) -> None:
    folder, store, whole = pages(tmp_path / "pages", 80), tmp_path / "s.kawat", tmp_path / "whole.kawat"
    HERE.add(whole, folder)

    def command() -> list[str]:
        work = ["--work", f"{store}.work"] if where.in_pieces else []
        run = ["--run", where.run, "--workers", "2", *work]
        return [*where.inside(sys.executable, "-m", "kawat", "add", str(store), str(folder), *run)]

    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RAY_AUTH_MODE": "disabled"}
    for least in (1, 40):
        with subprocess.Popen(command(), env=variables, stderr=subprocess.DEVNULL) as process:
            until(lambda least=least: counted(store) >= least or process.poll() is not None)  # type: ignore[misc]
            workers = workers_of(process.pid) if process.poll() is None else []
            process.kill()
        until(lambda workers=workers: not any(Path(f"/proc/{one}").exists() for one in workers))  # type: ignore[misc]
    subprocess.run(command(), env=variables, stderr=subprocess.DEVNULL, check=True)
    assert everything(store) == everything(whole)
    assert not list(tmp_path.glob("*.work/*.parquet"))
