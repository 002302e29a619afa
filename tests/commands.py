"""Runs the command line: in this process, which is quick, or in one of its own, as its users do."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from kawat.serve.cli import main


def kawat(*arguments: str | Path, status: int = 0, **options: Any) -> Result:
    """The result of a command, which must end with that exit status."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def rows(*arguments: str | Path) -> list[dict[str, str]]:
    """What a command prints as CSV, by the names in the header."""
    return list(csv.DictReader(io.StringIO(kawat(*arguments, "--csv").stdout)))


def lines(*arguments: str | Path) -> list[Any]:
    """What a command prints as JSON Lines."""
    return [json.loads(line) for line in kawat(*arguments, "--nl").stdout.splitlines()]


def refused(*arguments: str | Path, status: int = 1) -> str:
    """The one line with which a command ends that cannot do what it was asked."""
    result = kawat(*arguments, status=status)
    assert result.stdout == ""
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    return last.removeprefix("Error: ")


def command(*arguments: str | Path) -> list[str]:
    """The words that start a command in a process of its own."""
    return [sys.executable, "-m", "kawat", *map(str, arguments)]


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process that imports what this one does."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings}


def process(*arguments: str | Path, given: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """A command run to its end in a process of its own."""
    return subprocess.run(
        command(*arguments), input=given, capture_output=True, env=environment(), check=False, **options
    )
