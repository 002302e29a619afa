"""Cuts what hangs together by ties into pieces that are not too large, always the same ones.

Parts that hang together are one piece. Where that would be too many, because day follows day for years,
they hang together by their surer ties only, and by still surer ones where that is too many again. So the
piece that a part is in depends on the ties alone, not on the order in which they came, and is found by
looking at a bounded number of parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from kawat.records import Record
from kawat.store import Writer

from .clusters import Pair
from .judged import Judged

LARGEST = 120
"""The most parts of a piece, unless their ties are all of the surest kind."""

# the least scores of the ties that count, one after the other
_LEAST = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_AT_HAND = 200_000


class Piece(NamedTuple):
    """Parts that are put into wholes together; `cut` when some of them have ties to parts of other pieces."""

    ids: Set[str]
    cut: bool


class Pieces:
    """The pieces that the parts of one kind make, as long as no tie changes."""

    def __init__(self, writer: Writer, kind: type[Record], verdicts: Judged) -> None:
        self._writer, self._kind, self._verdicts = writer, kind, verdicts
        self._ties: dict[str, Mapping[str, float]] = {}
        self._held = 0

    def of(self, id: str, without: Set[str] = frozenset()) -> Piece:
        """The piece that a part is in, or would be in if those `without` were not there."""
        for number, least in enumerate(_LEAST):
            last = number + 1 == len(_LEAST)
            ids = self._reach(id, least, without, most=None if last else LARGEST)
            if ids is not None:
                return Piece(ids, cut=number > 0)
        raise AssertionError("the last reach has no bound")

    def touched(self, changed: Iterable[str], decided: Iterable[str] = ()) -> Iterator[Piece]:
        """The pieces that are not what they were before parts came or lost ties, and the `decided` ones.

        Those with none of the changed parts come first: as long as the changed ones are loose, a run that is
        interrupted can find the others again.
        """
        new, done = dict.fromkeys(changed), set[str]()
        mine = list(self._each(new, done))
        for piece in mine:
            if piece.cut:
                yield from self._each(self._beside(piece, new.keys()), done)
        yield from self._each(sorted(decided), done)
        yield from mine

    def _each(self, ids: Iterable[str], done: set[str]) -> Iterator[Piece]:
        """The pieces of these parts, each once, those already done left out."""
        for id in ids:
            if id not in done:
                piece = self.of(id)
                done |= piece.ids
                yield piece

    def _beside(self, piece: Piece, new: Set[str]) -> Iterator[str]:
        """The parts that would be in one piece with a neighbour of the changed ones, were these not there."""
        for id in sorted(piece.ids & new):
            for mate in sorted(self._mates(id) - new):
                yield from sorted(self.of(mate, without=new).ids)

    def scores(self, piece: Piece) -> dict[Pair, float]:
        """The scores of the pairs inside a piece."""
        return {
            (one, other): score
            for one in piece.ids
            for other, score in self._tied(one).items()
            if one < other and other in piece.ids
        }

    def _reach(self, id: str, least: float, without: Set[str], most: int | None) -> Set[str] | None:
        """What hangs together with a part by ties of a score, None when it is more than `most`."""
        ids, waiting = {id}, [id]
        while waiting:
            one = waiting.pop()
            mates = {other for other, score in self._tied(one).items() if score >= least}
            new = (mates | self._judged(one)) - ids - without
            ids |= new
            waiting += new
            if most is not None and len(ids) > most:
                return None
        return ids

    def _mates(self, id: str) -> Set[str]:
        return self._tied(id).keys() | self._judged(id)

    def _judged(self, id: str) -> Set[str]:
        """The parts judged to be the same as this one."""
        same = self._verdicts.same_as(id)
        return {part.id for part in self._writer.parts(self._kind, sorted(same))} if same else frozenset()

    def _tied(self, id: str) -> Mapping[str, float]:
        """The parts that may make one whole with this one, and how sure that is."""
        if id not in self._ties:
            if self._held > _AT_HAND:
                self._ties.clear()
                self._held = 0
            self._ties[id] = self._writer.scores(self._kind, id)
            self._held += 1 + len(self._ties[id])
        return self._ties[id]
