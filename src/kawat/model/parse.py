"""What the model says of a sentence: where its words are, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    def forms(self, text: str) -> tuple[str, ...]:
        """The words as they stand in the text that was cut."""
        return tuple(text[start:end] for start, end in self.words)

    def spaces(self, text: str) -> tuple[bool, ...]:
        """Whether white space, or nothing at all, stands before each word in the text that was cut."""
        return tuple(start == 0 or text[start - 1].isspace() for start, _ in self.words)

    @classmethod
    def joined(cls, cuts: Iterable[Cut]) -> Cut:
        """The cuts of one text as one sentence, its tokens counted on."""
        words: list[Span] = []
        tokens: list[int] = []
        for cut in cuts:
            before = tokens[-1] + 1 if tokens else 0
            words += cut.words
            tokens += [before + token for token in cut.tokens]
        return cls(tuple(words), tuple(tokens))


class Named(NamedTuple):
    """A name, as words `first` up to but not including `last`, its kind, and how sure (0-1)."""

    first: int
    last: int
    kind: str
    score: float


class Run(NamedTuple):
    """Words `first` up to but not including `last`."""

    first: int
    last: int


class Attribution(NamedTuple):
    """Something said: the words that show it (`cue`), what is said, by whom and to whom, and how sure (0-1).

    `act_score` says how sure the act is.
    """

    cue: Run
    act: str
    act_score: float
    content: tuple[Run, ...]
    speaker: Run | None
    addressee: Run | None
    score: float


class EventFrame(NamedTuple):
    """Something that is done, or is to be: the words that show it (`trigger`), who takes part, where, when.

    `types` and `statuses` are all with their shares, the likeliest first; `score` says how sure it is that
    the first type is right.
    """

    trigger: Run
    types: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    actors: tuple[Run, ...]
    recipients: tuple[Run, ...]
    places: tuple[Run, ...]
    times: tuple[Run, ...]
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
    attributions: tuple[Attribution, ...]
    events: tuple[EventFrame, ...]
    vector: npt.NDArray[np.float32]
