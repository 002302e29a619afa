"""Commands that read: 'read' prints records, 'add' puts them into a store, 'demo' does it with the sample."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from importlib.resources import as_file, files
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kawat.pipeline import Pipeline, open_pipeline
from kawat.read.source import read
from kawat.records import KINDS, Failure, Report, encode, kind_of
from kawat.run.here import Done, add, annotate
from kawat.settings import Settings, load_settings
from kawat.store import open_store

from .printing import Format, emit, formats
from .summary import summary


def inputs(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that read reports."""
    for option in (
        click.option("--language", metavar="CODE", help="Language of all reports, e.g. id; else detected."),
        click.option(
            "--date", metavar="DAY", help="Day on which the reports were published or seen (2022-01-21)."
        ),
        click.argument("paths", metavar="PATH...", nargs=-1, required=True),
    ):
        command = option(command)
    return command


def opened(language: str | None) -> tuple[Pipeline, Settings]:
    """The pipeline as the settings want it."""
    settings, _ = load_settings({"language": language})
    return open_pipeline(settings), settings


def complain(failures: Iterable[Failure]) -> int:
    """A line on standard error for each failure; how many there were."""
    lines = [failure.error for failure in failures]
    for line in lines:
        click.echo(line, err=True)
    return len(lines)


@click.command("read")
@inputs
@click.option("--kind", metavar="KIND,...", help="Print only records of these kinds, e.g. quote,event.")
@formats
def read_command(
    paths: tuple[str, ...], date: str | None, language: str | None, kind: str | None, form: Format
) -> None:
    """Read reports and print their records, without a store.

    PATH is a file, a folder, a glob or - (standard input): text, HTML or JSON Lines with id, text or html,
    url, title, date, language, publisher. What cannot be read gets a line on standard error; the rest goes
    on, and the exit status is 1.
    """
    pipeline, settings = opened(language)
    wanted = _kinds(kind)
    failures: list[Failure] = []
    records = _records(annotate(read(paths, settings, date), pipeline), wanted, failures)
    if form in ("nl", "table") and not (form == "table" and sys.stdout.isatty()):
        for _text, record in records:
            click.echo(encode(record))
    else:
        shown: Iterable[Any] = records if form in ("table", "csv") else (record for _, record in records)
        emit(shown, form, _row, empty="no records")
    if complain(failures):
        sys.exit(1)


def _kinds(given: str | None) -> frozenset[str]:
    known = {kind_of(kind) for kind in KINDS if kind_of(kind) != "family"}
    chosen = frozenset(part.strip() for part in given.split(",")) if given else frozenset(known)
    if chosen - known:
        raise click.UsageError(f"no kind '{min(chosen - known)}': known are {', '.join(sorted(known))}")
    return chosen


def _records(
    made: Iterable[Any], wanted: frozenset[str], failures: list[Failure]
) -> Iterable[tuple[str, Any]]:
    """Text and record, one by one; failures are put aside."""
    for report in made:
        if isinstance(report, Failure):
            failures.append(report)
            continue
        failures += report.failures
        for record in (report.report, *report.records):
            if kind_of(type(record)) in wanted:
                yield report.text, record


def _row(pair: tuple[str, Any]) -> dict[str, object]:
    text, record = pair
    words = " … ".join(text[span.start : span.end] for span in record.at)
    return {
        "kind": kind_of(type(record)),
        "id": record.id,
        "at": record.at[0].start,
        "words": record.source if isinstance(record, Report) else " ".join(words.split()),
        "by": record.made.rule or record.made.stage,
        "score": record.made.score,
    }


@click.command("add")
@click.argument("store", type=click.Path(dir_okay=False))
@inputs
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no summary.")
def add_command(
    store: str, paths: tuple[str, ...], date: str | None, language: str | None, quiet: bool
) -> None:
    """Read reports into STORE, a file that is made when it is not there.

    Safe to repeat and to interrupt: what is there already is passed over, what is missing is completed.
    """
    pipeline, settings = opened(language)
    counted: Counter[str] = Counter()
    failed = 0
    with open_store(store, create=True) as opened_store:
        with opened_store.writer() as writer, _progress(quiet) as step:
            for done in add(read(paths, settings, date), pipeline, writer):
                counted[done.outcome] += 1
                failed += complain(done.failures)
                step(done)
        if not quiet:
            _tell(counted, failed)
    if failed:
        sys.exit(1)


def _tell(counted: Counter[str], failed: int) -> None:
    parts = [f"{counted['added']} added"]
    if counted["same"]:
        parts.append(f"{counted['same']} there already")
    if failed:
        parts.append(f"{failed} failed")
    click.echo(", ".join(parts), err=True)


def _progress(quiet: bool):  # type: ignore[no-untyped-def]
    """A context that gives a function to call for each source done; it draws a bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda done: None)
    return _Bar()


class _Bar:
    """A line that counts reports while they are read; how many there will be is not known before."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("reading"), BarColumn(pulse_style="cyan"), MofNCompleteColumn(), TimeElapsedColumn(),
            TextColumn("[dim]{task.description}"), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Callable[[Done], None]:
        self._progress.start()
        return lambda done: self._progress.update(self._task, advance=1, description=done.source[-50:])

    def __exit__(self, *error: object) -> None:
        self._progress.stop()


@click.command()
@click.argument("store", required=False, type=click.Path(dir_okay=False))
def demo(store: str | None) -> None:
    """Build a store from the sample that ships and print what is in it.

    The sample: reports of invented outlets on the crisis of December 2021 to February 2022, in Indonesian
    and English, with the mess of real ones. STORE is demo.kawat in this folder unless named.
    """
    path = store or "demo.kawat"
    pipeline, settings = opened(None)
    failed = 0
    with (
        as_file(files("kawat") / "sample" / "reports") as folder,
        open_store(path, create=True) as opened_store,
    ):
        with opened_store.writer() as writer, _progress(False) as step:
            for done in add(read([str(folder)], settings), pipeline, writer):
                failed += complain(done.failures)
                step(done)
        with opened_store.view() as view:
            summary(view, path)
    if failed:
        sys.exit(1)
