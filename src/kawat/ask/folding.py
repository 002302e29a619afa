"""Folds what several reports tell alike into one item, with raw and independent counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import msgspec

from kawat.records import (
    Claim,
    Event,
    Figure,
    Happening,
    Linked,
    Period,
    Quote,
    Saying,
    Span,
    kind_of,
)
from kawat.store import Count, View
from kawat.store.schema import VAGUE, position
from kawat.store.weeks import MUTUAL
from kawat.text import Words

from .evidence import Passages, Source

Foldable = Event | Quote | Figure
T = TypeVar("T", Event, Quote, Figure)


class Item(msgspec.Struct, frozen=True):
    """A happening, saying or figure as it stands in the surest report, and all records that tell the same.

    `label` is the event's type, the quote's act or the figure's unit. Of a quote `actors` is the speaker and
    `recipients` the addressee; of a figure the holder, and who says so.
    `mark`: of an event the words that show it, within `words`; `at`: the characters of these in the report.
    """

    kind: str
    id: str
    label: str
    words: str
    source: Source
    count: Count
    days: Period | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str | None = None
    low: float | None = None
    high: float | None = None
    of: str | None = None
    ids: tuple[str, ...] = ()
    mark: Span | None = None
    at: tuple[Span, ...] = ()


Told = Sequence[Foldable]
"""Records that tell the same, the surest first."""


def same_events(view: View, events: Iterable[Event]) -> list[Told]:
    """The events of one happening together.

    What has not been linked is the same by type, status, days and participants; without a day, or with nobody
    named, only within copies of one text.
    """
    return _folded(view, Happening, events, lambda event: _event_key(view, event))


def same_quotes(view: View, quotes: Iterable[Quote]) -> list[Told]:
    """The quotes of one saying together; of what has not been linked, one speaker's with the same words."""
    # report by report, so that each text is read once
    ordered = sorted(quotes, key=lambda quote: quote.report)
    known = {quote.id: quote for quote in ordered}
    texts = _Folded(view)

    def key(quote: Quote) -> Hashable:
        first = _first_said(quote, known)
        return first.speaker_actor, texts.words(first)

    return _folded(view, Saying, ordered, key)


def same_figures(view: View, figures: Iterable[Figure]) -> list[Told]:
    """The figures of one claim together; of what has not been linked, those with the same fields."""
    return _folded(view, Claim, figures, lambda one: (one.low, one.high, one.unit, one.of, one.holder_actor))


def items(
    view: View, told: Iterable[Told], limit: int | None = None, since: str | None = None
) -> tuple[Item, ...]:
    """What is told, each once, in order of days (see `position`); the first `limit` of them.

    What began before `since` stands at that day; of one day, what is dated most closely and told most comes
    first.
    """
    return items_each(view, [told], limit, since)[0]


def items_each(
    view: View, lists: Iterable[Iterable[Told]], limit: int | None = None, since: str | None = None
) -> list[tuple[Item, ...]]:
    """The same of several lists, what they need looked up at once."""
    chosen = [sorted(told, key=lambda same: _order(same, since or ""))[:limit] for told in lists]
    every = [same for told in chosen for same in told]
    passages = Passages(view, (same[0] for same in every))
    made = map(partial(_item, passages), every, _counts(view, every))
    return [tuple(islice(made, len(told))) for told in chosen]


def count_by(view: View, records: Iterable[T], label: Callable[[T], str]) -> dict[str, Count]:
    """How many reports, of how many origins, have a record of each label; most first."""
    reports: dict[str, set[str]] = defaultdict(set)
    for record in records:
        reports[label(record)].add(record.report)
    counts = view.tally_each(reports)
    return dict(sorted(counts.items(), key=lambda item: (-item[1].independent, -item[1].raw, item[0])))


