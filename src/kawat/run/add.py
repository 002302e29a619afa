"""Adds documents to a store: workers annotate, and one process reads, judges lines, loads and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

import msgspec

from kawat.link.dating import Lent
from kawat.link.steps import link
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Document
from kawat.records import Failure, Made
from kawat.store import SiteLines, Writer

from .annotating import Annotate, Task
from .base import Lost, Runner
from .here import Here
from .linking import Steps
from .making import Planned, made_of, made_of_pieces
from .outputs import Outputs
from .sites import Sites

# reports between two rounds of linking: often enough that an interrupted run leaves little to catch up on
_LINK_EVERY = 200
_RUN = Made("run", "1")


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


def add(
    documents: Iterable[Document | Failure],
    pipeline: Pipeline,
    writer: Writer,
    *,
    runner: Runner | None = None,
    outputs: Outputs | None = None,
    settle: bool = False,
) -> Iterator[Done]:
    """Adds documents to a store, one transaction a report, and tells what became of each.

    A report that is there already, made of the same inputs by the same stages, is passed over, so that a
    repeated command completes what an interrupted one left. With `settle` not if other lines of it are by now
    known to be its site's own. With `outputs` workers write there what they made, and a repeated command
    takes what it finds.
    """
    runner = runner or Here()
    waiting = 0
    for done in _added(documents, pipeline, writer, runner, outputs, settle):
        waiting += done.outcome == "added"
        if waiting >= _LINK_EVERY:
            link_new(pipeline, writer, runner)
            waiting = 0
        yield done
    link_new(pipeline, writer, runner)


def _added(
    documents: Iterable[Document | Failure],
    pipeline: Pipeline,
    writer: Writer,
    runner: Runner,
    outputs: Outputs | None,
    settle: bool,
) -> Iterator[Done]:
    sites = Sites(writer)
    plans = (_plan(document, pipeline, sites, settle) for document in documents)
    work = Annotate(pipeline)
    made = made_of_pieces(plans, work, runner, outputs) if outputs else made_of(plans, work, runner)
    for plan, answer in made:
        if isinstance(plan.document, Failure):
            yield Done(plan.document.report, "failed", (plan.document,))
        elif answer is None:
            yield Done(plan.document.report.source, "same", report=plan.document.report.id)
        else:
            done = _load(plan.document, plan.lines, answer, plan.fingerprint, writer)
            sites.arrives(plan.document.report.id)
            yield done


def link_new(pipeline: Pipeline, writer: Writer, runner: Runner | None = None) -> None:
    """Links the reports that have not been linked yet, also those of an interrupted run.

    Reports that others can tell the day of are read again with it.
    """
    runner = runner or Here()

    read = partial(_read, pipeline=pipeline, writer=writer, runner=runner)
    spread = Steps(runner, writer.address)
    link(writer, containment=pipeline.settings.family_containment, spread=spread, read=read)


def _read(
    found: Sequence[Lent], pipeline: Pipeline, writer: Writer, runner: Runner
) -> Iterator[tuple[Lent, Callable[[], None]]]:
    """Reads reports again that were written when others say: "on Friday" and offices depend on it."""
    tasks = (_dated(one, writer) for one in found)
    for one, made in zip(found, runner.map(Annotate(pipeline), tasks), strict=True):
        if not isinstance(made, Lost):
            yield one, partial(_put_again, made, writer)


def _put_again(made: Annotated, writer: Writer) -> None:
    id = made.report.id
    kept = msgspec.structs.replace(made, original=writer.original(id), fingerprint=writer.fingerprint(id))
    _put(kept, writer.input(id), writer.site_lines(id), writer)


def _dated(found: Lent, writer: Writer) -> Task:
    report = msgspec.structs.replace(writer.report(found.report), written=found.written, family=None)
    lines = writer.site_lines(found.report)
    return Task(Document(report, writer.text(found.report)), lines.repeated if lines else frozenset())


def _plan(document: Document | Failure, pipeline: Pipeline, sites: Sites, settle: bool) -> Planned:
    """What is to be done for a document: nothing where the store has all of it, or will have."""
    if isinstance(document, Failure):
        return Planned(document)
    report = document.report
    now = sites.judged(report, document.text) if settle else sites.lines(report.id)
    fingerprint = pipeline.fingerprint(document, now.repeated if now else ())
    if sites.has(report.id, fingerprint):
        return Planned(document, fingerprint)
    lines = now if settle else sites.judged(report, document.text)
    repeated = lines.repeated if lines else frozenset()
    fingerprint = pipeline.fingerprint(document, repeated)
    sites.leaves(report.id, fingerprint, lines)
    # pages are large, and only the store asks for them
    task = Task(msgspec.structs.replace(document, original=None), repeated)
    return Planned(document, fingerprint, lines, task)


def _load(
    document: Document, lines: SiteLines | None, answer: Annotated | Lost, fingerprint: str, writer: Writer
) -> Done:
    source, id = document.report.source, document.report.id
    lost = isinstance(answer, Lost)
    made = _set_aside(document, answer) if isinstance(answer, Lost) else answer
    if lost and _is_there(id, writer):
        return Done(source, "failed", made.failures, id, document.unused)
    # what was lost is tried again by the next run
    kept = msgspec.structs.replace(
        made, text=document.text, original=document.original, fingerprint="" if lost else fingerprint
    )
    _put(kept, msgspec.json.encode(document.input).decode(), lines, writer)
    dated = made.report.written is not None or bool(made.failures)
    return Done(source, "added", made.failures, id, document.unused, dated)


def _set_aside(document: Document, lost: Lost) -> Annotated:
    """A report that kills workers, with nothing but why."""
    error = (
        f"{document.report.source}: {lost.deaths} workers died on it, the last one so: {lost.error}: "
        "repeat the command with fewer --workers if memory was short, else leave this report out and tell us"
    )
    failure = Failure(report=document.report.id, stage=_RUN.stage, error=error, made=_RUN)
    return Annotated(document.report, document.text, (), failures=(failure,))


def _is_there(report: str, writer: Writer) -> bool:
    """Whether the store has a report already: then what it has is worth more than that it was lost now."""
    return writer.beside(report, "", 0).place is not None


def _put(made: Annotated, input: str | None, lines: SiteLines | None, writer: Writer) -> None:
    def put() -> None:
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

    writer.attempt(put)
