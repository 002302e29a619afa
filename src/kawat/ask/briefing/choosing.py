"""Which records matter: a sum of points that a reader can do by hand, and no more of a kind than needed.

One point for each independent origin, five at most; one for what is disputed; one for what is new since the
day that is compared with; up to one for how surely it was found. Of a saying up to one for how widely its
speaker is quoted, and one less for a piece of a sentence. Of a commitment two when it falls due within two
weeks of the end of the time asked for, one when it has a day, one when something became of it, half a one
when its deed is known. Of equals the earlier comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from kawat.records import Disagreement, Linked, Period, Quote, Record
from kawat.store import View

from .scope import Scope

_MOST_ORIGINS = 5
_DISPUTED = 1.0
_DUE_SOON = 2.0
_SOON_DAYS = 14
_NEW = 1.0
T = TypeVar("T")


class Weights:
    """The points of records, in a view compared with what was known before."""

    def __init__(self, view: View, scope: Scope, before: View | None) -> None:
        self._view = view
        self._scope = scope
        self._before = before

    def of(self, whole: Linked, score: float) -> float:
        """The points that all kinds get: origins, disputed, new, sure."""
        points = min(whole.origins, _MOST_ORIGINS) + score
        if not self.disputed.isdisjoint(whole.members):
            points += _DISPUTED
        return points + (_NEW if self.new(whole) else 0)

    def new(self, whole: Linked) -> bool:
        """Whether no report that was written by the day compared with tells it."""
        return self._before is not None and not self._before.whole_ids(type(whole), whole.members)

    def soon(self, due: Period | None) -> float:
        """Points for what falls due soon."""
        if due is None or self.end is None:
            return 0
        last = (date.fromisoformat(self.end) + timedelta(_SOON_DAYS)).isoformat()
        return _DUE_SOON if self.end <= due.last <= last else 0

    @cached_property
    def end(self) -> str | None:
        """The last day of the time asked for, or as of which is asked."""
        return self._scope.until or self._view.as_of

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The members of what contradicts itself."""
        found = self._view.each(Disagreement, self._scope.filter)
        return frozenset(member for one in found if not one.moves for member in one.members)

    @cached_property
    def _quoted(self) -> Counter[str]:
        reports: dict[str, set[str]] = {}
        for quote in self._view.each(Quote, self._scope.filter):
            if quote.speaker_actor:
                reports.setdefault(quote.speaker_actor, set()).add(self._view.origin(quote.report))
        return Counter({actor: len(origins) for actor, origins in reports.items()})

    def standing(self, speaker: str) -> float:
        """How widely somebody is quoted, of who is quoted most."""
        return self._quoted[speaker] / max(self._quoted.values(), default=1)


def best(
    found: Iterable[tuple[float, str, T]], most: int, *alike: Callable[[T], tuple[Hashable, int]]
) -> tuple[list[T], int]:
    """The `most` things with the most points, in order of days, and how many are left out.

    Each of `alike` gives a thing's kind and how many of that kind may be told.
    """
    told: Counter[Hashable] = Counter()
    chosen: list[tuple[str, int, T]] = []
    ranked = sorted(found, key=lambda one: (-one[0], one[1]))
    for place, (_, day, one) in enumerate(ranked):
        if len(chosen) == most:
            break
        kinds = [kind(one) for kind in alike]
        if all(told[number, key] < limit for number, (key, limit) in enumerate(kinds)):
            told.update((number, key) for number, (key, _) in enumerate(kinds))
            chosen.append((day, place, one))
    chosen.sort(key=lambda one: one[:2])
    return [one for *_, one in chosen], len(ranked) - len(chosen)


def sureness(records: Iterable[Record]) -> float:
    """How surely the surest was found."""
    return max((record.made.score for record in records), default=0)
