"""Learns how much each point counts for two told deeds being one: logistic regression on ECB+, topics 1-29.

    python -m training.same_deed ../shared/data/ecbplus   # prints the table 'learned' of codes/same-deed.toml

Pairs are of one subtopic, as the reports that are compared in earnest are of one matter.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from evals.ecb import documents
from evals.ecb_deeds import Around, read

import kawat
from kawat.link.happenings.deeds import Deed, points

TOPICS = range(1, 30)
# in this order in the table; what only our own events have is not learned here
POINTS = (
    "deed", "clause", "about", "about something else", "one is about the other", "who", "others take part",
    "number", "other numbers", "one clause",
)  # fmt: skip
_RIDGE = 1.0
_ROUNDS = 50

Array = npt.NDArray[np.float64]


class Pair(NamedTuple):
    """What was found of two mentions, and whether they tell of one event."""

    points: dict[str, float]
    same: bool


def pairs(told: Sequence[tuple[str, str, Deed]]) -> Iterator[Pair]:
    """All pairs of mentions (subtopic, event, deed) of one subtopic."""
    by_subtopic = defaultdict(list)
    for subtopic, event, deed in told:
        by_subtopic[subtopic].append((event, deed))
    for mentions in by_subtopic.values():
        for (event, deed), (other_event, other) in combinations(mentions, 2):
            yield Pair(points(deed, other), event == other_event)


def learn(found: Sequence[Pair]) -> dict[str, float]:
    """The weights, with the start as ''. Newton's method with a ridge on all but the start."""
    rows = [[one.points.get(name, 0.0) for name in POINTS] for one in found]
    matrix = np.array([[1.0, *row] for row in rows])
    same = np.array([one.same for one in found], dtype=float)
    ridge = np.diag([0.0] + [_RIDGE] * len(POINTS))
    weights = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (same - likely) - ridge @ weights
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + ridge
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(("", *POINTS), weights.tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of ECB+")
    settings, _ = kawat.load_settings()
    pipeline = kawat.open_pipeline(settings)
    told = []
    for document in documents(parser.parse_args().folder, TOPICS):
        around = Around(read(pipeline, document))
        told += [(document.subtopic, mention.event, around.deed(mention)) for mention in document.mentions]
    weights = learn(list(pairs(told)))
    print(f"start = {weights.pop(''):.3f}\n\n[learned]")
    for name, weight in weights.items():
        print(f'"{name}" = {weight:.3f}')


if __name__ == "__main__":
    main()
