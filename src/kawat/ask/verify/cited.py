"""Checks a sentence that cites records against just these: what it says of them, and what it quotes.

Such a sentence frames words of a report: "On 21 January Lavrov said: “...” (5 reports of 1 origin) [id]".
The words in marks must stand in the passages cited; who is named, when, how many reports and whether it is
denied or still to be done must be what the records hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kawat.language import Language
from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Event,
    Figure,
    Happening,
    Linked,
    Period,
    Quote,
    Record,
    Report,
    Saying,
    Span,
    Story,
)
from kawat.store import Count, View
from kawat.store.weeks import MUTUAL
from kawat.text import Words

from .comparing import Comparison, Side, doers_of, exactly, for_state, marked_in, told_days
from .likeness import fits, folds, stands_in
from .telling import Text, Who
from .terms import Term, terms
from .verdicts import Check, Result

_NOTES = re.compile(r"\((?P<notes>[^()]*)\)[.\s]*$")
_GAPS = re.compile(r"\.\.\.|…|\[[^\]]*\]")
_DENIES = frozenset({"deny", "reject"})
_OPEN = frozenset({"planned", "conditional", "called-for"})
# how many words may stand between a number and what it counts: '2 sumber asal'
_BETWEEN = 2
# so many words at most name no more than who says it: 'According to A, B and C'
_NAMING = 4


class Cited(NamedTuple):
    """What is compared of a cited record and its members."""

    record: Record
    members: tuple[Record, ...]


class Frame:
    """A sentence with citations: what stands outside quotation marks, and outside the notes behind it."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.text, self.at = comparison.claim, comparison.at
        raw = self.text.text[self.at.start : self.at.end]
        self.quoted = tuple(Span(self.at.start + start, self.at.start + end) for start, end in marked_in(raw))
        masked = list(self.text.text)
        for span in self.quoted:
            masked[span.start : span.end] = " " * (span.end - span.start)
        outside = "".join(masked[self.at.start : self.at.end])
        notes = _NOTES.search(outside)
        self.counts = self._counts(notes["notes"]) if notes else ()
        self.notes = Span(self.at.start + notes.start(), self.at.end) if notes and self.counts else None
        if self.notes:
            masked[self.notes.start : self.notes.end] = " " * (self.notes.end - self.notes.start)
        self.masked = "".join(masked)

    @property
    def is_one(self) -> bool:
        """Whether the sentence quotes what it cites."""
        return bool(self.quoted)

    def _counts(self, notes: str) -> tuple[tuple[str, int], ...]:
        """How many reports and origins a note tells of."""
        data = self.comparison.data
        words, found = Words(notes), []
        for index, word in enumerate(words):
            if word.text.isdigit() and data:
                after = [other.fold for other in words[index + 1 : index + 2 + _BETWEEN]]
                for kind in ("reports", "origins"):
                    near = [place for place, other in enumerate(after) if other in data.grammar.get(kind, ())]
                    if near and not any(other.isdigit() for other in after[: near[0]]):
                        found.append((kind, int(word.text)))
                        break
        return tuple(found)

    def outside(self, span: Span) -> bool:
        """Whether a place stands in the frame."""
        inside = (*self.quoted, *([self.notes] if self.notes else []))
        return self.at.contains(span) and not any(one.overlaps(span) for one in inside)

    def checks(self, side: Side, cited: Sequence[Cited], view: View) -> Iterator[Check]:
        """What of the sentence the records hold, hold otherwise, or do not."""
        yield from self._quotes(side)
        yield from self._names(side, cited, view)
        yield from self._days(cited, view)
        yield from self._reports(cited, view)
        yield from self._modes(side, cited)

    def _quotes(self, side: Side) -> Iterator[Check]:
        texts = {text.report: folds(text.text) for text, _ in side.all}
        for span in self.quoted:
            words = self.text.text[span.start : span.end].strip("“”\"«»„‘’'")
            runs = [run for part in _GAPS.split(words) if (run := folds(part))]
            stands = bool(runs) and any(all(stands_in(run, text) for run in runs) for text in texts.values())
            yield Check("quote", "same" if stands else "missing", " ".join(words.split()))

    def _names(self, side: Side, cited: Sequence[Cited], view: View) -> Iterator[Check]:
        """Who is named takes part, or is named in the passages; who is told to do it does it there."""
        by = list(_tellers(cited, view))
        known = [(who, side.text) for id in (*_all(cited), *by) if (who := side.text.who(id, None))]
        doing = [(who, side.text) for id in (*_doing(cited), *by) if (who := side.text.who(id, None))]
        named = [*known, *side.core_names, *side.named]
        done: set[str] = set()
        for who in self.comparison.telling.names:
            if not self.outside(who.at) or not who.words[:1].isupper() or who.words in done:
                continue
            done.add(who.words)
            if (who.actor and "/" in who.actor) or (who.actor is None and who.words.split()[-1].islower()):
                continue
            place = who.actor is None and who.sort == "place"
            found = next((other.words for other, text in named if _is(who, other, text)), None)
            result: Result = (
                "same" if found is not None or stands_in(folds(who.words), side.words) else "missing"
            )
            if result == "missing" and place and self.comparison.same_place(who, side):
                result, found = "same", who.words
            yield Check("place" if place else "name", result, who.words, found or "")
        for who in self._subjects():
            resolved = next((one for one, _ in known if exactly(who, one, side.text)), who)
            if doing and not any(_is(resolved, other, text) for other, text in doing):
                yield Check("doer", "other", who.words, doing[0][0].words)

    def _subjects(self) -> list[Who]:
        """Who is told to do or say it in the frame, and according to whom it is told."""
        found: list[Who] = []
        for term in self._terms():
            found += [who for who in doers_of(self.text, term) if self.outside(who.at)]
        unique = {who.words: who for who in found if who.actor and "/" not in who.actor}
        return list(unique.values())

    def _terms(self) -> Sequence[Term]:
        data, start, end = self.comparison.data, self.at.start, self.at.end
        while start < end and self.masked[start].isspace():
            start += 1
        while end > start and self.masked[end - 1].isspace():
            end -= 1
        if data is None or start >= end:
            return ()
        trees = self.text.reader.trees(self.masked, [Span(start, end)], data.code)
        return terms(trees[0], self.masked, data) if trees else ()

    def _tells(self) -> bool:
        """Whether the frame has a verb of its own, and does more than name who says so."""
        names = [who.at for who in self.comparison.telling.names]
        words = Words(self.masked[self.at.start : self.at.end])
        places = (Span(self.at.start + word.start, self.at.start + word.end) for word in words)
        own = sum(not any(place.overlaps(name) for name in names) for place in places)
        return own > _NAMING and any(term.upos == "VERB" for term in self._terms())

    def _days(self, cited: Sequence[Cited], view: View) -> Iterator[Check]:
        days = [day for one in cited for record in (one.record, *one.members) for day in _days_of(record)]
        for record in (record for one in cited for record in (one.record, *one.members)):
            report = record if isinstance(record, Report) else view.report(record.report)
            days += [report.written.period] if report.written else []
        for time in self.comparison.telling.times:
            if self.outside(time.at[0]):
                said = " ".join(self.text.text[time.at[0].start : time.at[0].end].split())
                own = fits(time, days)
                if own is not None:
                    yield Check(
                        "day", "same" if own else "other", said, told_days(days, time if own else None)
                    )

    def _reports(self, cited: Sequence[Cited], view: View) -> Iterator[Check]:
        known = [count for one in cited for count in _counts_of(one, view)]
        together = view.tally({_report(record) for one in cited for record in one.members or (one.record,)})
        known += [together, view.tally({_report(one.record) for one in cited})]
        for kind, number in self.counts:
            raw = kind == "reports"
            counts = [count.raw if raw else count.independent for count in known]
            told = ", ".join(dict.fromkeys(map(str, counts)))
            yield Check("count", "same" if number in counts else "other", f"{number} {kind}", told)

    def _modes(self, side: Side, cited: Sequence[Cited]) -> Iterator[Check]:
        """Whether what is told as so, denied or to come is so told by the records."""
        data = self.comparison.data
        if data is None:
            return
        blank = list(self.masked)
        for time in self.comparison.telling.times:
            # May is a month
            for span in time.at:
                blank[span.start : span.end] = " " * (span.end - span.start)
        frame = _bare("".join(blank[self.at.start : self.at.end]), data)
        told = list(data.find_status.find(Words(frame)))
        denied = any(hit.rule.status == "denied" for hit in told)
        open_ = any(hit.rule.status in _OPEN for hit in told)
        words = " … ".join(frame[hit.span.start : hit.span.end] for hit in told)
        first = _leading(cited)
        if isinstance(first, Disagreement):
            return
        if isinstance(first, Commitment):
            if (first.outcome == "met" and denied) or (first.outcome == "broken" and not denied):
                yield Check("negation", "other", words, first.outcome)
        elif isinstance(first, Happening | Event):
            if (first.status == "denied") != denied:
                yield Check("negation", "other", words, first.status)
            elif not denied and (first.status in _OPEN) != open_ and self._tells():
                yield Check("status", "other", words, first.status)
        elif cited and all(isinstance(one.record, Quote | Saying) for one in cited):
            acts = [
                record.act
                for one in cited
                for record in one.members or (one.record,)
                if isinstance(record, Quote)
            ]
            inside = " ".join(self.text.text[span.start : span.end] for span in self.quoted)
            own = side.text.data(side.at) or data
            negated = any(hit.rule.status == "denied" for hit in own.find_status.find(Words(inside)))
            denying = [act for act in acts if act in _DENIES]
            if (denied and not denying) or (not denied and not negated and acts and denying == acts):
                yield Check("negation", "other", words, ", ".join(dict.fromkeys(acts)))


