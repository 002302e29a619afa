"""A text that is checked, read like a report, and cut into the sentences that get a verdict."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kawat.records import R, Record, Report, Sentence, Span

from .plain import Plain


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


def units(draft: Draft, sentences: Sequence[Sentence]) -> Iterator[Span]:
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


def cited_in(draft: Draft, units: Sequence[Span]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The ids that each sentence cites: those in it, and those right behind it."""
    starts = [unit.start for unit in units]
    found: dict[Span, list[str]] = {}
    for one in draft.plain.cited:
        place = bisect_right(starts, max(0, one.at - 1)) - 1
        if place >= 0:
            found.setdefault(units[place], []).extend(one.ids)
    yield from ((unit, tuple(dict.fromkeys(ids))) for unit, ids in found.items())
