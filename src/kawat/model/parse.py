"""What the model says of a sentence: where its words are, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kawat.records import Span


class Cut(NamedTuple):
    """A sentence cut into words: their places in the text, and for each the number of its surface token.

    A surface token may hold several words: 'rumahnya' is 'rumah' and 'nya'.
    """

    words: tuple[Span, ...]
    tokens: tuple[int, ...]


class Named(NamedTuple):
    """A name, as words `first` up to but not including `last`, its kind, and how sure (0-1)."""

    first: int
    last: int
    kind: str
    score: float


@dataclass(frozen=True)
class Parse:
    """One sentence, read: for each word its tag, features, governor (-1 for the root) and relation.

    `vector` is that of the whole sentence: 512 numbers, length one, alike in both languages.
    """

    upos: tuple[str, ...]
    features: tuple[Mapping[str, str], ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: tuple[Named, ...]
    vector: npt.NDArray[np.float32]
