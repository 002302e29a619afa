"""A store moved into another: from a file into a database, back, or from one file into another."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from kawat.store import open_store
from kawat.store.copying import Copied, copy_store


@click.command()
@click.argument("store")
@click.argument("target", metavar="STORE")
def copy(store: str, target: str) -> None:
    """Put all of a STORE into a second STORE, which is made when it is not there and has to be empty.

    Each is the path of a file or the address of a PostgreSQL database (postgresql://user@host/database).
    At the end both are compared, row by row: the exit status is 1 when they differ.
    """
    with open_store(store) as source, open_store(target, create=True) as into, _progress() as step:
        copied = copy_store(source, into, step)
    differing = [one for one in copied if one.was != one.now]
    for one in differing:
        click.echo(
            f"{one.table}: {one.was.rows:,} rows, digest {one.was.digest}; in the copy {one.now.rows:,} rows,"
            f" digest {one.now.digest}",
            err=True,
        )
    if differing:
        click.echo(f"the copy differs in {len(differing)} tables: make it anew", err=True)
        sys.exit(1)
    rows = {one.table: one.was.rows for one in copied}
    click.echo(
        f"{rows['report']:,} reports, {sum(rows.values()):,} rows in {len(rows)} tables: the copy is the same"
        f" (digest {_digest(copied)})"
    )


def _digest(copied: Sequence[Copied]) -> str:
    """One digest of all tables."""
    return hashlib.blake2b("".join(one.now.digest for one in copied).encode(), digest_size=16).hexdigest()


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A function to tell which table has got how many rows more; it writes a line on a terminal."""
    if not sys.stderr.isatty():
        yield lambda table, rows: None
        return
    columns = (
        TextColumn("copying {task.description}"),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda table, rows: shown.update(task, advance=rows, description=table)
