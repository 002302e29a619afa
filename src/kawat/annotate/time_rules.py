"""The rules for expressions of time, compiled: `times.tsv` with the word tables of `times.toml`.

A rule is a regular expression in which `{table}` stands for the words of a table; what was found becomes a
part of that name (`{table:part}`: of that other name; `_`: of none). A blank stands for any space within a
paragraph. `{year}`, `{day}`, `{month_number}`, `{hour}` and `{minute}` are digits, `{number}` digits or
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kawat.errors import LanguageError

if TYPE_CHECKING:
    from kawat.language import TimeRow

Parts = dict[str, int | str]

NUMBER = "number"
# the table of the rules that need no words, only digits
DIGITS = "digits"
YEAR = "year"

_SPACE = r"(?:[^\S\n]{1,4}|[^\S\n]?\n[^\S\n]{0,8})"
_NAMED = re.compile(r"\{([a-z_]+)(?::([a-z_0-9]+))?\}")
_IN_DIGITS = {
    YEAR: r"(?:1[5-9]|20)\d\d",
    "day": r"(?:3[01]|[12]\d|0?[1-9])",
    "month_number": r"(?:1[0-2]|0?[1-9])",
    "hour": r"(?:2[0-4]|1\d|0?\d)",
    "minute": r"[0-5]\d",
}
_LEAD, _TAIL = r"(?<!\w)(?<!\d[.,/])", r"(?!\w)(?![.,:/]\d)"
_TAIL_BEFORE = r"(?:[^\S\n]|(?<=-))\Z"
_VAGUE = "X"
# the parts of a year that is read as it is spoken, and what each is worth
_SPOKEN_YEAR = {"hundreds": 100, "tens": 1, "ones": 1}
# the part of a table whose words only stand there
_UNUSED = "_"


@dataclass(frozen=True)
class Pattern:
    """A rule ready to search with: its parts by group, those it always has, the forms it stands beside (of
    rules of the forms before and after), and the tables without words of which it finds nothing."""

    row: TimeRow
    regex: re.Pattern[str]
    groups: dict[str, str]
    fixed: Parts
    beside: frozenset[str]
    needs: frozenset[str]


class WordTables:
    """The word tables of a language: patterns made with them, and what the words found mean."""

    def __init__(self, tables: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._tables = {name: _Table(entries) for name, entries in tables.items()}
        self._numbers = _Numbers(tables.get(NUMBER, {}))

    def compile(self, row: TimeRow) -> Pattern:
        """A rule, compiled. Raises LanguageError when it is no regular expression or a table is missing."""
        groups: dict[str, str] = {}

        def alternatives(match: re.Match[str]) -> str:
            table, part = match[1], match[2] or match[1]
            if part == _UNUSED:
                return f"(?:{self._alternatives(table, row)})"
            groups[part] = table
            return f"(?P<{part}>{self._alternatives(table, row)})"

        pattern = _NAMED.sub(alternatives, row.pattern.replace(" ", _SPACE))
        tail = _TAIL_BEFORE if row.form == "before" else _TAIL
        try:
            regex = re.compile(f"{_LEAD}(?:{pattern}){tail}", re.IGNORECASE)
        except re.error as error:
            raise LanguageError(f"rule {row.id}: {error} in the pattern {row.pattern!r}") from error
        fixed = _fixed(row)
        beside = frozenset(str(fixed.pop("for", "")).split())
        return Pattern(row, regex, groups, fixed, beside, _needed(row.pattern))

    def parts(self, pattern: Pattern, match: re.Match[str]) -> Parts:
        """What the words that a pattern found say."""
        parts = dict(pattern.fixed)
        for part, table in pattern.groups.items():
            if match[part] is not None:
                parts[part] = self._value(table, match[part])
        return _with_spoken_year(parts)

    def telling(self) -> dict[str, frozenset[str]]:
        """The words that may be part of an expression, with the tables that they are of."""
        words: dict[str, set[str]] = {}
        for name, table in self._tables.items():
            for word in table.telling_words:
                words.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in words.items()}

    def _alternatives(self, table: str, row: TimeRow) -> str:
        if table in _IN_DIGITS:
            return _IN_DIGITS[table]
        if table == NUMBER:
            return self._numbers.pattern
        if table not in self._tables:
            known = ", ".join(sorted([*self._tables, *_IN_DIGITS]))
            raise LanguageError(
                f"rule {row.id}: there is no table '{table}' in times.toml; known are {known}"
            )
        return self._tables[table].pattern

    def _value(self, table: str, words: str) -> int | str:
        if table in _IN_DIGITS:
            return int(words)
        return self._numbers.read(words) if table == NUMBER else self._tables[table].read(words)


def _needed(pattern: str) -> frozenset[str]:
    """The tables named outside of all brackets."""
    plain = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    needed = set()
    for match in _NAMED.finditer(plain):
        before = plain[: match.start()]
        if before.count("(") == before.count(")"):
            needed.add(DIGITS if match[1] in _IN_DIGITS and match[1] != YEAR else match[1])
    return frozenset(needed)


def _fixed(row: TimeRow) -> Parts:
    items = (item.partition("=") for item in row.fixed)
    return {name: _number_or_word(value) for name, _, value in items}


def _with_spoken_year(parts: Parts) -> Parts:
    """The parts of a year in words ('nineteen', 'ninety', 'six') as that year."""
    if "hundreds" not in parts:
        return parts
    year = sum(int(parts.pop(name, 0)) * worth for name, worth in _SPOKEN_YEAR.items())
    return {**parts, YEAR: year}


def _number_or_word(value: str) -> int | str:
    return int(value) if value.lstrip("-").isdecimal() else value


class _Table:
    """Words of one kind with what each means. One with a capital is found with it or in capitals only,
    one after '=' exactly so."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        forms = [(form, _number_or_word(value)) for value, forms in entries.items() for form in forms]
        self._values = {form.lstrip("=").casefold(): value for form, value in forms}
        # of a phrase the longest word, as the least common
        self.telling_words = {_longest_word(form) for form in self._values}
        longest_first = sorted((form for form, _ in forms), key=len, reverse=True)
        self.pattern = "|".join(_spelled(form) for form in longest_first)

    def read(self, words: str) -> int | str:
        return self._values[" ".join(words.casefold().split())]


