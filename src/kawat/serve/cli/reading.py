"""Commands that read: 'read' prints records, 'add' puts them into a store, 'demo' does it with the sample."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

import click

from kawat.annotate.syntax import tokens
from kawat.ask.summary import summarise
from kawat.pipeline import Annotated, Pipeline, open_pipeline
from kawat.read.source import read
from kawat.records import KINDS, Failure, Family, Record, Report, Token, encode, kind_of
from kawat.run.add import Done, add
from kawat.run.again import again
from kawat.run.annotating import annotate
from kawat.run.base import Runner
from kawat.run.here import Here
from kawat.run.machine import collect_less
from kawat.settings import Settings, load_settings
from kawat.store import open_store

from .exporting import kinds
from .filters import as_day
from .printing import Format, emit, formats
from .running import open_runner, outputs_for, progress, running, telling
from .summary import print_summary, sample_questions

# families are found in a store
_KINDS = tuple(kind_of(kind) for kind in KINDS if kind is not Family)
_TOKEN = kind_of(Token)
# what a shell says of a command that SIGINT ended
_INTERRUPTED = 130


def inputs(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that read reports."""
    for option in (
        click.option("--offline", is_flag=True, help="Fetch nothing; of feeds their own text is read."),
        click.option("--language", metavar="CODE", help="Language of all reports, e.g. id; else detected."),
        click.option(
            "--date",
            metavar="DAY",
            callback=as_day,
            help="Day on which the reports were published or seen (2022-01-21).",
        ),
        click.argument("paths", metavar="PATH|URL...", nargs=-1),
    ):
        command = option(command)
    return command


def opened(language: str | None, *, offline: bool = False) -> tuple[Pipeline, Settings]:
    """The pipeline as the settings want it."""
    settings, _ = load_settings({"language": language, "offline": offline or None})
    pipeline = open_pipeline(settings)
    collect_less()
    return pipeline, settings


def _some(paths: tuple[str, ...]) -> None:
    if not paths:
        raise click.UsageError("Missing argument 'PATH|URL...'.")


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _silent(line: str) -> None:
    """Tells nothing."""


def complain(source: str, failures: Iterable[Failure]) -> None:
    """A line on standard error for each failure of a source, which it names."""
    for failure in failures:
        told = " ".join(failure.error.split())
        if not told.startswith(f"{source}:"):
            told = f"{source}: stage '{failure.stage}' failed ({told}): what other stages found is kept"
        click.echo(told, err=True)


@contextmanager
def counting(did: str, *, quiet: bool, interrupted: str = "") -> Iterator[Counter[str]]:
    """A counter of outcomes, told on standard error at the end, also at an early one.

    When quiet, it is told only if anything failed. Then the exit status is 1; 130 when it was interrupted.
    """
    counted: Counter[str] = Counter()
    try:
        yield counted
    except KeyboardInterrupt:
        click.echo(f"\ninterrupted{interrupted}", err=True)
        sys.exit(_INTERRUPTED)
    finally:
        failed = bool(counted["failed"] or counted["in part"])
        if failed or not quiet:
            click.echo(_tally(did, counted), err=True)
    if failed:
        sys.exit(1)


def _tally(did: str, counted: Counter[str]) -> str:
    others = {"in part": "of them in part", "same": "there already", "failed": "failed"}
    parts = [f"{counted[outcome]} {told}" for outcome, told in others.items() if counted[outcome]]
    return ", ".join([f"{counted[did]} {did}", *parts])


@click.command("read")
@inputs
@click.option(
    "--kind",
    metavar="KIND,...",
    help="Print only records of these kinds, e.g. quote,event; token (each word as parsed) only so.",
)
@formats
def read_command(
    paths: tuple[str, ...],
    date: str | None,
    language: str | None,
    offline: bool,
    kind: str | None,
    form: Format,
) -> None:
    """Read reports and print their records, without a store.

    PATH is a file, a folder, a glob or - (standard input): text, HTML, JSON Lines with id, text or html,
    url, title, date, language, publisher, an archive of the web (WARC, WACZ), or a feed (RSS, Atom, JSON) or
    sitemap, whose pages are fetched. URL is the address of any of these. What cannot be read gets a line on
    standard error; the rest goes on, and the exit status is 1.
    """
    _some(paths)
    pipeline, settings = opened(language, offline=offline)
    wanted = kinds(kind, _KINDS, asked=[_TOKEN])
    for_people = form == "table" and sys.stdout.isatty()
    with counting("read", quiet=True) as counted:
        records = _records(annotate(read(paths, settings, date, tell=_tell), pipeline), wanted, counted)
        if for_people or form == "csv":
            emit(records, form, _row, empty="no records")
        elif form == "json":
            emit((record for _, record in records), form, dict, empty="")
        else:
            for _, record in records:
                click.echo(encode(record))


