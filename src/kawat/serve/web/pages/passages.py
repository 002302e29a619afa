"""Where the Reader opens with a record marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

from kawat.errors import NotFound
from kawat.records import Disagreement, Failure, Judgement, Record, Side
from kawat.store import View

from .links import Links

# of a side that many tell so many passages are linked to
_SHOWN = 4


class Marked:
    """Links to the passages of records that an answer names by their ids, looked up together."""

    def __init__(self, view: View | None, links: Links, answer: Any) -> None:
        self._view, self._links, self._answer = view, links, answer

    def of_side(self, side: Side) -> list[str]:
        """The first passages of one side of a disagreement."""
        return [self(id) for id in side.members[:_SHOWN]]

    def __call__(self, id: str) -> str:
        """The passage of a record; what is no more leads to its address, which says so."""
        if id in self._reports:
            return self._at(self._reports[id], id)
        record = self._record(id)
        return self._at(record.report, record.id) if record else self._links.gone(id)

    def _at(self, report: str, id: str) -> str:
        return f"{self._links.url('reports', report)}#{id}"

    @cached_property
    def _reports(self) -> Mapping[str, str]:
        return self._view.reports_of(_named(self._answer)) if self._view else {}

    def _record(self, id: str) -> Record | None:
        """What is no quote, event or figure."""
        try:
            record = self._view.record(id) if self._view else None
        except NotFound:
            return None
        return None if isinstance(record, Failure) else record


def _named(answer: Any) -> Iterator[str]:
    """The records whose passages an answer asks for."""
    match answer:
        case Disagreement():
            for side in answer.sides:
                yield from side.members[:_SHOWN]
        case Judgement():
            yield from (answer.left, answer.right)
        case Record() | Failure():
            return
        case msgspec.Struct():
            for name in answer.__struct_fields__:
                yield from _named(getattr(answer, name))
        case tuple() | list():
            for one in answer:
                yield from _named(one)
