"""What stores in a file and in a database have in common: they differ in how a connection is come by."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Self, cast

from .connection import Connection, WritableConnection
from .parts import SqlParts
from .snapshot import SqlSnapshot
from .writing import SqlWriter


class SqlStore(ABC):
    """Reports and records in an SQL database."""

    @property
    @abstractmethod
    def name(self) -> str:
        """How it is called: the path of its file, or its address without who may open it."""

    @abstractmethod
    def check(self) -> None:
        """Nothing; raises StoreError when it cannot be read now, or has not the newest schema."""

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
    def links(self) -> Iterator[SqlParts]:
        """A View of what is there now that also tells what linking asks."""
        with self._snapshot() as connection:
            # it is asked for nothing that writes
            yield SqlParts(cast(WritableConnection, connection))

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
    def _snapshot(self, day: str | None = None) -> AbstractContextManager[Connection]:
        """A connection for reading, in one transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[WritableConnection]:
        """A connection for writing, of its own."""
