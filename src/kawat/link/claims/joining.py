"""The same figure of the same thing, across reports, wordings and languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kawat.link.joins import Candidate, Joining
from kawat.link.members import counted, days_between, first_written, languages, most
from kawat.link.vectors import nearness
from kawat.records import Claim, Made
from kawat.store import Tie, View
from kawat.text import Words

from .amounts import VAGUE, Counted, digits, measure, one_holder, same_range, told
from .completed import figures

STAGE, VERSION = "claims", "1"
# a number of so many, or of some with more digits, is hardly the same by chance; one of an owner needs fewer
_LARGE, _DIGITS = {1: 100_000, 2: 10_000}, 3
_LARGE_OWNED = 1000
# how many days may lie between reports that give one figure: a large number, and one that may be chance
_LASTING, _PASSING = 60, 3
# a day known no better than so many stretches is no help in finding others
_MOST_STRETCHES = 6
_SAME_WORDS, _NEAR = 0.5, 0.6
_LEAST_WORDS = 4
_THING, _HOLDER, _BY = 0.6, 0.2, 0.1


def _parts(view: View, report: str) -> Iterator[Candidate[Counted]]:
    for part in figures(view, report):
        yield part._replace(keys=tuple(_keys(part.features)))


def _keys(told: Counted) -> Iterator[str]:
    """Whoever gives the same number of the same unit in the same days."""
    unit, (low, high) = measure(told)
    for number in {f"{low:.6g} {high:.6g}", f"{low:.3g} {high:.3g}"}:
        yield from (f"{unit} {number} {stretch}" for stretch in _stretches(told))


def _stretches(told: Counted) -> Iterator[str]:
    """Stretches of time, overlapping, so that two figures near enough in time share one."""
    if told.days is None:
        yield "?"
        return
    length = _LASTING if _telling(told) else _PASSING
    first, last = (date.fromisoformat(day).toordinal() // length for day in (told.days.first, told.days.last))
    if last - first <= _MOST_STRETCHES:
        yield from (f"{length}.{number}" for number in range(first, last + 2))


def _telling(told: Counted) -> bool:
    """Whether a number says by itself what it is of; 'hundreds of thousands' does not."""
    if told.high >= VAGUE * told.low:
        return False
    written = digits(told.high)
    owned = bool(told.holder or told.by or len(told.owners) == 1) and told.high >= _LARGE_OWNED
    return written >= _DIGITS or told.high >= _LARGE[written] or owned


def _tie(left: Counted, right: Counted) -> Tie | None:
    if (
        not same_range(left, right)
        or left.expected != right.expected
        or not one_holder(left, right)
        or not days_fit(left, right)
    ):
        return None
    why, score = [f"both {told(left)}"], _THING
    known = left.thing is not None and left.thing == right.thing
    if not (known and _telling(left) and _telling(right) and left.unit != "percent"):
        near = _context(left, right)
        if near is None:
            return None
        score = max(_THING, near)
        why.append(f"told alike: {near:.2f}")
    if left.holder and left.holder == right.holder:
        score += _HOLDER
        why.append(f"of {left.holder}")
    if left.by and left.by == right.by:
        score += _BY
        why.append(f"according to {left.by}")
    return Tie(round(min(1.0, score), 3), "; ".join(why))


def days_fit(left: Counted, right: Counted) -> bool:
    """Whether the two can be of one time; of no known day nothing is the same but by its words."""
    if left.days is None or right.days is None:
        return left.days == right.days or _telling(left)
    most_between = _LASTING if _telling(left) and _telling(right) else _PASSING
    return days_between(left.days, right.days) <= most_between


def _context(left: Counted, right: Counted) -> float | None:
    """How alike two figures are told, when that is enough for a number that may be the same by chance."""
    if left.thing and right.thing and left.thing != right.thing and left.language == right.language:
        return None
    if left.language == right.language:
        common = _common(left.text, right.text)
        if common >= _SAME_WORDS:
            return common
    if not set(left.around) & set(right.around):
        return None
    near = nearness(left.text, right.text)
    return near if near >= _NEAR else None


def _common(left: str, right: str) -> float:
    """The share of the words of the shorter sentence that the longer has."""
    one, other = ({word.fold for word in Words(text)} for text in (left, right))
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _LEAST_WORDS else float(one == other)


def _whole(view: View, members: Sequence[Candidate[Counted]]) -> Claim:
    """The claim that these figures make, each field from the surest member that has it."""
    written = first_written(view, members)
    ordered = [member.features for member in written]
    surest = sorted(ordered, key=lambda one: (one.of is None, -one.score))
    numbers = counted(view, ((one.report, one.outlet) for one in ordered))
    labels = [one.of for one in sorted(surest, key=lambda one: one.holder is None) if one.of]
    holders = [one.holder for one in surest if one.holder]
    qualifiers = [one.qualifier for one in ordered if one.qualifier]
    numbers_given = [(one.low, one.high, one.unit) for one in ordered]
    low, high, unit = max(dict.fromkeys(numbers_given), key=numbers_given.count)
    return Claim(
        report=ordered[0].report,
        at=ordered[0].at,
        made=Made(STAGE, VERSION, "", surest[0].score),
        members=tuple(member.id for member in written),
        reports=numbers.reports,
        origins=numbers.origins,
        basis=numbers.basis,
        low=low,
        high=high,
        unit=unit,
        of=most(labels) if labels else None,
        qualifier=most(qualifiers) if qualifiers else None,
        holder_actor=most(holders) if holders else None,
        according_to=tuple(dict.fromkeys(one.by for one in ordered if one.by)),
        given_by=tuple(one.by for one in ordered),
        as_of=_as_of(ordered),
        languages=languages(one.language for one in ordered),
    )


def _as_of(ordered: Sequence[Counted]) -> str | None:
    """The day that half of the figures at least are given for."""
    known = [one.as_of for one in ordered if one.as_of]
    day = most(known) if known else None
    return day if 2 * known.count(day or "") >= len(ordered) else None


claims: Joining[Counted] = Joining(Claim, Counted, _parts, _tie, _whole)
"""Figures into claims."""
