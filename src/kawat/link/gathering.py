"""Which bodies hang together, and around which centres: copies of one wording first, then translations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kawat.records import Report
from kawat.store import Writer

from .origins import age


class Group(NamedTuple):
    """Reports with one and the same body, earliest first."""

    digest: str
    words: int
    reports: tuple[Report, ...]

    @property
    def rank(self) -> tuple[int, str, str, str]:
        """The centre of a family is the group that comes first: longest, then earliest, then by id."""
        return (-self.words, *age(self.reports[0]))


Wording = tuple[Group, ...]
"""Copies of one wording: first the one that all the others were compared with."""


def component(writer: Writer, id: str) -> list[Group]:
    """All reports that hang together with this one, in the order in which they may become centres."""
    body = writer.body(id)
    waiting = [body.digest] if body else []
    found = set(waiting)
    while waiting:
        digest = waiting.pop()
        new = (writer.shares(digest).keys() | writer.shares(digest, "sentences").keys()) - found
        found |= new
        waiting += new
    return sorted((_group(writer, digest) for digest in found), key=lambda group: group.rank)


def _group(writer: Writer, digest: str) -> Group:
    reports = sorted((writer.report(id) for id in writer.copies(digest)), key=age)
    body = writer.body(reports[0].id)
    return Group(digest, body.words if body else 0, tuple(reports))


def gathered(writer: Writer, groups: Sequence[Group]) -> Iterator[tuple[Wording, ...]]:
    """The families: each a wording, and those that say its sentences otherwise.

    A group joins the wording, a wording the family, with whose centre it has most in common, and whatever is
    near no centre becomes one: so that nothing is in a family for being like something that is like it.
    """
    by_digest = {group.digest: group for group in groups}
    wordings = _around(list(by_digest), writer.shares)
    families = _around(list(wordings), lambda digest: writer.shares(digest, "sentences"))
    for centre, others in families.items():
        yield tuple(tuple(by_digest[one] for one in (c, *wordings[c])) for c in (centre, *others))


def _around(digests: Sequence[str], shares: Callable[[str], Mapping[str, float]]) -> dict[str, list[str]]:
    """Centres, in order, and what gathers around each."""
    centres: dict[str, list[str]] = {}
    others: list[str] = []
    for digest in digests:
        if shares(digest).keys() & centres.keys():
            others.append(digest)
        else:
            centres[digest] = []
    for digest in others:
        near = shares(digest)
        # of equals the first
        centres[max((centre for centre in centres if centre in near), key=near.__getitem__)].append(digest)
    return centres
