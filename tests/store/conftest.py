"""The stores that every test of this folder runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from databases import Server
from kawat.store import Store, open_store


@pytest.fixture
def in_postgres(postgres: Server) -> Iterator[str]:
    """The address of an empty store in a database of its own."""
    address = postgres.database(postgres.template())
    yield address
    postgres.drop(address)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store of each kind."""
    if request.param == "postgres":
        return str(request.getfixturevalue("in_postgres"))
    path = tmp_path / "test.kawat"
    open_store(path, create=True).close()
    return str(path)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened
