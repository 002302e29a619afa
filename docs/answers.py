"""Writes into README.md what its commands print: those between `<!-- name -->` and `<!-- /name -->`.

usage: python docs/answers.py
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
# where the sample lies is nobody's business
_SAMPLE = re.compile(r"[^\s“”]+(?=/kawat/sample/)")
_BLOCK = re.compile(r"(?<=```console\n)\$ (kawat [^\n]+)\n.*?(?=```\n<!-- /\w+ -->)", re.DOTALL)

Run = Callable[[list[str]], str]


def answered(page: str, run: Run) -> str:
    """The page with what its commands print now, run in the order in which they stand there."""

    def block(found: re.Match[str]) -> str:
        lines = run(shlex.split(found[1])[1:]).rstrip().splitlines()
        return "\n".join([f"$ {found[1]}", *(_SAMPLE.sub("…", line.rstrip()) for line in lines), ""])

    return _BLOCK.sub(block, page)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:

        def run(arguments: list[str]) -> str:
            command = [sys.executable, "-m", "kawat", *arguments]
            return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout

        README.write_text(answered(README.read_text(encoding="utf-8"), run), encoding="utf-8")


if __name__ == "__main__":
    main()
