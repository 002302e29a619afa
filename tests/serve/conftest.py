"""A store of a few reports, filled by the command itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import freedonia
from commands import kawat


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of five reports, one of which is a copy of another."""
    return freedonia.write(tmp_path_factory.mktemp("crisis") / "reports")


@pytest.fixture(scope="session")
def store(reports: Path) -> Path:
    """A store of these reports, for reading only."""
    path = reports.parent / "crisis.kawat"
    assert kawat("add", path, reports).stderr == "5 added\n"
    return path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a report."""
    path = tmp_path_factory.mktemp("empty") / "empty.kawat"
    nothing = path.with_name("nothing.jsonl")
    nothing.touch()
    kawat("add", path, nothing, status=1)
    return path
