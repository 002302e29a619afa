"""The table of contents of the system: the stages that a report passes, in order."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from .annotate.event_reasons import Reasons, reasons
from .annotate.events import events
from .annotate.figures import figures
from .annotate.names import names
from .annotate.quotations import quotations
from .annotate.quotes import quotes
from .annotate.sentences import sentences
from .annotate.syntax import model_version, syntax
from .annotate.times import times
from .clean.dates import written
from .clean.language import detect, paragraphs
from .clean.wrapper import wrapper
from .errors import LanguageError, ModelError, NotFound, PipelineError
from .language import Languages
from .read.document import Document
from .records import KINDS, Event, Failure, Made, Record, Report, Tree, Written
from .registry import load_registry
from .resolve.actors import actors
from .resolve.days import days
from .resolve.pronouns import pronouns
from .settings import Settings
from .stage import ReportText, Stage, check

STAGES: tuple[Stage, ...] = (
    paragraphs,
    wrapper,
    sentences,
    syntax,
    names,
    times,
    written,
    days,
    quotations,
    actors,
    pronouns,
    figures,
    quotes,
    events,
)


class Annotated(msgspec.Struct, frozen=True):
    """A report read to the end: its text, its records in the order of `KINDS`, the bytes it came from.

    `trees`: its sentences as the language model reads them, for whoever asks; no store keeps them.
    """

    report: Report
    text: str
    records: tuple[Record, ...]
    trees: tuple[Tree, ...] = ()
    failures: tuple[Failure, ...] = ()
    original: bytes | None = None
    fingerprint: str = ""


class Pipeline:
    """The stages with the languages they read. Made once, used for any number of reports."""

    def __init__(self, settings: Settings, languages: Languages, stages: Sequence[Stage] = STAGES) -> None:
        check(stages)
        self.settings = settings
        self.languages = languages
        self.stages = tuple(stages)

    @cached_property
    def _versions(self) -> str:
        """Each stage with its version, and the language model with its own if one asks it."""
        stages = [f"{stage.name}={stage.version}" for stage in self.stages]
        return " ".join([*stages, f"model={model_version()}"] if syntax in self.stages else stages)

    @cached_property
    def digest(self) -> str:
        """What a report is read with: stages and their versions, the language model, all data."""
        return f"{self._versions} {self.languages.digest}"

    def __reduce__(self) -> tuple[Callable[..., Pipeline], tuple[object, ...]]:
        return _opened_alike, (self.settings, self.stages, self.digest)

    def open(self) -> None:
        """Open the language model if a stage asks it: else that is done for the first report."""
        # one that cannot be opened is what each report says
        with suppress(ModelError):
            if syntax in self.stages:
                from kawat.model import open_model

                open_model()

    def fingerprint(self, document: Document, repeated: Collection[int] = ()) -> str:
        """A hash of what goes in: text, what is said of it, its site's lines; stages and their data."""
        # neither the path by which it was reached, nor when, nor what was round the text: it is the same
        report = msgspec.structs.replace(document.report, source="", retrieved=None, sha256="")
        text = hashlib.blake2b(document.text.encode(), digest_size=8).hexdigest()
        said = msgspec.json.encode(
            (report, text, sorted(repeated), self.settings.language, self._versions, self.languages.digest)
        )
        return hashlib.blake2b(said, digest_size=8).hexdigest()

    def annotate(self, document: Document, repeated: Collection[int] = ()) -> Annotated:
        """All records of a document. A stage that fails leaves a Failure; the others still run.

        `repeated`: the keys of lines that its site prints on many pages (`kawat.clean.site.repeated`).
        """
        report = document.report
        code = self._language(document)
        report = msgspec.structs.replace(report, language=code or report.language)
        text = ReportText(report, document.text, repeated)
        failures: list[Failure] = []
        known = self.languages.code(code) if code else None
        if known is None:
            failures.append(_no_language(report, code, self.languages))
        else:
            for stage in self.stages:
                failures += self._run(stage, text, known)
        records = tuple(record for kind in KINDS if kind is not Report for record in text[kind])
        return Annotated(
            report=_told(report, text),
            text=document.text,
            records=records,
            trees=tuple(text[Tree]),
            failures=tuple(failures),
            original=document.original,
            fingerprint=self.fingerprint(document, repeated),
        )

    def reasons(self, report: Report, text: str, event: Event, repeated: Collection[int] = ()) -> Reasons:
        """Why an event of a report was found. Reads the report again, with the data there is now."""
        code = self.languages.code(report.language or "")
        if code is None:
            raise NotFound(f"{report.source}: no folder for its language any more: it cannot be read again")
        again = ReportText(report, text, repeated)
        for stage in self.stages:
            if Event not in stage.makes:
                self._run(stage, again, code)
        return reasons(again, self.languages[code], event)

    def _language(self, document: Document) -> str | None:
        return document.report.language or self.settings.language or detect(document.text, self.languages)

    def _run(self, stage: Stage, text: ReportText, language: str) -> list[Failure]:
        try:
            text.add(list(stage(text, self.languages[language])))
        except Exception as error:  # noqa: BLE001 - one stage must not lose the report: it leaves a record
            message = f"{type(error).__name__}: {error}"
            return [Failure(report=text.id, stage=stage.name, error=message, made=stage.made())]
        return []


def _no_language(report: Report, code: str | None, languages: Languages) -> Failure:
    known = ", ".join(languages.codes)
    what = f"no folder for language '{code}'" if code else "no language recognised"
    error = f"{report.source}: {what}: known are {known}; give --language or add a language folder"
    return Failure(report=report.id, stage="language", error=error, made=Made("language", "1"))


def _told(report: Report, text: ReportText) -> Report:
    """The report with what the stages found out about it; what its reader was told stays."""
    found: dict[str, object] = {}
    for field in ("title", "publisher", "agency", "page_date"):
        values = text.found(field)
        if getattr(report, field) is None and values:
            found[field] = values[0].value
    if not report.authors and text.found("authors"):
        found["authors"] = tuple(str(finding.value) for finding in text.found("authors"))
    written_on = text.written
    if isinstance(written_on, Written):
        found["written"] = written_on
    return msgspec.structs.replace(report, **found)


def stage_named(name: str) -> Stage:
    """The stage of that name. Raises NotFound, which lists the known ones."""
    for stage in STAGES:
        if stage.name == name:
            return stage
    raise NotFound(f"no stage '{name}': known are {', '.join(stage.name for stage in STAGES)}")


def open_pipeline(settings: Settings) -> Pipeline:
    """The pipeline of all our stages, for all languages that have a folder, with the user's own actors."""
    registry = load_registry(Path(settings.actors) if settings.actors else None)
    languages = Languages(registry)
    if settings.language is not None and languages.code(settings.language) is None:
        known = ", ".join(languages.codes)
        raise LanguageError(f"no folder for language '{settings.language}': known are {known}")
    return Pipeline(settings, languages)


@lru_cache(maxsize=2)
def _opened_alike(settings: Settings, stages: Sequence[Stage], digest: str) -> Pipeline:
    """A pipeline in another process that reads a report as the first does. Raises PipelineError.

    It is kept: opening one takes as long as reading five reports.
    """
    languages = open_pipeline(settings).languages
    pipeline = Pipeline(settings, languages, stages)
    if pipeline.digest != digest:
        raise PipelineError(
            f"a worker on {platform.node()} would read reports otherwise than the process that asks it to: "
            "its stages, model, languages or own actors are others: install the same Kawat on all machines, "
            "and put the file of the setting 'actors' where all of them find it"
        )
    return pipeline
