"""Averaged perceptrons (Collins 2002) that pick a label by clues."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

ROUNDS = 8  # over the examples; more did not help

Weights: TypeAlias = dict[str, dict[str, float]]
Example: TypeAlias = tuple[str, list[str], str]  # old label, clues, new label


@dataclass(frozen=True)
class Chooser:
    """Picks one of the labels that were seen to replace an old one: an averaged perceptron's weights."""

    weights: Weights
    replacements: dict[str, tuple[str, ...]]

    def choose(self, old: str, clues: Sequence[str]) -> str:
        return _best(self.weights, self.replacements.get(old, (old,)), clues)


def _best(weights: Weights, labels: Sequence[str], clues: Sequence[str]) -> str:
    if len(labels) == 1:
        return labels[0]
    rows = [weights[clue] for clue in clues if clue in weights]
    return max(labels, key=lambda label: sum(row.get(label, 0.0) for row in rows))


def train(examples: list[Example]) -> Chooser:
    """The chooser that gets most of the examples right."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for old, _, new in examples:
        seen[old][new] += 1
    # A replacement seen once is as likely a slip of the annotators as a rule.
    # Most frequent first breaks ties.
    labels = {
        old: tuple(n for n, c in new.most_common() if c > 1 or n == old) or (old,)
        for old, new in seen.items()
    }
    weights: Weights = {}
    totals: Weights = {}
    order, step = list(examples), 0
    chance = random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for old, clues, new in order:
            step += 1
            if new in labels[old] and (guess := _best(weights, labels[old], clues)) != new:
                for clue in clues:
                    for label, change in ((new, 1.0), (guess, -1.0)):
                        row, total = weights.setdefault(clue, {}), totals.setdefault(clue, {})
                        row[label] = row.get(label, 0.0) + change
                        total[label] = total.get(label, 0.0) + change * step
    for clue, row in weights.items():
        for label in row:
            row[label] -= totals[clue][label] / step
    return Chooser(weights, labels)
