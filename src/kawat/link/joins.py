"""How records of reports are joined into wholes that tell the same: sayings, happenings, claims, stories.

A Joining says, for one kind of whole, which parts a report has, under which keys they are looked up, when two
of them belong together, and what they make together. The rest is the same for all kinds (`joining.join`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import msgspec

from kawat.records import Record
from kawat.store import Links, Tie

F = TypeVar("F", bound=msgspec.Struct)


class Candidate(NamedTuple, Generic[F]):
    """A record of a report, the keys under which others find it, and what is compared of it.

    `seeks`: the keys under which it finds others, where these are not its own. Of two that belong together
    each finds the other.
    """

    id: str
    keys: tuple[str, ...]
    features: F
    seeks: tuple[str, ...] = ()


def _nothing(features: msgspec.Struct) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Joining(Generic[F]):
    """How the parts of one kind of whole are found, compared and put together.

    `tie` is symmetric, None when the two do not belong together. `whole` gets all members of one whole and
    may answer None: then they make none. A tie without a score does not make one whole of two, but makes both
    anew when one of them changes: so evidence is tied to what it decides.
    `silent`: parts of which two without a tie are not apart for it. `meant`: the sentences by whose meaning a
    part is compared with most others.
    """

    kind: type[Record]
    features: type[F]
    parts: Callable[[Links, str], Iterable[Candidate[F]]]
    tie: Callable[[F, F], Tie | None]
    whole: Callable[[Links, Sequence[Candidate[F]]], Record | None]
    silent: Callable[[F], bool] | None = None
    meant: Callable[[F], Iterable[str]] = _nothing
