"""Two quantities that are one: 'antara 20 km dan 30 km', 'two hours and 30 minutes'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.language import FigureWords
from kawat.records import Span
from kawat.text import Words

from .counted import CountedFinder
from .quantity import Quantity

# a length of time in the larger of these goes on in the smaller: how many of the smaller make one
_IN_ONE = {("hours", "minutes"): 60, ("minutes", "seconds"): 60, ("days", "hours"): 24}


def joined(
    words: Words, quantities: Iterable[Quantity], table: FigureWords, finder: CountedFinder
) -> Iterator[Quantity]:
    """The quantities of a sentence, with two that belong together as one."""
    last: Quantity | None = None
    for found in quantities:
        quantity = _with_one_more(words, found, table, finder)
        if last is None:
            last = quantity
            continue
        one = _range(words, last, quantity, table) or _sum(words, last, quantity, table)
        if one is None:
            yield last
        last = one or quantity
    if last:
        yield last


def _between(words: Words, first: Quantity, second: Quantity) -> str | None:
    """The words between two numbers with the unit of the first left out; None over a mark."""
    gap = words.text[first.span.end : second.number.span.start]
    return gap.strip().casefold() if gap[:1] == " " and gap.replace(" ", "").isalpha() else None


def _range(words: Words, first: Quantity, second: Quantity, table: FigureWords) -> Quantity | None:
    """The range of two that name their unit both, if the words make it one."""
    gap = _between(words, first, second)
    same = first.unit == second.unit and first.of == second.of
    if gap is None or not same or first.number.low >= second.number.high:
        return None
    before = words.range(Span(first.span.start, first.span.start)).start - 1
    opened = before >= 0 and words[before].fold in table.between
    # what may qualify as 'up to' ('hingga') tells of no change, as 'from 2% to 3%' does
    up_to = second.span.start < second.number.span.start and gap in table.range
    if not up_to and not (opened and (gap in table.joined or gap in table.range)):
        return None
    start = words[before].start if opened else first.span.start
    number = second.number._replace(
        span=Span(first.number.span.start, second.number.span.end), low=first.number.low
    )
    return second._replace(
        span=Span(start, second.span.end), number=number, qualifier=first.qualifier, score=first.score
    )


def _sum(words: Words, first: Quantity, second: Quantity, table: FigureWords) -> Quantity | None:
    """A length of time that goes on in a smaller unit."""
    many = _IN_ONE.get((first.unit, second.unit))
    gap = words.text[first.span.end : second.span.start].strip(" ").casefold()
    if many is None or (gap and gap not in table.joined) or second.number.high >= many:
        return None
    number = second.number._replace(
        span=Span(first.number.span.start, second.number.span.end),
        low=first.number.low * many + second.number.low,
        high=first.number.high * many + second.number.high,
    )
    return second._replace(
        span=Span(first.span.start, second.span.end), number=number, qualifier=first.qualifier
    )


def _with_one_more(words: Words, quantity: Quantity, table: FigureWords, finder: CountedFinder) -> Quantity:
    """A length of time with the one larger unit before it: 'an hour and 40 minutes'."""
    first = words.range(Span(quantity.span.start, quantity.span.start)).start - 3
    if first < 0 or words[first].fold not in table.article or words[first + 2].fold not in table.joined:
        return quantity
    unit = finder.listed(words, Span(words[first + 1].start, words[first + 1].end))
    many = _IN_ONE.get((unit.unit, quantity.unit)) if unit else None
    between = words.text[words[first].start : quantity.span.start]
    if many is None or quantity.number.high >= many or not between.replace(" ", "").isalpha():
        return quantity
    number = quantity.number._replace(low=quantity.number.low + many, high=quantity.number.high + many)
    return quantity._replace(span=Span(words[first].start, quantity.span.end), number=number)
