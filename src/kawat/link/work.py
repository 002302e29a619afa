"""What joining does to parts of reports, step by step; each step reads the store and writes nothing.

Reading: the parts that reports have. Scoring: with which others, under the same keys, they belong together.
Touching: whose wholes that changes. Making: what hangs together, and the wholes that it makes. A piece is
found by growing it from any of its loose parts, and made by whoever has the smallest of these: so nobody
needs to know all parts, and each piece is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import msgspec

from kawat.records import Record
from kawat.store import Links, Part, Tie

from .clusters import Pair, clusters, pair
from .joins import Candidate, Joining
from .judged import Judged, judged
from .pieces import Piece, Pieces, Ties
from .spread import reading
from .vectors import Shelf, encoded, gathering, on

F = TypeVar("F", bound=msgspec.Struct)
T = TypeVar("T")
A = TypeVar("A")
# of more others that are left to a part nobody keeps a list: it looks for all of them again
_FEW = 32


class Seeker(NamedTuple):
    """A part that looks for others, and the keys under which it does.

    `left`: the others that are left to it, where these are few; else all that it finds.
    """

    id: str
    keys: tuple[str, ...]
    left: tuple[str, ...] = ()


class Answer(NamedTuple, Generic[T, A]):
    """What was found for some items; those that are `left` need the vectors of `missing` sentences first."""

    found: Sequence[A]
    left: Sequence[T] = ()
    missing: Sequence[str] = ()


def _asked(
    shelf: Shelf, items: Sequence[T], find: Callable[[T], A], own: Set[str] = frozenset()
) -> Answer[T, A]:
    """What `find` answers to each item, with the vectors that are kept.

    Where one of the sentences in `own`, which all ask for, is not kept, the others are not tried.
    """
    found: dict[int, A] = {}
    wanted: set[str] = set()
    left: Sequence[int] = range(len(items))
    missing: Sequence[str] = ()
    while left and not missing:
        unsure = []
        with gathering() as texts:
            for place, number in enumerate(left):
                answer = find(items[number])
                if not texts:
                    found[number] = answer
                    continue
                unsure.append(number)
                wanted |= texts
                texts.clear()
                if not own.isdisjoint(wanted):
                    unsure += left[place + 1 :]
                    break
        left, missing = unsure, shelf.take(wanted)
    return Answer([found[number] for number in sorted(found)], [items[number] for number in left], missing)


@dataclass(frozen=True)
class Encoding:
    """Encodes sentences, each given with its key; the answer: keys and vectors."""

    def begin(self) -> Callable[[Sequence[tuple[bytes, str]]], tuple[Sequence[bytes], Sequence[bytes]]]:
        def encode(some: Sequence[tuple[bytes, str]]) -> tuple[Sequence[bytes], Sequence[bytes]]:
            return [key for key, _ in some], encoded([text for _, text in some])

        return encode


@dataclass(frozen=True)
class Reading(Generic[F]):
    """Reads the parts of reports: as they are kept, and whom they look for. What was judged wrong is none."""

    address: str
    joining: Joining[F]

    def begin(self) -> Callable[[Sequence[str]], Answer[str, tuple[str, Sequence[Part], Sequence[Seeker]]]]:
        look, shelf, joining = reading(self.address), Shelf(), self.joining

        def read(reports: Sequence[str]) -> Answer[str, tuple[str, Sequence[Part], Sequence[Seeker]]]:
            with look() as links, on(shelf, links):
                wrong = judged(links).of(joining.kind).wrong

                def parts(report: str) -> tuple[str, Sequence[Part], Sequence[Seeker]]:
                    found = [part for part in joining.parts(links, report) if part.id not in wrong]
                    kept = [
                        Part(one.id, report, one.keys, msgspec.msgpack.encode(one.features)) for one in found
                    ]
                    return report, kept, [Seeker(one.id, one.seeks or one.keys) for one in found]

                return _asked(shelf, reports, parts)

        return read


class _Parts(Generic[F]):
    """Parts of the store with their features, many of them at hand."""

    _AT_HAND = 50_000

    def __init__(self, joining: Joining[F]) -> None:
        self._kind = joining.kind
        self._decoder = msgspec.msgpack.Decoder(joining.features)
        self._known: dict[str, Candidate[F]] = {}

    def get(self, links: Links, ids: Iterable[str]) -> Mapping[str, Candidate[F]]:
        """The parts with these ids, by id."""
        wanted = list(ids)
        if len(self._known) + len(wanted) > self._AT_HAND:
            self._known.clear()
        for part in links.parts(self._kind, [id for id in wanted if id not in self._known]):
            self._known[part.id] = Candidate(part.id, part.keys, self._decoder.decode(part.features))
        return {id: self._known[id] for id in wanted}


@dataclass(frozen=True)
class Scoring(Generic[F]):
    """Scores new parts against those that they find; of two new ones the smaller id does it for both."""

    address: str
    joining: Joining[F]
    new: frozenset[str]

    def begin(self) -> Callable[[Sequence[Seeker]], Answer[Seeker, tuple[str, Mapping[str, Tie]]]]:
        look, shelf, known = reading(self.address), Shelf(), _Parts(self.joining)
        kind = self.joining.kind

        def score(seekers: Sequence[Seeker]) -> Answer[Seeker, tuple[str, Mapping[str, Tie]]]:
            found, left, missing = [], [], set[str]()
            with look() as links, on(shelf, links):
                different = judged(links).of(kind).different
                mates = self._mates(links, seekers)
                parts = known.get(links, {id for seeker in seekers for id in (seeker.id, *mates[seeker.id])})
                # asked for together, since most of a long block are
                shelf.take(text for part in parts.values() for text in self.joining.meant(part.features))
                for seeker in seekers:
                    scored = self._scored(shelf, parts, seeker.id, mates[seeker.id])
                    found.append((seeker.id, dict(_telling(seeker.id, scored.found, different))))
                    if scored.left:
                        left.append(_what_is_left(seeker, scored.left))
                        missing.update(scored.missing)
            return Answer(found, left, sorted(missing))

        return score

    def _mates(self, links: Links, seekers: Sequence[Seeker]) -> Mapping[str, Sequence[str]]:
        """By seeker the others that it is scored against, looked up at once."""
        under = links.mates(
            self.joining.kind, {key for seeker in seekers if not seeker.left for key in seeker.keys}
        )
        found: dict[str, Sequence[str]] = {}
        for seeker in seekers:
            mates = {mate for key in seeker.keys for mate in under.get(key, ())}
            mine = (mate for mate in mates if mate > seeker.id or mate not in self.new)
            found[seeker.id] = seeker.left or sorted(mine)
        return found

    def _scored(
        self, shelf: Shelf, parts: Mapping[str, Candidate[F]], id: str, mates: Sequence[str]
    ) -> Answer[str, tuple[str, Tie | None]]:
        """The ties of a part to others; those are left for which there are vectors missing."""
        tie, mine = self.joining.tie, parts[id].features
        own = frozenset(shelf.take(self.joining.meant(mine)))
        return _asked(shelf, mates, lambda mate: (mate, tie(mine, parts[mate].features)), own)


def _what_is_left(seeker: Seeker, mates: Sequence[str]) -> Seeker:
    return seeker._replace(left=tuple(mates) if len(mates) <= _FEW else ())


def _telling(
    id: str, scored: Iterable[tuple[str, Tie | None]], different: Set[Pair]
) -> Iterator[tuple[str, Tie]]:
    """What was judged to be of something else is no evidence; clustering keeps two apart."""
    for mate, tie in scored:
        if tie and (tie.score or pair(id, mate) not in different):
            yield mate, tie


@dataclass(frozen=True)
class Touching:
    """Finds the parts whose wholes are others because of those that changed: by what hangs together with
    these, and by what they are evidence for."""

    address: str
    kind: type[Record]
    changed: frozenset[str]

    def begin(self) -> Callable[[Sequence[str]], Sequence[str]]:
        look, ties = reading(self.address), Ties(self.kind)

        def touch(some: Sequence[str]) -> Sequence[str]:
            with look() as links:
                pieces = Pieces(links, judged(links).of(self.kind), ties)
                asked = pieces.ahead(sorted(links.decided_by(self.kind, some) - self.changed))
                touched = {id for other in asked for id in pieces.of(other).ids}
                return sorted(touched.union(pieces.beside(some, self.changed)) - self.changed)

        return touch


@dataclass(frozen=True)
class Making(Generic[F]):
    """Finds the pieces that loose parts are in, and the wholes that each makes; each piece once among all."""

    address: str
    joining: Joining[F]
    loose: frozenset[str]

    def begin(self) -> Callable[[Sequence[str]], Sequence[tuple[Piece, Sequence[Record]]]]:
        look, shelf, known = reading(self.address), Shelf(), _Parts(self.joining)
        ties, done = Ties(self.joining.kind), set[str]()

        def make(some: Sequence[str]) -> Sequence[tuple[Piece, Sequence[Record]]]:
            with look() as links, on(shelf, links):
                verdicts = judged(links).of(self.joining.kind)
                pieces = Pieces(links, verdicts, ties)
                made = []
                known.get(links, [id for id in some if id not in done])
                for id in pieces.ahead(id for id in some if id not in done):
                    if id in done:
                        continue
                    piece = pieces.of(id)
                    first = min(piece.ids & self.loose)
                    # it may come later: another worker died on it
                    done.update(piece.ids - {first})
                    if id == first:
                        made.append((piece, list(self._wholes(links, known, pieces, piece, verdicts))))
                return made

        return make

    def _wholes(
        self, links: Links, known: _Parts[F], pieces: Pieces, piece: Piece, verdicts: Judged
    ) -> Iterator[Record]:
        joining = self.joining
        parts = known.get(links, piece.ids)
        silent: Set[str] = {
            id for id, part in parts.items() if joining.silent and joining.silent(part.features)
        }
        groups = clusters(
            piece.ids, pieces.scores(piece), apart=verdicts.different, together=verdicts.same, silent=silent
        )
        for group in groups:
            whole = joining.whole(links, [parts[id] for id in group])
            if whole:
                yield whole
