"""What a briefing is about: days, an actor, a place; and which records that takes in."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec

from kawat.records import Period, Record
from kawat.store import Filter, View

from .quoting import words
from .words import Tellers

_ALL = 10_000


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; a field left out does not narrow. Days are ISO days, both included.

    `actor` is an id. `place` is a name in any language that a briefing can be in. `most`: how many sentences
    a section has at most.
    """

    since: str | None = None
    until: str | None = None
    actor: str | None = None
    place: str | None = None
    most: int = 12

    @property
    def filter(self) -> Filter:
        return Filter(actor=self.actor, since=self.since, until=self.until)

    def holds(self, days: Period | None) -> bool:
        """Whether some of these days lie in the time asked for; no days lie in all time only."""
        if days is None:
            return self.since is None and self.until is None
        return (self.until is None or days.first <= self.until) and (
            self.since is None or days.last >= self.since
        )


class Places:
    """Tells what is about a place: what lies there, and what names it in any language."""

    def __init__(self, view: View, place: str | None, tellers: Tellers) -> None:
        self._view = view
        self._place = place
        self._tellers = tellers

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self._tellers.place_names(self._place or "")

    @cached_property
    def _find(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self._names))})(?!\w)", re.IGNORECASE)

    def have(self, record: Record) -> bool:
        """Whether a record is about the place, or no place is asked for."""
        if self._place is None:
            return True
        where = getattr(record, "where", None)
        if where and where.name.casefold() in {name.casefold() for name in self._names}:
            return True
        return bool(self._find.search(words(self._view, record, most=_ALL)[0]))
