"""The command line: thin, each command asks the library and prints. Store first, `-` for standard input."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kawat.errors import KawatError

from .about import explain, language, settings
from .answers import dossier, matrix, search, timeline
from .assisting import mcp
from .briefing import brief
from .differing import claims, disagreements
from .exporting import export
from .judging import judge, judgements
from .ledger import calendar, commitments
from .listing import actors, events, failures, families, figures, quotes, reports
from .reading import add_command, demo, read_command
from .serving import serve
from .showing import show
from .summary import summary
from .together import happenings, sayings, stories
from .verifying import verify
from .watching import watch


class Commands(click.Group):
    """The commands in the order in which a newcomer needs them; our errors end them with one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KawatError as error:
            raise click.ClickException(str(error)) from error
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
    watch,
    summary,
    reports,
    quotes,
    events,
    figures,
    commitments,
    calendar,
    actors,
    stories,
    families,
    sayings,
    happenings,
    claims,
    disagreements,
    timeline,
    matrix,
    dossier,
    search,
    brief,
    show,
    verify,
    judge,
    judgements,
    failures,
    export,
    serve,
    mcp,
    explain,
    language,
    settings,
):
    main.add_command(command)
