"""Which bodies hang together, and around which centres: copies of one wording first, then translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kawat.errors import NotFound
from kawat.link.clusters import Pair
from kawat.link.judged import Judged
from kawat.records import Report
from kawat.store import Body, Links, Shared

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


class Shares:
    """What bodies have in common, save where somebody judged two reports to be the same, or different."""

    def __init__(self, links: Links, verdicts: Judged | None = None) -> None:
        self._links = links
        verdicts = verdicts or Judged()
        self._same, self._apart = self._bodies(verdicts.same), self._bodies(verdicts.different)

    def _bodies(self, pairs: Iterable[Pair]) -> Mapping[str, set[str]]:
        """By the body of each judged report those it was judged with; two of one body are no pair."""
        found: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            digests = [body.digest for id in pair if (body := self._body(id))]
            if len(set(digests)) > 1:
                found[digests[0]].add(digests[1])
                found[digests[1]].add(digests[0])
        return found

    def _body(self, id: str) -> Body | None:
        try:
            return self._links.body(id)
        except NotFound:
            # what was judged is no report
            return None

    def words(self, digest: str) -> Mapping[str, float]:
        """The bodies that have runs of words in common with this one, and the share; 1 if judged so."""
        return {**self._without(digest, "words"), **dict.fromkeys(sorted(self._same.get(digest, ())), 1.0)}

    def sentences(self, digest: str) -> Mapping[str, float]:
        """The bodies that say its sentences in other words, and the share."""
        return self._without(digest, "sentences")

    def _without(self, digest: str, of: Shared) -> Mapping[str, float]:
        apart = self._apart.get(digest, ())
        return {other: share for other, share in self._links.shares(digest, of).items() if other not in apart}


def component(links: Links, shares: Shares, id: str) -> list[Group]:
    """All reports that hang together with this one, in the order in which they may become centres."""
    body = links.body(id)
    waiting = [body.digest] if body else []
    found = set(waiting)
    while waiting:
        digest = waiting.pop()
        new = (shares.words(digest).keys() | shares.sentences(digest).keys()) - found
        found |= new
        waiting += new
    return sorted((_group(links, digest) for digest in found), key=lambda group: group.rank)


def _group(links: Links, digest: str) -> Group:
    reports = sorted((links.as_read(id) for id in links.copies(digest)), key=age)
    body = links.body(reports[0].id)
    return Group(digest, body.words if body else 0, tuple(reports))


def gathered(shares: Shares, groups: Sequence[Group]) -> Iterator[tuple[Wording, ...]]:
    """The families: each a wording, and those that say its sentences otherwise.

    A group joins the wording, a wording the family, with whose centre it has most in common, and whatever is
    near no centre becomes one: so that nothing is in a family for being like something that is like it.
    """
    by_digest = {group.digest: group for group in groups}
    wordings = _around(list(by_digest), shares.words)
    families = _around(list(wordings), shares.sentences)
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
