"""Linking in steps that many can do at once: each reads the store, and one writes what all of them answer.

A step is a Work: what it does to an item depends on nothing but the item and what was in the store before the
step began. So it does not matter where it is done, by how many, or in which order; the answers come in the
order of the items, and the one who asked writes them down before the next step begins.

    for report, body in spread.map(Work, reports):
        writer.set_body(report, body)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import islice
from typing import Protocol, TypeVar

from kawat.store import Links, Store, open_store

T = TypeVar("T")
T_in = TypeVar("T_in", contravariant=True)
R = TypeVar("R")
R_out = TypeVar("R_out", covariant=True)


class Work(Protocol[T_in, R_out]):
    """Something to do with each of many items. Done elsewhere it is pickled, as are items and answers."""

    def begin(self) -> Callable[[T_in], R_out]:
        """What does it. Called once for a map, wherever it is done: opens stores, loads models.

        It is let go of when the map is over.
        """


class Spread(Protocol):
    """Somewhere to do work."""

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        """What the work answers to each item, in the order of the items, which are taken as needed."""


class Here:
    """Does the work in this process."""

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        """What the work answers to each item."""
        return map(work.begin(), items)


HERE = Here()


def reading(address: str) -> Callable[[], AbstractContextManager[Links]]:
    """A function that looks into the store at an address, as it is then."""
    return _opened(address).links


@lru_cache(maxsize=4)
def _opened(address: str) -> Store:
    """The store, opened once in each process: there are many steps."""
    return open_store(address)


def batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items, so many together, in their order."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some
