"""What tests share: the registry, the languages, and the data at hand beside the repository."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from commands import kawat
from databases import Server, programs, server
from kawat.language import Language, Languages
from kawat.registry import Registry, load_registry
from reading import Reader, world
from websites import Site, running

# The first call of a function loads rules and models: no example is timed. CI tries the same examples every
# time, so that it judges the change; a run at the desk tries new ones and finds what nobody thought of.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure() -> None:
    # as in a terminal: whoever runs the tests may have left it, and what they start would not hear of signals
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-gold", action="store_true", help="write what comes out as what is expected; review the diff"
    )


@pytest.fixture(scope="session")
def update_gold(request: pytest.FixtureRequest) -> bool:
    """Whether expected records are to be written anew."""
    return bool(request.config.getoption("--update-gold"))


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="session")
def languages(registry: Registry) -> Languages:
    return Languages(registry)


@pytest.fixture(scope="session")
def indonesian(languages: Languages) -> Language:
    return languages["id"]


@pytest.fixture(scope="session")
def english(languages: Languages) -> Language:
    return languages["en"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora beside the repository, which are not part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the corpora in {folder.name}/ beside the repository")
    return folder


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads a text in a language on a day, with invented states and persons beside the known ones."""
    return Reader(world(tmp_path_factory.mktemp("world")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server that runs on this machine."""
    folder = programs()
    if folder is None:
        pytest.skip("needs a PostgreSQL server: Debian's package is 'postgresql'")
    with server(folder) as running:
        yield running


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site that runs on this machine."""
    with running() as site:
        yield site


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a store, as `kawat demo` makes it; for reading only."""
    path = tmp_path_factory.mktemp("sample") / "sample.kawat"
    kawat("demo", path)
    return path
