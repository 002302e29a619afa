"""What a number counts: the unit or counted noun after it, before it, or touching it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from kawat.language import FigureWords, Language, UnitRow
from kawat.records import Span
from kawat.text import Hit, Phrases, Word, Words

from .numbers import Number
from .quantity import PEOPLE, PERSONS, Counted

_LETTERS = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"[\"”’']?[ \t\u00a0\u202f]*\n?[ \t\u00a0]*[\"“‘']?\Z")
_HYPHENS = "-‐‑"
# how many words may stand between a number and its noun: "100,000 heavily armed Russian troops"
_REACH = 5
_AUXILIARIES = 3
_LONGEST_BEFORE = 7
_SHORTEST_NOUN = 3

# nouns that only introduce another: '20 buah kapal', '20 orang tentara'
_ANYTHING = (("count", ""), (PERSONS, PEOPLE))


class CountedFinder:
    """Finds what the numbers of a language count, by `units.tsv` and by the shape of words."""

    def __init__(self, language: Language) -> None:
        by_place: dict[str, list[UnitRow]] = {"after": [], "before": [], "prefix": [], "suffix": []}
        for row in language.units:
            by_place[row.place].append(row)
        self._words: FigureWords = language.figures
        own = tuple(language.grammar.get("own", ()))
        self._after = Phrases(_with_own(row, own) for row in by_place["after"])
        self._before = Phrases(by_place["before"])
        self._prefixes = _literals(by_place["prefix"])
        self._suffixes = _literals(by_place["suffix"])
        self._prefix = re.compile(rf"(?<!\w){_choice(self._prefixes)}[ \u00a0]?\Z")
        self._inner_prefix = re.compile(rf"(?<!\w){_choice(self._prefixes)}[ \u00a0]?(?=\d)")
        self._suffix = re.compile(rf"[ \u00a0]?{_choice(self._suffixes)}(?!\w)")
        self._abbreviations = {
            word: row
            for row in by_place["after"]
            for alternative in row.pattern.split(" / ")
            if " " not in alternative
            for word in alternative.casefold().split("|")
        }
        self._fates = {row.of for row in by_place["before"] if row.unit == PERSONS}
        self._noun_first = language.modifier_follows_noun

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What may touch the digits before them: 'Rp', 'US$'."""
        return tuple(self._prefixes)

    def prefix(self, text: str, number: Span) -> tuple[UnitRow, int] | None:
        """The row of a currency before the number (or inside a range) and where the phrase then begins."""
        before = self._prefix.search(text, max(0, number.start - 8), number.start)
        if before:
            return self._prefixes[before.group(1)], before.start()
        inside = self._inner_prefix.search(text, number.start, number.end)
        return (self._prefixes[inside.group(1)], number.start) if inside else None

    def after(self, words: Words, number: Number, position: int, stop: int) -> Counted | None:
        """What stands after a number that ends at `position`, among the words before index `stop`."""
        suffix = self._suffix.match(words.text, position)
        index = words.range(Span(position, len(words.text))).start
        if suffix:
            return Counted(self._suffixes[suffix.group(1)], "", suffix.end(), index, index)
        attached = _LETTERS.match(words.text, position)
        if attached:
            row = self._abbreviations.get(attached.group().casefold())
            return Counted(row, row.of, attached.end(), index, index) if row else None
        return self._noun(words, number, position, index, stop)

    def listed(self, words: Words, at: Span) -> UnitRow | None:
        """The row of a noun that stands there."""
        inside = words.range(at)
        hit = self._after.at(words, inside.start, inside.stop) if inside else None
        return hit.rule if hit else None

    def fate(self, words: Words, at: Span, place: str) -> str:
        """What a verb says has become of persons, after them or before: 'tewas', 'menewaskan'."""
        inside = words.range(at)
        rows = self._after if place == "after" else self._before
        hit = rows.at(words, inside.start, inside.stop) if inside else None
        return hit.rule.of if hit and hit.rule.of in self._fates else ""

    def by_tree(self, words: Words, position: int, noun: Span, *, own: Sequence[Span]) -> Counted | None:
        """What is counted when a number that ends at `position` counts this noun, with words of its `own`."""
        first, inside = words.range(Span(position, noun.start)).start, words.range(noun)
        if not inside:
            return None
        hit = self._after.at(words, inside.start)
        if hit:
            return self._listed(words, hit, compound=False, stop=len(words))
        label = " ".join(words.text[start:end] for start, end in own)
        if not noun_like(words.text[noun.start : noun.end]):
            return None
        return Counted(None, label, noun.end, first, inside.stop)

    def _noun(self, words: Words, number: Number, position: int, first: int, stop: int) -> Counted | None:
        """The first listed noun within reach, else the first plain one."""
        compound = words.text[position : position + 1] in tuple(_HYPHENS)
        plain: Counted | None = None
        end, index = position, first
        while index < min(stop, first + _REACH) and self._follows(words, end, index):
            hit = self._after.at(words, index, stop)
            if hit:
                return self._listed(words, hit, compound=compound and index == first, stop=stop)
            if (compound and index == first) or self._ends(words, number, index, first):
                break
            plain = plain or self._plain(words, first, index)
            if self._noun_first and words[index].fold not in self._words.before_noun:
                break
            end, index = words[index].end, index + 1
        return None if compound else plain

    @staticmethod
    def _follows(words: Words, end: int, index: int) -> bool:
        """Whether a word continues the phrase that goes on to a character, also over the stops of 'U.S.'."""
        start = words[index].start
        after_initial = _is_initial(words[index - 1]) and words.text[end:start] in (".", ". ")
        return after_initial or _touches(words.text, end, start)

    def _ends(self, words: Words, number: Number, index: int, first: int) -> bool:
        """Whether the walk from a number to its noun ends at this word."""
        word, table = words[index], self._words
        if word.fold in table.article and number.low < 1:
            return False
        if (word.fold in table.of and index == first) or (
            word.fold in table.determiners and index == first + 1
        ):
            return not number.digits and number.low < 10
        if word.text[0].isdigit():
            return not words[index - 1].text[0].isupper()
        # the letters of 'U.S.' are no small words
        return (word.fold in table.stop and not _is_initial(word)) or word.fold in table.values

    def _listed(self, words: Words, hit: Hit[UnitRow], *, compound: bool, stop: int) -> Counted:
        row, last, fate = hit.rule, hit.last, ""
        more = self._joined(words, last, stop)
        if more and (row.unit, row.of) in _ANYTHING and (not row.of or more.rule.unit == row.unit):
            row, last = more.rule, more.last
        elif more and row.unit == PERSONS and more.rule.of in self._fates:
            last, fate = more.last, more.rule.of
        if compound and row.unit != PERSONS:
            last = self._with_head(words, last, stop)
        of = row.of
        if of in self._fates:
            of, fate = PEOPLE, of
        fate = fate or self._later_fate(words, last, stop, row)
        return Counted(row, of, words[last - 1].end, hit.first, last, compound, fate)

    def _joined(self, words: Words, index: int, stop: int) -> Hit[UnitRow] | None:
        if index >= stop or not _touches(words.text, words[index - 1].end, words[index].start):
            return None
        return self._after.at(words, index, stop)

    def _later_fate(self, words: Words, index: int, stop: int, row: UnitRow) -> str:
        """What became of the persons, told after them: 'people have been killed'."""
        if row.unit != PERSONS:
            return ""
        for after in range(index, min(stop, index + _AUXILIARIES + 1)):
            hit = self._joined(words, after, stop)
            if hit and hit.rule.of in self._fates:
                return hit.rule.of
            if (
                after < stop
                and words[after].fold not in self._words.auxiliary
                and not self._is_modifier(words[after])
            ):
                break
        return ""

    def _is_modifier(self, word: Word) -> bool:
        """Whether a word after a noun may be the name that goes with it: 'warga Palestina tewas'."""
        return self._noun_first and word.text[0].isupper()

    def _with_head(self, words: Words, index: int, stop: int) -> int:
        """Past the noun that a compound describes: the call of a '50-minute call'."""
        if index >= stop or words.text[words[index - 1].end : words[index].start] != " ":
            return index
        word = words[index]
        return index + 1 if word.text.islower() and word.fold not in self._words.stop else index

    def _plain(self, words: Words, first: int, index: int) -> Counted | None:
        word = words[index]
        small = self._words.of | self._words.determiners
        begin = next(i for i in range(first, index + 1) if i == index or words[i].fold not in small)
        if word.fold in small or not self._is_plain_noun(word, may_be_name=index == begin):
            return None
        return Counted(None, words.text[words[begin].start : word.end], word.end, begin, index + 1)

    def _is_plain_noun(self, word: Word, *, may_be_name: bool) -> bool:
        """Whether it looks like a counted noun; with an ending of the plural also one with a capital."""
        endings, text = self._words.plural_endings, word.text
        if not noun_like(text):
            return False
        if not endings:
            return text.islower()
        plural = text.endswith(endings) and not text.endswith(self._words.not_plural)
        return plural and (text.islower() or may_be_name)

    def before(self, words: Words, inside: range, start: int) -> UnitRow | None:
        """The row of the words that stand right before a phrase, as in 'killing at least 300'."""
        index = words.range(Span(start, start)).start
        if index <= inside.start or not _touches(words.text, words[index - 1].end, start):
            return None
        for first in range(max(inside.start, index - _LONGEST_BEFORE), index):
            hit = self._before.at(words, first, index)
            if hit and hit.last == index:
                return hit.rule
        return None


def noun_like(text: str) -> bool:
    """Whether it may be a noun: letters (or a word doubled with a hyphen), and no abbreviation."""
    return len(text) >= _SHORTEST_NOUN and text.replace("-", "a").isalpha()


def _is_initial(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _touches(text: str, end: int, start: int) -> bool:
    """Whether only a blank, a hyphen or an opening quotation mark stands between two words."""
    gap = text[end:start]
    return gap == " " or gap in tuple(_HYPHENS) or _BLANK.match(gap) is not None


def _with_own(row: UnitRow, suffixes: Sequence[str]) -> UnitRow:
    """The row with its single words also as somebody's own: 'tentara' and 'tentaranya'."""
    alternatives = []
    for alternative in row.pattern.split(" / "):
        words = alternative.split("|") if " " not in alternative else []
        alternatives.append(alternative)
        alternatives += ["|".join(word + suffix for word in words) for suffix in suffixes if words]
    return msgspec.structs.replace(row, pattern=" / ".join(alternatives))


def _literals(rows: Iterable[UnitRow]) -> dict[str, UnitRow]:
    return {form: row for row in rows for form in row.pattern.split(" / ")}


def _choice(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    return f"({'|'.join(map(re.escape, longest_first))})" if longest_first else "((?!))"