def _longest_word(form: str) -> str:
    words: list[str] = re.findall(r"[^\W_]+", form)
    return max(reversed(words), key=len)


def _spelled(form: str) -> str:
    plain = form.lstrip("=")
    escaped = _escaped(plain)
    if form.startswith("="):
        return f"(?-i:{escaped})"
    if plain[0].isupper():
        return f"(?-i:{escaped}|{_escaped(plain.upper())})"
    return escaped


def _escaped(form: str) -> str:
    return re.escape(form).replace(r"\ ", _SPACE)


class _Numbers:
    """Numbers in digits and words. A word stands for its value, for `*10` (times ten the one before it), for
    `+10` (ten more than it) or for an unknown number, X."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._values = {word: value for value, words in entries.items() for word in words}
        words = "|".join(_escaped(word) for word in sorted(self._values, key=len, reverse=True))
        self._words = re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
        digits = r"\d{1,3}(?:[.,]\d{3})+|\d+"
        self.pattern = rf"{digits}|(?:{words})(?:[ -](?:{words}))*" if words else digits

    def read(self, words: str) -> int | str:
        if words[0].isdecimal():
            return int(re.sub(r"\D", "", words))
        sums: list[int] = []
        for word in self._words.findall(words):
            value = self._values[" ".join(word.casefold().split())]
            if value == _VAGUE:
                return _VAGUE
            _count(sums, value)
        return sum(sums)


def _count(sums: list[int], value: str) -> None:
    if value.startswith("*"):
        sums[-1:] = [(sums[-1] if sums else 1) * int(value[1:])]
    elif value.startswith("+"):
        sums[-1:] = [(sums[-1] if sums else 0) + int(value)]
    else:
        sums.append(int(value))
