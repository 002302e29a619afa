"""A store to link in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.store import Writer, open_store


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as opened:
        yield opened
