"""Runs Python on one core, as benchmarks do, and says what that took."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kawat.records import Report, encode
from kawat.store import open_store


class Run(NamedTuple):
    """What a process took, printed and told of itself; `processor` seconds are those it was not waiting."""

    seconds: float
    processor: float
    megabytes: float
    printed: str
    told: str


def run(*arguments: str, fine: Sequence[int] = (0,)) -> Run:
    """Runs Python on one core and waits for it; ends this program where its status is not `fine`."""
    pinned = {min(os.sched_getaffinity(0))} if hasattr(os, "sched_getaffinity") else None
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as told:
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=printed,
            stderr=told,
            preexec_fn=(lambda: os.sched_setaffinity(0, pinned)) if pinned else None,
        )
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        for stream in (printed, told):
            stream.seek(0)
        if child.returncode not in fine:
            sys.exit(told.read())
        processor = used.ru_utime + used.ru_stime
        return Run(seconds, processor, used.ru_maxrss / 1024, printed.read(), told.read())


def part(articles: Path, reports: int | None, folder: Path) -> Path:
    """A file in the folder with so many of the articles, all where no number is given; no empty lines."""
    lines = [line for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines[:reports]) + "\n", encoding="utf-8")
    return path


def contents(store: Path) -> tuple[int, str]:
    """How many reports a store has, and a hash of all its records and site lines, whatever their order."""
    total = reports = 0
    with open_store(store) as opened, opened.view() as view:
        for record in view.all():
            total += _hash(encode(record))
            if isinstance(record, Report):
                reports += 1
                total += _hash(str(_sorted(view.site_lines(record.id))).encode())
    return reports, f"{total % 2**128:032x}"


def _hash(told: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(told, digest_size=16).digest())


def _sorted(lines: object) -> object:
    return lines and [sorted(part) if isinstance(part, frozenset) else part for part in lines]  # type: ignore[attr-defined]
