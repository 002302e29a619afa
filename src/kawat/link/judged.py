"""What analysts decided, as linking honours it: the last word on each pair, each record and each whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from itertools import combinations
from typing import NamedTuple

from kawat.records import Claim, Commitment, Judgement, Record, kind_of
from kawat.store import View

from .clusters import Pair, pair

_OF_ONE: tuple[type[Record], ...] = (Claim, Commitment)
"""Wholes that may be wrong with a single member: of what is said to be one, nothing is left to keep apart."""


class Judged(NamedTuple):
    """Pairs judged to be the same, or different, records judged to be wrong, and wholes judged to be so."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    wrong: frozenset[str] = frozenset()
    partners: Mapping[str, Set[str]] = {}
    wholes: tuple[Judgement, ...] = ()

    def same_as(self, id: str) -> Set[str]:
        """The records judged to be the same as this one."""
        return self.partners.get(id, frozenset())

    def of(self, kind: type[Record]) -> Judged:
        """What holds where wholes of one kind are made.

        The members of a wrong one are different, each from each, unless somebody judged two of them to be the
        same; those of a wrong claim or commitment make none.
        """
        wrong = [judgement.members for judgement in self.wholes if judgement.whole == kind_of(kind)]
        if kind in _OF_ONE:
            return self._replace(wrong=self.wrong.union(*wrong))
        apart = {pair(*both) for members in wrong for both in combinations(members, 2)}
        return self._replace(different=self.different | (apart - self.same))


def judged(view: View) -> Judged:
    """The judgements that hold. A later one on the same pair, record or whole overrules an earlier one."""
    last: dict[Pair, Judgement] = {}
    for judgement in view.judgements():
        last[pair(judgement.left, judgement.right)] = judgement
    same = frozenset(both for both, judgement in last.items() if judgement.verdict == "same")
    partners: dict[str, set[str]] = defaultdict(set)
    for left, right in same:
        partners[left].add(right)
        partners[right].add(left)
    wrong = [judgement for judgement in last.values() if judgement.verdict == "wrong"]
    return Judged(
        same,
        frozenset(both for both, judgement in last.items() if judgement.verdict == "different"),
        frozenset(judgement.left for judgement in wrong if not judgement.whole),
        partners,
        tuple(judgement for judgement in wrong if judgement.whole),
    )
