"""What every command that asks a store has: its address, and as of which day it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kawat.store import View, open_store
from kawat.store.address import is_address

from .filters import as_day
from .printing import counted

Command = Callable[..., None]
_AS_OF = "kawat.as_of"


class _Address(click.ParamType[str]):
    name = "store"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if not is_address(value) and Path(value).is_dir():
            self.fail(f"'{value}' is a folder: name a file, or a database as postgresql://host/name")
        return value


ADDRESS = _Address()
"""What STORE is in every command: the path of a file or the address of a database."""


def _remember(context: click.Context, parameter: click.Parameter, given: str | None) -> None:
    context.meta[_AS_OF] = as_day(context, parameter, given)


def asks(command: Command) -> Command:
    """Adds the argument STORE and the option --as-of to a command, which opens it with `asked`."""
    command = click.option(
        "--as-of", metavar="DAY", expose_value=False, callback=_remember,
        help="As known on that day: only from what had been written by then.",
    )(command)  # fmt: skip
    return click.argument("store", type=ADDRESS)(command)


@contextmanager
def asked(store: str) -> Iterator[View]:
    """A View of the store at that address, as of the day that the command was given.

    At the end it tells how many reports were left out because nobody knows whether they were written by then.
    """
    as_of = click.get_current_context().meta.get(_AS_OF)
    with open_store(store) as opened, opened.view(as_of) as view:
        yield view
        unsure = view.unsure()
        if unsure.raw:
            why = "whose day of writing is not known, or not closely enough"
            click.echo(f"as of {as_of}: {counted(unsure)} left out, {why}", err=True)