def _bare(text: str, language: Language) -> str:
    """A text without pronouns that hang on words: 'membantahnya' denies it."""
    endings = "|".join(sorted(language.grammar.get("own", frozenset())))
    return re.sub(rf"(?<=\w{{4}})(?:{endings})\b", "", text) if endings else text


def _leading(cited: Sequence[Cited]) -> Record | None:
    """The record that a sentence is about: of a promise or a dispute that, not what it is made of."""
    for kind in (Disagreement, Commitment):
        found = next((one.record for one in cited if isinstance(one.record, kind)), None)
        if found:
            return found
    return cited[0].record if cited else None


def _is(who: Who, other: Who, text: Text) -> bool:
    return exactly(who, other, text) or for_state(who, other, text) or for_state(other, who, text)


def members_of(view: View, record: Record) -> Cited:
    """A record with those that it is made of."""
    ids = record.reports if isinstance(record, Story) else getattr(record, "members", ())
    found = (view.record(id) for id in ids)
    return Cited(record, tuple(one for one in found if isinstance(one, Record)))


def _flat(cited: Iterable[Cited]) -> Iterator[Record]:
    for one in cited:
        yield one.record
        yield from one.members


def _doing(cited: Sequence[Cited]) -> list[str]:
    """Who says or does what the records tell, or is to do it."""
    found: list[str | None] = []
    for record in _flat(cited):
        match record:
            case Quote() | Saying():
                found.append(record.speaker_actor)
            case Event() | Happening():
                found += [*record.actors, *(record.recipients if record.type in MUTUAL else ())]
            case Commitment():
                found += [*record.by, *record.to]
            case Figure():
                found += [record.according_to_actor, record.holder_actor]
            case Claim():
                found += [*record.according_to, record.holder_actor]
            case Disagreement():
                found += [by for side in record.sides for by in side.according_to]
    return list(dict.fromkeys(id for id in found if id))


