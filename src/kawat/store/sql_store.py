"""What stores in a file and in a database have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import Self

from .snapshot import SqlSnapshot


class SqlStore(ABC):
    """Reports and records in an SQL database."""

    @property
    @abstractmethod
    def name(self) -> str:
        """How it is called: the path of its file, or its address without who may open it."""

    @abstractmethod
    def view(self, as_of: str | None = None) -> AbstractContextManager[SqlSnapshot]:
        """A View of what is there now, or had been written by a day."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
