"""Frames in a sentence: which words tell of something, and which part the other words play in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .card import Card
from .parse import Run
from .paths import places
from .session import open_session

TRIGGER = "trigger"  # the role of the words that tell of it themselves
GAP = 2  # words without a role that may stand inside a phrase: a comma, 'who'

# relations of words that stand before the noun of their phrase
BEFORE = frozenset({"det", "amod", "nummod", "compound", "case"})
# relations of words that belong to the phrase before them
PHRASE = frozenset({"flat", "compound", "amod", "det", "nummod", "fixed", "nmod", "case", "clf", "goeswith"})

Floats = npt.NDArray[np.float32]


class Asked(NamedTuple):
    """What the words of a sentence are to one trigger, in shares: roles (W, each), and each sort of kinds."""

    roles: Floats
    kinds: dict[str, Floats]


class Frames:
    """The two heads of a scheme, 'speech' or 'events', out of the files of a folder."""

    def __init__(self, folder: Path, card: Card, scheme: str) -> None:
        self._triggers = open_session(folder / f"{scheme}-triggers.onnx")
        self._roles = open_session(folder / f"{scheme}-roles.onnx")
        self._relations = {relation: number for number, relation in enumerate(card.labels.relations)}
        self._calibration = card.calibration.get(scheme, ())
        self.labels = card.frames[scheme]

    def triggers(self, states: Floats) -> Floats:
        """How likely each word (W) of a sentence is a trigger; `states` are those of its words (W, width)."""
        (scores,) = self._triggers.run(["scores"], {"states": states})
        likely: Floats = 1 / (1 + np.exp(-scores))
        return likely

    def asked(self, states: Floats, heads: Sequence[int], relations: Sequence[str], trigger: int) -> Asked:
        """What all words are to a trigger. `heads` are the words' governors (-1: none), by `relations`."""
        numbers = [self._relations[relation] for relation in relations]
        inputs = {
            "states": states,
            "places": places(heads, numbers, trigger),
            "trigger": np.array([trigger]),
        }
        roles, *kinds = self._roles.run(["roles", *self.labels.kinds], inputs)
        named = zip(self.labels.kinds, kinds, strict=True)
        return Asked(_shares(roles), {name: _shares(scores)[0] for name, scores in named})

    def role(self, name: str) -> int:
        """The number of a role."""
        return self.labels.roles.index(name)

    def calibrated(self, raw: float) -> float:
        """The share that is right of what has such a raw score; the raw score where nothing is known."""
        if not self._calibration:
            return round(raw, 3)
        found, right = zip((0.0, 0.0), *self._calibration, strict=True)
        return round(float(np.interp(raw, found, right)), 3)


def runs(member: npt.NDArray[np.bool_]) -> Iterator[Run]:
    """Where members stand without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], member, [False]]).astype(np.int8)))
    for first, last in edges.reshape(-1, 2).tolist():
        yield Run(first, last)


def phrases(labels: npt.NDArray[np.int64], role: int) -> list[Run]:
    """The runs of words with a role; a comma or 'who' does not end one."""
    joined: list[Run] = []
    for run in runs(labels == role):
        if joined and run.first - joined[-1].last <= GAP and not labels[joined[-1].last : run.first].any():
            run = Run(joined.pop().first, run.last)
        joined.append(run)
    return joined


def around(labels: npt.NDArray[np.int64], role: int, word: int) -> Run:
    """The run of words with a role that holds a word, or the word alone."""
    return next((run for run in runs(labels == role) if run.first <= word < run.last), Run(word, word + 1))


def whole_phrase(
    run: Run, free: npt.NDArray[np.bool_], heads: Sequence[int], relations: Sequence[str]
) -> Run:
    """The run up to the noun that its words only stand before, and to the end of that noun's phrase.

    Not 'two' of 'two villages', nor 'the envoy' of 'the envoy of Orsk'; only `free` words (W) are taken in.
    """
    first, last = run
    while all(heads[word] >= last and relations[word] in BEFORE for word in range(first, last)):
        noun = heads[last - 1]
        if not free[last : noun + 1].all():
            break
        last = noun + 1
    end = last
    while end < len(heads) and free[end] and is_part(end, Run(first, end), heads, relations):
        end += 1
    while end > last and relations[end - 1] in BEFORE and heads[end - 1] >= end:
        # not 'the capital of' without its noun
        end -= 1
    return Run(first, end)


def is_part(word: int, run: Run, heads: Sequence[int], relations: Sequence[str]) -> bool:
    """Whether a word belongs to the phrase of a word of the run."""
    while heads[word] >= 0 and relations[word].partition(":")[0] in PHRASE:
        word = heads[word]
        if run.first <= word < run.last:
            return True
    return False


def _shares(scores: Floats) -> Floats:
    """Softmax of each row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares
