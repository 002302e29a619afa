"""Finds the passages of a store that may tell what a sentence says: by its words, names, numbers and days.

No sentence is compared with a whole store. The index of words, the actors and the days name some reports;
of their sentences those that have most in common with the sentence are compared by meaning, and the nearest
of these slot by slot. So the work for a sentence is bounded, however many reports there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from kawat.errors import NotFound, StoreError
from kawat.link.vectors import nearness, prepare
from kawat.records import (
    Claim,
    Event,
    Figure,
    Happening,
    Linked,
    Quote,
    Record,
    Report,
    Saying,
    Span,
)
from kawat.store import Filter, View
from kawat.text import Words

from .likeness import fits, folds, same_figure, same_name
from .reading import Reader, Text
from .telling import Telling, Who, contents

# how many reports a way of looking gives, how many reports and sentences are looked at, and compared
# closely: those nearest in meaning, and those with most words, names and numbers in common
_FROM_WORDS, _FROM_RECORDS = 25, 40
_REPORTS, _SENTENCES, _CLOSELY, _COMMON = 60, 80, 12, 4
# a word of fewer letters is in most texts
_TELLING_WORD = 5
_MOST_WORDS = 8
_RUN = 5
_DAYS_AROUND = 3
_MOST_MEMBERS = 12
_WHOLES: dict[type[Record], type[Linked]] = {Quote: Saying, Event: Happening, Figure: Claim}

Place = tuple[Text, Span]


class Passages:
    """The passages of a store, each report read once."""

    def __init__(self, view: View, reader: Reader) -> None:
        self.view, self._reader = view, reader
        self._texts: dict[str, Text] = {}

    def text(self, report: str) -> Text:
        """A report, to look up what its sentences say."""
        if report not in self._texts:
            if len(self._texts) > 10 * _REPORTS:
                self._texts.clear()
            self._texts[report] = Text(self.view, report, self._reader)
        return self._texts[report]

    def nearest(self, telling: Telling) -> list[Place]:
        """The passages that are nearest to a sentence, the nearest first; of copies one."""
        scored: list[tuple[float, str, Span, Text]] = []
        for report in self._reports(telling):
            text = self.text(report)
            scored += [
                (self._common(telling, text, one.at[0]), report, one.at[0], text) for one in text.sentences
            ]
        scored.sort(key=lambda item: (-item[0], item[1], item[2]))
        best = [(text, span, common) for common, _, span, text in scored[:_SENTENCES]]
        prepare([telling.text, *contents(telling), *(text.context.words(span) for text, span, _ in best)])
        near = [
            (text, span) for text, span, common in sorted(best, key=lambda item: -self._near(telling, *item))
        ]
        closest = list(islice(self._once(near), _CLOSELY))
        # a long sentence is near to none of the things that it tells
        common = ((text, span) for text, span, _ in best)
        return list(islice(self._once([*closest, *common]), _CLOSELY + _COMMON))

    def _once(self, found: Iterable[Place]) -> Iterator[Place]:
        seen: set[tuple[str, ...]] = set()
        for text, span in found:
            key = tuple(folds(text.context.words(span)))
            if key not in seen:
                seen.add(key)
                yield text, span

    def _near(self, telling: Telling, text: Text, span: Span, common: float) -> float:
        words = text.context.words(span)
        return max(nearness(one, words) for one in (telling.text, *contents(telling))) + common / 10

    def _common(self, telling: Telling, text: Text, span: Span) -> float:
        """How much a sentence shares with another, before meaning is compared."""
        names = text.names(text.around(span))
        own = text.context.words(span)
        words = set(folds(own))
        other = text.telling(span)
        score = float(sum(any(_alike(who, one) for one in names) for who in telling.names))
        score += 2 * sum(any(same_figure(one, told) for told in other.figures) for one in telling.figures)
        score += 2 * len(_numbers(telling.text) & _numbers(own))
        score += sum(bool(fits(time, other.days)) for time in telling.times)
        score += sum(1.0 for word in folds(telling.text) if len(word) >= _TELLING_WORD and word in words) / 2
        return score

    def cited(self, id: str) -> tuple[Record, list[Place]]:
        """A record that a text cites and the sentences that it stands in. Raises NotFound."""
        record = self.view.record(id)
        if not isinstance(record, Record):
            raise NotFound(f"'{id}' is a failure: it tells nothing")
        members = [self.view.record(member) for member in getattr(record, "members", ())] or [record]
        evidence = [(one.report, one.at) for one in getattr(record, "outcome_evidence", ())] + [
            (one.report, one.at) for one in members if isinstance(one, Record)
        ]
        if isinstance(record, Report):
            text = self.text(record.id)
            return record, [(text, one.at[0]) for one in text.sentences]
        places: dict[tuple[str, Span], Place] = {}
        for report, at in evidence:
            text = self.text(report)
            for span in at:
                for one in text.sentences:
                    if one.at[0].overlaps(span):
                        places[report, one.at[0]] = (text, one.at[0])
        return record, list(places.values())

    def others(self, place: Place) -> list[Place]:
        """The sentences in other reports that tell the same sayings, happenings and claims."""
        text, span = place
        telling = text.telling(span)
        found: dict[tuple[str, Span], Place] = {}
        for kind, whole in _WHOLES.items():
            ids = [
                record.id
                for record in self.view.records(kind, report=text.report)
                if record.id in telling.records
            ]
            for id in ids:
                joined = self.view.whole_of(whole, id)
                for member in joined.members[:_MOST_MEMBERS] if joined else ():
                    record = self.view.record(member)
                    if isinstance(record, Record) and record.report != text.report:
                        other = self.text(record.report)
                        at = other.sentence(record.at[0])
                        found[record.report, at] = (other, at)
        return list(found.values())

    def _reports(self, telling: Telling) -> list[str]:
        """The reports in which a sentence's passages may stand, the likeliest first."""
        found: dict[str, int] = {}
        for ids in (self._by_words(telling), self._by_records(telling)):
            for id in ids:
                found[id] = found.get(id, 0) + 1
        return sorted(found, key=lambda id: -found[id])[:_REPORTS]

    def _by_words(self, telling: Telling) -> Iterator[str]:
        for query in queries(telling):
            try:
                yield from (match.record.id for match in self.view.search(query, limit=_FROM_WORDS).best)
            except StoreError:
                continue

    def _by_records(self, telling: Telling) -> Iterator[str]:
        """The reports of quotes and events of those who are named, and of the days that are."""
        for actor in dict.fromkeys(who.actor for who in telling.names if who.actor and "/" not in who.actor):
            days = _days(telling)
            which = Filter(actor=actor, since=days[0], until=days[1])
            for kind in (Event, Quote, Figure):
                page = self.view.listing(kind, which, limit=_FROM_RECORDS)
                yield from dict.fromkeys(record.report for record in page.records)


