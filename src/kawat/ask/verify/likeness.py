"""How alike names, numbers, days, places and words are in two sentences, whatever their languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from kawat.link.claims.amounts import VAGUE, Counted, allowed, measure, one_holder, same_range
from kawat.link.vectors import nearness
from kawat.records import Period, Span, Time
from kawat.text import Words

from .terms import Term

# from which nearness on two words are one word in two languages, or two words for one thing
ONE_WORD = 0.5
SURELY = 0.6
# how much less like a word another may be that is looked at beside it
_AS_LIKE = 0.15
_PATTERN = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
# figures that leave open on which side of a number, and on which they leave it
_UNDER = frozenset({"less-than", "nearly"})
_OVER = frozenset({"more-than", "at-least"})
_LOOSE = _UNDER | _OVER | {"about", "up-to"}
# how many times as large or as small a number may be as one that it is said to be above or under
_FAR = 2.0
# how far a part of a name must go to stand for it: "Lavrov"
_LEAST_NAME = 3


def folds(text: str) -> list[str]:
    """The words of a text, case folded."""
    return [word.fold for word in Words(text)]


def stands_in(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words stand in a text one after the other."""
    length = len(words)
    return length > 0 and any(
        list(text[at : at + length]) == list(words)
        for at, first in enumerate(text[: len(text) - length + 1])
        if first == words[0]
    )


def shared(left: Sequence[str], right: Sequence[str]) -> float:
    """The share of the words of the first that the second has."""
    return len(set(left) & set(right)) / len(set(left)) if left else 0.0


def same_name(words: str, forms: Iterable[str]) -> bool:
    """Whether a name is one of these forms, or its last part one's last: 'Lavrov' of 'Sergey Lavrov'."""
    mine = folds(words)
    if not mine:
        return False
    for form in forms:
        other = folds(form)
        if not other:
            continue
        fewer = min(len(mine), len(other))
        if mine[-fewer:] == other[-fewer:] and len(mine[-1]) >= _LEAST_NAME:
            return True
    return False


def fits(time: Time, days: Iterable[Period]) -> bool | None:
    """Whether an expression of time can mean one of these days; None where it says no day by itself."""
    if time.value:
        return any(_open(time, time.value).meets(period) for period in days)
    pattern, weekday = _PATTERN.match(time.timex), _WEEKDAY.match(time.timex)
    if pattern:
        return any(_has(period, pattern[1], pattern[2]) for period in days)
    if weekday:
        return any(_single(period) == int(weekday[1]) for period in days)
    return None


def _open(time: Time, value: Period) -> Period:
    first = "0001-01-01" if time.open == "until" else value.first
    return Period(first, "9999-12-31" if time.open == "since" else value.last)


def _has(period: Period, month: str, day: str | None) -> bool:
    """Whether a period has a day of a month, in whatever year; a long one has any."""
    first, last = (date.fromisoformat(end) for end in (period.first, period.last))
    if (last - first).days > 366:
        return False
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return any(f"{one.month:02}" == month and day in (None, f"{one.day:02}") for one in days)


def _single(period: Period) -> int:
    """The weekday of a period of one day, Monday 1; 0 of a longer one."""
    return date.fromisoformat(period.first).isoweekday() if period.first == period.last else 0


def same_figure(claimed: Counted, told: Counted) -> bool:
    """Whether the first figure says of what may be the same no more than the second does."""
    one, other = _bare(claimed, told), _bare(told, claimed)
    if _opposite(one, other):
        return False
    return same_range(one, other) or _within(one, other)


def _opposite(claimed: Counted, told: Counted) -> bool:
    """Whether one stays under a number above which the other is: 'less than 10' and 'more than 10'."""
    signs = {claimed.qualifier, told.qualifier}
    return bool(signs & _UNDER) and bool(signs & _OVER)


def _within(claimed: Counted, told: Counted) -> bool:
    """Whether a number lies in what a looser figure says: 70 in 'dozens', 'almost a hundred', 'over 60'."""
    (unit, least), (other_unit, number) = measure(claimed), measure(told)
    vague = least.high >= VAGUE * least.low > 0
    if unit != other_unit or not (vague or claimed.qualifier in _LOOSE):
        return False
    low, high = least if vague else allowed(claimed)
    if not vague:
        low, high = max(low, least.low / _FAR), min(high, least.high * _FAR)
    return low <= number.low and number.high <= high


def rival_figure(claimed: Counted, told: Counted) -> bool:
    """Whether two figures are of one thing and give different numbers of it."""
    one, other = _bare(claimed, told), _bare(told, claimed)
    return (
        measure(one)[0] == measure(other)[0]
        and not same_figure(claimed, told)
        and one_holder(claimed, told)
        and _thing(claimed, told)
    )


def _bare(one: Counted, other: Counted) -> Counted:
    """A number without a unit is one of the other's: the noun may stand elsewhere."""
    loose = {"count", "persons", "members"}
    if one.unit != other.unit and {one.unit, other.unit} <= loose:
        return msgspec.structs.replace(one, unit="count", thing=None)
    return one


def _thing(claimed: Counted, told: Counted) -> bool:
    if claimed.thing and told.thing:
        return claimed.thing == told.thing or nearness(claimed.thing, told.thing) >= ONE_WORD
    return claimed.unit not in ("count", "percent")


Match = tuple[float, Term]


def aligned(
    claimed: Sequence[Term],
    told: Sequence[Term],
    words: tuple[str, str],
    *,
    one_language: bool,
    cues: Sequence[Span] = (),
) -> list[tuple[Term, list[Match]]]:
    """For each telling word of the first sentence those of the second that may be the same, the likest first.

    `words` are the two texts, `cues` the words in the second by which something is said there; with each word
    stands how like it is. What says only how the rest is told is not taken for what is told: "withdrew" is
    like "denied" and "stated", but of "said that it withdrew" it is "said" that "stated" stands for.
    """
    likeness = [[_alike(term, other, words, one_language=one_language) for other in told] for term in claimed]
    most = [max(column, default=0.0) for column in zip(*likeness, strict=True)]
    pairs: list[tuple[Term, list[Match]]] = []
    for term, row in zip(claimed, likeness, strict=True):
        least = max(ONE_WORD, max(row, default=0.0) - _AS_LIKE)
        found = [
            (score, other)
            for score, highest, other in zip(row, most, told, strict=True)
            if score >= least and (score == highest or not any(cue.overlaps(other.at) for cue in cues))
        ]
        pairs.append((term, sorted(found, key=lambda match: -match[0])))
    return pairs


def _alike(term: Term, other: Term, words: tuple[str, str], *, one_language: bool) -> float:
    """How like two words are."""
    if one_language and term.lemma == other.lemma:
        return 1.0
    # a word that says little in one language may say more in the other: 'keep', 'menahan'
    if term.status != other.status or (one_language and term.light != other.light):
        return 0.0
    mine, theirs = (text[one.at.start : one.at.end] for text, one in zip(words, (term, other), strict=True))
    return nearness(mine.casefold(), theirs.casefold())
