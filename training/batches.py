"""Sentences as arrays of numbers, and batches of them as tensors."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from kawat.model.pieces import Pieces
from training.data import Sentence
from training.labels import HOUSE, Labels
from training.noise import Surface

Ints = npt.NDArray[np.int64]
NONE = -100  # gold that is not known: cross_entropy passes over it
BOS, PAD, EOS = 0, 1, 2

# GSD leaves every fifth noun without its number and every eighth verb without its voice:
# that says nothing.
OFTEN_LEFT_OUT = {"Number": ("gsd", "gsd2017"), "Voice": ("gsd", "gsd2017")}


def cut(pieces: Pieces, forms: Iterable[str], spaces: Iterable[bool]) -> tuple[list[int], list[int]]:
    """All pieces of a sentence with its two ends, and the place of each word's first piece."""
    out, first = [BOS], []
    for form, space in zip(forms, spaces, strict=True):
        first.append(len(out))
        out += pieces.word(form, space)
    return [*out, EOS], first


@dataclass(frozen=True)
class Example:
    """One sentence: pieces (L), words' first pieces (W), and the gold of each head.

    The gold is NONE where the sentence has none.
    """

    pieces: Ints
    first: Ints
    treebank: int
    upos: Ints  # (W)
    features: Ints  # (W, features)
    head: Ints  # (W)
    relation: Ints  # (W)
    guideline: int
    names: Ints  # (W)
    house: npt.NDArray[np.bool_]  # (W, house tags) that the word may have
    teacher: npt.NDArray[np.float32] | None = None


@dataclass
class Maker:
    """Makes examples of sentences."""

    pieces: Pieces
    labels: Labels
    teacher: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)

    def example(self, sentence: Sentence, surface: Surface | None = None) -> Example:
        surface = surface or Surface(sentence.forms, sentence.spaces)
        pieces, first = cut(self.pieces, surface.forms, surface.spaces)
        words, size = sentence.words, len(first)
        upos, relation = self.labels.upos, self.labels.relations
        return Example(
            np.array(pieces),
            np.array(first),
            self.labels.treebanks.index(sentence.treebank) if words else 0,
            np.array([upos.index(w.upos) if w.upos in upos else NONE for w in words] or [NONE] * size),
            self._features(sentence, size),
            np.array([w.head for w in words] or [NONE] * size),
            np.array(
                [relation.index(w.relation) if w.relation in relation else NONE for w in words]
                or [NONE] * size
            ),
            list(self.labels.guidelines).index(sentence.guideline or "house"),
            self._names(sentence, size),
            self._house(sentence, size),
            self.teacher.get(sentence.text),
        )

    def _features(self, sentence: Sentence, size: int) -> Ints:
        out = np.full((size, len(self.labels.features)), NONE)
        for row, word in enumerate(sentence.words):
            for column, (name, values) in enumerate(self.labels.features.items()):
                value = word.features.get(name, "").split(",")[0]
                left_out = not value and sentence.treebank in OFTEN_LEFT_OUT.get(name, ())
                out[row, column] = values.index(value) if value in values and not left_out else NONE
        return out

    def _names(self, sentence: Sentence, size: int) -> Ints:
        if not sentence.names:
            return np.full(size, NONE)
        tags = self.labels.guidelines[sentence.guideline]
        return np.array([tags.index(tag) if tag in tags else NONE for tag in sentence.names])

    def _house(self, sentence: Sentence, size: int) -> npt.NDArray[np.bool_]:
        house = self.labels.guidelines["house"]
        if not sentence.names:
            return np.zeros((size, len(house)), bool)
        return np.array([_allowed(tag, HOUSE[sentence.guideline], house) for tag in sentence.names])


def _allowed(tag: str, table: Mapping[str, str], house: tuple[str, ...]) -> list[bool]:
    mark, _, kind = tag.partition("-")
    kinds = table.get(kind or tag, kind or tag).split()
    return [
        any(own == k or own == f"{mark}-{k}" or (mark == "O" and own.endswith(f"-{k}")) for k in kinds)
        for own in house
    ]


@dataclass(frozen=True)
class Batch:
    """B sentences side by side; L pieces and W words are those of the longest."""

    pieces: Tensor  # (B, L)
    real: Tensor  # (B, L)
    first: Tensor  # (B, W)
    words: Tensor  # (B, W): which are there
    treebank: Tensor  # (B)
    upos: Tensor
    features: Tensor
    head: Tensor
    relation: Tensor
    guideline: Tensor  # (B)
    names: Tensor
    house: Tensor  # (B, W, house tags)
    teacher: Tensor  # (B, VECTOR); a row of zeros where it has none


def collate(examples: list[Example], vector: int) -> Batch:
    """A batch of examples."""
    teacher = [e.teacher if e.teacher is not None else np.zeros(vector, np.float32) for e in examples]
    return Batch(
        pad([e.pieces for e in examples], PAD),
        pad([np.ones(len(e.pieces), bool) for e in examples], 0),
        pad([e.first for e in examples], 0),
        pad([np.ones(len(e.first), bool) for e in examples], 0),
        torch.tensor([e.treebank for e in examples]),
        pad([e.upos for e in examples], NONE),
        pad([e.features for e in examples], NONE),
        pad([e.head for e in examples], NONE),
        pad([e.relation for e in examples], NONE),
        torch.tensor([e.guideline for e in examples]),
        pad([e.names for e in examples], NONE),
        pad([e.house for e in examples], 0),
        torch.from_numpy(np.stack(teacher)),
    )


def pad(rows: list[npt.NDArray[np.generic]], fill: int) -> Tensor:
    """Rows of unlike length as one tensor, each filled up to the longest."""
    longest = max(map(len, rows))
    out = np.full((len(rows), longest, *rows[0].shape[1:]), fill, rows[0].dtype)
    for row, values in zip(out, rows, strict=True):
        row[: len(values)] = values
    return torch.from_numpy(out)


def by_length(examples: list[Example], most: int, chance: random.Random | None = None) -> list[list[Example]]:
    """Batches of like length with at most `most` pieces, padding included.

    They are shuffled where a chance is given.
    """
    jitter = chance.random if chance else float
    ordered = sorted(examples, key=lambda e: len(e.pieces) + 6 * jitter())
    batches: list[list[Example]] = [[]]
    for example in ordered:
        longest = max(len(e.pieces) for e in [*batches[-1], example])
        if batches[-1] and longest * (len(batches[-1]) + 1) > most:
            batches.append([])
        batches[-1].append(example)
    if chance:
        chance.shuffle(batches)
    return batches
