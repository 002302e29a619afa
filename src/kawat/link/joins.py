"""Joins records of many reports that tell the same into wholes: sayings, happenings, claims, stories.

A Joining says, for one kind of whole, which parts a report has, under which keys they are looked up, when two
of them belong together, and what they make together. `join` does the rest: it compares the parts of new
reports with those under the same keys, and makes anew the wholes that this touches, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

import msgspec

from kawat.records import Record
from kawat.store import Part, Tie, View, Writer

from .clusters import Pair, clusters, pair
from .judged import Judged, judged
from .vectors import gathering, prepare

F = TypeVar("F", bound=msgspec.Struct)
_TOGETHER = 32


class Candidate(NamedTuple, Generic[F]):
    """A record of a report, the keys under which others find it, and what is compared of it."""

    id: str
    keys: tuple[str, ...]
    features: F


@dataclass(frozen=True)
class Joining(Generic[F]):
    """How the parts of one kind of whole are found, compared and put together.

    `tie` is symmetric, None when the two do not belong together. `whole` gets all members of one whole and
    may answer None: then they make none. `silent`: two without a tie that are not apart for it.
    """

    kind: type[Record]
    features: type[F]
    parts: Callable[[View, str], Iterable[Candidate[F]]]
    tie: Callable[[F, F], Tie | None]
    whole: Callable[[View, Sequence[Candidate[F]]], Record | None]
    silent: Callable[[F, F], bool] = lambda left, right: False


def join(writer: Writer, joining: Joining[F], reports: Iterable[str]) -> None:
    """Join the records of these reports with those of others, and make anew the wholes that it touches.

    The wholes do not depend on the order in which reports came. What an interrupted run leaves has no whole
    yet (`Writer.loose`) and is done by the next.
    """
    found = _Found(writer, joining)
    verdicts = judged(writer)
    for some in _batches(reports):
        for report, parts in _read(writer, joining, some):
            right = [part for part in parts if part.id not in verdicts.wrong]
            _compare(writer, joining, found, report, right)
    done: set[str] = set()
    for id in writer.loose(joining.kind):
        if id not in done:
            component = _component(writer, joining.kind, id, verdicts)
            with writer.transaction():
                wholes = list(_wholes(writer, joining, found, component, verdicts))
                writer.set_wholes(joining.kind, sorted(component.ids), wholes)
            done |= component.ids


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
    view: View, joining: Joining[F], reports: Sequence[str]
) -> Iterator[tuple[str, list[Candidate[F]]]]:
    """The reports with their parts; what has to be encoded for them is encoded together."""
    with gathering() as wanted:
        read = [(report, list(joining.parts(view, report))) for report in reports]
    if not wanted:
        yield from read
        return
    prepare(wanted)
    yield from ((report, list(joining.parts(view, report))) for report in reports)


def _compare(
    writer: Writer, joining: Joining[F], found: _Found[F], report: str, parts: Sequence[Candidate[F]]
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
        mates = {
            part.id: [found.get(id) for id in writer.mates(kind, part.keys) if id != part.id]
            for part in parts
        }
        for id, ties in _ties(joining, [(part, mate) for part in parts for mate in mates[part.id]]).items():
            writer.set_ties(kind, id, ties)


def _ties(
    joining: Joining[F], pairs: Sequence[tuple[Candidate[F], Candidate[F]]]
) -> dict[str, dict[str, Tie]]:
    """By the first of each pair that belongs together, the other and their tie."""
    ties: dict[str, dict[str, Tie]] = defaultdict(dict)
    wanted: set[str] = set()
    unsure = []
    for one, other in pairs:
        with gathering() as texts:
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


class _Component(NamedTuple):
    """Parts that hang together, and the scores of their pairs."""

    ids: set[str]
    scores: dict[Pair, float]


def _component(writer: Writer, kind: type[Record], id: str, verdicts: Judged) -> _Component:
    ids, scores, waiting = {id}, {}, [id]
    while waiting:
        one = waiting.pop()
        ties = writer.ties(kind, one)
        scores.update({pair(one, other): tie.score for other, tie in ties.items()})
        judged_same = [part.id for part in writer.parts(kind, sorted(verdicts.same_as(one)))]
        new = {*ties, *judged_same} - ids
        ids |= new
        waiting += sorted(new)
    return _Component(ids, scores)


def _wholes(
    writer: Writer, joining: Joining[F], found: _Found[F], component: _Component, verdicts: Judged
) -> Iterator[Record]:
    def silent(both: Pair) -> bool:
        return joining.silent(*(found.get(id).features for id in both))

    groups = clusters(
        component.ids, component.scores, apart=verdicts.different, together=verdicts.same, silent=silent
    )
    for group in groups:
        whole = joining.whole(writer, [found.get(id) for id in group])
        if whole:
            yield whole
