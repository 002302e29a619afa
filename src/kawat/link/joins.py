"""Joins records of many reports that tell the same into wholes: sayings, happenings, claims, stories.

A Joining says, for one kind of whole, which parts a report has, under which keys they are looked up, when two
of them belong together, and what they make together. `join` does the rest: it compares the parts of new
reports with those under the same keys, and makes anew the wholes that this touches, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

import msgspec

from kawat.records import Record
from kawat.store import Part, Tie, Writer

from .clusters import Pair, clusters, pair
from .judged import Judged, judged
from .pieces import Pieces
from .vectors import gathering, prepare

F = TypeVar("F", bound=msgspec.Struct)
_TOGETHER = 32


class Candidate(NamedTuple, Generic[F]):
    """A record of a report, the keys under which others find it, and what is compared of it.

    `seeks`: the keys under which it finds others, where these are not its own.
    """

    id: str
    keys: tuple[str, ...]
    features: F
    seeks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joining(Generic[F]):
    """How the parts of one kind of whole are found, compared and put together.

    `tie` is symmetric, None when the two do not belong together. `whole` gets all members of one whole and
    may answer None: then they make none. A tie without a score does not make one whole of two, but makes both
    anew when one of them changes: so evidence is tied to what it decides.
    `silent`: parts of which two without a tie are not apart for it.
    """

    kind: type[Record]
    features: type[F]
    parts: Callable[[Writer, str], Iterable[Candidate[F]]]
    tie: Callable[[F, F], Tie | None]
    whole: Callable[[Writer, Sequence[Candidate[F]]], Record | None]
    silent: Callable[[F], bool] | None = None


def join(writer: Writer, joining: Joining[F], reports: Iterable[str]) -> None:
    """Join the records of these reports with those of others, and make anew the wholes that it touches.

    The wholes do not depend on the order in which reports came. What an interrupted run leaves has no whole
    yet (`Writer.loose`) and is done by the next.
    """
    found = _Found(writer, joining)
    verdicts = judged(writer).of(joining.kind)
    for some in _batches(reports):
        for report, parts in _read(writer, joining, some):
            right = [part for part in parts if part.id not in verdicts.wrong]
            _compare(writer, joining, found, report, right, verdicts)
    _remake(writer, joining, found, verdicts)


def _remake(writer: Writer, joining: Joining[F], found: _Found[F], verdicts: Judged) -> None:
    """Make anew the wholes of all that hangs together with loose parts, and of what these decide."""
    kind = joining.kind
    loose = writer.loose(kind)
    decided = {other for id in loose for other in _decided_by(writer, kind, id)}
    pieces = Pieces(writer, kind, verdicts)
    for piece in pieces.touched(loose, decided):
        with writer.transaction():
            wholes = list(_wholes(writer, joining, found, piece.ids, pieces.scores(piece), verdicts))
            writer.set_wholes(kind, sorted(piece.ids), wholes, least=piece.least)


def _decided_by(writer: Writer, kind: type[Record], id: str) -> Iterator[str]:
    """The parts for which this one is evidence, without being of one whole with them."""
    return (other for other, tie in writer.ties(kind, id).items() if not tie.score)


def _batches(reports: Iterable[str]) -> Iterator[Sequence[str]]:
    ids = iter(reports)
    while some := tuple(islice(ids, _TOGETHER)):
        yield some


class _Found(Generic[F]):
    """The parts of the store, with their features, many of them kept at hand."""

    _AT_HAND = 50_000

    def __init__(self, writer: Writer, joining: Joining[F]) -> None:
        self._writer, self._joining = writer, joining
        self._decoder = msgspec.msgpack.Decoder(joining.features)
        self._parts: dict[str, Candidate[F]] = {}

    def put(self, part: Candidate[F]) -> None:
        if len(self._parts) >= self._AT_HAND:
            self._parts.clear()
        self._parts[part.id] = part

    def get(self, id: str) -> Candidate[F]:
        if id not in self._parts:
            (part,) = self._writer.parts(self._joining.kind, [id])
            self.put(Candidate(part.id, part.keys, self._decoder.decode(part.features)))
        return self._parts[id]


def _read(
    writer: Writer, joining: Joining[F], reports: Sequence[str]
) -> Iterator[tuple[str, list[Candidate[F]]]]:
    """The reports with their parts; what has to be encoded for them is encoded together."""
    with gathering() as wanted:
        read = [(report, list(joining.parts(writer, report))) for report in reports]
    if not wanted:
        yield from read
        return
    prepare(wanted)
    yield from ((report, list(joining.parts(writer, report))) for report in reports)


def _compare(
    writer: Writer,
    joining: Joining[F],
    found: _Found[F],
    report: str,
    parts: Sequence[Candidate[F]],
    verdicts: Judged,
) -> None:
    """Remember the parts of a report, and which others they belong together with."""
    kind = joining.kind
    with writer.transaction():
        writer.set_parts(
            kind,
            report,
            [Part(part.id, report, part.keys, msgspec.msgpack.encode(part.features)) for part in parts],
        )
        for part in parts:
            found.put(part)
        pairs = [
            (part, found.get(mate))
            for part in parts
            for mate in writer.mates(kind, part.seeks or part.keys)
            if mate != part.id
        ]
        for id, ties in _ties(joining, pairs).items():
            held = {mate: tie for mate, tie in ties.items() if _holds(tie, pair(id, mate), verdicts)}
            writer.set_ties(kind, id, held)


def _holds(tie: Tie, both: Pair, verdicts: Judged) -> bool:
    """Whether judgements leave a tie: what was judged to be of something else is no evidence.

    Two that could be one are kept apart by clustering.
    """
    return bool(tie.score) or both not in verdicts.different


def _ties(
    joining: Joining[F], pairs: Sequence[tuple[Candidate[F], Candidate[F]]]
) -> dict[str, dict[str, Tie]]:
    """By the first of each pair that belongs together, the other and their tie."""
    ties: dict[str, dict[str, Tie]] = defaultdict(dict)
    wanted: set[str] = set()
    unsure = []
    with gathering() as texts:
        for one, other in pairs:
            texts.clear()
            tie = joining.tie(one.features, other.features)
            if texts:
                wanted |= texts
                unsure.append((one, other))
            elif tie:
                ties[one.id][other.id] = tie
    prepare(wanted)
    for one, other in unsure:
        tie = joining.tie(one.features, other.features)
        if tie:
            ties[one.id][other.id] = tie
    return ties


def _wholes(
    writer: Writer,
    joining: Joining[F],
    found: _Found[F],
    ids: Set[str],
    scores: Mapping[Pair, float],
    verdicts: Judged,
) -> Iterator[Record]:
    silent = {id for id in ids if joining.silent(found.get(id).features)} if joining.silent else set()
    groups = clusters(ids, scores, apart=verdicts.different, together=verdicts.same, silent=silent)
    for group in groups:
        whole = joining.whole(writer, [found.get(id) for id in group])
        if whole:
            yield whole