class _Folded:
    """The words of quotes, case folded, the text of a report read once for all of its quotes in a row."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._report, self._text = "", ""

    def words(self, quote: Quote) -> tuple[str, ...]:
        if quote.report != self._report:
            self._report, self._text = quote.report, self._view.text(quote.report)
        pieces = " ".join(self._text[span.start : span.end] for span in quote.at)
        return tuple(word.fold for word in Words(pieces)) or (quote.id,)


def _folded(
    view: View, whole: type[Linked], records: Iterable[T], key: Callable[[T], Hashable]
) -> list[Told]:
    known = list(records)
    wholes = view.whole_ids(whole, (record.id for record in known))
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for record in known:
        groups[wholes.get(record.id) or key(record)].append(record)
    return [sorted(same, key=sureness) for same in groups.values()]


def sureness(record: Foldable) -> tuple[bool, float, str]:
    """By what the surest comes first, what stands in AI summaries last."""
    return getattr(record, "wording", None) == "ai-summary", -record.made.score, record.id


def _event_key(view: View, event: Event) -> Hashable:
    sides = (frozenset(event.actors), frozenset(event.recipients))
    if event.type in MUTUAL:
        sides = (sides[0] | sides[1], frozenset())
    certain = event.when is not None and any(sides)
    return event.type, event.status, event.when, sides, None if certain else view.origin(event.report)


def _first_said(quote: Quote, known: Mapping[str, Quote]) -> Quote:
    seen: set[str] = set()
    while quote.repeats and quote.repeats in known and quote.id not in seen:
        seen.add(quote.id)
        quote = known[quote.repeats]
    return quote


def _days(record: Foldable) -> Period | None:
    match record:
        case Event():
            return record.when
        case Quote():
            return record.said
        case _:
            return Period(record.as_of, record.as_of) if record.as_of else None


def _order(same: Told, since: str) -> tuple[str, int, str, int, str]:
    days = _days(same[0])
    kind, id = kind_of(type(same[0])), same[0].id
    place = position(days)
    if days is None or place > VAGUE:
        return place, 0, kind, -len(same), id
    return max(place, since), days.width, kind, -len(same), id


def _item(passages: Passages, same: Told, count: Count) -> Item:
    surest = same[0]
    return Item(
        kind=kind_of(type(surest)),
        id=surest.id,
        words=passages.words(surest),
        source=passages.source(surest),
        count=count,
        days=_days(surest),
        ids=tuple(record.id for record in same),
        at=surest.at,
        **_fields(surest),
    )


_WHOLES: dict[type[Foldable], type[Linked]] = {Event: Happening, Quote: Saying, Figure: Claim}


def _wholes(view: View, records: Iterable[Foldable]) -> dict[str, Linked]:
    """The wholes that these records are part of, by the id of the record."""
    parts: dict[type[Linked], list[str]] = defaultdict(list)
    for record in records:
        parts[_WHOLES[type(record)]].append(record.id)
    found: dict[str, Linked] = {}
    for kind, ids in parts.items():
        known = view.whole_ids(kind, ids)
        wholes = view.found(kind, known.values())
        found |= {id: wholes[whole] for id, whole in known.items() if whole in wholes}
    return found


def _counts(view: View, told: Sequence[Told]) -> list[Count]:
    """The reports and origins of the whole that each make, of them alone when they make none."""
    wholes = _wholes(view, (same[0] for same in told))
    whole_of = [wholes.get(same[0].id) for same in told]
    alone = view.tally_each(
        {
            number: [one.report for one in same]
            for number, (same, whole) in enumerate(zip(told, whole_of, strict=True))
            if whole is None
        }
    )
    return [
        alone[number] if whole is None else Count(whole.reports, whole.origins)
        for number, whole in enumerate(whole_of)
    ]


def _fields(record: Foldable) -> dict[str, Any]:
    """What an item has of its kind."""
    match record:
        case Event():
            start = record.at[0].start
            return {
                "label": record.type,
                "actors": record.actors,
                "recipients": record.recipients,
                "status": record.status,
                "mark": Span(record.trigger.start - start, record.trigger.end - start),
            }
        case Quote():
            return {
                "label": record.act,
                "actors": named(record.speaker_actor),
                "recipients": named(record.addressee_actor),
            }
        case _:
            return {
                "label": record.unit,
                "actors": named(record.holder_actor),
                "recipients": named(record.according_to_actor),
                "low": record.low,
                "high": record.high,
                "of": record.of,
            }


def named(actor: str | None) -> tuple[str, ...]:
    """The actor, if there is one."""
    return () if actor is None else (actor,)
