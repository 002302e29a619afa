"""Annotating as work for a runner: a report goes to a worker, its records come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Document
from kawat.records import Failure


class Task(msgspec.Struct, frozen=True):
    """A report to annotate, and the keys of those of its lines that its site prints on many pages."""

    document: Document
    repeated: frozenset[int] = frozenset()


class Annotate(msgspec.Struct, frozen=True):
    """Makes all records of a report. What its page was read from stays where it is, and so do its trees."""

    pipeline: Pipeline

    def begin(self) -> Callable[[Task], Annotated]:
        """The pipeline, ready for reports: a worker without memory for it dies now, and not on a report."""
        self.pipeline.open()
        return self._annotated

    def _annotated(self, task: Task) -> Annotated:
        made = self.pipeline.annotate(task.document, task.repeated)
        return msgspec.structs.replace(made, trees=(), original=None)


def annotate(documents: Iterable[Document | Failure], pipeline: Pipeline) -> Iterator[Annotated | Failure]:
    """Each document with all its records; a source that could not be read stays the Failure that it is."""
    for document in documents:
        yield document if isinstance(document, Failure) else pipeline.annotate(document)
