"""Whether two told deeds are shown to be one by more than their kind, their parties and the days. Pure.

In a crisis the same parties do the same every day: who attacks, threatens or supports whom says nothing yet.
What is counted are signs that only one deed has: words that are not said of every other, a place, a figure, a
day that is worth remembering, two persons who meet.
"""

from __future__ import annotations

from collections.abc import Iterator

from kawat.link.vectors import nearness
from kawat.records import Status
from kawat.store.weeks import MUTUAL

from .deeds import Deed, length, near_deeds, same, same_place

_ENOUGH = 2
# days of more than a month fit everything, a day of news is known to three
_MONTH, _NEWS = 31, 3
# the same words are one sentence when they are so many of the fewer, and a sign when they are this many
_MOST, _MANY, _SOME, _SENTENCE = 0.6, 4, 2, 7
# how near sentences of two languages are that tell the same, and how near triggers must be where a day is all
_TRANSLATED, _LIKE, _ALIKE = 0.6, 0.45, 0.45
# what lasts, is feared or is not: told of again and again
_LASTING: frozenset[Status] = frozenset({"ongoing", "conditional", "denied", "called-for"})


def shown(left: Deed, right: Deed) -> bool:
    """Whether there are signs enough. Symmetric."""
    if _apart(left, right):
        return False
    wanted = _ENOUGH
    wanted += _wide(left) or _wide(right)
    wanted += left.status in _LASTING or right.status in _LASTING
    wanted += _elsewhere(left, right)
    wanted += bool(left.numbers and right.numbers) and set(left.numbers).isdisjoint(right.numbers)
    return sum(_signs(left, right)) >= wanted


def alike(left: Deed, right: Deed) -> bool:
    """Whether place or words show that it is the same which both tell, whatever the days. Symmetric."""
    if _apart(left, right) or _elsewhere(left, right):
        return False
    return same_place(left, right) or _in_common(left, right) >= _ENOUGH


def _apart(left: Deed, right: Deed) -> bool:
    """Whether something shows that they are two: nobody visits by telephone, or comes and goes at once."""
    if left.direction * right.direction < 0:
        return True
    return bool(left.type == right.type == "CONSULT" and left.mode and right.mode and left.mode != right.mode)


def _elsewhere(left: Deed, right: Deed) -> bool:
    """Whether each clause names states that the other does not: troops for one and troops for another."""
    if (
        left.where
        and right.where
        and not same_place(left, right)
        and left.where.country != right.where.country
    ):
        return True
    mine, others = set(left.states), set(right.states)
    return bool(mine - others and others - mine)


def _wide(deed: Deed) -> bool:
    return deed.when is None or length(deed.when) > _MONTH


def _signs(left: Deed, right: Deed) -> Iterator[int]:
    yield _in_common(left, right)
    yield same_place(left, right)
    # a single figure is in many sentences
    yield int(any(len(number) > 1 for number in set(left.numbers) & set(right.numbers)))
    yield _day(left, right)
    yield _meeting(left, right)


def _in_common(left: Deed, right: Deed) -> int:
    """What the telling words of both sentences say."""
    if left.language != right.language:
        near = nearness(*sorted((left.sentence, right.sentence)))
        return 3 if near >= _TRANSLATED + 0.1 else 2 if near >= _TRANSLATED else int(near >= _LIKE)
    both = len(set(left.telling) & set(right.telling))
    share = both / (min(len(left.telling), len(right.telling)) or 1)
    if (both > _SOME and share >= _MOST) or (both >= _MANY and share >= _MOST / 2):
        return 3
    if both >= _MANY or (both >= _SOME and share >= _MOST / 2) or _alike(left, right):
        return 2
    return int(both >= _SOME)


def _alike(left: Deed, right: Deed) -> bool:
    """Whether the sentences are nearly the same."""
    both, fewer = len(set(left.words) & set(right.words)), min(len(left.words), len(right.words))
    return both >= _SENTENCE and both >= _MOST * fewer


def _day(left: Deed, right: Deed) -> int:
    """A day that both name; one long past is remembered for one deed."""
    if not left.when or not right.when or "report" in (left.dated, right.dated):
        return 0
    if left.when != right.when or _wide(left):
        return 0
    if left.remembered and right.remembered:
        return 2 if _dated_closely(left, right) and near_deeds(left, right) >= _ALIKE else 0
    return int(length(left.when) < _NEWS)


def _dated_closely(left: Deed, right: Deed) -> bool:
    """Whether the day is told of the deed itself, not only beside it: in both where it is a month."""
    own = (left.dated == "own") + (right.dated == "own")
    return own == 2 or (own == 1 and left.when is not None and length(left.when) < _NEWS)


def _meeting(left: Deed, right: Deed) -> int:
    """Two who meet on a day of news may meet once; two persons do, and a person visits a state once."""
    if left.type not in MUTUAL or right.type not in MUTUAL or not (_news(left) and _news(right)):
        return 0
    parties = sum(any(same(one, other) for other in right.actors) for one in left.actors)
    both = sum(any(same(one, other) for other in left.actors) for one in right.actors)
    if min(parties, both) < 2:
        return 0
    persons = len(set(left.persons) & set(right.persons)) + (left.mode == right.mode == "visit")
    return 2 if persons > 1 else 1


def _news(deed: Deed) -> bool:
    return deed.when is not None and length(deed.when) < _NEWS
