"""Reads the reports of a store again, from the bytes that it kept: no file, no network."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kawat.clean.site import line_keys, site_of
from kawat.errors import ReadError
from kawat.pipeline import Pipeline
from kawat.read.document import Document, Input, Known, refusal
from kawat.read.source import compose
from kawat.records import Failure, Report, Span
from kawat.store import SiteLines, View, Writer

from .add import Done, add
from .base import Runner
from .outputs import Outputs


def again(
    pipeline: Pipeline, writer: Writer, *, runner: Runner | None = None, outputs: Outputs | None = None
) -> Iterator[Done]:
    """Reads every report again with the readers, stages and data there are now; ids stay as they are.

    Of what comes out as before, nothing is written. A report that an older Kawat added, without saying how
    it had been read, keeps the text that it has. What a site prints on many pages is judged by all of its
    reports, also those that were added later.
    """
    ids = [report.id for report in writer.each(Report)]
    for id in ids:
        _note_lines(id, writer)
    largest = pipeline.settings.largest_text
    documents = (_document(writer, id, largest) for id in ids)
    return add(documents, pipeline, writer, runner=runner, outputs=outputs, settle=True)


def _note_lines(id: str, writer: Writer) -> None:
    """Remember the lines of a report that an older Kawat added."""
    if writer.site_lines(id) is not None:
        return
    site = site_of(writer.report(id))
    if site is not None:
        writer.set_site_lines(id, SiteLines(site, frozenset(line_keys(writer.text(id)).values())))


def _document(view: View, id: str, largest: int) -> Document | Failure:
    report, told, original = view.report(id), view.input(id), view.original(id)
    try:
        input = msgspec.json.decode(told, type=Input) if told else None
        if input is None or original is None:
            return _as_it_is(report, view.text(id), input)
        # names make ids, and this report has one
        read = compose(original, input, source=report.source, name=id, largest=largest)
    except (ReadError, msgspec.DecodeError) as error:
        return refusal(report.source, str(error))
    return msgspec.structs.replace(read, report=msgspec.structs.replace(read.report, id=id, report=id))


def _as_it_is(report: Report, text: str, input: Input | None) -> Document:
    """The report as its reader handed it on: what the stages found is taken out again."""
    known = input.known.over(input.otherwise) if input else _known(report)
    bare = Report(
        id=report.id,
        report=report.id,
        at=(Span(0, len(text)),),
        made=report.made,
        source=report.source,
        sha256=report.sha256,
        **msgspec.structs.asdict(known),
    )
    return Document(bare, text, input=input or Input("text", known=known))


def _known(report: Report) -> Known:
    return Known(**{name: getattr(report, name) for name in Known.__struct_fields__})
