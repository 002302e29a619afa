"""Cuts what hangs together by ties into pieces that are not too large, always the same ones.

Parts that hang together are one piece. Where that would be too many, because day follows day for years,
they hang together by their surer ties only, and by still surer ones where that is too many again. So the
piece that a part is in depends on the ties alone, not on the order in which they came, and is found by
looking at a bounded number of parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from heapq import heappop, heappush
from itertools import islice
from sys import intern
from typing import NamedTuple

from kawat.records import Record
from kawat.store import Links

from .clusters import Pair
from .judged import Judged
from .spread import batches

LARGEST = 120
"""The most parts of a piece, unless their ties are all of the surest kind."""

# the least scores of the ties that count, the surest first
_LEAST = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.0)
_SAME = 1.0
# ties at hand, some 60 bytes each: too few, and those of a hot subject are looked up five times
_AT_HAND = 500_000
# the ties of so many are looked up together: of those that are asked for next, of those that most likely are
_AHEAD, _NEAR = 256, 64


class Piece(NamedTuple):
    """Parts that are put into wholes together, and the least score of the ties by which they hang."""

    ids: Set[str]
    least: float


class Pieces:
    """The pieces that the parts of one kind make, as long as no tie changes.

    `ties` are those at hand from other looks into the same store.
    """

    def __init__(self, links: Links, verdicts: Judged, ties: Ties) -> None:
        self._links, self._kind = links, ties.kind
        self._look = _Look(ties, links, verdicts)

    def ahead(self, ids: Iterable[str]) -> Iterator[str]:
        """The same parts, one by one: the ties of many are looked up together, before they are asked for."""
        for some in batches(ids, _AHEAD):
            self._look.take(some)
            yield from some

    def of(self, id: str) -> Piece:
        """The piece that a part is in: it grows by weaker and weaker ties until it would be too large."""
        growing = _Growing(id, self._look)
        piece = Piece(frozenset(growing.by(_LEAST[0])), _LEAST[0])
        for least in _LEAST[1:]:
            ids = growing.by(least, most=LARGEST)
            if len(ids) > LARGEST:
                break
            piece = Piece(frozenset(ids), least)
        return piece

    def beside(self, some: Iterable[str], changed: Set[str]) -> Iterator[str]:
        """The parts whose piece has a tie to one of some changed ones that counts there: it is another."""
        seen = set(changed)
        for id in self.ahead(some):
            tied = {mate: score for mate, score in self._look.ties(id).items() if mate not in seen}
            least = self._links.least(self._kind, tied) if tied else {}
            for mate, score in tied.items():
                if mate not in seen and score >= least[mate]:
                    piece = _Growing(mate, self._look, without=changed).by(least[mate])
                    seen |= piece
                    yield from sorted(piece)

    def scores(self, piece: Piece) -> dict[Pair, float]:
        """The scores of the pairs inside a piece."""
        return {
            (one, other): score
            for one in piece.ids
            for other, score in self._look.ties(one).items()
            if one < other and other in piece.ids
        }


class Ties:
    """By part of one kind the others that may make one whole with it, and how sure that is, the surest first.

    Many are at hand, for as long as no tie changes.
    """

    def __init__(self, kind: type[Record]) -> None:
        self.kind = kind
        self._known: dict[str, Mapping[str, float]] = {}
        self._held = 0

    def of(self, id: str) -> Mapping[str, float] | None:
        """Those of a part, None when they are not at hand."""
        return self._known.get(id)

    def take(self, ids: Iterable[str], links: Links, verdicts: Judged) -> None:
        """Have the ties of these parts at hand."""
        missing = [id for id in ids if id not in self._known]
        if not missing:
            return
        if self._held > _AT_HAND:
            self._known.clear()
            self._held = 0
        for id, scores in links.scores(self.kind, missing).items():
            # nothing is surer than what was judged to be the same
            same = sorted(verdicts.same_as(id))
            judged = links.parts(self.kind, same) if same else ()
            tied = {**scores, **{part.id: _SAME for part in judged}}
            # each id is in the ties of many
            self._known[id] = {intern(one): tied[one] for one in sorted(tied, key=lambda one: -tied[one])}
            self._held += 1 + len(tied)


class _Look:
    """A look into a store for ties that are not at hand."""

    def __init__(self, ties: Ties, links: Links, verdicts: Judged) -> None:
        self._ties, self._links, self._verdicts = ties, links, verdicts

    def take(self, ids: Iterable[str]) -> None:
        """Have the ties of these parts at hand."""
        self._ties.take(ids, self._links, self._verdicts)

    def ties(self, id: str, near: Iterable[str] = ()) -> Mapping[str, float]:
        """Those of one part; when they have to be looked up, so are those of the first few near it."""
        known = self._ties.of(id)
        if known is None:
            self.take(dict.fromkeys([id, *islice(near, _NEAR)]))
            known = self._ties.of(id)
            assert known is not None
        return known


class _Growing:
    """What hangs together with a part, by weaker and weaker ties; each tie is looked at once."""

    def __init__(self, id: str, look: _Look, without: Set[str] = frozenset()) -> None:
        self._store, self._without = look, without
        self._ids = {id}
        self._ahead: dict[str, Iterator[tuple[str, float]]] = {}
        self._next: list[tuple[float, str, str]] = []
        self._look(id)

    def by(self, least: float, most: int | None = None) -> Set[str]:
        """All by ties of at least that score; when that is more than `most`, one more than that."""
        while self._next and -self._next[0][0] >= least and (most is None or len(self._ids) <= most):
            _, one, mate = heappop(self._next)
            self._ahead_of(one)
            if self._is_new(mate):
                self._ids.add(mate)
                self._look(mate, self._near(one, least))
        return self._ids

    def _look(self, id: str, near: Iterable[str] = ()) -> None:
        self._ahead[id] = iter(self._store.ties(id, near).items())
        self._ahead_of(id)

    def _near(self, id: str, least: float) -> Iterator[str]:
        """Which other parts hang together with one: they are looked at next."""
        tied = self._store.ties(id).items()
        return (mate for mate, score in tied if score >= least and self._is_new(mate))

    def _is_new(self, mate: str) -> bool:
        return mate not in self._ids and mate not in self._without

    def _ahead_of(self, id: str) -> None:
        """Put the surest tie of a part that has not been looked at yet into the queue."""
        for mate, score in self._ahead[id]:
            if self._is_new(mate):
                heappush(self._next, (-score, id, mate))
                return
