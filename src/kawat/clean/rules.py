"""The rows of `wrapper.tsv`, compiled, and how they are held against lines of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from kawat.errors import LanguageError
from kawat.language import Language, WrapperRow, shipped
from kawat.records import Span, ZoneRole
from kawat.tables import read_table

# a longer line is no wrapper, whatever its words, unless it only has to begin like one
_LONGEST = 600
# of a line, only so much of its end is held against the rules for ends
_TAIL = 160
# lines from the top that are 'first', from the bottom that are 'last'
_FIRST, _LAST = 8, 12
# where a credit may begin at the end of a line: after a stop, at a dash, a bracket or a bar
_CUT = re.compile(r"(?:(?<=[.!?…\"”’»)])\s*(?=\S))|\s+(?=[-–—|(\[])")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_GROUP_FIELDS = {"author": "authors", "agency": "agency", "publisher": "publisher"}


class Agency(msgspec.Struct, frozen=True):
    """A line of `codes/agencies.tsv`: an agency or outlet and the forms in which it is credited."""

    name: str
    sort: str
    forms: tuple[str, ...]


class Line(NamedTuple):
    """A paragraph as the rules see it: where it stands and its characters."""

    span: Span
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


class Mark(NamedTuple):
    """What a line or part of one was found to be, by which rule, and what the rule says of the report."""

    role: ZoneRole
    rule: str
    score: float
    span: Span
    facts: tuple[tuple[str, Span], ...] = ()


class _Set(NamedTuple):
    """Rules that hold in the same way, with one pattern that tells whether any of them does."""

    any: re.Pattern[str]
    rules: tuple[tuple[WrapperRow, re.Pattern[str]], ...]


class Rules:
    """The wrapper rules that apply to the reports of a language: its own, then those of all others."""

    def __init__(self, rows: tuple[WrapperRow, ...]) -> None:
        grouped: dict[str, list[tuple[WrapperRow, re.Pattern[str]]]] = defaultdict(list)
        for row in rows:
            grouped[row.where].append((row, _compiled(row)))
        self._sets = {where: _Set(_union(group), tuple(group)) for where, group in grouped.items()}

    def line(self, line: Line, index: int, count: int) -> Mark | None:
        """What the whole line is, as one of `count` lines; None when no rule holds."""
        for where in _places(index, count):
            for row, match in self._matches(where, line):
                return _mark(row, line, match, line.span)
        return None

    def parts(self, line: Line) -> Iterator[Mark]:
        """What is wrapper within a line that as a whole is not, from left to right."""
        end = line.span.start + len(line.text)
        tail = self._tail(line)
        if tail:
            yield from (mark for mark in self._within(line) if mark.span.end <= tail.span.start)
            yield tail._replace(span=Span(tail.span.start, end))
        else:
            yield from self._within(line)

    def _within(self, line: Line) -> list[Mark]:
        group = self._sets.get("within")
        if group is None or not group.any.search(line.text):
            return []
        found = [
            _mark(row, line, match, _shift(match.span(), line))
            for row, pattern in group.rules
            for match in pattern.finditer(line.text)
        ]
        return _apart(sorted(found, key=lambda mark: (mark.span.start, -mark.span.end)))

    def _tail(self, line: Line) -> Mark | None:
        group = self._sets.get("ends")
        if group is None:
            return None
        for cut in _CUT.finditer(line.text, max(0, len(line.text) - _TAIL)):
            if cut.end() and group.any.fullmatch(line.text, cut.end()):
                for row, pattern in group.rules:
                    match = pattern.fullmatch(line.text, cut.end())
                    if match:
                        return _mark(row, line, match, _shift(match.span(), line))
        return None

    def _matches(self, where: str, line: Line) -> Iterator[tuple[WrapperRow, re.Match[str]]]:
        group = self._sets.get(where)
        whole = where != "begins"
        if group is None or (whole and len(line.text) > _LONGEST):
            return
        if not (group.any.fullmatch if whole else group.any.match)(line.text):
            return
        for row, pattern in group.rules:
            match = (pattern.fullmatch if whole else pattern.match)(line.text)
            if match:
                yield row, match


def holds(row: WrapperRow, text: str) -> bool:
    """Whether a rule holds of a text that is one line, at a place where the rule may hold."""
    rules, line = Rules((row,)), Line(Span(0, len(text)), text)
    if row.where in ("ends", "within"):
        return any(True for _ in rules.parts(line))
    index, count = (_LAST, 2 * _LAST) if row.where == "last" else (0, 2 * _LAST)
    return rules.line(line, index, count) is not None


@lru_cache(maxsize=32)
def rules_of(language: Language) -> Rules:
    """The rules for reports of a language. Pages mix them: a blog in one sells in another."""
    return Rules(tuple({row.id: row for row in (*language.wrapper, *_shipped_rows())}.values()))


@cache
def agencies() -> dict[str, Agency]:
    """Agencies and outlets by each form of their names."""
    rows = read_table(files("kawat") / "codes" / "agencies.tsv", Agency)
    return {form: row for row in rows for form in row.forms}


@cache
def _shipped_rows() -> tuple[WrapperRow, ...]:
    tables = shipped("wrapper.tsv")
    return tuple(row for code in sorted(tables) for row in read_table(tables[code], WrapperRow))


@cache
def agency_pattern() -> str:
    """A regular expression for all names of agencies and outlets, the longest first."""
    forms = sorted(agencies(), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, forms))})(?!\w)"


def _compiled(row: WrapperRow) -> re.Pattern[str]:
    try:
        return re.compile(row.pattern.replace("{agency}", agency_pattern()), re.DOTALL)
    except re.error as error:
        raise LanguageError(f"rule '{row.id}': its pattern is no regular expression: {error}") from error


def _union(group: list[tuple[WrapperRow, re.Pattern[str]]]) -> re.Pattern[str]:
    parts = (_GROUP_NAME.sub("(?:", pattern.pattern) for _, pattern in group)
    return re.compile("|".join(f"(?:{part})" for part in parts), re.DOTALL)


def _places(index: int, count: int) -> Iterator[str]:
    yield from ("line", "begins")
    if index < _FIRST:
        yield "first"
    if index >= count - _LAST:
        yield "last"


def _mark(row: WrapperRow, line: Line, match: re.Match[str], span: Span) -> Mark:
    facts = tuple(
        (_GROUP_FIELDS[name], _shift(match.span(name), line))
        for name, value in match.groupdict().items()
        if value and name in _GROUP_FIELDS
    )
    return Mark(row.role, row.id, 0.9, span, facts)


def _shift(span: tuple[int, int], line: Line) -> Span:
    return Span(span[0] + line.span.start, span[1] + line.span.start)


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks without those that overlap one before them."""
    kept: list[Mark] = []
    for mark in marks:
        if mark.span.start < mark.span.end and (not kept or kept[-1].span.end <= mark.span.start):
            kept.append(mark)
    return kept
