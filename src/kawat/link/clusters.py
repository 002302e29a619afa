"""Groups what belongs together by pairs, but never because of one bridge between two things. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[str, str]
"""Two ids, the smaller first."""

COHESION = 0.4
"""The least mean score of the pairs between two groups that become one; a pair without one counts as 0."""


def pair(left: str, right: str) -> Pair:
    """The two as a Pair."""
    return (left, right) if left < right else (right, left)


def clusters(
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    apart: frozenset[Pair] = frozenset(),
    together: frozenset[Pair] = frozenset(),
    silent: Callable[[Pair], bool] | None = None,
) -> list[list[str]]:
    """The groups that the scored pairs make, each sorted, in order of their first id.

    The surest pairs are joined first (average linkage). Groups with a pair in `apart` are never joined, those
    with one in `together` always, unless `apart` forbids it. A pair without a score
    counts as 0 in the mean, but not at all when it is `silent`. The order of `ids` does not matter.
    """
    groups = _Groups(sorted(ids), scores, apart, silent)
    for left, right in sorted(together):
        groups.join(left, right, least=0)
    # the scores decide, then the ids: equal pairs come in one order whatever order they were found in
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        groups.join(left, right, least=COHESION)
    return groups.all()


class _Groups:
    """Ids by group, named by its smallest id."""

    def __init__(
        self,
        ids: Sequence[str],
        scores: Mapping[Pair, float],
        apart: frozenset[Pair],
        silent: Callable[[Pair], bool] | None,
    ) -> None:
        self._scores, self._apart, self._silent = scores, apart, silent
        self._members = {id: [id] for id in ids}
        self._of = {id: id for id in ids}

    def join(self, left: str, right: str, *, least: float) -> None:
        if left not in self._of or right not in self._of:
            return
        first, second = sorted((self._of[left], self._of[right]))
        if first == second or not self._may(first, second, least):
            return
        moved = self._members.pop(second)
        self._members[first] = sorted(self._members[first] + moved)
        for id in moved:
            self._of[id] = first

    def _may(self, first: str, second: str, least: float) -> bool:
        between = [pair(a, b) for a in self._members[first] for b in self._members[second]]
        if self._apart and not self._apart.isdisjoint(between):
            return False
        silent = self._silent
        told = [one for one in between if one in self._scores or not silent(one)] if silent else between
        return sum(self._scores.get(one, 0.0) for one in told) >= least * len(told)

    def all(self) -> list[list[str]]:
        return [self._members[name] for name in sorted(self._members)]
