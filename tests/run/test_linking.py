"""Linking by workers: what kills them ends it, for nothing can be left out of what hangs together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kawat.errors import RunError
from kawat.run.base import Lost
from kawat.run.here import Here
from kawat.run.linking import Steps
from mishap import Squares


class Deadly(Here):
    """Workers who die on all but the first item."""

    def beside(self, *, on_disk: bool) -> Deadly:
        return self

    def map(self, work: Any, items: Any, **how: Any) -> Iterator[Any]:
        for place, answer in enumerate(super().map(work, items)):
            yield Lost("its process was ended by SIGKILL", 2) if place else answer


def test_what_kills_workers_as_they_link_is_raised() -> None:
    answers = Steps(Deadly(), "news.kawat").map(Squares(), [3, 4])
    assert next(answers) == 9
    with pytest.raises(RunError, match=r"2 workers died as they linked.*SIGKILL.*repeat the command"):
        next(answers)
