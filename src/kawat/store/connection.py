"""What the classes of this package ask of a database: statements, and an index of words.

Statements are written in what SQLite and PostgreSQL both know, and in a few words of SQLite's that
`postgres.speech` puts into PostgreSQL's: parameters as `?` or `:name`, `CROSS JOIN` for an order of tables
that SQLite keeps, `INDEXED BY`, `json_each` and the like. What is true or false is TRUE or FALSE, a row that
may be there already is put in with ON CONFLICT, and what is listed has an order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol, TypeVar

from kawat.errors import StoreError

from .queries import Asked
from .values import Where

T = TypeVar("T")
Parameters = Sequence[Any] | Mapping[str, Any]


def marks(values: Collection[object]) -> str:
    """A mark for each of some values that a statement is given: `?, ?, ?`."""
    return ", ".join("?" * len(values))


def inserting(table: str, columns: Sequence[str]) -> str:
    """The statement that puts a row with these columns into a table."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


class Rows(Protocol):
    """The rows of an answer."""

    @property
    def description(self) -> Any:
        """Of each column a sequence, its name first."""

    def fetchone(self) -> Any:
        """The next row, None behind the last."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection to a database, for reading."""

    @property
    def words(self) -> WordIndex:
        """What finds reports and quotes by their words."""

    def execute(self, sql: str, parameters: Parameters = (), /) -> Rows:
        """What a statement answers."""

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Any]:
        """The rows of a long answer, of which a few at a time are held; others may be asked for between."""

    def bound(self, seconds: float | None) -> None:
        """Let statements end with TooLong when so many seconds have passed, or take what they take."""


class WritableConnection(Connection, Protocol):
    """A connection to a database that also writes."""

    @property
    def address(self) -> str:
        """By which any process opens the same store."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Do the same with each of these parameters."""

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Many new rows of a table."""

    def numbers(self, table: str, count: int) -> Sequence[int]:
        """So many numbers for new rows of a table, rising, that no row has or gets."""

    def filled(self, keys: Mapping[str, Sequence[str]]) -> None:
        """All these tables, by their keys, got rows with numbers from elsewhere: new rows get others."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept at its end, or nothing of it; one inside another is its part."""

    def attempt(self, work: Callable[[], T]) -> T:
        """What `work` does, in a transaction; again from its beginning when the database had gone away."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else is between these on this database, each on a connection of its own."""


def changed_meanwhile(name: str) -> StoreError:
    """What to tell a writer whose store has got the tables of a newer Kawat while it was open."""
    return StoreError(
        f"{name}: a newer Kawat has changed its tables meanwhile: nothing finished is lost; update this one "
        "with 'pip install --upgrade kawat', then repeat the command"
    )


class Weighing(NamedTuple):
    """What a search asks an index of words for: which words, in what, of which rows.

    `tables` joins the table `t` of what is found, and its report `r`, to the index `i` by `i.rowid`.
    `all_rows`: whether every row of the index meets the condition.
    """

    groups: Sequence[Sequence[Asked]]
    where: Where
    columns: str
    tables: str
    condition: str
    parameters: Mapping[str, Any]
    most: int
    all_rows: bool


class WordIndex(Protocol):
    """Finds by words: in the titles and texts of reports, and in the words of quotes.

    Words are runs of letters and digits in lower case without their accents (FTS5's unicode61).
    """

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """New rows of 'text_words' (number, title, text) or 'quote_words' (number, words)."""

    def take_out(self, report: int) -> None:
        """Forget the words of a report and its quotes; their own rows are still there."""

    def found(self, asked: Weighing) -> list[tuple[Any, ...]]:
        """The newest rows that have what is asked for: rank (BM25, the best is least) and columns."""
