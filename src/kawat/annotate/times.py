"""Expressions of time in a report: found and read by the language's rules, not yet resolved to days.

The `form` of a rule (see `time_rules.py` for how one is written) says what it finds: a form of
`resolve/moments.py`; `before` and `after`, words that belong to an expression of the forms in `for` beside
them ('since', 'local time'); `part`, a part of the day beside it; `none`, what only looks like a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kawat.records import Sentence, Span, TimeExpression, TimeSort
from kawat.stage import ReportText, stage
from kawat.text import Word

from .tense import Tenses
from .time_rules import DIGITS, NUMBER, YEAR, Parts, Pattern, WordTables

if TYPE_CHECKING:
    from kawat.language import Language

_NOTHING: frozenset[str] = frozenset()
# what a word of digits may be; number words alone call for no search
_NUMBER = frozenset({NUMBER})
_DIGIT = frozenset({NUMBER, DIGITS})
_YEAR = frozenset({NUMBER, DIGITS, YEAR})
# how many words around a telling one an expression may reach
_REACH = 7
# how many characters the words before an expression that belong to it may have
_BEFORE = 40
# forms that say when in a day and join the day beside them
_WITHIN_A_DAY = {"clock", "hours", "part"}
_DAYS = {"day", "weekday", "unit", "holiday", "back"}
_SORTS: dict[str, TimeSort] = {"duration": "duration", "set": "set", "clock": "time", "hours": "time"}


class Found(NamedTuple):
    """Words that speak of time: where, by which rules, of which form and with which parts."""

    start: int
    end: int
    form: str
    parts: Parts
    rules: tuple[str, ...]


@stage(version="2", needs=[Sentence], makes=[TimeExpression])
def times(report: ReportText, language: Language) -> Iterator[TimeExpression]:
    """Find what places something in time, in the report and in its wrapper."""
    grammar = grammar_of(language)
    for found in grammar.find(report.text, report.words):
        span = Span(found.start, found.end)
        yield TimeExpression(
            report=report.id,
            at=(span,),
            sort=sort_of(found),
            form=found.form,
            parts=found.parts,
            tense=grammar.tenses.around(report.words, span),
            made=times.made(found.rules[0]),
        )


def sort_of(found: Found) -> TimeSort:
    """Whether an expression is a date, a time of day, a duration or a set of times."""
    if found.form != "set" and found.parts.keys() & {"part", "hour"}:
        return "time"
    return _SORTS.get(found.form, "date")


@lru_cache(maxsize=16)
def grammar_of(language: Language) -> Grammar:
    """The rules of a language, compiled once."""
    return Grammar(language)


class Grammar:
    """The rules for expressions of time of one language."""

    def __init__(self, language: Language) -> None:
        words = language.toml("times.toml") if language.times else {}
        around = words.pop("around", {})
        self.tenses = Tenses(around)
        self._joins = frozenset(around.get("joins", ()))
        self._parts_clock = frozenset(around.get("parts_clock", ()))
        self._words = WordTables(words)
        self._telling = self._words.telling()
        patterns = [self._words.compile(row) for row in language.times]
        self._rules = [pattern for pattern in patterns if pattern.row.form not in ("before", "after")]
        self._before = [pattern for pattern in patterns if pattern.row.form == "before"]
        self._after = [pattern for pattern in patterns if pattern.row.form == "after"]

    def find(self, text: str, words: Sequence[Word]) -> list[Found]:
        """All expressions of time in a text, from left to right, none overlapping another."""
        hits = [hit for hit in _longest(self.hits(text, words)) if hit.form != "none"]
        found = [self._extended(text, hit) for hit in hits]
        return [hit for hit in self._joined(text, _longest(found)) if hit.form != "part"]

    def hits(self, text: str, words: Sequence[Word]) -> Iterator[Found]:
        """What each rule finds by itself, in any order, with what others find better."""
        for start, end, tables in self._windows(words):
            for pattern in self._rules:
                if pattern.needs <= tables:
                    for match in pattern.regex.finditer(text, start, end):
                        yield self._read(pattern, match)

    def _windows(self, words: Sequence[Word]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Stretches of text around telling words, with the tables that their words are of."""
        tables = [self._tables_of(word.fold) for word in words]
        telling = [index for index, names in enumerate(tables) if names - _NUMBER]
        for first, last in _runs(telling):
            near = slice(max(0, first - _REACH), last + _REACH + 1)
            inside = words[near]
            # a closing bracket or the full stop of an abbreviation may follow
            yield inside[0].start, inside[-1].end + 2, _NOTHING.union(*tables[near])

    def _tables_of(self, word: str) -> frozenset[str]:
        tables = self._telling.get(word, _NOTHING)
        if not word[0].isdecimal():
            return tables
        return tables | (_YEAR if word[:4].isdecimal() and len(word) >= 4 else _DIGIT)

    def _read(self, pattern: Pattern, match: re.Match[str], offset: int = 0) -> Found:
        parts = self._words.parts(pattern, match)
        return Found(match.start() + offset, match.end() + offset, pattern.row.form, parts, (pattern.row.id,))

    def _extended(self, text: str, found: Found) -> Found:
        """An expression with the words before and after it that belong to it."""
        while more := self._just_before(text, found) or self._just_after(text, found):
            found = Found(
                min(found.start, more.start),
                max(found.end, more.end),
                found.form,
                {**more.parts, **found.parts},
                found.rules + more.rules,
            )
        return found

    def _just_before(self, text: str, found: Found) -> Found | None:
        start = max(0, found.start - _BEFORE)
        stretch = text[start : found.start]
        hits = []
        for pattern in self._before:
            match = pattern.regex.search(stretch) if _fits(pattern, found) else None
            # the stretch may begin within a word
            if match and (match.start() or not start or not text[start - 1].isalnum()):
                hits.append(self._read(pattern, match, start))
        return min(hits, key=lambda hit: hit.start, default=None)

    def _just_after(self, text: str, found: Found) -> Found | None:
        start = found.end + text.startswith((" ", "-"), found.end)
        matches = (
            (pattern, pattern.regex.match(text, start)) for pattern in self._after if _fits(pattern, found)
        )
        hits = [self._read(pattern, match) for pattern, match in matches if match]
        return max(hits, key=lambda hit: hit.end, default=None)

    def _joined(self, text: str, found: Sequence[Found]) -> list[Found]:
        """A time of day and the day beside it as one expression: 'Sunday at 7 p.m.'."""
        joined = list(found[:1])
        for hit in found[1:]:
            gap = _one_line(text[joined[-1].end : hit.start].casefold())
            apart = hit.form == "clock" and gap in self._parts_clock
            if gap in self._joins and not apart and _one_time(joined[-1], hit):
                joined[-1] = _together(joined[-1], hit)
            else:
                joined.append(hit)
        return joined


