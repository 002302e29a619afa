"""The command that hands records over to other programs."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kawat.ask.selection import EXPORTED, Kind, filterable, selected
from kawat.records import AnyRecord, kind_of
from kawat.serve.filtering import as_filter
from kawat.serve.formats import FORMATS, Format
from kawat.store import EVERYTHING, Filter, View

from . import copying
from .asking import asked, asks
from .filters import filters

_KINDS = {kind_of(kind): kind for kind in EXPORTED}


@click.command()
@asks
@click.option("--to", "target", type=click.Choice([*FORMATS, copying.NAME]), default="jsonl",
              show_default=True, help="The format.")  # fmt: skip
@click.option("--kind", metavar="KIND,...", help="Only records of these kinds, e.g. quote,event.")
@click.option("--out", "-o", metavar="PATH", type=click.Path(path_type=Path),
              help="To this file; of tables, to a folder or .zip with one for each kind.")  # fmt: skip
@click.option("--folders", is_flag=True,
              help="Tell in which folders files lay when they were read, not their names only.")  # fmt: skip
@click.option("--lang", "languages", type=click.Choice(["en", "id"]), multiple=True,
              help="html: pages in this language only; may be repeated.")  # fmt: skip
@click.option("--most-pages", type=click.IntRange(min=1), default=50_000, show_default=True, metavar="N",
              help="html: refuse to write more pages in each language.")  # fmt: skip
@click.option("--replace", is_flag=True, help="html: lose whatever is in the folder.")
@filters("actor", "since", "until", "type", "status", "act", "source", "publisher", "language")
@filters("min_score", "min_origins")
def export(
    store: str,
    target: str,
    kind: str | None,
    out: Path | None,
    languages: tuple[str, ...],
    most_pages: int,
    replace: bool,
    folders: bool,
    **options: Any,
) -> None:
    """Hand the records of STORE to other programs, as JSON Lines unless --to names another format.

    JSON Lines keeps all fields as documented. Tables (csv) hold one kind of record: name it, or a
    folder for all. With filters, kinds that cannot be filtered so are left out unless --kind names them.
    html is the pages of 'kawat serve' as a folder of files, for any web server or none.
    docs/EXPORTS.md has every format and its columns.
    """
    with asked(store) as view, _told():
        if not folders:
            view.leave_out_folders()
        if target == copying.NAME:
            if kind:
                raise click.UsageError("a copy of the pages has all kinds of record: leave --kind out")
            how = {"languages": languages} if languages else {}
            copying.copy_site(store, view, out, options, most=most_pages, replace=replace, **how)
        else:
            _write(view, FORMATS[target], kind, out, as_filter(view, options))


def _write(view: View, form: Format, kind: str | None, out: Path | None, which: Filter) -> None:
    wanted = _wanted(view, form, kind, which)
    if not form.one_kind:
        _save(form.write(_records(view, form, wanted, which), view), out)
    elif out is not None and out.suffix != f".{form.suffix}":
        _save_tables(view, form, wanted, which, out)
    elif len(wanted) == 1:
        _save(form.write(selected(view, wanted, which), view, wanted[0]), out)
    else:
        raise click.UsageError(
            f"a {form.name} table has one kind of record: add --kind quote (or event, figure, ...),"
            " or --out FOLDER for a table of each kind"
        )


@contextmanager
def _told() -> Iterator[None]:
    """A file that cannot be written ends the command with its name and why."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise
        raise click.FileError(str(error.filename), error.strerror) from error


def kinds(given: str | None, usual: Iterable[str], asked: Iterable[str] = ()) -> frozenset[str]:
    """The kinds of record in a list with commas, the usual ones without it; those of `asked` only by name."""
    chosen = frozenset(part.strip() for part in given.split(",")) if given else frozenset(usual)
    known = frozenset((*usual, *asked))
    unknown = chosen - known
    if unknown:
        raise click.UsageError(f"no kind '{min(unknown)}': known are {', '.join(sorted(known))}")
    return chosen


def _wanted(view: View, form: Format, given: str | None, which: Filter) -> tuple[Kind, ...]:
    """The kinds asked for; unasked those that the format usually has and the filter can narrow."""
    if given:
        chosen = kinds(given, map(kind_of, form.kinds))
        return tuple(kind for name, kind in _KINDS.items() if name in chosen)
    left = [kind for kind in form.usual if not filterable(view, kind, which)]
    if left:
        names = ", ".join(map(kind_of, left))
        click.echo(f"left out, since they cannot be filtered so: {names}", err=True)
    return tuple(kind for kind in form.usual if kind not in left)


def _records(view: View, form: Format, wanted: tuple[Kind, ...], which: Filter) -> Iterator[AnyRecord]:
    """The records asked for; everything there is report by report."""
    if wanted == EXPORTED and which == EVERYTHING:
        return view.all()
    return selected(view, wanted, which)


def _save(pieces: Iterable[bytes], out: Path | None) -> None:
    """Writes to a file, or to standard output."""
    if out is None:
        sys.stdout.buffer.writelines(pieces)
        return
    with out.open("wb") as file:
        file.writelines(pieces)


def _save_tables(view: View, form: Format, wanted: Iterable[Kind], which: Filter, out: Path) -> None:
    """Writes a table for each kind into a folder, or into a .zip."""
    tables = ((f"{kind_of(kind)}.{form.suffix}", kind) for kind in wanted)
    if out.suffix != ".zip":
        out.mkdir(parents=True, exist_ok=True)
        for name, kind in tables:
            _save(form.write(selected(view, [kind], which), view, kind), out / name)
        return
    with zipfile.ZipFile(out, "w") as archive:
        for name, kind in tables:
            # without the time of writing: the same store gives the same bytes
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                file.writelines(form.write(selected(view, [kind], which), view, kind))
