"""The one interface: a stage takes a report's text with what is known of it and yields records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, cast

from .errors import PipelineError
from .records import Finding, Made, R, Record, Report, Span, Written
from .text import Words

if TYPE_CHECKING:
    from .language import Language


class ReportText:
    """A report's received text, and the records made of it so far, by type: `report[Sentence]`.

    `repeated`: the keys of lines that its site prints on many pages (see `kawat.clean.site`).
    """

    def __init__(self, report: Report, text: str, repeated: Collection[int] = ()) -> None:
        self.report = report
        self.text = text
        self.repeated = frozenset(repeated)
        self._records: dict[type[Record], dict[str, Record]] = defaultdict(dict)

    @property
    def id(self) -> str:
        return self.report.id

    @cached_property
    def words(self) -> Words:
        return Words(self.text)

    def __getitem__(self, kind: type[R]) -> Sequence[R]:
        return cast(Sequence[R], tuple(self._records[kind].values()))

    def slice(self, span: Span) -> str:
        """The evidence: the received characters of a span."""
        return self.text[span.start : span.end]

    def found(self, field: str) -> list[Finding]:
        """What stages found out about the report itself, surest first."""
        findings = [finding for finding in self[Finding] if finding.field == field]
        return sorted(findings, key=lambda finding: -finding.made.score)

    @property
    def written(self) -> Written | None:
        """When the text was written, once stage 'written' has said so."""
        for finding in self.found("written"):
            if isinstance(finding.value, Written):
                return finding.value
        return None

    def add(self, records: Iterable[Record]) -> None:
        """Take up records; a second one with the same id is left out. Called by the pipeline."""
        for record in records:
            self._records[type(record)].setdefault(record.id, record)


Run = Callable[[ReportText, "Language"], Iterator[Record]]


@dataclass(frozen=True)
class Stage:
    """A named, versioned step: which records it needs, which it makes, and the generator that makes them."""

    name: str
    version: str
    needs: tuple[type[Record], ...]
    makes: tuple[type[Record], ...]
    run: Run
    doc: str

    def __call__(self, report: ReportText, language: Language) -> Iterator[Record]:
        return self.run(report, language)

    def made(self, rule: str = "", score: float = 1.0) -> Made:
        """The signature for a record that this stage makes."""
        return Made(self.name, self.version, rule, round(score, 3))

    def __reduce__(self) -> tuple[Callable[[str, str], Stage], tuple[str, str]]:
        # its function cannot be pickled: under its name stands the stage
        return _stage_at, (self.run.__module__, self.run.__qualname__)


def _stage_at(module: str, name: str) -> Stage:
    found = getattr(import_module(module), name, None)
    if not isinstance(found, Stage):
        raise PipelineError(
            f"{module}: no stage '{name}' there: workers find a stage under its name at the top of its module"
        )
    return found


def stage(
    *, version: str, needs: Sequence[type[Record]], makes: Sequence[type[Record]]
) -> Callable[[Callable[[ReportText, Language], Iterator[Record]]], Stage]:
    """Make a generator function a stage. Its name is the function's, its docstring is shown to users."""

    def wrap(run: Run) -> Stage:
        return Stage(run.__name__, version, tuple(needs), tuple(makes), run, (run.__doc__ or "").strip())

    return wrap


def check(stages: Sequence[Stage]) -> None:
    """Raise PipelineError when a stage needs records that nothing before it makes, or a name stands twice."""
    made: set[type[Record]] = {Report}
    names: set[str] = set()
    for step in stages:
        if step.name in names:
            raise PipelineError(f"stage '{step.name}' stands twice: remove one of them")
        names.add(step.name)
        for need in step.needs:
            if need not in made:
                raise PipelineError(_missing(step, need, stages))
        made |= set(step.makes)


def _missing(step: Stage, need: type[Record], stages: Sequence[Stage]) -> str:
    maker = next((other for other in stages if need in other.makes), None)
    remedy = f"move '{maker.name}' before it" if maker else f"add a stage that makes {need.__name__}"
    return f"stage '{step.name}' needs {need.__name__} records, which nothing before it makes: {remedy}"
