"""Promises, plans, demands, offers and threats across reports, and what became of them."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from kawat.link.joins import Candidate, Joining
from kawat.link.members import counted, first_written, most
from kawat.link.vectors import nearness
from kawat.records import Commitment, CommitmentSort, EventType, Evidence, Made, Outcome, Period
from kawat.store import Links, Tie, View
from kawat.store.known import outcome
from kawat.text import Words

from .deciding import deeds
from .outcomes import HORIZON, decided, kinds
from .stated import Stated
from .telling import Telling, length
from .undertakings import undertakings

STAGE, VERSION = "commitments", "1"
_RUN, _KEYS = 4, 4
_SAME_WORDS, _LEAST_WORDS = 0.6, 4
_NEAR, _NEAR_ABROAD, _NEAR_SAME_DEED, _NEAR_RETOLD = 0.75, 0.65, 0.45, 0.45
# what is said again after more days than this is said on another occasion
_OCCASION = 2
_NARROW = 8
_FORTNIGHT = 14
ANY = "*"
_MOST_FORTNIGHTS = 8
_decoder = msgspec.msgpack.Decoder(Stated)


def _parts(view: View, report: str) -> Iterator[Candidate[Stated]]:
    telling = Telling(view, report)
    vows = dict(undertakings(telling))
    for id, vow in vows.items():
        yield _candidate(id, vow)
    for id, deed in deeds(telling):
        if id not in vows:
            keys = tuple(dict.fromkeys(_deed_keys(deed)))
            yield Candidate(id, tuple(f"d{key}" for key in keys), deed, tuple(f"v{key}" for key in keys))


def _candidate(id: str, vow: Stated) -> Candidate[Stated]:
    """A commitment finds others of the same words or days, and what may decide it, and is found by them."""
    own, deciding = tuple(_vow_keys(vow)), tuple(_deciding_keys(vow))
    kept = (*own, *(f"v{key}" for key in deciding))
    return Candidate(id, kept, vow, (*own, *(f"d{key}" for key in deciding)))


def _vow_keys(vow: Stated) -> Iterator[str]:
    """Whoever has the same words, whoever is to do something in the same days, or said so then."""
    words = _words(vow.text)
    runs = {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)}
    yield from (f"w{run:x}" for run in sorted(runs)[:_KEYS])
    for state in vow.doers or vow.others:
        if vow.day:
            yield from (f"s{state} {number}" for number in _buckets(vow.day, 4, _OCCASION))
        if vow.due and length(vow.due) <= _NARROW:
            yield from (f"p{state} {type} {n}" for type in vow.types for n in _buckets(vow.due, 4, 0))


def _deciding_keys(vow: Stated) -> Iterator[str]:
    """By whom, to whom, what and when it may be done, denied or refused."""
    if vow.day is None:
        return
    last = vow.due.last if vow.due and vow.due.last >= vow.day.first else _later(vow.day.last, HORIZON)
    fortnights = list(_buckets(Period(vow.day.first, last), _FORTNIGHT, 7))[:_MOST_FORTNIGHTS]
    doers = vow.doers or tuple(state for state in vow.others if state != vow.teller)
    for number in fortnights:
        yield from (f"thing {thing} {number}" for thing in vow.things)
        if vow.sort == "demand":
            # whoever refuses 'the demand' may be somebody else than is named in it
            yield from (f"refused {state} {number}" for state in {*doers, *vow.others})
            yield f"refused in {vow.report}"
        for state in doers:
            yield f"kept {state} {number}"
            yield from (f"unseen {state} {type} {number}" for type in vow.types)
            for type in kinds(vow):
                yield from (f"{state} {type} {other} {number}" for other in vow.targets or (ANY,))


def _deed_keys(deed: Stated) -> Iterator[str]:
    assert deed.day
    if deed.how == "refused" and deed.recalled:
        yield f"refused in {deed.report}"
    for number in _buckets(deed.day, _FORTNIGHT, 0):
        match deed.how:
            case "refused":
                yield f"refused {deed.teller} {number}"
            case "unseen":
                yield from (f"unseen {state} {type} {number}" for state in deed.doers for type in deed.types)
            case "kept" | "broken":
                yield from (f"kept {state} {number}" for state in deed.doers)
            case _:
                yield from (f"thing {thing} {number}" for thing in deed.things)
                yield from (f"{pair} {number}" for pair in _pairs(deed))


def _pairs(deed: Stated) -> Iterator[str]:
    pool = {*deed.doers, *deed.targets}
    for state in pool:
        for type in deed.types:
            yield from (f"{state} {type} {other}" for other in (pool - {state}) | {ANY})


def _buckets(days: Period, width: int, beside: int) -> Iterator[int]:
    first, last = date.fromisoformat(days.first).toordinal(), date.fromisoformat(days.last).toordinal()
    yield from range((first - beside) // width, (last + beside) // width + 1)


def _later(day: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.fold for word in Words(text))


def _tie(left: Stated, right: Stated) -> Tie | None:
    """The same commitment; or, with no score, a commitment and what decides it, which are not one."""
    if left.sort and right.sort:
        return _same(left, right)
    vow, deed = (left, right) if left.sort else (right, left)
    if vow.sort is None or deed.sort is not None:
        return None
    verdict = decided(vow, deed)
    return Tie(0.0, f"{verdict.outcome}: {verdict.why}") if verdict else None


def _same(left: Stated, right: Stated) -> Tie | None:
    if (left.sort == "demand") != (right.sort == "demand") or left.negated != right.negated:
        return None
    if not _parties_agree(left, right) or not _days_agree(left, right):
        return None
    if left.report == right.report and _overlap(left, right):
        return Tie(1.0, "one clause")
    common = _common(_words(left.text), _words(right.text))
    if common >= _SAME_WORDS and _fewest(left, right) >= _LEAST_WORDS:
        return Tie(round(common, 3), f"the same words ({common:.0%} of the shorter)")
    if _numbers(left) != _numbers(right) and left.language == right.language:
        return None
    near = nearness(left.text, right.text)
    if near >= _NEAR_RETOLD and _is_retold(left, right):
        return Tie(
            max(round(near, 3), 0.6), f"told again later as said on {left.day.first if left.day else ''}"
        )
    if near >= _NEAR_SAME_DEED and _same_deed(left, right):
        return Tie(max(round(near, 3), 0.6), f"{left.types[0]} of the same parties on the same days")
    if near >= (_NEAR if left.language == right.language else _NEAR_ABROAD):
        return Tie(round(near, 3), f"the same in other words: nearness {near:.2f}")
    return None


def _parties_agree(left: Stated, right: Stated) -> bool:
    """Whether the same are to do it, as far as both say who."""
    if left.doers and right.doers and not set(left.doers) & set(right.doers):
        return False
    if left.targets and right.targets and not set(left.targets) & set(right.targets):
        return False
    return left.sort != "demand" or left.teller is None or right.teller is None or left.teller == right.teller


def _days_agree(left: Stated, right: Stated) -> bool:
    """Whether they can be for the same days: those that are due, else those on which it was said."""
    if left.due and right.due:
        return left.due.meets(right.due)
    if left.day is None or right.day is None:
        return left.day is right.day
    gap = max(_days(left.day.last, right.day.first), _days(right.day.last, left.day.first))
    # who meets often plans to meet often: only what is planned at once is the same meeting
    often = "CONSULT" in (*left.types, *right.types)
    return gap <= (_OCCASION if often else HORIZON)


def _is_retold(left: Stated, right: Stated) -> bool:
    """Whether one of them is told days after the day on which both can have been said."""
    if left.by != right.by or left.day is None or right.day is None or not left.day.meets(right.day):
        return False
    return any(
        one.told and _days(day.last, one.told.first) > _OCCASION
        for one, day in ((left, left.day), (right, right.day))
    )


def _same_deed(left: Stated, right: Stated) -> bool:
    """Whether both are the same kind of deed of the same parties, due on the same few days."""
    if not left.due or not right.due or max(length(left.due), length(right.due)) > _NARROW:
        return False
    everybody = ({*one.doers, *one.targets} for one in (left, right))
    return bool(set(left.types) & set(right.types)) and len(set.intersection(*everybody)) > 1


def _overlap(left: Stated, right: Stated) -> bool:
    return any(one.overlaps(other) for one in left.at for other in right.at)


def _fewest(left: Stated, right: Stated) -> int:
    return min(len(_words(left.text)), len(_words(right.text)))


def _numbers(stated: Stated) -> frozenset[str]:
    return frozenset(word for word in _words(stated.text) if word.isdigit())


def _common(left: Sequence[str], right: Sequence[str]) -> float:
    one, other = Counter(pairwise(left)), Counter(pairwise(right))
    fewer = min(one.total(), other.total())
    return (one & other).total() / fewer if fewer else float(left == right)


def _days(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def _whole(links: Links, members: Sequence[Candidate[Stated]]) -> Commitment | None:
    """The commitment that these quotes and events tell; None of what is no commitment but may decide one."""
    ordered = first_written(links, (member for member in members if member.features.sort))
    if not ordered:
        return None
    vows = [member.features for member in ordered]
    surest = sorted(vows, key=lambda vow: -vow.score)
    numbers = counted(links, ((vow.report, None) for vow in vows))
    due = min((vow.due for vow in vows if vow.due), key=_closest, default=None)
    made_on = min((vow.day for vow in vows if vow.day), key=lambda day: (day.last, day.first), default=None)
    evidence = _evidence(links, ordered, made_on)
    return Commitment(
        report=vows[0].report,
        at=vows[0].at,
        made=Made(STAGE, VERSION, "", surest[0].score),
        members=tuple(member.id for member in ordered),
        reports=numbers.reports,
        origins=numbers.origins,
        basis=numbers.basis,
        sort=_sort(vows),
        type=_type(vows),
        by=next((vow.by for vow in surest if vow.by), ()),
        to=next((vow.to for vow in surest if vow.to), ()),
        made_on=made_on,
        due=due,
        # on which day is asked will tell whether its day has passed
        outcome=outcome(evidence, due, ""),
        outcome_evidence=tuple(evidence),
    )


def _sort(vows: Sequence[Stated]) -> CommitmentSort:
    return most([vow.sort for vow in vows if vow.sort])


def _type(vows: Sequence[Stated]) -> EventType | None:
    types = [vow.types[0] for vow in vows if vow.types]
    return most(types) if types else None


def _closest(days: Period) -> tuple[int, str]:
    return length(days), days.first


def _evidence(links: Links, members: Sequence[Candidate[Stated]], made_on: Period | None) -> list[Evidence]:
    """What speaks for an outcome, in order of days: of one record what its surest tie says."""
    found: dict[tuple[str, Outcome], Evidence] = {}
    ties = links.ties(Commitment, [member.id for member in members])
    proofs = {
        part.id: part for part in links.parts(Commitment, {id for tied in ties.values() for id in tied})
    }
    for member in members:
        vow = member.features
        if made_on and vow.day and _days(made_on.last, vow.day.first) > _OCCASION:
            why = f"said again on {vow.day.first}"
            found[member.id, "repeated"] = Evidence(
                "repeated", member.id, vow.report, vow.at, vow.day.first, why
            )
        for part in (proofs[id] for id in sorted(ties[member.id])):
            deed = _decoder.decode(part.features)
            verdict = None if deed.sort else decided(vow, deed)
            if verdict and deed.day:
                found.setdefault(
                    (part.id, verdict.outcome),
                    Evidence(verdict.outcome, part.id, deed.report, deed.at, deed.day.last, verdict.why),
                )
    return sorted(found.values(), key=lambda one: (one.day or "9999", one.report, one.record, one.outcome))


commitments: Joining[Stated] = Joining(Commitment, Stated, _parts, _tie, _whole)
"""Quotes and events into commitments, and what became of them."""
