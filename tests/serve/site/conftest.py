"""Copies of the desk, written by the command itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import freedonia
from commands import kawat

Copy = Callable[..., Path]

HOSTILE = """\
<script>alert(1)</script> "><img src=x onerror=alert(2)>

SUVA, 21 January 2022 - Fiji warned Iceland on Friday that it would impose sanctions. About 1,300 troops \
were sent to <a href="https://evil.example/">the harbour</a>, href="kawat:nowhere" said.

"The <b>door</b> stays open' onclick='x," said Marta Velasco of Freedonia, who met Otto Brandel.
"""


@pytest.fixture(scope="session")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five reports, one that would be more than text, and enough for long lists."""
    folder = tmp_path_factory.mktemp("wild")
    reports = freedonia.write(folder / "reports")
    odd = {"id": '"><script>', "url": 'javascript:alert("3")', "publisher": "<b>&\"'</b>", "text": HOSTILE}
    (reports / "odd.jsonl").write_text(json.dumps({**odd, "language": "en"}) + "\n", encoding="utf-8")
    (reports / "many.jsonl").write_text(freedonia.many(45), encoding="utf-8")
    path = folder / "wild.kawat"
    kawat("add", path, reports)
    return path


@pytest.fixture(scope="session")
def copied(wild: Path) -> Path:
    """All of it as a copy."""
    folder = wild.parent / "copy"
    kawat("export", wild, "--to", "html", "-o", folder)
    return folder
