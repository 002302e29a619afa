"""Offices as worded in a sentence: whose each is, and who is named as holding it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kawat.language import TitleRow
from kawat.text import Hit
from kawat.titles import SPHERE, is_unnamed

from .line import Found, Line

_LEARNED_SCORE = 0.6


@dataclass(frozen=True)
class Office:
    """An office as worded, with the words that say whose it is: 'foreign minister of Ukraine'.

    `owners` are the names among these words, `holder` the person named beside it.
    """

    first: int
    last: int
    row: TitleRow
    of: str | None
    former: bool
    owners: tuple[Found, ...]
    holder: Found | None


def offices(line: Line, names: Sequence[Found]) -> Iterator[Office]:
    """The offices of a sentence, given all names in it, from left to right."""
    known = [name for name in names if name.actors and name.sort != "person"]
    held: set[int] = set()
    for hit in line.language.find_titles.find(line.words, line.inside):
        before, after = _possessor(line, hit, known)
        owner = after or before
        if hit.rule.owned and owner is None:
            continue
        owners = tuple(name for name in (before, after) if name)
        first = min([hit.first, *(name.first for name in owners)])
        last = max([hit.last, *(name.last for name in owners)])
        if is_unnamed(hit.rule.title):
            first, last = _with_rank(line, first, last)
        holder = _Holders(line, names).of(first, last)
        if holder and not held.isdisjoint(holder.words):
            # the office before the name has it: 'Minister Roe, minister of trade'
            holder = None
        held.update(holder.words if holder else ())
        of = hit.rule.of or (owner.actors[0] if owner else None)
        if holder and of is None:
            of = _owner_after(line, holder.last, known)
        yield Office(first, last, hit.rule, of, line.is_a(first - 1, "former"), owners, holder)


def _possessor(line: Line, hit: Hit[TitleRow], names: Sequence[Found]) -> tuple[Found | None, Found | None]:
    """The state or organisation just before and just after an office."""
    before = after = None
    # 'the Russian defence ministry source', 'sumber pemerintah Jerman'
    spheres = frozenset[str]().union(*(own for name, own in line.grammar.items() if name.startswith(SPHERE)))
    links = line.grammar["of"] | line.grammar["articles"]
    if is_unnamed(hit.rule.title):
        links |= line.grammar["close_to"] | spheres
    for name in names:
        if name.first < hit.first < name.last < hit.last:
            # 'US State' of 'US State Department official'
            before = name
        elif hit.first < name.first < hit.last < name.last:
            # 'Departemen Luar Negeri AS' after 'pejabat Departemen'
            after = after or name
        elif name.last <= hit.first and line.linked(name.last, hit.first, line.language.possessive | spheres):
            before = name
        elif name.first >= hit.last and after is None and line.linked(hit.last, name.first, links):
            after = name
    return before, after


def _with_rank(line: Line, first: int, last: int) -> tuple[int, int]:
    """The office with the words for its rank: 'senior US official', 'pejabat AS senior'."""
    while first > line.inside.start and line.words.joined(first) and line.is_a(first - 1, "rank_senior"):
        first -= 1
    while last < line.inside.stop and line.words.joined(last) and line.is_a(last, "rank_senior"):
        last += 1
    return first, last


def _owner_after(line: Line, last: int, names: Sequence[Found]) -> str | None:
    """Whose office it is when that follows the holder's name: 'President Roe of Freedonia'."""
    links = line.grammar["of"] | line.grammar["articles"]
    for name in names:
        if name.first > last and line.is_a(last, "of"):
            return name.actors[0] if line.linked(last, name.first, links) else None
    return None


class _Holders:
    """Finds the person who holds an office: named after it or before it, known or by the capitals."""

    def __init__(self, line: Line, names: Sequence[Found]) -> None:
        self.line = line
        self.persons = [name for name in names if name.sort == "person"]
        self.others = [name for name in names if name.sort != "person"]

    def of(self, first: int, last: int) -> Found | None:
        """The holder of the office that is words `first` to last-1."""
        articles = self.line.grammar["articles"]
        polite = self.line.grammar["honorifics"] | self.line.language.possessive | self._seat(last)
        after = (name for name in self.persons if self.line.linked(last, name.first, polite, comma=True))
        before = (
            name
            for name in self.persons
            if self.line.linked(name.last, first, articles, comma=True)
            # 'Roe, the spokesman', but an 'Ember spokesman' speaks for Ember
            and (name.actors or "," in self.line.before(name.last))
        )
        holder = (
            next(after, None)
            or self._capitals_after(last)
            or next(before, None)
            or self._capitals_before(first)
        )
        # the office beside the name introduces whom only the model sees
        return replace(holder, form="learned") if holder and not holder.actors else holder

    def _seat(self, first: int) -> frozenset[str]:
        """'in London', 'Freedonia Utara' after an office: 'the ambassador in London, X'."""
        line = self.line
        last = first
        if line.is_a(first, "in") and first + 1 < line.inside.stop:
            seat = line.language.find_places.at(line.words, first + 1, line.inside.stop)
            last = seat.last if seat else first
        body = next((name for name in self.others if not name.actors and name.first == first), None)
        return frozenset(line.fold(i) for i in range(first, body.last if body else last))

    def _capitals_after(self, first: int) -> Found | None:
        """A run of two to four capitalised words from word `first` on, perhaps after one comma."""
        line = self.line
        if first >= line.inside.stop or not line.linked(first, first, set(), comma=True):
            return None
        last = first
        while last < line.inside.stop and last - first < 4 and self._name_like(last, last == first):
            if last > first and not line.words.joined(last):
                break
            last += 1
        while last > first and not line.is_capital(last - 1):
            last -= 1
        return self._learned(first, last)

    def _capitals_before(self, last: int) -> Found | None:
        """A run of two to three capitalised words before word `last`, with a comma between."""
        line = self.line
        end = last
        while line.is_a(end - 1, "articles"):
            end -= 1
        if end <= line.inside.start or end >= len(line.words) or "," not in line.before(end):
            return None
        first = end
        while first > line.inside.start and end - first < 3 and self._name_like(first - 1, True):
            if first < end and not line.words.joined(first):
                break
            first -= 1
        return self._learned(first, end)

    def _name_like(self, index: int, edge: bool) -> bool:
        line = self.line
        if line.is_a(index, "no_name") or line.in_state(index) or line.in_phrase(index):
            return False
        if any(index in name.words for name in self.others):
            return False
        return line.is_capital(index) or (not edge and line.is_a(index, "particles"))

    def _learned(self, first: int, last: int) -> Found | None:
        """A run of capitals as a person, or the person that the model sees in it."""
        if last - first < 2:
            return None
        seen = next((name for name in self.persons if name.first in range(first, last)), None)
        return seen or Found(first, last, "person", "learned", score=_LEARNED_SCORE)
