"""How alike two told deeds are: what speaks for their being one, each point with its weight. Pure.

Points and weights are those of a logistic regression on pairs of event mentions that people found to tell of
the same or of other events (ECB+); `training/same_deed.py` learns them, `codes/same-deed.toml` keeps them.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from kawat.annotate.lemmas import lemma
from kawat.language import word_forms
from kawat.link.vectors import nearness
from kawat.records import DatedBy, EventType, Period, Place, Span, Status
from kawat.text import Words

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+")
# shorter words are mostly those of grammar
_LEAST_LETTERS = 4
# degrees
_NEAR_BY = 0.3
# how many points an explanation names
_TOLD = 4


APART, REPORTED = 1, 3
"""How many days may lie between two given for one deed: in words, or by a report's own day, often later."""


class Who(NamedTuple):
    """Somebody who takes part, and the state that he is or acts for."""

    id: str
    state: str


class Deed(msgspec.Struct, frozen=True):
    """What is compared of an event, words in their dictionary forms, each once, sorted.

    `deed` are the words of its trigger, `about` those of the rest of the clause, `words` those of the
    sentence, `telling` those of it that are not said of every other deed (`telling.py`). Where all take part
    alike all are `actors`; `persons` are those of both sides, `states` those that the clause names.
    `direction`: 1 when somebody moves towards somebody, -1 when away. `remembered`: its day is long past when
    it is told. `spoken`: it is done by words.
    """

    report: str
    at: tuple[Span, ...]
    language: str
    trigger: str
    deed: tuple[str, ...]
    clause: str
    about: tuple[str, ...]
    words: tuple[str, ...]
    telling: tuple[str, ...] = ()
    sentence: str = ""
    numbers: tuple[str, ...] = ()
    type: EventType | None = None
    cameo: str | None = None
    mode: str | None = None
    status: Status = "happened"
    historical: bool = False
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    persons: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    direction: int = 0
    when: Period | None = None
    dated: DatedBy | None = None
    remembered: bool = False
    where: Place | None = None
    score: float = 0.0
    summarised: bool = False
    spoken: bool = False


def deed(trigger: str, language: str) -> tuple[str, ...]:
    """The dictionary forms of a trigger's words, the shorter ones only where there are no others."""
    return content(trigger, language) or tuple(sorted(set(_lemmas(trigger, language))))


def content(sentence: str, language: str) -> tuple[str, ...]:
    """The dictionary forms of a sentence's longer words."""
    found = _lemmas(sentence, language)
    return tuple(sorted({word for word in found if len(word) >= _LEAST_LETTERS and not word.isdigit()}))


def _lemmas(words: str, language: str) -> Iterator[str]:
    # of a language without a list of forms the words as they stand
    known = language in word_forms()
    return (lemma(word.text, "", {}, language) if known else word.fold for word in Words(words))


def about(clause: str, trigger: str, language: str) -> tuple[str, ...]:
    """The dictionary forms of a clause's longer words but those of its trigger."""
    own = set(content(trigger, language))
    return tuple(word for word in content(clause, language) if word not in own)


def numbers(sentence: str) -> tuple[str, ...]:
    """The numbers in figures: 14,000 as 14.000, which the other language writes."""
    return tuple(sorted({found.replace(",", "").replace(".", "") for found in _NUMBER.findall(sentence)}))


def points(left: Deed, right: Deed) -> dict[str, float]:
    """What speaks for or against the two being one deed, by name. Symmetric."""
    found = _cheap(left, right)
    for name, value in _COSTLY.items():
        found[name] = value(left, right, found)
    return found


def weighed(left: Deed, right: Deed, *, least: float) -> tuple[float, str]:
    """How likely it is, 0 to 1, that the two are one deed, and what speaks for it most.

    Where it is sure to be less than `least`, what is costly to compare is not: then it is 0.
    """
    weights = learned()
    found = _cheap(left, right)
    total = weights.start + sum(weights.points.get(name, 0.0) * value for name, value in found.items())
    costly = list(_COSTLY)
    for place, name in enumerate(costly):
        rest = sum(max(0.0, weights.points.get(other, 0.0)) for other in costly[place:])
        if _share(total + rest) < least:
            return 0.0, ""
        found[name] = _COSTLY[name](left, right, found)
        total += weights.points.get(name, 0.0) * found[name]
    return _share(total), _why(found, weights)


def _why(found: Mapping[str, float], weights: Weights) -> str:
    """The points that add most, each with how far it holds."""
    adds = {name: weights.points.get(name, 0.0) * value for name, value in found.items()}
    most = sorted((name for name in adds if adds[name] > 0), key=lambda name: (-adds[name], name))
    return ", ".join(f"{name} {found[name]:.2g}" for name in most[:_TOLD])


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total))


def _cheap(left: Deed, right: Deed) -> dict[str, float]:
    return {
        "about": _shared(left.about, right.about),
        "one is about the other": max(_inside(left.deed, right), _inside(right.deed, left)),
        **dict(_who(left, right)),
        **dict(_circumstances(left, right)),
        **dict(_kind(left, right)),
        "one clause": float(_one_clause(left, right)),
        "abroad": float(left.language != right.language),
    }