def _tellers(cited: Sequence[Cited], view: View) -> Iterator[str]:
    """According to whom the records are told: who says them, or gives that account in a dispute."""
    for record in _flat(cited):
        quote = view.record(record.in_quote) if isinstance(record, Event) and record.in_quote else None
        if isinstance(quote, Quote) and quote.speaker_actor:
            yield quote.speaker_actor
        dispute = view.whole_of(Disagreement, record.id)
        for side in dispute.sides if dispute else ():
            if record.id in side.members:
                yield from side.according_to


def _all(cited: Sequence[Cited]) -> list[str]:
    """All who take part in what the records tell."""
    found: list[str | None] = [*_doing(cited)]
    for record in _flat(cited):
        match record:
            case Quote() | Saying():
                found.append(record.addressee_actor)
            case Event() | Happening():
                found += record.recipients
    return list(dict.fromkeys(id for id in found if id))


def _days_of(record: Record) -> Iterator[Period]:
    match record:
        case Quote() | Saying():
            found = [record.said]
        case Event() | Happening():
            found = [record.when]
        case Commitment():
            found = [record.made_on, record.due]
            found += [Period(one.day, one.day) for one in record.outcome_evidence if one.day]
        case Figure() | Claim():
            found = [Period(record.as_of, record.as_of)] if record.as_of else []
        case Disagreement():
            found = [record.days]
        case Story():
            found = [Period(record.first, record.last or record.first)] if record.first else []
        case _:
            found = []
    yield from (one for one in found if one)


def _report(record: Record) -> str:
    return record.id if isinstance(record, Report) else record.report


def _counts_of(one: Cited, view: View) -> Iterator[Count]:
    """The counts of a record, of what it is part of, and of its side in a dispute."""
    yield _count(one, view)
    for kind in (Saying, Happening, Claim):
        whole = view.whole_of(kind, one.record.id)
        if whole:
            yield Count(whole.reports, whole.origins)
    dispute = view.whole_of(Disagreement, one.record.id)
    for side in dispute.sides if dispute else ():
        if one.record.id in side.members:
            yield Count(side.reports, side.origins)


def _count(one: Cited, view: View) -> Count:
    record = one.record
    if isinstance(record, Linked):
        return Count(record.reports, record.origins)
    if isinstance(record, Story):
        return Count(len(record.reports), record.origins)
    family = view.family_of(_report(record))
    return view.tally(family.reports if family else [_report(record)])
