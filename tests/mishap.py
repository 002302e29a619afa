"""Stages for tests of runners: one is quick, one waits, one kills the process that reads a certain report."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from kawat.language import Language
from kawat.records import Record
from kawat.stage import ReportText, stage

POISON = "Zzyzx"
"""A report with this word kills whoever reads it."""


@stage(version="1", needs=[], makes=[])
def poisoned(report: ReportText, language: Language) -> Iterator[Record]:
    """Dies of certain reports."""
    if POISON in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


@stage(version="1", needs=[], makes=[])
def slow(report: ReportText, language: Language) -> Iterator[Record]:
    """Takes its time."""
    time.sleep(0.05)
    yield from ()
