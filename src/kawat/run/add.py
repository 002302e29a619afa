"""Adds documents to a store: workers annotate, and one process reads, judges lines, loads and links."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from kawat.link.dating import Lent, lent
from kawat.link.steps import link
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Document
from kawat.records import Failure, Made
from kawat.store import SiteLines, Writer

from .annotating import Annotate, Task
from .base import Lost, Ready, Runner, Work
from .here import Here
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


class _Planned(msgspec.Struct, frozen=True):
    """A report that is to be annotated, and what is kept beside its records."""

    document: Document
    lines: SiteLines | None

    @property
    def task(self) -> Task:
        # pages are large, and only the store asks for them
        bare = msgspec.structs.replace(self.document, original=None)
        return Task(bare, _repeated(self.lines))


def add(
    documents: Iterable[Document | Failure],
    pipeline: Pipeline,
    writer: Writer,
    *,
    runner: Runner | None = None,
    settle: bool = False,
) -> Iterator[Done]:
    """Adds documents to a store, one transaction a report, and tells what became of each.

    A report that is there already, made of the same inputs by the same stages, is passed over, so that a
    repeated command completes what an interrupted one left. With `settle` not if other lines of it are by now
    known to be its site's own.
    """
    runner = runner or Here()
    waiting = 0
    for done in _added(documents, pipeline, writer, runner, settle):
        waiting += done.outcome == "added"
        if waiting >= _LINK_EVERY:
            link_new(pipeline, writer, runner)
            waiting = 0
        yield done
    link_new(pipeline, writer, runner)


def _added(
    documents: Iterable[Document | Failure], pipeline: Pipeline, writer: Writer, runner: Runner, settle: bool
) -> Iterator[Done]:
    planned: deque[_Planned] = deque()
    sites = Sites(writer)

    def tasks() -> Iterator[Task | Ready[Done]]:
        for document in documents:
            plan = _plan(document, pipeline, sites, settle)
            if isinstance(plan, _Planned):
                planned.append(plan)
            yield plan.task if isinstance(plan, _Planned) else Ready(plan)

    work: Work[Task, Annotated | Done] = Annotate(pipeline)
    for answer in runner.map(work, tasks()):
        if isinstance(answer, Done):
            yield answer
            continue
        plan = planned.popleft()
        done = _load(plan, answer, writer)
        sites.arrives(plan.document.report.id)
        yield done


def link_new(pipeline: Pipeline, writer: Writer, runner: Runner | None = None) -> None:
    """Links the reports that have not been linked yet, also those of an interrupted run.

    Reports that others can tell the day of are read again with it, and linked again.
    """
    containment = pipeline.settings.family_containment
    found = [*lent(writer, link(writer, containment=containment))]
    if _date(found, pipeline, writer, runner or Here()):
        link(writer, containment=containment)


def _date(found: Sequence[Lent], pipeline: Pipeline, writer: Writer, runner: Runner) -> int:
    """Reads reports again that were written when others say: "on Friday" and offices depend on it."""
    tasks = (_dated(one, writer) for one in found)
    for one, made in zip(found, runner.map(Annotate(pipeline), tasks), strict=True):
        if isinstance(made, Lost):
            continue
        kept = msgspec.structs.replace(
            made, original=writer.original(one.report), fingerprint=writer.fingerprint(one.report)
        )
        _put(kept, writer.input(one.report), writer.site_lines(one.report), writer)
    return len(found)


def _dated(found: Lent, writer: Writer) -> Task:
    report = msgspec.structs.replace(writer.report(found.report), written=found.written, family=None)
    return Task(Document(report, writer.text(found.report)), _repeated(writer.site_lines(found.report)))


def _plan(document: Document | Failure, pipeline: Pipeline, sites: Sites, settle: bool) -> _Planned | Done:
    if isinstance(document, Failure):
        return Done(document.report, "failed", (document,))
    report = document.report
    now = sites.judged(report, document.text) if settle else sites.lines(report.id)
    if sites.has(report.id, pipeline.fingerprint(document, _repeated(now))):
        return Done(report.source, "same", report=report.id)
    lines = now if settle else sites.judged(report, document.text)
    sites.leaves(report.id, pipeline.fingerprint(document, _repeated(lines)), lines)
    return _Planned(document, lines)


def _load(plan: _Planned, answer: Annotated | Lost, writer: Writer) -> Done:
    document = plan.document
    report, source = document.report, document.report.source
    if isinstance(answer, Lost):
        return _set_aside(plan, answer, writer)
    made = msgspec.structs.replace(answer, original=document.original)
    _put(made, msgspec.json.encode(document.input).decode(), plan.lines, writer)
    dated = made.report.written is not None or bool(made.failures)
    return Done(source, "added", made.failures, report.id, document.unused, dated)


def _set_aside(plan: _Planned, lost: Lost, writer: Writer) -> Done:
    """Keeps a report that kills workers, with why; without a fingerprint, so that a repeat tries it again."""
    document = plan.document
    report = document.report
    error = (
        f"{report.source}: {lost.deaths} workers died on it, the last: {lost.error}: if there was too little "
        "memory, repeat the command with fewer --workers; else leave it out and tell us"
    )
    failure = Failure(report=report.id, stage=_RUN.stage, error=error, made=_RUN)
    made = Annotated(report, document.text, (), failures=(failure,), original=document.original)
    _put(made, msgspec.json.encode(document.input).decode(), plan.lines, writer)
    return Done(report.source, "added", (failure,), report.id, document.unused)


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
