"""Groups what belongs together by pairs, but never because of one bridge between two things. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

Pair = tuple[str, str]
"""Two ids, the smaller first."""

COHESION = 0.4
"""The least mean score of the pairs between two groups that become one; a pair without one counts as 0."""

# scores are added up as whole numbers of this part of 1, so that the order of adding does not matter
_GRAIN = 1_000_000


def pair(left: str, right: str) -> Pair:
    """The two as a Pair."""
    return (left, right) if left < right else (right, left)


def clusters(
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    apart: Set[Pair] = frozenset(),
    together: Set[Pair] = frozenset(),
    silent: Set[str] = frozenset(),
) -> list[list[str]]:
    """The groups that the scored pairs make, each sorted, in order of their first id.

    The surest pairs are joined first (average linkage). Groups with a pair in `apart` are never joined, those
    with one in `together` always, unless `apart` forbids it. A pair without a score counts as 0 in the mean,
    but not at all when both are `silent`. The order of `ids` does not matter. Time grows with the number of
    scored pairs, not with that of all pairs.
    """
    groups = _Groups(sorted(ids), scores, apart, silent)
    for left, right in sorted(together):
        groups.join(left, right, least=0)
    # the scores decide, then the ids: equal pairs come in one order whatever order they were found in
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        groups.join(left, right, least=COHESION)
    return groups.all()


class _Between(NamedTuple):
    """The scored pairs between two groups: their sum, and how many of them are of two silent ones."""

    sum: int = 0
    silent: int = 0

    def and_(self, other: _Between) -> _Between:
        return _Between(self.sum + other.sum, self.silent + other.silent)


class _Groups:
    """Ids by group, named by its smallest id, with what lies between each two groups."""

    def __init__(
        self, ids: Sequence[str], scores: Mapping[Pair, float], apart: Set[Pair], silent: Set[str]
    ) -> None:
        self._members = {id: [id] for id in ids}
        self._of = {id: id for id in ids}
        self._silent = {id: int(id in silent) for id in ids}
        self._between: dict[str, dict[str, _Between]] = {id: {} for id in ids}
        self._apart: dict[str, set[str]] = {id: set() for id in ids}
        for (left, right), score in scores.items():
            between = _Between(round(score * _GRAIN), self._silent[left] * self._silent[right])
            self._between[left][right] = self._between[right][left] = between
        for left, right in apart:
            if left in self._of and right in self._of:
                self._apart[left].add(right)
                self._apart[right].add(left)

    def join(self, left: str, right: str, *, least: float) -> None:
        if left not in self._of or right not in self._of:
            return
        first, second = sorted((self._of[left], self._of[right]))
        if first != second and self._may(first, second, least):
            self._merge(first, second)

    def _may(self, first: str, second: str, least: float) -> bool:
        if second in self._apart[first]:
            return False
        between = self._between[first].get(second, _Between())
        mute = self._silent[first] * self._silent[second] - between.silent
        told = len(self._members[first]) * len(self._members[second]) - mute
        return between.sum >= round(least * _GRAIN) * told

    def _merge(self, first: str, second: str) -> None:
        for id in self._members[second]:
            self._of[id] = first
        self._members[first] += self._members.pop(second)
        self._silent[first] += self._silent.pop(second)
        for other, between in self._between.pop(second).items():
            del self._between[other][second]
            if other != first:
                both = self._between[first].get(other, _Between()).and_(between)
                self._between[first][other] = self._between[other][first] = both
        for other in self._apart.pop(second):
            self._apart[other].remove(second)
            self._apart[other].add(first)
            self._apart[first].add(other)

    def all(self) -> list[list[str]]:
        return [sorted(self._members[name]) for name in sorted(self._members)]
