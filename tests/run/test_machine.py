"""What a machine lends a run, by what its system says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kawat.run import machine


@pytest.mark.parametrize(
    ("free", "limits", "cores", "workers"),
    [
        (64, {}, 8, 8),
        (2, {}, 8, 3),
        (0.1, {}, 8, 1),
        (None, {}, 8, 8),
        (64, {"memory.max": "3000000000\n", "memory.current": "1000000000\n"}, 8, 3),
        (
            64,
            {
                "memory.max": "3000000000\n",
                "memory.current": "2900000000\n",
                "memory.stat": "anon 1000000000\ninactive_file 1500000000\nactive_file 400000000\n",
            },
            8,
            3,
        ),
        (64, {"memory.max": "max\n", "memory.current": "1000000000\n", "cpu.max": "max 100000\n"}, 8, 8),
        (64, {"cpu.max": "250000 100000\n"}, 8, 2),
        (64, {"cpu.max": "50000 100000\n"}, 8, 1),
    ],
)
def test_as_many_workers_as_cores_and_memory_allow(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free: float | None,
    limits: dict[str, str],
    cores: int,
    workers: int,
) -> None:
    memory = tmp_path / "meminfo"
    if free is not None:
        memory.write_text(f"MemTotal: 99 kB\nMemAvailable: {free * 1e9 / 1024:.0f} kB\n")
    for name, told in limits.items():
        (tmp_path / name).write_text(told)
    monkeypatch.setattr(machine, "_MEMORY", memory)
    monkeypatch.setattr(machine, "_GROUP", tmp_path)
    monkeypatch.setattr(machine.os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    assert machine.most_workers() == workers


@pytest.mark.parametrize(
    ("limits", "workers"), [({}, 14), ({"memory.max": "3000000000\n"}, 5), ({"memory.max": "max\n"}, 14)]
)
def test_all_memory_holds_so_many_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, str], workers: int
) -> None:
    memory = tmp_path / "meminfo"
    memory.write_text(f"MemTotal: {8.5e9 / 1024:.0f} kB\nMemAvailable: 1000 kB\n")
    for name, told in limits.items():
        (tmp_path / name).write_text(told)
    monkeypatch.setattr(machine, "_MEMORY", memory)
    monkeypatch.setattr(machine, "_GROUP", tmp_path)
    assert machine.room() == workers


def test_memory_that_was_used_is_told_in_bytes() -> None:
    assert 10**6 < machine.peak_memory() < 10**12


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux tells how many threads there are"
)
def test_numpy_reckons_in_one_thread_unless_somebody_wants_more() -> None:
    def threads(begin: str, **given: str) -> int:
        code = f"{begin}; import numpy, os; numpy.ones((9, 9)) @ numpy.ones((9, 9))"
        told = subprocess.run(
            [sys.executable, "-c", f"{code}; print(len(os.listdir('/proc/self/task')))"],
            env={name: value for name, value in os.environ.items() if name not in machine._THREADS} | given,
            capture_output=True,
            check=True,
        )
        return int(told.stdout)

    asked = "from kawat.run.machine import one_thread; one_thread()"
    assert threads(asked) == 1
    wanted = {"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}
    assert threads(asked, **wanted) == threads("pass", **wanted)


_LOOKING = """
import os, sys
import kawat.serve.cli as cli

class Looking(cli._Loaded):
    def __getitem__(self, name):
        print(os.environ["OMP_NUM_THREADS"], "numpy" in sys.modules)
        return super().__getitem__(name)

cli.main.commands = Looking()
cli.main(["settings"])
"""


def test_a_command_says_so_before_it_loads_anything() -> None:
    given = {name: value for name, value in os.environ.items() if name not in machine._THREADS}
    said = subprocess.run(
        [sys.executable, "-c", _LOOKING], env=given, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[0] == "1 False"
