"""Features and names, read off the scores of their tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from .parse import Named

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def slices(groups: Mapping[str, Sequence[str]]) -> dict[str, slice]:
    """Where each group's values stand among scores that lie side by side."""
    found, start = {}, 0
    for name, values in groups.items():
        found[name] = slice(start, start + len(values))
        start += len(values)
    return found


class Features(Mapping[str, str]):
    """The features of a word by name; nobody can change them, so that many parses may share them."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._pairs = pairs

    def __getitem__(self, name: str) -> str:
        for own, value in self._pairs:
            if own == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return "|".join(f"{name}={value}" for name, value in self._pairs) or "_"


class FeatureReader:
    """Reads features off scores (W, values of all features side by side)."""

    def __init__(self, features: Mapping[str, Sequence[str]]) -> None:
        self._features = {name: tuple(values) for name, values in features.items()}
        self._slices = list(slices(features).values())
        self._seen: dict[bytes, Features] = {}

    def read(self, scores: Floats) -> tuple[Features, ...]:
        """The features of each word: of each feature the value with the highest score, unless that is ""."""
        best = np.stack([scores[:, place].argmax(1) for place in self._slices], axis=1).astype(np.uint8)
        return tuple(self._of(row.tobytes()) for row in best)

    def _of(self, values: bytes) -> Features:
        if values not in self._seen:
            named = zip(self._features.items(), values, strict=True)
            pairs = ((name, known[value]) for (name, known), value in named)
            self._seen[values] = Features(tuple((name, value) for name, value in pairs if value))
        return self._seen[values]


def names(scores: Floats, tags: tuple[str, ...]) -> tuple[Named, ...]:
    """The names that the best BIO sequence of tags holds, by scores (W, tags)."""
    if not len(scores):
        return ()
    shifted = scores - scores.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    best = best_sequence(logs, tags)
    sure = np.exp(logs[np.arange(len(best)), best])
    chosen = [tags[tag] for tag in best.tolist()]
    return tuple(
        Named(first, last, chosen[first][2:], float(sure[first:last].mean())) for first, last in spans(chosen)
    )


def best_sequence(logs: Floats, tags: tuple[str, ...]) -> Ints:
    """The tags with the highest sum among which no name goes on that has not begun (Viterbi 1967)."""
    follows = _follows(tags)
    greedy: Ints = logs.argmax(1)
    if follows[np.concatenate([[0], greedy[:-1]]), greedy].all():
        return greedy
    barred = np.where(follows, 0, -np.inf)
    total = logs[0] + barred[0]
    back = np.zeros(logs.shape, np.int64)
    for at in range(1, len(logs)):
        paths = total[:, None] + barred
        back[at] = paths.argmax(0)
        total = paths.max(0) + logs[at]
    best = [int(total.argmax())]
    for at in range(len(logs) - 1, 0, -1):
        best.append(int(back[at, best[-1]]))
    return np.array(best[::-1])


@cache
def _follows(tags: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """(tags, tags) whether the second may follow the first; the first, O, stands before the sentence too."""
    return np.array([[not b.startswith("I-") or (a != "O" and a[2:] == b[2:]) for b in tags] for a in tags])


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word and word after the last of each name in a valid BIO sequence."""
    start = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield start, at
            start = None
        if tag.startswith("B-"):
            start = at
