"""Makes the records of planned reports, one by one or in pieces that are kept, in the order of the plans."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

import msgspec

from kawat.link.spread import Work
from kawat.pipeline import Annotated
from kawat.read.document import Document
from kawat.records import Failure
from kawat.store import SiteLines

from .annotating import Annotate, Task
from .base import Lost, Ready, Runner
from .outputs import PIECE, Damaged, Fill, Filled, Outputs, Piece, piece_name

# pieces are large
_AHEAD = 2


class Planned(msgspec.Struct, frozen=True):
    """A document, and what is to be done for it: a task, or nothing.

    `fingerprint` is that of what goes in, `lines` those that the store is to remember.
    """

    document: Document | Failure
    fingerprint: str = ""
    lines: SiteLines | None = None
    task: Task | None = None


Made = tuple[Planned, Annotated | Lost | None]
"""What was planned, and what came of it; None where there was nothing to do."""


def made_of(plans: Iterable[Planned], work: Annotate, runner: Runner) -> Iterator[Made]:
    """What comes of each plan, report by report."""
    under_way: deque[Planned] = deque()

    def tasks() -> Iterator[Task | Ready[None]]:
        for plan in plans:
            under_way.append(plan)
            yield Ready(None) if plan.task is None else plan.task

    either: Work[Task, Annotated | None] = work
    for answer in runner.map(either, tasks()):
        yield under_way.popleft(), answer


def made_of_pieces(
    plans: Iterable[Planned], work: Annotate, runner: Runner, outputs: Outputs
) -> Iterator[Made]:
    """The same, piece by piece; a piece that is kept from an earlier run is taken from there.

    Whoever takes the last report of a piece has it; then it is not kept any longer.
    """
    under_way: deque[tuple[Sequence[Planned], Piece]] = deque()

    def pieces() -> Iterator[Piece | Ready[None]]:
        source = iter(plans)
        while some := list(islice(source, PIECE)):
            piece = _piece(some)
            under_way.append((some, piece))
            there = not piece.tasks or outputs.has(piece.name)
            yield Ready(None) if there else piece

    fill: Work[Piece, Filled | None] = Fill(work, str(outputs.folder.absolute()))
    for answer in runner.map(fill, pieces(), lives=1, ahead=_AHEAD):
        some, piece = under_way.popleft()
        made = _made(piece, some, answer, fill, runner, outputs) if piece.tasks else {}
        for plan in some:
            yield plan, None if plan.task is None else made[plan.fingerprint]
        outputs.drop(piece.name)


def _piece(plans: Sequence[Planned]) -> Piece:
    return Piece(
        piece_name(plan.fingerprint for plan in plans),
        tuple(plan.task for plan in plans if plan.task is not None),
    )


def _made(
    piece: Piece,
    plans: Sequence[Planned],
    answer: Filled | Lost | None,
    fill: Work[Piece, Filled | None],
    runner: Runner,
    outputs: Outputs,
) -> Mapping[str, Annotated | Lost]:
    """What is in a piece, by fingerprint; of one on which a worker died, report by report."""
    wanted = frozenset(plan.fingerprint for plan in plans if plan.task is not None)
    if not isinstance(answer, Lost):
        with suppress(Damaged):
            return outputs.read(piece.name, wanted)
        outputs.drop(piece.name)
        (answer,) = runner.map(fill, [piece], lives=1)
    if not isinstance(answer, Lost):
        return outputs.read(piece.name, wanted)
    return _one_by_one(plans, fill, runner, outputs)


def _one_by_one(
    plans: Sequence[Planned], fill: Work[Piece, Filled | None], runner: Runner, outputs: Outputs
) -> Mapping[str, Annotated | Lost]:
    some = [plan for plan in plans if plan.task is not None]
    pieces = [_piece([plan]) for plan in some]
    made: dict[str, Annotated | Lost] = {}
    for plan, piece, answer in zip(some, pieces, runner.map(fill, pieces), strict=True):
        if isinstance(answer, Lost):
            made[plan.fingerprint] = answer
        else:
            made |= outputs.read(piece.name, {plan.fingerprint})
        outputs.drop(piece.name)
    return made
