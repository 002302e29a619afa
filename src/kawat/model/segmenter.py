"""Where sentences, tokens and words begin and end in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kawat.records import Span

from .atoms import atoms, look
from .embedding import Embedding
from .parse import Cut
from .pieces import Pieces
from .session import open_session


class Segmenter:
    """A small network over atoms: which belong together, which end a sentence, how tokens split."""

    def __init__(
        self, path: Path, splits: Sequence[Sequence[int]], pieces: Pieces, embedding: Embedding
    ) -> None:
        self._session = open_session(path)
        self._splits = splits
        self._pieces = pieces
        self._embedding = embedding

    def divide(self, text: str) -> list[Cut]:
        """The sentences of a text in order; none where it has no visible character."""
        places = atoms(text)
        if not places:
            return []
        sight = look(text, places, self._pieces.word, self._embedding.rows)
        inputs = {"lexical": sight.lexical, "shape": sight.shape, "ending": sight.ending}
        joins, ends, splits = self._session.run(["joins", "ends", "splits"], inputs)
        return list(
            _sentences(text, places, joins > 0, ends > 0, [self._splits[i] for i in splits.argmax(1)])
        )


def _sentences(
    text: str,
    places: Sequence[Span],
    joins: npt.NDArray[np.bool_],
    ends: npt.NDArray[np.bool_],
    splits: Sequence[Sequence[int]],
) -> Iterator[Cut]:
    words: list[Span] = []
    tokens: list[int] = []
    for first, last in _tokens(places, joins):
        token = Span(places[first].start, places[last].end)
        number = tokens[-1] + 1 if tokens else 0
        parts = list(_words(token, splits[last]))
        words += parts
        tokens += [number] * len(parts)
        if ends[last]:
            yield Cut(tuple(words), tuple(tokens))
            words, tokens = [], []
    if words:
        yield Cut(tuple(words), tuple(tokens))


def _tokens(places: Sequence[Span], joins: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last atom of each token; white space parts tokens whatever the network says."""
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or not joins[at] or places[at].start > places[at - 1].end:
            yield first, at - 1
            first = at


def _words(token: Span, lengths: Sequence[int]) -> Iterator[Span]:
    """The words of a token: its last ones have these lengths, the first what is left, if anything is."""
    start = token.end - sum(lengths)
    if start <= token.start:
        yield token
        return
    yield Span(token.start, start)
    for length in lengths:
        yield Span(start, start + length)
        start += length
