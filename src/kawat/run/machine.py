"""What this machine lends a run: cores and memory, as far as a container may use them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

WORKER_MEMORY = 600_000_000
"""What a worker with the language model takes, in bytes (`benchmarks/runners.py`)."""
_OBJECTS_A_ROUND = 50_000
# what the libraries behind numpy ask for it
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_MEMORY, _GROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")


def most_workers() -> int:
    """How many workers this machine holds: one for each core, if there is memory for them; at least one."""
    free = free_memory()
    held = cores() if free is None else min(cores(), free // WORKER_MEMORY)
    return max(1, held)


def room() -> int:
    """How many workers all memory of this machine holds; as many as there are cores where nothing tells."""
    whole = min(_whole(), default=None)
    return cores() if whole is None else whole // WORKER_MEMORY


def cores() -> int:
    """The cores that this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _group("cpu.max")
    if len(quota) == 2 and quota[0].isdigit():
        allowed = min(allowed, max(1, int(quota[0]) // int(quota[1])))
    return allowed


def free_memory() -> int | None:
    """The memory in bytes that may be taken without taking it from others; None where nothing tells."""
    return min(_free(), default=None)


def peak_memory() -> int:
    """The most memory that this process has had, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def one_thread() -> None:
    """Have numpy reckon in one thread of this process and of those it starts; before numpy is loaded.

    The products of linking are small: threads that wait for each other took a third more processor time, and
    nothing was done sooner. There are other workers for the other cores. Who has set it has his way.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")


@cache
def collect_less() -> None:
    """Spare the garbage collector what is there by now, which stays, and most of its rounds; once a process.

    A report, or an answer to a reader, makes tens of thousands of objects and leaves none behind: to look for
    some took one part in fifteen of adding a report, and a third of an answer.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_A_ROUND, 20, 20)


def _whole() -> Iterator[int]:
    yield from _said("MemTotal:")
    yield from (int(most) for most in _group("memory.max") if most.isdigit())


def _said(name: str) -> Iterator[int]:
    """What the system says of its memory under this name, in bytes."""
    lines = _MEMORY.read_text().splitlines() if _MEMORY.is_file() else []
    yield from (int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _free() -> Iterator[int]:
    yield from _said("MemAvailable:")
    most, now = _group("memory.max"), _group("memory.current")
    if most and now and most[0].isdigit():
        yield int(most[0]) - int(now[0]) + _cached()


def _cached() -> int:
    """What of the memory of the control group holds pages of files, which give way to whoever wants it."""
    told = _group("memory.stat")
    held = dict(zip(told[::2], told[1::2], strict=False))
    return sum(int(held.get(name, 0)) for name in ("inactive_file", "active_file"))


def _group(name: str) -> list[str]:
    """What the control group of this process (version 2) says of its limits; nothing where there is none."""
    try:
        return (_GROUP / name).read_text().split()
    except OSError:
        return []
