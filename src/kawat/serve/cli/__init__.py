"""The command line: thin, each command asks the library and prints. Store first, `-` for standard input."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kawat.errors import KawatError

from .about import explain, language, settings
from .answers import dossier, export, matrix, search, show, timeline
from .listing import actors, events, failures, families, figures, quotes, reports
from .reading import add_command, demo, read_command


class Commands(click.Group):
    """The commands in the order in which a newcomer needs them; our errors end them with one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KawatError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # the reader of our output has had enough ('kawat read ... | head'): no error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kawat", message="%(prog)s %(version)s")
def main() -> None:
    """Turn the news of an international crisis into a sourced record.

    Start with 'kawat demo'. A store is one file: 'kawat add crisis.kawat reports/' fills it, the other
    commands ask it. Every item has an id; 'kawat show STORE ID' shows the words behind it.
    """


for command in (
    demo,
    read_command,
    add_command,
    reports,
    quotes,
    events,
    figures,
    actors,
    families,
    failures,
    timeline,
    matrix,
    dossier,
    search,
    show,
    export,
    explain,
    language,
    settings,
):
    main.add_command(command)
