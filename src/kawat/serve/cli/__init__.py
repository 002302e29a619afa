"""The command line: thin, each command asks the library and prints. Store first, `-` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, cast

import click

from kawat.errors import KawatError
from kawat.run.machine import one_thread
from kawat.store.address import shown

_MODULES = {
    "demo": "reading", "read": "reading", "add": "reading", "watch": "watching", "summary": "summary",
    "reports": "listing", "quotes": "listing", "events": "listing", "figures": "listing",
    "commitments": "ledger", "calendar": "ledger", "actors": "listing", "stories": "together",
    "families": "listing", "sayings": "together", "happenings": "together", "claims": "differing",
    "disagreements": "differing", "timeline": "answers", "matrix": "answers", "dossier": "answers",
    "search": "answers", "brief": "briefing", "show": "showing", "verify": "verifying", "judge": "judging",
    "judgements": "judging", "failures": "listing", "export": "exporting", "copy": "moving",
    "serve": "serving", "mcp": "assisting", "explain": "about", "language": "about", "settings": "about",
}  # fmt: skip
"""The commands in the order in which a newcomer needs them, each with the module that has it."""


class _Loaded(MutableMapping[str, click.Command]):
    """The commands; a module is imported when one of its commands is asked for: nobody waits for others."""

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f".{_MODULES[name]}", __name__)
        # the functions of two commands are not called like these, which are other things there
        found = getattr(module, f"{name}_command", None) or getattr(module, name)
        return cast(click.Command, found)

    def __setitem__(self, name: str, command: click.Command) -> None:
        raise TypeError(f"commands stand in a table: add '{name}' there")

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"commands stand in a table: take '{name}' out there")

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


class Commands(click.Group):
    """The commands; our errors end them with one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        # before a command loads what it needs
        one_thread()
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KawatError as error:
            raise click.ClickException(shown(str(error))) from error
        except BrokenPipeError:
            # the reader of our output has had enough ('kawat read ... | head'): no error
            _drop_output()
            sys.exit(0)
        except OSError as error:
            if error.filename is not None:
                raise
            _drop_output()
            told = f"the output cannot be written ({error.strerror}): make room and repeat the command"
            raise click.ClickException(told) from error


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, commands=_Loaded(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kawat", message="%(prog)s %(version)s")
def main() -> None:
    """Turn the news of an international crisis into a sourced record.

    Start with 'kawat demo'. A store is one file: 'kawat add crisis.kawat reports/' fills it, the other
    commands ask it; or it is a database, named postgresql://host/name. Every item has an id: 'kawat show
    STORE ID' shows the words behind it.
    """
