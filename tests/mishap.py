"""Stages and works for tests of runners: quick ones, slow ones, and such as kill the process they run in."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

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


class Squares:
    """Squares numbers."""

    def begin(self) -> Callable[[int], int]:
        return lambda number: number * number


_begun: Counter[int] = Counter()


class Counting:
    """Tells for each item the process, and how often this very work was begun in it."""

    def __init__(self) -> None:
        self.number = id(self)

    def begin(self) -> Callable[[int], tuple[int, int]]:
        _begun[self.number] += 1
        return lambda number: (os.getpid(), _begun[self.number])


class Failing:
    """Divides one by numbers."""

    def begin(self) -> Callable[[int], int]:
        return lambda number: 1 // number


class Unpicklable:
    """Raises what no process can hand to another."""

    def begin(self) -> Callable[[int], int]:
        def raised(number: int) -> int:
            class Odd(Exception):
                pass

            raise Odd("told")

        return raised


class Deadly:
    """Kills the process that it is given 13 in."""

    def begin(self) -> Callable[[int], int]:
        def done(number: int) -> int:
            if number == 13:
                os.kill(os.getpid(), signal.SIGKILL)
            return number

        return done


class Still:
    """Cannot be begun."""

    def __init__(self, *, fails: bool = False, dies: bool = False) -> None:
        self.fails, self.dies = fails, dies

    def begin(self) -> Callable[[int], int]:
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        raise KeyError("cannot begin")


class Opening:
    """Tells how many of its like the process has open."""

    def begin(self) -> Callable[[int], int]:
        opened = _Opened()
        return lambda number: opened.many


class _Opened:
    _many = 0

    def __init__(self) -> None:
        _Opened._many += 1

    def __del__(self) -> None:
        _Opened._many -= 1

    @property
    def many(self) -> int:
        return _Opened._many
