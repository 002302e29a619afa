"""Joins records of many reports that tell the same into wholes, in steps that can be spread.

The parts of new reports are read, scored against those under the same keys, and the wholes that this touches
are made anew, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from kawat.store import Remade, Writer

from .joins import Joining
from .spread import HERE, Spread, Work, batches
from .vectors import key
from .work import Answer, Encoding, Making, Reading, Scoring, Seeker, Touching

F = TypeVar("F", bound=msgspec.Struct)
T = TypeVar("T")
A = TypeVar("A")
# reports that are read, parts that are scored and sentences that are encoded together
_READ, _SCORED, _ENCODED, _MADE = 8, 64, 256, 256


def join(writer: Writer, joining: Joining[F], reports: Iterable[str], spread: Spread = HERE) -> None:
    """Join the records of these reports with those of others, and make anew the wholes that it touches.

    The wholes do not depend on the order in which reports came. What an interrupted run leaves has no whole
    yet (`Writer.loose`) and is done by the next.
    """
    seekers = list(_read(writer, joining, reports, spread))
    _score(writer, joining, seekers, spread)
    _remake(writer, joining, spread)


def _read(writer: Writer, joining: Joining[F], reports: Iterable[str], spread: Spread) -> Iterator[Seeker]:
    """Keep the parts of reports; the answer: who they look for."""
    work = Reading(writer.address, joining)
    for read in _answered(writer, work, reports, _READ, spread):
        writer.set_parts(joining.kind, {report: parts for report, parts, _ in read})
        yield from (seeker for _, _, seekers in read for seeker in seekers)


def _score(writer: Writer, joining: Joining[F], seekers: Sequence[Seeker], spread: Spread) -> None:
    """Remember which others the parts belong together with."""
    work = Scoring(writer.address, joining, frozenset(seeker.id for seeker in seekers))
    for scored in _answered(writer, work, seekers, _SCORED, spread):
        writer.set_ties(joining.kind, {part: ties for part, ties in scored if ties})


def _remake(writer: Writer, joining: Joining[F], spread: Spread) -> None:
    """Make anew the wholes of all that hangs together with loose parts, and of what these decide.

    What is touched is made loose before anything is made: a run that is interrupted leaves it so.
    """
    kind = joining.kind
    touching = Touching(writer.address, kind, frozenset(writer.loose(kind)))
    for ids in spread.map(touching, batches(sorted(touching.changed), _MADE)):
        writer.loosen(kind, ids)
    making = Making(writer.address, joining, frozenset(writer.loose(kind)))
    for made in spread.map(making, batches(sorted(making.loose), _MADE)):
        writer.set_wholes(kind, [Remade(piece.ids, wholes, piece.least) for piece, wholes in made])


def _answered(
    writer: Writer, work: Work[Sequence[T], Answer[T, A]], items: Iterable[T], size: int, spread: Spread
) -> Iterator[Sequence[A]]:
    """What the work answers to all items; where it lacks vectors these are encoded, and it is asked again."""
    left: Iterable[T] = items
    while left:
        again: list[T] = []
        missing: dict[bytes, str] = {}
        for answer in spread.map(work, batches(left, size)):
            yield answer.found
            again += answer.left
            missing |= {key(text): text for text in answer.missing}
        # in one order, cut alike: a vector may depend in its last digit on those encoded with it
        for keys, vectors in spread.map(Encoding(), batches(sorted(missing.items()), _ENCODED)):
            writer.set_vectors(dict(zip(keys, vectors, strict=True)))
        left = again
