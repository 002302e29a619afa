"""Numbers in a text, in digits or words, as a language writes them: '60.000', 'two and a half', 'ribuan'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kawat.language import FigureWords
from kawat.records import Span

from .number_patterns import CURRENCY, any_of, digits, ranges, starts
from .number_sums import Sum, total

_BLANK = r"[ \t\u00a0\u202f]"
_WORD = re.compile(r"[^\W\d_]+")
# what may stand between two words of a number, or between a number and its noun
GAP = re.compile(rf"{_BLANK}*\n{_BLANK}*|{_BLANK}+|[-‐‑]")
# digits with one of these before or after are part of a clock time, version, date, address or name
_PART_BEFORE = re.compile(r"(?:\w[-‐‑/:.,]|[\w#@&=/:]-?|\w['’])\Z")
_PART_AFTER = re.compile(r"[/:_@=]\w|\.\d|['’]\w")
_RUN = re.compile(r"\w(?:[\w./:@=&-]*\w)?")
# magnitudes from here on are lent from the end of a range to its beginning
_LENT_FROM = 100
_LARGE = 1000
# the ends of a range of thousands are no further apart than this, as factor
_NEAR = 3


class Number(NamedTuple):
    """A number or range as written. `digits`: not in words; `vague`: a word such as 'dozens'.

    `large`: grouped by thousands or with a magnitude; `factor`: its magnitude, 1 when it has none.
    """

    span: Span
    low: float
    high: float
    digits: bool = False
    vague: bool = False
    large: bool = False
    factor: float = 1

    @property
    def may_be_year(self) -> bool:
        """Whether it is four digits and no more, as years are."""
        return self.digits and not self.large and 1500 <= self.low == int(self.low) <= 2100


class NumberReader:
    """Finds the numbers and ranges of a language."""

    def __init__(self, words: FigureWords, prefixes: Iterable[str] = ()) -> None:
        self._words = words
        # 'Rp3,5': letters that may touch the digits
        self._prefix = re.compile(rf"(?<!\w){any_of(prefixes)}\Z")
        self._unclear = words.vague | words.loose
        self._halves = frozenset(name for name, value in words.values.items() if value < 1)
        self._digits = re.compile(digits(re.escape(words.thousands), re.escape(words.decimal)))
        self._start = re.compile(starts(words), re.IGNORECASE)
        self._range = re.compile(ranges(words), re.IGNORECASE)
        self._between = re.compile(
            rf"(?<!\w){any_of(words.between)}\s+(?:\w+\s+)?{CURRENCY}\Z", re.IGNORECASE
        )

    def find(self, text: str, within: Span) -> Iterator[Number]:
        """The numbers and ranges in a part of the text, from left to right."""
        position, stop = within
        while match := self._start.search(text, position, stop):
            number = self._at(text, match.start(), stop)
            if number is None:
                position = _refused(text, match, stop)
                continue
            number, position = self._ranged(text, number, stop)
            if number:
                yield number

    def _ranged(self, text: str, first: Number, stop: int) -> tuple[Number | None, int]:
        """The range that a number opens, or the number itself, and where to go on; no number for a score."""
        match = self._range.match(text, first.span.end, stop)
        second = match and match.end() < stop and self._at(text, match.end(), stop, after_dash=True)
        if not match or not second:
            return first, first.span.end
        joined = _range(first, second)
        if match["dash"]:
            return joined, second.span.end
        between = self._between.search(text, max(0, first.span.start - 40), first.span.start)
        wanted = between if match["joined"] else not match["percent"] or between
        if not joined or not wanted or (match["either"] and joined.high > 3 * joined.low):
            return first, first.span.end
        if between:
            joined = joined._replace(span=Span(between.start(), joined.span.end))
        return joined, joined.span.end

    def _at(self, text: str, start: int, stop: int, *, after_dash: bool = False) -> Number | None:
        """The number that begins at a character, as long as it goes; None when there is none."""
        if not text[start].isdigit():
            return self._in_words(text, start, start, stop, Sum())
        match = self._digits.match(text, start, stop)
        if match is None or _PART_AFTER.match(text, match.end()):
            return None
        if not after_dash and self._is_part(text, start):
            return None
        return self._in_digits(text, match, stop)

    def _is_part(self, text: str, start: int) -> bool:
        """Whether digits belong to what stands before them: 'S-400', '12:30', 'MH17'."""
        before = text[max(0, start - 8) : start]
        return _PART_BEFORE.search(before) is not None and self._prefix.search(before) is None

    def _in_digits(self, text: str, match: re.Match[str], stop: int) -> Number:
        value, grouped = self._value(match.group())
        read, end = Sum([(value, value)]), match.end()
        suffix = _WORD.match(text, end, stop)
        if suffix and suffix.group() in self._words.suffixes:
            read.multiply(self._words.suffixes[suffix.group()])
            return _number(read, match.start(), suffix.end(), digits=True)
        number = self._in_words(text, match.start(), end, stop, read)
        if number is None:
            return Number(Span(match.start(), end), value, value, digits=True, large=grouped)
        number = number._replace(digits=True, large=grouped or number.large)
        return self._with_rest(text, number, stop)

    def _with_rest(self, text: str, number: Number, stop: int) -> Number:
        """A number with the smaller one after it that goes on with it: '11 billion 700 million'."""
        gap = GAP.match(text, number.span.end, stop)
        match = self._digits.match(text, gap.end(), stop) if gap and number.factor >= _LARGE else None
        if match is None or gap is None or "-" in gap.group() or _PART_AFTER.match(text, match.end()):
            return number
        rest = self._in_digits(text, match, stop)
        if not _LARGE <= rest.factor < number.factor or rest.high >= number.factor:
            return number
        whole = Span(number.span.start, rest.span.end)
        return number._replace(span=whole, low=number.low + rest.low, high=number.high + rest.high)

    def _value(self, written: str) -> tuple[float, bool]:
        """The value of digits with separators, and whether they are grouped by thousands."""
        thousands, decimal = self._words.thousands, self._words.decimal
        plain = re.sub(_BLANK, "", written)
        if plain.count(decimal) > 1:
            return float(plain.replace(decimal, "")), True
        whole, _, rest = plain.partition(decimal)
        pieces = whole.split(thousands)
        if all(len(piece) == 3 for piece in pieces[1:]):
            return float(f"{''.join(pieces)}.{rest or 0}"), len(pieces) > 1 or plain != written
        # a separator after the other custom: 'naik 1.2 persen', '1,5 million'
        return float(plain.replace(",", ".")), False

    def _in_words(self, text: str, start: int, position: int, stop: int, read: Sum) -> Number | None:
        """The words of a number from a position on, added to what was read; None when there are none."""
        end = None
        while piece := self._word(text, position, stop, read, first=position == start):
            end = position = piece
        if end is None or read.loose:
            return None
        return _number(read, start, end)

    def _word(self, text: str, position: int, stop: int, read: Sum, *, first: bool) -> int | None:
        """The end of the next word of the number, small words before it included, when there is one."""
        match = _next_word(text, position, stop, first=first)
        if match is None:
            return None
        word = match.group().casefold()
        if self._take(word, read):
            return match.end()
        wanted = self._after_small_word(word, read)
        while wanted and (match := _next_word(text, match.end(), stop)):
            word = match.group().casefold()
            if word in self._words.article and word in wanted:
                wanted = self._halves | self._words.times.keys()
            elif word in wanted and self._take(word, read):
                return match.end()
            else:
                break
        return None

    def _take(self, word: str, read: Sum) -> bool:
        words = self._words
        if word in self._unclear and read.begin(self._unclear[word], vague=word in words.vague):
            return True
        if word in words.teens:
            return read.raise_by(words.teens[word])
        if word in words.times:
            return read.multiply(words.times[word])
        return word in words.values and read.add(words.values[word])

    def _after_small_word(self, word: str, read: Sum) -> frozenset[str]:
        """The words that may follow a small word inside a number: 'half a million', 'tens of thousands'."""
        words = self._words
        value = read.parts[-1][0] if read.parts else 0
        if word in words.article and value < 1:
            if not value:
                read.add(1)
            return frozenset(words.times)
        if word in words.of and (read.vague or 0 < value < 1):
            return frozenset(words.times) | words.article
        if word in words.plus and value >= 1 and not read.vague:
            values = frozenset(words.values) if value >= 100 else self._halves
            return values | words.article
        return frozenset()


def _number(read: Sum, start: int, end: int, *, digits: bool = False) -> Number:
    low, high = total(read.parts)
    large = read.factor >= _LARGE
    return Number(Span(start, end), low, high, digits, read.vague, large, read.factor)


def _range(first: Number, second: Number) -> Number | None:
    """The range between two numbers; None when the second is not the larger."""
    low = first.low
    if first.factor == 1 and not first.large:
        low *= _lent(low, second)
    if low >= second.high or first.vague != second.vague:
        return None
    both = Span(first.span.start, second.span.end)
    return second._replace(span=both, low=low, digits=first.digits, large=first.large or second.large)


def _lent(low: float, second: Number) -> float:
    """The magnitude that the end of a range lends to its beginning: '5 to 10 million', '30 to 35,000'."""
    if second.factor >= _LENT_FROM and low <= second.high / second.factor:
        return second.factor
    thousands = second.high / _LARGE
    grouped = second.large and second.factor == 1 and thousands == int(thousands)
    return _LARGE if grouped and thousands / _NEAR <= low < thousands else 1


def _next_word(text: str, position: int, stop: int, *, first: bool = False) -> re.Match[str] | None:
    if not first:
        gap = GAP.match(text, position, stop)
        if gap is None:
            return None
        position = gap.end()
    match = _WORD.match(text, position, stop)
    if match and match.end() < len(text) and (text[match.end()].isdigit() or text[match.end()] == "_"):
        return None
    return match


def _refused(text: str, match: re.Match[str], stop: int) -> int:
    """Where to go on after what is no number: behind the whole run of digits, or the one word."""
    run = _RUN.match(text, match.start(), stop) if match.group().isdigit() else None
    return run.end() if run else match.end()
