"""Decides of each sentence of a text whether the store supports it, contradicts it or does not tell of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from kawat.ask.evidence import source_of
from kawat.errors import NotFound
from kawat.link.vectors import nearness, prepare
from kawat.records import (
    Claim,
    Disagreement,
    Event,
    Figure,
    Happening,
    Quote,
    R,
    Record,
    Report,
    Saying,
    Sentence,
    Span,
)
from kawat.records import Side as Account
from kawat.store import View

from .briefed import as_briefed
from .cited import Cited, Frame, members_of
from .comparing import Comparison, Side
from .finding import Passages, Place
from .plain import Plain
from .telling import Reader, Text
from .verdicts import Check, Finding, Passage, Slot, Verdict

# how near in meaning a passage must be to bear out a sentence that is pinned down by nothing, one thing ...
_NEAR = (0.65, 0.55, 0.45, 0.3)
# how near it must be to contradict one: with several things in common that pin it down, and with one
_CONTRADICTS, _CONTRADICTS_ALONE = 0.45, 0.65
# how near it must be to say with another word what no word of it is like
_SAME_WORDS = 0.75
# how much nearer another passage may be than the one that contradicts
_NEARER = 0.08
# how much nearer or less near makes a passage count more than another that says otherwise
_CLEARLY = 0.15
# the share of a sentence's telling words that a passage must have
_WORDS = 0.6
_SHOWN = 3
_MOST_CITED = 12
# what pins a sentence down
_HARD: frozenset[Slot] = frozenset({"name", "place", "day", "figure", "number", "quote", "speaker"})


class Draft:
    """A text that is checked, read like a report: as much of a View as looking at one report needs."""

    as_of = None

    def __init__(self, report: Report, text: str, records: Iterable[Record], plain: Plain) -> None:
        self._report, self._text = report, text
        self._records = tuple(records)
        self.plain = plain

    @property
    def id(self) -> str:
        """The id under which it is read."""
        return self._report.id

    def report(self, id: str) -> Report:
        """What is known of the text."""
        return self._report

    def text(self, report: str) -> str:
        """The text, without markup."""
        return self._text

    def records(self, kind: type[R], *, report: str) -> Sequence[R]:
        """What was found in it."""
        return tuple(record for record in self._records if isinstance(record, kind))


def verify(view: View, draft: Draft, reader: Reader) -> tuple[Verdict, ...]:
    """The verdicts on the sentences of a text, in their order, headings among them."""
    text = Text(cast(View, draft), draft.id, reader)
    passages = Passages(view, reader)
    units = list(_units(draft, text.sentences))
    cited = dict(_cited(draft, units))
    checked = (_checked(view, text, at, draft, passages, cited) for at in units)
    verdicts = [as_briefed(view, one, reader) for one in checked]
    verdicts += [Verdict(at, "", "nothing to check", reasons=("a heading",)) for at in draft.plain.headings]
    return tuple(sorted(verdicts, key=lambda one: one.at))


class _Assessed(NamedTuple):
    """A passage with what comparing it with the sentence found."""

    side: Side
    checks: tuple[Check, ...]
    near: float
    covered: float

    def slots(self, result: str) -> list[Check]:
        return [check for check in self.checks if check.result == result]

    @property
    def agreeing(self) -> int:
        """How many things that pin the sentence down the passage itself has."""
        counted = _HARD - {"speaker"}
        return sum(check.slot in counted and not check.beside for check in self.slots("same"))

    @property
    def clashes(self) -> list[Check]:
        return self.slots("other")

    @property
    def lacks(self) -> list[Check]:
        """What the passage has not, loose words left out."""
        others = " ".join(check.said for check in self.clashes if check.slot in ("speaker", "doer"))
        return [
            check
            for check in self.slots("missing")
            if (check.slot != "words" or self.near < _SAME_WORDS) and check.said not in others
        ]

    @property
    def bears_out(self) -> bool:
        """Whether the passage says all that the sentence says."""
        return not self.clashes and not self.lacks and self.near >= self._least and self.covered >= _WORDS

    @property
    def _least(self) -> float:
        """How near it must be: the less, the more of what pins the sentence down it has."""
        return _NEAR[min(self.agreeing, len(_NEAR) - 1)]

    @property
    def contradicts(self) -> bool:
        """Whether the passage says the same but for one thing, of which it says another."""
        return (
            len({check.slot for check in self.clashes}) >= 1
            and not self.lacks
            and self.near >= (_CONTRADICTS if self.agreeing > 1 else _CONTRADICTS_ALONE)
            and self.covered >= _WORDS
            and self.agreeing >= 1
        )


def _checked(
    view: View, text: Text, at: Span, draft: Draft, passages: Passages, cited: Mapping[Span, tuple[str, ...]]
) -> Verdict:
    given, words = draft.plain.given(at), text.context.words(at)
    ids = cited.get(at, ())
    why_not = _nothing(text, at)
    if why_not:
        return Verdict(given, words, "nothing to check", reasons=(why_not,), cited=ids)
    comparison = Comparison(text, at)
    records: list[Cited] = []
    wrong: list[str] = []
    if ids:
        sides, records, wrong = _cited_sides(view, passages, ids, comparison)
    else:
        sides = [Side(*place, passages.others(place)) for place in passages.nearest(text.telling(at))]
    frame = Frame(comparison) if records else None
    if frame and sides and (frame.is_one or any(isinstance(one.record, Disagreement) for one in records)):
        checks = tuple(frame.checks(sides[0], records, view))
        assessed = [_Assessed(sides[0], checks, 1.0, 1.0)]
    else:
        assessed = _assess(comparison, sides)
    verdict, best = _decide(assessed)
    reasons = tuple(_reasons(view, verdict, best, assessed))
    if wrong:
        verdict, reasons = "not found", (*wrong, *reasons)
    shown = tuple(_passage(view, one) for one in best[:_SHOWN])
    return Verdict(given, words, verdict, shown, reasons, ids)


def _nothing(text: Text, at: Span) -> str | None:
    """Why there is nothing to check in a sentence, None when there is something."""
    words = text.context.words(at)
    if not any(character.isalpha() for character in words):
        return "no words"
    if words.rstrip('"”’)]').endswith("?") and not text.telling(at).quotes:
        return "a question"
    return None


def _assess(comparison: Comparison, sides: Sequence[Side]) -> list[_Assessed]:
    prepare(word for side in sides for word in comparison.asks(side))
    found = [
        _Assessed(side, comparison.checks(side), comparison.near(side), comparison.covered(side))
        for side in sides
    ]
    return sorted(found, key=lambda one: (-one.bears_out, -one.contradicts, -one.agreeing, -one.near))


def _decide(assessed: Sequence[_Assessed]) -> tuple[Finding, list[_Assessed]]:
    """The verdict, and the passages that it rests on."""
    clashing = max((one.near for one in assessed if one.contradicts), default=0.0)
    bearing = [one for one in assessed if one.bears_out and clashing - one.near <= _outweighs(one)]
    if bearing:
        return "supported", bearing
    nearest = max((one.near for one in assessed), default=0.0)
    against = [
        one
        for one in assessed
        if one.contradicts and one.near >= nearest - _NEARER and not _elsewhere(one, assessed)
    ]
    if against:
        return "contradicted", against
    return "not found", sorted(assessed, key=lambda one: -one.near)


def _outweighs(one: _Assessed) -> float:
    """By how much what says otherwise may be nearer.

    A headline leaves out too much to stand alone, and the day of a report may not be that of what it tells.
    """
    if one.side.is_title:
        return -_CLEARLY
    merely = any(check.slot == "day" and check.beside for check in one.slots("same"))
    return _CLEARLY if merely else 1.0


def _elsewhere(one: _Assessed, assessed: Sequence[_Assessed]) -> bool:
    """Whether what this passage says otherwise another near one says as the sentence does."""
    return any(
        other is not one
        and other.near >= one.near - _NEARER
        and all(
            any(same.slot == clash.slot and same.said == clash.said for same in other.slots("same"))
            for clash in one.clashes
        )
        for other in assessed
    )


def _units(draft: Draft, sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The sentences; those that one pair of quotation marks holds, or that go on in small letters, as one."""
    text = draft.text(draft.id)
    unit: Span | None = None
    for sentence in sentences:
        span = sentence.at[0]
        if unit is None or not _goes_on(text, unit, span):
            if unit:
                yield unit
            unit = span
        else:
            unit = Span(unit.start, span.end)
    if unit:
        yield unit


