"""What an analyst decides is kept, and what it concerns is linked anew: for the command and for the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kawat.errors import RequestError
from kawat.link.steps import link
from kawat.records import Failure, Judgement, Linked, Record, Story
from kawat.store import Writer

HOW_MANY: Mapping[str, tuple[int, ...]] = {
    "same": (2,),
    "different": (2,),
    "right": (1,),
    "wrong": (1,),
    "withdrawn": (1, 2),
}
"""Of how many items each verdict is said."""


class Decided(NamedTuple):
    """A judgement that was kept, and the items that were named for it."""

    judgement: Judgement
    items: tuple[Record | Failure, ...]


def decide(
    writer: Writer, verdict: str, ids: Sequence[str], *, by: str, note: str, containment: float
) -> Decided:
    """Keeps a judgement and links anew what it concerns (`containment`: see `link`).

    Raises RequestError when the verdict is not said of so many different items, NotFound for an unknown id.
    """
    if verdict not in HOW_MANY:
        raise RequestError(f"there is no verdict '{verdict}': known are {', '.join(HOW_MANY)}")
    if len(ids) not in HOW_MANY[verdict]:
        known = " or ".join(map(str, HOW_MANY[verdict]))
        raise RequestError(f"'{verdict}' is said of {known} id(s), not of {len(ids)}")
    items = tuple(writer.record(id) for id in ids)
    left, right = (_judged(item) for item in (items * 2)[:2])
    if left == right and len(ids) > 1:
        raise RequestError(f"both ids lead to {left}: judge two different items")
    judgement = Judgement(
        left=left,
        right=right,
        verdict=verdict,  # type: ignore[arg-type]
        by=by,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        note=note,
    )
    with writer.transaction():
        writer.judge(judgement)
    link(writer, containment=containment)
    return Decided(judgement, items)


def _judged(record: Record | Failure) -> str:
    """The id of the record that is judged: of what is made of many, the first member."""
    if isinstance(record, Linked):
        return record.members[0]
    if isinstance(record, Story):
        return record.report
    return record.id
