"""The command that polls feeds until it is stopped."""

from __future__ import annotations

import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import click
import msgspec

from kawat.pipeline import Pipeline
from kawat.read.document import now
from kawat.read.extra import needing
from kawat.read.source import Reader
from kawat.read.url import is_url
from kawat.run.add import Done
from kawat.run.watch import poll
from kawat.store import Visit, Writer, open_store
from kawat.store.address import is_address, shown

from .asking import ADDRESS
from .reading import complain, counting, opened

_PERIOD = re.compile(r"(\d+)\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _as_seconds(context: click.Context, parameter: click.Parameter, told: str) -> int:
    match = _PERIOD.fullmatch(told.strip())
    if match is None or int(match[1]) == 0:
        raise click.BadParameter("write it as 90s, 15m, 2h or 1d")
    return int(match[1]) * _SECONDS[match[2]]


@click.command()
@click.argument("store", type=ADDRESS)
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@click.option("--every", default="15m", show_default=True, metavar="TIME", callback=_as_seconds,
              help="The time between two polls: 90s, 15m, 2h, 1d.")  # fmt: skip
@click.option("--once", is_flag=True, help="Poll once and end.")
@click.option("--forget", is_flag=True, help="Do not poll these feeds any more; their reports stay.")
def watch(store: str, feeds: tuple[str, ...], every: int, once: bool, forget: bool) -> None:
    """Poll feeds and add to STORE what is new.

    FEED is the address of an RSS, Atom or JSON feed or of a sitemap. STORE remembers its feeds: without FEED
    all of them are polled. A line is printed for each report that is added. Ctrl-C ends it after the report
    that is being read; what is left is read at the next poll.
    """
    for feed in feeds:
        if not is_url(feed):
            raise click.UsageError(f"'{feed}' is no address: a feed begins with http:// or https://")
    pipeline, _ = opened(None)
    if not feeds and not is_address(store) and not Path(store).exists():
        # a store is made for a feed only
        raise click.UsageError(f"{shown(store)} has no feed yet: name one")
    with open_store(store, create=True) as opened_store, opened_store.writer() as writer:
        _note(writer, feeds, watched=not forget)
        if forget:
            return
        watched = feeds or tuple(visit.url for visit in writer.watched())
        if not watched:
            raise click.UsageError(f"{shown(store)} has no feed yet: name one")
        with counting("added", quiet=False) as counted, _stopping() as stop:
            _watch(watched, pipeline, writer, counted, stop, every=None if once else every)


def _note(writer: Writer, feeds: tuple[str, ...], *, watched: bool) -> None:
    for feed in feeds:
        before = writer.visit(feed) or Visit(feed, now())
        writer.remember(msgspec.structs.replace(before, watched=watched))


def _watch(
    feeds: tuple[str, ...],
    pipeline: Pipeline,
    writer: Writer,
    counted: Counter[str],
    stop: threading.Event,
    *,
    every: int | None,
) -> None:
    with needing("an address of the web"):
        from kawat.read.web import Web
    told = lambda line: click.echo(line, err=True)  # noqa: E731
    with Reader(pipeline.settings, None, told, Web(pipeline.settings, sleep=stop.wait)) as reader:
        while not stop.is_set():
            for done in _round(feeds, reader, pipeline, writer):
                counted[done.outcome] += 1
                counted["in part"] += done.outcome == "added" and bool(done.failures)
                _print(done, writer)
                if stop.is_set():
                    return
            # the writer stays open, and readers would pack these weeks for each answer
            writer.attempt(writer.pack_weeks)
            if every is None or stop.wait(every):
                return


def _round(feeds: tuple[str, ...], reader: Reader, pipeline: Pipeline, writer: Writer) -> Iterator[Done]:
    for feed in feeds:
        yield from poll(feed, reader, pipeline, writer)


def _print(done: Done, writer: Writer) -> None:
    complain(done.source, done.failures)
    if done.outcome == "added" and done.report is not None:
        report = writer.report(done.report)
        title = " ".join((report.title or "").split())
        click.echo(f"{datetime.now():%Y-%m-%d %H:%M}  {report.id[:8]}  {title or report.source}")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C or a request to end; a second one ends at once."""
    stop = threading.Event()
    before: dict[signal.Signals, object] = {}

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.default_int_handler)

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
