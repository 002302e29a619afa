"""Figures: the same number of what may be the same thing; and numbers that count nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.likeness import rival_figure, same_figure
from kawat.ask.verify.reading import Text, words_at
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check, Result
from kawat.link.claims.amounts import Counted


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each figure, then each other number."""
    yield from _figures(claim, side)
    yield from _numbers(claim, side)


def _figures(claim: Claim, side: Side) -> Iterator[Check]:
    told = [(one, text) for text, span in side.all for one in text.telling(span).figures]
    for figure in claim.telling.figures:
        said = words_at(claim.text, figure.at[0])
        alike = [(one, text) for one, text in told if same_figure(figure, one)]
        held = [pair for pair in alike if pair[0].holder]
        owned = [pair for pair in held if pair[0].holder == figure.holder] or held
        rivals = [(one, text) for one, text in told if rival_figure(figure, one)]
        if owned and owned is held and _is_others(figure, claim.text, held[0]):
            yield Check("figure", "other", said, _words(held[0]))
        elif alike:
            yield Check("figure", "same", said, _words(alike[0]))
        else:
            found = _words(rivals[0]) if rivals else ""
            yield Check("figure", "other" if rivals else "missing", said, found)


def _is_others(figure: Counted, text: Text, told: tuple[Counted, Text]) -> bool:
    """Whether it is another state's there: 'refugees' may be those of any."""
    one, other = told
    known = other.context.actors.get(one.holder or "")
    if figure.holder is None or (known and known.cls == "civilian" and not known.country):
        return False
    return other.context.state(one.holder) != text.context.state(figure.holder)


def _numbers(claim: Claim, side: Side) -> Iterator[Check]:
    for number in claim.telling.numbers:
        result: Result = "same" if number.casefold() in side.words else "missing"
        yield Check("number", result, number)


def _words(pair: tuple[Counted, Text]) -> str:
    return words_at(pair[1], pair[0].at[0])
