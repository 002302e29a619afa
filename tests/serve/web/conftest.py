"""The application on a store of five reports, asked without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI

from desk import Ask, AskJson
from kawat.serve.web.app import app
from kawat.serve.web.once import Answer, get
from kawat.settings import Settings
from kawat.store import open_store


@pytest.fixture(scope="session")
def desk(store: Path) -> Iterator[FastAPI]:
    """Pages and API on the store of five reports."""
    with open_store(store) as opened:
        yield app(opened, Settings())


@pytest.fixture(scope="session")
def ask(desk: FastAPI) -> Ask:
    """Asks an address of it, with headers by name."""

    def asked(path: str, method: str = "GET", **headers: str) -> Answer:
        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        return anyio.run(lambda: get(desk, path, *given, method=method))

    return asked


@pytest.fixture(scope="session")
def ask_json(ask: Ask) -> AskJson:
    """Asks an address that must answer, for the value of its JSON."""

    def asked(path: str) -> Any:
        answer = ask(path)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    return asked
