"""Where commands run: the options, the runner that they ask for, and what is told of it."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kawat.run.add import Done
from kawat.run.base import Runner
from kawat.run.cluster import Cluster
from kawat.run.growing import Growing
from kawat.run.here import Here
from kawat.run.machine import cores, most_workers, room
from kawat.run.outputs import Outputs
from kawat.run.pool import Pool

_CLUSTER = "cluster"


def running(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where a command runs."""
    for option in (
        click.option(
            "--work", metavar="FOLDER", type=click.Path(file_okay=False),
            help="Keep finished pieces there until STORE has them; all machines must see it. "
            "With a cluster it is STORE.work unless given; for a database you must name it. Needs the extra "
            "'cluster'.",
        ),
        click.option(
            "--workers", metavar="N", type=click.IntRange(min=1),
            help="How many processes; else one for each core: on this machine as memory allows, on a cluster "
            "whatever the memory.",
        ),
        click.option(
            "--run", metavar="WHERE", callback=_where,
            help="here (this process), pool (processes of this machine) or cluster[=ADDRESS] (Ray); "
            "else here for a few reports, and a pool for more.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def _where(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    known = ("here", "pool", _CLUSTER)
    if value is None or value in known or value.startswith(f"{_CLUSTER}="):
        return value
    raise click.BadParameter(f"'{value}' is none of {', '.join(known)}, cluster=ADDRESS")


def open_runner(run: str | None, workers: int | None) -> Runner:
    """The runner that the options ask for."""
    if run is not None and run.startswith(_CLUSTER):
        return Cluster(run.partition("=")[2] or None, workers)
    if run == "here" or (run is None and (workers or most_workers()) == 1):
        return Here()
    if workers is not None and workers > max(cores(), room()):
        raise click.UsageError(
            f"--workers {workers}: there are {cores()} cores, and all memory holds {room()}: take fewer"
        )
    if run == "pool":
        return Pool(workers)
    return Growing(partial(Pool, workers))


def outputs_for(store: str, run: str | None, work: str | None) -> Outputs | None:
    """Where finished pieces are kept: where it is said, of a cluster else beside the store."""
    if work is not None:
        return Outputs(Path(work))
    if run is None or not run.startswith(_CLUSTER):
        return None
    if "://" in store:
        raise click.UsageError("a cluster needs --work FOLDER, a folder that all its machines see")
    return Outputs(Path(f"{store}.work"))


@contextmanager
def telling(runner: Runner, counted: Counter[str], *, tell: bool) -> Iterator[Runner]:
    """The runner, open; at the end what it took is told on standard error, if asked."""
    began = time.monotonic()
    with runner:
        yield runner
    if tell:
        efforts = runner.efforts()
        number = sum(counted[one] for one in ("added", "same", "failed"))
        reports = "1 report" if number == 1 else f"{number} reports"
        click.echo(
            f"{reports} in {time.monotonic() - began:.1f} s; {_who(runner)}: "
            f"{sum(one.cpu_seconds for one in efforts):.1f} s of processor time, "
            f"{sum(one.work_seconds for one in efforts):.1f} s of it for reports; at most "
            f"{max((one.memory for one in efforts), default=0) / 1e6:.0f} MB each",
            err=True,
        )


def _who(runner: Runner) -> str:
    """How many workers on how many machines, and how evenly these share the work."""
    efforts = runner.efforts()
    told = "1 worker" if runner.workers == 1 else f"{runner.workers} workers"
    worked: dict[str, float] = defaultdict(float)
    for one in efforts:
        worked[one.node] += one.work_seconds
    if len(worked) < 2:
        return told
    whole = sum(worked.values()) or 1
    least, most = min(worked.values()) / whole, max(worked.values()) / whole
    return f"{told} on {len(worked)} nodes, each with {least:.0%} to {most:.0%} of the work"


def progress(runner: Runner, *, quiet: bool) -> AbstractContextManager[Callable[[Done], None]]:
    """A context that gives a function to call for each source done; it draws a bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda done: None)
    return _Bar(runner)


class _Bar:
    """A line that counts reports while they are read; how many there will be is not known before."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._progress = Progress(
            TextColumn("reading"), BarColumn(pulse_style="cyan"), MofNCompleteColumn(), TimeElapsedColumn(),
            TextColumn("{task.fields[who]}"), TextColumn("[dim]{task.description}"),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=None, who="")

    def __enter__(self) -> Callable[[Done], None]:
        self._progress.start()
        return self._step

    def _step(self, done: Done) -> None:
        source = escape(done.source[-50:])
        self._progress.update(self._task, advance=1, description=source, who=_who(self._runner))

    def __exit__(self, *error: object) -> None:
        self._progress.stop()
