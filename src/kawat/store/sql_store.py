"""What stores in a file and in a database have in common: they differ in how a connection is come by."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self, cast

from kawat.errors import StoreError

from .connection import Connection, WritableConnection
from .snapshot import SqlLinks, SqlSnapshot
from .writing import SqlWriter


class SqlStore(ABC):
    """Reports and records in an SQL database."""

    @property
    @abstractmethod
    def name(self) -> str:
        """How it is called: the path of its file, or its address without who may open it."""

    def check(self) -> None:
        """Nothing; raises StoreError when it cannot be read now, or has not the newest schema."""
        if not self._is_newest():
            raise StoreError(f"{self.name}: it has an older schema: start 'kawat serve' again")

    @contextmanager
    def writer(self) -> Iterator[SqlWriter]:
        """A Writer on a connection of its own."""
        with self._writing() as connection:
            writer = SqlWriter(connection)
            yield writer
            if writer.unpacked_weeks():
                writer.attempt(writer.pack_weeks)

    @contextmanager
    def view(self, as_of: str | None = None) -> Iterator[SqlSnapshot]:
        """A View of what is there now, or had been written by a day."""
        day = None if as_of is None else date.fromisoformat(as_of).isoformat()
        with self._snapshot(day) as connection:
            yield SqlSnapshot(connection, day)

    @contextmanager
    def links(self) -> Iterator[SqlLinks]:
        """A View of what is there now that also tells what linking asks."""
        with self._snapshot() as connection:
            # it is asked for nothing that writes
            yield SqlLinks(cast(WritableConnection, connection))

    @abstractmethod
    def changes(self) -> AbstractContextManager[Callable[[], str]]:
        """A function that names what is in the store now."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @abstractmethod
    def _is_newest(self) -> bool:
        """Whether its schema is the newest. Raises StoreError when it cannot be read now."""

    @abstractmethod
    def _snapshot(self, day: str | None = None) -> AbstractContextManager[Connection]:
        """A connection for reading, in one transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[WritableConnection]:
        """A connection for writing, of its own."""


@cache
def migrations(kind: Literal["sqlite", "postgres"]) -> Mapping[int, str]:
    """The SQL that leads to each version of the schema, in order; the first makes all there was by then."""
    folder = files(__package__) / "migrations" / kind
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return {int(name.partition("_")[0]): (folder / name).read_text(encoding="utf-8") for name in names}


def refuse_newer(name: str, version: int, newest: int) -> None:
    """Raises StoreError for a version of the schema that is newer than the newest one that is known."""
    if version > newest:
        raise StoreError(
            f"{name}: written by a newer Kawat (schema {version}, this one knows {newest}): "
            "update it with 'pip install --upgrade kawat'"
        )
