"""Figures of the same thing that cannot all hold, or that move from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from kawat.link.claims.amounts import (
    VAGUE,
    Counted,
    contradict,
    known_things,
    one_holder,
    same_range,
    times_as_large,
    told,
)
from kawat.link.claims.completed import figures
from kawat.link.joins import Candidate
from kawat.link.members import days_between, most
from kawat.link.vectors import nearness
from kawat.store import Tie, View

from .sides import Account, Given, Sides

# how many days may lie between two accounts of one thing that are set beside each other
_DAYS_APART = 21
# two sources that speak so many days apart may both be right: the thing has changed
_CHANGES = 7
# counts that are of nobody's are of one incident when they are told in nearly the same words in these days
_INCIDENT_DAYS, _INCIDENT_NEAR = 3, 0.75
# after so many days without another account in between two of them would have nothing to do with each other
_FADES = 35
_ADDED = "another"


def parts(view: View, report: str) -> Iterator[Candidate[Account]]:
    """The figures of a report that others may speak against: of a known thing, of somebody, on some day."""
    for candidate in figures(view, report):
        id, figure = candidate.id, candidate.features
        if _can_be_disputed(figure):
            account = Account(
                report=report,
                at=figure.at,
                text=figure.text,
                by=figure.by,
                state=figure.state,
                days=figure.days,
                language=figure.language,
                outlet=figure.outlet,
                score=figure.score,
                figure=figure,
            )
            yield Candidate(id, tuple(_keys(figure)), account)


def _can_be_disputed(figure: Counted) -> bool:
    thing = known_things().get(figure.thing or "")
    if thing is None or figure.days is None or figure.high < thing.least:
        return False
    return figure.qualifier != _ADDED and not figure.expected and figure.high < VAGUE * figure.low


def _keys(figure: Counted) -> Iterator[str]:
    assert figure.days is not None
    day = date.fromisoformat(figure.days.last).toordinal()
    for holder in (figure.holder,) if figure.holder else figure.owners:
        yield from (f"f{figure.thing} {holder} {day // _DAYS_APART + n}" for n in (0, 1))
    if figure.holder is None:
        yield from (f"f{figure.thing} - {day // _INCIDENT_DAYS + n}" for n in (0, 1))


def tie(left: Counted, right: Counted) -> Tie | None:
    """Whether two figures count one thing, whatever numbers they give."""
    if left.thing != right.thing or not left.days or not right.days or _other_part(left, right):
        return None
    between, holder = days_between(left.days, right.days), left.holder or right.holder
    what = f"{told(left)}, {told(right)}"
    if holder is None:
        return _one_incident(left, right, between, what)
    if not one_holder(left, right) or between > _DAYS_APART:
        return None
    # the nearer in time, the surer; who holds it may be named for one only
    score = (1 - between / _FADES) * (1.0 if left.holder == right.holder else 0.8)
    return Tie(round(score, 3), f"both count {left.thing} of {holder}: {what}")


def _one_incident(left: Counted, right: Counted, between: int, what: str) -> Tie | None:
    if between > _INCIDENT_DAYS or left.report == right.report or not set(left.around) & set(right.around):
        return None
    near = nearness(left.text, right.text)
    return Tie(round(near, 3), f"told alike ({near:.2f}): {what}") if near >= _INCIDENT_NEAR else None


def _other_part(left: Counted, right: Counted) -> bool:
    """Whether the two count different parts of the thing: those who leave, or a few of many."""
    if ("RETREAT" in left.deeds) != ("RETREAT" in right.deeds):
        return True
    return times_as_large(left, right) > known_things()[left.thing or ""].scale


def sides(members: Sequence[Given]) -> Sides | None:
    """The figures by range, those left out that nobody speaks against; None when all can hold."""
    voices = _voices(members)
    against = [(one, other) for one, other in combinations(voices, 2) if _speaks_against(one, other)]
    heard = {id(voice) for both in against for voice in both}
    ranges: list[list[Given]] = []
    for given in (_fullest(voice) for voice in voices if id(voice) in heard):
        same = next((one for one in ranges if same_range(_figure(one[0]), _figure(given))), None)
        if same is None:
            ranges.append([given])
        else:
            same.append(given)
    if len(ranges) < 2:
        return None
    ranges.sort(key=lambda one: (_figure(one[0]).low, _figure(one[0]).high))
    told_of = [_figure(given) for one in ranges for given in one]
    moves = not any(_at_once(one, other) for one, other in against)
    return Sides(_of(told_of), [(_says(one), one) for one in ranges], moves)


def _fullest(voice: Sequence[Given]) -> Given:
    """The largest figure that one source gives: the others are parts of it, or a narrower count."""
    return max(voice, key=lambda given: (_figure(given).high, given.id))


def _voices(members: Sequence[Given]) -> list[list[Given]]:
    """The figures by report and claimant: who gives several does not speak against himself."""
    voices: dict[tuple[str, str | None], list[Given]] = defaultdict(list)
    for given in members:
        voices[given.features.report, given.features.by].append(given)
    return list(voices.values())


def _speaks_against(one: Sequence[Given], other: Sequence[Given]) -> bool:
    """Whether no figure of the one can hold beside one of the other."""
    return all(contradict(_figure(left), _figure(right)) for left in one for right in other)


def _at_once(one: Sequence[Given], other: Sequence[Given]) -> bool:
    """Whether two voices cannot both be right because the thing has changed in between, or was recounted."""
    left, right = one[0].features, other[0].features
    if left.days is None or right.days is None:
        return False
    between = days_between(left.days, right.days)
    earlier, later = (one, other) if left.days.first <= right.days.first else (other, one)
    shrinks = _figure(_fullest(later)).high < _figure(_fullest(earlier)).high
    if between and shrinks and known_things()[_figure(one[0]).thing or ""].total:
        return True
    return between == 0 if left.by and left.by == right.by else between < _CHANGES


def _figure(given: Given) -> Counted:
    assert given.features.figure is not None
    return given.features.figure


def _of(figures_: Sequence[Counted]) -> str:
    holders = [figure.holder for figure in figures_ if figure.holder]
    return f"{figures_[0].thing} of {most(holders)}" if holders else str(figures_[0].thing)


def _says(side: Sequence[Given]) -> str:
    return most([told(_figure(given)) for given in side])
