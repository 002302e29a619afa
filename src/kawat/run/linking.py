"""Linking by the workers of a runner: its steps read the store there; what they answer is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.errors import RunError
from kawat.link.spread import R, T, Work
from kawat.store.address import is_address

from .base import Lost, Runner


class Steps:
    """Where steps of linking are done (see `kawat.link.spread`): beside what else a runner does.

    Those of a store in a file are done where the file is.
    """

    def __init__(self, runner: Runner, store: str) -> None:
        self._runner = runner.beside(on_disk=not is_address(store))

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        """What the work answers to each item, in the order of the items.

        Raises RunError when workers die on one: nothing can be left out of what hangs together.
        """
        for answer in self._runner.map(work, items):
            if isinstance(answer, Lost):
                raise RunError(
                    f"{answer.deaths} workers died as they linked, the last one so: {answer.error}: repeat "
                    "the command, with fewer --workers if memory was short; nothing finished is lost"
                )
            yield answer
