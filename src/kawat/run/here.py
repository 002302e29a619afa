"""Runs the pipeline in this process, one report after another, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kawat.clean.site import line_keys, repeated, site_of
from kawat.link.dating import Lent
from kawat.link.steps import link
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Document
from kawat.records import Failure, Report
from kawat.store import SiteLines, Writer

# reports between two rounds of linking: often enough that an interrupted run leaves little to catch up on
_LINK_EVERY = 200


class Done(msgspec.Struct, frozen=True):
    """What became of one source: added to the store, there already, or failed, with why.

    `unused`: fields of the input that nothing was made of; `dated`: the day of writing was found; `report`:
    the id of the report, None when there is none.
    """

    source: str
    outcome: Literal["added", "same", "failed"]
    failures: tuple[Failure, ...] = ()
    report: str | None = None
    unused: tuple[str, ...] = ()
    dated: bool = True


def annotate(documents: Iterable[Document | Failure], pipeline: Pipeline) -> Iterator[Annotated | Failure]:
    """Each document with all its records; a source that could not be read stays the Failure that it is."""
    for document in documents:
        yield document if isinstance(document, Failure) else pipeline.annotate(document)


def add(
    documents: Iterable[Document | Failure], pipeline: Pipeline, writer: Writer, *, settle: bool = False
) -> Iterator[Done]:
    """Adds documents to a store, one transaction a report, and tells what became of each.

    A report that is there already, made of the same inputs by the same stages, is passed over, so that a
    repeated command completes what an interrupted one left. With `settle` not if other lines of it are by now
    known to be its site's own.
    """
    waiting = 0
    for document in documents:
        done = _add(document, pipeline, writer, settle)
        waiting += done.outcome == "added"
        if waiting >= _LINK_EVERY:
            link_new(pipeline, writer)
            waiting = 0
        yield done
    link_new(pipeline, writer)


def link_new(pipeline: Pipeline, writer: Writer) -> None:
    """Links the reports that have not been linked yet, also those of an interrupted run.

    Reports that others can tell the day of are read again with it, and linked again.
    """
    containment = pipeline.settings.family_containment
    link(writer, containment=containment, read=lambda found: _date(found, pipeline, writer))


def _date(found: Lent, pipeline: Pipeline, writer: Writer) -> None:
    """Reads a report again, written when others say: "on Friday" and offices depend on it."""
    report = msgspec.structs.replace(writer.report(found.report), written=found.written, family=None)
    lines = writer.site_lines(found.report)
    made = pipeline.annotate(Document(report, writer.text(found.report)), _repeated(lines))
    kept = msgspec.structs.replace(
        made, original=writer.original(found.report), fingerprint=writer.fingerprint(found.report)
    )
    _put(kept, writer.input(found.report), lines, writer)


def _lines_of(report: Report, text: str, writer: Writer) -> SiteLines | None:
    """The lines of a report, and which its site prints on many pages, as far as the store knows by now."""
    site = site_of(report)
    if site is None:
        return None
    keys = line_keys(text)
    others = writer.beside(report.id, site)
    return SiteLines(site, frozenset(keys.values()), repeated(text, keys, others))


def _add(document: Document | Failure, pipeline: Pipeline, writer: Writer, settle: bool) -> Done:
    if isinstance(document, Failure):
        return Done(document.report, "failed", (document,))
    report, source = document.report, document.report.source
    now = _lines_of(report, document.text, writer) if settle else writer.site_lines(report.id)
    if writer.has(report.id, pipeline.fingerprint(document, _repeated(now))):
        return Done(source, "same", report=report.id)
    lines = now if settle else _lines_of(report, document.text, writer)
    made = pipeline.annotate(document, _repeated(lines))
    _put(made, msgspec.json.encode(document.input).decode(), lines, writer)
    dated = made.report.written is not None or bool(made.failures)
    return Done(source, "added", made.failures, made.report.id, document.unused, dated)


def _put(made: Annotated, input: str | None, lines: SiteLines | None, writer: Writer) -> None:
    with writer.transaction():
        writer.add(
            made.report,
            made.text,
            [*made.records, *made.failures],
            original=made.original,
            fingerprint=made.fingerprint,
            input=input,
        )
        if lines:
            writer.set_site_lines(made.report.id, lines)


def _repeated(lines: SiteLines | None) -> frozenset[int]:
    return lines.repeated if lines else frozenset()
