"""What analysts decided, as linking honours it: the last word on each pair and each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import NamedTuple

from kawat.store import View

from .clusters import Pair, pair


class Judged(NamedTuple):
    """Pairs judged to be the same, or different, and records judged to be wrong."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    wrong: frozenset[str] = frozenset()
    partners: Mapping[str, Set[str]] = {}

    def same_as(self, id: str) -> Set[str]:
        """The records judged to be the same as this one."""
        return self.partners.get(id, frozenset())


def judged(view: View) -> Judged:
    """The judgements that hold. A later one on the same pair or record overrules an earlier one."""
    verdicts: dict[Pair, str] = {}
    for judgement in view.judgements():
        verdicts[pair(judgement.left, judgement.right)] = judgement.verdict
    same = frozenset(both for both, verdict in verdicts.items() if verdict == "same")
    partners: dict[str, set[str]] = defaultdict(set)
    for left, right in same:
        partners[left].add(right)
        partners[right].add(left)
    return Judged(
        same,
        frozenset(both for both, verdict in verdicts.items() if verdict == "different"),
        frozenset(left for (left, _), verdict in verdicts.items() if verdict == "wrong"),
        partners,
    )