def _one_line(gap: str) -> str:
    """The words between two expressions with a line end as a blank; an empty line stays."""
    return gap if gap.count("\n") > 1 else re.sub(r"\s+", " ", gap)


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of those that follow each other closely enough for one expression."""
    first = 0
    for at in range(1, len(indices) + 1):
        if at == len(indices) or indices[at] - indices[at - 1] > 2 * _REACH:
            yield indices[first], indices[at - 1]
            first = at


def _longest(hits: Iterable[Found]) -> list[Found]:
    """Of those that overlap the longest, of equally long ones that of the first rule; from left to right."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _fits(pattern: Pattern, found: Found) -> bool:
    """Whether words may belong to an expression: it is of a form that they go with, and not said twice."""
    said = pattern.fixed.keys() | pattern.groups.keys()
    if pattern.row.id in found.rules or not said.isdisjoint(found.parts):
        return False
    return found.form in pattern.beside if pattern.beside else found.form not in ("duration", "set")


def _one_time(left: Found, right: Found) -> bool:
    forms = {left.form, right.form}
    if not forms & _WITHIN_A_DAY or not forms <= _WITHIN_A_DAY | _DAYS:
        return False
    return left.parts.keys().isdisjoint(right.parts)


def _together(left: Found, right: Found) -> Found:
    form = right.form if left.form in _WITHIN_A_DAY and right.form != "part" else left.form
    return Found(left.start, right.end, form, {**left.parts, **right.parts}, left.rules + right.rules)