def _goes_on(text: str, unit: Span, span: Span) -> bool:
    if "\n" in text[unit.end : span.start]:
        return False
    told = text[unit.start : unit.end]
    held = told.count("“") > told.count("”") or told.count('"') % 2 == 1
    begins = text[span.start : span.start + 1]
    return held or begins.islower() or begins in ";,:(–—”"


def _cited(draft: Draft, units: Sequence[Span]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The ids that each sentence cites: those in it, and those right behind it."""
    starts = [unit.start for unit in units]
    found: dict[Span, list[str]] = {}
    for one in draft.plain.cited:
        place = bisect_right(starts, max(0, one.at - 1)) - 1
        if place >= 0:
            found.setdefault(units[place], []).extend(one.ids)
    yield from ((unit, tuple(dict.fromkeys(ids))) for unit, ids in found.items())


def _cited_sides(
    view: View, passages: Passages, ids: Sequence[str], comparison: Comparison
) -> tuple[list[Side], list[Cited], list[str]]:
    """The passages of the records that a sentence cites, the records, and what is wrong with the ids."""
    places: list[Place] = []
    records: list[Cited] = []
    wrong: list[str] = []
    for id in ids:
        try:
            record, found = passages.cited(id)
        except NotFound as error:
            wrong.append(f"it cites [{id}], but {error}")
            continue
        places += found
        records.append(members_of(view, record))
    unique = list({(text.report, span): (text, span) for text, span in places}.values())
    words = comparison.telling.text
    prepare([words, *(text.context.words(span) for text, span in unique)])
    unique.sort(key=lambda place: -nearness(words, place[0].context.words(place[1])))
    sides = [Side(*place, [other for other in unique if other != place]) for place in unique[:_MOST_CITED]]
    return sides, records, wrong


def _reasons(
    view: View, verdict: Finding, best: Sequence[_Assessed], assessed: Sequence[_Assessed]
) -> Iterator[str]:
    if not best:
        yield "no report tells of anything like it"
        return
    first = best[0]
    if verdict == "not found":
        yield from (_reason(check) for check in (*first.clashes, *first.lacks))
        if first.near < _NEAR[-1]:
            yield f"the nearest passage is about something else (nearness {first.near:.2f})"
        elif first.covered < _WORDS:
            yield "the nearest passage has other words: " + ", ".join(
                check.said for check in first.slots("missing") if check.slot == "words"
            )
    else:
        yield from (_reason(check) for check in first.clashes)
        yield from (_reason(check) for check in first.slots("same") if check.slot in _HARD)
    yield from _disputed(view, best[0])


def _reason(check: Check) -> str:
    match check.result:
        case "same":
            return f"{check.slot}: “{check.said}” stands there" + (
                f" as “{check.found}”" if check.found and check.found != check.said else ""
            )
        case "other":
            return f"{check.slot}: “{check.said}” here, “{check.found}” there"
        case _:
            return f"{check.slot}: “{check.said}” is not told there"


_WHOLES: dict[type[Record], type[Record]] = {Quote: Saying, Event: Happening, Figure: Claim}


def _disputed(view: View, one: _Assessed) -> Iterator[str]:
    """Where reports disagree about what the passage says: the accounts side by side."""
    seen = set()
    for id in one.side.core.records:
        found = view.whole_of(Disagreement, id)
        if found and found.id not in seen and not found.moves:
            seen.add(found.id)
            yield f"disputed [{found.id[:8]}]: {'; '.join(map(_side, found.sides))}"


def _side(side: Account) -> str:
    by = ", ".join(side.according_to)
    told = f"in {side.reports} of {side.origins} independent"
    return f"“{side.says}” ({f'{by}, ' if by else ''}{told})"


def _passage(view: View, one: _Assessed) -> Passage:
    side = one.side
    words = side.text.text[side.at.start : side.at.end]
    reports = {text.report for text, _ in side.all}
    family = view.family_of(side.text.report)
    if family:
        reports |= {
            report
            for report in family.reports
            if " ".join(words.split()) in " ".join(view.text(report).split())
        }
    return Passage(
        source=source_of(view, side.text.report),
        at=side.at,
        words=words,
        count=view.tally(reports),
        nearness=round(one.near, 2),
        checks=one.checks,
        records=side.core.records,
    )
