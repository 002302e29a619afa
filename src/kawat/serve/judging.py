"""What an analyst decides is kept, and what it concerns is linked anew: for the command and for the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kawat.errors import NotFound, RequestError
from kawat.link.steps import left_to_others, link
from kawat.records import Claim, Commitment, Disagreement, Failure, Judgement, Linked, Record, Story, kind_of
from kawat.store import View, Writer

HOW_MANY: Mapping[str, tuple[int, ...]] = {
    "same": (2,),
    "different": (2,),
    "right": (1,),
    "wrong": (1,),
    "withdrawn": (1, 2),
}
"""Of how many items each verdict is said."""


class Decided(NamedTuple):
    """A judgement that was kept, and the wholes of which only the first member was judged."""

    judgement: Judgement
    by_first: tuple[Linked, ...]


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
    about = _about(writer, verdict, ids)
    judgement = Judgement(
        **about._asdict(),
        verdict=verdict,  # type: ignore[arg-type]
        by=by,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        note=note,
    )
    by_first = () if about.whole else tuple(_of_many(writer, ids))
    with writer.transaction():
        writer.judge(judgement)
    link(writer, containment=containment, read=left_to_others)
    return Decided(judgement, by_first)


class _About(NamedTuple):
    """What is judged: two records or one, or a whole of a kind with the members that it has."""

    left: str
    right: str
    whole: str = ""
    members: tuple[str, ...] = ()


def _about(view: View, verdict: str, ids: Sequence[str]) -> _About:
    """What is judged by these ids. Raises NotFound, and RequestError where both lead to one record."""
    if len(ids) == 1:
        earlier = _judged_whole(view, ids[0]) if verdict == "withdrawn" else None
        whole = view.record(ids[0]) if earlier is None else None
        if earlier:
            return _About(earlier.left, earlier.right, earlier.whole, earlier.members)
        if whole and _is_judged_whole(whole):
            return _About(whole.id, whole.id, kind_of(type(whole)), _members(whole))
    left, right = (_judged(view.record(id)) for id in (tuple(ids) * 2)[:2])
    if left == right and len(ids) > 1:
        raise RequestError(f"both ids lead to {left}: judge two different items")
    return _About(left, right)


def _judged_whole(view: View, id: str) -> Judgement | None:
    """What was judged last of a whole whose id begins so: it may be gone."""
    found = [one for one in reversed(view.judgements()) if id and one.whole and one.left.startswith(id)]
    if len({one.left for one in found}) > 1:
        known = ", ".join(sorted({one.left for one in found}))
        raise NotFound(f"several that were judged begin with '{id}': {known}")
    return found[0] if found else None


def _is_judged_whole(record: Record | Failure) -> bool:
    """Whether a verdict on it is about the whole; else it is about the only record that it is made of."""
    return isinstance(record, Claim | Commitment | Disagreement) or len(_members(record)) > 1


def _members(record: Record | Failure) -> tuple[str, ...]:
    match record:
        case Linked():
            return record.members
        case Story():
            return record.reports
        case _:
            return ()


def _judged(record: Record | Failure) -> str:
    """The id of the record that is judged: of what is made of many, the first member."""
    members = _members(record)
    return members[0] if members else record.id


def _of_many(view: View, ids: Sequence[str]) -> Sequence[Linked]:
    """Those that are made of several members."""
    found = (view.record(id) for id in ids)
    return [whole for whole in found if isinstance(whole, Linked) and len(whole.members) > 1]