def near_deeds(left: Deed, right: Deed) -> float:
    """How near the words are that show the two."""
    # of two languages the words as they stand are nearer than stems, which only one language has
    if left.language != right.language:
        return _near(left.trigger.casefold(), right.trigger.casefold())
    return _near(" ".join(left.deed), " ".join(right.deed))


def _near_clauses(left: Deed, right: Deed, found: Mapping[str, float]) -> float:
    # words that stand in one clause are near whatever they tell
    return 0.0 if found["one clause"] else _near(left.clause, right.clause)


def _otherwise(left: Deed, right: Deed, found: Mapping[str, float]) -> float:
    """How far two deeds done by words are about different things: two promises may be of two things."""
    spoken = left.spoken and right.spoken and not found["one clause"]
    return 1 - max(found["about"], found["clause"]) if spoken else 0.0


# what is dearer to find than all else, in the order in which it is needed
_COSTLY: Mapping[str, Callable[[Deed, Deed, Mapping[str, float]], float]] = {
    "deed": lambda left, right, _: near_deeds(left, right),
    "clause": _near_clauses,
    "about something else": _otherwise,
}


def _near(left: str, right: str) -> float:
    # in one order, so that the last digit is the same from both sides
    return nearness(*sorted((left, right)))


def _inside(deed: tuple[str, ...], other: Deed) -> float:
    return float(not set(deed).isdisjoint(other.about))


def _one_clause(left: Deed, right: Deed) -> bool:
    return left.report == right.report and any(one.overlaps(other) for one in left.at for other in right.at)


def _shared(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of the fewer that both have."""
    fewer = min(len(left), len(right))
    return len(set(left) & set(right)) / fewer if fewer else 0.0


def _who(left: Deed, right: Deed) -> Iterator[tuple[str, float]]:
    mine, others = {*left.actors, *left.recipients}, {*right.actors, *right.recipients}
    if mine and others:
        known = sum(any(same(one, other) for other in others) for one in mine)
        met = sum(any(same(one, other) for one in mine) for other in others)
        yield "who", (known + met) / (len(mine) + len(others))
        yield "others take part", float(known < len(mine) and met < len(others))


def same(one: Who, other: Who) -> bool:
    """The same actor, or one of them the state that the other acts for."""
    return one.id == other.id or (one.state == other.state and one.state in (one.id, other.id))


def _circumstances(left: Deed, right: Deed) -> Iterator[tuple[str, float]]:
    if left.when and right.when and "report" not in (left.dated, right.dated):
        yield "days", float(days_fit(left, right))
    if "report" in (left.dated, right.dated):
        yield "merely by the report", 1.0
    if left.where and right.where:
        yield from _place(left.where, right.where)
    if left.numbers and right.numbers:
        alike = not set(left.numbers).isdisjoint(right.numbers)
        yield "number" if alike else "other numbers", 1.0


def same_place(left: Deed, right: Deed) -> bool:
    """Whether the two are of one place, smaller than a state."""
    if left.where is None or right.where is None or left.where.lat is None or right.where.lat is None:
        return False
    return "place" in dict(_place(left.where, right.where))


def _place(left: Place, right: Place) -> Iterator[tuple[str, float]]:
    """The same place or another; nothing where one may be a part of the other."""
    if left.name.casefold() == right.name.casefold():
        yield "place", 1.0
    elif left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        yield "other place", float(left.country != right.country)
    else:
        near = abs(left.lat - right.lat) < _NEAR_BY and abs(left.lon - right.lon) < _NEAR_BY
        yield "place" if near else "other place", 1.0


def _kind(left: Deed, right: Deed) -> Iterator[tuple[str, float]]:
    if left.type and right.type:
        yield "other type", float(left.type != right.type)
        yield "code", float(left.type == right.type and left.cameo == right.cameo)


def days_fit(left: Deed, right: Deed) -> bool:
    """Whether the days known for the two allow that they are one deed; of one without a day, they do."""
    if not left.when or not right.when:
        return True
    merely = "report" in (left.dated, right.dated)
    return gap(left.when, right.when) <= (REPORTED if merely else APART)


def gap(left: Period, right: Period) -> int:
    """The days between two periods, 0 when they touch or overlap."""
    return max(
        0,
        _number(left.first) - _number(right.last),
        _number(right.first) - _number(left.last),
    )


@lru_cache(10_000)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def length(days: Period) -> int:
    """The days between the first and the last of a period."""
    return _number(days.last) - _number(days.first)


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`codes/same-deed.toml`: where to start, and what each point adds (all of it, or a share of it)."""

    start: float
    points: dict[str, float]


@cache
def learned() -> Weights:
    """The weights of the points."""
    text = (files("kawat") / "codes" / "same-deed.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return Weights(start=told["start"], points={**told["learned"], **told["chosen"]})