def queries(telling: Telling) -> Iterator[str]:
    """What is looked up in the index of words: runs of words, names with numbers, the longer words."""
    words = [word.text for word in Words(telling.text)]
    names = list(dict.fromkeys(folds(who.words)[-1] for who in telling.names if folds(who.words)))
    numbers = sorted(_numbers(telling.text))
    for quote in telling.quotes:
        run = [word.text for word in Words(quote.words)][:_RUN]
        if quote.direct and len(run) > 2:
            yield f'"{" ".join(run)}"'
    if names and numbers:
        yield " OR ".join(f'"{name}" "{number}"' for name in names for number in numbers)
    if len(names) > 1:
        yield " ".join(f'"{name}"' for name in names[:3])
    longer = sorted({word for word in words if len(word) >= _TELLING_WORD}, key=lambda word: -len(word))
    every = [*numbers, *longer[:_MOST_WORDS], *names[:3]]
    if every:
        yield " OR ".join(f'"{word}"' for word in dict.fromkeys(every))


def _numbers(text: str) -> set[str]:
    """The numbers of a text as they are written, grouped by point or comma alike."""
    found: set[str] = set()
    group = ""
    for word in Words(text):
        if word.text.isdigit():
            group = f"{group} {word.text}" if group and text[word.start - 1] in ".," else word.text
        else:
            group = ""
        if group:
            found = {one for one in found if not group.startswith(f"{one} ")} | {group}
    return found


def _alike(who: Who, other: Who) -> bool:
    return (who.actor is not None and who.actor == other.actor) or same_name(who.words, [other.words])


def _days(telling: Telling) -> tuple[str | None, str | None]:
    """The days around those that a sentence names; none where it names none."""
    values = [time.value for time in telling.times if time.value]
    if not values:
        return None, None
    around = timedelta(days=_DAYS_AROUND)
    first = date.fromisoformat(min(one.first for one in values)) - around
    last = date.fromisoformat(max(one.last for one in values)) + around
    return first.isoformat(), last.isoformat()
