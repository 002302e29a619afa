"""One record in its surroundings: the words behind it, how it was made, which copies tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

import msgspec

from kawat.records import (
    Commitment,
    CopyKind,
    Failure,
    Family,
    Judgement,
    Linked,
    Made,
    Record,
    Report,
    Span,
    Story,
)
from kawat.store import Count, View

from .commitments import Proof, proofs
from .evidence import Source, source_of, words_of

Whatever = TypeVar("Whatever", bound=Record | Failure)


class Context(msgspec.Struct, frozen=True):
    """A stretch of the received text, where it stands there, and where in the text the evidence is."""

    at: Span
    text: str
    marks: tuple[Span, ...]


class Copy(msgspec.Struct, frozen=True):
    """Another report with the same text, and what was done to it; None: it is the centre of the family."""

    source: Source
    kind: CopyKind | None


class Teller(msgspec.Struct, frozen=True):
    """A record that a whole is made of, its words and the report it stands in."""

    id: str
    words: str
    source: Source


class Shown(msgspec.Struct, Generic[Whatever], frozen=True):
    """A record with all that can be said for it.

    `count`: the report it stands in with its copies. `made`: by which stage, version and rule, how sure.
    `words`: of a quote those for the saying and for who says it, of an event its trigger. `members`: of a
    saying, a story and the like what it is made of; then `count` is that of all of them. `evidence`: of a
    commitment what speaks for its outcome.
    """

    record: Whatever
    source: Source
    made: Made
    contexts: tuple[Context, ...]
    copies: tuple[Copy, ...]
    count: Count
    judgements: tuple[Judgement, ...]
    words: dict[str, str] = {}
    members: tuple[Teller, ...] = ()
    evidence: tuple[Proof, ...] = ()


def show(view: View, id: str, *, context: int = 120) -> Shown[Record | Failure]:
    """The record with that id (or beginning of one), `context` characters around its evidence.

    Raises NotFound, which lists the candidates when there are several.
    """
    record = view.record(id)
    report = record.id if isinstance(record, Report) else record.report
    members = tuple(_members(view, record))
    copies = () if members else copies_of(view, report)
    return Shown(
        record=record,
        source=source_of(view, report),
        made=record.made,
        contexts=_contexts(view, record, context),
        copies=copies,
        count=_count(view, record, [report, *(copy.source.report for copy in copies)]),
        judgements=tuple(view.judgements(record.id)),
        words=_words(view, record),
        members=members,
        evidence=proofs(view, record) if isinstance(record, Commitment) else (),
    )


def _members(view: View, record: Record | Failure) -> Iterator[Teller]:
    for id in record.reports if isinstance(record, Story) else getattr(record, "members", ()):
        member = None if isinstance(record, Family) else view.record(id)
        if isinstance(member, Record):
            report = member.id if isinstance(member, Report) else member.report
            yield Teller(id, words_of(view, member), source_of(view, report))


def _count(view: View, record: Record | Failure, copies: list[str]) -> Count:
    if isinstance(record, Linked):
        return Count(record.reports, record.origins)
    if isinstance(record, Story):
        return Count(len(record.reports), record.origins)
    return view.tally(copies)


def _words(view: View, record: Record | Failure) -> dict[str, str]:
    """The received words behind the spans of a record that are not its evidence as a whole."""
    spans = ((name, getattr(record, name, None)) for name in ("cue", "speaker", "trigger"))
    return {name: view.text(record.report)[slice(*span)] for name, span in spans if isinstance(span, Span)}


def _contexts(view: View, record: Record | Failure, context: int) -> tuple[Context, ...]:
    """The evidence with what stands around it; pieces whose surroundings touch are shown together."""
    if isinstance(record, (Report, Family, Story, Failure)):
        return ()
    text = view.text(record.report)
    groups: list[list[Span]] = []
    for span in sorted(record.at):
        if groups and span.start - context <= groups[-1][-1].end + context:
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple(_around(text, spans, context) for spans in groups)


def _around(text: str, spans: list[Span], context: int) -> Context:
    start = max(0, spans[0].start - context)
    end = min(len(text), max(span.end for span in spans) + context)
    return Context(Span(start, end), text[start:end], tuple(spans))


def copies_of(view: View, report: str) -> tuple[Copy, ...]:
    """The other reports of a report's family, and how each was copied."""
    family = view.family_of(report)
    if family is None:
        return ()
    kinds: dict[str, CopyKind] = {member.report: member.kind for member in family.members}
    return tuple(Copy(source_of(view, id), kinds.get(id)) for id in family.reports if id != report)
