"""The copy of the desk as files, which `kawat export --to html` writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kawat.serve.extra import needing
from kawat.store import View, open_store

NAME = "html"
"""How the copy is called beside the formats."""


def copy_site(store: str, view: View, out: Path | None, options: Mapping[str, Any], **how: Any) -> None:
    """Writes the copy into a folder and tells how many files it has. `how`: see `kawat.serve.site.write`."""
    with needing("'kawat export --to html'", "serve"):
        from kawat.serve.site import write
    if out is None:
        raise click.UsageError("a copy of the pages is a folder: add --out FOLDER")
    with open_store(store) as opened, _progress() as step:
        made = write(opened, view, out, options, step=step, **how)
    if made.left:
        click.echo(f"left out, since they cannot be filtered so: {', '.join(made.left)}", err=True)
    click.echo(f"{made.files} files in {out}: open {out / 'index.html'}", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A function to tell how many pages are done, of how many; it draws a bar on a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, all: None
        return
    columns = (TextColumn("writing pages"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, all: bar.update(task, completed=done, total=all)
