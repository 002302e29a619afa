"""The stores that every test of this folder runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.store import Store, open_store


def sqlite(folder: Path) -> Store:
    return open_store(folder / "test.kawat", create=True)


@pytest.fixture(params=[sqlite])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with request.param(tmp_path) as opened:
        yield opened