def _records(
    made: Iterable[Annotated | Failure], wanted: frozenset[str], counted: Counter[str]
) -> Iterator[tuple[str, Record]]:
    """Text and record, one by one; failures are told and counted."""
    for report in made:
        if isinstance(report, Failure):
            counted["failed"] += 1
            complain(report.report, [report])
            continue
        counted["read"] += 1
        counted["in part"] += bool(report.failures)
        complain(report.report.source, report.failures)
        for record in (report.report, *report.records):
            if kind_of(type(record)) in wanted:
                yield report.text, record
        if _TOKEN in wanted:
            yield from ((report.text, token) for tree in report.trees for token in tokens(tree))


def _row(pair: tuple[str, Record]) -> dict[str, object]:
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
@click.option("--again", "once_more", is_flag=True,
              help="Read all reports of STORE again from the bytes it kept; nothing is fetched.")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="No progress bar; a count only of failures.")
@running
def add_command(
    store: str,
    paths: tuple[str, ...],
    date: str | None,
    language: str | None,
    offline: bool,
    once_more: bool,
    quiet: bool,
    run: str | None,
    workers: int | None,
    work: str | None,
) -> None:
    """Read reports into STORE, a file or a database.

    STORE is made when it is not there: the file, or a schema in the database (postgresql://user@host/news).
    PATH and URL are as for 'kawat read'. Safe to repeat and to interrupt: what is there already is passed
    over, what is missing is completed.
    """
    if once_more and (paths or date):
        raise click.UsageError("--again reads what the store has: leave out PATH, URL and --date")
    if not once_more:
        _some(paths)
    pipeline, settings = opened(language, offline=offline)
    outputs, chosen = outputs_for(store, run, work), open_runner(run, workers)
    with (
        open_store(store, create=not once_more) as opened_store,
        counting("added", quiet=quiet, interrupted=": the same command goes on from here") as counted,
        telling(chosen, counted, tell=run is not None) as runner,
        opened_store.writer() as writer,
    ):
        if outputs:
            outputs.make()
        if once_more:
            outcomes = again(pipeline, writer, runner=runner, outputs=outputs)
        else:
            documents = read(paths, settings, date, tell=_silent if quiet else _tell)
            outcomes = add(documents, pipeline, writer, runner=runner, outputs=outputs)
        _follow(outcomes, counted, runner, quiet=quiet, advise=not once_more)
        if outputs and work is None:
            outputs.clear()


def _follow(
    outcomes: Iterable[Done], counted: Counter[str], runner: Runner, *, quiet: bool, advise: bool
) -> None:
    """Tells of failures as they come, counts outcomes, and says what would help."""
    unused: set[str] = set()
    undated = 0
    with progress(runner, quiet=quiet) as step:
        for done in outcomes:
            counted[done.outcome] += 1
            counted["in part"] += done.outcome == "added" and bool(done.failures)
            unused.update(done.unused)
            undated += not done.dated
            complain(done.source, done.failures)
            step(done)
    if advise and not quiet:
        _advise(unused, undated)


def _advise(unused: set[str], undated: int) -> None:
    """What would have made the records better."""
    if unused:
        known = "id, text or html, url, title, date, language, publisher"
        click.echo(f"fields that nothing was made of: {', '.join(sorted(unused))} (known: {known})", err=True)
    if undated:
        reports = "1 report does" if undated == 1 else f"{undated} reports do"
        click.echo(
            f"{reports} not say the day of writing: 'on Friday' and the like stay open there unless a copy "
            "has one; give --date, or a date for each line of JSON Lines",
            err=True,
        )


@click.command()
@click.argument("store", required=False, type=click.Path(dir_okay=False))
def demo(store: str | None) -> None:
    """Build a store from the sample that ships and print what is in it.

    The sample: reports of invented outlets on the crisis of December 2021 to February 2022, in Indonesian
    and English, with the mess of real ones. STORE is demo.kawat in this folder unless named.
    """
    path = store or "demo.kawat"
    pipeline, settings = opened(None)
    with (
        as_file(files("kawat") / "sample" / "reports") as folder,
        open_store(path, create=True) as opened_store,
        counting("added", quiet=True) as counted,
    ):
        with opened_store.writer() as writer, Here() as runner:
            outcomes = add(read([str(folder)], settings), pipeline, writer, runner=runner)
            _follow(outcomes, counted, runner, quiet=False, advise=False)
        with opened_store.view() as view:
            print_summary(summarise(view), path, sample_questions(path))
